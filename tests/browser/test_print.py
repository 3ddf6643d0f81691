"""Printing: what Chromium writes as a PDF, read back."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit
from tests.browser.served import opened
from tests.built import squeezed

TEXT = "texts/takagi-2014/"
PAGES = {
    "home": "",
    "texts": "texts/",
    "text": TEXT,
    "long text": "texts/ling-dual-coordination/",
    "glossary": "glossary/",
    "entry": "glossary/new-asian-security-concept/",
    "comparison": "comparisons/nsc-nasc/",
    "wide comparison": "comparisons/security-institutions/",
    "map": "map/",
    "assignment": "assignments/two-security-concepts/",
    "guide": "guide/formats/",
}
# What stands on a page for whoever has a screen
CONTROLS = [
    "Search",
    "Skip to content",
    "Edit this page",
    "Table of contents",
    "Back to top",
    "Previous",
    "Close",
]
HEADINGS = """
() => {
  document.querySelectorAll(".headerlink").forEach((link) => link.remove());
  const headings = "article :is(h1, h2, h3, h4, .glossary-entry dt, .term-here-name)";
  return [...document.querySelectorAll(headings)].map((one) => one.textContent);
}
"""


@dataclass(frozen=True)
class Sheet:
    """A printed page."""

    width: float  # points
    height: float
    text: str
    lines: tuple[str, ...]  # from top to bottom
    right: float  # where the rightmost character ends


def printed(page: Page, paper: str = "A4") -> list[Sheet]:
    """The sheets that a page is printed on."""
    with pypdfium2.PdfDocument(page.pdf(format=paper, prefer_css_page_size=True)) as document:
        return [_sheet(one) for one in document]


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    text = page.get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    whole = text.get_text_bounded()
    lines = tuple(filter(None, map(squeezed, whole.splitlines())))
    width, height = page.get_size()
    return Sheet(width, height, squeezed(whole), lines, max((box[2] for box in boxes), default=0))


def said(sheets: list[Sheet]) -> str:
    return squeezed(" ".join(sheet.text for sheet in sheets))


def letters(text: str) -> str:
    """Without spaces and hyphens, which a line's end may have changed, and brackets, which styles put in."""
    return re.sub(r"[\W_]+", "", text)


def test_a_text_is_printed_with_its_numbers_its_record_and_its_terms(visit: Visit) -> None:
    page = visit(TEXT, scheme="dark")
    passages = page.locator(".passage").count()
    terms = page.locator(".term-here-name dfn").all_inner_texts()
    words = said(printed(page))
    assert passages > 9 and len(terms) > 9
    assert [number for number in range(1, passages + 1) if f"¶{number} " not in words] == []
    for part in (
        "A study text in our own words",
        "Seiichiro Takagi",
        "27 August 2014",
        "not stated in the source",
    ):
        assert part in words
    body, _, listed = words.partition("Terms in this text")
    assert "Takagi wonders whether China" in body
    assert [term for term in terms if letters(term) not in letters(listed)] == []
    assert re.search(r"In this text: (¶\d+ ?)+", listed)
    assert page.url in listed, "the last line says where the sheet is from"


def test_notes_are_printed_without_their_ways_back(browser: Browser, classroom_site: str) -> None:
    with opened(browser, classroom_site + "texts/ekman-2019/original/") as seen:
        notes = seen.page.locator(".footnote li").all_inner_texts()
        words = said(printed(seen.page))
    assert len(notes) > 9
    listed = letters(words.rpartition("Terms in this text")[0])
    assert [note for note in notes if letters(note) not in listed] == []
    assert "\u21a9" not in words


@pytest.mark.parametrize("name", PAGES)
def test_no_control_is_printed(visit: Visit, name: str) -> None:
    page = visit(PAGES[name])
    words = said(printed(page))
    shown = [one for one in CONTROLS if re.search(rf"\b{one}\b", words) and one not in said_by(page)]
    assert not shown
    tabs = squeezed(" ".join(page.locator(".md-tabs__link").all_inner_texts()))
    assert "Concepts" in tabs and tabs not in words
    page.emulate_media(media="print")
    for control in page.locator("button, input, select, .md-header, .md-footer, .md-sidebar").all():
        assert not control.is_visible(), control.evaluate("one => one.outerHTML.slice(0, 120)")


def said_by(page: Page) -> str:
    return squeezed(page.locator("article").inner_text())


@pytest.mark.parametrize("paper", ["A4", "Letter", "A5"])
@pytest.mark.parametrize("name", PAGES)
def test_no_heading_is_left_at_the_foot_of_a_sheet(visit: Visit, name: str, paper: str) -> None:
    page = visit(PAGES[name])
    headings = {letters(one) for one in page.evaluate(HEADINGS)}
    sheets = printed(page, paper)
    for number, sheet in enumerate(sheets[:-1], 1):
        assert sheet.lines, f"sheet {number} of {len(sheets)} is empty"
        feet = {letters(" ".join(sheet.lines[-count:])) for count in (1, 2, 3)}
        assert not feet & headings, f"sheet {number} of {len(sheets)}"


@pytest.mark.parametrize("name", ["text", "comparison", "wide comparison", "entry", "texts"])
def test_nothing_is_cut_off_at_the_edge_of_a_sheet(visit: Visit, name: str) -> None:
    page = visit(PAGES[name])
    cells = page.locator("article :is(th, td)").all_inner_texts()
    sheets = printed(page)
    words = letters(said(sheets))
    assert [cell for cell in cells if letters(cell) not in words] == []
    assert all(sheet.right <= sheet.width for sheet in sheets)


def test_a_wide_table_turns_the_sheet(visit: Visit) -> None:
    def landscape(name: str) -> set[bool]:
        return {sheet.width > sheet.height for sheet in printed(visit(PAGES[name]))}

    assert landscape("wide comparison") == {True}
    assert landscape("comparison") == landscape("text") == {False}


def test_print_is_black_on_white_whatever_the_colours(visit: Visit) -> None:
    page = visit(TEXT, scheme="dark")
    page.emulate_media(media="print")
    colour = "one => getComputedStyle(one).color"
    for part in ("#p1", "#p1 a.term", ".record-details dd", ".term-here-name a"):
        assert page.locator(part).first.evaluate(colour) == "rgb(0, 0, 0)", part
