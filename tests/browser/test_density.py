"""Which terms are marked: none, the first mentions, or all; chosen on the page or by an address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import PHONE, opened

TEXT = "texts/takagi-2014/"
FIRST = "#p1 a.term[data-term=new-asian-security-concept]"
PLACES = """
() => [...document.querySelectorAll(".passage, .passage .term, .passage .mention")].map((one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  return [left, top, width, height].map(Math.round);
})
"""
LINES = """
() => [...document.querySelectorAll(".passage .term, .passage .mention")]
  .map((one) => getComputedStyle(one).textDecorationLine)
"""
KEEPS_NOTHING = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("", "SecurityError"); } });
"""


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("radiogroup", name="Terms marked").get_by_role("radio", name=name)


def marked(page: Page) -> int:
    """How many mentions in the text are links."""
    return page.locator(".passage a.term").and_(page.get_by_role("link")).count()


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Somebody who comes back: a browser that keeps what it is told between pages."""
    with opened(browser, site) as seen:
        yield seen.page.context


def test_none_first_mentions_or_all(visit: Visit) -> None:
    page = visit(TEXT)
    first = marked(page)
    every = page.locator(".passage").locator(".term, .mention").count()
    assert 0 < first < every
    expect(choice(page, "First mentions")).to_be_checked()
    choice(page, "Off").check()
    assert marked(page) == 0
    assert set(page.evaluate(LINES)) == {"none"}
    choice(page, "All").check()
    assert marked(page) == every
    assert set(page.evaluate(LINES)) == {"underline"}
    choice(page, "First mentions").check()
    assert marked(page) == first


def test_a_further_mention_has_the_same_card(visit: Visit) -> None:
    page = visit(TEXT)
    choice(page, "All").check()
    page.locator(".passage a.mention[data-term=new-asian-security-concept]").first.click()
    expect(page.get_by_role("dialog", name="New Asian Security Concept")).to_be_visible()


def test_a_word_that_is_not_marked_is_a_word(visit: Visit) -> None:
    page = visit(f"{TEXT}?terms=off")
    words = page.locator("#p1").inner_text()
    page.click(FIRST)
    expect(page.locator(".card")).to_have_count(0)
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.matches('.term')")
    assert page.locator("#p1").inner_text() == words
    assert 'link "New' not in page.locator("#p1").aria_snapshot()


def test_no_word_moves(visit: Visit) -> None:
    for size in ((1300, 900), PHONE):
        page = visit(TEXT, size)
        page.evaluate("document.querySelector('#p6').scrollIntoView()")
        before = page.evaluate(PLACES), page.evaluate("scrollY")
        for name in ("All", "Off", "First mentions"):
            choice(page, name).evaluate("one => one.click()")
            assert (page.evaluate(PLACES), page.evaluate("scrollY")) == before, name


def test_keys_choose(visit: Visit) -> None:
    page = visit(TEXT)
    choice(page, "First mentions").focus()
    page.keyboard.press("ArrowRight")
    expect(choice(page, "All")).to_be_focused()
    expect(choice(page, "All")).to_be_checked()
    assert page.locator(".passage a.mention").count()


def test_a_finger_chooses(visit: Visit) -> None:
    page = visit(TEXT, PHONE)
    page.locator(".density label", has_text="Off").tap()
    assert marked(page) == 0


def test_a_choice_is_remembered(reader: BrowserContext, site: str) -> None:
    page = reader.pages[0]
    page.goto(site + TEXT)
    choice(page, "All").check()
    again = reader.new_page()
    again.goto(f"{site}texts/ekman-2019/")
    expect(choice(again, "All")).to_be_checked()
    assert again.locator(".passage a.mention").count()


def test_an_address_holds_for_this_visit_and_is_not_remembered(reader: BrowserContext, site: str) -> None:
    page = reader.pages[0]
    page.goto(f"{site}{TEXT}?terms=off")
    expect(choice(page, "Off")).to_be_checked()
    page.goto(f"{site}texts/ekman-2019/")
    expect(choice(page, "Off")).to_be_checked()
    another_day = reader.new_page()
    another_day.goto(site + TEXT)
    expect(choice(another_day, "First mentions")).to_be_checked()


def test_a_choice_on_the_page_goes_before_its_address(reader: BrowserContext, site: str) -> None:
    page = reader.pages[0]
    page.goto(f"{site}{TEXT}?terms=off#p3")
    choice(page, "All").check()
    assert page.url == f"{site}{TEXT}#p3", "the address says no longer what does not hold"
    page.reload()
    expect(choice(page, "All")).to_be_checked()


def test_an_address_that_asks_for_anything_else_changes_nothing(visit: Visit) -> None:
    page = visit(f"{TEXT}?terms=everything")
    expect(choice(page, "First mentions")).to_be_checked()


@pytest.mark.parametrize("wanted", ["off", "all"])
def test_the_first_paint_is_the_wanted_one(browser: Browser, site: str, wanted: str) -> None:
    """Before any script at the end of the page has run, the lines are there or are not."""
    with opened(browser, site) as seen:
        seen.page.context.route("**/assets/*.js", lambda route: route.abort())
        seen.page.goto(f"{site}{TEXT}?terms={wanted}")
        assert set(seen.page.evaluate(LINES)) == {"none" if wanted == "off" else "underline"}
        expect(seen.page.get_by_role("radiogroup", name="Terms marked")).to_be_visible()


def test_a_browser_that_keeps_nothing_still_lets_choose(browser: Browser, site: str) -> None:
    with opened(browser, site) as seen:
        seen.page.add_init_script(KEEPS_NOTHING)
        seen.page.goto(site + TEXT)
        choice(seen.page, "All").check()
        assert seen.page.locator(".passage a.mention").count()


def test_without_script_there_is_nothing_to_choose(visit: Visit) -> None:
    page = visit(TEXT, script=False)
    expect(page.locator(".density")).to_be_hidden()
    assert page.locator(FIRST).evaluate("one => one.href").endswith("#term-new-asian-security-concept")
