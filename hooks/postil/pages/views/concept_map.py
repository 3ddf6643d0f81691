"""The map of concepts: where the boxes and lines of the picture are, and the table that says the same."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from postil.graph import CORNER, LINE, Edge, Graph, Node, edges_of, layout
from postil.index import Index
from postil.pages.around import Around, Part
from postil.pages.render import term_page
from postil.pages.views.common import count, sort_key

# How a relation reads, from the first term to the second.
READS = {
    "broader": "is a kind of",
    "part_of": "is part of",
    "member_of": "is a member of",
    "succeeds": "succeeds",
    "contrasts": "contrasts with",
    "related": "is related to",
}
NARROW = 343  # pixels: a phone of 375 less its margins


def map_of(around: Around, _: None) -> dict[str, Any]:
    """The picture, its legend, and every relation in words."""
    index, to = around.index, around.to
    edges = edges_of(index)
    wide, narrow = layout(index, edges), layout(index, edges, NARROW)
    kinds = sorted({index.terms[id_].kind for edge in edges for id_ in (edge.one, edge.two)})
    return {
        "pictures": [("wide", _picture(around, wide)), ("narrow", _picture(around, narrow))],
        "drawn": len(wide.nodes),
        "kinds": [(kind, shape(kind, 30, 16)) for kind in kinds],
        "relations": [(kind, READS[kind]) for kind in READS if any(edge.kind == kind for edge in edges)],
        "texts": [(id_, text.source.siglum) for id_, text in index.texts.items() if index.occurrences[id_]],
        "rows": _rows(around, edges),
        "left_out": len({id_ for edge in edges for id_ in (edge.one, edge.two)}) - len(wide.nodes),
        "alone": [
            (term.title, to(term_page(term.id)))
            for term in sorted(index.terms.values(), key=lambda term: sort_key(term.title))
            if not any(term.id in (edge.one, edge.two) for edge in edges)
        ],
    }


def _picture(around: Around, graph: Graph) -> dict[str, Any]:
    at = {node.id: node for node in graph.nodes}
    return {
        "width": graph.width,
        "height": graph.height,
        "nodes": [drawn(around.index, node, around.to(term_page(node.id))) for node in graph.nodes],
        "edges": [_edge(edge, at) for edge in graph.edges],
    }


def drawn(index: Index, node: Node, address: str) -> dict[str, Any]:
    """A box with its outline and its lines of text."""
    term = index.terms[node.id]
    by_text = index.by_text(node.id)
    mentions = sum(count(found) for found in by_text.values())
    top = -(len(node.lines) - 1) * LINE / 2 + 4
    return {
        "id": node.id,
        "kind": node.kind,
        "x": node.x,
        "y": node.y,
        "shape": shape(node.kind, node.width, node.height),
        "lines": [(top + n * LINE, line) for n, line in enumerate(node.lines)],
        "name": f"{term.title}, {term.kind}",
        "texts": " ".join(by_text),
        "mentions": mentions,
        "address": address,
    }


def _edge(edge: Edge, at: dict[str, Node]) -> dict[str, Any]:
    one, two = at[edge.one], at[edge.two]
    x1, y1 = border(one, two)
    x2, y2 = border(two, one)
    return {"one": edge.one, "two": edge.two, "kind": edge.kind, "x1": x1, "y1": y1, "x2": x2, "y2": y2}


def border(box: Node, towards: Node) -> tuple[float, float]:
    """Where the line from a box's middle to another's leaves the box."""
    dx, dy = towards.x - box.x, towards.y - box.y
    if not dx and not dy:
        return box.x, box.y
    scale = min(
        (box.width / 2 / abs(dx)) if dx else float("inf"), (box.height / 2 / abs(dy)) if dy else float("inf")
    )
    return round(box.x + dx * scale, 1), round(box.y + dy * scale, 1)


def shape(kind: str, width: float, height: float) -> str:
    """A kind's outline around (0, 0) as an SVG path."""
    w, h, c = width / 2, height / 2, min(CORNER, height / 2)
    r = min(h, 12)
    outlines = {
        "institution": f"M{-w} {-h}H{w}V{h}H{-w}Z",
        "forum": f"M{-w + r} {-h}H{w - r}A{r} {h} 0 0 1 {w - r} {h}H{-w + r}A{r} {h} 0 0 1 {-w + r} {-h}Z",
        "initiative": f"M{-w} {-h}H{w - c}L{w} 0L{w - c} {h}H{-w}L{-w + c} 0Z",
        "document": f"M{-w} {-h}H{w - c}L{w} {-h + c}V{h}H{-w}Z",
        "event": f"M{-w + c} {-h}H{w - c}L{w} 0L{w - c} {h}H{-w + c}L{-w} 0Z",
        "person": f"M{-w} {h}V{-h + c}Q{-w} {-h} {-w + c} {-h}H{w - c}Q{w} {-h} {w} {-h + c}V{h}Z",
        "place": f"M{-w + c} {-h}H{w - c}L{w} {h}H{-w}Z",
        "doctrine": f"M{-w + c} {-h}H{w}L{w - c} {h}H{-w}Z",
    }
    concept = (
        f"M{-w + c} {-h}H{w - c}Q{w} {-h} {w} {-h + c}V{h - c}Q{w} {h} {w - c} {h}"
        f"H{-w + c}Q{-w} {h} {-w} {h - c}V{-h + c}Q{-w} {-h} {-w + c} {-h}Z"
    )
    return outlines.get(kind, concept)


def _rows(around: Around, edges: tuple[Edge, ...]) -> list[dict[str, Any]]:
    """The relations in words, term by term."""
    index, to = around.index, around.to

    def linked(id_: str) -> tuple[str, str]:
        return index.terms[id_].title, to(term_page(id_))

    def order(edge: Edge) -> tuple[str, int, str]:
        return sort_key(index.terms[edge.one].title), list(READS).index(edge.kind), edge.two

    return [
        {"one": linked(id_), "others": [(READS[edge.kind], linked(edge.two)) for edge in group]}
        for id_, group in groupby(sorted(edges, key=order), key=lambda edge: edge.one)
    ]


PARTS: dict[str, Part] = {"map": map_of}
