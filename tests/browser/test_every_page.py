"""Each kind of page, wide and narrow, light and dark: no other host, nothing cut off, no barrier."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import DESKTOP, PHONE, Scheme, Seen, opened

PAGES = {
    "home": "",
    "texts": "texts/",
    "text": "texts/ling-dual-coordination/",
    "original": "texts/ling-dual-coordination/original/",
    "prepared": "texts/takagi-2014/original/prepared/",
    "glossary": "glossary/",
    "entry": "glossary/new-asian-security-concept/",
    "comparisons": "comparisons/",
    "comparison": "comparisons/security-institutions/",
    "study": "study/ling-dual-coordination/",
    "study list": "study/",
    "map": "map/",
    "timeline": "timeline/",
    "data": "data/",
    "compare": "compare/?t=cica&t=sco",
    "disagreements": "disagreements/",
    "assignments": "assignments/",
    "assignment": "assignments/two-security-concepts/",
    "assign": "assign/",
    "disagreement": "disagreements/cica-us-japan/",
    "guide": "guide/formats/",
    "practice": "practice/",
}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


# Between them each page is seen wide and narrow, light and dark.
Way = tuple[tuple[int, int], Scheme]
WAYS: dict[str, Way] = {"desktop-light": (DESKTOP, "light"), "phone-dark": (PHONE, "dark")}


@pytest.fixture(scope="module", params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    return WAYS[request.param]


@pytest.fixture(scope="module", params=PAGES)
def seen(request: pytest.FixtureRequest, browser: Browser, way: Way) -> Iterator[Seen]:
    name: str = request.param
    edition = "classroom_site" if "/original/" in PAGES[name] else "site"
    with opened(browser, request.getfixturevalue(edition) + PAGES[name], *way) as seen:
        seen.page.wait_for_load_state("networkidle")
        yield seen


def test_it_asks_no_other_host(seen: Seen) -> None:
    assert not seen.elsewhere


def test_its_scripts_do_not_complain(seen: Seen) -> None:
    assert not seen.complaints


def test_it_is_in_the_chosen_colours(seen: Seen, way: Way) -> None:
    red = seen.page.evaluate("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    assert (red > 200) == (way[1] == "light")


def test_it_is_no_wider_than_the_screen(seen: Seen, way: Way) -> None:
    assert seen.page.evaluate("document.scrollingElement.scrollWidth") == way[0][0]
    beyond = seen.page.evaluate("""
        [...document.querySelectorAll("article *")]
          .filter((one) => !one.closest(".comparison-scroll, .visually-hidden"))
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
          .map((one) => one.outerHTML.slice(0, 120))
    """)
    assert not beyond


def test_it_is_accessible(seen: Seen) -> None:
    assert not barriers(seen.page)


@pytest.mark.parametrize(
    ("page", "opener"), [("text", "a.term"), ("original", "a.term"), ("comparison", "table a.cite")]
)
def test_an_open_card_is_accessible(
    request: pytest.FixtureRequest, browser: Browser, way: Way, page: str, opener: str
) -> None:
    site: str = request.getfixturevalue("classroom_site" if page == "original" else "site")
    with opened(browser, site + PAGES[page], *way) as seen:
        seen.page.locator(opener).locator("visible=true").first.click()
        expect(seen.page.locator(".card")).to_be_visible()
        assert not barriers(seen.page)


def barriers(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2, levels A and AA."""
    return [
        f"{one['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for one in Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        for node in one["nodes"]
    ]
