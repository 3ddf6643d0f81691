"""Paragraphs broken across pages and columns."""

from __future__ import annotations

import re
from dataclasses import replace

from postil.clean import vocabulary
from postil.clean.draft import Block, Draft, bare_markers
from postil.clean.sentences import (
    abbreviated,
    finished,
    hangs,
    headline,
    is_prose,
    sentence_count,
    starts_low,
    stripped,
)
from postil.clean.words import Joiner, Lexicon, join_lines
from postil.model import Change

_LONG = 80  # characters: a shorter line without a full stop may be an address or a salutation
_ITEM = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s")  # begins an item of a list that has letters
_TITLE = 80  # characters: no heading over a bibliography is longer
_UNPOINTED = 0.3  # share of paragraphs without a full stop from which its lack says nothing


def broken_paragraphs(draft: Draft) -> Draft:
    """Join a paragraph that stops amid a sentence with the next piece, where that goes on."""
    for _ in range(4):  # each join says more about whether this text ends its paragraphs with full stops
        joined = _joined(draft)
        if joined is draft:
            break
        draft = joined
    return draft


def _joined(draft: Draft) -> Draft:
    ends = [finished(block.text) for block in draft.blocks if is_prose(block)]
    pointed = ends.count(False) <= max(2, _UNPOINTED * len(ends))
    lexicon: Lexicon | None = None
    blocks: list[Block] = []
    above: Block | None = None
    piece: _Piece | None = None  # the last paragraph, while pieces are joined to it
    changes: list[Change] = []
    listing = False  # amid a bibliography, whose entries need no full stops
    for i, block in enumerate(draft.blocks):
        opens = len(block.text) < _TITLE and bool(vocabulary.BIBLIOGRAPHY_HEADING.fullmatch(block.text))
        heads = block.kind == "heading" or (
            block.kind == "text" and (opens or listing) and headline(block.text)
        )
        listing = opens if heads else listing
        after = draft.blocks[i + 1] if i + 1 < len(draft.blocks) else None
        if not listing and _goes_on(piece.end if piece else above, block, after, pointed):
            if lexicon is None:
                lexicon = Lexicon(one.text for one in draft.blocks)
            piece = piece or _Piece(blocks.pop())
            changes.append(piece.add(block, lexicon))
            continue
        if piece:
            blocks.append(piece.block)
            piece = None
        blocks.append(block)
        above = block
    if not changes:
        return draft
    if piece:
        blocks.append(piece.block)
    return replace(draft, blocks=tuple(blocks)).changed(changes)


class _Piece:
    """A paragraph that is being joined; only its end is looked at, however long it grows."""

    _SEEN = 1000  # characters: enough to tell prose and the end of a sentence

    def __init__(self, first: Block) -> None:
        self.first = self.end = first
        self.joiner = Joiner(first.text)
        self.seams = list(first.seams)

    def add(self, block: Block, lexicon: Lexicon) -> Change:
        """Join the next piece and say what was done."""
        above = self.end.text[-200:]
        self.joiner.add(block.text, lexicon)
        start = self.joiner.length - len(block.text)
        self.seams += [(start, block.line), *((start + offset, line) for offset, line in block.seams)]
        text = join_lines(self.end.text[-self._SEEN :], block.text[-self._SEEN :], lexicon)
        self.end = replace(self.first, text=text)
        head = bare_markers(" ".join(above.split()[-3:]))
        tail = bare_markers(" ".join(block.text[:200].split()[:3]))
        return Change("broken-paragraph", block.line, f"{head}\n\n{tail}", join_lines(head, tail, lexicon))

    @property
    def block(self) -> Block:
        """The whole paragraph."""
        return replace(self.first, text=self.joiner.text, seams=tuple(self.seams))


def _goes_on(above: Block | None, block: Block, after: Block | None, pointed: bool) -> bool:
    if above is None or above.kind != "text" or block.kind != "text" or not any(map(str.isalpha, block.text)):
        return False
    if finished(above.text) or _ITEM.match(block.text):
        return False
    if starts_low(block.text):
        return is_prose(above) or hangs(above.text) or not headline(above.text)
    core = stripped(above.text)
    if not pointed or core[-1:].isdigit() or len(above.text) < _LONG or abbreviated(above.text):
        return False
    return (
        is_prose(above)
        and (sentence_count(above.text) > 0 or len(above.text) > 2 * _LONG)
        and not _heads(block, after)
    )


def _heads(block: Block, after: Block | None) -> bool:
    """Whether the next piece is a line of its own: it may be a heading over what follows."""
    return headline(block.text) and (after is None or after.kind != "text" or not starts_low(after.text))
