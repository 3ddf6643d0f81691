"""Notes: Markdown's definitions, the notes section of a plain text, and the problems between notes and "
"markers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from postil.clean import vocabulary
from postil.clean.draft import MARKER, Block, Draft, Note, bare_markers, shown
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
        if block.kind in ("code", "table", "break"):
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
    """Read the numbered notes under a heading such as "Notes", or at the very end without one."""
    blocks = draft.blocks
    for i in range(len(blocks) - 1, -1, -1):
        block = blocks[i]
        if (
            block.kind in ("text", "heading")
            and len(block.text) < 60
            and (vocabulary.NOTES_HEADING.fullmatch(plain(block.text, False)))
        ):
            end = next((j for j in range(i + 1, len(blocks)) if blocks[j].kind == "heading"), len(blocks))
            notes, changes, taken = _read(blocks[i + 1 : end], None)
            if notes:
                headless = replace(
                    draft,
                    blocks=blocks[:i] + blocks[i + 1 + taken :],
                    dropped=(*draft.dropped, Dropped("notes-heading", block.line, shown(block))),
                )
                return replace(headless, notes=draft.notes + notes).changed(changes)
    return _symbol_notes(_closing_notes(draft))


def _closing_notes(draft: Draft) -> Draft:
    """Numbered blocks at the very end whose numbers stand as markers in the text."""
    blocks = draft.blocks
    start = len(blocks)
    number = 1000
    while start and (entry := _entry(blocks[start - 1])) and entry[0].isdigit() and int(entry[0]) < number:
        number = int(entry[0])
        start -= 1
    if len(blocks) - start < 2 and not (start < len(blocks) and blocks[start].text[:1] == "["):
        return draft
    labels = {entry[0] for block in blocks[start:] if (entry := _entry(block))}
    glued = {match[1] or match[2] for block in blocks[:start] for match in _GLUED.finditer(block.text)}
    glued |= {
        match[0].translate(_SUPERSCRIPT)
        for block in blocks[:start]
        for match in _RAISED_IN.finditer(block.text)
    }
    if 2 * len(labels & glued) < len(labels):
        return draft
    notes, changes, taken = _read(blocks[start:], None)
    return replace(draft, blocks=blocks[:start] + blocks[start + taken :], notes=draft.notes + notes).changed(
        changes
    )


_GLUED = re.compile(r"(?<=[^\s\d(\[$£€#/-])\[?(\d{1,3})\]?(?=$|[\s.,;:!?)”’\"'–—])|(?<=\S )\[(\d{1,3})\]")
_RAISED_IN = re.compile(r"(?<=\S)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_STARRED = re.compile(r"(?<=[^\s*])(\*{1,3}|[†‡§])(?=$|[\s.,;:!?)”’\"'])")


def _symbol_notes(draft: Draft) -> Draft:
    """A block that begins with a star or dagger, where an earlier word carries that sign."""
    blocks: list[Block] = []
    notes: list[Note] = []
    changes: list[Change] = []
    seen: set[str] = set()
    for i, block in enumerate(draft.blocks):
        alone = not any(draft.blocks[j].kind == "item" for j in (i - 1, i + 1) if 0 <= j < len(draft.blocks))
        text = f"{block.mark} {block.text}" if block.kind == "item" else block.text
        match = _SYMBOL.match(text) if block.kind in ("text", "item") and text[:1] in "*†‡§" else None
        if match and alone and match[1] in seen and text[match.end() :].count(match[1]) == 0:
            notes.append(Note(match[1], (text[match.end() :],), block.line))
            changes.append(_definition(match[1], match[0], text[match.end() :], block.line))
            continue
        if block.kind in ("text", "verse", "quote"):
            seen.update(found[1] for found in _STARRED.finditer(block.text))
        blocks.append(block)
    if not notes:
        return draft
    return replace(draft, blocks=tuple(blocks), notes=draft.notes + tuple(notes)).changed(changes)


def _entry(block: Block) -> tuple[str, str, str] | None:
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


def _read(blocks: Sequence[Block], least: int | None) -> tuple[tuple[Note, ...], list[Change], int]:
    """The notes that these blocks are, and how many blocks they take."""
    notes: list[Note] = []
    changes: list[Change] = []
    last = 0
    for taken, block in enumerate(blocks):
        entry = _entry(block)
        label = int(entry[0]) if entry else 0
        if entry and last < label <= (last + _MAX_GAP if notes else 999):
            notes.append(Note(entry[0], (entry[2],), block.line))
            changes.append(_definition(entry[0], entry[1], entry[2], block.line))
            last = label
        elif not notes or block.kind not in ("text", "item", "quote", "verse"):
            return tuple(notes), changes, taken
        else:
            text = f"{block.mark} {block.text}" if block.kind == "item" else block.text.replace("\n", " ")
            notes[-1] = replace(notes[-1], paragraphs=(*notes[-1].paragraphs, text))
    return tuple(notes), changes, len(blocks)


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
