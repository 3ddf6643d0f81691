"""The names of a term: which texts write it how, and in which passages. Plain values, no markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from postil.model import Block, Passage, Term
from postil.pages.around import Around
from postil.pages.render import term_page
from postil.pages.views.common import anchor, sort_key

MOST_PLACES = 8  # of a name in one text, and …
MOST_TEXTS = 6  # … texts of a name, that are shown; the rest is folded


@dataclass(slots=True)
class _Name:
    """A way of writing a term, and the blocks of each text that use it: text id → id → mentions."""

    shown: str
    used: dict[str, dict[str, tuple[Block, int]]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(count for blocks in self.used.values() for _, count in blocks.values())


def names(around: Around, term: Term) -> dict[str, Any]:
    """Each form with the texts and passages that use it, the most used first; other words that an author
    marked by hand stand for themselves."""
    index = around.index
    found = {form.text: _Name(form.text) for form in term.forms}
    for id_, block, one in index.everywhere(term.id):
        name = found.setdefault(one.form or one.surface, _Name(one.form or one.surface))
        blocks = name.used.setdefault(id_, {})
        blocks[block.id] = block, blocks.get(block.id, (block, 0))[1] + 1
    ranked = sorted(found.values(), key=lambda name: (-name.count, sort_key(name.shown)))
    return {"names": [_row(around, term, name) for name in ranked]}


def _row(around: Around, term: Term, name: _Name) -> dict[str, Any]:
    listed = [id_ for id_ in around.index.texts if id_ in name.used]
    texts = [
        {
            "siglum": around.index.texts[id_].source.siglum,
            "address": around.to(term_page(term.id), f"in-{anchor(id_)}"),
            "count": sum(count for _, count in name.used[id_].values()),
            "places": (places := _places(around, id_, name))[:MOST_PLACES],
            "more": places[MOST_PLACES:],
        }
        for id_ in listed
    ]
    return {"name": name.shown, "texts": texts[:MOST_TEXTS], "more": texts[MOST_TEXTS:]}


def _places(around: Around, id_: str, name: _Name) -> list[tuple[str, str]]:
    """What each block is called, and its address."""
    text = around.index.texts[id_]
    found = []
    for block, _ in name.used[id_].values():
        inside = isinstance(block, Passage)
        page = text.page_of(block.id) if inside else text.page_outside(block.id)
        found.append((block.name, around.to(page, block.id)))
    return found
