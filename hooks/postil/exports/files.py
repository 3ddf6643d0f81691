"""Files as values: a path below the site's root and what stands in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from postil.pages.views.data import VERSION

# What a spreadsheet would take for a formula at the start of a cell (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file of the site that no page is made from."""

    path: str  # from the site's root: "data/terms.json"
    content: str | bytes

    @property
    def source(self) -> str:
        """A path below docs/ that it could be copied from: one that ends in .md would be made a page."""
        return f"{self.path}.txt" if self.path.endswith(".md") else self.path


def as_json(name: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """`{"version": 1, "<name>": [row, …]}`, one row a line, so that two editions can be compared by line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(", ", ": ")) for row in rows)
    return f'{{"version": {VERSION}, {json.dumps(name)}: [\n{lines}\n]}}\n'


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as RFC 4180 has it, in UTF-8. A cell that a spreadsheet would run as a formula begins with an
    apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
