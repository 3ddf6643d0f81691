"""Assignments as a class gets them: pages, the list, the search index; a wrong one is left out."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from postil.chain import Edition
from postil.model import Assignment
from tests.built import Built, read_html, the, value, words
from tests.support import edition_of, put, run, small_site, term_file, text_file

HARBOUR = """The breakwater keeps the sea out.

## The lights

Two lights show the way in, and a pilot keeps them in line.

### In fog

Nothing is seen of them.

## The town

It sleeps.
"""
QUESTIONS = """
  - {ask: "Who keeps the *lights* in line?", answer: A secret pilot., cite: "[@harbour, ¶2]"}
  - {ask: What is a light for?, kind: analysis}"""
ASSIGNMENT = """---
title: Week 2, into port
due: {date: 2027-02-09, time: 14:00, timezone: Europe/Berlin, before: class}
readings:
  - {text: harbour, chapter: the-lights, why: "It names both [[light|lights]]."}
  - {text: harbour, to: ¶2}
  - {text: log}
terms: [light]
comparisons: [wall-light]
questions: [harbour#2, harbour#1]
---
Watch the [harbour](../texts/harbour.md) [@log, ¶1].
"""
LATER = """---
title: Week 9
due: {week: 9, day: Friday}
readings: [{text: log}]
---
"""
SOONER = LATER.replace("9", "3").replace("Friday", "Monday")
FILES = {
    "docs/texts/harbour.md": text_file(HARBOUR, "The harbour", siglum="Harbour", questions=QUESTIONS),
    "docs/texts/log.md": text_file(" ".join(["word"] * 1300), "The log", siglum="Log"),
    "glossary/light.md": term_file(
        "Light", senses='[{text: harbour, means: A lamp., cite: "[@harbour, ¶2]"}]'
    ),
    "glossary/wall.md": term_file("Wall"),
    "glossary/comparisons/wall-light.md": "---\ntitle: Wall and light\ncompare: [wall, light]\n---\n"
    "| aspect | wall | light |\n|---|---|---|\n| height | – | – |\n",
    "docs/assignments/port.md": ASSIGNMENT,
    "docs/assignments/week-9.md": LATER,
    "docs/assignments/week-3.md": SOONER,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_site(tmp_path_factory.mktemp("assignments"), FILES)


@pytest.fixture(scope="module")
def page(site: Path) -> BeautifulSoup:
    return read_html((site / "assignments/port/index.html").read_bytes())


def test_it_says_when_it_is_due_and_how_long_it_takes(page: BeautifulSoup) -> None:
    due = the(page, "time")
    assert words(due) == "Tuesday, 9 February 2027, 14:00 (Europe/Berlin), before class"
    assert value(due, "datetime") == "2027-02-09T14:00+01:00"
    # 6 + 13 + 5 words of the harbour, ¶2 only once, and the log
    assert "1,324 words, 7–11 minutes at 130 to 200 words a minute" in words(page)


def test_the_reading_list_names_chapters_ranges_and_whole_texts(page: BeautifulSoup) -> None:
    listed = page.select("ol.readings > li")
    links = [the(one, "a.reading-link") for one in listed]
    assert [(value(one, "href"), one.get("data-to")) for one in links] == [
        ("../../texts/harbour/#p2", "p3"),
        ("../../texts/harbour/#p1", "p2"),
        ("../../texts/log/", None),
    ]
    assert "“The lights”, ¶2–3 · 18 words, 1 minute" in words(listed[0])
    assert "¶1–2 · 19 words, 1 minute" in words(listed[1])
    assert "the whole text · 1,300 words, 7–10 minutes" in words(listed[2])
    assert "It names both lights." in words(listed[0])


def test_key_terms_come_with_what_they_mean_in_the_readings(page: BeautifulSoup) -> None:
    terms = the(page, "dl.key-terms")
    assert words(terms).startswith("Light One paragraph that says what it is. In Harbour: A lamp.")
    assert value(the(terms, "dt a"), "href") == "../../glossary/light/"
    assert value(the(page, ".handout-comparisons a"), "href") == "../../comparisons/wall-light/"


def test_questions_stand_in_the_order_of_the_file_without_their_answers(page: BeautifulSoup) -> None:
    asked = page.select("ol.asked > li")
    assert [words(the(one, "p")) for one in asked] == [
        "What is a light for? analysis · Harbour",
        "Who keeps the lights in line? recall · Harbour",
    ]
    assert value(the(asked[0], "a"), "href") == "../../study/harbour/#q2"
    lines = [len(one.select(".write-on > i")) for one in asked]
    assert lines[0] > lines[1] > 0, "an analysis takes more room than a word"
    assert "secret pilot" not in words(page)


def test_what_to_look_for_is_the_body_with_its_links(page: BeautifulSoup) -> None:
    links = {value(one, "href") for one in page.select("main > p a[href]")}
    assert {"../../texts/harbour/", "../../texts/log/#p1"} <= links


def test_the_list_is_in_order_of_due_dates(site: Path) -> None:
    listed = read_html((site / "assignments/index.html").read_bytes()).select(".assignments > li")
    assert [words(the(one, ".texts-title")) for one in listed] == ["Week 3", "Week 9", "Week 2, into port"]
    assert "Due in week 3, Monday" in words(listed[0])
    assert "Harbour, ¶2–3; Harbour, ¶1–2; Log" in words(listed[2])


def test_search_finds_what_to_look_for(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    found = [one["location"] for one in index["docs"] if "Watch the harbour" in one["text"]]
    assert found == ["assignments/port/"]


def test_a_wrong_assignment_is_not_published(tmp_path: Path) -> None:
    wrong = ASSIGNMENT.replace("to: ¶2", "to: ¶20")
    put(tmp_path, {**FILES, "docs/assignments/port.md": wrong})
    edition, problems = edition_of(tmp_path)
    assert [one.id for one in edition.assignments] == ["week-3", "week-9"]
    assert [str(one) for one in problems] == [
        "docs/assignments/port.md:6: unknown-passage: `to` names ¶20 of `harbour`, which does not exist; "
        "`harbour` has ¶1 to ¶4"
    ]


def test_a_build_that_goes_on_leaves_a_wrong_assignment_out(tmp_path: Path) -> None:
    small_site(tmp_path, FILES)
    put(tmp_path, {"docs/assignments/port.md": ASSIGNMENT.replace("[light]", "[lite]")})
    done = run("mkdocs", "build", cwd=tmp_path)
    assert b"docs/assignments/port.md:8: unknown-term: " in done.stderr
    assert not (tmp_path / "site/assignments/port").exists()
    assert b"into port" not in (tmp_path / "site/assignments/index.html").read_bytes()


def test_a_reading_without_one_end_goes_to_the_texts_own(tmp_path: Path) -> None:
    readings = "[{text: harbour, from: ¶3}, {text: harbour, from: 2, to: p2}, {text: harbour, to: ¶4}]"
    put(tmp_path, {**FILES, "docs/assignments/week-3.md": SOONER.replace("[{text: log}]", readings)})
    edition, problems = edition_of(tmp_path)
    assert not list(problems)
    found = [(one.first, one.last, one.whole) for one in by_id(edition, "week-3").readings]
    assert found == [(3, 4, False), (2, 2, False), (1, 4, True)]


def by_id(edition: Edition, id_: str) -> Assignment:
    return next(one for one in edition.assignments if one.id == id_)


def test_the_edition_has_four_weeks(public: Built) -> None:
    assert {one.id for one in public.edition.assignments} == {
        "two-security-concepts",
        "institutions",
        "coordination",
        "from-2013-to-2025",
    }
    for one in public.edition.assignments:
        page = public.pages[f"assignments/{one.id}/"]
        assert len(page.select("ol.readings > li")) == len(one.readings) >= 3
        assert len(page.select("ol.asked > li")) == len(one.questions) >= 4
        assert all(reading.why for reading in one.readings)
        for link in page.select("a.reading-link"):
            address, passage = public.place(f"assignments/{one.id}/", value(link, "href")) or ("", "")
            assert address in public.pages and (not passage or passage in public.ids[address])


def test_the_minutes_of_the_edition_are_those_of_its_words(public: Built) -> None:
    one = by_id(public.edition, "two-security-concepts")
    texts = public.edition.index.texts
    count = sum(
        len(passage.text.split())
        for reading in one.readings
        for passage in texts[reading.text].passages[reading.first - 1 : reading.last]
    )
    said = words(the(public.pages["assignments/two-security-concepts/"], ".assignment-facts"))
    assert f"{count:,} words, {math.ceil(count / 200)}–{math.ceil(count / 130)} minutes" in said
