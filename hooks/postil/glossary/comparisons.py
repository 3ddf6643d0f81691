"""One comparison: a Markdown table with a column a term, every filled cell cited."""

from __future__ import annotations

import re

from postil.citations import CITATION, find
from postil.frontmatter import check, required
from postil.glossary.schema import ComparisonFields
from postil.model import Comparison, Named, Place, Row
from postil.problems import Code, Problems

TABLE = re.compile(r"^\|.*\|[ \t]*$(?:\n\|.*\|[ \t]*$)*", re.MULTILINE)
EDGE = re.compile(r"(?<!\\)\|")
RULE = re.compile(r":?-+:?")
NOT_STATED = {"", "–", "-", "—"}


def read_comparison(raw: str, id_: str, name: str, problems: Problems) -> Comparison | None:
    """The comparison in the file `name`, or None where it cannot be used."""
    found = required(raw, name, "comparison", "`---`, `title: …`, `compare: [one, two]`, `---`", problems)
    if found is None:
        return None
    parts, front = found
    fields = check(front, ComparisonFields, problems) if front is not None else None
    if front is None or fields is None:
        return None
    table = TABLE.search(parts.body)
    if table is None:
        what = "the comparison has no table"
        advice = f"write `| aspect | {' | '.join(fields.compare)} |` and its rows"
        problems.add(Code.BAD_TABLE, Place(name, parts.body_line), what, advice)
        return None
    line = parts.body_line + parts.body.count("\n", 0, table.start())
    rows = _rows(table[0], fields.compare, Place(name, line), problems)
    if rows is None:
        return None
    return Comparison(
        id_,
        fields.title,
        fields.compare,
        parts.body[: table.start()].strip("\n"),
        parts.body[table.end() :].strip("\n"),
        rows,
        Place(name, line),
        find(parts.body, Place(name, parts.body_line), problems),
        tuple(Named("compare", id_, front.place("compare", at)) for at, id_ in enumerate(fields.compare)),
        parts.body,
        parts.body_line,
    )


def _rows(table: str, terms: tuple[str, ...], place: Place, problems: Problems) -> tuple[Row, ...] | None:
    lines = [[cell.strip() for cell in EDGE.split(line.strip())[1:-1]] for line in table.split("\n")]
    header = tuple(lines[0][1:])
    if header != terms or len(lines) < 3 or not all(RULE.fullmatch(cell) for cell in lines[1]):
        what = "the table's first two lines do not fit `compare`"
        advice = f"write `| aspect | {' | '.join(terms)} |` and a line of hyphens"
        problems.add(Code.BAD_TABLE, place, what, advice)
        return None
    rows = []
    for at, cells in enumerate(lines[2:], start=2):
        here = Place(place.path, place.line + at)
        if len(cells) != len(terms) + 1:
            what = f"the row has {len(cells)} cells, and the table {len(terms) + 1} columns"
            problems.add(Code.BAD_TABLE, here, what, "write `–` where the texts say nothing")
            continue
        stated = tuple("" if cell in NOT_STATED else cell for cell in cells[1:])
        for term, cell in zip(terms, stated, strict=True):
            if cell and not CITATION.search(cell):
                what = f"the cell “{cells[0]}” of `{term}` cites no passage"
                problems.add(Code.UNCITED_CELL, here, what, "add `[@text-id, ¶3]`, or write `–`")
        rows.append(Row(cells[0], stated, here))
    return tuple(rows)
