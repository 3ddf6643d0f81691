"""Where the terms of a passage meet again: passages elsewhere that share at least two of them.

A shared term counts for more the fewer passages mention it: its weight is log(passages that mention anything
/ passages that mention it), the inverse document frequency of K. Spärck Jones (1972), and a passage's is the
sum. A term in more than `COMMON` passages weighs, but is not searched by: what passages share through such
terms alone says little, and the search would cost the square of its passages.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from postil.index import Index
from postil.model import Occurrence, Passage, Text, TextPage
from postil.pages.render import Addresses

FEWEST = 2  # terms that two passages share
MOST = 5  # passages named beside one
MOST_OF_A_WORK = 2  # … of them in the same text or its original
COMMON = 200
LONGEST = 240  # characters of a sentence
SENTENCE = re.compile(r"(?<![A-Z]\.)(?<=[.!?…”’\")\]])\s+(?=[^\W_a-z]|[“‘\"'(\[])|(?<=[。！？])|\n")


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of the edition with the mentions in it."""

    text: Text
    passage: Passage
    mentions: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A passage elsewhere and the terms that it shares, the rarest first."""

    place: int  # index into Meetings.places
    terms: tuple[str, ...]


class Meetings:
    """All passages that mention anything, by the terms in them."""

    def __init__(self, index: Index) -> None:
        self.places: list[Place] = []
        self._at: dict[tuple[str, str], int] = {}
        self._terms: list[frozenset[str]] = []
        self._of: dict[str, list[int]] = {}
        for text in index.texts.values():
            here: dict[str, list[Occurrence]] = {}
            for one in index.occurrences[text.id]:
                here.setdefault(one.passage, []).append(one)
            for id_, mentions in here.items():
                self._at[text.id, id_] = at = len(self.places)
                self.places.append(Place(text, text.passages[int(id_[1:]) - 1], tuple(mentions)))
                self._terms.append(frozenset(one.term for one in mentions))
                for term in self._terms[at]:
                    self._of.setdefault(term, []).append(at)
        self._weight = {term: math.log(len(self.places) / len(at)) for term, at in self._of.items()}

    def of(self, text: Text, page: TextPage) -> Mapping[str, tuple[Meeting, ...]]:
        """For the passages of a page that are met elsewhere: where, other works first, the closest first."""
        ids = (p.id for p in text.passages[max(0, page.first - 1) : page.last] if (text.id, p.id) in self._at)
        found = {id_: self._meet(self._at[text.id, id_]) for id_ in ids}
        return {id_: meetings for id_, meetings in found.items() if meetings}

    def _meet(self, at: int) -> tuple[Meeting, ...]:
        terms = self._terms[at]
        if len(terms) < FEWEST:
            return ()
        hits: Counter[int] = Counter()
        common = {term for term in terms if len(self._of[term]) > COMMON}
        for term in terms - common:
            hits.update(self._of[term])
        del hits[at]
        close = [
            other for other, shared in hits.items() if shared + len(common & self._terms[other]) >= FEWEST
        ]
        work = _work(self.places[at])
        weighed = sorted(
            (_work(self.places[other]) == work, -round(self._shared(terms, other), 9), other)
            for other in close
        )
        taken: Counter[str] = Counter()
        chosen: list[Meeting] = []
        for _, _, other in weighed:
            of = _work(self.places[other])
            if taken[of] < MOST_OF_A_WORK and len(chosen) < MOST:
                taken[of] += 1
                shared = terms & self._terms[other]
                ranked = sorted(shared, key=lambda term: (-self._weight[term], term))
                chosen.append(Meeting(other, tuple(ranked)))
        return tuple(chosen)

    def _shared(self, terms: frozenset[str], other: int) -> float:
        return math.fsum(self._weight[term] for term in terms & self._terms[other])


def _work(place: Place) -> str:
    """A study text and its original are one work: each says what the other does."""
    return place.text.id.removesuffix("/original")


def meet(
    meetings: Meetings, found: Mapping[str, tuple[Meeting, ...]], index: Index, to: Addresses
) -> dict[str, Any]:
    """For each passage its number and the places elsewhere: address, number, siglum, sentence, terms."""
    return {
        "passages": [
            (id_[1:], [_line(meetings.places[one.place], one, index, to) for one in places])
            for id_, places in found.items()
        ]
    }


def _line(place: Place, meeting: Meeting, index: Index, to: Addresses) -> dict[str, Any]:
    text, passage = place.text, place.passage
    return {
        "address": to(text.page_of(passage.id), passage.id),
        "siglum": text.source.siglum,
        "number": passage.number,
        "words": sentence(place, meeting.terms),
        "terms": [index.terms[id_].title for id_ in meeting.terms],
    }


def sentence(place: Place, terms: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The sentence of a passage that mentions most of the terms, in pieces: words, and whether they are one
    of the terms. A long sentence is cut around the first."""
    text = place.passage.text
    mentions = [one for one in place.mentions if one.term in terms]
    edges = [0, *(found.end() for found in SENTENCE.finditer(text)), len(text)]
    spans = [(a, b) for a, b in pairwise(edges) if b > a]
    inside = [[one for one in mentions if a <= one.start < b] for a, b in spans]
    best = max(range(len(spans)), key=lambda n: (len({one.term for one in inside[n]}), -n))
    (start, end), here = spans[best], inside[best]
    end = max([end, *(one.end for one in here)])
    before = after = ""
    if end - start > LONGEST:
        first = here[0].start
        if first - start > LONGEST // 3:
            start = text.find(" ", first - LONGEST // 3, first) + 1 or first
            before = "… "
        if end - start > LONGEST:
            end = max(here[0].end, text.rfind(" ", start, start + LONGEST))
            after = " …"
    pieces, at = [(before, False)], start
    for one in here:
        if one.end <= end:
            pieces += [(text[at : one.start], False), (text[one.start : one.end], True)]
            at = one.end
    pieces += [(text[at:end].rstrip(), False), (after, False)]
    return [(words, is_term) for words, is_term in pieces if words]
