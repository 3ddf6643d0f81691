"""What the page of a comparison shows: plain values, no markup."""

from __future__ import annotations

from typing import Any

from postil.model import Comparison
from postil.pages.around import Around, Part
from postil.pages.render import term_page


def table(around: Around, comparison: Comparison) -> dict[str, Any]:
    """The terms as columns, the aspects as rows; an empty cell is one that the texts do not fill."""
    names = [(id_, around.index.terms[id_].title) for id_ in comparison.terms]
    return {
        "title": comparison.title,
        "terms": [(id_, name, around.to(term_page(id_))) for id_, name in names],
        "rows": [
            (
                row.aspect,
                [
                    (id_, name, around.inline(cell))
                    for (id_, name), cell in zip(names, row.cells, strict=True)
                ],
            )
            for row in comparison.rows
        ],
    }


PARTS: dict[str, Part] = {"table": table}
