"""Without script everything that is no control works."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

TEXT = "texts/takagi-2014/"


def go(page: Page, selector: str) -> None:
    """Follow a link by the keyboard, as the mouse does in other tests."""
    page.locator(selector).first.focus()
    page.keyboard.press("Enter")


def test_a_term_leads_to_its_entry_in_the_list_and_the_list_back(visit: Visit) -> None:
    page = visit(TEXT, script=False)
    go(page, "#p2 a.term[data-term=japan-us-alliance]")
    expect(page).to_have_url(re.compile("#term-japan-us-alliance$"))
    entry = page.locator("#term-japan-us-alliance")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="¶2", exact=True).click()
    expect(page).to_have_url(re.compile("#p2$"))
    expect(page.locator("#p2")).to_be_in_viewport()
    expect(page.locator("#p2")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")


def test_from_a_text_to_the_entry_and_to_another_text(visit: Visit) -> None:
    page = visit(TEXT, script=False)
    page.locator("#term-new-asian-security-concept .term-here-name a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New Asian Security Concept")
    page.locator(".kwic-at[href*='ekman-2019']").first.click()
    expect(page).to_have_url(re.compile(r"/texts/ekman-2019/#p\d+$"))
    expect(page.locator(".passage:target")).to_be_in_viewport()


def test_the_record_and_the_source_can_be_read(visit: Visit) -> None:
    page = visit(TEXT, script=False)
    for part in (".record-kind", ".record-details", ".record-summary"):
        expect(page.locator(part)).to_be_visible()
    page.locator(".record-summary > summary").click()
    expect(page.locator(".record-summary > p")).to_be_visible()


def test_a_comparison_leads_to_what_it_rests_on(visit: Visit) -> None:
    page = visit("comparisons/", script=False)
    page.locator(".texts-title a[href$='/nsc-nasc/']").click()
    expect(page.locator("table.comparison")).to_be_visible()
    page.locator("table.comparison a.cite").first.click()
    expect(page.locator(".passage:target")).to_be_in_viewport()


def test_the_glossary_is_read_by_letters_and_has_no_dead_filter(visit: Visit) -> None:
    page = visit("glossary/", script=False)
    expect(page.locator(".glossary-filter")).to_be_hidden()
    page.locator(".letters").get_by_role("link", name="S", exact=True).click()
    expect(page.locator("#letter-S")).to_be_in_viewport()
    page.get_by_role("link", name="Shanghai Five", exact=True).first.click()
    expect(page).to_have_url(re.compile("/glossary/shanghai-five/$"))


def test_every_page_is_reached_from_the_home_page(visit: Visit) -> None:
    page = visit("", script=False)
    ways = (
        ("Texts", "texts", ".md-tabs"),
        ("Concepts", "glossary", ".md-tabs"),
        ("Comparisons", "comparisons", ".md-sidebar--primary"),
    )
    for name, address, among in ways:
        page.locator(among).get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(f"/{address}/$"))
    page.goto(page.url.replace("comparisons/", ""))
    page.locator(".texts-title a[href*='ling']").click()
    expect(page.locator("#p1")).to_be_visible()
