"""Notes of a whole book at its end, by chapter: "Notes to chapter 1", or "Notes" over the chapters' names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from postil.clean.chapters import number_of
from postil.clean.draft import Block, Draft, Note, shown
from postil.clean.notes import entry, heads_notes, read_notes
from postil.model import Change, Dropped

_NOTES_TO = re.compile(r"(?:end|foot)?notes (?:to|for|on) (?P<of>.{1,80}?)[.:]?", re.IGNORECASE)
_TITLE = 20  # words
_LONGEST = 200  # characters of a chapter's name
_ENOUGH = 5  # letters that tell a name at the end of a heading ("CHAPTER II. The Rope")
_MOST = 300  # chapters


@dataclass(frozen=True, slots=True)
class _Group:
    """The notes of one chapter."""

    at: int  # index of the block that names the chapter
    chapter: int  # index of the block in the text that begins it


def chapter_notes(draft: Draft) -> Draft:
    """Read notes that stand at a book's end chapter by chapter, and tie each group to its chapter.

    A line that names a chapter of the text and stands over a note 1 begins a group; two such at least prove
    the pattern.
    """
    blocks = draft.blocks
    start = next((i for i in range(len(blocks) - 1, 0, -1) if _opens(blocks, i)), None)
    if start is None:
        return draft
    while above := _above(blocks, start):
        start = above
    start -= heads_notes(blocks[start - 1])
    heads = [i for i in range(start, len(blocks) - 1) if _begins(blocks, i)]
    if not 1 < len(heads) <= _MOST:
        return draft
    names = _named(blocks[:start])
    groups = [_Group(i, chapter) for i in heads if (chapter := _chapter(blocks, i, names)) >= 0]
    if len(groups) < 2 or len({group.chapter for group in groups}) < len(groups):
        return draft
    return _tied(draft, start, groups)


def _opens(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading over all the notes, or over those of a first chapter, stands here."""
    if _NOTES_TO.fullmatch(blocks[at].text) and _begins(blocks, at):
        return True
    return heads_notes(blocks[at]) and at + 2 < len(blocks) and _begins(blocks, at + 1)


def _above(blocks: Sequence[Block], at: int) -> int:
    """The heading of the group right before this one, or 0: between them there are only notes."""
    if not _NOTES_TO.fullmatch(blocks[at].text):
        return 0
    for i in range(at - 1, 0, -1):
        if _NOTES_TO.fullmatch(blocks[i].text):
            return i if _begins(blocks, i) and entry(blocks[at - 1]) else 0
        if entry(blocks[i]) is None and (i == at - 1 or blocks[i].kind == "heading"):
            return 0
    return 0


def _begins(blocks: Sequence[Block], at: int) -> bool:
    """Whether a short line over a note 1 stands here."""
    if at + 1 >= len(blocks) or blocks[at].kind not in ("text", "heading") or blocks[at].words > _TITLE:
        return False
    first = entry(blocks[at + 1])
    return entry(blocks[at]) is None and first is not None and first[0] == "1"


def _chapter(blocks: Sequence[Block], at: int, chapters: Mapping[str, int]) -> int:
    """The index of the chapter that a group's name names, or -1."""
    match = _NOTES_TO.fullmatch(blocks[at].text)
    name = match["of"] if match else blocks[at].text
    letters, number = _letters(name), number_of(name)
    if letters in chapters:
        return chapters[letters]
    if number and f"#{number}" in chapters:
        return chapters[f"#{number}"]
    ends = (i for key, i in chapters.items() if len(letters) > _ENOUGH and key.endswith(letters))
    return next(ends, -1)


def _named(blocks: Sequence[Block]) -> dict[str, int]:
    """Where each short line of a text stands first, by its letters and by the chapter's number in it."""
    found: dict[str, int] = {}
    for i, block in enumerate(blocks):
        if block.kind in ("text", "heading") and len(block.text) < _LONGEST and block.words <= _TITLE:
            found.setdefault(_letters(block.text), i)
            if number := number_of(block.text):
                found.setdefault(f"#{number}", i)
    return found


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def _tied(draft: Draft, start: int, groups: Sequence[_Group]) -> Draft:
    blocks = draft.blocks
    found: list[Note] = []
    changes: list[Change] = []
    gone: set[int] = set()
    first = max((note.part + 1 for note in draft.notes), default=0)
    parts = {group.chapter: part for part, group in enumerate(groups, first)}
    for group, below in zip(groups, [*(group.at for group in groups[1:]), len(blocks)], strict=True):
        entries, part = blocks[group.at + 1 : below], parts[group.chapter]
        notes, made, taken = read_notes(entries, part, below == len(blocks))
        found += notes
        changes += made
        gone.update(range(group.at, group.at + 1 + taken))
    if heads_notes(blocks[start]):
        gone.add(start)
    heads = {start, *(group.at for group in groups)} & gone
    kept: list[Block] = []
    part = min(parts.values())
    for i, block in enumerate(blocks):
        part = parts.get(i, part)
        if i not in gone:
            kept.append(replace(block, part=part) if i < start else block)
    dropped = tuple(Dropped("notes-heading", blocks[i].line, shown(blocks[i])) for i in sorted(heads))
    return replace(
        draft, blocks=tuple(kept), notes=draft.notes + tuple(found), dropped=draft.dropped + dropped
    ).changed(changes)
