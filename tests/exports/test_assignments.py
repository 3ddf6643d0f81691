"""An assignment is handed over in the same formats, with what it names and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree

from postil.chain import Edition
from postil.exports import export
from postil.pages.render import address_of
from tests.built import read_html
from tests.exports.conftest import FILES, SITE, edition_with
from tests.support import postil, put

CONFIG = f"site_name: Rivers\nsite_url: {SITE}\n"
WEEK = """---
title: Week 2
due: {date: 2027-02-09, time: "17:30", timezone: Asia/Tokyo}
readings:
  - {text: ferries, from: ¶2, to: ¶3, why: How often it crossed.}
terms: [ferry]
questions: [ferries#2]
---
Look for *boats*.
"""


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return edition_with(put(tmp_path, {"docs/assignments/week-2.md": WEEK}))


def made(edition: Edition) -> dict[str, str | bytes]:
    folder = "export/assignments/week-2/"
    return {
        one.path.removeprefix(folder): one.content
        for one in export(edition, address_of)
        if one.path.startswith(folder)
    }


def test_every_format_has_its_file(edition: Edition) -> None:
    assert sorted(made(edition)) == [
        "cards.csv",
        "cartridge.imscc",
        "deck.apkg",
        "due.ics",
        "glossary.xml",
        "questions-qti12.zip",
        "questions-qti21.zip",
        "questions.gift",
        "questions.xml",
        "readings.bib",
        "readings.json",
        "readings.ris",
    ]


def test_it_has_what_it_names_and_nothing_else(edition: Edition) -> None:
    files = made(edition)
    terms = etree.fromstring(str(files["glossary.xml"]).encode()).iterfind(".//CONCEPT")
    assert [one.text for one in terms] == ["Ferry"]
    asked = etree.fromstring(str(files["questions.xml"]).encode()).iterfind(".//idnumber")
    assert [one.text for one in asked] == ["ferries#2"]
    assert [one["id"] for one in json.loads(files["readings.json"])] == ["ferries"]


def test_its_date_is_in_the_calendar(edition: Edition) -> None:
    (event,) = Calendar.from_ical(made(edition)["due.ics"]).events
    assert event.start.isoformat() == "2027-02-09T17:30:00+09:00"
    assert str(event["url"]) == f"{SITE}assignments/week-2/"


def test_its_printed_page_has_the_passages_alone(edition: Edition, tmp_path: Path) -> None:
    put(tmp_path, {"mkdocs.yml": CONFIG})
    shown = read_html(postil(tmp_path, "export", "print", "week-2").out)
    assert [one["id"] for one in shown.select(".passage")] == ["ferries-p2", "ferries-p3"]
    assert "How often it crossed." in shown.text and "Look for boats." in shown.text


def test_a_day_of_the_course_is_in_no_calendar(tmp_path: Path) -> None:
    week = WEEK.replace('{date: 2027-02-09, time: "17:30", timezone: Asia/Tokyo}', "{week: 2, day: Tuesday}")
    put(tmp_path, {**FILES, "docs/assignments/week-2.md": week, "mkdocs.yml": CONFIG})
    done = postil(tmp_path, "export", "calendar", "week-2")
    assert done.code == 2 and "no due.ics of week-2: nothing is due on a day" in " ".join(done.err.split())
