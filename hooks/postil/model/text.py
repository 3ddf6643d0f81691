"""Texts with their structure, and the mentions of terms in them."""

from __future__ import annotations

from dataclasses import dataclass

from postil.model.common import Citation, PassageKind
from postil.model.source import Source


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HandMark:
    """Words that the author of a text marked (`term`) or kept from being marked (`term` is "")."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    level: int  # 1 to 6


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is numbered and cited."""

    id: str  # "p12"
    section: str | None  # id of the section it stands in
    kind: PassageKind
    text: str  # plain, without note markers
    hand: tuple[HandMark, ...] = ()
    closed: tuple[Span, ...] = ()  # links: mentions count, marks do not fit in
    opaque: tuple[Span, ...] = ()  # code, mathematics, citations: no mention of anything

    @property
    def number(self) -> int:
        return int(self.id[1:])


@dataclass(frozen=True, slots=True)
class Note:
    label: str
    text: str
    refs: tuple[str, ...]  # ids of the passages that refer to it


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of a text: the whole, or what stands before its first chapter, or a chapter."""

    path: str  # of its source, as if it stood under docs/: "texts/a.md", "texts/a/chapter.md"
    title: str
    first: int  # number of its first passage
    last: int  # … and of its last; lower than `first` where it has none

    def holds(self, passage: str) -> bool:
        """Whether the passage of this id stands on the page."""
        return self.first <= int(passage[1:]) <= self.last


@dataclass(frozen=True, slots=True)
class Text:
    """A source with its structure."""

    source: Source
    pages: tuple[TextPage, ...]  # the text's own page first, then its chapters
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]
    citations: tuple[Citation, ...]

    @property
    def id(self) -> str:
        return self.source.id

    def page_of(self, passage: str) -> str:
        """Path of the page that holds a passage; the text's own page where there is no such passage."""
        return next((page.path for page in self.pages if page.holds(passage)), self.pages[0].path)


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a passage that is written like a form; which term it means is still open."""

    start: int
    end: int
    form: int  # index into Forms.entries: all terms that claim this way of writing


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention of a term."""

    passage: str  # "p3"
    start: int
    end: int
    surface: str
    term: str
    why: str = ""  # for a form that several terms share: the rule that decided
    marked: bool = False  # a link on the page from the beginning
    linkable: bool = False  # … or at a reader's wish: in no link, and of no term that is never marked
