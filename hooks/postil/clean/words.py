"""Words that a line's end cut or that lost the gap between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")
# A hyphen after one of these belongs to the word even where a line ends.
_PREFIXES_LIST = "all anti co cross ex half high low mid multi non post pre pro quasi self semi well "
_PREFIXES = frozenset(_PREFIXES_LIST.split())
# No English word ends in one of these; a longer word that does has swallowed it.
_SWALLOWED = re.compile(r"([^\W\d_]{4,})(was|were|which|would|could|should|their|these|those|been)")
_MIN_HALF = 8  # letters: English compounds written as one word have a shorter half ("policymaking")


class Lexicon:
    """The words of one text: the proof for joining and parting."""

    def __init__(self, texts: Iterable[str]) -> None:
        words: set[str] = set()
        for text in texts:
            words.update(_WORD.findall(text))
        self.hyphened = frozenset(
            word.replace("\u2010", "-").lower() for word in words if "-" in word or "\u2010" in word
        )
        self.exact = frozenset(words - {word for word in words if "-" in word})
        self.simple = frozenset(word.lower() for word in self.exact)
        self.second_halves = frozenset(part for word in self.hyphened for part in word.split("-")[1:])

    @property
    def english(self) -> bool:
        """Whether the text has the function words that only English has together."""
        return {"the", "and", "of"} <= self.simple


def join_lines(first: str, second: str, lexicon: Lexicon) -> str:
    """Two lines of one paragraph as one; a word that a hyphen cut is made whole."""
    cut, gap = seam(first, second, lexicon)
    return first[: len(first) - cut] + gap + second


def seam(first: str, second: str, lexicon: Lexicon) -> tuple[int, str]:
    """How two lines join: how many characters the first loses at its end, and what comes between."""
    if not first or not second:
        return 0, ""
    if first[-1] == "\xad":
        return 1, ""
    if first[-1] in "-\u2010\xac" and len(first) > 1 and first[-2].isalpha() and second[0].isalpha():
        return 1, "-" if _keeps_hyphen(first[-80:], second, lexicon) else ""
    return (0, "") if _CJK.match(first[-1]) and _CJK.match(second[0]) else (0, " ")


class Joiner:
    """Lines of one paragraph on their way to being one: only the last of them is looked at again."""

    def __init__(self, first: str) -> None:
        self.pieces = [first]
        self.length = len(first)

    @property
    def last(self) -> str:
        """The line that the next one is joined to."""
        return self.pieces[-1]

    def add(self, second: str, lexicon: Lexicon) -> None:
        """Join one more line."""
        cut, gap = seam(self.last, second, lexicon)
        if cut:
            self.pieces[-1] = self.pieces[-1][:-cut]
        self.pieces += [gap, second] if gap else [second]
        self.length += len(gap) + len(second) - cut

    @property
    def text(self) -> str:
        """The paragraph."""
        return "".join(self.pieces)


def _keeps_hyphen(first: str, second: str, lexicon: Lexicon) -> bool:
    left = re.search(r"[^\W\d_]+(?=.$)", first)
    right = _WORD.match(second)
    if left is None or right is None or second[0].isupper() or first[-1] == "\xac":
        return first[-1] != "\xac"
    head, tail = left[0].lower(), right[0].lower()
    if f"{head}-{tail}" in lexicon.hyphened:
        return True
    return head + tail not in lexicon.simple and head in _PREFIXES


def parted(text: str, lexicon: Lexicon) -> str:
    """A text whose glued words are parted where its own words prove how.

    Two proofs are accepted: a word of the text with a word like "was" or "which" at its end, and two long
    words of the text in one ("mechanismdominance"). Where the second of these stands in the text only after
    a hyphen, the lost sign was a hyphen.
    """

    def part(match: re.Match[str]) -> str:
        word = match[0]
        if word.lower() in lexicon.hyphened:
            return word
        swallowed = _SWALLOWED.fullmatch(word)
        if swallowed and swallowed[1] in lexicon.exact:
            return f"{swallowed[1]} {swallowed[2]}"
        for cut in range(_MIN_HALF, len(word) - _MIN_HALF + 1):
            head, tail = word[:cut], word[cut:]
            if head.lower() not in lexicon.simple:
                continue
            if tail in lexicon.exact:
                return f"{head} {tail}"
            if tail in lexicon.second_halves:
                return f"{head}-{tail}"
        return word

    return _LONG.sub(part, text) if _ANY_LONG.search(text) else text


_ANY_LONG = re.compile(rf"[^\W\d_]{{{_MIN_HALF + 1}}}")
_LONG = re.compile(rf"(?<![\w-])[^\W\d_]{{{_MIN_HALF + 1},}}(?![\w-])")
