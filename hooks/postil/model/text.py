"""Texts with their structure, and the mentions of terms in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from postil.model.common import BlockKind, Citation
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
class Block:
    """Words that are searched in one piece: a passage, a heading or a note."""

    id: str  # of its element on the page: "p12", "the-heading", "fn:23"
    section: str | None  # id of the section it stands in; of a note None
    kind: BlockKind
    text: str  # plain, without note markers
    hand: tuple[HandMark, ...] = ()
    closed: tuple[Span, ...] = ()  # links: mentions count, marks do not fit in
    opaque: tuple[Span, ...] = ()  # code, mathematics, citations: no mention of anything

    @property
    def name(self) -> str:
        """What people call it: "¶12", "note 23", "heading"."""
        return "heading" if self.kind == "heading" else f"note {self.id.partition(':')[2]}"


@dataclass(frozen=True, slots=True)
class Passage(Block):
    """The unit that is numbered and cited."""

    @property
    def name(self) -> str:
        return f"¶{self.number}"

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
    anchors: frozenset[str] = frozenset()  # ids of its elements, where the text has several pages

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
    outside: tuple[Block, ...] = ()  # headings, then notes: mentions in them count, but are not marked

    @property
    def id(self) -> str:
        return self.source.id

    def page_of(self, passage: str) -> str:
        """Path of the page that holds a passage; the text's own page where there is no such passage."""
        page = self.page_holding(passage)
        return (page or self.pages[0]).path

    def page_holding(self, passage: str) -> TextPage | None:
        """The page with a passage, or None where there is no such passage."""
        at = bisect_right(self.pages, int(passage[1:]), key=lambda page: page.first) - 1
        return self.pages[at] if at >= 0 and self.pages[at].holds(passage) else None

    def page_outside(self, block: str) -> str:
        """Path of the page that holds a heading or a note."""
        return next((page.path for page in self.pages if block in page.anchors), self.pages[0].path)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything that is searched: the passages, then what is outside them."""
        return self.passages + self.outside


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a block that is written like a form; which term it means is still open."""

    start: int
    end: int
    form: int  # index into Forms.entries: all terms that claim this way of writing


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention of a term."""

    passage: str  # "p3"; of a mention outside the passages the id of its heading or note
    start: int
    end: int
    surface: str
    term: str
    why: str = ""  # for a form that several terms share: the rule that decided; goes on after "because"
    form: str = ""  # as the glossary writes it; "" for other words, marked by hand
    marked: bool = False  # a link on the page from the beginning
    linkable: bool = False  # … or at a reader's wish: in no link, and of no term that is never marked


@dataclass(frozen=True, slots=True)
class Found:
    """The mentions in one text, in reading order."""

    passages: tuple[Occurrence, ...] = ()
    outside: tuple[Occurrence, ...] = ()  # in headings, then in notes
