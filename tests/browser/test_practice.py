"""Practice in a browser: with the mouse, the keyboard and a finger, from one day to the next."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import DESKTOP, PHONE, Scheme, opened
from tests.browser.test_every_page import barriers

ADDRESS = "practice/"
DAY = datetime(2026, 3, 2, 12)


def card(page: Page) -> Locator:
    return page.get_by_role("region", name="Card")


def question(page: Page) -> Locator:
    return page.locator("#practice-words")


def counts(page: Page) -> Locator:
    return page.locator(".practice-choice output")


def right_answer(page: Page) -> str:
    """The right answer to the quiz's question, from the data in the page."""
    asked = question(page).inner_text()
    data = json.loads(page.locator("#practice-data").text_content() or "")
    for term in data["terms"]:
        if term["asks"] == asked:
            return str(term["title"])
    options = page.locator(".practice-options button").all_inner_texts()
    texts = [data["texts"][one["text"]] for one in data["said"] if one["asks"] == asked]
    return next(str(text) for text in texts if text in options)


def test_a_card_shows_its_answer_and_its_passage(visit: Visit) -> None:
    page = visit(ADDRESS)
    term = question(page).inner_text()
    answer = card(page).get_by_role("group", name="Answer")
    expect(answer).to_be_hidden()
    card(page).get_by_role("button", name="Show the answer").click()
    listed = page.locator(".practice-card").filter(
        has=page.get_by_role("link", name=term, exact=True, include_hidden=True)
    )
    means = listed.first.locator(".practice-means").text_content() or "-"
    expect(answer).to_contain_text(" ".join(means.split()))
    expect(answer.locator("mark")).to_be_visible()
    assert "#p" in (answer.locator("figcaption a.cite").get_attribute("href") or "")
    card(page).get_by_role("button", name="I knew it").click()
    expect(answer).to_be_hidden()
    assert question(page).inner_text() != term


def test_the_keyboard_is_enough_and_the_focus_goes_along(visit: Visit) -> None:
    page = visit(ADDRESS)
    new = page.locator(".practice-card").count()
    card(page).get_by_role("button", name="Show the answer").focus()
    page.keyboard.press("Space")
    expect(card(page).get_by_role("group", name="Answer")).to_be_focused()
    first = question(page).inner_text()
    page.keyboard.press("2")
    expect(page.locator(".practice-front")).to_be_focused()
    assert question(page).inner_text() != first
    page.keyboard.press("ArrowRight")
    expect(card(page).get_by_role("group", name="Answer")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".practice-front")).to_be_focused()
    expect(counts(page)).to_contain_text("1 due, ")
    expect(counts(page)).to_contain_text(", 1 known for now")
    assert new > 3


def test_keys_outside_the_card_do_nothing(visit: Visit) -> None:
    page = visit(ADDRESS)
    before = question(page).inner_text()
    for key in ("1", "2", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(card(page).get_by_role("group", name="Answer")).to_be_hidden()
    expect(question(page)).to_have_text(before)


def test_a_missed_card_comes_back_soon(visit: Visit) -> None:
    page = visit(ADDRESS)
    missed = question(page).inner_text()
    card(page).get_by_role("button", name="Show the answer").press("Enter")
    page.keyboard.press("1")
    for _ in range(3):
        assert question(page).inner_text() != missed
        page.keyboard.press("Space")
        page.keyboard.press("2")
    expect(question(page)).to_have_text(missed)


def test_what_is_known_comes_back_after_a_growing_number_of_days(visit: Visit) -> None:
    page = visit()
    page.clock.set_fixed_time(DAY)
    page.goto(page.url + ADDRESS + "?mode=name&term=cica")
    for day, known in ((2, True), (3, True), (5, True), (9, False), (9, True)):
        page.clock.set_fixed_time(DAY.replace(day=day))
        page.reload()
        expect(counts(page)).to_contain_text("1 new" if day == 2 else "1 due")
        card(page).get_by_role("button", name="Show the answer").click()
        card(page).get_by_role("button", name="I knew it" if known else "Not yet").click()
    expect(counts(page)).to_have_text("0 due, 0 new, 1 known for now")
    expect(card(page)).to_contain_text("The next card is due on March 10, 2026.")
    page.clock.set_fixed_time(DAY.replace(day=10))
    page.reload()
    expect(counts(page)).to_contain_text("1 due")


def test_a_day_on_which_nothing_is_due_can_be_practised_all_the_same(visit: Visit) -> None:
    page = visit(ADDRESS + "?term=cica")
    card(page).get_by_role("button", name="Show the answer").click()
    card(page).get_by_role("button", name="I knew it").click()
    expect(question(page)).to_contain_text("The next card is due on")
    card(page).get_by_role("button", name="Ask all again").click()
    expect(question(page)).to_contain_text("Conference on Interaction")


def test_the_quiz_tells_right_from_wrong_and_says_why(visit: Visit) -> None:
    page = visit(ADDRESS + "?mode=quiz")
    options = card(page).locator(".practice-options button")
    assert 2 <= options.count() <= 4
    right = right_answer(page)
    wrong = next(text for text in options.all_inner_texts() if text != right)
    options.filter(has_text=wrong).first.click()
    answer = card(page).get_by_role("group", name="Answer")
    expect(answer).to_be_focused()
    expect(answer.locator(".practice-verdict")).to_have_text(f"No: it is {right}.")
    expect(answer.locator("blockquote").first).to_be_visible()
    expect(card(page).locator("button.is-right")).to_have_text(right)
    expect(card(page).locator("button.is-wrong")).to_have_text(wrong)
    for option in options.all():
        expect(option).to_be_disabled()
    page.keyboard.press("ArrowRight")
    right = right_answer(page)
    at = options.all_inner_texts().index(right)
    page.keyboard.press(str(at + 1))
    expect(answer.locator(".practice-verdict")).to_have_text(f"Right: {right}.")


def test_arrows_move_between_the_answers_of_the_quiz(visit: Visit) -> None:
    page = visit(ADDRESS + "?mode=quiz")
    options = card(page).locator(".practice-options button")
    options.first.focus()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_be_focused()
    page.keyboard.press("Enter")
    expect(card(page).locator(".practice-verdict")).to_be_visible()


def test_cards_can_be_those_of_one_text(visit: Visit) -> None:
    page = visit(ADDRESS + "?text=takagi-2014&mode=said")
    expect(page.get_by_role("combobox", name="From")).to_have_value("takagi-2014")
    for _ in range(4):
        card(page).get_by_role("button", name="Show the answer").click()
        expect(card(page).locator(".practice-means")).to_contain_text("Takagi")
        card(page).get_by_role("button", name="I knew it").click()
    page.get_by_role("combobox", name="From").select_option("gsi-2022")
    page.get_by_label("Ask for").select_option("meaning")
    assert page.url.endswith("?text=gsi-2022&mode=meaning")
    card(page).get_by_role("button", name="Show the answer").click()
    href = card(page).locator("figcaption a.cite").get_attribute("href") or ""
    assert "/gsi-2022/" in href


def test_cards_can_be_those_of_an_assignment(visit: Visit) -> None:
    """An assignment names its terms and its texts in the address."""
    page = visit(ADDRESS + "?term=cica,sco&text=takagi-2014,ekman-2019")
    chosen = page.get_by_role("combobox", name="From").locator("option:checked")
    expect(chosen).to_have_text("what the address chooses")
    expect(counts(page)).to_have_text("0 due, 2 new, 0 known for now")


def test_an_address_that_names_what_is_not_there_is_told_so(visit: Visit) -> None:
    page = visit(ADDRESS + "?text=nobody-1900&term=cica")
    expect(page.locator(".practice-note")).to_have_text("This edition has no text “nobody-1900”.")
    expect(counts(page)).to_contain_text("1 new")


def test_progress_is_saved_forgotten_and_added_again(visit: Visit, tmp_path: Path) -> None:
    page = visit(ADDRESS)
    card(page).get_by_role("button", name="Show the answer").click()
    card(page).get_by_role("button", name="I knew it").click()
    page.get_by_text("Your progress").click()
    expect(page.locator(".practice-boxes")).to_contain_text("Answered so far: 1.")
    with page.expect_download() as got:
        page.get_by_role("button", name="Save to a file").click()
    saved = tmp_path / got.value.suggested_filename
    got.value.save_as(saved)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Forget everything").click()
    expect(page.locator(".practice-boxes")).to_have_text("Nothing has been answered yet.")
    page.reload()
    expect(counts(page)).to_contain_text("0 known for now")
    page.locator(".practice-load input").set_input_files(saved)
    expect(counts(page)).to_contain_text("1 known for now")
    wrong = tmp_path / "wrong.json"
    for text in ("{}", "no data", '{"version": 1, "cards": {"meaning:cica": [9, "soon"]}}', "null"):
        wrong.write_text(text, "utf-8")
        page.locator(".practice-load input").set_input_files(wrong)
        expect(page.locator(".practice-note")).to_contain_text("wrong.json holds no progress of this kind")
        expect(counts(page)).to_contain_text("1 known for now")
        page.evaluate("document.querySelector('.practice-note').textContent = ''")


def test_a_browser_that_keeps_nothing_practises_until_the_page_is_left(visit: Visit) -> None:
    page = visit()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page.url + ADDRESS)
    card(page).get_by_role("button", name="Show the answer").click()
    card(page).get_by_role("button", name="I knew it").click()
    expect(counts(page)).to_contain_text("1 known for now")
    expect(page.locator(".practice-note")).to_contain_text("Your browser keeps nothing for this site")
    assert not [error for error in errors if "practice" in error]


def test_what_somebody_else_has_written_into_the_browser_does_not_stop_it(visit: Visit) -> None:
    page = visit(ADDRESS)
    page.evaluate("localStorage.setItem(`postil.practice:${location.pathname}`, 'nonsense')")
    page.reload()
    expect(counts(page)).to_contain_text("0 due, ")
    expect(card(page).get_by_role("button", name="Show the answer")).to_be_visible()


def test_a_finger_finds_everything_and_large_enough(visit: Visit) -> None:
    page = visit(ADDRESS + "?mode=quiz", size=PHONE)
    card(page).locator(".practice-options button").first.tap()
    card(page).get_by_role("button", name="Next card").tap()
    page.get_by_label("Ask for").select_option("meaning")
    card(page).get_by_role("button", name="Show the answer").tap()
    page.get_by_text("Your progress").tap()
    for selector in (
        ".practice-choice select",
        ".practice-actions button",
        ".practice-load",
        ".practice-kept summary",
    ):
        for control in page.locator(selector).all():
            box = control.bounding_box()
            assert box is not None and box["height"] >= 44 and box["width"] >= 44, selector
    assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE[0]


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
@pytest.mark.parametrize("mode", ["meaning", "quiz"])
def test_an_answered_card_and_the_open_lists_are_accessible(
    browser: Browser, site: str, size: tuple[int, int], scheme: Scheme, mode: str
) -> None:
    with opened(browser, f"{site}{ADDRESS}?mode={mode}", size, scheme) as seen:
        seen.page.locator(".practice button").first.click()
        seen.page.get_by_text("Your progress").click()
        seen.page.locator(".practice-list > summary").click()
        assert not barriers(seen.page)
        assert not seen.elsewhere and not seen.complaints


def test_nothing_moves_when_the_first_card_arrives(visit: Visit) -> None:
    for size, mode in ((DESKTOP, "meaning"), (DESKTOP, "quiz"), (PHONE, "name"), (PHONE, "quiz")):
        page = visit(f"{ADDRESS}?mode={mode}", size=size)
        moved = page.evaluate("""
            new Promise((done) => {
              let sum = 0;
              new PerformanceObserver((list) => {
                for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
              }).observe({ type: "layout-shift", buffered: true });
              setTimeout(() => done(sum), 300);
            })
        """)
        assert moved == 0


def test_without_script_the_cards_are_a_list(visit: Visit) -> None:
    page = visit(ADDRESS, script=False)
    expect(card(page)).to_be_hidden()
    expect(page.locator(".practice-choice")).to_be_hidden()
    expect(page.locator("noscript p")).to_be_visible()
    cards = page.locator(".practice-card")
    expect(cards.first.locator("dd").first).to_be_visible()
    expect(cards.last.locator("blockquote").first).to_be_visible()
