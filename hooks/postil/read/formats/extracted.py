"""What every reader of a format hands on: a text that `clean` can take, and what was done on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from postil.model import Change, Dropped

Record = Mapping[str, str | tuple[str, ...]]
_EMPTY: Record = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file that is no plain text.

    `text` has one line a paragraph, `#` headings, lists, quotations and tables as Markdown writes them,
    `[^1]` markers and `[^1]: …` notes. Lines of `changes` and `dropped` are lines of `text`, counted from 1;
    a piece that was set aside has the line before which it stood.
    """

    text: str
    record: Record = field(default_factory=lambda: _EMPTY)  # what the file states of itself
    changes: tuple[Change, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    pages: tuple[int, ...] = ()  # of a paged file: the line of `text` at which each page begins

    def page_of(self, line: int) -> int:
        """The page, counted from 1, on which a line of `text` begins; 0 where there are no pages."""
        return sum(start <= line for start in self.pages) or int(bool(self.pages))


class Sheet:
    """The text while it is written: knows which line comes next."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.changes: list[Change] = []
        self.dropped: list[Dropped] = []

    @property
    def line(self) -> int:
        """The number of the line on which the next block begins."""
        return len(self._lines) + (2 if self._lines else 1)

    def put(self, text: str, tight: bool = False) -> None:
        """Add a block below the others; `tight`: without a blank line between."""
        if self._lines and not tight:
            self._lines.append("")
        self._lines.extend(text.split("\n"))

    def drop(self, rule: str, text: str, page: int = 0) -> None:
        """Put a piece on record as set aside at this place."""
        if text.strip():
            self.dropped.append(Dropped(rule, self.line, text, page))

    def change(self, rule: str, before: str, after: str) -> None:
        """Put a repair of the next block on record."""
        self.changes.append(Change(rule, self.line, before, after))

    def finish(self, record: Record, pages: Iterable[int] = ()) -> Extracted:
        """What was written."""
        text = "\n".join(self._lines) + "\n" if self._lines else ""
        known = MappingProxyType({name: value for name, value in record.items() if value})
        return Extracted(text, known, tuple(self.changes), tuple(self.dropped), tuple(pages))
