"""A long text is cut into a page a chapter, and everything that names a passage finds it there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.built import read_html, the, value
from tests.support import edition_of, put, run, term_file, text_file

MKDOCS = """
site_name: A book
theme: {name: material, font: false}
hooks: [HOOKS/reader.py]
plugins: [search]
markdown_extensions: [footnotes, attr_list, tables, toc]
validation:
  links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}
"""
BOOK = """
Words before the first chapter, with a ferry.

## The crossing

The ferry sails.[^1] It sails again.[^2]

### Its crew

The crew sleeps; see [@book, ¶5].

## Original

The ferry lands.[^1] Nobody notes it.[^9]

The last passage.

[^1]: A note on the ferry.
[^2]: A note on sailing.
[^3]: A note that nothing points to.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site made of a book in two chapters."""
    folder = tmp_path_factory.mktemp("book")
    hooks = Path(__file__).resolve().parents[2] / "hooks"
    files = {
        "mkdocs.yml": MKDOCS.replace("HOOKS", str(hooks)),
        "docs/index.md": "# Home\n",
        "docs/texts/book.md": text_file(BOOK, "A book", split="h2"),
        "glossary/ferry.md": term_file("Ferry", "A boat that crosses [@book, ¶4]."),
    }
    done = run("mkdocs", "build", "--strict", cwd=put(folder, files))
    assert done.returncode == 0, done.stderr.decode()
    return folder / "site"


def page(site: Path, address: str) -> BeautifulSoup:
    return read_html((site / address / "index.html").read_bytes())


def passages(html: BeautifulSoup) -> list[str]:
    return [value(one, "id") for one in html.select(".passage")]


def test_passages_are_numbered_through_all_chapters(book: Path) -> None:
    assert passages(page(book, "texts/book")) == ["p1"]
    assert passages(page(book, "texts/book/the-crossing")) == ["p2", "p3"]
    assert passages(page(book, "texts/book/original-chapter")) == ["p4", "p5"]


def test_the_texts_own_page_lists_the_chapters_with_their_passages(book: Path) -> None:
    listed = the(page(book, "texts/book"), "nav.contents")
    assert [" ".join(item.get_text().split()) for item in listed.select("li")] == [
        "The crossing ¶2–3",
        "Original ¶4–5",
    ]
    assert value(the(listed, "a"), "href") == "../../texts/book/the-crossing/"


def test_a_chapter_has_its_title_and_the_way_to_its_neighbours(book: Path) -> None:
    crossing = page(book, "texts/book/the-crossing")
    assert [one.get_text() for one in crossing.select("article h1")] == ["The crossing"]
    assert [value(one, "id") for one in crossing.select("article h2")][:1] == ["its-crew"]
    way = the(crossing, "nav.way")
    assert [value(one, "href") for one in way.select("a")] == [
        "../../../texts/book/",
        "../../../texts/book/",
        "../../../texts/book/original-chapter/",
    ]


def test_citations_and_entries_lead_to_the_chapter_that_holds_the_passage(book: Path) -> None:
    cited = the(page(book, "texts/book/the-crossing"), "#p3 a.cite")
    assert value(cited, "href") == "../original-chapter/#p5"
    entry = page(book, "glossary/ferry")
    assert value(the(entry, "a.cite"), "href") == "../../texts/book/original-chapter/#p4"
    found = [value(one, "href") for one in entry.select("a.kwic-at")]
    assert found == [
        "../../texts/book/#p1",
        "../../texts/book/the-crossing/#p2",
        "../../texts/book/original-chapter/#p4",
        "../../texts/book/the-crossing/#fn:1",
    ]


def test_the_terms_of_a_chapter_link_to_passages_on_other_pages(book: Path) -> None:
    listed = the(page(book, "texts/book/original-chapter"), "#term-ferry")
    links = [value(one, "href") for one in listed.select(".term-here-where a")]
    assert links == ["../../../texts/book/#p1", "../../../texts/book/the-crossing/#p2", "#p4"]


def test_a_note_stands_where_its_first_marker_is_and_none_is_lost(book: Path) -> None:
    notes = {
        address: [value(one, "id") for one in page(book, f"texts/book{address}").select(".footnote li")]
        for address in ("", "/the-crossing", "/original-chapter")
    }
    assert notes == {"": ["fn:3"], "/the-crossing": ["fn:1", "fn:2"], "/original-chapter": ["fn:9"]}
    again = the(page(book, "texts/book/original-chapter"), "#p4 sup")
    assert again.get_text() == "1" and not again.select("a")
    lacking = the(page(book, "texts/book/original-chapter"), ".note-missing a")
    assert (lacking.get_text(), value(lacking, "href")) == ("9", "#fn:9")
    said = the(page(book, "texts/book/original-chapter"), "[id='fn:9']")
    assert said.get_text().startswith("Note not in the source.")


@pytest.mark.parametrize(
    ("split", "words", "pages"),
    [("auto", 100, 1), ("auto", 7000, 3), ("none", 7000, 1), ("h2", 100, 3), ("h1", 100, 1)],
)
def test_split_decides_how_a_text_is_cut(tmp_path: Path, split: str, words: int, pages: int) -> None:
    body = f"## One\n\n{'word ' * words}\n\n## Two\n\nEnd."
    files = {"docs/texts/long.md": text_file(body, split=split)}
    edition, problems = edition_of(put(tmp_path, files))
    assert not list(problems)
    text = edition.index.texts["long"]
    assert len(text.pages) == pages
    assert [one.number for one in text.passages] == [1, 2]
    assert re.sub(r".*/", "", text.page_of("p2")) == ("two.md" if pages > 1 else "long.md")
