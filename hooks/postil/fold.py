"""Folding: the same words written differently become the same string, with a way back to the offsets.

Folded are case, the kinds of quotation mark, and everything that can stand between two words of one form:
hyphen, dash, no-break space, line break, or several of them. Soft hyphens, zero-width characters and the
Arabic tatweel go, full stops of an acronym (U.N.) go, a letter and its combining marks become one character
(Unicode's form C). On demand diacritics go too.
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
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")  # halves of characters, which no matcher takes
)
# Diacritics: marks for a shade of a letter or for a vowel that may go unwritten (Latin, Greek, Cyrillic,
# Hebrew points, Arabic harakat); not those that make another letter (Japanese dakuten, India's vowels).
_POINTS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
_POINT = re.compile(f"[{_POINTS}]")
# Letters that Unicode does not take apart, though people write them without their stroke, or with a dot.
_STROKED = str.maketrans("ØøĐđŁłĦħŦŧı", "OoDdLlHhTti")
# Where folding changes the length: runs of spaces, invisible characters, acronyms with stops, combining
# marks, Korean letters that stand apart, and the one letter whose lower case is two characters.
INVISIBLE = "\u00ad\u0640\u200b\u200c\u200d\u2060\ufeff"  # inside a word: they neither join nor part any
_GONE = INVISIBLE
_MARKS = f"{_POINTS}\u3099\u309a"
_REST = (
    rf"|(?P<run>  +)|(?P<stops>(?<!\w)(?:[A-Z]\.)+[A-Z](?!\w)\.?)|(?P<marks>\w[{_MARKS}]+)"
    r"|(?P<jamo>[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?)|(?P<dotted>İ)"
)
_ODD = re.compile(f"(?P<gone>[{_GONE}]+){_REST}")
_ODD_PLAIN = re.compile(f"(?P<gone>[{_GONE}{_POINTS}]+){_REST}")
_STOPS = re.compile(r"\.[A-Z](?!\w)")
_MAYBE_ODD = re.compile(rf"[{_GONE}{_MARKS}\u1100-\u1112İ]")


class _Plain(dict[int, str]):
    """What `str.translate` makes of each character where diacritics are folded too; worked out when asked."""

    def __missing__(self, code: int) -> str:
        base = without_diacritics(chr(code))
        self[code] = found = base if len(base) == 1 else chr(code)
        return found


_PLAIN = _Plain(_SAME)


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


def without_diacritics(text: str) -> str:
    """The same letters without diacritics: "Wáng Yì" is "Wang Yi", "Đổi Mới" is "Doi Moi"."""
    taken_apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _POINT.sub("", taken_apart)).translate(_STROKED)


def fold(text: str, plain: bool = False) -> Folded:
    """Fold `text`, `plain`: with its diacritics. Most text keeps its length and takes the short way."""
    same = text.translate(_PLAIN if plain else _SAME)
    odd = "  " in same or (not same.isascii() and _MAYBE_ODD.search(same))
    if not odd and not _STOPS.search(same):
        return Folded(same.lower())
    parts: list[str] = []
    points: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    done = length = 0
    for odd in (_ODD_PLAIN if plain else _ODD).finditer(same):
        level = same[done : odd.start()].lower()
        put = _replaced(odd, plain)
        parts += level, put
        length += len(level) + len(put)
        done = odd.end()
        blank = odd.lastgroup in ("run", "gone")
        points.append(length)
        starts.append(done)
        ends.append(odd.start() + len(put) if blank else done)
    parts.append(same[done:].lower())
    return Folded("".join(parts), tuple(points), tuple(starts), tuple(ends))


def _replaced(odd: re.Match[str], plain: bool) -> str:
    kind, found = odd.lastgroup, odd[0]
    if kind == "run":
        return " "
    if kind == "gone":
        return ""
    if kind == "stops":
        return found.replace(".", "").lower()
    if kind == "dotted":
        return "i"
    whole = unicodedata.normalize("NFC", found).lower()
    return without_diacritics(whole) if plain else whole
