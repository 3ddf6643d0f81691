"""A comparison in a browser: its rows in another order, on paper, and without script."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import PHONE

ADDRESS = "comparisons/security-institutions/"


def aspects(page: Page, body: str = "stated") -> list[str]:
    return [one.strip() for one in page.locator(f"tbody.{body} th[scope=row]").all_inner_texts()]


def test_rows_can_be_put_in_another_order_and_back(visit: Visit) -> None:
    page = visit(ADDRESS)
    written, added = aspects(page), aspects(page, "derived")
    order = page.get_by_label("Rows in order of")
    order.focus()
    order.select_option("aspect")
    assert aspects(page) == sorted(written, key=str.casefold) != written
    expect(page.locator("thead th").first).to_have_attribute("aria-sort", "ascending")
    order.select_option("Xiangshan Forum")
    cells = page.locator("tbody.stated tr > :nth-child(5)").all_inner_texts()
    stated = [cell for cell in cells if "not stated" not in cell]
    assert cells[: len(stated)] == stated, "what is not stated comes last"
    order.select_option("as written")
    assert aspects(page) == written
    expect(page.locator("thead th[aria-sort]")).to_have_count(0)
    assert aspects(page, "derived") == added, "what Postil adds stays where it was"


def test_a_citation_opens_its_passage_beside_the_cell(visit: Visit) -> None:
    page = visit(ADDRESS)
    cite = page.locator("tbody.stated a.cite").first
    shown = page.locator(f"#{cite.get_attribute('data-card')} blockquote").first.text_content() or ""
    cite.click()
    card = page.locator(".card")
    expect(card).to_be_visible()
    expect(card.locator("blockquote").first).to_have_text(shown)
    assert page.url.endswith(ADDRESS), "the reader stays at the table"
    card.get_by_role("link").first.click()
    expect(page.locator(".passage:target")).to_be_visible()


def test_a_card_of_a_passage_opens_and_closes_by_keyboard(visit: Visit) -> None:
    page = visit(ADDRESS)
    cite = page.locator("tbody.stated a.cite").first
    cite.focus()
    expect(page.locator(".card")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)
    expect(cite).to_be_focused()


def test_under_a_finger_the_passage_is_a_sheet_at_the_bottom(visit: Visit) -> None:
    page = visit(ADDRESS, size=PHONE)
    page.locator("tbody.stated a.cite").first.tap()
    box = page.locator(".card").bounding_box()
    assert box and abs(box["y"] + box["height"] - PHONE[1]) < 2 and box["width"] == PHONE[0]


def test_without_script_a_citation_leads_to_its_passage(visit: Visit) -> None:
    page = visit(ADDRESS, script=False)
    page.locator("tbody.stated a.cite").first.click()
    expect(page.locator(".passage:target")).to_be_visible()


def test_nothing_moves_when_the_script_arrives(visit: Visit) -> None:
    page = visit(ADDRESS)
    shift = page.evaluate("""new Promise((done) => new PerformanceObserver((list) =>
        done(list.getEntries().reduce((sum, one) => sum + one.value, 0))
      ).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => done(0), 300))""")
    assert shift == 0


def test_without_script_there_is_no_dead_control(visit: Visit) -> None:
    page = visit(ADDRESS, script=False)
    expect(page.locator(".sort")).to_be_hidden()
    expect(page.locator("tbody.derived tr").first).to_be_visible()


def test_on_paper_stand_the_passages_and_no_controls(visit: Visit) -> None:
    page = visit(ADDRESS)
    page.emulate_media(media="print")
    expect(page.locator(".sort")).to_be_hidden()
    expect(page.locator(".cited").first).to_be_visible()
