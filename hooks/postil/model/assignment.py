"""Reading assignments: what a class reads, why, and by when."""

from __future__ import annotations

from dataclasses import dataclass

from postil.model.common import Place, Weekday


@dataclass(frozen=True, slots=True)
class Due:
    """When an assignment is due: a day of the calendar, or a day of a week of the course."""

    date: str = ""  # YYYY-MM-DD; "" where the date is relative
    time: str = ""  # HH:MM, on that date …
    timezone: str = ""  # … in this zone, a name of the IANA list; "" where no time is given
    week: int = 0  # of the course, from 1; 0 where a date is given
    day: Weekday | None = None  # of that week
    before: str = ""  # "class"


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a text that is to be read."""

    text: str  # text id
    first: int  # number of its first passage
    last: int
    chapter: str = ""  # id of the section that it is, "" where it is none
    whole: bool = False  # all of the text
    why: str = ""  # Markdown, one paragraph


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a class is to read; everything that it names exists."""

    id: str
    title: str
    readings: tuple[Reading, ...]
    body: str  # Markdown: what to look for
    place: Place  # of the title
    due: Due | None = None
    terms: tuple[str, ...] = ()  # term ids
    comparisons: tuple[str, ...] = ()  # comparison ids
    questions: tuple[str, ...] = ()  # question ids: "takagi-2014#2"

    @property
    def texts(self) -> tuple[str, ...]:
        """Ids of the texts that are read, each once."""
        return tuple(dict.fromkeys(reading.text for reading in self.readings))
