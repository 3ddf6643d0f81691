"""Where am I: position, outline, neighbours, the way back from a jump, where reading stopped."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import DESKTOP, PHONE, opened

TEXT = "texts/ling-dual-coordination/"
REST = 1700  # milliseconds until the window counts as at rest


def read_to(page: Page, passage: int) -> None:
    """Scroll as a reader does, until a passage stands a little below the top."""
    page.locator(f"#p{passage}").evaluate(
        "one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 150)"
    )
    page.wait_for_timeout(REST)


def again(page: Page) -> None:
    """Come back to the same address later, from elsewhere."""
    address = page.url.partition("#")[0]
    page.goto(address.partition("texts/")[0])
    page.goto(address)


def test_the_position_shows_while_scrolling(visit: Visit) -> None:
    page = visit(TEXT)
    spot = page.locator(".place-spot")
    expect(spot).to_have_css("opacity", "0")
    page.locator("#p12").evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 150)")
    expect(spot).to_have_text("¶ 12 of 32")
    expect(spot).to_have_css("opacity", "1")
    expect(spot).to_have_css("opacity", "0")
    expect(spot).to_have_attribute("aria-hidden", "true")


def test_a_line_grows_with_what_has_been_read(visit: Visit) -> None:
    page = visit(TEXT)
    width = "one => one.getBoundingClientRect().width / innerWidth"
    seen = []
    for passage in (1, 10, 20, 32):
        page.locator(f"#p{passage}").evaluate("one => one.scrollIntoView({block: 'end'})")
        page.wait_for_timeout(50)
        seen.append(float(page.locator(".place-line").evaluate(width)))
    assert seen == sorted(seen) and seen[0] < 0.1 and seen[-1] > 0.99


def test_nothing_of_it_moves_the_page(visit: Visit) -> None:
    page = visit(TEXT)
    page.evaluate("""
        () => {
          window.moved = 0;
          new PerformanceObserver((list) => {
            for (const one of list.getEntries()) window.moved += one.value;
          }).observe({ type: "layout-shift", buffered: true });
        }
    """)
    page.locator("#p2 > .passage-number").click()
    page.keyboard.press("Escape")
    page.locator(".meet-count").first.click()
    page.keyboard.press("Escape")
    read_to(page, 12)
    page.locator("#p13 a.term").first.evaluate("one => location.assign(one.href)")
    page.wait_for_timeout(200)
    assert page.evaluate("window.moved") == 0


def test_the_outline_follows(visit: Visit) -> None:
    page = visit(TEXT)
    for heading in ("Consensus on security concepts", "Dual coordination as China’s choice"):
        page.get_by_role("heading", name=heading).evaluate(
            "one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 60)"
        )
        current = page.locator(".md-sidebar--secondary .md-nav__link--active")
        expect(current.last).to_contain_text(heading)


def test_a_text_says_how_long_it_is(visit: Visit) -> None:
    facts = visit(TEXT, script=False).locator(".text-facts")
    expect(facts).to_have_text(re.compile(r"^2,\d{3} words · about 1\d minutes · ¶1–32$"))


def test_previous_and_next_lead_through_the_texts(visit: Visit) -> None:
    page = visit("texts/takagi-2014/", script=False)
    page.get_by_role("link", name=re.compile("^Next")).click()
    expect(page).to_have_url(re.compile("/texts/ekman-2019/$"))
    page.get_by_role("link", name=re.compile("^Previous")).click()
    expect(page).to_have_url(re.compile("/texts/takagi-2014/$"))


def test_originals_have_neighbours_too(browser: Browser, classroom_site: str) -> None:
    with opened(browser, f"{classroom_site}texts/takagi-2014/original/", DESKTOP) as seen:
        seen.page.get_by_role("link", name=re.compile("^Next")).click()
        expect(seen.page).to_have_url(re.compile("/texts/ekman-2019/original/$"))


def test_back_from_a_jump_returns_to_the_place(visit: Visit) -> None:
    page = visit(TEXT)
    page.evaluate("delete HTMLElement.prototype.showPopover")  # so that a term's link leads to the list
    read_to(page, 13)
    there = page.evaluate("scrollY")
    term = page.locator("#p13 a.term").first
    term.click()
    expect(page.locator("#terms-here .term-here:target")).to_be_in_viewport()
    page.get_by_role("link", name="Back to ¶13").click()
    expect(page.locator("#p13")).to_be_in_viewport()
    assert page.evaluate("scrollY") == there
    expect(term).to_be_focused()
    expect(page.locator(".place-note")).to_be_hidden()


def test_the_browsers_own_way_back_returns_too(visit: Visit) -> None:
    page = visit(TEXT)
    read_to(page, 12)
    there = page.evaluate("scrollY")
    page.evaluate("location.hash = 'meet-p13'")
    expect(page.locator("#meet-p13")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#p12")).to_be_in_viewport()
    assert abs(page.evaluate("scrollY") - there) < 2


def test_a_short_jump_offers_no_way_back(visit: Visit) -> None:
    page = visit(TEXT)
    read_to(page, 2)
    page.locator("#p3").evaluate(
        "one => one.insertAdjacentHTML('beforeend', '<a id=near href=\"#p4\">near</a>')"
    )
    page.locator("#near").click()
    page.wait_for_timeout(200)
    expect(page.get_by_role("link", name=re.compile("^Back to"))).to_have_count(0)


def test_the_place_is_offered_on_return(visit: Visit) -> None:
    page = visit(TEXT)
    read_to(page, 12)
    again(page)
    expect(page.locator("#p12")).not_to_be_in_viewport()
    page.get_by_role("link", name="Go on at ¶12").click()
    expect(page.locator("#p12")).to_be_in_viewport()
    expect(page.locator(".place-note")).to_be_hidden()
    assert page.evaluate("document.cookie") == ""


def test_keys_reach_the_offer_and_follow_it(visit: Visit) -> None:
    page = visit(TEXT)
    read_to(page, 12)
    again(page)
    offer = page.get_by_role("link", name="Go on at ¶12")
    offer.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#p12")).to_be_in_viewport()
    expect(page.locator(".place-note")).to_be_hidden()


def test_keys_decline_the_offer(visit: Visit) -> None:
    page = visit(TEXT)
    read_to(page, 12)
    again(page)
    page.get_by_role("link", name="Go on at ¶12").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Dismiss")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".place-note")).to_be_hidden()


def test_a_tap_follows_the_offer_and_a_finger_hits_it(visit: Visit) -> None:
    page = visit(TEXT, PHONE)
    read_to(page, 12)
    again(page)
    for one in (page.get_by_role("link", name="Go on at ¶12"), page.get_by_role("button", name="Dismiss")):
        shown = one.bounding_box()
        assert shown and min(shown["width"], shown["height"]) >= 24
    page.get_by_role("link", name="Go on at ¶12").tap()
    expect(page.locator("#p12")).to_be_in_viewport()


def test_keys_and_a_tap_lead_through_the_texts(visit: Visit) -> None:
    page = visit(TEXT)
    page.locator(".md-footer__link--prev").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/texts/gsi-2022/")
    page = visit(TEXT, PHONE)
    page.locator(".md-footer__link--prev").tap()
    page.wait_for_url("**/texts/gsi-2022/")


def test_an_offer_that_is_declined_does_not_come_again(visit: Visit) -> None:
    page = visit(TEXT)
    read_to(page, 12)
    again(page)
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".place-note")).to_be_hidden()
    again(page)
    page.wait_for_timeout(200)
    expect(page.get_by_role("link", name="Go on at")).to_have_count(0)


def test_an_offer_waits_while_the_reader_looks_around(visit: Visit) -> None:
    page = visit(TEXT)
    read_to(page, 12)
    again(page)
    read_to(page, 4)
    expect(page.get_by_role("link", name="Go on at ¶12")).to_be_visible()
    again(page)
    expect(page.get_by_role("link", name="Go on at ¶12")).to_be_visible()
    read_to(page, 14)
    expect(page.locator(".place-note")).to_be_hidden()
    again(page)
    expect(page.get_by_role("link", name="Go on at ¶14")).to_be_visible()


def test_who_has_read_to_the_end_is_offered_nothing(visit: Visit) -> None:
    page = visit(TEXT)
    read_to(page, 12)
    page.locator("#p32").evaluate("one => one.scrollIntoView({block: 'end'})")
    page.wait_for_timeout(REST)
    again(page)
    page.wait_for_timeout(200)
    expect(page.locator(".place-note")).to_have_count(0)


def test_an_address_goes_before_the_place(visit: Visit) -> None:
    page = visit(TEXT)
    read_to(page, 12)
    address = page.url
    page.goto("about:blank")
    page.goto(f"{address}#p5")
    expect(page.locator("#p5")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Go on at")).to_have_count(0)


def test_a_browser_that_stores_nothing_is_no_error(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}", PHONE) as seen:
        seen.page.add_init_script("""
            const refuse = () => { throw new DOMException("no", "SecurityError"); };
            Object.defineProperty(window, "localStorage", { get: refuse });
        """)
        seen.page.goto(f"{site}{TEXT}")
        number = seen.page.locator("#p12")
        number.evaluate("one => one.scrollIntoView()")
        seen.page.wait_for_timeout(REST)
        ours = [said for said in seen.complaints if "__md_" not in said]
        expect(seen.page.locator(".place-spot")).to_have_text("¶ 12 of 32")
        assert not [said for said in ours if "place" in said], ours
