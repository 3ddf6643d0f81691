"""The glossary: terms with their forms, comparisons, disagreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from postil.model.common import Citation, Empty, MarkPolicy, Place


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which texts write a term, and when it means that term."""

    text: str
    place: Place
    exact: bool = False  # matched with case
    inflect: bool = False
    plain: bool | None = None  # matched with or without diacritics; None: as the site says
    texts: tuple[str, ...] = ()  # holds in these texts …
    near: tuple[str, ...] = ()  # … or beside any of these words in the same passage
    not_near: tuple[str, ...] = ()

    @property
    def ruled(self) -> bool:
        """Whether the form says when it means its term."""
        return bool(self.texts or self.near or self.not_near)


@dataclass(frozen=True, slots=True)
class Named:
    """An id that a glossary file names, and where."""

    field: str  # "relations.broader", "compare", "terms", "senses", "in"
    id: str
    place: Place


@dataclass(frozen=True, slots=True)
class TermDate:
    """A dated event in the life of a term."""

    date: str  # YYYY, YYYY-MM or YYYY-MM-DD
    event: str
    cites: tuple[Citation, ...]
    place: Place  # of the date
    inferred: bool = False  # worked out from what the texts say, not stated by them


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
class Row:
    """One aspect of a comparison; each cell is Markdown with its citations, or "" where nothing is stated."""

    aspect: str
    cells: tuple[str, ...]  # one a term
    place: Place


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table of related terms."""

    id: str
    title: str
    terms: tuple[str, ...]
    intro: str  # Markdown before the table
    outro: str  # Markdown after it
    rows: tuple[Row, ...]
    place: Place  # of the table
    citations: tuple[Citation, ...] = ()
    named_terms: tuple[Named, ...] = ()
    written: str = ""  # everything below the front matter
    written_line: int = 1


@dataclass(frozen=True, slots=True)
class Claim:
    """What one text says in a disagreement."""

    says: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more claims that do not go together, and what a reader should make of them."""

    id: str
    title: str
    terms: tuple[str, ...]
    claims: tuple[Claim, ...]
    verdict: str  # Markdown
    place: Place  # of the title
    verdict_line: int
    citations: tuple[Citation, ...] = ()  # all that the file makes
    named_terms: tuple[Named, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The ids of the texts that make the claims, in the order of the claims."""
        return tuple(dict.fromkeys(cite.text for claim in self.claims for cite in claim.cites))


@dataclass(frozen=True, slots=True)
class Glossary:
    """Everything under glossary/, in order of id."""

    terms: tuple[Term, ...]
    comparisons: tuple[Comparison, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
