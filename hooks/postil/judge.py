"""How strongly a claim to a form holds in one place: the rules `in`, `near` and `not_near`, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from postil.fold import Folded
from postil.match import SPACELESS, Claim
from postil.model import Block, Form, Match, Source

# How specific a rule is.
APPOSED, IN_AND_NEAR, IN, NEAR, NOT_NEAR, EXACT, FREE = 7, 6, 5, 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim that holds."""

    claim: Claim
    strength: int
    why: str  # goes on after "because"


class Surroundings:
    """The words of a block in which rules look for others; folded once, however many ask."""

    def __init__(self, block: Block, fold: Callable[[str], Folded]) -> None:
        self._block = block
        self._fold = fold
        self._folded: Folded | None = None
        self._places: dict[str, list[tuple[int, int]]] = {}

    @property
    def name(self) -> str:
        """What the block is called in a reason."""
        return f"the {self._block.kind}" if self._block.kind in ("heading", "note") else "the passage"

    def first_of(self, words: Iterable[str], but: Match) -> str:
        """The first of `words` that stands in the block as a word, apart from the form in question; or ""."""
        for word in words:
            if any(end <= but.start or but.end <= start for start, end in self._find(word)):
                return word
        return ""

    def _find(self, word: str) -> list[tuple[int, int]]:
        if word not in self._places:
            self._folded = self._folded or self._fold(self._block.text)
            found = _pattern(self._fold(word).text).finditer(self._folded.text)
            places = [(self._folded.start(hit.start()), self._folded.end(hit.end())) for hit in found]
            if word.isupper():  # as in a form: WHO is not "who"
                places = [one for one in places if self._block.text[one[0] : one[1]].isupper()]
            self._places[word] = places
        return self._places[word]


@cache
def _pattern(folded: str) -> re.Pattern[str]:
    """A word; one in a script without spaces may begin and end anywhere."""
    letter = rf"[^\W{SPACELESS.pattern[1:-1]}]"
    before = "" if SPACELESS.match(folded[0]) else rf"(?<!{letter})"
    behind = "" if SPACELESS.match(folded[-1]) else rf"(?!{letter})"
    return re.compile(f"{before}{re.escape(folded)}{behind}")


def judge(claim: Claim, source: Source, around: Surroundings, match: Match) -> Verdict | None:
    """How strongly a claim holds in a place; None where its rule says that it does not."""
    form = claim.form
    if not form.ruled:
        strength = EXACT if form.exact else FREE
        return Verdict(claim, strength, f"no other sense is named for {around.name}")
    if form.not_near and around.first_of(form.not_near, match):
        return None
    near = around.first_of(form.near, match)
    if source.rule_id in form.texts:
        why = f"{source.siglum} uses these words for it"
        if near:
            return Verdict(claim, IN_AND_NEAR, f"{why} and {around.name} names {near}")
        return Verdict(claim, IN, why)
    if near:
        return Verdict(claim, NEAR, f"{around.name} names {near}")
    if form.texts or form.near:
        return None
    return Verdict(claim, NOT_NEAR, _without(form, around))


def _without(form: Form, around: Surroundings) -> str:
    return f"{around.name} does not name {' or '.join(form.not_near)}"
