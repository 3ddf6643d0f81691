"""Notes: Markdown's definitions, the notes section of a plain text, and the problems between notes and "
"markers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from postil.clean import vocabulary
from postil.clean.draft import MARKER, Block, Draft, Note, bare_markers, part_label, shown
from postil.clean.sentences import headline
from postil.clean.syntax import plain
from postil.model import Change, Dropped, Finding

_ENTRY = re.compile(
    r"(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.):]?(?=\s))\s*(?=\S)|(\d{1,3})(?=[^\W\d_a-z]|[“‘\"])"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?=\s*\S)")
_SYMBOL = re.compile(r"(\*{1,3}|[†‡§])\s*(?=[^\s*])")
_REFERENCE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_MAX_GAP = 20  # missing notes in a row; a larger jump is a number that begins a sentence


def footnote_definitions(draft: Draft) -> Draft:
    """Read Markdown's own footnotes: `[^1]` in the text and `[^1]: …` with its indented paragraphs."""
    blocks: list[Block] = []
    notes: list[Note] = []
    for block in draft.blocks:
        if block.kind in ("code", "break"):
            blocks.append(block)
            continue
        text = block.text
        if "[^" in text:
            text = _REFERENCE.sub("\x02\\1\x03", text)
        if block.kind == "note":
            notes.append(Note(block.mark, (text,), block.line))
        elif block.kind == "note-more" and notes:
            last = notes[-1]
            notes[-1] = replace(last, paragraphs=tuple(part for part in (*last.paragraphs, text) if part))
        else:
            kind = "text" if block.kind == "note-more" else block.kind
            blocks.append(
                block if text == block.text and kind == block.kind else replace(block, text=text, kind=kind)
            )
    return replace(draft, blocks=tuple(blocks), notes=tuple(notes))


def notes_section(draft: Draft) -> Draft:
    """Read the numbered notes under headings such as "Notes", or at the very end without one.

    A text with several such sections numbers its notes part by part: each belongs to the blocks before it.
    Where the numbers go on from section to section, it is one part.
    """
    blocks = draft.blocks
    kept: list[Block] = []
    found: list[Note] = []
    changes: list[Change] = []
    dropped: list[Dropped] = []
    part = max((note.part + 1 for note in draft.notes), default=0)
    since = at = 0  # the first of the blocks that the next section belongs to
    while at < len(blocks):
        block = blocks[at]
        if heads_notes(block):
            end = at + 1
            while end < len(blocks) and blocks[end].kind != "heading" and not heads_notes(blocks[end]):
                end += 1
            first = next((one for one in map(entry, blocks[at + 1 : end]) if one), None)
            if found and first and int(first[0]) <= int(found[-1].label.split("-")[0]):
                part += 1
            notes, made, taken = read_notes(blocks[at + 1 : end], part, end == len(blocks))
            if notes:
                kept[since:] = [replace(one, part=part) if part else one for one in kept[since:]]
                since = len(kept)
                found += notes
                changes += made
                dropped.append(Dropped("notes-heading", block.line, shown(block)))
                at += 1 + taken
                continue
        kept.append(block)
        at += 1
    if part:  # what stands below the last section has no notes of its own
        kept[since:] = [replace(one, part=part + 1) for one in kept[since:]]
    if not found:
        return _symbol_notes(_closing_notes(draft))
    return replace(
        draft,
        blocks=tuple(kept),
        notes=draft.notes + tuple(found),
        dropped=draft.dropped + tuple(dropped),
    ).changed(changes)


def heads_notes(block: Block) -> bool:
    """Whether a block is the heading over notes."""
    return (
        block.kind in ("text", "heading")
        and len(block.text) < 60
        and bool(vocabulary.NOTES_HEADING.fullmatch(plain(block.text, False)))
    )


def _closing_notes(draft: Draft) -> Draft:
    """Numbered blocks at the very end whose numbers stand as markers in the text."""
    blocks = draft.blocks
    start = len(blocks)
    number = 1000
    while start and (one := entry(blocks[start - 1])) and one[0].isdigit() and int(one[0]) < number:
        number = int(one[0])
        start -= 1
    if len(blocks) - start < 2 and not (start < len(blocks) and blocks[start].text[:1] == "["):
        return draft
    labels = {one[0] for block in blocks[start:] if (one := entry(block))}
    glued = {match[1] or match[2] for block in blocks[:start] for match in _GLUED.finditer(block.text)}
    glued |= {
        match[0].translate(_SUPERSCRIPT)
        for block in blocks[:start]
        for match in _RAISED_IN.finditer(block.text)
    }
    if 2 * len(labels & glued) < len(labels):
        return draft
    notes, changes, taken = read_notes(blocks[start:], blocks[start].part, True)
    return replace(draft, blocks=blocks[:start] + blocks[start + taken :], notes=draft.notes + notes).changed(
        changes
    )


_GLUED = re.compile(r"(?<=[^\s\d(\[$£€#/-])\[?(\d{1,3})\]?(?=$|[\s.,;:!?)”’\"'–—])|(?<=\S )\[(\d{1,3})\]")
_RAISED_IN = re.compile(r"(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_STARRED = re.compile(r"(?<=[^\s*])(\*{1,3}|[†‡§])(?=$|[\s.,;:!?)”’\"'])")


def _symbol_notes(draft: Draft) -> Draft:
    """A block that begins with a star or dagger, where an earlier word carries that sign."""
    if not any(block.text[:1] in "*†‡§" or block.mark == "*" for block in draft.blocks):
        return draft
    blocks: list[Block] = []
    notes: list[Note] = []
    changes: list[Change] = []
    seen: set[str] = set()
    for i, block in enumerate(draft.blocks):
        alone = not any(draft.blocks[j].kind == "item" for j in (i - 1, i + 1) if 0 <= j < len(draft.blocks))
        text = f"{block.mark} {block.text}" if block.kind == "item" else block.text
        match = _SYMBOL.match(text) if block.kind in ("text", "item") and text[:1] in "*†‡§" else None
        if (
            match
            and (alone or block.kind == "text")
            and match[1] in seen
            and text[match.end() :].count(match[1]) == 0
        ):
            notes.append(Note(match[1], (text[match.end() :],), block.line))
            changes.append(_definition(match[1], match[0], text[match.end() :], block.line))
            continue
        if block.kind in ("text", "verse", "quote"):
            seen.update(found[1] for found in _STARRED.finditer(block.text))
        blocks.append(block)
    if not notes:
        return draft
    return replace(draft, blocks=tuple(blocks), notes=draft.notes + tuple(notes)).changed(changes)


def entry(block: Block) -> tuple[str, str, str] | None:
    """A numbered note's label, the characters that wrote it, and its text."""
    if block.kind == "item":
        return (block.mark[:-1], f"{block.mark} ", block.text) if block.mark[:1].isdigit() else None
    if block.kind != "text":
        return None
    raised = _RAISED.match(block.text)
    if raised:
        return raised[0].translate(_SUPERSCRIPT), raised[0], block.text[raised.end() :].lstrip()
    match = _ENTRY.match(block.text)
    if not match:
        return None
    return next(group for group in match.groups() if group), match[0], block.text[match.end() :]


def read_notes(
    blocks: Sequence[Block], part: int, closing: bool
) -> tuple[tuple[Note, ...], list[Change], int]:
    """The notes that these blocks are, and how many blocks they take.

    Paragraphs without a number belong to the note above where another note follows, or, in the last section,
    where no more than two are left; anything longer is text that goes on after the notes.
    """
    notes: list[Note] = []
    changes: list[Change] = []
    waiting: list[str] = []
    last = taken = 0
    for at, block in enumerate(blocks):
        one = entry(block)
        label = int(one[0]) if one else 0
        if one and last < label <= (last + _MAX_GAP if notes else 999):
            notes = _with_more(notes, waiting)
            unique = part_label(one[0], part)
            notes.append(Note(unique, (one[2],), block.line, part))
            changes.append(_definition(unique, one[1], one[2], block.line))
            last, taken, waiting = label, at + 1, []
        elif notes and block.kind in ("text", "item", "quote", "verse") and not headline(block.text):
            waiting.append(f"{block.mark} {block.text}".strip().replace("\n", " "))
        else:
            return tuple(notes), changes, taken
    if closing and len(waiting) <= 2:
        notes, taken = _with_more(notes, waiting), len(blocks)
    return tuple(notes), changes, taken


def _with_more(notes: list[Note], paragraphs: list[str]) -> list[Note]:
    if paragraphs and notes:
        notes[-1] = replace(notes[-1], paragraphs=(*notes[-1].paragraphs, *paragraphs))
    return notes


def _definition(label: str, written: str, text: str, line: int) -> Change:
    word = bare_markers(text[:80].split(" ")[0])
    return Change("note-definition", line, f"{written.strip()} {word}", f"[^{label}]: {word}")


def note_problems(draft: Draft) -> Draft:
    """Report markers whose note the raw text lacks, and notes that no marker points to."""
    lines: dict[str, int] = {}
    for block in draft.blocks:
        for label in MARKER.findall(block.text):
            lines.setdefault(label, block.line)
    defined = {note.label for note in draft.notes}
    inner = {label for note in draft.notes for text in note.paragraphs for label in MARKER.findall(text)}
    moved = {change.after: change.line for change in draft.changes if change.rule == "note-marker"}
    where = {label: line for after, line in moved.items() for label in _REFERENCE.findall(after)}
    found = [
        Finding("note-missing", where.get(label, line), f"marker {label} has no note in the source")
        for label, line in lines.items()
        if label not in defined
    ]
    found += [
        Finding("note-unused", note.line, f"no marker points to note {note.label}")
        for note in draft.notes
        if note.label not in lines and note.label not in inner
    ]
    return replace(draft, findings=draft.findings + tuple(found))
