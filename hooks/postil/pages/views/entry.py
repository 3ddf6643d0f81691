"""What the page of a glossary entry shows, worked out from the index: plain values, no markup."""

from __future__ import annotations

from typing import Any

from postil.index import Index
from postil.model import Term
from postil.pages.around import Around, Part, Relations
from postil.pages.kwic import context
from postil.pages.render import comparison_page, term_page
from postil.pages.views import disagreement
from postil.pages.views.common import anchor, count, date_words
from postil.pages.views.names import names
from postil.pages.views.neighbours import neighbours
from postil.pages.views.strips import LEVELS, strips

MOST_TOGETHER = 12
MOST_SHARED = 12  # passages named beside a term that shares them
MOST_OPEN = 5  # passages of a text that are shown without being asked for
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


def senses(around: Around, term: Term) -> dict[str, Any]:
    """What a term means in the texts that use it differently."""
    return {
        "senses": [
            (around.index.texts[sense.text].source.siglum, sense.means, around.cited(sense.cites))
            for sense in term.senses
            if sense.text in around.index.texts
        ]
    }


def dates(around: Around, term: Term) -> dict[str, Any]:
    """The dated events of a term, in order of time."""
    ranked = sorted(term.dates, key=lambda one: one.date)
    return {"dates": [(one, date_words(one.date), around.cited(one.cites)) for one in ranked]}


def related(around: Around, term: Term) -> dict[str, Any]:
    """A term's relations, stated and inverse, and the comparisons it stands in."""
    index, to = around.index, around.to
    listed = around.relations.get(term.id, {})
    return {
        "picture": neighbours(around, term, NAMES),
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


def disputed(around: Around, term: Term) -> dict[str, Any]:
    """The disagreements that are about a term."""
    index = around.index
    return {
        "disagreements": [
            disagreement.summary(index, one, around.to)
            for one in index.glossary.disagreements
            if term.id in one.terms
        ]
    }


def passages(around: Around, term: Term) -> dict[str, Any]:
    """Every passage that mentions a term, in context, text by text; then headings and notes that do."""
    index, to = around.index, around.to
    by_text, outside = index.by_text(term.id), index.outside(term.id)
    texts = []
    for id_, text in index.texts.items():
        mentions, asides = by_text.get(id_, ()), outside.get(id_, ())
        if not mentions and not asides:
            continue
        texts.append(
            {
                "anchor": anchor(id_),
                "address": to(text.pages[0].path),
                "title": text.source.work.title,
                "siglum": text.source.siglum,
                "contexts": [
                    *((to(text.page_of(m.passage.id)), context(m.passage, m.occurrences)) for m in mentions),
                    *((to(text.page_outside(a.block.id)), context(a.block, a.occurrences)) for a in asides),
                ],
            }
        )
    return {
        "texts": texts,
        "passages": sum(map(len, by_text.values())),
        "mentions": sum(map(count, by_text.values())) + sum(map(count, outside.values())),
        "outside": sum(map(len, outside.values())),
        "strips": strips(around, term),
        "levels": LEVELS,
        "most": MOST_OPEN,
    }


def together(around: Around, term: Term) -> dict[str, Any]:
    """The terms that most often share a passage with this one, and the passages."""
    index, to = around.index, around.to
    shared = index.together.get(term.id, ())[:MOST_TOGETHER]
    return {
        "others": [
            (index.terms[other].title, to(term_page(other)), count, _shared(around, term, other))
            for other, count in shared
        ],
        "most": MOST_SHARED,
    }


def _shared(around: Around, term: Term, other: str) -> list[tuple[str, list[tuple[int, str]]]]:
    """The first passages that mention two terms: siglum, then number and address of each."""
    theirs = around.index.by_text(other)
    left, found = MOST_SHARED, []
    for id_, mentions in around.index.by_text(term.id).items():
        there = {one.passage.id for one in theirs.get(id_, ())}
        here = [one.passage for one in mentions if one.passage.id in there][:left]
        if here:
            text = around.index.texts[id_]
            links = [(one.number, around.to(text.page_of(one.id), one.id)) for one in here]
            found.append((text.source.siglum, links))
            left -= len(here)
    return found


def changed(around: Around, term: Term) -> dict[str, Any]:
    """When the entry's file was last changed, "" where that is not known."""
    return {"day": around.changes.get(term.place.path, "")}


def native(term: Term) -> list[tuple[str, str]]:
    """A term's names in other languages, each with its tag (BCP 47)."""
    return [("zh-Latn-pinyin" if tag == "pinyin" else tag, name) for tag, name in term.native.items()]


def texts_of(index: Index, term: Term) -> list[tuple[str, str, int]]:
    """Siglum, id in an address, and number of mentions for each text that mentions a term."""
    by_text = index.by_text(term.id)
    return [(index.texts[id_].source.siglum, anchor(id_), count(found)) for id_, found in by_text.items()]


PARTS: dict[str, Part] = {
    "kind": lambda around, term: {"term": term},
    "names": names,
    "senses": senses,
    "dates": dates,
    "related": related,
    "disputed": disputed,
    "passages": passages,
    "together": together,
    "changed": changed,
}
