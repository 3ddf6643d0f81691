"""Notes cited several at a time ("[2, 5]", "[4]–[6]") or with a page, and those numbered i, ii, iii."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from postil.clean.draft import CLOSE, OPEN, Block, Draft, Note, bare_markers, part_label
from postil.model import Change

_MANY = re.compile(
    r" ?\[(?P<list>\d{1,3}(?:\]?\s?[,;–-]\s?\[?\d{1,3})+)\](?![(:])"
    r"| ?\[(?P<one>\d{1,3}), (?P<where>(?:pp?\.|ch\.|sec\.|vol\.|fig\.|S\.) ?[^\]\[]{1,40})\](?![(:])"
)
_RANGE = re.compile(r"(\d{1,3})\]?\s?[–-]\s?\[?(\d{1,3})|(\d{1,3})")
_LONGEST = 20  # notes in a range
_ROMAN_ENTRY = re.compile(r"\[(?P<label>[ivxl]{1,7})\]\s+(?P<text>\S.*)", re.DOTALL)
_ROMAN_MARKER = re.compile(r"(?<=\S)\[(?P<label>[ivxl]{1,7})\](?![(:])")
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl")


def citations(draft: Draft) -> Draft:
    """Make a marker for each note of a list or range in brackets, where all of them are notes of the text."""
    defined: dict[int, set[str]] = {}
    for note in draft.notes:
        defined.setdefault(note.part, set()).add(note.label.split("-")[0])
    blocks = list(draft.blocks)
    changes: list[Change] = []
    for i, block in enumerate(blocks):
        if block.kind in ("code", "table", "break") or "[" not in block.text or block.part not in defined:
            continue
        pieces: list[str] = []
        end = 0
        for match in _MANY.finditer(block.text):
            markers = _markers(match, block, defined[block.part])
            if not markers:
                continue
            pieces += [block.text[end : match.start()], markers]
            end = match.end()
            changes.append(
                Change("note-marker", block.line_at(match.start()), match[0].strip(), bare_markers(markers))
            )
        if pieces:
            blocks[i] = replace(block, text="".join(pieces) + block.text[end:])
    return replace(draft, blocks=tuple(blocks)).changed(changes)


def _markers(match: re.Match[str], block: Block, defined: AbstractSet[str]) -> str:
    """The markers of a list of notes, or "" where one of them is no note."""
    numbers = [match["one"]] if match["one"] else _numbers(match["list"])
    if not numbers or not all(number in defined for number in numbers):
        return ""
    written = "".join(f"{OPEN}{part_label(number, block.part)}{CLOSE}" for number in numbers)
    return f"{written} ({match['where']})" if match["one"] else written


def _numbers(text: str) -> list[str]:
    found: list[int] = []
    for match in _RANGE.finditer(text):
        first = int(match[1] or match[3])
        last = int(match[2] or match[3])
        if not first <= last < first + _LONGEST:
            return []
        found += range(first, last + 1)
    return [str(number) for number in found]


def roman_notes(draft: Draft) -> Draft:
    """Read the endnotes of a word processor saved as text: "[i] …" at the end, "[i]" in the text."""
    blocks = draft.blocks
    entries = [(i, match) for i, block in enumerate(blocks) if (match := _roman_entry(block))]
    first = next((at for at, (_, match) in enumerate(entries) if match["label"] == "i"), None)
    if first is None:
        return draft
    run = [one for n, one in enumerate(entries[first:], 1) if one[1]["label"] == _roman(n)]
    start = run[0][0]
    labels = {match["label"] for _, match in run}
    if not any(_marked(block, labels) for block in blocks[:start]):
        return draft
    kept: list[Block] = []
    notes: list[Note] = []
    changes: list[Change] = []
    taken = dict(run)
    for i, block in enumerate(blocks):
        if i in taken:
            label, text = taken[i]["label"], taken[i]["text"]
            notes.append(Note(label, (text,), block.line))
            word = bare_markers(text[:80].split(" ")[0])
            changes.append(Change("note-definition", block.line, f"[{label}] {word}", f"[^{label}]: {word}"))
        elif _marked(block, labels):
            changes += _changes(block, labels)
            kept.append(replace(block, text=_ROMAN_MARKER.sub(lambda m: _written(m, labels), block.text)))
        else:
            kept.append(block)
    return replace(draft, blocks=tuple(kept), notes=draft.notes + tuple(notes)).changed(changes)


def _roman_entry(block: Block) -> re.Match[str] | None:
    if block.kind != "text" or block.text[:1] != "[":
        return None
    return _ROMAN_ENTRY.fullmatch(block.text)


def _marked(block: Block, labels: AbstractSet[str]) -> bool:
    return block.kind not in ("code", "table") and any(
        match["label"] in labels for match in _ROMAN_MARKER.finditer(block.text)
    )


def _written(match: re.Match[str], labels: AbstractSet[str]) -> str:
    return f"{OPEN}{match['label']}{CLOSE}" if match["label"] in labels else match[0]


def _changes(block: Block, labels: AbstractSet[str]) -> Sequence[Change]:
    found: list[Change] = []
    for match in _ROMAN_MARKER.finditer(block.text):
        if match["label"] in labels:
            word = block.text[max(0, match.start() - 24) : match.start()].split()[-1:] or [""]
            left = "" if OPEN in word[0] else word[0]
            line = block.line_at(match.start())
            found.append(Change("note-marker", line, f"{left}{match[0]}", f"{left}[^{match['label']}]"))
    return found


def _roman(number: int) -> str:
    return _TENS[min(number // 10, 4)] + _UNITS[number % 10]
