"""Key word in context: a mention with the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from postil.model import Block, Occurrence

WIDTH = 70  # characters on either side


@dataclass(frozen=True, slots=True)
class Context:
    """One passage, heading or note that mentions a term, cut to the first mention in it."""

    id: str  # "p3", "the-heading", "fn:23"
    name: str  # "¶3", "heading", "note 23"
    before: str
    word: str
    after: str
    count: int  # mentions in it


def context(block: Block, occurrences: Sequence[Occurrence], width: int = WIDTH) -> Context:
    """The first mention in a block with up to `width` characters on either side, cut between words."""
    first = occurrences[0]
    text = block.text
    before, after = text[: first.start], text[first.end :]
    if len(before) > width:
        before = "… " + before[-width:].partition(" ")[2]
    if len(after) > width:
        after = after[:width].rpartition(" ")[0] + " …"
    return Context(block.id, block.name, before, first.surface, after, len(occurrences))
