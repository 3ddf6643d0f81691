"""Tables: short cells under one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from postil.read.formats.blocks import cell_of, row_of
from postil.read.formats.pdf.lines import Line
from postil.read.formats.pdf.notes import bare, linked
from postil.read.formats.pdf.order import joined

_CELL = 40  # characters of a cell, on average at most


def table_rows(grouped: Sequence[Sequence[Line]]) -> set[int]:
    """Indexes of the rows that are a table: short cells under one another, and the rows right above and below
    whose words fit into the same columns."""
    found = {
        at
        for at, row in enumerate(grouped)
        if len(row) > 1
        and sum(len(cell.text) for cell in row) <= _CELL * len(row)
        and any(_aligned(row, grouped[i]) for i in (at - 1, at + 1) if 0 <= i < len(grouped))
    }
    for step in (-1, 1):
        for at in sorted(found, reverse=step < 0):
            beside = at + step
            while 0 <= beside < len(grouped) and beside not in found and _fits(grouped[beside], grouped[at]):
                found.add(beside)
                beside += step
    return found


def _fits(row: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether the parts of a row stand each over one cell of another, most of them over different ones."""
    cells = _cells(row)
    over = [
        {i for i, cell in enumerate(other) if one.x0 < cell.x1 + 1 and one.x1 > cell.x0 - 1} for one in cells
    ]
    return len(cells) > 1 and all(len(one) == 1 for one in over) and len(set().union(*over)) > 1


def _cells(row: Sequence[Line]) -> list[Line]:
    return [cell for line in row for cell in line.cells or (line,)]


def _aligned(row: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether a cell of one row, not the first, stands under or over one of the other."""
    return any(
        min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) < 0.3 * a.size
        for a in row[1:]
        for b in other[1:]
    )


def table_lines(table: Sequence[Sequence[Line]]) -> list[Line]:
    """Rows as lines of a Markdown table: cells that overlap from row to row stand in one column."""
    spans: list[list[float]] = []
    for cell in sorted((cell for row in table for cell in _cells(row)), key=lambda cell: cell.x0):
        span = next((span for span in spans if cell.x0 < span[1] and cell.x1 > span[0]), None)
        if span is None:
            spans.append([cell.x0, cell.x1])
        else:
            span[0], span[1] = min(span[0], cell.x0), max(span[1], cell.x1)
    spans.sort()
    done: list[Line] = []
    for row in table:
        cells = [""] * len(spans)
        for cell in _cells(row):
            at = min(range(len(spans)), key=lambda i: max(spans[i][0] - cell.x1, cell.x0 - spans[i][1]))
            cells[at] = f"{cells[at]} {cell.text}".strip()
        written = row_of([cell_of(linked(bare(cell))) for cell in cells])
        done.append(replace(joined(row), text=written, bold=False))
    rule = "|" + "---|" * len(spans)
    done.insert(1, replace(done[0], text=rule))
    return done
