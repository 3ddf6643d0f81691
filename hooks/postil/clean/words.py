"""The words of a text, and how its lines join."""

from __future__ import annotations

import re
from collections.abc import Iterable

from postil.clean.dictionary import is_common, is_word

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")
# A hyphen after one of these belongs to the word even where a line ends.
_PREFIXES_LIST = "all anti co cross ex half high low mid multi non post pre pro quasi self semi well "
_PREFIXES = frozenset(_PREFIXES_LIST.split())
# Words before which none stands in a compound: "counter" in "counterbalance" is a prefix.
_JOINED_LIST = "counter cyber down fore inter micro mini over super trans under upper step with "
_JOINED = frozenset(_JOINED_LIST.split())
_SHORT = 4  # letters: both halves of a compound that only the word list proves have as many
_FUNCTION = ("the", "of", "and")
_SHARE = 0.04  # of an English text's words are these; twice as many in most


class Lexicon:
    """The words of one text: the proof for joining and parting."""

    def __init__(self, texts: Iterable[str]) -> None:
        words: set[str] = set()
        count = function = 0
        for text in texts:
            found = _WORD.findall(text)
            words.update(found)
            count += len(found)
            function += sum(map(found.count, _FUNCTION))
        self._english = function >= _SHARE * count
        self.hyphened = frozenset(
            word.replace("\u2010", "-").lower() for word in words if "-" in word or "\u2010" in word
        )
        self.exact = frozenset(words - {word for word in words if "-" in word})
        self.simple = frozenset(word.lower() for word in self.exact)
        self.second_halves = frozenset(part for word in self.hyphened for part in word.split("-")[1:])

    @property
    def english(self) -> bool:
        """Whether the text is English: it has the function words that only English has together, and not
        just in a quotation."""
        return self._english and "the" in self.simple


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
    if left is None or right is None or first[-1] == "\xac":
        return first[-1] != "\xac"
    head, tail = left[0].lower(), right[0].lower()
    whole = head + tail in lexicon.simple or (lexicon.english and is_word(head + tail))
    capitals = len(head) > 1 and left[0].isupper()
    if second[0].isupper():
        return not (capitals and right[0].isupper() and whole)  # "SECUR-/ITY"
    if f"{head}-{tail}" in lexicon.hyphened or capitals:  # "ASEAN-/led"
        return True
    if whole or not lexicon.english:
        return False
    if head in _PREFIXES:
        return True
    # "long-/term", but "Stone-/haven": a name is made whole
    name = left[0][0].isupper() or min(len(head), len(tail)) < _SHORT
    return not name and head not in _JOINED and is_common(head) and is_common(tail)
