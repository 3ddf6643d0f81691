"""A study page by mouse, keyboard and touch, without script, and in print."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import DESKTOP, PHONE, Scheme, opened
from tests.browser.test_every_page import barriers

ADDRESS = "study/takagi-2014/"
IN_ANSWER = "only 26 formal members"  # words of the second answer, and of no other
ELSEWHERE = "Mischief Reef"  # words of the first


def answer(page: Page, number: int) -> Locator:
    return page.locator(f"#q{number} .answer")


def printed(page: Page) -> str:
    """The words of the page as it is printed."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    return " ".join(text.split())


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, visit: Visit) -> Iterator[Page]:
    yield visit(ADDRESS, script=request.param)


def test_an_answer_unfolds_by_mouse(page: Page) -> None:
    expect(page.get_by_text(IN_ANSWER)).to_be_hidden()
    answer(page, 2).locator("summary").click()
    expect(page.get_by_text(IN_ANSWER)).to_be_visible()
    expect(page.get_by_text(ELSEWHERE)).to_be_hidden()
    answer(page, 2).locator("summary").click()
    expect(page.get_by_text(IN_ANSWER)).to_be_hidden()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_an_answer_unfolds_by_keyboard(page: Page, key: str) -> None:
    answer(page, 1).locator("summary").focus()
    page.keyboard.press("Tab")
    expect(answer(page, 2).locator("summary")).to_be_focused()
    page.keyboard.press(key)
    expect(page.get_by_text(IN_ANSWER)).to_be_visible()
    page.keyboard.press("Tab")
    expect(answer(page, 2).locator("a.cite").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press(key)
    expect(page.get_by_text(IN_ANSWER)).to_be_hidden()


def test_an_answer_unfolds_by_touch(visit: Visit) -> None:
    page = visit(ADDRESS, size=PHONE)
    answer(page, 2).locator("summary").tap()
    expect(page.get_by_text(IN_ANSWER)).to_be_visible()
    box = answer(page, 3).locator("summary").bounding_box()
    assert box and box["height"] >= 24, "WCAG 2.2, 2.5.8"


def test_a_screen_reader_is_told_which_answer(visit: Visit) -> None:
    page = visit(ADDRESS)
    expect(answer(page, 2).locator("summary")).to_have_accessible_name("Answer to question 2")


def test_all_answers_at_once(visit: Visit) -> None:
    page = visit(ADDRESS)
    page.get_by_role("button", name="Show all answers").press("Enter")
    expect(page.locator(".answer[open]")).to_have_count(6)
    answer(page, 1).locator("summary").click()
    page.get_by_role("button", name="Show all answers").click()
    expect(page.locator(".answer[open]")).to_have_count(6)
    page.get_by_role("button", name="Hide all answers").click()
    expect(page.locator(".answer[open]")).to_have_count(0)


def test_without_script_there_is_no_button_that_does_nothing(visit: Visit) -> None:
    expect(visit(ADDRESS, script=False).locator("article button")).to_have_count(0)


def test_print_shows_the_answers_that_are_open(page: Page) -> None:
    closed = printed(page)
    assert "What makes Takagi doubt" in closed
    assert IN_ANSWER not in closed and ELSEWHERE not in closed
    answer(page, 2).locator("summary").click()
    one = printed(page)
    assert IN_ANSWER in one and ELSEWHERE not in one
    assert printed(page) == one, "printing opens nothing"


def test_all_answers_are_printed_when_all_are_shown(visit: Visit) -> None:
    page = visit(ADDRESS)
    page.get_by_role("button", name="Show all answers").click()
    key = printed(page)
    assert IN_ANSWER in key and ELSEWHERE in key
    assert "Show all answers" not in key and "Hide all answers" not in key


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "dark"), (PHONE, "light")])
def test_open_answers_are_accessible(
    browser: Browser, site: str, size: tuple[int, int], scheme: Scheme
) -> None:
    with opened(browser, site + ADDRESS, size, scheme) as seen:
        seen.page.get_by_role("button", name="Show all answers").click()
        expect(seen.page.get_by_text(IN_ANSWER)).to_be_visible()
        assert not barriers(seen.page)
        assert not seen.complaints


def test_nothing_moves_while_it_loads(visit: Visit) -> None:
    page = visit(f"{ADDRESS}#q5")
    page.wait_for_load_state("networkidle")
    moved = page.evaluate("""
        new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 300);
        })
    """)
    assert moved == 0
