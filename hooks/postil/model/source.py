"""Texts as people gave them: a raw file and what cleaning made of it, a work and its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from postil.model.common import Citation, Empty, MarkPolicy, Place


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
