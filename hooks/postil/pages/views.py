"""What templates show, worked out from the index: plain values, no markup."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from postil.fold import fold
from postil.index import Index, Mention
from postil.model import Citation, Term, Text, TextPage, Work
from postil.pages.kwic import context
from postil.pages.render import Addresses, Portable, comparison_page, prepared_page, term_page

WORDS_A_MINUTE = 180  # a careful reader of a difficult text in a second language
MOST_TOGETHER = 12
MOST_ELSEWHERE = 6  # texts named where a term is listed; its entry names all
NOT_STATED = "not stated"
WITH_ACRONYM = re.compile(r" \([^()]+\)$")
INVERSE = {
    "broader": "narrower",
    "narrower": "broader",
    "succeeds": "preceded_by",
    "contrasts": "contrasts",
    "related": "related",
    "part_of": "has_part",
    "member_of": "has_member",
}
NAMES = {
    "succeeds": "succeeds",
    "preceded_by": "succeeded by",
    "broader": "broader",
    "narrower": "narrower",
    "contrasts": "contrasts with",
    "part_of": "part of",
    "has_part": "has the parts",
    "member_of": "member of",
    "has_member": "has the members",
    "related": "related to",
}

Relations = Mapping[str, Mapping[str, list[str]]]
Cite = Callable[[str], Markup]


def sort_key(title: str) -> str:
    """Letters without their accents, any case."""
    return unicodedata.normalize("NFKD", title).casefold()


def anchor(text_id: str) -> str:
    """A text's id as part of an element's id."""
    return text_id.replace("/", "-")


def relations(index: Index) -> Relations:
    """Term id → kind of relation → ids, with the inverse of each stated relation."""
    found: dict[str, dict[str, list[str]]] = {}
    for term in index.terms.values():
        for kind, ids in term.relations.items():
            for other in ids:
                if other in index.terms:
                    for one, name, two in ((term.id, kind, other), (other, INVERSE[kind], term.id)):
                        listed = found.setdefault(one, {}).setdefault(name, [])
                        if two not in listed:
                            listed.append(two)
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """What is the same wherever a term is listed."""

    entry: str  # address of the entry
    html: Markup  # name and definition
    links: Mapping[str, Markup]  # text id → link to its passages in the entry


def here(index: Index, id_: str, text: Text, page: TextPage, to: Addresses, head: Head) -> dict[str, Any]:
    """A term of one page of a text: what it means there, and where it occurs."""
    mentions = index.by_text(id_)[text.id]
    others = [link for other, link in head.links.items() if other != text.id]
    senses = (sense.means for sense in index.terms[id_].senses if sense.text == text.source.rule_id)
    on_page = (one for mention in mentions if page.holds(mention.passage.id) for one in mention.occurrences)
    return {
        "id": id_,
        "head": head.html,
        "entry": head.entry,
        "sense": next(senses, ""),
        "whys": list(dict.fromkeys(one.why for one in on_page if one.why)),
        "passages": [(_seen_from(page, text, mention, to), mention.passage.number) for mention in mentions],
        "elsewhere": others[:MOST_ELSEWHERE],
        "more": max(0, len(others) - MOST_ELSEWHERE),
    }


def _seen_from(page: TextPage, text: Text, mention: Mention, to: Addresses) -> str:
    id_ = mention.passage.id
    return f"#{id_}" if page.holds(id_) else to(text.page_of(id_), id_)


def texts_of(index: Index, term: Term) -> list[tuple[str, str, int]]:
    """Siglum, id in an address, and number of mentions for each text that mentions a term."""
    by_text = index.by_text(term.id)
    return [(index.texts[id_].source.siglum, anchor(id_), _count(found)) for id_, found in by_text.items()]


def native(term: Term) -> list[tuple[str, str]]:
    """A term's names in their own scripts, by language."""
    return [(language, name) for language, name in term.native.items() if language != "pinyin"]


def _count(mentions: Iterable[Mention]) -> int:
    return sum(len(mention.occurrences) for mention in mentions)


def senses(index: Index, term: Term, cite: Cite) -> dict[str, Any]:
    """What a term means in the texts that use it differently."""
    return {
        "senses": [
            (index.texts[sense.text].source.siglum, sense.means, _cited(sense.cites, cite))
            for sense in term.senses
            if sense.text in index.texts
        ]
    }


def dates(term: Term, cite: Cite) -> dict[str, Any]:
    """The dated events of a term, in order of time."""
    ranked = sorted(term.dates, key=lambda one: one.date)
    return {"dates": [(one.date, one.event, _cited(one.cites, cite)) for one in ranked]}


def _cited(cites: Iterable[Citation], cite: Cite) -> Markup:
    return Markup(" ").join(cite(one.raw) for one in cites)


def related(index: Index, term: Term, stated: Relations, to: Addresses) -> dict[str, Any]:
    """A term's relations, stated and inverse, and the comparisons it stands in."""
    listed = stated.get(term.id, {})
    return {
        "relations": [
            (name, [(index.terms[id_].title, to(term_page(id_))) for id_ in listed[kind]])
            for kind, name in NAMES.items()
            if kind in listed
        ],
        "comparisons": [
            (one.title, to(comparison_page(one.id)))
            for one in index.glossary.comparisons
            if term.id in one.terms
        ],
    }


def names(index: Index, term: Term, to: Addresses) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Each form with the texts that use it, the most used first; a form is told by its folded letters."""
    used: dict[str, Counter[str]] = {fold(form.text).text: Counter() for form in term.forms}
    shown = {fold(form.text).text: form.text for form in term.forms}
    for id_, mentions in index.by_text(term.id).items():
        for one in (one for mention in mentions for one in mention.occurrences):
            written = fold(one.surface).text
            if written not in used:  # "Regional Forum (RF)" is a mention under its long name
                written = WITH_ACRONYM.sub("", written)
            shown.setdefault(written, one.surface)
            used.setdefault(written, Counter())[id_] += 1
    ranked = sorted(used.items(), key=lambda item: (-sum(item[1].values()), sort_key(item[0])))
    return [
        (
            shown[written],
            [
                (index.texts[id_].source.siglum, count, to(term_page(term.id), f"in-{anchor(id_)}"))
                for id_, count in counts.items()
            ],
        )
        for written, counts in ranked
    ]


def passages(index: Index, term: Term, to: Addresses) -> dict[str, Any]:
    """Every passage that mentions a term, in context, text by text."""
    by_text = index.by_text(term.id)
    texts = []
    for id_, mentions in by_text.items():
        text = index.texts[id_]
        texts.append(
            {
                "anchor": anchor(id_),
                "address": to(text.pages[0].path),
                "title": text.source.work.title,
                "siglum": text.source.siglum,
                "contexts": [(to(text.page_of(m.passage.id)), context(m)) for m in mentions],
            }
        )
    return {
        "texts": texts,
        "passages": sum(map(len, by_text.values())),
        "mentions": sum(map(_count, by_text.values())),
    }


def together(index: Index, term: Term, to: Addresses) -> list[tuple[str, str, int]]:
    """The terms that most often share a passage with this one."""
    return [
        (index.terms[other].title, to(term_page(other)), count)
        for other, count in index.together.get(term.id, ())[:MOST_TOGETHER]
    ]


def record(index: Index, text: Text, to: Addresses) -> dict[str, Any]:
    """What is known of a text and of the work that it studies."""
    source = text.source
    original = f"{text.id}/original"
    study = text.id.removesuffix("/original")
    studied = index.texts[study].source.original if study in index.texts else None
    return {
        "summary": source.summary,
        "work": source.work,
        "original": source.original,
        "of": studied or source.work,  # the title of an original may be ours, its study text's record is not
        "not_stated": NOT_STATED,
        "full_text": to(index.texts[original].pages[0].path) if original in index.texts else "",
        "study_text": to(index.texts[study].pages[0].path) if study != text.id else "",
        "cleaned": source.cleaned,
        "prepared": to(prepared_page(text.id)) if source.cleaned else "",
    }


def prepared(text: Text, to: Addresses) -> dict[str, Any]:
    """What was done to a raw text, in the order of its lines, and the lines themselves."""
    cleaned = text.source.cleaned
    if cleaned is None:
        return {"text": ("", ""), "changes": (), "dropped": (), "findings": (), "raw": ()}
    return {
        "text": (text.source.work.title, to(text.pages[0].path)),
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


def texts(index: Index, to: Addresses) -> list[dict[str, Any]]:
    """The list of texts; an original stands with its study text."""
    listed = []
    for text in index.texts.values():
        if text.id.endswith("/original"):
            continue
        words = sum(len(passage.text.split()) for passage in text.passages)
        original = f"{text.id}/original"
        listed.append(
            {
                "address": to(text.pages[0].path),
                "title": text.source.work.title,
                "by": _by(text),
                "summary": text.source.summary,
                "words": f"{words:,}",
                "minutes": max(1, math.ceil(words / WORDS_A_MINUTE)),
                "passages": len(text.passages),
                "terms": len(index.terms_of(text.id)),
                "full": to(index.texts[original].pages[0].path) if original in index.texts else "",
            }
        )
    return listed


def _by(text: Text) -> str:
    return credit(text.source.work) if text.source.original is None else f"On {credit(text.source.original)}"


def credit(work: Work) -> str:
    """One line on a work: what is known of it, and what is not stated."""
    named = f"“{work.title}”" if work.title else "a text"
    by = f" by {', '.join(work.authors)}" if work.authors else ""
    dated = f", {work.date}" if work.date else ""
    stated = (("title", work.title), ("author", work.authors), ("date", work.date))
    missing = [name for name, value in stated if not value]
    if not missing:
        return named + by + dated
    listed = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
    return f"{named}{by}{dated} ({listed} {NOT_STATED})"


def glossary(index: Index, to: Addresses, portable: Portable) -> dict[str, Any]:
    """All terms, by letter and by kind."""
    ranked = sorted(index.terms.values(), key=lambda term: sort_key(term.title))
    rows = [
        {
            "title": term.title,
            "kind": term.kind,
            "address": to(term_page(term.id)),
            "definition": to.settle(portable.inline(term.definition)),
            "words": " ".join(
                dict.fromkeys(map(sort_key, (*(f.text for f in term.forms), *term.native.values())))
            ),
            "mentions": sum(map(_count, index.by_text(term.id).values())),
        }
        for term in ranked
    ]
    by_letter = groupby(rows, key=lambda row: _letter(str(row["title"])))
    by_kind = groupby(sorted(rows, key=lambda row: str(row["kind"])), key=lambda row: row["kind"])
    return {
        "letters": [(letter, list(group)) for letter, group in by_letter],
        "kinds": [(kind, list(group)) for kind, group in by_kind],
    }


def _letter(title: str) -> str:
    first = sort_key(title)[:1].upper()
    return first if first.isalpha() else "0-9"
