"""A term among its neighbours: a small picture on its entry, beside the list that says the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from postil.graph import GAP, LINE, Node, box
from postil.model import Term
from postil.pages.around import Around
from postil.pages.render import term_page
from postil.pages.views.concept_map import NARROW, drawn

MOST = 14  # neighbours drawn; the list names all
# The kind of line of a relation, and whether it is drawn from the neighbour to the term.
LINES = {
    "preceded_by": ("succeeds", True),
    "narrower": ("broader", True),
    "has_part": ("part_of", True),
    "has_member": ("member_of", True),
}


def neighbours(around: Around, term: Term, names: Mapping[str, str]) -> dict[str, Any] | None:
    """The picture: the term on the left, its neighbours on the right under the words of their relation, in
    the order of `names` (kind of relation → words). None where it has no neighbour."""
    related = around.relations.get(term.id, {})
    found = [(kind, id_) for kind in names for id_ in related.get(kind, ())]
    if not found:
        return None
    boxes = [box(around.index.terms[id_]) for _, id_ in found[:MOST]]
    left = NARROW - max(one.width for one in boxes) - 1
    y = 0.0
    words: list[tuple[str, float]] = []
    nodes: list[Node] = []
    kinds: list[str] = []
    for (kind, _), one in zip(found, boxes, strict=False):
        if not kinds or kinds[-1] != kind:
            y += LINE + GAP / 2
            words.append((names[kind], y - 4))
        nodes.append(replace(one, x=left + one.width / 2, y=y + one.height / 2))
        kinds.append(kind)
        y += one.height + GAP / 2
    own = box(term)
    own = replace(own, x=own.width / 2 + 1, y=max(y, own.height) / 2)
    return {
        "width": NARROW,
        "height": max(y, own.height) + 2,
        "centre": drawn(around.index, own, ""),
        "nodes": [drawn(around.index, node, around.to(term_page(node.id))) for node in nodes],
        "lines": [_line(own, node, kind) for node, kind in zip(nodes, kinds, strict=True)],
        "words": words,
        "left": left,
        "left_out": len(found) - len(nodes),
    }


def _line(own: Node, other: Node, kind: str) -> dict[str, str]:
    """A curve from the right edge of the term to the left edge of a neighbour, or back."""
    kind, back = LINES.get(kind, (kind, False))
    start, end = (own.x + own.width / 2, own.y), (other.x - other.width / 2, other.y)
    middle = (start[0] + end[0]) / 2
    (x1, y1), (x2, y2) = (end, start) if back else (start, end)
    return {"kind": kind, "path": f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"}
