"""The card of a marked term, by mouse, keys and touch; without script the list of terms serves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import PHONE, Scheme
from tests.browser.test_every_page import barriers

TEXT = "texts/takagi-2014/"
TERM = "#p1 a.term[data-term=new-asian-security-concept]"
NAME = "New Asian Security Concept"
ENTRY = "#term-new-asian-security-concept"
NEAR = 40  # pixels: a line and a half
PASSING, RESTING = 399, 101  # milliseconds: not yet an intent; with these it is one
AWAY = 299  # milliseconds of grace; one more, and a card that was left is closed


def card_of(page: Page, name: str = NAME) -> Locator:
    return page.get_by_role("dialog", name=name)


def box(of: Locator) -> FloatRect:
    found = of.bounding_box()
    assert found, f"{of} is not shown"
    return found


def middle(of: Locator) -> tuple[float, float]:
    found = box(of)
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def rest_on(page: Page, what: Locator) -> None:
    """Move the mouse there, with a step on the way, and leave it."""
    what.scroll_into_view_if_needed()
    x, y = middle(what)
    page.mouse.move(x + 30, y + 60)
    page.mouse.move(x, y, steps=3)


def hold(page: Page) -> Page:
    """Stop the page's clock: its timers run as far as the test lets them (`page.clock.run_for`)."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    return page


def with_room_above(page: Page) -> None:
    """Bring the first passage to the window's foot: its cards open above it and cover none of its words."""
    page.locator("#p1").evaluate("passage => passage.scrollIntoView({block: 'end'})")


def open_by_resting(page: Page) -> None:
    rest_on(page, page.locator(TERM))
    page.clock.run_for(PASSING + RESTING)
    expect(card_of(page)).to_be_visible()


# What a card says


def test_a_card_says_the_sense_here_first_then_what_the_term_means_at_large(visit_small: Visit) -> None:
    page = visit_small("texts/harbour/")
    page.click("#p1 a.term")
    said = card_of(page, "Leading light").locator("p").all_inner_texts()
    assert said == [
        "Leading light",
        "Meant here: Both lamps together. Harbour, ¶1",
        "One of two lamps that a ship keeps in line.",
        "Richtfeuer 导灯 dǎodēng",
        "contrasts with Street light",
        "5 mentions in 2 texts · Full entry",
        "Here: Leading light, because the passage names keeper.",
    ]
    entry = page.locator("#term-leading-light p").all_inner_texts()
    assert [line for line in said if line not in entry] == []
    assert "Here: Leading light, because the passage names pilot." in entry, "the reason in another passage"


def test_the_parts_of_a_card_lead_on(visit_small: Visit) -> None:
    page = visit_small("texts/harbour/")
    page.click("#p1 a.term")
    links = card_of(page, "Leading light").get_by_role("link")
    assert links.all_inner_texts() == [
        "Leading light",
        "Harbour, ¶1",
        "Street light",
        "5 mentions in 2 texts",
        "Full entry",
    ]
    hrefs = [
        str(link.evaluate("one => one.pathname + one.hash")).partition("/built")[2] for link in links.all()
    ]
    assert hrefs == [
        "/glossary/leading-light/",
        "/texts/harbour/#p1",
        "/glossary/street-light/",
        "/glossary/leading-light/#passages",
        "/glossary/leading-light/",
    ]


def test_a_card_leads_to_the_passages_and_to_the_entry(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    card_of(page).locator(".cite").click()
    expect(page).to_have_url(re.compile("/takagi-2014/#p1-p2$"))
    expect(page.locator(".card")).to_have_count(0)
    page.click(TERM)
    card_of(page).get_by_role("link", name=NAME, exact=True).click()
    expect(page).to_have_url(re.compile("/glossary/new-asian-security-concept/$"))


# The mouse


def test_a_click_opens_the_card_beside_the_word(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    card = card_of(page)
    expect(card).to_be_visible()
    assert page.url.endswith(TEXT), "the page stays where it is"
    for part in (".term-here-sense", ".term-here-definition", ".term-here-more"):
        expect(card.locator(part)).to_have_text(page.locator(f"{ENTRY} {part}").inner_text())
    word, shown = box(page.locator(TERM)), box(card)
    gaps = (shown["y"] - word["y"] - word["height"], word["y"] - shown["y"] - shown["height"])
    assert 0 <= max(gaps) <= NEAR, f"word {word}, card {shown}"
    assert shown["x"] - word["width"] <= word["x"] <= shown["x"] + shown["width"]


@pytest.mark.parametrize("size", [(1000, 500), (640, 450), (320, 256)], ids="{0[0]}x{0[1]}".format)
def test_a_card_is_always_within_the_window_and_beside_its_word(visit: Visit, size: tuple[int, int]) -> None:
    """Half and a quarter of 1280 × 1024 are what is left at 200 and 400 per cent."""
    page = visit(TEXT, size)
    for term in page.locator("a.term").all()[::4]:
        term.click()
        shown, word = box(page.locator(".card")), box(term)
        assert shown["x"] >= 0 and shown["x"] + shown["width"] <= size[0]
        assert shown["y"] >= 0 and shown["y"] + shown["height"] <= size[1]
        assert shown["y"] >= word["y"] + word["height"] or shown["y"] + shown["height"] <= word["y"]
        page.keyboard.press("Escape")


def test_a_card_scrolls_with_its_word(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    before = box(card_of(page))["y"] - box(page.locator(TERM))["y"]
    page.evaluate("scrollBy(0, 90)")
    assert box(card_of(page))["y"] - box(page.locator(TERM))["y"] == pytest.approx(before, abs=1)


def test_a_resting_pointer_opens_the_card_and_takes_nothing_else(visit: Visit) -> None:
    page = hold(visit(TEXT))
    rest_on(page, page.locator(TERM))
    page.clock.run_for(PASSING)
    expect(page.locator(".card")).to_have_count(0)
    page.clock.run_for(RESTING)
    expect(card_of(page)).to_be_visible()
    assert page.evaluate("document.activeElement === document.body"), "the focus stays where it was"


def test_a_passing_pointer_opens_nothing(visit: Visit) -> None:
    page = hold(visit(TEXT))
    rest_on(page, page.locator(TERM))
    page.clock.run_for(PASSING)
    rest_on(page, page.locator("h1"))
    page.clock.run_for(PASSING + RESTING)
    expect(page.locator(".card")).to_have_count(0)


def test_the_pointer_may_cross_to_the_card_slowly_and_stay_there(visit: Visit) -> None:
    page = hold(visit(TEXT))
    open_by_resting(page)
    card, word = box(card_of(page)), box(page.locator(TERM))
    between = word["y"] + word["height"] + 5 if card["y"] > word["y"] else word["y"] - 5
    page.mouse.move(word["x"] + 20, between)
    page.clock.run_for(AWAY + 100)
    expect(card_of(page)).to_be_visible()
    page.mouse.move(*middle(card_of(page)), steps=5)
    page.clock.run_for(AWAY + 100)
    expect(card_of(page)).to_be_visible()


def test_a_card_closes_some_time_after_the_pointer_has_left(visit: Visit) -> None:
    page = hold(visit(TEXT))
    open_by_resting(page)
    page.mouse.move(5, 5)
    page.clock.run_for(AWAY)
    expect(card_of(page)).to_be_visible()
    rest_on(page, page.locator(TERM))
    page.clock.run_for(AWAY + 100)
    expect(card_of(page)).to_be_visible()
    page.mouse.move(5, 5)
    page.clock.run_for(AWAY + 1)
    expect(page.locator(".card")).to_have_count(0)


def test_another_word_under_the_pointer_takes_the_card_over(visit: Visit) -> None:
    page = hold(visit(TEXT))
    with_room_above(page)
    open_by_resting(page)
    rest_on(page, page.locator("#p1 a.term[data-term=new-security-concept]"))
    page.clock.run_for(PASSING + RESTING)
    expect(card_of(page, "New Security Concept")).to_be_visible()
    expect(page.locator(".card")).to_have_count(1)


def test_escape_closes_it_below_a_pointer_that_does_not_move(visit: Visit) -> None:
    page = hold(visit(TEXT))
    open_by_resting(page)
    page.keyboard.press("Escape")
    page.clock.run_for(2 * (PASSING + RESTING))
    expect(page.locator(".card")).to_have_count(0)


def test_nothing_opens_while_the_page_scrolls_nor_after_it_below_a_still_pointer(visit: Visit) -> None:
    page = hold(visit(TEXT))
    x, y = middle(page.locator(TERM))
    page.mouse.move(x, y - 150)
    page.mouse.move(x, y - 100)
    page.mouse.wheel(0, 100)
    under = "([x, y]) => document.elementFromPoint(x, y)?.closest('a.term')?.dataset.term"
    page.wait_for_function(f"at => ({under})(at) === 'new-asian-security-concept'", arg=[x, y - 100])
    page.clock.run_for(2 * (PASSING + RESTING))
    expect(page.locator(".card")).to_have_count(0)
    page.mouse.move(x + 8, y - 100)
    page.clock.run_for(PASSING)
    page.mouse.wheel(0, 1)
    page.wait_for_function("scrollY === 101")
    page.clock.run_for(PASSING)
    expect(page.locator(".card")).to_have_count(0)
    page.mouse.move(x, y - 100)
    page.clock.run_for(PASSING + RESTING)
    expect(card_of(page)).to_be_visible()


def test_a_card_that_was_clicked_open_stays_when_the_pointer_leaves(visit: Visit) -> None:
    page = hold(visit(TEXT))
    open_by_resting(page)
    page.click(TERM)
    expect(card_of(page)).to_be_focused()
    rest_on(page, page.locator("#p1 a.term[data-term=new-security-concept]"))
    page.clock.run_for(PASSING + RESTING)
    expect(card_of(page)).to_be_visible()
    expect(page.locator(".card")).to_have_count(1)


def test_a_second_click_on_the_word_closes_the_card(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    expect(card_of(page)).to_be_visible()
    page.click(TERM)
    expect(page.locator(".card")).to_have_count(0)
    assert page.url.endswith(TEXT)


def test_the_button_closes_the_card(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    card_of(page).get_by_role("button", name="Close").click()
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator(TERM)).to_be_focused()


def test_a_click_elsewhere_closes_the_card(visit: Visit) -> None:
    page = visit(TEXT)
    page.click(TERM)
    page.locator("h1").click(position={"x": 2, "y": 2})
    expect(page.locator(".card")).to_have_count(0)


def test_another_card_takes_the_place_of_the_first(visit: Visit) -> None:
    page = visit(TEXT)
    with_room_above(page)
    page.click(TERM)
    page.click("#p1 a.term[data-term=new-security-concept]")
    expect(card_of(page, "New Security Concept")).to_be_visible()
    expect(page.locator(".card")).to_have_count(1)


def test_a_click_that_asks_for_a_new_tab_opens_no_card(visit: Visit) -> None:
    page = visit(TEXT)
    with page.context.expect_page() as tab:
        page.click(TERM, modifiers=["ControlOrMeta"])
    assert tab.value.url.endswith(f"{TEXT}{ENTRY}")
    expect(page.locator(".card")).to_have_count(0)


# Keys


def test_focus_opens_nothing(visit: Visit) -> None:
    page = hold(visit(TEXT))
    page.focus(TERM)
    page.clock.run_for(PASSING + RESTING)
    expect(page.locator(".card")).to_have_count(0)


def test_keys_open_and_close_the_card(visit: Visit) -> None:
    page = visit(TEXT)
    page.focus(TERM)
    page.keyboard.press("Enter")
    expect(card_of(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(card_of(page).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(card_of(page).get_by_role("link", name=NAME, exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator(TERM)).to_be_focused()


def test_tab_leads_from_the_card_to_what_follows_the_word(visit: Visit) -> None:
    page = visit(TEXT)
    focused = "document.activeElement.outerHTML"
    page.focus(TERM)
    page.keyboard.press("Tab")
    following = page.evaluate(focused)
    page.focus(TERM)
    page.keyboard.press("Enter")
    for _ in range(1 + card_of(page).get_by_role("link").count()):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.card') !== null")
    page.keyboard.press("Tab")
    expect(page.locator(".card")).to_have_count(0)
    assert page.evaluate(focused) == following


def test_tab_back_leads_from_the_card_to_the_word(visit: Visit) -> None:
    page = visit(TEXT)
    for tabs in (0, 1):
        page.focus(TERM)
        page.keyboard.press("Enter")
        for _ in range(tabs):
            page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        expect(page.locator(".card")).to_have_count(0)
        expect(page.locator(TERM)).to_be_focused()


def test_enter_goes_into_a_card_that_the_pointer_opened(visit: Visit) -> None:
    page = hold(visit(TEXT))
    open_by_resting(page)
    page.focus(TERM)
    page.keyboard.press("Enter")
    expect(card_of(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(TERM)).to_be_focused()


# Touch


def test_a_tap_opens_a_sheet_at_the_bottom(visit: Visit) -> None:
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


def test_the_tapped_word_stays_in_sight_above_the_sheet(visit: Visit) -> None:
    page = visit(TEXT, PHONE)
    for term in page.locator(".passage a.term").all()[::3]:
        term.evaluate("one => scrollBy(0, one.getBoundingClientRect().bottom - innerHeight + 4)")
        term.tap()
        shown, word = box(page.locator(".card.sheet")), box(term)
        assert word["y"] >= 0 and word["y"] + word["height"] <= shown["y"], term.inner_text()
        page.locator(".card-close").tap()


def test_a_second_tap_on_the_title_goes_to_the_entry(visit: Visit) -> None:
    page = visit(TEXT, PHONE)
    page.tap(TERM)
    card_of(page).get_by_role("link", name=NAME, exact=True).tap()
    expect(page).to_have_url(re.compile("/glossary/new-asian-security-concept/$"))


def test_a_sheet_scrolls_alone(visit: Visit) -> None:
    page = visit(TEXT, PHONE)
    page.set_viewport_size({"width": 375, "height": 400})
    page.tap(TERM)
    sheet = page.locator(".card.sheet")
    assert sheet.evaluate("one => one.scrollHeight > one.clientHeight"), "there is something to scroll"
    before = page.evaluate("scrollY")
    page.mouse.move(*middle(sheet))
    for _ in range(12):
        page.mouse.wheel(0, 200)
    page.wait_for_function("document.querySelector('.card').scrollTop > 0")
    assert page.evaluate("scrollY") == before
    expect(sheet.get_by_role("button", name="Close")).to_be_in_viewport()


# All readers


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wanted", ["off", "all"])
def test_a_sheet_and_every_choice_of_terms_are_accessible(visit: Visit, scheme: Scheme, wanted: str) -> None:
    page = visit(f"{TEXT}?terms={wanted}", PHONE, scheme)
    if wanted == "all":
        page.tap(TERM)
        expect(page.locator(".card.sheet")).to_be_visible()
    assert not barriers(page)


def test_a_term_is_a_link_whose_name_is_the_word(visit: Visit) -> None:
    page = visit(TEXT)
    for term in page.locator("#p1 a.term").all():
        words = term.inner_text()
        assert term.aria_snapshot().startswith(f'- link "{words}"'), term.aria_snapshot()
        assert not term.get_attribute("title")


def test_a_term_is_told_by_its_line(visit: Visit) -> None:
    page = visit(TEXT)
    for colours in ("none", "active"):
        page.emulate_media(forced_colors=colours)
        line = page.locator(TERM).evaluate("one => getComputedStyle(one).textDecoration")
        assert "underline" in line and "dotted" in line


def test_nothing_moves_when_a_card_opens(visit: Visit) -> None:
    page = visit(TEXT)
    page.evaluate(
        """() => {
            window.moved = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.moved += one.value)))
                .observe({type: "layout-shift", buffered: true});
        }"""
    )
    page.click(TERM)
    expect(card_of(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".density").get_by_text("All").click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.moved") == 0


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
