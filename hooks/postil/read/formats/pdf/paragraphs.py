"""Lines to paragraphs, headings, quotations, list items and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Literal

from postil.read.formats.pdf.lines import Line
from postil.read.formats.pdf.order import joined, rows
from postil.read.formats.pdf.tables import table_lines, table_rows

_LARGE = 1.12  # of the size of running text: a heading's type
_INDENT = 0.7  # em
_GAP = 1.3  # of the usual distance of lines: a wider one parts paragraphs
_ENDED = re.compile(r"[.!?:;…。！？][\"”’'»)\]]*(?:\x04[^\x05]*\x05|\x02[^\x03]*\x03)*$")
_BULLET = re.compile(r"[•‣◦▪●○·■–—-]")
_ENUMERATED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\d+(?:\.\d+)+\.?|§ ?\d+", re.IGNORECASE)

Style = tuple[float, bool]  # size in points, bold
Kind = Literal["text", "heading", "quote", "item", "table"]


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, in reading order."""

    kind: Kind
    lines: list[Line]
    indented: bool = False
    seams: list[int] = field(default_factory=list)  # which of its lines begin a new column or page

    @property
    def style(self) -> Style:
        return round(self.lines[0].size, 1), self.lines[0].bold

    @property
    def page(self) -> int:
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is usual in a text."""

    body: float  # size of running text, in points
    bold: bool  # whether running text is bold
    leading: float  # distance of baselines in running text
    indents: bool  # whether paragraphs begin with an indent

    @staticmethod
    def of(columns: Sequence[Sequence[Line]]) -> Metrics:
        """Measured on all columns of a text."""
        sizes: Counter[Style] = Counter()
        for column in columns:
            for line in column:
                sizes[round(line.size, 1), line.bold] += len(line.text)
        body, bold = sizes.most_common(1)[0][0] if sizes else (10.0, False)
        gaps: Counter[float] = Counter()
        starts = tails = 0
        for column in columns:
            left = left_of(column)
            for above, line in pairwise(column):
                if abs(above.size - body) < 0.3 and abs(line.size - body) < 0.3 and line.y > above.y:
                    gaps[round((line.y - above.y) * 2) / 2] += 1
                    starts += line.x0 - left > _INDENT * body and above.x0 - left < _INDENT * body
                    tails += line.y - above.y > _GAP * 1.2 * body
        leading = gaps.most_common(1)[0][0] if gaps else 1.2 * body
        return Metrics(body, bold, leading, starts > tails)


def left_of(column: Sequence[Line]) -> float:
    """The left edge of a column: where most of its lines begin."""
    starts = Counter(round(line.x0) for line in column)
    most = max(starts.values(), default=0)
    return float(min((x for x, count in starts.items() if count >= 0.3 * most), default=0))


def read(columns: Sequence[Sequence[Line]], metrics: Metrics) -> list[Paragraph]:
    """The paragraphs of all columns; one that goes on in the next column is one."""
    found: list[Paragraph] = []
    for column in columns:
        fresh = list(_column(column, metrics))
        if found and fresh and _continues(found, fresh[0], column, columns, metrics):
            above = found[-1]
            above.seams.append(len(above.lines))
            above.lines += fresh[0].lines
            fresh = fresh[1:]
        found += fresh
    return found


def _column(column: Sequence[Line], metrics: Metrics) -> Iterator[Paragraph]:
    """The paragraphs of one column."""
    left = left_of(column)
    right = max((line.x1 for line in column), default=0.0)
    lines: list[Line] = []
    table: list[list[Line]] = []
    grouped = [_unbulleted(row) for row in rows(column)]
    tabular = table_rows(grouped)
    for at, row in enumerate(grouped):
        if at in tabular:
            if lines:
                yield from _split(lines, left, right, metrics)
                lines = []
            table.append(row)
            continue
        if table:
            yield Paragraph("table", table_lines(table))
            table = []
        lines.append(joined(row))
    if table:
        yield Paragraph("table", table_lines(table))
    if lines:
        yield from _split(lines, left, right, metrics)


def _unbulleted(row: list[Line]) -> list[Line]:
    """A row whose first cell is only a bullet or a number, put to the second."""
    if len(row) > 1 and (_BULLET.fullmatch(row[0].text) or _ENUMERATED.fullmatch(row[0].text)):
        return [joined(row[:2]), *row[2:]]
    return row


def _split(lines: Sequence[Line], left: float, right: float, metrics: Metrics) -> Iterator[Paragraph]:
    current: list[Line] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if current and _parts(current, line, following, left, right, metrics):
            yield _paragraph(current, left, right, metrics)
            current = []
        current.append(line)
    if current:
        yield _paragraph(current, left, right, metrics)


def _parts(
    current: Sequence[Line], line: Line, following: Line | None, left: float, right: float, metrics: Metrics
) -> bool:
    """Whether a new paragraph begins with a line."""
    above = current[-1]
    em = line.size
    if abs(above.size - line.size) > 0.06 * metrics.body or (
        above.bold != line.bold and _heads(above, line, metrics)
    ):
        return True
    leading = max(metrics.leading * line.size / metrics.body, 1.0)
    if line.y - above.y > _GAP * leading or line.y < above.y:
        return True
    number = _item_number(line.text)
    if (number or _begins_item(line.text)) and _ENDED.search(above.text):
        return True
    if number > 1 and number == _item_number(current[0].text) + 1:
        return True
    if _hangs(current, metrics) and abs(line.x0 - current[0].x0) < 0.4 * em:
        return True  # it stands out as the first line of the paragraph does
    if (
        _entry(line.text) > 1
        and _entry(line.text) == _entry(current[0].text) + 1
        and _ENDED.search(above.text)
    ):
        return True
    indent = line.x0 - max(left, min(one.x0 for one in current[1:] or current))
    if indent > _INDENT * em and above.x0 < line.x0 - _INDENT * em:
        # a hanging indent goes on in the next line, a first line's does not
        back = following is None or following.x0 < line.x0 - 0.4 * em
        sure = (back and metrics.indents) or _short(above, line, right)
        return bool(_ENDED.search(above.text)) and sure
    if indent > _INDENT * em and len(current) == 1 and metrics.indents and above.x0 - left > _INDENT * em:
        return bool(_ENDED.search(above.text)) and _short(above, line, right)
    return bool(_ENDED.search(above.text)) and _short(above, line, right)


def _hangs(lines: Sequence[Line], metrics: Metrics) -> bool:
    """Whether all lines of a paragraph but the first are set in."""
    return len(lines) > 1 and all(line.x0 - lines[0].x0 > _INDENT * metrics.body for line in lines[1:])


def _heads(above: Line, line: Line, metrics: Metrics) -> bool:
    """Whether one of two lines is bold as a heading is: all of it, and without a full stop before it ends."""
    head = above if above.bold else line
    return not metrics.bold and not head.text.endswith((".", ",", ";"))


def _short(above: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word would have fitted behind a line."""
    width = (line.x1 - line.x0) / max(len(line.text), 1)
    word = line.text.split()[0]
    return above.x1 + (len(word) + 1) * width < right - 0.5 * line.size


def _begins_item(text: str) -> bool:
    first = text.split(maxsplit=1)[0]
    return len(first) < len(text) and bool(_BULLET.fullmatch(first) or _item_number(text))


def _item_number(text: str) -> int:
    """The number with which a line begins an item of a list; 0 where it does not."""
    match = re.match(r"\(?(\d{1,3})[.)] ", text)
    return int(match[1]) if match else 0


def _entry(text: str) -> int:
    """The number without a full stop with which a note begins; 0 where it begins with none."""
    match = re.match(r"\[?(\d{1,3})\]?\s+(?=[^\W\d])", text)
    return int(match[1]) if match else 0


def _paragraph(lines: list[Line], left: float, right: float, metrics: Metrics) -> Paragraph:
    first = lines[0]
    text = " ".join(line.text for line in lines)
    words = len(text.split())
    large = first.size >= _LARGE * metrics.body and words <= 40
    bold = (
        all(line.bold for line in lines)
        and not metrics.bold
        and words <= 16
        and not text.endswith((".", ",", ";", ":"))
    )
    indent = min(line.x0 for line in lines) - left
    if (large or bold) and re.search(r"[^\W\d]", text):
        return Paragraph("heading", lines)
    if _BULLET.fullmatch(text.split(maxsplit=1)[0]) and words > 1 and text[0] not in "–—":
        return Paragraph("item", lines)
    narrow = (
        max(line.x1 for line in lines) < right - _INDENT * metrics.body or first.size < 0.97 * metrics.body
    )
    if len(lines) > 1 and indent > _INDENT * metrics.body and narrow and first.size <= 1.02 * metrics.body:
        return Paragraph("quote", lines)
    return Paragraph("text", lines, first.x0 - left > _INDENT * first.size)


def _continues(
    found: Sequence[Paragraph],
    first: Paragraph,
    column: Sequence[Line],
    columns: Sequence[Sequence[Line]],
    metrics: Metrics,
) -> bool:
    """Whether the first paragraph of a column goes on from the column before."""
    above = found[-1]
    if above.kind != first.kind or above.kind in ("heading", "table") or first.indented:
        return False
    if abs(above.lines[-1].size - first.lines[0].size) > 0.06 * metrics.body or _begins_item(
        first.lines[0].text
    ):
        return False
    last = above.lines[-1]
    if last.text.endswith("-") or not _ENDED.search(last.text):
        return True
    if not metrics.indents:
        return first.lines[0].text[:1].islower()
    own = next((other for other in columns if last in other), column)
    width = median(line.x1 for line in own)
    return last.x1 > width - 1.5 * last.size
