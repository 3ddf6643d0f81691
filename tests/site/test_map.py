"""The map: every relation is drawn and told, no box covers another, each build draws the same."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from postil.graph import MOST_NODES, Graph, edges_of, label, layout
from postil.pages.views.concept_map import NARROW
from tests.built import Built, the, value, words
from tests.support import edition_of, put, term_file

WIDTHS = [0, NARROW]


def graph_of(folder: Path, files: dict[str, str], within: float = 0) -> Graph:
    edition, _ = edition_of(put(folder, files))
    return layout(edition.index, edges_of(edition.index), within)


def test_a_relation_is_drawn_once_in_the_direction_in_which_it_reads(tmp_path: Path) -> None:
    files = {
        "glossary/dyke.md": term_file("Dyke", relations="{narrower: [sea-wall], related: [weir]}"),
        "glossary/sea-wall.md": term_file("Sea wall", relations="{broader: [dyke], succeeds: [mound]}"),
        "glossary/weir.md": term_file("Weir", relations="{related: [dyke], contrasts: [dyke]}"),
        "glossary/mound.md": term_file("Mound"),
    }
    edition, _ = edition_of(put(tmp_path, files))
    assert [(edge.one, edge.kind, edge.two) for edge in edges_of(edition.index)] == [
        ("dyke", "contrasts", "weir"),
        ("dyke", "related", "weir"),
        ("sea-wall", "broader", "dyke"),
        ("sea-wall", "succeeds", "mound"),
    ]


def test_a_long_title_is_shown_by_its_acronym_or_line_by_line(tmp_path: Path) -> None:
    files = {
        "glossary/a.md": term_file("Board of the Rivers and of the Dykes", aliases="[BRD, boards]"),
        "glossary/b.md": term_file("Conference of the Lower River Lands"),
    }
    edition, _ = edition_of(put(tmp_path, files))
    assert label(edition.index.terms["a"]) == ("BRD",)
    assert label(edition.index.terms["b"]) == ("Conference of the", "Lower River Lands")


@pytest.mark.parametrize("within", WIDTHS)
def test_no_box_covers_another_or_leaves_the_picture(built: Built, within: float) -> None:
    index = built.edition.index
    graph = layout(index, edges_of(index), within)
    assert graph.nodes
    for one, two in combinations(graph.nodes, 2):
        apart = (
            abs(one.x - two.x) >= (one.width + two.width) / 2
            or abs(one.y - two.y) >= (one.height + two.height) / 2
        )
        assert apart, f"{one.id} covers {two.id}"
    for node in graph.nodes:
        assert node.width / 2 <= node.x <= graph.width - node.width / 2
        assert node.height / 2 <= node.y <= graph.height - node.height / 2
    if within:
        assert graph.width <= within


def test_of_too_many_terms_the_best_connected_are_drawn(tmp_path: Path) -> None:
    many = {
        f"glossary/t{n}.md": term_file(f"Term {n}", relations="{related: [hub]}")
        for n in range(MOST_NODES + 30)
    }
    graph = graph_of(tmp_path, {**many, "glossary/hub.md": term_file("Hub")})
    assert len(graph.nodes) == MOST_NODES
    assert "hub" in {node.id for node in graph.nodes}


def test_parts_without_a_link_stay_in_one_picture(tmp_path: Path) -> None:
    pairs = {
        f"glossary/{name}{n}.md": term_file(f"{name} {n}", relations=f"{{related: [{other}{n}]}}")
        for n in range(8)
        for name, other in (("a", "b"), ("b", "a"))
    }
    graph = graph_of(tmp_path, pairs)
    assert len(graph.edges) == 8
    assert graph.width < 1500 and graph.height < 1500


def test_no_relation_is_no_picture(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, {"glossary/a.md": term_file("A")})
    assert (graph.nodes, graph.edges) == ((), ())


def test_each_layout_is_the_same_again(built: Built) -> None:
    index = built.edition.index
    assert layout(index, edges_of(index)) == layout(index, edges_of(index))


def test_picture_and_table_say_the_same(built: Built) -> None:
    page = built.pages["map/"]
    titles = {id_: term.title for id_, term in built.edition.index.terms.items()}
    for picture in page.select("svg.map"):
        drawn = {
            (titles[value(line, "data-one")], titles[value(line, "data-two")])
            for line in picture.select(".map-line")
        }
        told = set()
        for row in page.select(".relations-table tbody tr"):
            if head := row.select_one("th"):
                one = words(head)
            told.add((one, words(row.select("td")[-1])))
        assert drawn == told
        named = {value(node, "data-id") for node in picture.select("a.map-node")}
        alone = {words(link) for link in page.select("#alone + p a")}
        assert {titles[id_] for id_ in named} | alone == set(titles.values())


def test_every_kind_has_an_outline_of_its_own(built: Built) -> None:
    legend = the(built.pages["map/"], ".map-legend")
    outlines = {value(path, "class"): value(path, "d") for path in legend.select("path.map-shape")}
    assert len(set(outlines.values())) == len(outlines) == 9
