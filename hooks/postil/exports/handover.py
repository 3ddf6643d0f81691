"""What a class is handed: every format of every bundle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from postil.chain import Edition
from postil.exports.anki import cards, deck
from postil.exports.bundle import Bundle, Bundler, Inside
from postil.exports.calendar import calendar
from postil.exports.cartridge import cartridge
from postil.exports.epub import INSIDE as IN_BOOK
from postil.exports.epub import epub
from postil.exports.files import ExportFile
from postil.exports.glossary import glossary
from postil.exports.printed import INSIDE as ON_PAGE
from postil.exports.printed import page, pdf
from postil.exports.qti import qti12, qti21
from postil.exports.questions import gift, moodle
from postil.exports.readings import bibtex, csl, ris
from postil.pages.render import UrlOf
from postil.pages.views.handover import FORMATS, Needs, path

MAKERS: Mapping[str, Callable[[Bundle], str | bytes]] = {
    "glossary": glossary,
    "deck": deck,
    "cards": cards,
    "moodle": moodle,
    "gift": gift,
    "qti12": qti12,
    "qti21": qti21,
    "cartridge": cartridge,
    "calendar": calendar,
    "csl": csl,
    "bibtex": bibtex,
    "ris": ris,
    "epub": epub,
    "print": page,
    "pdf": pdf,
}
# formats whose links stay inside of them
CLOSED: Mapping[str, Inside] = {"epub": IN_BOOK, "print": ON_PAGE, "pdf": ON_PAGE}


def lacks(bundle: Bundle, needs: Needs) -> bool:
    """Whether a bundle has nothing of what a format is made from."""
    there = {
        "": True,
        "terms": bundle.entries,
        "questions": bundle.questions,
        "address": bundle.site,
        "due": bundle.due,
    }
    return not there[needs]


def bundles(edition: Edition, url_of: UrlOf, kind: str = "") -> tuple[Bundle, ...]:
    """The whole edition and each assignment, as the format `kind` wants them."""
    made = Bundler(edition, url_of, CLOSED.get(kind))
    return (made.edition(), *map(made.assignment, edition.assignments))


def files(edition: Edition, url_of: UrlOf) -> Iterator[ExportFile]:
    """All files below `/export/`."""
    for bundle in bundles(edition, url_of):
        for one in FORMATS:
            if one.built and not lacks(bundle, one.needs):
                yield ExportFile(path(bundle.id, one), MAKERS[one.kind](bundle))
