"""The resolve step: which term a form means in this passage, or an open question.

The most specific rule decides: a mark by hand, then the text's own `senses`, then another name of the term
beside it in brackets, then the rules of the forms (`in` before `near`, each unless `not_near`), then a claim
without a rule. What stays open is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from postil.judge import APPOSED, EXACT, Surroundings, Verdict, judge
from postil.match import Claim, Forms
from postil.model import Block, Found, HandMark, Match, Occurrence, Place, Text
from postil.problems import Code, Problems, did_you_mean

NONE = "none"  # in `senses` of a text: the form means no term there
BY_HAND = "it is marked so by hand"
BY_SENSES = "the record of the text says so"
BESIDE = "its other name stands beside it"
# What stands between a name and its acronym in brackets, either of them in quotation marks or not.
OPENING = re.compile(r"[\"”’»]?\s?[(\[](?:the\s)?[\"“‘«]?")
CLOSING = re.compile(r"[\"”’»]?[)\]]")
LONGEST_OPENING = 8
REFUSED, OPEN = object(), object()


class Resolver:
    """Decides between the claims of shared forms."""

    def __init__(self, forms: Forms, titles: Mapping[str, str]) -> None:
        self._forms = forms
        self._titles = titles

    def resolve(self, text: Text, matches: Sequence[Sequence[Match]], problems: Problems) -> Found:
        """The occurrences in a text, from the matches in each of its blocks."""
        senses = self._senses(text, problems)
        reading = _Reading(text, self._forms, self._titles, senses)
        found = reading.read(matches)
        about = reading.spoken_of or reading.passed_over  # a text in which nothing is found gives no hint
        if reading.passed_over & about:
            reading = _Reading(text, self._forms, self._titles, senses, frozenset(about))
            found = reading.read(matches)
        problems.take(reading.problems)
        numbered = len(text.passages)
        return Found(tuple(chain(*found[:numbered])), tuple(chain(*found[numbered:])))

    def _senses(self, text: Text, problems: Problems) -> dict[str, str]:
        """The text's own `senses`, by folded form, "" for no term; those that name no term are problems."""
        known = {}
        for form, term in text.source.senses.items():
            place = text.source.stated("senses", form)
            folded = self._forms.fold(form).text
            if folded not in self._forms.numbers:
                what = f"`senses` names the form “{form}”, which no term has"
                problems.add(Code.WRONG_VALUE, place, what, "add it to the term's aliases")
            elif term in self._titles or term == NONE:
                known[folded] = term if term in self._titles else ""
            else:
                advice = did_you_mean(term, self._titles, f"add glossary/{term}.md")
                problems.add(Code.UNKNOWN_TERM, place, f"`senses` names `{term}`, which is no term", advice)
        return known


class _Reading:
    """One way through a text."""

    def __init__(
        self,
        text: Text,
        forms: Forms,
        titles: Mapping[str, str],
        senses: Mapping[str, str],
        known: frozenset[str] = frozenset(),
    ) -> None:
        """`known`: the terms that the text speaks of, as far as an earlier reading found out."""
        self._text, self._forms, self._titles, self._senses, self._known = text, forms, titles, senses, known
        self.problems = Problems()
        self.spoken_of: set[str] = set()
        self.passed_over: set[str] = set()  # terms whose rules all said no to a form that several share

    def read(self, matches: Sequence[Sequence[Match]]) -> list[list[Occurrence]]:
        """The occurrences in each block."""
        return [self._block(block, here) for block, here in zip(self._text.blocks, matches, strict=True)]

    def _block(self, block: Block, matches: Sequence[Match]) -> list[Occurrence]:
        found = [self._by_hand(block, mark) for mark in block.hand if mark.term in self._titles]
        around = Surroundings(block, self._forms.fold)
        free = 0
        for at, match in enumerate(matches):
            if match.start < free or _touches(match, block):
                continue
            verdict = self._decide(block, around, matches, at)
            if verdict is REFUSED:  # its rules say no: a shorter form inside it may hold
                continue
            free = match.end
            if isinstance(verdict, Occurrence):
                found.append(verdict)
        self.spoken_of.update(one.term for one in found)
        return _joined(block, sorted(found, key=lambda one: one.start)) if len(found) > 1 else found

    def _by_hand(self, block: Block, mark: HandMark) -> Occurrence:
        """A mark by hand; it needs a reason where other terms have these words for a name, too."""
        surface = block.text[mark.start : mark.end]
        claims = self._forms.claims(surface)
        form = next((claim.form.text for claim in claims if claim.term == mark.term), "")
        why = BY_HAND if any(claim.term != mark.term for claim in claims) else ""
        return Occurrence(block.id, mark.start, mark.end, surface, mark.term, why, form)

    def _decide(self, block: Block, around: Surroundings, matches: Sequence[Match], at: int) -> object:
        """The occurrence, or REFUSED where the rules exclude the form, or OPEN where they do not decide."""
        match = matches[at]
        surface = block.text[match.start : match.end]
        claims = self._forms.fitting(match.form, surface)
        terms = {claim.term for claim in claims}

        def occurrence(term: str, why: str, form: str) -> Occurrence:
            why = why if len(terms) > 1 else ""
            return Occurrence(block.id, match.start, match.end, surface, term, why, form)

        chosen = self._senses.get(self._forms.patterns[match.form])
        if chosen is not None:
            form = next((claim.form.text for claim in claims if claim.term == chosen), "")
            return occurrence(chosen, BY_SENSES, form) if chosen else REFUSED
        if len(claims) == 1 and not claims[0].form.ruled:
            return occurrence(claims[0].term, "", claims[0].form.text)
        verdicts = [self._beside(block, claims, matches, at)] if len(terms) > 1 else []
        verdicts += [judge(claim, self._text.source, around, match) for claim in claims]
        best = max((one.strength for one in verdicts if one), default=0)
        winners = {one.claim.term: one for one in verdicts if one and one.strength == best}
        if len(winners) == 1:
            winner = next(iter(winners.values()))
            return occurrence(winner.claim.term, winner.why, winner.claim.form.text)
        if len(terms) == 1:
            return REFUSED
        if not winners and not self._concerned(claims):
            self.passed_over |= terms
            return REFUSED
        if not winners or best > EXACT:  # two claims without a rule are reported where they are made
            self._open(block, match, claims)
        self.spoken_of |= terms
        return OPEN

    def _concerned(self, claims: Sequence[Claim]) -> bool:
        """Whether a form that no rule allows may mean one of its terms all the same.

        Rules that name texts may have forgotten this one, and a text that speaks of one of the terms may well
        do so here. In a text about other things words that are near none of those asked for are just words.
        """
        return any(claim.form.texts or claim.term in self._known for claim in claims)

    def _beside(
        self, block: Block, claims: Sequence[Claim], matches: Sequence[Match], at: int
    ) -> Verdict | None:
        """The claim of a term whose unmistakable name stands before or behind these words, one of them in
        brackets."""
        here = matches[at]
        by_term = {claim.term: claim for claim in claims}
        reach = LONGEST_OPENING + 1
        for other in matches[max(0, at - reach) : at + 2 * reach]:
            one, two = sorted((other, here), key=lambda match: match.start)
            if two.start - one.end > LONGEST_OPENING or not _apposed(block.text, one.end, two.start, two.end):
                continue
            names = self._forms.fitting(other.form, block.text[other.start : other.end])
            if _unmistakable(names) and names[0].term in by_term:
                return Verdict(by_term[names[0].term], APPOSED, BESIDE)
        return None

    def _open(self, block: Block, match: Match, claims: Sequence[Claim]) -> None:
        surface = block.text[match.start : match.end]
        terms = " or ".join(f"`{term}`" for term in sorted({claim.term for claim in claims}))
        around = _around(block, match)
        what = f"“{surface}” in {block.name} of `{self._text.id}` may mean {terms}: “{around}”"
        advice = f"add `senses: {{{surface}: {claims[0].term}}}` to the text, or a rule to a form"
        self.problems.add(Code.OPEN_SENSE, _place(self._text, block), what, advice)


def _unmistakable(claims: Sequence[Claim]) -> bool:
    """Whether words mean one term wherever they stand."""
    return len({claim.term for claim in claims}) == 1 and not any(claim.form.ruled for claim in claims)


def _touches(match: Match, block: Block) -> bool:
    return any(mark.start < match.end and match.start < mark.end for mark in block.hand)


def _apposed(text: str, first_end: int, start: int, end: int) -> bool:
    """Whether brackets around the words from `start` to `end` open where other words have ended."""
    return bool(OPENING.fullmatch(text, first_end, start) and CLOSING.match(text, end))


def _joined(block: Block, occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """A name with its acronym in brackets behind it ("Regional Forum (RF)") is one mention."""
    joined: list[Occurrence] = []
    text = block.text
    for one in occurrences:
        last = joined[-1] if joined else None
        if last and last.term == one.term and _apposed(text, last.end, one.start, one.end):
            closed = CLOSING.match(text, one.end)
            end = closed.end() if closed else one.end
            joined[-1] = replace(last, end=end, surface=text[last.start : end])
        else:
            joined.append(one)
    return joined


def _place(text: Text, block: Block) -> Place:
    """The line on which a block begins, found by its first words; of a raw text the file."""
    source = text.source
    if source.cleaned is not None:
        return source.place
    words = [re.escape(word) for word in re.findall(r"\w+", block.text)[:5]]
    found = re.search(r"[\W_]+".join(words), source.body)
    at = found.start() if found else 0
    return Place(source.place.path, source.place.line + source.body.count("\n", 0, at))


def _around(block: Block, match: Match, width: int = 30) -> str:
    words = block.text[max(0, match.start - width) : match.end + width]
    return f"…{words}…".replace("\n", " ")
