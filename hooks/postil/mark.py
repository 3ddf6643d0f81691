"""The mark step: which mentions become links on the page, and which may become one at a reader's wish.

Where only first mentions are marked, no 25 words in a row hold two marks. Terms choose in the order of their
importance, and one whose first mention in a section stands too near a mark takes the next that has room.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice

from postil.match import SPACELESS
from postil.model import MarkPolicy, Occurrence, Term, Text

STRETCH = 25  # words in a row that hold one mark at most
# Scripts that set no spaces have no words to count: two signs of theirs are taken for one.
_SIGNS = SPACELESS.pattern[1:-1]
WORD = re.compile(rf"[{_SIGNS}]{{1,2}}|[^\W_][^\s{_SIGNS}]*")
PART = re.compile(rf"[^\s{_SIGNS}]")  # what may go on with a word


@dataclass(frozen=True, slots=True)
class _Mention:
    """An occurrence with its place among all the words of its page."""

    at: int  # its index among the text's occurrences
    key: tuple[str | None, str]  # section and term
    page: int  # number of the first passage on it
    start: int
    end: int


def mark(
    text: Text, occurrences: Iterable[Occurrence], terms: Mapping[str, Term], policy: MarkPolicy
) -> tuple[Occurrence, ...]:
    """The same occurrences, each with whether it is marked, and whether it could be.

    A term's own policy goes before the text's, the text's before the site's. Marks by hand are always
    marked; nothing is marked inside a link.
    """
    found = tuple(occurrences)
    passages = {passage.id: passage for passage in text.passages}
    begins = dict(
        zip(passages, accumulate((len(p.text) + 1 for p in text.passages), initial=0), strict=False)
    )
    standing: list[_Mention] = []  # marked in any case
    first: dict[tuple[str | None, str], list[_Mention]] = {}  # one of each list is to be marked
    done: set[tuple[str | None, str]] = set()  # a mark by hand stands for all that follow
    linkable = set()
    for at, one in enumerate(found):
        passage = passages[one.passage]
        own = terms[one.term].mark if one.term in terms else None
        rule = own or text.source.mark or policy
        by_hand = any(hand.start == one.start and hand.term for hand in passage.hand)
        if any(span.start < one.end and one.start < span.end for span in passage.closed):
            continue
        if by_hand or own != "never":
            linkable.add(at)
        page = text.page_holding(passage.id)
        begin, key = begins[one.passage], (passage.section, one.term)
        mention = _Mention(at, key, page.first if page else 0, begin + one.start, begin + one.end)
        if by_hand or rule == "all":
            standing.append(mention)
            done.add(key)
        elif rule == "first" and key not in done:
            first.setdefault(key, []).append(mention)
    words = "\n".join(passage.text for passage in text.passages)
    marked = {one.at for one in (*standing, *_spread(first, standing, _ranks(text, found, terms), words))}
    return tuple(replace(one, marked=at in marked, linkable=at in linkable) for at, one in enumerate(found))


def _ranks(text: Text, occurrences: Sequence[Occurrence], terms: Mapping[str, Term]) -> dict[str, int]:
    """The place of each term in the order of importance for this text.

    First come the terms of which the glossary says what this very text means by them, then those that the
    text mentions more often, then those that it mentions earlier. All of it is known from the text and its
    terms alone, so that a text is marked alike wherever it is shown.
    """
    counts = Counter(one.term for one in occurrences)  # in order of first mention

    def own_sense(id_: str) -> bool:
        return id_ in terms and any(sense.text == text.source.rule_id for sense in terms[id_].senses)

    ranked = sorted(counts, key=lambda id_: (not own_sense(id_), -counts[id_]))
    return {id_: rank for rank, id_ in enumerate(ranked)}


def _spread(
    wanted: Mapping[tuple[str | None, str], list[_Mention]],
    standing: Iterable[_Mention],
    ranks: Mapping[str, int],
    words: str,
) -> Iterable[_Mention]:
    """One mention for each section and term, the most important terms first, where there is room for it."""
    taken = sorted((one.page, one.start, one.end) for one in standing)
    for key in sorted(wanted, key=lambda key: (ranks[key[1]], wanted[key][0].at)):
        for one in wanted[key]:
            place = one.page, one.start, one.end
            at = bisect(taken, place)
            if all(_apart(words, place, other) for other in taken[max(0, at - 1) : at + 1]):
                taken.insert(at, place)
                yield one
                break


def _apart(words: str, one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether no stretch of words reaches both places (page, start, end)."""
    (page, _, end), (page_after, start, _) = sorted((one, other))
    return page != page_after or _has_words(words, end, start, STRETCH - 1)


def _has_words(words: str, start: int, end: int, count: int) -> bool:
    """Whether at least so many whole words stand between two places. What is left of a word that a place
    cuts ("-led" of "SCO-led") is no whole one."""
    if PART.match(words, start - 1):
        while start < end and PART.match(words, start):
            start += 1
    if PART.match(words, end):
        while start < end and PART.match(words, end - 1):
            end -= 1
    return len(list(islice(WORD.finditer(words, start, end), count))) == count
