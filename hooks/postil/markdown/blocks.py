"""What is searched in one piece, made from flattened elements: passages, headings and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from postil.markdown.flatten import Flat
from postil.model import Block, BlockKind, HandMark, Passage, PassageKind, Span

NO_BREAK_SPACE = "\x02qq3936677670287331zz\x03"  # as the footnotes extension leaves it in its tree

Stretch = TypeVar("Stretch", HandMark, Span)


def passage(id_: str, section: str | None, kind: PassageKind, flat: Flat) -> Passage:
    """A passage; its offsets are those of its element, which the weaver relies on."""
    if kind == "paragraph" and "\n" in flat.text:
        kind = "verse"
    text = flat.text.rstrip()
    hand = tuple(_within(flat.hand, 0, len(text)))
    return Passage(id_, section, kind, text, hand, tuple(flat.closed), tuple(flat.opaque))


def block(id_: str, section: str | None, kind: BlockKind, parts: Iterable[Flat]) -> Block:
    """A heading or a note: each of its parts on a line, without white space around it."""
    lines: list[str] = []
    hand: list[HandMark] = []
    closed: list[Span] = []
    opaque: list[Span] = []
    length = 0
    for part in parts:
        text = part.text.rstrip().removesuffix(NO_BREAK_SPACE).rstrip()
        line = text.lstrip()
        if line:
            shift = length - (len(text) - len(line))
            hand += _within(part.hand, shift, length + len(line))
            closed += _within(part.closed, shift, length + len(line))
            opaque += _within(part.opaque, shift, length + len(line))
            lines.append(line)
            length += len(line) + 1
    return Block(id_, section, kind, "\n".join(lines), tuple(hand), tuple(closed), tuple(opaque))


def _within(stretches: Iterable[Stretch], shift: int, end: int) -> Iterator[Stretch]:
    """Stretches moved by `shift`, as far as they stand before `end`."""
    for one in stretches:
        if one.start + shift < end:
            yield replace(one, start=max(0, one.start + shift), end=min(one.end + shift, end))
