"""Comparisons: cells on passages, rows that Postil adds, the passages themselves, files to take along."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.built import Built, read_html, the, value, words
from tests.support import put, run, small_site, term_file, text_file

TABLE = """---
title: Sail and oar
compare: [sail, oar]
---
Two ways to move a boat.

| aspect | sail | oar |
|---|---|---|
| needs | wind [@boats, ¶1 "needs wind"]; a mast [@boats, ¶2-3] | =arms [@boats, ¶1 "needs arms"] |
| invented | – | before 1900 [@oars, ¶1] |

Neither is fast.
"""
FILES = {
    "docs/texts/boats.md": text_file(
        "A sail needs wind, an oar needs arms.\n\nThe sail hangs on a mast.\n\nIt is of wood.",
        "Boats",
        siglum="Boats 1950",
        date="1950",
        authors="[Ann Boater]",
    ),
    "docs/texts/oars.md": text_file("In 1900 the oar was old.", "Oars", siglum="Oars & Co.", date="1999"),
    "glossary/sail.md": term_file(
        "Sail", relations="{succeeds: [oar]}", dates='[{date: 1950-02, event: Torn, cite: "[@boats, ¶1]"}]'
    ),
    "glossary/oar.md": term_file(
        "Oar", dates="[{date: 1900, event: Carved, inferred: true}, {date: 1800, event: Dreamt of}]"
    ),
    "glossary/comparisons/moving.md": TABLE,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_site(tmp_path_factory.mktemp("comparisons"), FILES)


@pytest.fixture(scope="module")
def page(site: Path) -> BeautifulSoup:
    return read_html((site / "comparisons/moving/index.html").read_bytes())


def cells(page: BeautifulSoup, body: str, aspect: str) -> list[Tag]:
    (row,) = [row for row in page.select(f"tbody.{body} tr") if words(the(row, "th")) == aspect]
    return row.select("td")


def links(within: Tag) -> list[tuple[str, str]]:
    return [(words(one), value(one, "href")) for one in within.select("a[href]")]


def test_a_changed_word_fails_the_build_and_names_the_line(tmp_path: Path) -> None:
    small_site(tmp_path, FILES)
    put(tmp_path, {"glossary/comparisons/moving.md": TABLE.replace("needs arms", "needs legs")})
    done = run("mkdocs", "build", "--strict", cwd=tmp_path)
    assert done.returncode == 1
    assert "glossary/comparisons/moving.md:9: quote-not-found: " in done.stderr.decode()


def test_a_passage_that_has_gone_fails_the_build_and_says_where_the_words_are(tmp_path: Path) -> None:
    moved = FILES["docs/texts/boats.md"].replace("A sail needs wind, an oar needs arms.\n\n", "")
    moved = moved.replace("It is of wood.", "It is of wood.\n\nA sail needs wind, an oar needs arms.")
    done = run("mkdocs", "build", "--strict", cwd=small_site(tmp_path, FILES).parent)
    assert done.returncode == 0
    put(tmp_path, {"docs/texts/boats.md": moved})
    done = run("mkdocs", "build", "--strict", cwd=tmp_path)
    assert done.returncode == 1
    assert "do not stand in ¶1 of `boats`; they stand in ¶3" in done.stderr.decode()


def test_a_citation_in_a_cell_names_the_passage_that_it_opens(page: BeautifulSoup) -> None:
    sail, oar = cells(page, "stated", "needs")
    assert [value(one, "data-card") for one in sail.select("a.cite")] == [
        "cited-boats-p1",
        "cited-boats-p2-3",
    ]
    old = cells(page, "stated", "invented")[1]
    assert value(the(old, "a.cite"), "data-card") == "cited-oars-p1"
    for link in (*sail.select("a.cite"), *oar.select("a.cite"), *old.select("a.cite")):
        card = the(page, f"#{value(link, 'data-card')}")
        assert value(the(card, "a.cite"), "href") == value(link, "href")


def test_a_cited_passage_stands_once_and_whole_with_all_quoted_words_marked(page: BeautifulSoup) -> None:
    listed = page.select(".cited")
    names = ["Boats 1950, ¶1", "Boats 1950, ¶2–3", "Oars & Co., ¶1"]
    assert [words(the(one, "a.cite")) for one in listed] == names
    assert words(the(listed[0], "blockquote")) == "A sail needs wind, an oar needs arms."
    assert [words(one) for one in listed[0].select("mark")] == ["needs wind", "needs arms"]
    shown = [words(one) for one in listed[1].select("blockquote")]
    assert shown == ["The sail hangs on a mast.", "It is of wood."]


def test_an_empty_cell_says_so(page: BeautifulSoup) -> None:
    assert words(cells(page, "stated", "invented")[0]) == "not stated in these texts"


def test_postil_adds_rows_and_marks_them_as_its_own(page: BeautifulSoup) -> None:
    head = the(page, "tbody.derived tr.derived-head")
    assert words(head) == "Added automatically: from the glossary, and counted in the texts"
    rows = page.select("tbody.derived tr:not(.derived-head)")
    aspects = ["kind", "first mention", "mentions by text", "dates", "relations", "named in the same passage"]
    assert [words(the(row, "th")) for row in rows] == aspects
    assert {value(the(row, "th"), "scope") for row in rows} == {"row"}


def test_what_the_added_rows_say(page: BeautifulSoup) -> None:
    def said(aspect: str) -> list[list[str]]:
        return [[words(one) for one in cell.select("li")] for cell in cells(page, "derived", aspect)]

    assert said("kind") == [["concept"], ["concept"]]
    assert said("first mention") == [["Boats 1950, ¶1"], ["Boats 1950, ¶1"]]
    assert said("mentions by text") == [["Boats 1950: 2"], ["Boats 1950: 1", "Oars & Co.: 1"]]
    assert said("dates") == [["1950-02: Torn"], ["1800: Dreamt of", "1900 (inferred): Carved"]]
    assert said("relations") == [["succeeds Oar"], ["succeeded by Sail"]]
    assert said("named in the same passage") == [["Boats 1950, ¶1"], ["Boats 1950, ¶1"]]
    assert links(cells(page, "derived", "mentions by text")[1])[1] == (
        "Oars & Co.",
        "../../glossary/oar/#in-oars",
    )
    assert links(cells(page, "derived", "first mention")[0]) == [("Boats 1950, ¶1", "../../texts/boats/#p1")]


def test_the_page_offers_its_files(page: BeautifulSoup, site: Path) -> None:
    offered = links(the(page, ".downloads"))
    assert offered == [("CSV", "../../comparisons/moving.csv"), ("Markdown", "../../comparisons/moving.md")]
    assert all((site / "comparisons/moving" / address).is_file() for _, address in offered)


def test_the_csv_file_spells_out_its_citations(site: Path) -> None:
    raw = (site / "comparisons/moving.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8 by this mark alone"
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0] == ["aspect", "by", "Sail", "Sail: passages", "Oar", "Oar: passages"]
    aspect, by, sail, behind, oar, _ = rows[1]
    assert (aspect, by, sail) == ("needs", "people", "wind; a mast")
    assert behind.startswith("Ann Boater, “Boats” (1950), ¶1: “needs wind”; Ann Boater, “Boats” (1950), ¶2–3")
    assert oar == "'=arms", "no spreadsheet runs it as a formula"
    assert rows[2][2:4] == ["not stated in these texts", ""]
    assert rows[3][:3] == ["kind", "Postil", "concept"]
    assert {len(row) for row in rows} == {6}


def test_the_markdown_file_has_its_citations_as_notes(site: Path) -> None:
    text = (site / "comparisons/moving.md").read_text("utf-8")
    assert text.startswith("# Sail and oar\n")
    assert "| needs | wind[^1]; a mast[^2] | =arms[^3] |\n" in text
    assert "| kind (by Postil) | concept | concept |\n" in text
    assert "[^4]: “Oars” (1999), ¶1\n" in text


def test_search_does_not_read_the_added_rows(page: BeautifulSoup) -> None:
    assert the(page, "tbody.derived").has_attr("data-search-exclude")
    assert not the(page, "tbody.stated").has_attr("data-search-exclude")


def test_every_citation_of_the_edition_opens_a_passage(public: Built) -> None:
    for one in public.edition.index.glossary.comparisons:
        found = public.pages[f"comparisons/{one.id}/"]
        cites = found.select("table.comparison a.cite")
        assert cites, one.id
        for link in cites:
            assert the(found, f"#{value(link, 'data-card')} blockquote"), f"{one.id}: {words(link)}"
