"""The values that travel between the steps of the chain.

Every value is frozen and holds tuples, so that a step can keep what it was given and never reaches back
to its maker. Offsets count code points in a passage's plain text; lines count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Empty: Mapping[str, str] = MappingProxyType({})

MarkPolicy = Literal["first", "all", "never"]
PassageKind = Literal["paragraph", "quote", "item", "cell", "caption", "verse"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file that a person wrote."""

    path: str  # as the person knows it, relative to the project: "glossary/cica.md"
    line: int = 1
    column: int = 1


# --- read and clean ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One repair of a raw text."""

    rule: str  # the rule's name, as in docs/guide: "note-marker"
    line: int  # line of the raw file
    before: str
    after: str
    page: int = 0  # of a paged file, counted from 1


@dataclass(frozen=True, slots=True)
class Dropped:
    """One piece of a raw text that was set aside, with its reason."""

    rule: str  # "pull-quote", "boilerplate", "biography" …
    line: int
    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader of the cleaned text should know: a missing note, an unused one, a fragment."""

    code: str  # "note-missing", "note-unused", "fragment-start", "fragment-end"
    line: int
    message: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A raw text as Markdown, and the account of what became of the rest.

    `markdown` has `## ` headings, one line a paragraph, `[^23]` note markers and `[^23]: …` notes.
    `record` holds only what the raw text states: title, subtitle, authors (tuple), date (YYYY[-MM[-DD]]),
    publisher, series, number.
    """

    markdown: str
    record: Mapping[str, str | tuple[str, ...]]
    changes: tuple[Change, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Finding, ...] = ()
    raw: str = ""  # what the file said, line by line


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of a published work; an empty field is one the source does not state."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""  # YYYY, YYYY-MM or YYYY-MM-DD
    publisher: str = ""
    series: str = ""
    number: str = ""
    url: str = ""
    doi: str = ""
    language: str = "en"  # BCP 47
    rights: str = "restricted"  # an SPDX id, "public-domain" or "restricted"
    file: str = ""  # name of the file in the library


@dataclass(frozen=True, slots=True)
class Source:
    """One text as people gave it: its record and its Markdown body."""

    id: str  # the file's stem, or "<id>/original" for an original in the library
    work: Work
    place: Place  # of the first line of the body
    body: str  # Markdown
    siglum: str = ""  # short label in citations: "Takagi 2014"
    summary: str = ""
    front: str = ""  # the front matter of a Markdown file as written
    senses: Mapping[str, str] = field(default_factory=lambda: Empty)  # form → term id
    record: Mapping[tuple[str | int, ...], Place] = field(default_factory=dict)  # where each field stands
    split: str = "auto"  # auto, none, h1 or h2: where chapters begin
    mark: MarkPolicy | None = None
    original: Work | None = None  # for a study text: the work that it studies
    cleaned: Cleaned | None = None  # for a raw file: how the body came about
    rule_id: str = ""  # the id that `in:` rules know this text by
    citations: tuple[Citation, ...] = ()  # that the record makes

    def stated(self, *loc: str | int) -> Place:
        """Where a field of the record stands: `stated("original", "file")`."""
        return self.record.get(loc, self.place)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that people wrote and that is no text: the home page, the guide."""

    path: str  # below docs/
    place: Place  # of its first line
    body: str  # Markdown


# --- glossary ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which texts write a term, and when it means that term."""

    text: str
    place: Place
    exact: bool = False  # matched with case
    inflect: bool = False
    texts: tuple[str, ...] = ()  # holds in these texts …
    near: tuple[str, ...] = ()  # … or beside any of these words in the same passage
    not_near: tuple[str, ...] = ()

    @property
    def ruled(self) -> bool:
        """Whether the form says when it means its term."""
        return bool(self.texts or self.near or self.not_near)


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to passages: `[@takagi-2014, ¶3-4 "quoted words"]`."""

    text: str  # text id
    first: int  # number of the first passage
    last: int
    quote: str  # "" where none is given
    raw: str  # as written
    place: Place


@dataclass(frozen=True, slots=True)
class Named:
    """An id that a glossary file names, and where."""

    field: str  # "relations.broader", "compare", "senses", "in"
    id: str
    place: Place


@dataclass(frozen=True, slots=True)
class TermDate:
    """A dated event in the life of a term."""

    date: str
    event: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a term means in one text, where that text uses it differently."""

    text: str
    means: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One glossary entry."""

    id: str
    title: str
    kind: str
    forms: tuple[Form, ...]  # the title's form first
    definition: str  # Markdown of the first paragraph
    body: str  # Markdown of the rest
    place: Place  # of the title
    body_line: int
    native: Mapping[str, str] = field(default_factory=lambda: Empty)  # language → name
    dates: tuple[TermDate, ...] = ()
    relations: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    senses: tuple[Sense, ...] = ()
    mark: MarkPolicy | None = None
    status: str = "reviewed"
    citations: tuple[Citation, ...] = ()  # all that the file makes
    named_terms: tuple[Named, ...] = ()
    named_texts: tuple[Named, ...] = ()
    written: str = ""  # definition and body as they stand in the file


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table of related terms; each cell is Markdown with its citations, or "" where nothing is stated."""

    id: str
    title: str
    terms: tuple[str, ...]
    intro: str  # Markdown before the table
    outro: str  # Markdown after it
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # aspect, one cell a term
    place: Place  # of the table
    citations: tuple[Citation, ...] = ()
    named_terms: tuple[Named, ...] = ()
    written: str = ""  # everything below the front matter
    written_line: int = 1


@dataclass(frozen=True, slots=True)
class Glossary:
    """Everything under glossary/, in order of id."""

    terms: tuple[Term, ...]
    comparisons: tuple[Comparison, ...] = ()


# --- parse ------------------------------------------------------------------------------------------


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


# --- match and resolve ------------------------------------------------------------------------------


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
    marked: bool = False
