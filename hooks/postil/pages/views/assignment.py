"""What the page of an assignment shows, and the list of assignments: plain values, no markup."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, get_args
from zoneinfo import ZoneInfo

from postil.index import Index
from postil.model import Assignment, Due, Question, Reading, Text, Weekday
from postil.pages.around import Around, Part
from postil.pages.render import HANDOVER, assignment_page, comparison_page, study_page, term_page
from postil.pages.views.common import date_words
from postil.pages.views.lists import by

SLOW, FAST = 130, 200  # words a minute, of somebody who reads a difficult text, perhaps in a second language
LINES = {"recall": 4, "comparison": 7, "analysis": 9}  # to write an answer on, on paper
WEEKDAYS: tuple[str, ...] = get_args(Weekday)


def facts(around: Around, one: Assignment) -> dict[str, Any]:
    """When the assignment is due, and how much it is to read."""
    read = {
        (reading.text, number)
        for reading in one.readings
        for number in range(reading.first, reading.last + 1)
    }
    words = sum(_words(around.index.texts[text], number, number) for text, number in read)
    return {"due": due(one.due), "size": _size(words), "slow": SLOW, "fast": FAST} | {
        "files": around.to(HANDOVER, f"assignment-{one.id}")
    }


def due(one: Due | None) -> dict[str, str] | None:
    """A due date in words, and as machines have it ("" where it is relative)."""
    if one is None:
        return None
    before = f", before {one.before}" if one.before else ""
    if not one.date:
        return {"words": f"in week {one.week}{f', {one.day}' if one.day else ''}{before}", "machine": ""}
    day = date.fromisoformat(one.date)
    words = f"{WEEKDAYS[day.weekday()]}, {date_words(one.date)}"
    if not one.time:
        return {"words": words + before, "machine": one.date}
    moment = datetime.combine(day, time.fromisoformat(one.time), ZoneInfo(one.timezone))
    return {
        "words": f"{words}, {one.time} ({one.timezone.replace('_', ' ')}){before}",
        "machine": moment.isoformat(timespec="minutes"),
    }


def readings(around: Around, one: Assignment) -> dict[str, Any]:
    """The reading list."""
    return {"readings": [_reading(around, reading) for reading in one.readings]}


def _reading(around: Around, reading: Reading) -> dict[str, Any]:
    index, to = around.index, around.to
    text = index.texts[reading.text]
    first = f"p{reading.first}"
    original = index.texts.get(f"{text.id}/original")
    return {
        "title": text.source.work.title,
        "by": by(text),
        "language": text.source.work.language,
        "chapter": _chapter(text, reading.chapter),
        "whole": reading.whole,
        "address": to(text.pages[0].path) if reading.whole else to(text.page_of(first), first),
        "passages": _numbers(reading),
        "to": f"p{reading.last}" if reading.last > reading.first else "",
        "size": _size(_words(text, reading.first, reading.last)),
        "why": around.inline(reading.why),
        "full": to(original.pages[0].path) if original else "",
    }


def _chapter(text: Text, id_: str) -> str:
    return next((section.title for section in text.sections if section.id == id_), "")


def _numbers(reading: Reading) -> str:
    return f"¶{reading.first}–{reading.last}" if reading.last > reading.first else f"¶{reading.first}"


def _words(text: Text, first: int, last: int) -> int:
    return sum(len(passage.text.split()) for passage in text.passages[first - 1 : last])


def _size(words: int) -> str:
    """`2,470 words, 13–19 minutes`."""
    quick, long = (max(1, math.ceil(words / pace)) for pace in (FAST, SLOW))
    minutes = f"{quick}–{long} minutes" if quick < long else f"{long} minute{'s' if long > 1 else ''}"
    return f"{words:,} words, {minutes}"


def terms(around: Around, one: Assignment) -> dict[str, Any]:
    """The key terms: what each means, and what it means in the texts that are read."""
    index = around.index
    read = {index.texts[text].source.rule_id: index.texts[text].source.siglum for text in one.texts}
    return {
        "terms": [
            {
                "title": index.terms[id_].title,
                "address": around.to(term_page(id_)),
                "definition": around.inline(index.terms[id_].definition),
                "senses": [
                    (read[sense.text], around.inline(sense.means), around.cited(sense.cites))
                    for sense in index.terms[id_].senses
                    if sense.text in read
                ],
            }
            for id_ in one.terms
        ]
    }


def comparisons(around: Around, one: Assignment) -> dict[str, Any]:
    """The comparisons to have beside the reading."""
    titles = {comparison.id: comparison.title for comparison in around.index.glossary.comparisons}
    return {"comparisons": [(titles[id_], around.to(comparison_page(id_))) for id_ in one.comparisons]}


def questions(around: Around, one: Assignment) -> dict[str, Any]:
    """The questions, each with the lines that an answer on paper takes, and where it is answered."""
    asked = [question(around.index, id_) for id_ in one.questions]
    return {
        "questions": [
            {
                "ask": around.inline(it.ask),
                "kind": it.kind,
                "siglum": around.index.texts[it.text].source.siglum,
                "address": around.to(study_page(it.text), f"q{it.number}"),
                "lines": LINES[it.kind],
            }
            for it in asked
        ]
    }


def question(index: Index, id_: str) -> Question:
    """A question by its id, `takagi-2014#2`."""
    text, _, number = id_.partition("#")
    return index.texts[text].source.questions[int(number) - 1]


def assignments(around: Around, _: None) -> dict[str, Any]:
    """All assignments, in order of their due dates; those of the weeks of a course first."""
    return {
        "assignments": [
            {
                "title": one.title,
                "address": around.to(assignment_page(one.id)),
                "read": [_brief(around.index.texts[it.text], it) for it in one.readings],
                "questions": len(one.questions),
                **facts(around, one),
            }
            for one in _ranked(around.assignments)
        ]
    }


def _brief(text: Text, reading: Reading) -> str:
    return text.source.siglum if reading.whole else f"{text.source.siglum}, {_numbers(reading)}"


def _ranked(found: Iterable[Assignment]) -> list[Assignment]:
    def key(one: Assignment) -> tuple[bool, str, str, int, int, str]:
        due = one.due or Due()
        day = WEEKDAYS.index(due.day) if due.day else 0
        return one.due is None, due.date, due.time, due.week, day, one.id

    return sorted(found, key=key)


PARTS: dict[str, Part] = {
    "assignment_facts": facts,
    "assignment_readings": readings,
    "assignment_terms": terms,
    "assignment_comparisons": comparisons,
    "assignment_questions": questions,
}
LISTS: dict[str, Part] = {"assignments": assignments}
