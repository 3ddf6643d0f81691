"""What may stand in the front matter of `docs/assignments/<id>.md`."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from postil.model import Weekday
from postil.problems import did_you_mean
from postil.read.records import Fields, Text

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
NUMBER = re.compile(r"[¶p]?\s*([1-9]\d{0,5})")
WEEK = re.compile(r"[1-9]\d?")
RIGHT = "write a day like 2027-02-09, or `{week: 2, day: Tuesday}`"


def _day(value: str) -> str:
    if "T" in value and DAY.fullmatch(value.partition("T")[0]):
        advice = "write `{date: 2027-02-09, time: 14:00, timezone: Europe/Berlin}`"
        raise ValueError(f"`{value}` holds a time; {advice}")
    if not DAY.fullmatch(value):
        raise ValueError(f"`{value}` is no date; {RIGHT}")
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"`{value}` is not in the calendar; {RIGHT}") from None
    return value


def _time(value: str) -> str:
    if not TIME.fullmatch(value):
        raise ValueError(f"`{value}` is no time; write hours and minutes like 09:30 or 14:00")
    return value


def _zone(value: str) -> str:
    zones = available_timezones()
    if value not in zones:
        raise ValueError(f"`{value}` is no time zone; {did_you_mean(value, zones, 'write Europe/Berlin')}")
    return value


def _week(value: Any) -> int:
    if not isinstance(value, str) or not WEEK.fullmatch(value):
        raise ValueError(f"`{value}` is no week of a course; write a number from 1 to 99")
    return int(value)


def _number(value: Any) -> int:
    found = NUMBER.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"`{value}` is no number of a passage; write it like ¶3")
    return int(found[1])


def _dated(value: Any) -> Any:
    """`due: 2027-02-09` is short for `due: {date: 2027-02-09}`."""
    return {"date": value} if isinstance(value, str) else value


class DueFields(Fields):
    """When an assignment is due."""

    date: Annotated[str, AfterValidator(_day)] = ""
    time: Annotated[str, AfterValidator(_time)] = ""
    timezone: Annotated[str, AfterValidator(_zone)] = ""
    week: Annotated[int, BeforeValidator(_week)] = 0
    day: Weekday | None = None
    before: Text = ""

    @model_validator(mode="after")
    def _is_one(self) -> DueFields:
        """One way of saying when: a date, or a week."""
        if self.date and (self.week or self.day):
            raise ValueError("it says both a date and a week; keep one of them")
        if not self.date and not self.week:
            raise ValueError(f"it says neither a date nor a week; {RIGHT}")
        if (self.time or self.timezone) and not self.date:
            raise ValueError("a time needs a date; write `date: 2027-02-09` beside it, or take the time out")
        if self.timezone and not self.time:
            raise ValueError("a time zone needs a time; write `time: 14:00` beside it, or take the zone out")
        return self


class ReadingFields(Fields):
    """What is to be read of one text."""

    text: Text
    from_: Annotated[int, BeforeValidator(_number)] = Field(default=0, alias="from")
    to: Annotated[int, BeforeValidator(_number)] = 0
    chapter: Text = ""
    why: Text = ""

    @model_validator(mode="after")
    def _is_one(self) -> ReadingFields:
        """A chapter or passages, not both; passages in their order."""
        if self.chapter and (self.from_ or self.to):
            raise ValueError("it names a chapter and passages; keep one of them")
        if self.to and self.from_ > self.to:
            advice = f"write `from: ¶{self.to}, to: ¶{self.from_}`"
            raise ValueError(f"it goes backwards, from ¶{self.from_} to ¶{self.to}; {advice}")
        return self


class AssignmentFields(Fields):
    """The front matter of an assignment."""

    title: Text
    due: Annotated[DueFields | None, BeforeValidator(_dated)] = None
    readings: Annotated[tuple[ReadingFields, ...], Field(min_length=1)]
    terms: tuple[Text, ...] = ()
    comparisons: tuple[Text, ...] = ()
    questions: tuple[Text, ...] = ()
