"""The page to be printed, and its PDF as pdfium reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from bootstrap import find_chromium
from postil.chain import Edition
from postil.exports.bundle import Bundle, Bundler, Due
from postil.exports.printed import INSIDE, page, pdf
from postil.pages.render import address_of
from tests.built import read_html, the, words
from tests.exports.conftest import FILES
from tests.support import postil, put


@pytest.fixture
def printed(edition: Edition) -> Bundle:
    made = Bundler(edition, address_of, INSIDE).edition()
    return replace(made, due=(Due("week-2", "Hand in", date(2027, 2, 9)),))


def test_it_has_passages_terms_and_questions(printed: Bundle) -> None:
    shown = read_html(page(printed))
    assert words(the(shown, "#ferries-p1 p")).endswith("The river board met in May & raised the toll.")
    assert words(the(shown, "#term-bridge + dd")) == 'A way over water, "dry"; 5 < 6.'
    assert len(shown.select(".question")) == 2
    assert [len(one.select("span")) for one in shown.select(".lines")] == [9, 3]
    assert "2027-02-09" in words(the(shown, "main"))
    assert "had to" not in words(the(shown, "main"))


def test_its_links_stay_on_the_page(printed: Bundle) -> None:
    shown = read_html(page(printed))
    ids = {str(one["id"]) for one in shown.select("[id]")}
    inner = [str(one["href"]) for one in shown.select("a[href]") if str(one["href"]).startswith("#")]
    assert "#term-toll" in inner and "#ferries-p1" in inner
    assert {link[1:] for link in inner} <= ids
    assert not shown.select("link, script, img")  # nothing that would have to come along


def test_a_part_of_a_text_is_only_that_part(printed: Bundle) -> None:
    ferries = next(one for one in printed.readings if one.text.id == "ferries")
    shown = read_html(page(replace(printed, readings=(replace(ferries, first=2, last=3),))))
    assert [one["id"] for one in shown.select(".passage")] == ["ferries-p2", "ferries-p3"]


def test_the_pdf_has_the_same_words(printed: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    found = find_chromium()
    assert found, "no Chromium was found: run `make test`, which sets one up, or set POSTIL_CHROMIUM"
    monkeypatch.setenv("POSTIL_CHROMIUM", found)
    made = pypdfium2.PdfDocument(pdf(printed))
    try:
        said = " ".join(" ".join(one.get_textpage().get_text_range() for one in made).split())
        assert made.get_metadata_dict()["Title"] == "Rivers & boats"
        assert made.get_metadata_dict()["CreationDate"].startswith("D:" + printed.changed.strftime("%Y%m%d"))
        assert next(one.get_title() for one in made.get_toc()) == "Rivers & boats"
    finally:
        made.close()
    for part in (
        "The river board met in May & raised the toll.",
        "What a crossing costs.",
        "Who met in May?",
    ):
        assert part in said


def test_without_a_browser_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {**FILES, "mkdocs.yml": "site_name: Rivers\n"})
    monkeypatch.setenv("POSTIL_CHROMIUM", "no-such-browser")
    done = postil(tmp_path, "export", "pdf", "--to", "out")
    assert done.code == 1
    assert "install one, set POSTIL_CHROMIUM to its path, or print print.html yourself" in " ".join(
        done.err.split()
    )
    assert not (tmp_path / "out").exists()
