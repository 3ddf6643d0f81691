"""The match step: every form of every term, as offsets.

An Aho–Corasick automaton (ahocorasick-rs) finds all forms at once in the folded text; where words begin and
end, and whether capitals fit, is decided here on the original. Of forms that overlap all are told: which is
the leftmost and longest is known only when it is known which of them hold in the passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import ahocorasick_rs

from postil.fold import HYPHENS, INVISIBLE, Folded, fold, without_diacritics
from postil.model import Block, Form, Match, Place, Term
from postil.problems import Code, Problems

# Scripts that set no space between words: a form may begin and end anywhere in them.
SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# An apostrophe parts syllables (Xi’an), unless a possessive or a shortened verb stands behind it; an acronym
# takes any ending (NATO’nun).
APOSTROPHES = "'’ʼ"
INSIDE = re.compile(r"(?!(?:s|d|m|ll|re|ve)\b)[a-z]", re.IGNORECASE)
# What before a hyphen makes another word of the one behind it.
PREFIX = re.compile(
    r"anti|bi|co|counter|cross|de|ex|extra|inter|intra|macro|meta|micro|mid|mini|multi|neo|non|over|pan|para"
    r"|post|pre|pro|pseudo|quasi|re|semi|sub|super|supra|trans|ultra|un|under|uni",
    re.IGNORECASE,
)
BETWEEN = "\n"  # between two blocks; no form holds it, since folding makes it a space


@dataclass(frozen=True, slots=True)
class Claim:
    """A term's claim to a way of writing."""

    term: str
    form: Form
    written: str = ""  # folded but for its diacritics, where these have to be the same


class Forms:
    """All forms of a glossary, ready to be looked for. `entries[i]`: who claims the way of writing i."""

    def __init__(self, terms: Iterable[Term], problems: Problems, plain: bool = False) -> None:
        """`plain`: whether names are found whatever their diacritics, unless a form says otherwise."""
        listed = [(term.id, form) for term in terms for form in term.forms]
        self._plain = any(_is_plain(form, plain) for _, form in listed)
        claims: dict[str, list[Claim]] = {}
        for term, form in listed:
            exact = self._plain and not _is_plain(form, plain)
            for pattern, written in zip(ways(form, self._plain), ways(form), strict=True):
                if pattern:
                    claims.setdefault(pattern, []).append(Claim(term, form, written if exact else ""))
        self.patterns = tuple(sorted(claims))
        self.entries = tuple(_without_doubles(claims[pattern]) for pattern in self.patterns)
        self.numbers = {pattern: number for number, pattern in enumerate(self.patterns)}
        self._automaton = ahocorasick_rs.AhoCorasick(list(self.patterns)) if self.patterns else None
        for pattern, entry in zip(self.patterns, self.entries, strict=True):
            _check_claims(pattern, entry, problems)

    def fold(self, text: str) -> Folded:
        """Words folded as the patterns are."""
        return fold(text, self._plain)

    def claims(self, surface: str) -> tuple[Claim, ...]:
        """Who claims these words, with their capitals and diacritics."""
        number = self.numbers.get(self.fold(surface).text)
        return self.fitting(number, surface) if number is not None else ()

    def fitting(self, entry: int, surface: str) -> tuple[Claim, ...]:
        """The claims to a way of writing that allow what stands in the text."""
        return tuple(claim for claim in self.entries[entry] if _claim_fits(claim, surface))

    def find(self, blocks: Sequence[Block]) -> tuple[tuple[Match, ...], ...]:
        """The matches in each block, the leftmost first and of these the longest."""
        found: list[list[Match]] = [[] for _ in blocks]
        if self._automaton is None or not blocks:
            return tuple(map(tuple, found))
        text = BETWEEN.join(block.text for block in blocks)
        folded = self.fold(text)
        begins = list(accumulate((len(block.text) + 1 for block in blocks), initial=0))
        hits = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        hits.sort(key=lambda hit: (hit[1], -hit[2]))
        level = not folded.points
        for entry, start, end in hits:
            first, last = (start, end) if level else (folded.start(start), folded.end(end))
            if not self._fits(entry, text, first, last):
                continue
            at = bisect_right(begins, first) - 1
            begin = begins[at]
            if last > begin + len(blocks[at].text):
                continue
            if _covered(blocks[at], first - begin, last - begin):
                continue
            found[at].append(Match(first - begin, last - begin, entry))
        return tuple(map(tuple, found))

    def _fits(self, entry: int, text: str, start: int, end: int) -> bool:
        if not _begins_word(text, start, end) or not _ends_word(text, start, end):
            return False
        surface = text[start:end]
        return any(_claim_fits(claim, surface) for claim in self.entries[entry])


def _claim_fits(claim: Claim, surface: str) -> bool:
    """Whether a claim allows the capitals and the diacritics of what stands in the text."""
    if surface == claim.form.text:
        return True
    if claim.written and fold(surface).text != claim.written:
        return False
    if not claim.form.exact:
        return True
    wanted = _capitals(claim.form.text)
    return _capitals(surface)[: len(wanted)] == wanted


def _is_plain(form: Form, otherwise: bool) -> bool:
    return otherwise if form.plain is None else form.plain


def ways(form: Form, plain: bool = False) -> list[str]:
    """The folded ways of writing that a form stands for; `plain`: without diacritics."""
    base = fold(" ".join(form.text.split()), plain).text.strip()
    if not form.inflect:
        return [base]
    if re.search(r"[^aeiou]y$", base):
        return [base, base[:-1] + "ies"]
    return [base, base + ("es" if re.search(r"(?:s|x|z|ch|sh)$", base) else "s")]


def _without_doubles(claims: list[Claim]) -> tuple[Claim, ...]:
    """One claim a term, or one for each of its rules: what has a rule goes before the same without one."""
    ruled = {(claim.term, claim.form.exact, claim.written) for claim in claims if claim.form.ruled}
    kept: dict[tuple[str, bool, str, Form | None], Claim] = {}
    for claim in claims:
        key = claim.term, claim.form.exact, claim.written
        if claim.form.ruled or key not in ruled:
            kept.setdefault((*key, claim.form if claim.form.ruled else None), claim)
    return tuple(kept.values())


def _check_claims(pattern: str, entry: tuple[Claim, ...], problems: Problems) -> None:
    """Two terms may share a form only where at most one of them claims it without a rule."""
    free = [claim for claim in entry if not claim.form.ruled]
    for claim in free:
        others = [other for other in free if other.term != claim.term and _same(other, claim)]
        if others:
            named = " and ".join(f"`{other.term}`" for other in others)
            what = f"the form “{claim.form.text}” of `{claim.term}` is claimed by {named} too"
            advice = (
                f"say when it is this one: `- {{text: {claim.form.text}, in: [text-id]}}`, or `near: […]`"
            )
            place = Place(claim.form.place.path, claim.form.place.line, claim.form.place.column)
            problems.add(Code.CLAIMED_TWICE, place, what, advice)


def _same(one: Claim, other: Claim) -> bool:
    """Whether two forms that are folded alike are found in the same places: capitals and diacritics tell some
    apart."""
    if one.written and other.written and one.written != other.written:
        return False
    if one.form.exact and other.form.exact:
        return _capitals(one.form.text) == _capitals(other.form.text)
    return one.form.exact == other.form.exact


def _capitals(text: str) -> list[str]:
    """The letters of a name; whether their diacritics fit has been seen before."""
    letters = text if text.isascii() else without_diacritics(text)
    return [char for char in letters if char.isalpha()]


def _covered(block: Block, start: int, end: int) -> bool:
    """Whether a stretch touches code, mathematics or a citation."""
    return any(span.start < end and start < span.end for span in block.opaque)


def _begins_word(text: str, start: int, end: int) -> bool:
    """No letter before, and no prefix: “non-alliance” holds no “alliance”, but “China-SCO” an “SCO”."""
    before = start - 1
    while before >= 0 and text[before] in INVISIBLE:
        before -= 1
    if before < 0 or text[before] == " " or SPACELESS.match(text[start]):
        return True
    sign = text[before]
    if sign in HYPHENS and before and text[before - 1].isalnum() and text[start].isalnum():
        word = re.search(r"\w+$", text[max(0, before - 39) : before])
        return word is not None and _compounds(word[0], text[start:end])
    if sign == "_" or SPACELESS.match(sign):
        return bool(SPACELESS.match(sign))
    return not (sign.isalnum() and text[start].isalnum())


def _compounds(first: str, surface: str) -> bool:
    """Whether a form still stands for itself behind `first` and a hyphen: a name does ("then-Obama",
    "anti-NATO"), or a common word behind a name ("Japan-alliance"), but none behind a prefix."""
    if surface.split()[0].isupper():
        return True
    return not PREFIX.fullmatch(first) and (surface[0].isupper() or first[0].isupper())


def _ends_word(text: str, start: int, end: int) -> bool:
    """No letter behind, and no compound of a common word: “SCO-led” names the SCO."""
    after = end
    while after < len(text) and text[after] in INVISIBLE:
        after += 1
    if after == len(text) or text[after] == " " or SPACELESS.match(text[end - 1]):
        return True
    behind = text[after]
    if behind in HYPHENS and after + 1 < len(text) and text[after + 1].isalnum():
        return text[start].isupper()
    if behind == "_" or SPACELESS.match(behind):
        return bool(SPACELESS.match(behind))
    if behind in APOSTROPHES and text[end - 1].isalnum() and not text[start:end].isupper():
        return not INSIDE.match(text, after + 1)
    return not (behind.isalnum() and text[end - 1].isalnum())
