"""A site built with DIRECTORY_URLS=false is read from its folder: no server, and cards all the same."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.served import opened
from tests.built import build, read_html, value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("folder"), DIRECTORY_URLS="false").folder


def test_every_link_names_a_file_and_an_element_in_it(folder: Path) -> None:
    pages = {path: read_html(path.read_bytes()) for path in folder.rglob("*.html") if path.name != "404.html"}
    ids = {path: {value(one, "id") for one in page.select("[id]")} for path, page in pages.items()}
    for path, page in pages.items():
        for link in page.select("a[href]"):
            href = urlsplit(value(link, "href"))
            if not href.scheme:
                target = (path.parent / unquote(href.path)).resolve() if href.path else path
                assert target.is_file() and target.is_relative_to(folder.resolve()), f"{path}: {href}"
                assert not href.fragment or href.fragment in ids.get(target, ()), f"{path}: {href}"


def test_it_can_be_read_without_a_server(folder: Path, browser: Browser) -> None:
    with opened(browser, (folder / "index.html").as_uri()) as seen:
        page = seen.page
        page.get_by_role("link", name="Start with Takagi").click()
        expect(page).to_have_url(re.compile("/texts/takagi-2014.html$"))
        page.click("#p2 a.term[data-term=cooperative-security]")
        page.get_by_role("dialog").locator(".term-here-name a").click()
        expect(page).to_have_url(re.compile("/glossary/cooperative-security.html$"))
        page.locator(".kwic-at").first.click()
        expect(page).to_have_url(re.compile("/texts/[a-z0-9-]+.html#p[0-9]+$"))
        expect(page.locator(".passage:target")).to_be_in_viewport()
        assert not seen.elsewhere
