"""/assign/: picking an assignment in the browser, its address, its files, and what an address may not do."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from postil.model import Due, Reading
from tests.browser.conftest import Visit
from tests.browser.served import PHONE, opened
from tests.browser.test_every_page import Way, barriers
from tests.browser.test_print import printed, said
from tests.support import ROOT, edition_of, put

CHOICE = (
    "assign/?v=1&title=Week+2:+“concepts”&due=2027-07-09T14:30@Europe/Berlin&before=class"
    "&r=takagi-2014.1-6,ekman-2019~conceptual-initiatives,gsi-2022&why=&why=It+says:+%22reject%22&why="
    "&k=alliance,new-security-concept&c=nsc-nasc&a=ekman-2019.2,takagi-2014.1&note=Two%0A%0Aparts"
)
MADE = """---
title: "Week 2: “concepts”"
due: {date: 2027-07-09, time: 14:30, timezone: Europe/Berlin, before: "class"}
readings:
  - {text: takagi-2014, from: ¶1, to: ¶6}
  - {text: ekman-2019, chapter: "conceptual-initiatives", why: "It says: \\"reject\\""}
  - {text: gsi-2022}
terms: [alliance, new-security-concept]
comparisons: [nsc-nasc]
questions: [takagi-2014#1, ekman-2019#2]
---
Two

parts
"""


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def saved(page: Page, name: str) -> tuple[str, str]:
    """The file that a button saves: its name and what stands in it."""
    with page.expect_download() as download:
        button(page, name)
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode()


def copied(page: Page, name: str) -> str:
    button(page, name)
    expect(page.locator(".assign-said")).not_to_be_empty()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_it_is_made_by_keyboard_alone(visit: Visit) -> None:
    page = visit("assign/")
    expect(page.get_by_role("button", name="Copy link")).to_be_disabled()
    expect(page.locator(".assign-problems")).to_have_text("Still needed: a title and a reading.")
    page.get_by_label("Title", exact=True).focus()
    page.keyboard.type("By hand")
    page.get_by_role("button", name="Add a reading").press("Enter")
    text = page.locator("[name=text]")
    expect(text).to_be_focused()
    page.keyboard.type("Ekman")
    page.keyboard.press("Tab")
    page.keyboard.type("passages")
    for number in ("3", "7"):
        page.keyboard.press("Tab")
        page.keyboard.press("Control+A")
        page.keyboard.type(number)
    page.get_by_label("Xiangshan Forum", exact=True).press("Space")
    expect(page.locator(".assign-problems li")).to_have_count(0)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"v": ["1"], "title": ["By hand"], "r": ["ekman-2019.3-7"], "k": ["xiangshan-forum"]}
    expect(page.locator(".handout h3")).to_have_text("By hand")
    assert page.locator(".handout .reading-title a").get_attribute("href") == "../texts/ekman-2019/#p3-p7"


def test_an_address_is_read_and_written_the_same(visit: Visit) -> None:
    page = visit(CHOICE)
    expect(page.locator(".handout .readings > li")).to_have_count(3)
    link = copied(page, "Copy link")
    asked, given = parse_qs(urlsplit(CHOICE).query), parse_qs(urlsplit(link).query)
    assert given == asked | {"a": ["takagi-2014.1,ekman-2019.2"]}, "questions stand in the order of the texts"
    page.goto(link)
    assert copied(page, "Copy link") == link
    assert page.locator("input[type=search].md-search__input, .md-search__input").input_value() == ""


def test_a_change_of_the_form_is_in_the_address(visit: Visit) -> None:
    page = visit(CHOICE)
    page.get_by_label("What to look for").fill("Something else")
    page.get_by_role("button", name="Remove").first.click()
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["note"] == ["Something else"]
    assert asked["r"] == ["ekman-2019~conceptual-initiatives,gsi-2022"]
    page.get_by_role("button", name="Move up").click()
    assert parse_qs(urlsplit(page.url).query)["r"] == ["gsi-2022,ekman-2019~conceptual-initiatives"]


REFUSED = {
    "r=takagi-2014.1-60": "Takagi 2014 has ¶1 to ¶11, and not ¶1 to ¶60.",
    "r=takagi-2014.6-1": "The passages of Takagi 2014 go backwards, from ¶6 to ¶1.",
    "r=takagi-2014~gone": "Takagi 2014 has no chapter “gone” any more.",
    "r=gone": "There is no text “gone” here any more.",
    "r=.": "“.” is no reading.",
    "k=gone": "There is no term “gone” here any more.",
    "c=gone": "There is no comparison “gone” here any more.",
    "a=takagi-2014.99": "There is no question “takagi-2014#99” here any more.",
    "due=soon": "“soon” is no due date.",
    "due=2027-02-30": "“2027-02-30” is no day of the calendar.",
    "due=2027-02-09T14:00": "A time needs its time zone, like Europe/Berlin.",
    "due=2027-02-09T25:00@Europe/Berlin": "“25:00” is no time.",
    "due=2027-02-09T14:00@Europe/Berlim": "“Europe/Berlim” is no time zone; one is Europe/Berlin.",
    "due=2.Someday": "“Someday” is no day of the week.",
    "v=2": "It is written in version 2 of these addresses; this page reads version 1.",
}


@pytest.mark.parametrize("part", REFUSED)
def test_an_address_with_a_part_that_is_no_more_is_refused(visit: Visit, part: str) -> None:
    version = "" if part.startswith("v=") else "v=1&"
    page = visit(f"assign/?{version}title=Old&{part}")
    alert = page.get_by_role("alert")
    expect(alert.locator("li")).to_have_text([REFUSED[part]])
    expect(page.locator(".handout")).to_be_empty()
    expect(page.get_by_role("button", name="Copy as Markdown")).to_be_disabled()


def test_what_is_left_of_a_refused_address_can_be_taken(visit: Visit) -> None:
    page = visit("assign/?v=1&title=Old&r=gone,takagi-2014&k=alliance,gone&due=2027-02-30")
    button(page, "Take what is left")
    expect(page.get_by_role("alert")).to_be_hidden()
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"v": ["1"], "title": ["Old"], "r": ["takagi-2014"], "k": ["alliance"]}


def test_what_others_put_into_an_address_is_let_be(visit: Visit) -> None:
    page = visit("assign/?utm_source=mail")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_words_of_an_address_are_never_markup(visit: Visit) -> None:
    bad = "%3Cimg+src=x+onerror=document.title=1%3E"
    page = visit(f"assign/?v=1&title={bad}&note={bad}&before={bad}&due=2.&r=gsi-2022&why={bad}&k={bad}")
    button(page, "Take what is left")
    assert page.locator(".handout img, .assign-refused img").count() == 0
    expect(page.locator(".handout h3")).to_have_text("<img src=x onerror=document.title=1>")


def test_the_markdown_is_a_file_that_our_own_reader_takes(visit: Visit, tmp_path: Path) -> None:
    page = visit(CHOICE)
    name, content = saved(page, "Markdown file")
    assert (name, content) == ("week-2-concepts.md", MADE)
    assert copied(page, "Copy as Markdown") == MADE
    shutil.copytree(ROOT / "docs/texts", tmp_path / "docs/texts")
    shutil.copytree(ROOT / "glossary", tmp_path / "glossary")
    edition, problems = edition_of(put(tmp_path, {f"docs/assignments/{name}": content}))
    assert list(problems) == []
    (one,) = edition.assignments
    assert one.title == "Week 2: “concepts”" and one.body == "Two\n\nparts\n"
    assert one.due == Due("2027-07-09", "14:30", "Europe/Berlin", before="class")
    assert one.readings == (
        Reading("takagi-2014", 1, 6),
        Reading("ekman-2019", 8, 14, "conceptual-initiatives", why='It says: "reject"'),
        Reading("gsi-2022", 1, 9, whole=True),
    )
    assert one.terms == ("alliance", "new-security-concept")
    assert one.comparisons == ("nsc-nasc",) and one.questions == ("takagi-2014#1", "ekman-2019#2")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2027-02-09", Due("2027-02-09")),
        ("2.Tuesday", Due(week=2, day="Tuesday")),
        ("12", Due(week=12)),
    ],
)
def test_each_kind_of_due_date_comes_back(visit: Visit, tmp_path: Path, asked: str, expected: Due) -> None:
    _, content = saved(visit(f"assign/?v=1&title=x\\&r=gsi-2022&due={asked}"), "Markdown file")
    shutil.copytree(ROOT / "docs/texts", tmp_path / "docs/texts")
    shutil.copytree(ROOT / "glossary", tmp_path / "glossary")
    edition, problems = edition_of(put(tmp_path, {"docs/assignments/x.md": content}))
    assert list(problems) == []
    assert [(one.title, one.due) for one in edition.assignments] == [("x\\", expected)]


def calendar_of(content: str) -> dict[str, str]:
    """Property with its parameters → value, unfolded (RFC 5545, 3.1)."""
    assert content.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))
    lines = content.replace("\r\n ", "").split("\r\n")[:-1]
    return dict(line.split(":", 1) for line in lines if not line.startswith(("BEGIN", "END")))


def test_the_due_date_is_saved_for_a_calendar(visit: Visit) -> None:
    name, content = saved(visit(CHOICE), "Calendar")
    event = calendar_of(content)
    assert name == "week-2-concepts.ics"
    # half past two in Berlin's summer
    start = datetime.strptime(event["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert start == datetime(2027, 7, 9, 12, 30, tzinfo=UTC)
    assert event["SUMMARY"] == "Due: Week 2: “concepts” (before class)"
    assert parse_qs(urlsplit(event["URL"]).query)["c"] == ["nsc-nasc"]
    whole = calendar_of(saved(visit("assign/?v=1&title=a,b&r=gsi-2022&due=2027-02-09"), "Calendar")[1])
    assert date.fromisoformat(whole["DTSTART;VALUE=DATE"]) == date(2027, 2, 9)
    assert whole["SUMMARY"] == "Due: a\\,b"


def test_a_week_of_the_course_is_no_day_of_a_calendar(visit: Visit) -> None:
    page = visit("assign/?v=1&title=x&r=gsi-2022&due=2.Tuesday")
    expect(page.get_by_role("button", name="Print")).to_be_enabled()
    expect(page.get_by_role("button", name="Calendar")).to_be_disabled()


def test_the_reading_list_is_saved_as_references(visit: Visit) -> None:
    page = visit(CHOICE)
    items = json.loads(saved(page, "CSL-JSON")[1])
    assert [item["id"] for item in items] == ["takagi-2014", "ekman-2019", "gsi-2022"]
    assert items[0]["note"] == "Read ¶1–6" and "note" not in items[2]
    assert all(item["URL"].endswith(f"/texts/{item['id']}/") for item in items)
    bibtex = saved(page, "BibTeX")[1]
    assert bibtex.count("\n}\n") == 3 and "@misc{takagi-2014,\n" in bibtex
    ris = saved(page, "RIS")[1].split("\r\n")
    assert ris.count("TY  - ELEC") == ris.count("ER  - ") == 3
    assert [line for line in ris if line.startswith("TI")] == [f"TI  - {item['title']}" for item in items]


def test_only_terms_of_the_readings_are_offered_until_asked_for(visit: Visit) -> None:
    page = visit("assign/?v=1&title=x&r=gsi-2022")
    terms = page.locator(".assign-terms > li:visible")
    few = terms.count()
    page.get_by_label("also terms that the readings do not mention").check()
    assert 0 < few < terms.count() == page.locator(".assign-terms > li").count()
    page.get_by_role("searchbox", name="Find").fill("monroe")
    expect(terms.locator("label")).to_have_text(["Monroe Doctrine"])
    page.get_by_label("Monroe Doctrine").check()
    expect(page.locator(".handout-terms dt")).to_have_text(["Monroe Doctrine"])


def test_only_the_handout_is_printed(visit: Visit) -> None:
    words = said(printed(visit(CHOICE)))
    assert words.startswith(
        "Name Week 2: “concepts” Due Friday, 9 July 2027, 14:30 (Europe/Berlin), before class"
    )
    for part in ("Read", "Key terms", "Compare", "Questions", "¶1–6"):
        assert part in words
    for part in ("Pick what your class", "Copy link", "Add a reading", "Monroe"):
        assert part not in words


def test_it_stays_accessible_and_within_the_screen_when_filled(browser: Browser, site: str) -> None:
    ways: tuple[Way, ...] = (((1440, 900), "dark"), (PHONE, "light"), ((768, 1024), "light"))
    for size, scheme in ways:
        with opened(browser, site + CHOICE, size, scheme) as seen:
            expect(seen.page.locator(".handout h3")).to_be_visible()
            assert seen.page.evaluate("document.scrollingElement.scrollWidth") == size[0]
            assert not barriers(seen.page)
            assert not seen.complaints and not seen.elsewhere


def test_without_script_it_says_what_it_needs(visit: Visit) -> None:
    page = visit("assign/", script=False)
    expect(page.get_by_text("This page needs JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Add a reading")).to_be_hidden()


def test_an_assignment_prints_as_a_handout_with_lines_to_write_on(visit: Visit) -> None:
    page = visit("assignments/two-security-concepts/")
    lines = page.locator(".write-on > i")
    expect(lines.first).to_be_hidden()
    page.emulate_media(media="print")
    expect(lines.first).to_be_visible()
    for box in page.locator(".write-on").all():
        heights = [one.bounding_box() for one in box.locator("i").all()]
        assert len(heights) >= 4 and all(one and one["height"] > 25 for one in heights)
    expect(page.locator(".handout-name")).to_be_visible()


def test_a_range_of_a_reading_is_marked_in_the_text(visit: Visit) -> None:
    page = visit("assignments/institutions/")
    page.locator("a.reading-link").nth(1).click()
    expect(page.locator(".passage.here")).to_have_count(3)
    assert page.url.endswith("/texts/takagi-2014/#p8-p10")
