"""What the page of a comparison shows: plain values, no markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postil.model import Citation, Comparison
from postil.pages.around import Around, Part
from postil.pages.render import term_page
from postil.pages.views import cited, derived


def table(around: Around, comparison: Comparison) -> dict[str, Any]:
    """The terms as columns, the aspects as rows; an empty cell is one that the texts do not fill."""
    names = [(id_, around.index.terms[id_].title) for id_ in comparison.terms]
    shown = cited.passages(around, in_cells(comparison))
    return {
        "title": comparison.title,
        "terms": [(id_, name, around.to(term_page(id_))) for id_, name in names],
        "rows": [
            (
                row.aspect,
                [
                    (id_, name, cited.with_cards(around.inline(cell), shown))
                    for (id_, name), cell in zip(names, row.cells, strict=True)
                ],
            )
            for row in comparison.rows
        ],
        "derived": derived.values(around, [around.index.terms[id_] for id_ in comparison.terms]),
    }


def in_cells(comparison: Comparison) -> Iterator[Citation]:
    """The citations that the table makes."""
    lines = {row.place.line for row in comparison.rows}
    return (cite for cite in comparison.citations if cite.place.line in lines)


def passages(around: Around, comparison: Comparison) -> dict[str, Any]:
    """The passages that the table cites, and where to take the table along."""
    name = f"comparisons/{comparison.id}"
    return {
        "cited": cited.passages(around, in_cells(comparison)),
        "files": [("CSV", around.to.file(f"{name}.csv")), ("Markdown", around.to.file(f"{name}.md"))],
    }


PARTS: dict[str, Part] = {"table": table, "table_cited": passages}
