"""The resolve step: which term a form means in this passage, or an open question.

The most specific rule decides: a mark by hand, then the text's own `senses`, then the rules of the forms
(`in` before `near`, each unless `not_near`), then a claim without a rule. What stays open is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from postil.fold import fold
from postil.match import Claim, Forms, claim_fits
from postil.model import Form, Match, Occurrence, Passage, Place, Text
from postil.problems import Code, Problems, did_you_mean

REFUSED, OPEN = object(), object()
# How specific a rule is.
IN_AND_NEAR, IN, NEAR, NOT_NEAR, EXACT, FREE = 6, 5, 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class _Verdict:
    term: str
    strength: int
    why: str


class Resolver:
    """Decides between the claims of shared forms."""

    def __init__(self, forms: Forms, titles: Mapping[str, str]) -> None:
        self._forms = forms
        self._titles = titles

    def resolve(
        self, text: Text, matches: Sequence[Sequence[Match]], problems: Problems
    ) -> tuple[Occurrence, ...]:
        """The occurrences in a text, in reading order, from the matches in each of its passages."""
        senses = self._senses(text, problems)
        found: list[Occurrence] = []
        for passage, here in zip(text.passages, matches, strict=True):
            taken = [
                Occurrence(passage.id, mark.start, mark.end, passage.text[mark.start : mark.end], mark.term)
                for mark in passage.hand
                if mark.term in self._titles
            ]
            free = 0
            for match in here:
                if match.start < free or _touches(match, passage):
                    continue
                verdict = self._decide(text, passage, match, senses, problems)
                if verdict is REFUSED:  # its rules say no: a shorter form inside it may hold
                    continue
                free = match.end
                if isinstance(verdict, Occurrence):
                    taken.append(verdict)
            found += _joined(passage, sorted(taken, key=lambda one: one.start))
        return tuple(found)

    def _decide(
        self, text: Text, passage: Passage, match: Match, senses: Mapping[str, str], problems: Problems
    ) -> Occurrence | object:
        """The occurrence, or REFUSED where the rules exclude the form, or OPEN where they do not decide."""
        surface = passage.text[match.start : match.end]
        claims = [claim for claim in self._forms.entries[match.form] if claim_fits(claim, surface)]
        shared = len({claim.term for claim in claims}) > 1
        chosen = senses.get(self._forms.patterns[match.form])
        if chosen is not None:
            why = f"in this text “{surface}” means this"
            return Occurrence(passage.id, match.start, match.end, surface, chosen, why if shared else "")
        verdicts = [verdict for claim in claims if (verdict := _judge(claim, text, passage, match))]
        best = max((verdict.strength for verdict in verdicts), default=0)
        terms = {verdict.term: verdict for verdict in verdicts if verdict.strength == best}
        if len(terms) == 1:
            verdict = next(iter(terms.values()))
            why = verdict.why if shared else ""
            return Occurrence(passage.id, match.start, match.end, surface, verdict.term, why)
        if not shared:
            return REFUSED
        if best > EXACT or not best:  # two claims without a rule are reported where they are made
            self._open(text, passage, surface, claims, problems)
        return OPEN

    def _open(
        self, text: Text, passage: Passage, surface: str, claims: list[Claim], problems: Problems
    ) -> None:
        terms = " or ".join(f"`{term}`" for term in sorted({claim.term for claim in claims}))
        what = (
            f"“{surface}” in ¶{passage.number} of `{text.id}` may mean {terms}: “{_around(passage, surface)}”"
        )
        advice = f"add `senses: {{{surface}: {claims[0].term}}}` to the text, or a rule to a form"
        problems.add(Code.OPEN_SENSE, _place(text, passage), what, advice)

    def _senses(self, text: Text, problems: Problems) -> dict[str, str]:
        """The text's own `senses`, by folded form; those that name no term are problems."""
        known = {}
        for form, term in text.source.senses.items():
            place = text.source.stated("senses", form)
            if fold(form).text not in self._forms.patterns:
                what = f"`senses` names the form “{form}”, which no term has"
                problems.add(Code.WRONG_VALUE, place, what, "add it to the term's aliases")
                continue
            if term in self._titles:
                known[fold(form).text] = term
                continue
            advice = did_you_mean(term, self._titles, f"add glossary/{term}.md")
            problems.add(Code.UNKNOWN_TERM, place, f"`senses` names `{term}`, which is no term", advice)
        return known


def _judge(claim: Claim, text: Text, passage: Passage, match: Match) -> _Verdict | None:
    """How strongly a claim holds in this passage; None where its rule says that it does not."""
    form = claim.form
    if not form.ruled:
        strength = EXACT if form.exact else FREE
        return _Verdict(claim.term, strength, "no other sense is named for this passage")
    rest = passage.text[: match.start] + "\n" + passage.text[match.end :]
    if _first_near(form.not_near, rest):
        return None
    inside = text.source.rule_id in form.texts
    near = _first_near(form.near, rest)
    if inside:
        strength = IN_AND_NEAR if near else IN
        return _Verdict(claim.term, strength, f"{text.source.siglum} uses these words for it")
    if near:
        return _Verdict(claim.term, NEAR, f"the passage names {near}")
    if form.texts or form.near:
        return None
    return _Verdict(claim.term, NOT_NEAR, _without(form))


def _without(form: Form) -> str:
    return f"the passage does not name {' or '.join(form.not_near)}"


def _first_near(words: Iterable[str], rest: str) -> str:
    """The first of `words` that stands in `rest` as a word, or ""."""
    folded = ""
    for word in words:
        folded = folded or fold(rest).text
        if re.search(rf"(?<!\w){re.escape(fold(word).text)}(?!\w)", folded):
            return word
    return ""


def _touches(match: Match, passage: Passage) -> bool:
    return any(mark.start < match.end and match.start < mark.end for mark in passage.hand)


def _joined(passage: Passage, occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """A name with its acronym in brackets behind it ("Regional Forum (RF)") is one mention."""
    joined: list[Occurrence] = []
    for one in occurrences:
        last = joined[-1] if joined else None
        between = passage.text[last.end : one.start] if last else ""
        if last and last.term == one.term and between == " (" and passage.text[one.end : one.end + 1] == ")":
            end = one.end + 1
            joined[-1] = replace(last, end=end, surface=passage.text[last.start : end])
        else:
            joined.append(one)
    return joined


def _place(text: Text, passage: Passage) -> Place:
    """The line on which a passage begins, found by its first words; of a raw text the file."""
    source = text.source
    if source.cleaned is not None:
        return source.place
    words = [re.escape(word) for word in re.findall(r"\w+", passage.text)[:5]]
    found = re.search(r"[\W_]+".join(words), source.body)
    at = found.start() if found else 0
    return Place(source.place.path, source.place.line + source.body.count("\n", 0, at))


def _around(passage: Passage, surface: str, width: int = 30) -> str:
    at = passage.text.find(surface)
    before, after = passage.text[max(0, at - width) : at], passage.text[at : at + len(surface) + width]
    return f"…{before}{after}…".replace("\n", " ")
