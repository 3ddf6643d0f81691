"""Notes: opened in place as cards, and at the end of the page with a way back to each of their markers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import PHONE, Scheme
from tests.browser.test_cards import PASSING, RESTING, box, hold, rest_on
from tests.browser.test_every_page import barriers

TEXT = "texts/harbour/"


def marker(page: Page, name: str = "Note 1") -> Locator:
    return page.locator(".passage").get_by_role("link", name=name).first


def card(page: Page, name: str = "Note 1") -> Locator:
    return page.get_by_role("dialog", name=name)


def test_a_click_opens_the_note_in_place(visit_small: Visit) -> None:
    page = visit_small(TEXT)
    before = page.evaluate("scrollY")
    marker(page).click()
    assert [line.strip() for line in card(page).locator("p").all_inner_texts()] == ["Note 1", "Says the log."]
    expect(card(page).locator("em")).to_have_text("log")
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Escape")
    expect(marker(page)).to_be_focused()


def test_the_title_of_the_card_leads_to_the_note_at_the_end(visit_small: Visit) -> None:
    page = visit_small(TEXT)
    marker(page, "Note 2").click()
    card(page, "Note 2").get_by_role("link", name="Note 2").click()
    expect(page.locator(".card")).to_have_count(0)
    expect(page).to_have_url(re.compile("#fn:2$"))
    expect(page.get_by_text("A lamp of the second order.")).to_be_in_viewport()


def test_a_note_that_the_source_lacks_says_so(visit_small: Visit) -> None:
    page = visit_small(TEXT)
    marker(page, "Note 9").click()
    expect(card(page, "Note 9")).to_contain_text("Note not in the source.")


def test_a_resting_pointer_and_enter_open_it_too(visit_small: Visit) -> None:
    page = hold(visit_small(TEXT))
    rest_on(page, marker(page))
    page.clock.run_for(PASSING)
    expect(page.locator(".card")).to_have_count(0)
    page.clock.run_for(RESTING)
    expect(card(page)).to_be_visible()
    marker(page, "Note 2").focus()
    page.keyboard.press("Enter")
    expect(card(page, "Note 2")).to_be_focused()


def test_a_tap_opens_a_sheet(visit_small: Visit) -> None:
    page = visit_small(TEXT, PHONE)
    marker(page, "Note 9").tap()
    sheet = box(card(page, "Note 9"))
    word = box(marker(page, "Note 9"))
    assert sheet["y"] + sheet["height"] >= PHONE[1] - 1
    assert word["y"] + word["height"] <= sheet["y"], "the marker stays in sight"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_note_is_accessible(visit_small: Visit, scheme: Scheme) -> None:
    page = visit_small(TEXT, PHONE, scheme)
    marker(page).tap()
    expect(card(page)).to_be_visible()
    assert not barriers(page)


def test_each_marker_has_its_way_back(visit_small: Visit) -> None:
    for script in (True, False):
        page = visit_small(TEXT, script=script)
        note = page.locator("[id='fn:1']")
        ways = note.get_by_role("link", name="Back to ¶1")
        assert [way.inner_text().strip("\ufe0e↩ ") for way in ways.all()] == ["a", "b"]
        for way in ways.all():
            expect(way).to_be_visible()
            target = page.locator(f"[id='{str(way.get_attribute('href')).removeprefix('#')}']")
            way.click()
            expect(target).to_be_in_viewport()
            assert target.inner_text() == "1"
        expect(page.locator("[id='fn:9']").get_by_role("link", name="Back to ¶41")).to_have_text("↩\ufe0e")


def test_without_script_a_marker_leads_to_the_note(visit_small: Visit) -> None:
    page = visit_small(TEXT, script=False)
    marker(page).click()
    expect(page.get_by_text("Says the log.")).to_be_in_viewport()
