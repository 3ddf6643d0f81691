"""Notes of books amid their text: "[Footnote 1: …]" or "[1] …" under a paragraph or at a chapter's end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from postil.clean.draft import CLOSE, OPEN, Block, Draft, Note, part_label, shown
from postil.clean.notes import heads_notes
from postil.model import Change, Dropped

_FOOTNOTE = re.compile(
    r"\[Foot-?note(?: (?P<label>\w{1,3}|[*†‡§]{1,3}))?(?:\]?[:.]|\])\s*(?P<text>.*)", re.IGNORECASE
)
_ENTRY = re.compile(r"\[(?P<label>\d{1,3}|[A-Z]|[*†‡§]{1,3})\]:?\s+(?P<text>\S.*)", re.DOTALL)
_MARKER = re.compile(r" ?\[(?P<label>\d{1,3}|[A-Z]|[*†‡§]{1,3})\](?![(:\w])")
_STAR = re.compile(r"(?<=[^\s*\[])(?P<label>\*{1,3}|[†‡§])(?=$|[\s.,;:!?)”’\"'])")
_FEW = 4  # paragraphs of a note that stand between it and the next
_LONGEST = 40  # blocks that a bracket may stay open


@dataclass(slots=True)
class _Found:
    """A note where it stands."""

    at: int  # index of its block
    end: int  # index after its last block
    label: str
    written: str
    paragraphs: tuple[str, ...]
    explicit: bool  # "[Footnote …"
    part: int = 0
    markers: list[tuple[int, int, int]] = field(default_factory=list)  # block, start, end


def book_notes(draft: Draft) -> Draft:
    """Link notes that stand amid the text with their markers, and number them apart where they begin again.

    The markers of one label and the notes of that label follow one another in the same order; where there
    are more of one kind, a note belongs to the markers between it and the note of that label before it.
    """
    blocks = draft.blocks
    if not any("[" in block.text for block in blocks):
        return draft
    notes = _notes(blocks)
    if not notes or not (any(note.explicit for note in notes) or _amid(blocks, notes)):
        return draft
    _link(blocks, notes)
    if not any(note.markers for note in notes):
        return draft
    notes = [note for note in notes if note.markers or note.explicit]
    _number(notes, {note.label for note in draft.notes})
    return _without(draft, notes)


def _notes(blocks: Sequence[Block]) -> list[_Found]:
    found: list[_Found] = []
    at = 0
    section = False  # below a heading over notes, where what stands between two notes belongs to the first
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if block.kind not in ("text", "verse") or block.text[:1] != "[":
            if section and block.kind == "text" and found and found[-1].end == at - 1 and _more(blocks, at):
                found[-1].end, found[-1].paragraphs = at, (*found[-1].paragraphs, block.text)
            else:
                section = heads_notes(block)
            continue
        if match := _FOOTNOTE.match(block.text):
            end = _closing(blocks, at - 1)
            parts = [match["text"], *(_one_line(one.text) for one in blocks[at:end])]
            parts[-1] = parts[-1].removesuffix("]")
            written = match[0][: match.start("text")]
            label = match["label"] or "*"
            texts = tuple(part.strip() for part in parts if part.strip())
            found.append(_Found(at - 1, end, label, written, texts, True))
            at = end
        elif match := _ENTRY.fullmatch(block.text):
            text = _one_line(match["text"])
            found.append(_Found(at - 1, at, match["label"], match[0][: match.start("text")], (text,), False))
    return found


def _more(blocks: Sequence[Block], at: int) -> bool:
    """Whether another note follows within a few paragraphs."""
    following = next((block for block in blocks[at : at + _FEW] if block.text[:1] == "["), None)
    return following is not None and bool(_ENTRY.fullmatch(following.text))


def _closing(blocks: Sequence[Block], at: int) -> int:
    """The index after the block in which a bracket closes that opens at the start of this one."""
    depth = 0
    for i in range(at, min(at + _LONGEST, len(blocks))):
        depth += blocks[i].text.count("[") - blocks[i].text.count("]")
        if depth <= 0:
            return i + 1
        if blocks[i].kind == "heading":
            break
    return at + 1


def _amid(blocks: Sequence[Block], notes: Sequence[_Found]) -> bool:
    """Whether text goes on after notes, or their numbers begin again: else the notes section reads them."""
    places = {note.at for note in notes}
    after = any(
        i not in places and block.kind != "break" and not heads_notes(block)
        for i, block in enumerate(blocks[notes[0].at :], notes[0].at)
    )
    labels = [note.label for note in notes]
    return after or len(set(labels)) < len(labels)


def _link(blocks: Sequence[Block], notes: Sequence[_Found]) -> None:
    taken = {i for note in notes for i in range(note.at, note.end)}
    labels = {note.label for note in notes}
    markers: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if i in taken or block.kind in ("code", "break"):
            continue
        for pattern in (_MARKER, _STAR) if "*" in labels or "†" in labels else (_MARKER,):
            for match in pattern.finditer(block.text) if "[" in block.text or pattern is _STAR else ():
                if match["label"] in labels:
                    markers[match["label"]].append((i, *match.span()))
    by_label: dict[str, list[_Found]] = defaultdict(list)
    for note in notes:
        by_label[note.label].append(note)
    for label, places in markers.items():
        own = by_label[label]
        places.sort()
        if len(own) == len(places) and all(
            place[0] < note.at for place, note in zip(places, own, strict=True)
        ):
            for place, note in zip(places, own, strict=True):
                note.markers.append(place)
            continue
        above = -1
        for note in own:
            note.markers += [place for place in places if above < place[0] < note.at]
            above = note.at


def _number(notes: Sequence[_Found], known: set[str]) -> None:
    """Give each note its part: a new one where the numbers begin again."""
    part = 0
    last: tuple[int, str] = (0, "")
    for note in notes:
        here = (int(note.label) if note.label.isdigit() else 0, note.label)
        if here <= last or part_label(note.label, part) in known:
            part += 1
        last = here
        note.part = part
        while part_label(note.label, note.part) in known:
            note.part = part = part + 1
        known.add(part_label(note.label, note.part))


def _without(draft: Draft, notes: Sequence[_Found]) -> Draft:
    blocks: list[Block | None] = list(draft.blocks)
    changes: list[Change] = []
    dropped: list[Dropped] = []
    edits: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    made: list[Note] = []
    for note in notes:
        line = draft.blocks[note.at].line
        label = part_label(note.label, note.part)
        made.append(Note(label, note.paragraphs or ("",), line, -1))
        head = " ".join(note.paragraphs)[:80].split(" ")[0]
        shut = "]" if note.explicit else ""
        before = f"{note.written.strip()} {head}{shut}"
        changes.append(Change("note-definition", line, before, f"[^{label}]: {head}"))
        blocks[note.at : note.end] = [None] * (note.end - note.at)
        for i, start, end in note.markers:
            edits[i].append((start, end, label))
    for i, block in enumerate(draft.blocks):
        if blocks[i] is not None and heads_notes(block) and i + 1 < len(blocks) and blocks[i + 1] is None:
            dropped.append(Dropped("notes-heading", block.line, shown(block)))
            blocks[i] = None
    for i, places in edits.items():
        block = draft.blocks[i]
        if blocks[i] is None:
            continue
        pieces: list[str] = []
        end = 0
        for start, stop, label in sorted(places):
            pieces += [block.text[end:start], f"{OPEN}{label}{CLOSE}"]
            word = block.text[max(0, start - 24) : start].split()[-1:] or [""]
            left = "" if OPEN in word[0] else word[0]
            written = f"{left}{block.text[start:stop].strip()}"
            changes.append(Change("note-marker", block.line_at(start), written, f"{left}[^{label}]"))
            end = stop
        blocks[i] = replace(block, text="".join(pieces) + block.text[end:])
    return replace(
        draft,
        blocks=tuple(block for block in blocks if block is not None),
        notes=draft.notes + tuple(made),
        dropped=draft.dropped + tuple(dropped),
    ).changed(changes)


def _one_line(text: str) -> str:
    return " ".join(text.split())
