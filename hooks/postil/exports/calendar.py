"""Due dates as iCalendar (RFC 5545), written by the library of that name.

A UID comes from what is due, so a calendar that is imported again moves its entries. DTSTAMP is the day of
the last change of the sources, and not the moment of the build.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from icalendar import Calendar, Event

from postil.exports.bundle import Bundle, Due

PRODUCT = "-//Postil//Postil//EN"


def calendar(bundle: Bundle) -> str:
    """`due.ics`. Times bring the rules of their zones along."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("name", bundle.title)
    made.add("x-wr-calname", bundle.title)
    for one in sorted(bundle.due, key=lambda due: (due.when.isoformat(), due.id)):
        made.add_component(_event(bundle, one))
    made.add_missing_timezones()
    return str(made.to_ical(), "utf-8")


def _event(bundle: Bundle, due: Due) -> Event:
    event = Event()
    event.add("uid", f"{sha256(f'{bundle.name}/{due.id}'.encode()).hexdigest()[:32]}@postil")
    event.add("dtstamp", bundle.changed)
    event.add("last-modified", bundle.changed)
    event.add("dtstart", due.when)
    if isinstance(due.when, datetime):
        event.add("dtend", due.when)
    event.add("summary", due.title)
    event.add("transp", "TRANSPARENT")  # a day on which something is due is not taken
    if due.says:
        event.add("description", due.says)
    if due.url:
        event.add("url", due.url)
    return event
