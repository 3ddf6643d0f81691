"""Dates as texts write them, to ISO 8601."""

from __future__ import annotations

import re

_MONTHS_LIST = "january february march april may june july august september october november december "
_MONTHS = _MONTHS_LIST.split()
_MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>1[5-9]\d\d|20\d\d)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"

_FULL = (
    rf"{_WEEKDAY}{_DAY.format('d1')} (?:of )?{_MONTH.format('m1')},? {_YEAR.format('y1')}"
    rf"|{_WEEKDAY}{_MONTH.format('m2')} {_DAY.format('d2')},? {_YEAR.format('y2')}"
    r"|(?P<y3>1[5-9]\d\d|20\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)"
)
FULL_DATE = re.compile(rf"\b(?:{_FULL})\b")
DATE = re.compile(rf"\b(?:{_FULL}|{_MONTH.format('m4')},? {_YEAR.format('y4')}|{_YEAR.format('y5')})\b")


def iso(match: re.Match[str]) -> str:
    """The date of a match of `DATE`: YYYY, YYYY-MM or YYYY-MM-DD; "" where the calendar has no such day."""
    groups = match.groupdict()
    for number in "12345":
        year = groups.get(f"y{number}")
        if year is None:
            continue
        month, day = groups.get(f"m{number}"), groups.get(f"d{number}")
        if month is None:
            return str(year)
        at = int(month) if month.isdigit() else _month(month)
        if not 1 <= at <= 12 or (day is not None and not 1 <= int(day) <= 31):
            return ""
        return f"{year}-{at:02}" + (f"-{int(day):02}" if day else "")
    return ""


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))
