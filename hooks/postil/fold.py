"""Folding: the same words written differently become the same string, with a way back to the offsets.

Folded are case, the kinds of quotation mark, and everything that can stand between two words of one form:
hyphen, dash, no-break space, line break, or several of them. Soft hyphens and zero-width characters go,
full stops of an acronym (U.N.) go, a letter and its combining marks become one character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

HYPHENS = "-\u2010\u2011"
_BETWEEN_WORDS = (
    HYPHENS
    + "\u2012\u2013\u2014\u2015\u2212"  # dashes
    + "".join(map(chr, range(0x2000, 0x200B)))  # spaces of a fixed width
    + "\u00a0\u202f\u205f\u3000\t\n\r\f\v"
)
_SAME = str.maketrans(
    dict.fromkeys(_BETWEEN_WORDS, " ")
    | dict.fromkeys("’‘ʼ‛′＇", "'")
    | dict.fromkeys("“”„‟«»″＂", '"')
    | dict.fromkeys("Σς", "σ")  # `lower` writes the one that ends a word in another way
)
# Where folding changes the length: runs of spaces, invisible characters, acronyms with stops, combining
# marks, and the one letter whose lower case is two characters.
_ODD = re.compile(
    r"(?P<run>  +)|(?P<gone>[\u00ad\u200b-\u200d\u2060\ufeff]+)"
    r"|(?P<stops>(?<!\w)(?:[A-Z]\.)+[A-Z](?!\w)\.?)|(?P<marks>\w[\u0300-\u036f]+)|(?P<dotted>İ)"
)
_STOPS = re.compile(r"\.[A-Z](?!\w)")
_MAYBE_ODD = re.compile(r"  |[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036fİ]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and the points where its offsets stop running level with the original's."""

    text: str
    points: tuple[int, ...] = ()  # offsets in the folded text, ascending
    starts: tuple[int, ...] = ()  # the original offset at each point, for what starts there
    ends: tuple[int, ...] = ()  # … and for what ends there

    def start(self, offset: int) -> int:
        """Original offset of what starts at `offset`."""
        at = bisect_right(self.points, offset) - 1
        return offset if at < 0 else self.starts[at] + offset - self.points[at]

    def end(self, offset: int) -> int:
        """Original offset of what ends before `offset`."""
        at = bisect_left(self.points, offset)
        if at < len(self.points) and self.points[at] == offset:
            return self.ends[at]
        return offset if at == 0 else self.starts[at - 1] + offset - self.points[at - 1]


def fold(text: str) -> Folded:
    """Fold `text`; most text keeps its length and takes the short way."""
    same = text.translate(_SAME)
    if not _MAYBE_ODD.search(same) and not _STOPS.search(same):
        return Folded(same.lower())
    parts: list[str] = []
    points: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    done = length = 0
    for odd in _ODD.finditer(same):
        plain = same[done : odd.start()].lower()
        put = _replaced(odd)
        parts += plain, put
        length += len(plain) + len(put)
        done = odd.end()
        blank = odd.lastgroup in ("run", "gone")
        points.append(length)
        starts.append(done)
        ends.append(odd.start() + len(put) if blank else done)
    parts.append(same[done:].lower())
    return Folded("".join(parts), tuple(points), tuple(starts), tuple(ends))


def _replaced(odd: re.Match[str]) -> str:
    kind, found = odd.lastgroup, odd[0]
    if kind == "run":
        return " "
    if kind == "gone":
        return ""
    if kind == "stops":
        return found.replace(".", "").lower()
    return unicodedata.normalize("NFC", found).lower() if kind == "marks" else "i"
