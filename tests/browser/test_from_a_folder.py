"""A site built with OFFLINE=1 is read from its folder, wherever that is: no server, and search too."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.served import DESKTOP, opened
from tests.built import ROOT, build, read_html, value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a student has it: packed by the teacher, and unpacked somewhere else."""
    built = build(tmp_path_factory.mktemp("folder") / "site", config="mkdocs.offline.yml").folder
    packed = shutil.make_archive(str(built), "zip", built)
    unpacked = tmp_path_factory.mktemp("elsewhere") / "Week 2 – 安全 #1"
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(unpacked)
    shutil.rmtree(built)
    return unpacked


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


def test_no_file_knows_where_the_site_was_built(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.suffix in {".html", ".js", ".json", ".css", ".xml"}:
            assert str(ROOT) not in path.read_text("utf-8"), path


def test_it_can_be_read_without_a_server(folder: Path, browser: Browser) -> None:
    with opened(browser, (folder / "index.html").as_uri()) as seen:
        page = seen.page
        page.get_by_role("link", name="Start with Takagi").click()
        expect(page).to_have_url(re.compile("/texts/takagi-2014.html$"))
        page.click("#p1 a.term[data-term=new-asian-security-concept]")
        page.get_by_role("dialog").locator(".term-here-name a").click()
        expect(page).to_have_url(re.compile("/glossary/new-asian-security-concept.html$"))
        page.locator(".kwic-at").first.click()
        expect(page).to_have_url(re.compile("/texts/[a-z0-9-]+.html#p[0-9]+$"))
        expect(page.locator(".passage:target")).to_be_in_viewport()
        assert not seen.elsewhere
        assert not seen.complaints


@pytest.mark.parametrize("start", ["index.html", "glossary/cica.html"])
def test_search_finds_words_without_a_server(folder: Path, browser: Browser, start: str) -> None:
    with opened(browser, (folder / start).as_uri(), DESKTOP) as seen:
        page = seen.page
        page.keyboard.press("/")
        page.keyboard.type("senkaku")
        page.locator(".md-search-result__link[href*='texts/takagi-2014.html']").first.click()
        expect(page).to_have_url(re.compile("/texts/takagi-2014.html"))
        expect(page.locator(".passage", has_text="Senkaku").first).to_be_visible()
        assert not seen.elsewhere
        assert not seen.complaints


def test_colours_can_be_switched_without_a_server(folder: Path, browser: Browser) -> None:
    with opened(browser, (folder / "index.html").as_uri()) as seen:
        seen.page.get_by_title("Switch to dark mode").click()
        expect(seen.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        seen.page.get_by_role("link", name="Start with Takagi").click()
        expect(seen.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        assert not seen.complaints
