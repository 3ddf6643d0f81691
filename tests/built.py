"""A built site as its readers get it: files, and pages as HTML; and what the engine knows of its corpus."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from postil.chain import Edition, make
from postil.model import Text
from postil.problems import Problems
from postil.settings import read_settings

ROOT = Path(__file__).resolve().parents[1]
SEEDS = Path(os.environ.get("POSTIL_LIBRARY") or ROOT.parent / "shared" / "seeds")
SITE = "https://site.test/reader/"  # where the tests pretend that the site stands, not at its host's root
# What would make another site than the one that people get without further ado
SWITCHES = ("POSTIL_LIBRARY", "POSTIL_ANSWERS", "SITE_URL", "REPO_URL", "DIRECTORY_URLS")
NOT_READ = ".passage-number, .headerlink, .visually-hidden, sup, script, style"


@dataclass(frozen=True)
class Built:
    """One edition. Addresses are relative to the site: "texts/takagi-2014/"."""

    folder: Path
    edition: Edition = field(repr=False)

    @cached_property
    def pages(self) -> Mapping[str, BeautifulSoup]:
        """Address → page, but for 404.html, whose links begin at the host's root."""
        files = sorted(self.folder.rglob("*.html"))
        found = {path.relative_to(self.folder).as_posix().removesuffix("index.html"): path for path in files}
        del found["404.html"]
        return MappingProxyType({address: read_html(path.read_bytes()) for address, path in found.items()})

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """Address → ids of the page's elements."""
        return {
            address: frozenset(value(one, "id") for one in page.select("[id]"))
            for address, page in self.pages.items()
        }

    def text_pages(self) -> Iterator[tuple[Text, list[BeautifulSoup]]]:
        """The texts with their pages: one, or one a chapter."""
        for text in self.edition.index.texts.values():
            yield text, [self.pages[address_of(page.path)] for page in text.pages]

    @cached_property
    def passages(self) -> Mapping[str, Mapping[str, Tag]]:
        """Text id → id of a passage → its element."""
        return {
            text.id: {value(one, "id"): one for page in pages for one in page.select(".passage")}
            for text, pages in self.text_pages()
        }

    def place(self, page: str, link: str) -> tuple[str, str] | None:
        """Where a link on a page leads to: (address, fragment); None where it leaves the site."""
        target = urlsplit(urljoin(SITE + page, link))
        address = target._replace(query="", fragment="").geturl()
        if not address.startswith(SITE):
            return None
        return unquote(address.removeprefix(SITE)), unquote(target.fragment)


def build(folder: Path, library: Path | None = None, config: str = "mkdocs.yml", **environment: str) -> Built:
    """Build an edition strictly, from this repository's own configuration; or fail with what MkDocs said."""
    with pytest.MonkeyPatch.context() as patch:
        for name in SWITCHES:
            patch.delenv(name, raising=False)
        if library is not None:
            patch.setenv("POSTIL_LIBRARY", str(library))
        for name, setting in {"NO_MKDOCS_2_WARNING": "1", **environment}.items():
            patch.setenv(name, setting)
        build_site(ROOT, folder, config)
        return Built(folder, make(read_settings(ROOT / "mkdocs.yml"), Problems()))


def build_site(project: Path, folder: Path, config: str = "mkdocs.yml") -> None:
    """Build a project's site strictly into a folder; or fail with what MkDocs said."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", config, "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8")
    if done.returncode:
        pytest.fail(f"mkdocs build --strict:\n{done.stderr}", pytrace=False)


def address_of(path: str) -> str:
    """The address of the page that is made from a source: "texts/a.md" is "texts/a/"."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"


def read_html(html: bytes | str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def article(page: BeautifulSoup) -> Tag:
    """What a page says, without header, navigation and footer."""
    return the(page, "article")


def the(within: Tag, selector: str) -> Tag:
    """The first element that fits; fails the test where there is none."""
    found = within.select_one(selector)
    assert found is not None, f"no {selector} in {str(within)[:200]}"
    return found


def value(element: Tag, attribute: str) -> str:
    """An attribute, or ""."""
    return str(element.get(attribute) or "")


def words(element: Tag) -> str:
    """What a reader reads in an element, white space collapsed."""
    unread = {id(one) for one in element.select(NOT_READ)}
    parts = (
        str(part)
        for part in element.find_all(string=True)
        if not any(id(parent) in unread for parent in part.parents)
    )
    return squeezed("".join(parts))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
