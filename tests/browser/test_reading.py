"""Reading a text: passages with their numbers and addresses, copying, printing, the way past the header."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import PHONE

TEXT = "texts/takagi-2014/"
BACKGROUND = "one => getComputedStyle(one).backgroundColor"
# Where the numbers of all passages stand: left and right edge, and how far below the first line's middle
NUMBERS = """
() => [...document.querySelectorAll(".passage > .passage-number")].map((number) => {
  const words = document.createRange();
  words.setStartAfter(number);
  words.setEnd(number.parentElement, number.parentElement.childNodes.length);
  const [line, own] = [words.getClientRects()[0], number.getBoundingClientRect()];
  return [own.left, own.right, line.left, (own.top + own.bottom) / 2 - (line.top + line.bottom) / 2];
})
"""


def test_an_address_leads_to_its_passage(visit: Visit) -> None:
    page = visit(f"{TEXT}#p3")
    passage = page.locator("#p3")
    expect(passage).to_be_in_viewport()
    header = page.locator(".md-header").bounding_box()
    top = passage.bounding_box()
    assert header and top and top["y"] >= header["y"] + header["height"], "the header hides the passage"
    assert passage.evaluate(BACKGROUND) != page.locator("#p2").evaluate(BACKGROUND)


def test_a_number_gives_the_passage_its_address(visit: Visit) -> None:
    page = visit(TEXT)
    number = page.get_by_role("link", name="Passage 3", exact=True)
    number.click()
    expect(page).to_have_url(re.compile("#p3$"))


def test_numbers_stand_in_the_margin(visit: Visit) -> None:
    for text in ("takagi-2014", "ling-dual-coordination"):
        page = visit(f"texts/{text}/")
        for width in (975, 1300, 1700):
            page.set_viewport_size({"width": width, "height": 900})
            places = page.evaluate(NUMBERS)
            assert places
            for left, right, line, below in places:
                assert left >= 0 and right <= line, f"{width} wide: {left} to {right} beside {line}"
                assert abs(below) < 6


def test_on_a_phone_numbers_stand_before_the_first_word(visit: Visit) -> None:
    for left, right, line, below in visit(TEXT, PHONE).evaluate(NUMBERS):
        assert left >= 0 and right <= line + 1
        assert abs(below) < 6


def copied(page: Page, selector: str) -> str:
    page.locator(selector).evaluate("one => getSelection().selectAllChildren(one)")
    page.keyboard.press("ControlOrMeta+c")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_copied_passage_does_not_contain_its_number(visit: Visit) -> None:
    page = visit(TEXT)
    said = copied(page, "#p4")
    assert said.startswith("The NSC, first presented in 1996,")
    assert "¶" not in said
    several = copied(page, "article")
    assert "¶1 " not in several.partition("Terms in this text")[0]


def test_the_first_tab_leads_past_the_header(visit: Visit) -> None:
    page = visit(TEXT)
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_record_stands_above_the_first_passage(visit: Visit) -> None:
    page = visit("texts/gsi-2022/", PHONE)
    record, first = page.locator(".record-details").bounding_box(), page.locator("#p1").bounding_box()
    assert record and first and record["y"] + record["height"] < min(first["y"], PHONE[1])
    author = page.locator(".record-details div", has_text="Author")
    expect(author).to_contain_text("not stated in the source")


def test_a_cited_passage_is_shown_beside_its_cell_and_leads_on(visit: Visit) -> None:
    page = visit("comparisons/nsc-nasc/")
    cite = page.locator("table.comparison a.cite").first
    number = re.search("¶([0-9]+)", cite.inner_text())
    assert number
    cite.click()
    card = page.get_by_role("dialog")
    expect(card.locator("blockquote")).to_be_visible()
    card.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(f"/texts/[a-z0-9-]+/#p{number[1]}$"))
    expect(page.locator(f"#p{number[1]}")).to_be_in_viewport()
