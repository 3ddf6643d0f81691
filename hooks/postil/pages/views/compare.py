"""What `/compare/` needs to set any terms side by side in the browser: plain values, no markup."""

from __future__ import annotations

from typing import Any

from postil.model import Term, Text
from postil.pages.around import Around, Part
from postil.pages.render import comparison_page, term_page
from postil.pages.views.common import sort_key
from postil.pages.views.derived import MOST_PASSAGES, RELATIONS, TOGETHER, Cell, alone
from postil.pages.views.entry import NAMES


def compare(around: Around, _: None) -> dict[str, Any]:
    """Every term with the cells that it has beside any other, and what its cells beside another one need."""
    index, to = around.index, around.to
    numbers = {id_: str(n) for n, id_ in enumerate(index.texts)}
    ranked = sorted(index.terms.values(), key=lambda term: sort_key(term.title))
    rows = {term.id: alone(around, term) for term in ranked}
    return {
        "data": {
            "aspects": list(next(iter(rows.values()), {})),
            "relations": RELATIONS,
            "together": TOGETHER,
            "most": MOST_PASSAGES,
            "texts": {numbers[id_]: _text(around, text) for id_, text in index.texts.items()},
            "terms": {
                term.id: {
                    "title": term.title,
                    "url": to(term_page(term.id)),
                    "rows": {aspect: _cell(cell) for aspect, cell in rows[term.id].items()},
                    "relations": _relations(around, term),
                    "passages": {
                        numbers[id_]: [one.passage.number for one in found]
                        for id_, found in index.by_text(term.id).items()
                    },
                }
                for term in ranked
            },
            "comparisons": [
                {"title": one.title, "url": to(comparison_page(one.id)), "terms": one.terms}
                for one in index.glossary.comparisons
            ],
        }
    }


def _text(around: Around, text: Text) -> dict[str, Any]:
    """A text's siglum, and its pages: numbers of the first and the last passage, address."""
    pages = [(page.first, page.last, around.to(page.path)) for page in text.pages]
    return {"siglum": text.source.siglum, "pages": pages}


def _cell(cell: Cell) -> list[tuple[str, str, str, str]]:
    return [(one.before, one.words, one.address, one.after) for one in cell]


def _relations(around: Around, term: Term) -> list[tuple[str, str]]:
    """How the term stands to others: the words of the relation, and the other's id."""
    stated = around.relations.get(term.id, {})
    return [(name, id_) for kind, name in NAMES.items() for id_ in stated.get(kind, ())]


PARTS: dict[str, Part] = {"compare": compare}
