"""Finding things: search, the glossary's filter; and the switch between light and dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import DESKTOP, PHONE, Scheme

ENTRIES = ".glossary-entry:visible"


def entry(page: Page, name: str) -> Locator:
    return page.locator(".glossary-entry", has=page.get_by_role("link", name=name, exact=True))


def test_the_filter_finds_words(visit: Visit) -> None:
    page = visit("glossary/")
    every = page.locator(".glossary-entry").count()
    page.get_by_label("Find").fill("CICA summit")
    expect(page.locator(".glossary-filter output")).to_have_text(re.compile(f"^[1-9] of {every} terms$"))
    found = page.locator(ENTRIES)
    expect(found).to_have_count(int(page.locator(".glossary-filter output").inner_text().split()[0]))
    for letter in page.locator(".letter:visible").all():
        expect(letter.locator(ENTRIES).first).to_be_visible()
    page.get_by_label("Find").fill("")
    expect(found).to_have_count(every)


def test_the_filter_knows_names_and_definitions_in_any_case(visit: Visit) -> None:
    page = visit("glossary/")
    for said in ("nasc", "NASC", "new  asian SECURITY", "xi jinping common sustainable"):
        page.get_by_label("Find").fill(said)
        expect(entry(page, "New Asian Security Concept")).to_be_visible()
        expect(entry(page, "Asian Development Bank")).to_be_hidden()


def test_the_filter_knows_names_in_other_scripts(visit: Visit) -> None:
    page = visit("glossary/")
    for said in ("朋友圈", "pengyou"):
        page.get_by_label("Find").fill(said)
        expect(entry(page, "Circle of friends")).to_be_visible()
        expect(page.locator(ENTRIES)).to_have_count(1)


def test_the_filter_knows_kinds(visit: Visit) -> None:
    page = visit("glossary/")
    page.get_by_label("Kind").select_option("person")
    expect(entry(page, "Xi Jinping")).to_be_visible()
    kinds = page.locator(f"{ENTRIES} .kind")
    assert set(kinds.all_inner_texts()) == {"person"}
    page.get_by_label("Find").fill("obama")
    expect(page.locator(ENTRIES)).to_have_count(1)
    page.get_by_label("Find").fill("no such word")
    expect(page.locator(ENTRIES)).to_have_count(0)
    expect(page.locator(".glossary-filter output")).to_have_text(re.compile("^0 of"))


def test_without_script_the_glossary_is_a_list_without_a_filter(visit: Visit) -> None:
    page = visit("glossary/", script=False)
    expect(page.locator(".glossary-filter")).to_be_hidden()
    expect(page.locator(".glossary-entry").first).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    ("said", "title", "address"),
    [
        ("indivisible security", "Indivisible security", "glossary/indivisible-security/"),
        ("Mischief Reef", "From the New Security Concept", "texts/takagi-2014/"),
    ],
)
def test_search_finds_terms_and_passages(
    visit: Visit, size: tuple[int, int], said: str, title: str, address: str
) -> None:
    page = visit("", size)
    if size == PHONE:
        page.locator(".md-header__button[for=__search]").tap()
    box = page.get_by_role("textbox", name="Search")
    box.click()
    box.press_sequentially(said)
    result = page.locator(".md-search-result__item a", has=page.get_by_role("heading", name=title)).first
    expect(result).to_be_visible()
    result.click()
    expect(page).to_have_url(re.compile(f"/{address}"))
    expect(page.locator("article")).to_contain_text(re.compile(said, re.IGNORECASE))


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_light_and_dark_can_be_switched(visit: Visit, scheme: Scheme, other: Scheme) -> None:
    page = visit("", scheme=scheme)
    assert brightness(page) == scheme
    page.get_by_title(f"Switch to {other} mode").locator("visible=true").click()
    expect(page.get_by_title(f"Switch to {scheme} mode").locator("visible=true")).to_be_visible()
    assert brightness(page) == other
    page.goto(page.url + "glossary/")
    assert brightness(page) == other, "the choice is kept"


def brightness(page: Page) -> str:
    red = page.evaluate("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    return "light" if red > 128 else "dark"
