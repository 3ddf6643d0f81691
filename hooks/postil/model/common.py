"""What texts and glossary share: places in files, citations, small types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Empty: Mapping[str, str] = MappingProxyType({})

MarkPolicy = Literal["first", "all", "never"]
Answers = Literal["everyone", "instructor"]
QuestionKind = Literal["recall", "comparison", "analysis"]
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
PassageKind = Literal["paragraph", "quote", "item", "cell", "caption", "verse"]
BlockKind = PassageKind | Literal["heading", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file that a person wrote."""

    path: str  # as the person knows it, relative to the project: "glossary/cica.md"
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to passages: `[@takagi-2014, ¶3-4 "quoted words"]`."""

    text: str  # text id
    first: int  # number of the first passage
    last: int
    quote: str  # "" where none is given
    raw: str  # as written
    place: Place
