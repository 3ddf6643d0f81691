"""The order in which a page is read: columns from left to right, between the lines that span them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from postil.read.formats.pdf.lines import Line

_LEAST = 3  # lines on either side of a gutter
_GUTTER = 0.6  # em: its width at least
_CHARS = 15  # in the middle line of a column: a table's cells have fewer
_CROSSING = 0.2  # share of lines amid the columns that may run across the gutter


def columns(lines: Sequence[Line], middle: float, depth: int = 0) -> list[list[Line]]:
    """The lines of a page as columns in reading order, from top to bottom; `middle`: of the page, in points.

    A line across the gutter (a title, a wide table) ends the columns above it.
    """
    gutter = _gutter(lines) if depth < 4 else None
    if gutter is None:
        return [sorted(lines, key=lambda line: (line.y, line.x0))] if lines else []
    found: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    wide: list[Line] = []

    def flush() -> None:
        for side in (left, right):
            found.extend(columns(side, middle, depth + 1))
            side.clear()

    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        if (line.x1 <= gutter or line.x0 >= gutter) and not _stands_alone(line, lines, middle):
            if wide:
                found.append(list(wide))
                wide.clear()
            (left if line.x1 <= gutter else right).append(line)
        else:
            if left or right:
                flush()
            wide.append(line)
    if wide:
        found.append(wide)
    flush()
    return found


def _stands_alone(line: Line, lines: Sequence[Line], middle: float) -> bool:
    """Whether a line stands in the middle of the page with nothing beside it: it belongs to no column."""
    centred = abs((line.x0 + line.x1) / 2 - middle) < 3
    return centred and not any(one is not line and abs(one.y - line.y) < 0.6 * line.size for one in lines)


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the gap between two columns, or None where there is none."""
    best, place = 0, None
    for start in sorted({round(line.x0) for line in lines}):
        g = start - 1.5
        right = [line for line in lines if line.x0 >= g]
        left = [line for line in lines if line.x1 <= g]
        if len(left) < _LEAST or len(right) < _LEAST:
            continue
        # a line that juts out into the gutter by a hyphen or a comma is still in its column
        edge = max(line.x1 for line in left)
        em = median(line.size for line in left)
        if min(line.x0 for line in right) - edge < _GUTTER * em:
            continue
        top = max(min(line.y for line in left), min(line.y for line in right))
        end = min(max(line.y for line in left), max(line.y for line in right))
        beside = [line for line in (*left, *right) if top <= line.y <= end]
        across = sum(1 for line in lines if line.x0 < g < line.x1 and top <= line.y <= end)
        if len(beside) < 2 * _LEAST or across > _CROSSING * len(beside):
            continue
        if min(median(len(line.text) for line in side) for side in (left, right)) < _CHARS:
            continue
        score = min(len(left), len(right)) - across
        if score > best:
            best, place = score, (edge + min(line.x0 for line in right)) / 2
    return place


def rows(column: Sequence[Line]) -> list[list[Line]]:
    """The lines of a column, those on one baseline together."""
    found: list[list[Line]] = []
    for line in column:
        if found and abs(found[-1][0].y - line.y) < 0.3 * line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in found]


def joined(row: Sequence[Line], gap: str = " ") -> Line:
    """The lines of one baseline as one line."""
    first = row[0]
    if len(row) == 1:
        return first
    return replace(
        first,
        text=gap.join(line.text for line in row),
        x1=row[-1].x1,
        bold=all(line.bold for line in row),
        cells=tuple(cell for line in row for cell in line.cells or (line,)),
    )
