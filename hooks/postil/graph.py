"""The graph step: terms and their relations as a picture's geometry, the same at every build.

The layout is force-directed (Fruchterman and Reingold 1991, by rustworkx with a fixed seed); boxes that
overlap are then pushed apart. Lengths are in units of the picture, an average letter being 6.4 wide.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import rustworkx

from postil.index import Index
from postil.model import Term

MOST_NODES = 120  # of a picture that people can read; the table below it has all
LETTER, LINE, PADDING = 6.4, 15, 8
LONGEST_LINE = 20  # letters, before a label breaks
GAP = 10  # between boxes
CORNER = 7  # how far the outline of a kind may reach into its box
STRAIGHT = ("concept", "institution", "document", "person")  # kinds whose outline leaves the box whole
ROUNDS = 400
SEED = 7
AREA, AREA_WITHIN = 3.2, 2.2  # of the picture, in areas of its boxes
SHAPE = 1.35  # width : height
# What holds two terms together in the picture, by kind of relation.
PULL = {"part_of": 3.0, "member_of": 3.0, "broader": 3.0, "succeeds": 3.0, "contrasts": 1.5, "related": 1.0}
MUTUAL = ("contrasts", "related")
TURNED = {"narrower": "broader"}


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two terms, in the direction in which it reads: `one` is part of `two`."""

    one: str
    kind: str
    two: str


@dataclass(frozen=True, slots=True)
class Node:
    """A term as a box: its middle, its size, its label line by line."""

    id: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture; edges among its nodes only."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float


def edges_of(index: Index) -> tuple[Edge, ...]:
    """Every stated relation once, mutual ones in the order of ids."""
    found: dict[tuple[str, str, str], None] = {}
    for term in index.terms.values():
        for kind, ids in term.relations.items():
            for other in ids:
                if other not in index.terms or other == term.id:
                    continue
                one, two = (other, term.id) if kind in TURNED else (term.id, other)
                if kind in MUTUAL:
                    one, two = sorted((one, two))
                found[one, TURNED.get(kind, kind), two] = None
    return tuple(Edge(*key) for key in sorted(found))


def label(term: Term) -> tuple[str, ...]:
    """A term's name for a picture, line by line: its acronym where the title is long and it has one."""
    title = term.title
    if len(title) > 2 * LONGEST_LINE or len(title.split()) > 4:
        acronyms = (form.text for form in term.forms if form.exact and len(form.text) <= 8)
        title = next(acronyms, title)
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LONGEST_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def layout(index: Index, edges: Sequence[Edge], within: float = 0) -> Graph:
    """The picture of all terms that have relations, or of the best connected where they are too many.

    It is as wide as its boxes ask for, or as `within` says, and then as high as it must be.
    """
    degree: dict[str, int] = {}
    for edge in edges:
        for id_ in (edge.one, edge.two):
            degree[id_] = degree.get(id_, 0) + 1
    ids = sorted(sorted(degree, key=lambda id_: (-degree[id_], id_))[:MOST_NODES])
    kept = tuple(edge for edge in edges if edge.one in ids and edge.two in ids)
    if not ids:
        return Graph((), (), 0, 0)
    boxes = [box(index.terms[id_]) for id_ in ids]
    placed = _spread(_place(boxes, kept, within), within)
    left, top = min(n.x - n.width / 2 for n in placed) - 1, min(n.y - n.height / 2 for n in placed) - 1
    nodes = tuple(replace(n, x=round(n.x - left, 1), y=round(n.y - top, 1)) for n in placed)
    width = max(n.x + n.width / 2 for n in nodes) + 1
    height = max(n.y + n.height / 2 for n in nodes) + 1
    return Graph(nodes, kept, math.ceil(width), math.ceil(height))


def box(term: Term) -> Node:
    """A term's box, not yet placed."""
    lines = label(term)
    width = max(map(len, lines)) * LETTER + 2 * (PADDING + (0 if term.kind in STRAIGHT else CORNER))
    return Node(term.id, term.kind, 0, 0, round(width), len(lines) * LINE + PADDING, lines)


def _place(boxes: Sequence[Node], edges: Sequence[Edge], within: float) -> list[Node]:
    """Boxes at the places that the forces give them, on a canvas of their own size."""
    graph: rustworkx.PyGraph[str, float] = rustworkx.PyGraph(multigraph=False)
    numbers = {one.id: graph.add_node(one.id) for one in boxes}
    for edge in edges:
        graph.add_edge(numbers[edge.one], numbers[edge.two], PULL[edge.kind])
    for one, two in _bridges(graph):
        graph.add_edge(one, two, 0.2)
    at: Mapping[int, Sequence[float]] = rustworkx.spring_layout(
        graph, seed=SEED, num_iter=500, weight_fn=float, repulsive_exponent=2, k=1.6 / math.sqrt(len(boxes))
    )
    boxed = sum((one.width + GAP) * (one.height + GAP) for one in boxes)
    width = within or math.sqrt(AREA * boxed * SHAPE)
    height = (AREA_WITHIN if within else AREA) * boxed / width
    across = _stretch([at[number][0] for number in numbers.values()], width)
    down = _stretch([at[number][1] for number in numbers.values()], height)
    return [replace(one, x=x, y=y) for one, x, y in zip(boxes, across, down, strict=True)]


def _bridges(graph: rustworkx.PyGraph[str, float]) -> list[tuple[int, int]]:
    """Weak ties from each smaller component to the largest, so that they do not drift away."""
    components = sorted(rustworkx.connected_components(graph), key=lambda one: (-len(one), min(one)))
    hubs = [max(sorted(one), key=graph.degree) for one in components]
    return [(hubs[0], hub) for hub in hubs[1:]]


def _stretch(values: Sequence[float], length: float) -> list[float]:
    """The values moved and scaled so that they reach from 0 to `length`, half by rank and half by distance:
    forces leave the middle crowded and the edge empty."""
    low, high = min(values), max(values)
    rank = {value: n / max(1, len(values) - 1) for n, value in enumerate(sorted(values))}
    return [length * ((value - low) / ((high - low) or 1) + rank[value]) / 2 for value in values]


def _spread(boxes: list[Node], within: float) -> list[Node]:
    """The boxes pushed apart, each pair along the way on which it overlaps less, none past the edge.

    A round goes down the picture: only boxes that begin before another ends can overlap it.
    """
    x, y = [one.x for one in boxes], [one.y for one in boxes]
    wide, high = [one.width / 2 + GAP / 2 for one in boxes], [one.height / 2 + GAP / 2 for one in boxes]
    reach = 2 * max(high)

    def push(at: list[float], i: int, j: int, overlap: float) -> None:
        step = overlap / 2 if (at[i], i) > (at[j], j) else -overlap / 2
        at[i], at[j] = at[i] + step, at[j] - step

    for _ in range(ROUNDS):
        moved = False
        down = sorted(range(len(boxes)), key=lambda n: (y[n], n))
        for place, i in enumerate(down):
            for j in down[place + 1 :]:
                if y[j] - y[i] > reach:
                    break
                right, below = wide[i] + wide[j] - abs(x[i] - x[j]), high[i] + high[j] - abs(y[i] - y[j])
                if right > 0.01 and below > 0.01:
                    moved = True
                    push(x, i, j, right) if right < below else push(y, i, j, below)
        if within:
            x = [
                min(max(here, one.width / 2 + 1), within - one.width / 2 - 1)
                for here, one in zip(x, boxes, strict=True)
            ]
        if not moved:
            break
    return [replace(one, x=x[n], y=y[n]) for n, one in enumerate(boxes)]
