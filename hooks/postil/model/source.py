"""Texts as people gave them: a raw file and what cleaning made of it, a work and its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from postil.model.common import Answers, Citation, Empty, MarkPolicy, Place, QuestionKind


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
class Question:
    """A question on a text."""

    id: str  # the text's id and its number in the record, from 1: "takagi-2014#2"
    ask: str  # Markdown, one paragraph
    kind: QuestionKind
    answer: str  # Markdown, one paragraph; "" where there is none, or where it is kept back
    cites: tuple[Citation, ...]  # the passages that the answer rests on, of this text and of others
    kept_back: bool = False  # the record has an answer, and this edition does not show it

    @property
    def text(self) -> str:
        """Id of the text whose record asks."""
        return self.id.partition("#")[0]

    @property
    def number(self) -> int:
        return int(self.id.partition("#")[2])

    @property
    def texts(self) -> tuple[str, ...]:
        """Ids of the texts that it cites, in order of first citation; more than one: it goes across texts."""
        return tuple(dict.fromkeys(cite.text for cite in self.cites))


@dataclass(frozen=True, slots=True)
class Study:
    """What the study page of a text says besides its questions; Markdown, one paragraph each."""

    argues: str = ""  # what the text argues; "" where the summary has to do
    before: tuple[str, ...] = ()  # prompts before reading
    during: tuple[str, ...] = ()  # … while reading
    after: tuple[str, ...] = ()
    task: str = ""  # what to write …
    passage: tuple[Citation, ...] = ()  # … about these passages


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
    questions: tuple[Question, ...] = ()
    study: Study | None = None
    answers: Answers | None = None  # who sees the answers, whatever the site says
    written: tuple[tuple[str, Place], ...] = ()  # each piece of Markdown in the record, and where it stands

    @property
    def guided(self) -> bool:
        """Whether the text has a study page."""
        return bool(self.questions or self.study)

    def stated(self, *loc: str | int) -> Place:
        """Where a field of the record stands: `stated("original", "file")`."""
        return self.record.get(loc, self.place)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that people wrote and that is no text: the home page, the guide."""

    path: str  # below docs/
    place: Place  # of its first line
    body: str  # Markdown
