"""The timeline step: the dated events of terms and texts in one row, each told once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from postil.fold import fold
from postil.index import Index
from postil.model import Citation, Work

MOST_COLUMNS = 40  # of a picture that people can read
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # years a column may stand for


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, in a month or in a year."""

    id: str  # "cica-2014-05"
    date: str  # YYYY, YYYY-MM or YYYY-MM-DD
    event: str  # what happened; "" for the publication of a text
    inferred: bool
    terms: tuple[str, ...]  # ids of the terms whose entries tell it
    cites: tuple[Citation, ...]
    text: str = ""  # id of the text that was published

    @property
    def year(self) -> int:
        return int(self.date[:4])


def events(index: Index) -> tuple[Event, ...]:
    """All events in order of time; of two on one day the one that says less of its date comes first.

    An event that several entries tell in the same words with the same date is one event with all citations.
    It is inferred where every entry says so.
    """
    told: dict[tuple[str, str], list[Event]] = {}
    for one in (*_of_terms(index), *_of_texts(index)):
        told.setdefault((one.date, f"{one.text}/{fold(one.event).text}"), []).append(one)
    merged = (_merged(same) for same in told.values())
    return tuple(sorted(merged, key=lambda one: (one.date, bool(one.text), one.id)))


def _of_terms(index: Index) -> Iterator[Event]:
    for term in index.terms.values():
        seen: dict[str, int] = {}
        for one in term.dates:
            seen[one.date] = seen.get(one.date, 0) + 1
            again = f"-{seen[one.date]}" if seen[one.date] > 1 else ""
            yield Event(
                f"{term.id}-{one.date}{again}", one.date, one.event, one.inferred, (term.id,), one.cites
            )


def _of_texts(index: Index) -> Iterator[Event]:
    """The publication of each text; for a study text that of the work it studies."""
    for text in index.texts.values():
        work = studied(text.source.original, text.source.work)
        if work.date and not text.id.endswith("/original"):
            yield Event(f"published-{text.id}", work.date, "", False, (), (), text.id)


def studied(original: Work | None, work: Work) -> Work:
    """The work whose publication counts."""
    return original or work


def _merged(same: Sequence[Event]) -> Event:
    first = same[0]
    if len(same) == 1:
        return first
    cites = {cite.raw: cite for one in same for cite in one.cites}
    terms = tuple(dict.fromkeys(term for one in same for term in one.terms))
    inferred = all(one.inferred for one in same)
    return Event(first.id, first.date, first.event, inferred, terms, tuple(cites.values()))


@dataclass(frozen=True, slots=True)
class Column:
    """The events of a few years in a row."""

    first: int  # year
    last: int
    events: tuple[Event, ...]


def columns(found: Iterable[Event]) -> tuple[Column, ...]:
    """The whole stretch of time in equal columns, at most MOST_COLUMNS; in some nothing may have happened."""
    found = tuple(found)
    if not found:
        return ()
    years = [one.year for one in found]
    step = next((step for step in STEPS if _count(years, step) <= MOST_COLUMNS), STEPS[-1])
    start = min(years) // step * step
    return tuple(
        Column(first, first + step - 1, tuple(one for one in found if first <= one.year < first + step))
        for first in range(start, max(years) + 1, step)
    )


def _count(years: Sequence[int], step: int) -> int:
    return math.floor(max(years) / step) - math.floor(min(years) / step) + 1
