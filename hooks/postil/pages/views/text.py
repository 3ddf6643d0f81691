"""What the page of a text shows, worked out from the index: plain values, no markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from postil.index import Index, Mention
from postil.model import Cleaned, Term, Text, TextPage
from postil.pages.around import Around, Part
from postil.pages.render import Addresses, prepared_page, study_page, term_page
from postil.pages.views import entry
from postil.pages.views.common import count, date_words
from postil.pages.views.rights import rights

MOST_ELSEWHERE = 6  # texts named where a term is listed; its entry names all
MOST_RELATED = 3  # related terms named there: one line
TELLING = ("succeeds", "preceded_by", "contrasts", "broader", "part_of", "member_of")


@dataclass(frozen=True, slots=True)
class Head:
    """What is the same wherever a term is listed."""

    entry: str  # address of the entry
    name: Markup
    term: Markup  # definition, names in other scripts, relations, how often it is mentioned
    links: Mapping[str, Markup]  # text id → link to its passages in the entry


def here(around: Around, id_: str, text: Text, page: TextPage, head: Head) -> dict[str, Any]:
    """A term of one page of a text: what it means there, and where it occurs."""
    index = around.index
    mentions = index.by_text(id_)[text.id]
    others = [link for other, link in head.links.items() if other != text.id]
    senses = (one for one in index.terms[id_].senses if one.text == text.source.rule_id)
    whys: dict[str, list[str]] = {}  # reason for a sense → ids of the passages where it holds
    for mention in mentions:
        for one in mention.occurrences:
            if one.why and page.holds(one.passage) and one.passage not in whys.setdefault(one.why, []):
                whys[one.why].append(one.passage)
    return {
        "id": id_,
        "head": head,
        "sense": next(((one.means, around.cited(one.cites)) for one in senses), None),
        "title": index.terms[id_].title,
        "whys": whys,
        "passages": [(_seen_from(page, text, one, around.to), one.passage.number) for one in mentions],
        "elsewhere": others[:MOST_ELSEWHERE],
        "more": max(0, len(others) - MOST_ELSEWHERE),
    }


def term(around: Around, one: Term) -> dict[str, Any]:
    """What the list of terms says of a term on whatever page."""
    by_text = around.index.by_text(one.id)
    return {
        "entry": around.to(term_page(one.id)),
        "title": one.title,
        "definition": around.inline(one.definition),
        "native": entry.native(one),
        **_relations(around, one.id),
        "mentions": sum(map(count, by_text.values())),
        "texts": len(by_text),
    }


def _relations(around: Around, id_: str) -> dict[str, Any]:
    """One line of a term's relations: those that tell most, or where it has none of these, the others."""
    listed = around.relations.get(id_, {})
    kinds = [kind for kind in TELLING if kind in listed] or [kind for kind in entry.NAMES if kind in listed]
    named = [(kind, other) for kind in kinds for other in listed[kind]]
    line: dict[str, list[tuple[str, str]]] = {}
    for kind, other in named[:MOST_RELATED]:
        link = around.index.terms[other].title, around.to(term_page(other))
        line.setdefault(entry.NAMES[kind], []).append(link)
    return {"relations": line, "more_related": max(0, len(named) - MOST_RELATED)}


def _seen_from(page: TextPage, text: Text, mention: Mention, to: Addresses) -> str:
    id_ = mention.passage.id
    return f"#{id_}" if page.holds(id_) else to(text.page_of(id_), id_)


def record(index: Index, text: Text, to: Addresses) -> dict[str, Any]:
    """What is known of a text and of the work that it studies."""
    source = text.source
    original = f"{text.id}/original"
    study = text.id.removesuffix("/original")
    studied = index.texts[study].source.original if study in index.texts else None
    # the title of an original may be ours, its study text's record is not
    work = studied or source.work
    own, licence = source.work, rights(source.work.rights)
    return {
        "study": {"by": own.authors, "date": own.date, "dated": date_words(own.date), "licence": licence}
        if source.original
        else None,
        "titled": bool(studied),  # any other text has its title above
        "work": work,
        "date": date_words(work.date),
        "rights": rights(work.rights, shown=source.original is None),
        "full_text": to(index.texts[original].pages[0].path) if original in index.texts else "",
        "study_text": to(index.texts[study].pages[0].path) if study != text.id else "",
        "guide": to(study_page(text.id)) if source.guided else "",
        "questions": len(source.questions),
        "cleaned": source.cleaned,
        "prepared": to(prepared_page(text.id)) if source.cleaned else "",
        "fragment": _fragment(source.cleaned) if source.cleaned else "",
    }


def _fragment(cleaned: Cleaned) -> str:
    """Where a raw text breaks off: "begins", "ends", "begins and ends", or ""."""
    found = {finding.code for finding in cleaned.findings}
    where = {"fragment-start": "begins", "fragment-end": "ends"}
    return " and ".join(word for code, word in where.items() if code in found)


def prepared(around: Around, text: Text) -> dict[str, Any]:
    """What was done to a raw text, in the order of its lines, and the lines themselves."""
    cleaned = text.source.cleaned
    if cleaned is None:
        return {"text": ("", ""), "changes": (), "dropped": (), "findings": (), "raw": ()}
    return {
        "text": (text.source.work.title, around.to(text.pages[0].path)),
        "changes": sorted(cleaned.changes, key=lambda change: change.line),
        "dropped": sorted(cleaned.dropped, key=lambda dropped: dropped.line),
        "findings": sorted(cleaned.findings, key=lambda finding: finding.line),
        "raw": cleaned.raw.splitlines(),
    }


def chapters(text: Text, page: TextPage, to: Addresses) -> dict[str, Any]:
    """Where a page stands among the pages of its text; no chapters where the text has one page."""
    at = text.pages.index(page)
    around = [text.pages[n] if 0 <= n < len(text.pages) else None for n in (at - 1, at + 1)]
    before, after = [(one.title, to(one.path)) if one else None for one in around]
    return {
        "chapters": [(one.title, to(one.path), one.first, one.last) for one in text.pages[1:]],
        "contents": (text.source.work.title, to(text.pages[0].path)) if at else None,
        "before": before,
        "after": after,
    }


PARTS: dict[str, Part] = {"prepared": prepared}
