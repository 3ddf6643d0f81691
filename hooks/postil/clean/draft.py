"""What the rules of cleaning hand to one another.

A raw text becomes a `Draft`: blocks in reading order and the account of everything that was done to them.
Every rule takes a draft and returns a draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from postil.model import Change, Dropped, Finding

Kind = Literal["text", "heading", "verse", "item", "quote", "table", "code", "break", "note", "note-more"]

# Inside a draft a note marker is its label between two control characters. The characters step has removed
# both from the input, so nothing else can look like a marker; `render` writes `[^label]`.
OPEN, CLOSE = "\x02", "\x03"
MARKER = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")

_EMPTY: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the raw text, without its end."""

    number: int  # counted from 1 in the raw file
    text: str


BLANK = Line(0, "")  # stands for every empty line: half the lines of many a text


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a list item … of the raw text."""

    kind: Kind
    text: str  # one line; lines divided by "\n" in verse, tables and code
    line: int  # of the raw file
    level: int = 0  # of a heading (1 to 6); depth of a list item (0 for the outermost)
    mark: str = ""  # "-" or "1." of a list item; the label of a note
    tight: bool = False  # a list item that stands right under the item before it
    part: int = 0  # which part of a text whose notes are numbered part by part: 0 is the first
    seams: tuple[tuple[int, int], ...] = ()  # where its joined pieces begin: offset, line of the raw file

    @property
    def words(self) -> int:
        """How many words the block has; its lines hold single spaces only."""
        text = self.text
        return text.count(" ") + 1 if self.kind == "text" else text.count(" ") + text.count("\n") + 1

    def line_at(self, offset: int) -> int:
        """The raw line of the piece that holds this place of the text."""
        return next((line for start, line in reversed(self.seams) if start <= offset), self.line)


@dataclass(frozen=True, slots=True)
class Note:
    """A note's label and its paragraphs."""

    label: str
    paragraphs: tuple[str, ...]
    line: int
    part: int = 0  # of the blocks that it belongs to


def part_label(number: str, part: int) -> str:
    """A note's label that is unique in the text: "3" in the first part, "3-2" in the second."""
    return f"{number}-{part + 1}" if part else number


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way to being clean."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    record: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: _EMPTY)
    changes: tuple[Change, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    findings: tuple[Finding, ...] = ()
    people: tuple[str, ...] = ()  # whose biographies were set aside, in order
    escapes: bool = False  # whether the raw text escapes Markdown's characters itself

    def without(self, indexes: Collection[int], rule: str) -> Draft:
        """The draft with these blocks set aside for one reason."""
        if not indexes:
            return self
        gone = set(indexes)
        return replace(
            self,
            blocks=tuple(block for i, block in enumerate(self.blocks) if i not in gone),
            dropped=self.dropped
            + tuple(Dropped(rule, self.blocks[i].line, shown(self.blocks[i])) for i in sorted(gone)),
        )

    def changed(self, changes: Iterable[Change]) -> Draft:
        """The draft with more changes on record."""
        return replace(self, changes=self.changes + tuple(changes))

    def recorded(self, **fields: str | tuple[str, ...]) -> Draft:
        """The draft with more record fields; a field that stands already is kept."""
        return replace(self, record=MappingProxyType({**fields, **self.record}))


Rule = Callable[[Draft], Draft]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text still in lines, for what only its lines tell: blank lines, indents, margins."""

    lines: tuple[Line, ...]
    changes: tuple[Change, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    record: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: _EMPTY)

    def without(self, start: int, end: int, rule: str) -> Sheet:
        """The sheet with lines `start` to `end` (not included) set aside as one piece."""
        piece = self.lines[start:end]
        texts = [line.text.rstrip() for line in piece]
        number = next((line.number for line in piece if line.text.strip()), 0)
        if not number:
            return self
        return replace(
            self,
            lines=(*self.lines[:start], BLANK, *self.lines[end:]),
            dropped=(*self.dropped, Dropped(rule, number, "\n".join(texts).strip("\n"))),
        )


LineRule = Callable[[Sheet], Sheet]


def shown(block: Block) -> str:
    """A block as the raw text had it, for the list of what was dropped."""
    text = bare_markers(block.text)
    if block.kind == "heading" and block.level:
        return f"{'#' * block.level} {text}"
    if block.kind == "item":
        return f"{block.mark} {text}"
    if block.kind == "quote":
        return f"> {text}"
    return text


def bare_markers(text: str) -> str:
    """Note markers as Markdown writes them."""
    return MARKER.sub(r"[^\1]", text) if OPEN in text else text
