"""Headings: those that the raw text marks and those that only stand like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from postil.clean.draft import Block, Draft, shown
from postil.clean.sentences import finished, headline, is_prose, names_section
from postil.clean.syntax import plain, wrapping
from postil.model import Change


def heading_levels(draft: Draft) -> Draft:
    """Move headings of the first level down: the page's own title is the only one on that level."""
    if not any(block.kind == "heading" and block.level == 1 for block in draft.blocks):
        return draft
    blocks = tuple(
        replace(block, level=min(block.level + 1, 6)) if block.kind == "heading" else block
        for block in draft.blocks
    )
    changes = [
        Change("heading-level", block.line, shown(block), shown(moved))
        for block, moved in zip(draft.blocks, blocks, strict=True)
        if block != moved
    ]
    return replace(draft, blocks=blocks).changed(changes)


def heading_emphasis(draft: Draft) -> Draft:
    """Take the bold or italics off a heading, and make a heading of a short line in bold."""
    blocks = list(draft.blocks)
    changes: list[Change] = []
    level = min((block.level for block in blocks if block.kind == "heading"), default=1) + 1
    for i, block in enumerate(blocks):
        if block.text[:1] not in "*_" or not block.text or block.kind not in ("heading", "text"):
            continue
        mark = wrapping(block.text)
        inside = block.text[len(mark) : -len(mark)] if mark else ""
        if not mark or (block.kind == "text" and not (len(mark) > 1 and opens_section(blocks, i, inside))):
            continue
        blocks[i] = replace(block, kind="heading", text=inside, level=block.level or min(level, 6))
        changes.append(Change("heading", block.line, shown(block), shown(blocks[i])))
    return replace(draft, blocks=tuple(blocks)).changed(changes)


def unmarked_headings(draft: Draft) -> Draft:
    """Find headings in a text that marks none: a line worded like a heading with running text under it."""
    if any(block.kind == "heading" for block in draft.blocks):
        return draft
    blocks = list(draft.blocks)
    changes: list[Change] = []
    for i in range(len(blocks) - 2, -1, -1):  # from the end: a heading may stand over a heading
        block = blocks[i]
        if block.kind == "text" and opens_section(blocks, i, block.text):
            level = _depth(block.text)
            blocks[i] = replace(block, kind="heading", level=level)
            changes.append(Change("heading", block.line, block.text, f"{'#' * level} {block.text}"))
    return replace(draft, blocks=tuple(blocks)).changed(reversed(changes))


def _depth(text: str) -> int:
    """The level of a heading: its number tells how deep it stands ("2.1 Grain" under "2. The trades")."""
    match = _SUBNUMBER.match(text)
    return min(2 + match[0].count("."), 6) if match else 2


_SUBNUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+(?=\.?\s)")


def opens_section(blocks: Sequence[Block], at: int, text: str) -> bool:
    """Whether the line at this place is a heading: worded like one, after a finished paragraph, over a "
    "text."""
    if at + 1 >= len(blocks) or not headline(plain(text, False)):
        return False
    above, below = blocks[at - 1] if at else None, blocks[at + 1]
    if above is not None and above.kind == "text" and is_prose(above) and not finished(above.text):
        return False
    if below.kind == "text":
        words = len(text.split())
        return is_prose(below) and (below.words >= 2 * words or words <= 10 or names_section(text))
    return below.kind in ("heading", "quote", "table", "verse") or (
        below.kind == "item" and not text.endswith(":")
    )
