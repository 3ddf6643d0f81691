"""What the index alone says of several terms, side by side: the rows that Postil adds to a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from postil.index import Mention
from postil.model import Term
from postil.pages.around import Around
from postil.pages.render import term_page
from postil.pages.views.common import anchor, count
from postil.pages.views.entry import NAMES

MOST_PASSAGES = 12  # named in a cell; the entries name all
RELATIONS, TOGETHER = "relations", "named in the same passage"  # aspects that need another term


@dataclass(frozen=True, slots=True)
class Linked:
    """A few words of a cell: what stands before a link, the link, and what stands behind it."""

    words: str
    address: str = ""
    before: str = ""
    after: str = ""


Cell = Sequence[Linked]


def derived(around: Around, terms: Sequence[Term]) -> list[tuple[str, list[Cell]]]:
    """Aspect and one cell a term; an empty cell says that there is nothing to be found."""
    single = [alone(around, term) for term in terms]
    rows = {aspect: [cells[aspect] for cells in single] for aspect in single[0]} if single else {}
    rows[RELATIONS] = [_relations(around, term, terms) for term in terms]
    rows[TOGETHER] = [_together(around, term, terms) for term in terms]
    return list(rows.items())


def alone(around: Around, term: Term) -> dict[str, Cell]:
    """Aspect → cell: what holds of a term whatever it is compared with."""
    return {
        "kind": [Linked(term.kind)],
        "first mention": _first(around, term),
        "mentions by text": _by_text(around, term),
        "dates": _dates(term),
    }


def _first(around: Around, term: Term) -> Cell:
    mentions = next(iter(around.index.by_text(term.id).values()), ())
    return [_passage(around, mentions[0], siglum=True)] if mentions else []


def _passage(around: Around, mention: Mention, siglum: bool) -> Linked:
    text = around.index.texts[mention.text]
    address = around.to(text.page_of(mention.passage.id), mention.passage.id)
    number = f"¶{mention.passage.number}"
    return Linked(f"{text.source.siglum}, {number}" if siglum else number, address)


def _by_text(around: Around, term: Term) -> Cell:
    page = around.to(term_page(term.id))
    return [
        Linked(around.index.texts[id_].source.siglum, f"{page}#in-{anchor(id_)}", after=f": {count(found)}")
        for id_, found in around.index.by_text(term.id).items()
    ]


def _dates(term: Term) -> Cell:
    ranked = sorted(term.dates, key=lambda one: (one.date, one.event))
    return [Linked(f"{one.date}{' (inferred)' if one.inferred else ''}: {one.event}") for one in ranked]


def _relations(around: Around, term: Term, terms: Sequence[Term]) -> Cell:
    stated = around.relations.get(term.id, {})
    others = {other.id: other for other in terms if other is not term}
    return [
        Linked(others[id_].title, around.to(term_page(id_)), before=f"{name} ")
        for kind, name in NAMES.items()
        for id_ in stated.get(kind, ())
        if id_ in others
    ]


def _together(around: Around, term: Term, terms: Sequence[Term]) -> Cell:
    """The passages that name this term and another one of them, other by other."""
    return [
        one
        for other in terms
        if other is not term
        for one in _shared(around, term, other, named=len(terms) > 2)
    ]


def _shared(around: Around, term: Term, other: Term, named: bool) -> Iterator[Linked]:
    index = around.index
    there = {(id_, one.passage.id) for id_, found in index.by_text(other.id).items() for one in found}
    shared = [
        one
        for id_, found in index.by_text(term.id).items()
        for one in found
        if (id_, one.passage.id) in there
    ]
    for at, one in enumerate(shared[:MOST_PASSAGES]):
        before = f"with {other.title}: " if named and at == 0 else ""
        left = len(shared) - MOST_PASSAGES
        after = f" and {left} more" if left > 0 and at == MOST_PASSAGES - 1 else ""
        link = _passage(around, one, siglum=True)
        yield Linked(link.words, link.address, before, after)


def plain(cell: Cell) -> str:
    """A cell as words alone."""
    return "; ".join(f"{one.before}{one.words}{one.after}" for one in cell)


def values(around: Around, terms: Sequence[Term]) -> list[dict[str, Any]]:
    """The rows for a template: the cells of terms with their ids and titles."""
    return [
        {
            "aspect": aspect,
            "cells": [(term.id, term.title, cell) for term, cell in zip(terms, cells, strict=True)],
        }
        for aspect, cells in derived(around, terms)
    ]
