"""What `/export/` offers: the catalogue of formats, which the page shows and the files are made by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from postil.chain import Edition
from postil.model import Assignment
from postil.pages.around import Around, Part
from postil.pages.render import assignment_page

EDITION = "edition"  # the id of what holds everything
FOLDER = "export"
Needs = Literal["", "terms", "questions", "address", "due"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to hand something over."""

    kind: str  # as in `postil export KIND`
    file: str
    what: str  # one line for the page
    needs: Needs = ""  # where there are none of these, there is no file
    built: bool = True  # stands on the site; the others only come from the command line


FORMATS = (
    Format("glossary", "glossary.xml", "the glossary for Moodle, with automatic links", "terms"),
    Format("deck", "deck.apkg", "the terms as flashcards for Anki", "terms"),
    Format("cards", "cards.csv", "the same cards as a table for other programs", "terms"),
    Format("moodle", "questions.xml", "the questions for Moodle", "questions"),
    Format("gift", "questions.gift", "the same as text, which other platforms read, too", "questions"),
    Format("qti12", "questions-qti12.zip", "the same as QTI 1.2, for Canvas and others", "questions"),
    Format("qti21", "questions-qti21.zip", "the same as QTI 2.1", "questions"),
    Format("cartridge", "cartridge.imscc", "links to the readings, for Moodle and Canvas", "address"),
    Format("calendar", "due.ics", "what is due when, for any calendar", "due"),
    Format("csl", "readings.json", "the reading list as CSL-JSON"),
    Format("bibtex", "readings.bib", "the same for BibTeX"),
    Format("ris", "readings.ris", "the same for EndNote, RefWorks and others"),
    Format("print", "print.html", "all on one page, with lines to write on", built=False),
    Format("pdf", "print.pdf", "that page as PDF, made with Chromium", built=False),
    Format("epub", "edition.epub", "a book for reading devices", built=False),
)
BY_KIND = {one.kind: one for one in FORMATS}


def path(bundle: str, one: Format) -> str:
    """Where a file stands on the site."""
    return f"{FOLDER}/{bundle if bundle == EDITION else f'assignments/{bundle}'}/{one.file}"


def offered(edition: Edition, assignment: Assignment | None = None) -> list[Format]:
    """The files that the site has of the whole edition, or of an assignment."""
    index = edition.index
    address = bool(edition.settings.imprint.url)
    if assignment is not None:
        due = bool(assignment.due and assignment.due.date)
        there = {"": True, "terms": bool(assignment.terms), "questions": bool(assignment.questions)}
        there |= {"address": address, "due": due}
        return [one for one in FORMATS if one.built and there[one.needs]]
    there = {
        "": True,
        "terms": bool(index.terms),
        "questions": any(text.source.questions for text in index.texts.values()),
        "address": address,
        "due": False,  # an edition is not due, assignments are
    }
    return [one for one in FORMATS if one.built and there[one.needs]]


def handover(around: Around, edition: Edition) -> dict[str, Any]:
    """The files of the whole edition, and what else the command line makes."""
    return {
        "files": [(one, around.to.file(path(EDITION, one))) for one in offered(edition)],
        "assignments": [
            (
                each,
                around.to(assignment_page(each.id)),
                [(one, around.to.file(path(each.id, one))) for one in offered(edition, each)],
            )
            for each in edition.assignments
        ],
        "others": [one for one in FORMATS if not one.built],
        "address": bool(edition.settings.imprint.url),
    }


PARTS: dict[str, Part] = {"handover": handover}
