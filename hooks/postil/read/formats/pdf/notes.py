"""Footnotes: smaller lines at a column's foot that begin with a number, and the raised numbers that point to
them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from postil.clean.vocabulary import NOTES_HEADING
from postil.read.formats.pdf.lines import CLOSE, NOTE, NOTE_END, OPEN, RAISED, Line

_SMALL = 0.93  # of the size of running text, at most
_SAME = 0.4  # points by which the lines of one note may differ in size
_START = re.compile(r"\[?(\d{1,3})[\].)]?\s+(?=\S*[^\W\d])|(\*{1,3}|[†‡§])\s*(?=\w)")
_SIGN = re.compile(r"(?<=\w)([.,;:!?”’)]*)(\*{1,3}|[†‡§])(?=$|[\s.,;:!?)])")
# In plain text this would look like a power of the number before it.
_AFTER_NUMBER = re.compile(f"(?<=\\d[.,;:]){OPEN}([0-9]+){CLOSE}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Footnote:
    """A note and its lines; it may go on at the foot of the next page."""

    sign: str  # as the page prints it
    label: str  # the same, made unique in the text
    page: int
    lines: list[Line] = field(default_factory=list)


class Footnotes:
    """Takes the notes out of the columns, page by page."""

    def __init__(self, body: float) -> None:
        """`body`: the size of running text, in points."""
        self.notes: list[Footnote] = []
        self._body = body
        self._used: set[str] = set()

    def take(self, page: Sequence[list[Line]]) -> list[list[Line]]:
        """The columns of a page without their notes; markers of the page point to them."""
        signs = {sign for column in page for line in column for sign in _signs(line)}
        kept: list[list[Line]] = []
        own: dict[str, str] = {}
        for column in page:
            start = self._foot(
                column, signs, [line for other in page for line in other if other is not column]
            )
            rest = column[start:]
            kept.append(column[:start])
            for line in rest:
                sign = self._sign(line, signs)
                if sign:
                    label, count = sign, 2
                    while label in self._used:
                        label, count = f"{sign}-{count}", count + 1
                    self._used.add(label)
                    own.setdefault(sign, label)
                    self.notes.append(Footnote(sign, label, line.page, [_unsigned(line)]))
                else:
                    self.notes[-1].lines.append(line)
        for column in kept:
            for line in column:
                line.text = _marked(line.text, own)
        return [column for column in kept if column]

    def _foot(self, column: Sequence[Line], signs: set[str], others: Sequence[Line]) -> int:
        """Index of the first line of a column that belongs to its notes; its length where it has none."""
        end = len(column)
        if not end:
            return end
        size = column[-1].size
        start = end
        while (
            start
            and column[start - 1].size <= _SMALL * self._body
            and abs(column[start - 1].size - size) < _SAME
        ):
            start -= 1
        if start == end or (start and NOTES_HEADING.fullmatch(column[start - 1].words)):
            return end
        if not start and not any(line.y < column[0].y and line.size > _SMALL * self._body for line in others):
            return end
        if start and column[start].y - column[start - 1].y < 1.05 * self._body:
            return end  # no gap: a caption or a table under the text
        first = next((i for i in range(start, end) if self._sign(column[i], signs)), end)
        if first == start or (first < end and self._goes_on(column[start])):
            return start
        return (
            start
            if first == end and self._goes_on(column[start]) and self._ends_page(column, others)
            else first
        )

    def _goes_on(self, line: Line) -> bool:
        """Whether a line may continue the last note of the page or column before."""
        if not self.notes:
            return False
        last = self.notes[-1].lines[-1]
        return abs(last.size - line.size) < _SAME and not last.words.rstrip("”’)").endswith((".", "!", "?"))

    def _ends_page(self, column: Sequence[Line], others: Sequence[Line]) -> bool:
        return all(line.y <= column[-1].y + line.size for line in others)

    def _sign(self, line: Line, signs: set[str]) -> str:
        """The number or sign with which a line begins a note, or ""."""
        if line.mark:
            return line.mark
        match = _START.match(line.text)
        sign = (match[1] or match[2]) if match else ""
        return sign if sign in signs else ""


def _signs(line: Line) -> list[str]:
    """The numbers and signs in a line that may point to a note."""
    body = line.text[len(line.mark) + 2 :] if line.mark else line.text
    return RAISED.findall(body) + [match[2] for match in _SIGN.finditer(body)]


def _unsigned(line: Line) -> Line:
    """The first line of a note without its number."""
    text = RAISED.sub("", line.text, count=1) if line.mark else _START.sub("", line.text, count=1)
    line.text = text.lstrip(" .)")
    return line


def _marked(text: str, labels: dict[str, str]) -> str:
    """A line whose raised numbers point to the notes of its page."""

    def mark(match: re.Match[str]) -> str:
        return f"{NOTE}{labels[match[1]]}{NOTE_END}" if match[1] in labels else match[0]

    text = RAISED.sub(mark, text)
    if any(not sign.isdigit() for sign in labels):
        text = _SIGN.sub(lambda m: f"{m[1]}{NOTE}{labels[m[2]]}{NOTE_END}" if m[2] in labels else m[0], text)
    return text


def linked(text: str) -> str:
    """A text whose markers are written as Markdown writes them."""
    return text.replace(NOTE, "[^").replace(NOTE_END, "]")


def bare(text: str) -> str:
    """A text whose remaining raised numbers are written as such: `clean` decides what they are."""
    text = _AFTER_NUMBER.sub(f"{NOTE}\\1{NOTE_END}", text)
    return RAISED.sub(lambda match: match[1].translate(_RAISED), text).replace(OPEN, "").replace(CLOSE, "")
