"""Due dates, read back by the icalendar library and line by line as RFC 5545 has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from postil.exports.bundle import Bundle, Due
from postil.exports.calendar import calendar
from tests.exports.conftest import FILES
from tests.support import postil, put

TOKYO = datetime(2027, 2, 9, 17, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
BERLIN = datetime(2027, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def due(bundle: Bundle) -> Bundle:
    dates = (
        Due("week-2", "Week 2, tolls; and boats", date(2027, 2, 9), "https://reader.test/a/", "Read\nit"),
        Due("week-3", "Week 3", TOKYO),
        Due("week-4", "Week 4", BERLIN),
    )
    return replace(bundle, due=dates)


def events(bundle: Bundle) -> dict[str, object]:
    read = Calendar.from_ical(calendar(bundle))
    assert not read.errors
    return {str(one["summary"]): one for one in read.walk("VEVENT")}


def test_days_and_moments(due: Bundle) -> None:
    found = {title: one["dtstart"].dt for title, one in events(due).items()}  # type: ignore[index]
    assert found["Week 2, tolls; and boats"] == date(2027, 2, 9)
    assert found["Week 3"] == TOKYO
    assert found["Week 4"].utcoffset() == timedelta(hours=2)  # in summer
    assert "DTSTART;VALUE=DATE:20270209\r\n" in calendar(due)
    assert "DTSTART;TZID=Asia/Tokyo:20270209T173000\r\n" in calendar(due)


def test_each_zone_brings_its_rules(due: Bundle) -> None:
    zones = {str(one["tzid"]) for one in Calendar.from_ical(calendar(due)).walk("VTIMEZONE")}
    assert zones == {"Asia/Tokyo", "Europe/Berlin"}


def test_a_date_that_moves_is_the_same_event(due: Bundle) -> None:
    first, *others = due.due
    moved = replace(due, due=(*others, replace(first, when=date(2027, 2, 16))))
    uids = [{title: str(one["uid"]) for title, one in events(b).items()} for b in (due, moved)]  # type: ignore[index]
    assert uids[0] == uids[1]
    assert len(set(uids[0].values())) == 3


def test_what_rfc_5545_wants(due: Bundle) -> None:
    made = calendar(due)
    assert made.startswith("BEGIN:VCALENDAR\r\n") and made.endswith("END:VCALENDAR\r\n")
    assert "\n" not in made.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    for one in events(due).values():
        assert one["dtstamp"].dt == due.changed  # type: ignore[index]
    assert "SUMMARY:Week 2\\, tolls\\; and boats\r\n" in made
    assert "DESCRIPTION:Read\\nit\r\n" in made


def test_the_same_bytes_whatever_the_order(due: Bundle) -> None:
    assert calendar(due) == calendar(replace(due, due=due.due[::-1]))


def test_where_nothing_is_due_the_command_says_so(tmp_path: Path) -> None:
    put(tmp_path, {**FILES, "mkdocs.yml": "site_name: Rivers\n"})
    done = postil(tmp_path, "export", "calendar")
    assert done.code == 2
    assert "no due.ics of edition: nothing is due on a day" in " ".join(done.err.split())
