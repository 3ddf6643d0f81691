"""What a reading page weighs, and that nothing on it moves by itself."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from postil.model import TextPage
from tests.browser.served import DESKTOP, PHONE, opened
from tests.browser.test_place import read_to
from tests.built import ROOT, Built, address_of

SCRIPTS, STYLES, PAGE = 12_000, 10_000, 350_000  # bytes, compressed
EARLY = ROOT / "hooks/theme/assets/early.js"
TEXT = "texts/ling-dual-coordination/"
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries())
    for (const { node } of one.sources) window.shifts.push(`${one.value} ${node?.outerHTML?.slice(0, 90)}`);
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def longest(built: Built) -> TextPage:
    """The page of a text that takes most to send."""
    pages = [page for text in built.edition.index.texts.values() for page in text.pages]
    files = {page: built.folder / address_of(page.path) / "index.html" for page in pages}
    return max(pages, key=lambda page: len(gzip.compress(files[page].read_bytes())))


@pytest.fixture(scope="module")
def sent(
    request: pytest.FixtureRequest, built: Built, longest: TextPage, browser: Browser
) -> Iterator[dict[str, int]]:
    """All that is sent for the longest text page, read from the beginning to the end: address → bytes."""
    edition = "classroom_site" if longest.path.endswith("original.md") else "site"
    site: str = request.getfixturevalue(edition)
    found: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.ok:
            found[urlsplit(response.url).path] = len(gzip.compress(response.body()))

    with opened(browser, site) as seen:
        page = seen.page.context.new_page()
        page.on("response", weigh)
        page.goto(site + address_of(longest.path))
        page.wait_for_load_state("networkidle")
        page.keyboard.press("End")
        page.wait_for_load_state("networkidle")
        found["early.js"] = len(gzip.compress(EARLY.read_bytes()))  # stands in the page itself
        yield found


def ours(sent: dict[str, int], kind: str) -> dict[str, int]:
    """Material's own lie in folders of their own below assets/."""
    return {
        path: size
        for path, size in sent.items()
        if path.endswith(kind) and not {"javascripts", "stylesheets"} & set(path.split("/"))
    }


def test_our_scripts_are_small(sent: dict[str, int]) -> None:
    found = ours(sent, ".js")
    assert len(found) >= 5 and sum(found.values()) <= SCRIPTS, found


def test_our_styles_are_small(sent: dict[str, int]) -> None:
    found = ours(sent, ".css")
    assert len(found) >= 5 and sum(found.values()) <= STYLES, found


def test_the_longest_text_is_light(sent: dict[str, int]) -> None:
    bundle = {path for path in sent if {"javascripts", "stylesheets"} & set(path.split("/"))}
    found = {path: size for path, size in sent.items() if path not in bundle}
    assert bundle and sum(found.values()) <= PAGE, found


def watched(browser: Browser, address: str, size: tuple[int, int], left_at: int = 0) -> Iterator[Page]:
    """A page with an eye on what moves; `left_at`: a passage at which it was left some time ago."""
    with opened(browser, address, size) as seen:
        page = seen.page
        if left_at:
            read_to(page, left_at)
        page.goto("about:blank")
        page.add_init_script(SHIFTS)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        yield page


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    yield from watched(browser, site + TEXT, request.param)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def returned(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    yield from watched(browser, site + TEXT, request.param, left_at=12)


def moved(page: Page) -> list[str]:
    """What has moved so far, be it at somebody's wish or not."""
    page.wait_for_timeout(300)  # shifts are told after the frame in which they happen
    found: list[str] = page.evaluate("window.shifts")
    return found


def test_the_eye_sees_what_moves(page: Page) -> None:
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('beforebegin', '<p>one</p><p>two</p>')")
    assert moved(page)


def test_nothing_moves_while_a_page_loads(page: Page) -> None:
    assert not moved(page)


def test_nothing_moves_when_the_reader_opens_a_card_a_menu_a_list_or_chooses(page: Page) -> None:
    touch = page.evaluate("navigator.maxTouchPoints > 0")
    for opener in ("#p1 a.term", "#p2 .passage-number", ".passage .meet-count"):
        one = page.locator(opener).first
        one.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        before = moved(page)
        one.tap() if touch else one.click()
        expect(page.locator(".card")).to_be_visible()
        page.keyboard.press("Escape")
        assert moved(page) == before, opener
    for name in ("All", "Off", "First mentions"):
        label = page.locator(".density label", has_text=name)
        label.scroll_into_view_if_needed()
        before = moved(page)
        label.tap() if touch else label.click()
        assert moved(page) == before, name


def test_nothing_moves_when_the_last_place_is_offered(returned: Page) -> None:
    expect(returned.get_by_role("link", name="Go on at ¶12")).to_be_visible()
    assert not moved(returned)
