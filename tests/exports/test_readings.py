"""The reading list: CSL-JSON cited by citeproc, BibTeX read by bibtexparser, RIS by rispy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from postil.exports.bundle import Bundle
from postil.exports.readings import bibtex, csl, ris
from postil.pages.csl import written
from tests.exports.conftest import FILES, bundle_of
from tests.support import edition_of, put

STUDY = """---
title: On {old} boats
authors: [River Museum, Paris]
siglum: Boats
date: 2020
rights: CC-BY-4.0
original:
  title: Old boats & men
  authors: [Léa Quai]
  date: 1950-03-02
  publisher: Éditions du Fleuve
  rights: restricted
---

They floated.
"""


@pytest.fixture
def listed(tmp_path: Path) -> Bundle:
    edition, problems = edition_of(put(tmp_path, {**FILES, "docs/texts/boats.md": STUDY}))
    assert not [one for one in problems if not one.is_notice]
    return bundle_of(edition)


def test_csl_json_is_what_citeproc_cites(listed: Bundle) -> None:
    items = {one["id"]: one for one in json.loads(csl(listed))}
    assert list(items) == ["boats", "boats-original", "ferries", "bridges"]
    assert items["ferries"]["author"] == [
        {"family": "Ferry", "given": "Ada"},
        {"family": "Wharf", "given": "Bo"},
    ]
    assert items["ferries"]["issued"] == {"date-parts": [[2019, 5]]}
    assert items["boats"]["note"] == "A study text of: Léa Quai, Old boats & men"
    chicago = written(items["boats-original"], "1", "2")[0].entry
    assert "Old Boats &amp; Men" in chicago and "1950" in chicago


def test_each_entry_has_an_address_where_the_site_has_one(bundle: Bundle) -> None:
    assert [one["URL"] for one in json.loads(csl(bundle))] == [
        "https://reader.test/rivers/texts/ferries/",
        "https://reader.test/rivers/texts/bridges/",
    ]
    assert "url = " in bibtex(bundle) and "UR  - https://reader.test/rivers/texts/ferries/" in ris(bundle)


def test_bibtex(listed: Bundle) -> None:
    read = parse_string(bibtex(listed))
    assert not read.failed_blocks
    entries = {one.key: one for one in read.entries}
    assert {key: one.entry_type for key, one in entries.items()} == {
        "boats": "misc",
        "boats-original": "techreport",
        "bridges": "misc",
        "ferries": "misc",
    }
    fields = {key: {f.key: f.value for f in one.fields} for key, one in entries.items()}
    assert fields["ferries"]["author"] == "{Ferry}, Ada and {Wharf}, Bo"
    assert fields["ferries"]["title"] == r"{Ferries \& tolls}"
    assert (fields["ferries"]["year"], fields["ferries"]["month"]) == ("2019", "may")
    assert fields["boats"]["title"] == "{On (old) boats}"
    assert fields["boats"]["author"] == "{River Museum} and {Paris}"


def test_ris(listed: Bundle) -> None:
    read = {one["id"]: one for one in rispy.loads(ris(listed))}
    assert list(read) == ["boats", "boats-original", "ferries", "bridges"]
    assert read["ferries"]["authors"] == ["Ferry, Ada", "Wharf, Bo"]
    assert read["ferries"]["title"] == "Ferries & tolls"
    assert read["boats-original"]["date"] == "1950/03/02/"
    assert read["boats-original"]["type_of_reference"] == "RPRT"
    for line in ris(listed).splitlines():
        assert not line.strip() or line[2:6] == "  - "


def test_the_same_bytes(listed: Bundle) -> None:
    assert (csl(listed), bibtex(listed), ris(listed)) == (csl(listed), bibtex(listed), ris(listed))
