"""The page of an entry: where the term occurs, what shares its passages, when it was last changed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.built import Built, read_html, the, value, words
from tests.support import put, run, small_site, term_file, text_file

LONG = "\n\n".join(f"Passage {number} names the lamp." for number in range(1, 8))
FILES = {
    "docs/texts/nights.md": text_file(
        "No light.\n\nA lamp, a lamp and a third lamp.\n\nA lamp with oil.\n\nOil.", "Nights", siglum="Nights"
    ),
    "docs/texts/long.md": text_file(LONG, "Long", siglum="Long"),
    "glossary/lamp.md": term_file("Lamp"),
    "glossary/oil.md": term_file("Oil"),
    "glossary/moon.md": term_file("Moon"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_site(tmp_path_factory.mktemp("entries"), FILES)


def page(site: Path, term: str) -> BeautifulSoup:
    return read_html((site / "glossary" / term / "index.html").read_bytes())


def strip(row: Tag) -> list[tuple[str, str, str]]:
    """Where each segment begins, what it is called, and where it leads."""
    return [
        (value(the(link, "rect"), "x"), value(link, "aria-label"), value(link, "href"))
        for link in row.select("svg a")
    ]


def test_a_strip_is_as_long_as_its_text_and_shows_the_passages(site: Path) -> None:
    long, nights = page(site, "lamp").select("table.strips tbody tr")
    assert value(the(nights, ".strip-text"), "width") == "4"
    assert strip(nights) == [
        ("1", "¶2, 3 mentions", "../../texts/nights/#p2"),
        ("2", "¶3, 1 mention", "../../texts/nights/#p3"),
    ]
    assert len(strip(long)) == 7


def test_more_mentions_make_a_segment_higher_and_not_only_darker(site: Path) -> None:
    (_, nights) = page(site, "lamp").select("table.strips tbody tr")
    three, one = (int(value(the(link, "rect"), "height")) for link in nights.select("svg a"))
    assert three > one


def test_the_table_says_the_same_in_words(site: Path) -> None:
    (_, nights) = page(site, "lamp").select("table.strips tbody tr")
    cells = [words(cell) for cell in nights.select("th, td")]
    assert cells == ["Nights", "", "4", "¶2 (3), ¶3 of 4"]


def test_a_term_that_no_text_mentions_has_no_strip(site: Path) -> None:
    found = page(site, "moon")
    assert not found.select("table.strips")
    assert "No text of this edition mentions it" in words(found)


def test_the_first_five_passages_of_a_text_are_open_and_the_others_a_click_away(site: Path) -> None:
    long, nights = page(site, "lamp").select("section.kwic")
    assert len(long.select(":scope > .kwic-lines > li")) == 5
    more = the(long, "details")
    assert words(the(more, "summary")) == "2 more passages"
    assert [words(the(one, ".kwic-at")) for one in more.select("li")] == ["¶6", "¶7"]
    assert not nights.select("details")


def test_terms_that_share_passages_are_listed_with_the_passages(site: Path) -> None:
    (shared,) = page(site, "lamp").select(".together > li")
    assert words(shared) == "Oil 1 passage: Nights ¶3"
    assert [value(link, "href") for link in shared.select("a")] == [
        "../../glossary/oil/",
        "../../texts/nights/#p3",
    ]


# --- the day of the last change


def git(folder: Path, *arguments: str, day: str = "2020-01-01") -> None:
    person = {"NAME": "A. Author", "EMAIL": "author@example.org", "DATE": f"{day}T12:00:00Z"}
    who = {f"GIT_{role}_{name}": said for role in ("AUTHOR", "COMMITTER") for name, said in person.items()}
    away = {name: told for name, told in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *arguments], cwd=folder, env=away | who, check=True, capture_output=True)


def last_changed(folder: Path, term: str) -> str:
    return words(the(page(folder / "site", term), ".changed"))


def test_outside_of_git_the_last_change_is_not_known(site: Path) -> None:
    assert words(the(page(site, "lamp"), ".changed")) == "Last changed: not known."


def test_the_last_change_is_the_day_of_the_last_commit_of_the_file(tmp_path: Path) -> None:
    project = tmp_path / "whole/reader"
    small_site(project, FILES)
    git(tmp_path / "whole", "init", "--quiet")
    git(tmp_path / "whole", "add", "reader/glossary", "reader/docs")
    git(tmp_path / "whole", "commit", "--quiet", "-m", "First", day="2021-03-04")
    put(project, {"glossary/oil.md": term_file("Oil", "What burns in a lamp.")})
    git(tmp_path / "whole", "commit", "--quiet", "-am", "Second", day="2022-05-06")
    put(project, {"glossary/moon.md": term_file("Moon", "Changed, but not committed.")})
    assert run("mkdocs", "build", "--strict", cwd=project).returncode == 0
    said = {term: last_changed(project, term) for term in ("lamp", "oil", "moon")}
    assert said == {
        "lamp": "Last changed: 2021-03-04.",
        "oil": "Last changed: 2022-05-06.",
        "moon": "Last changed: 2021-03-04.",
    }


def test_a_shallow_clone_does_not_pretend_to_know(tmp_path: Path) -> None:
    small_site(tmp_path / "whole", FILES)
    git(tmp_path / "whole", "init", "--quiet")
    git(tmp_path / "whole", "add", "glossary", "docs", "theme", "mkdocs.yml")
    git(tmp_path / "whole", "commit", "--quiet", "-m", "First")
    git(tmp_path / "whole", "commit", "--quiet", "--allow-empty", "-m", "Second")
    git(tmp_path, "clone", "--quiet", "--depth", "1", (tmp_path / "whole").as_uri(), "shallow")
    assert run("mkdocs", "build", "--strict", cwd=tmp_path / "shallow").returncode == 0
    assert last_changed(tmp_path / "shallow", "lamp") == "Last changed: not known."


def test_every_strip_of_the_edition_says_what_the_index_says(public: Built) -> None:
    index = public.edition.index
    for term in index.terms:
        rows = public.pages[f"glossary/{term}/"].select("table.strips tbody tr")
        by_text = index.by_text(term)
        assert len(rows) == len(by_text)
        for row, (id_, mentions) in zip(rows, by_text.items(), strict=True):
            places = [public.place(f"glossary/{term}/", link) for _, _, link in strip(row)]
            text = index.texts[id_]
            wanted = [
                (text.page_of(one.passage.id).removesuffix(".md") + "/", one.passage.id) for one in mentions
            ]
            assert places == wanted
