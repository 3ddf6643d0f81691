"""`make picture`: the picture in README, a text's page with the open card of a term as a browser shows it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.served import chromium, opened, served
from tests.built import ROOT, build

PICTURE = ROOT / "docs/assets/reader.png"
SIZE = (1200, 800)
PAGE = "texts/takagi-2014/"
SCROLLED_TO = "h1"
TERM = "#p1 a.term[data-term=new-asian-security-concept]"
SPACE = 70  # pixels between the tops of the title and of the window: the header, and some air


def take(target: Path = PICTURE) -> None:
    """Build the public edition, open a card in it and write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        site = build(Path(folder) / "site").folder
        with served(site) as address, chromium() as browser, opened(browser, address + PAGE, SIZE) as seen:
            page = seen.page
            page.locator(SCROLLED_TO).evaluate(
                f"one => scrollTo(0, one.getBoundingClientRect().top + scrollY - {SPACE})"
            )
            page.click(TERM)
            expect(page.locator(".card")).to_be_visible()
            page.mouse.move(0, 0)
            target.parent.mkdir(exist_ok=True)
            page.screenshot(path=target)


if __name__ == "__main__":
    take()
    print(f"wrote {PICTURE.relative_to(ROOT)}")
