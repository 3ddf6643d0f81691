"""The card of a marked term, by mouse, keys and touch; without script the list of terms serves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import PHONE

TEXT = "texts/takagi-2014/"
TERM = "#p2 a.term[data-term=cooperative-security]"
ENTRY = "#term-cooperative-security"
NEAR = 40  # pixels: a line and a half


def card_of(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Cooperative security")


def box(of: Locator) -> FloatRect:
    found = of.bounding_box()
    assert found, f"{of} is not shown"
    return found


def test_a_click_opens_the_card_beside_the_word(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    card = card_of(page)
    expect(card).to_be_visible()
    assert page.url.endswith(TEXT), "the page stays where it is"
    for part in (".term-here-definition", ".term-here-where"):
        expect(card.locator(part)).to_have_text(page.locator(f"{ENTRY} {part}").inner_text())
    word, shown = box(page.locator(TERM)), box(card)
    gaps = (shown["y"] - word["y"] - word["height"], word["y"] - shown["y"] - shown["height"])
    assert 0 <= max(gaps) <= NEAR, f"word {word}, card {shown}"
    assert shown["x"] - word["width"] <= word["x"] <= shown["x"] + shown["width"]


def test_a_card_is_always_within_the_window(visit: Visit) -> None:
    page = visit(TEXT, (1000, 500))
    for term in page.locator("a.term").all()[::3]:
        term.click()
        shown = box(page.locator(".card"))
        assert shown["x"] >= 0 and shown["x"] + shown["width"] <= 1000
        assert shown["y"] >= 0 and shown["y"] + shown["height"] <= 500
        page.keyboard.press("Escape")


def test_keys_open_and_close_the_card(visit: Visit) -> None:
    page = visit(TEXT)
    page.focus(TERM)
    page.keyboard.press("Enter")
    expect(card_of(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(card_of(page).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(card_of(page).get_by_role("link", name="Cooperative security")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator(TERM)).to_be_focused()


def test_the_button_closes_the_card(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    card_of(page).get_by_role("button", name="Close").click()
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator(TERM)).to_be_focused()


def test_a_click_elsewhere_closes_the_card(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    page.locator("h1").click()
    expect(page.locator(".card")).to_have_count(0)


def test_another_card_takes_the_place_of_the_first(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    page.click("#p1 a.term[data-term=xi-jinping]")
    expect(page.get_by_role("dialog", name="Xi Jinping")).to_be_visible()
    expect(page.locator(".card")).to_have_count(1)


def test_a_card_leads_to_the_passages_and_to_the_entry(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    card_of(page).get_by_role("link", name="¶2").click()
    expect(page).to_have_url(re.compile("#p2$"))
    expect(page.locator(".card")).to_have_count(0)
    page.click(TERM)
    card_of(page).get_by_role("link", name="Cooperative security").click()
    expect(page).to_have_url(re.compile("/glossary/cooperative-security/$"))


def test_a_phone_shows_the_card_as_a_sheet_at_the_bottom(visit: Visit) -> None:
    page = visit(TEXT, PHONE)
    page.tap(TERM)
    shown = box(card_of(page))
    assert (shown["x"], shown["width"]) == (0, PHONE[0])
    assert shown["y"] + shown["height"] == pytest.approx(PHONE[1], abs=1)
    assert shown["height"] <= PHONE[1] / 2
    close = card_of(page).get_by_role("button", name="Close")
    assert box(close)["width"] >= 44 and box(close)["height"] >= 44
    close.tap()
    expect(page.locator(".card")).to_have_count(0)


def test_a_click_that_asks_for_a_new_tab_opens_no_card(visit: Visit) -> None:
    page = visit(TEXT)
    with page.context.expect_page() as tab:
        page.click(TERM, modifiers=["ControlOrMeta"])
    assert tab.value.url.endswith(f"{TEXT}{ENTRY}")
    expect(page.locator(".card")).to_have_count(0)


def test_without_script_a_term_leads_to_its_entry_in_the_list(visit: Visit) -> None:
    page = visit(TEXT, script=False)
    page.click(TERM)
    assert page.url.endswith(ENTRY)
    expect(page.locator(ENTRY)).to_be_in_viewport()


def test_without_popovers_a_term_leads_to_its_entry_in_the_list(visit: Visit) -> None:
    page = visit(TEXT)
    page.evaluate("delete HTMLElement.prototype.showPopover")
    page.click(TERM)
    expect(page).to_have_url(re.compile(f"{ENTRY}$"))
    expect(page.locator(ENTRY)).to_be_in_viewport()
