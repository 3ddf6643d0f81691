"""Printed pages in a plain text: their running heads with numbers, and the notes at their feet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from postil.clean import prose
from postil.clean.draft import BLANK, Line, Sheet
from postil.clean.words import Joiner, Lexicon
from postil.model import Change, Dropped

_LEFT = re.compile(r"\s*(?P<n>\d{1,4})(?:\s{3,}|\s+[|·•]\s+)(?P<text>\S.*)")
_RIGHT = re.compile(r"\s*(?P<text>\S.*?)(?:\s{3,}|\s+[|·•]\s+)(?P<n>\d{1,4})\s*")
_LONGEST = 100  # characters of a running head, without its gap
_PAGE = 8  # lines, at least, from one head to the next
_NOTE = re.compile(r"\s{0,4}[\[(]?(?P<n>\d{1,3})[\])]?[.:]?\s+(?P<text>\S.*)")
_MOST_GROUPS = 40  # notes at the foot of one page


def folios(sheet: Sheet) -> Sheet:
    """Set aside running heads that hold the page's number, and read the notes that stand before them.

    A head stands alone on its line, with a wide gap between words and number; the numbers of two heads at
    least follow one another. Notes at a page's foot are read where they count on from page to page and their
    numbers stand glued to words above.
    """
    heads = _heads(sheet.lines)
    if not heads:
        return sheet
    lines = list(sheet.lines)
    dropped = [Dropped("running-head", lines[at].number, " ".join(lines[at].text.split())) for at in heads]
    for at in heads:
        lines[at] = BLANK
    changes: list[Change] = []
    notes = _feet(lines, heads)
    if notes:
        lexicon = Lexicon(line.text for line in lines)
        for note in notes:
            _define(lines, note, lexicon, changes)
    return replace(
        sheet,
        lines=tuple(lines),
        dropped=(*sheet.dropped, *dropped),
        changes=(*sheet.changes, *changes),
    )


def _heads(lines: Sequence[Line]) -> list[int]:
    """Indexes of running heads whose numbers count pages."""
    found: list[tuple[int, int]] = []  # index, page
    for at, line in enumerate(lines):
        if not line.text.strip()[-1:].isalnum() or not _stands_alone(lines, at):
            continue
        match = _LEFT.fullmatch(line.text) or _RIGHT.fullmatch(line.text)
        words = match["text"].strip() if match else ""
        if match and len(words) < _LONGEST and any(map(str.isalpha, words)) and words[-1] not in ".:;,":
            found.append((at, int(match["n"])))
    good: set[int] = set()
    for (at, page), (below, following) in pairwise(found):
        if 0 < following - page <= 2 and below - at >= _PAGE:
            good |= {at, below}
    return sorted(good)


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    return not any(lines[i].text.strip() for i in (at - 1, at + 1) if 0 <= i < len(lines))


@dataclass(frozen=True, slots=True)
class _Foot:
    """A note at a page's foot."""

    number: int
    start: int  # index of its first line
    end: int  # index after its last line


def _feet(lines: Sequence[Line], heads: Sequence[int]) -> list[_Foot]:
    """The notes before these heads, where they count through the whole text."""
    found: list[_Foot] = []
    top = 0
    for head in heads:
        notes: list[_Foot] = []
        end = head
        for _ in range(_MOST_GROUPS):
            start, end = _group_above(lines, end, top)
            entries = _entries(lines, start, end)
            if not entries or (notes and entries[-1].number >= notes[0].number):
                break
            notes = [*entries, *notes]
            end = start
        since = found[-1].end if found else 0
        above = "\n".join(line.text for line in lines[since : notes[0].start]) if notes else ""
        last = found[-1].number if found else 0
        rising = all(a.number < b.number for a, b in pairwise(notes))
        if notes and rising and last < notes[0].number and all(_marked(note.number, above) for note in notes):
            found += notes
        top = head
    return found


def _group_above(lines: Sequence[Line], end: int, top: int) -> tuple[int, int]:
    """The lines without a blank one between them that stand last before this place."""
    while end > top and not lines[end - 1].text.strip():
        end -= 1
    start = end
    while start > top and lines[start - 1].text.strip():
        start -= 1
    return start, end


def _entries(lines: Sequence[Line], start: int, end: int) -> list[_Foot]:
    """The notes that a group of lines is, or none: each begins with the number after the one before."""
    starts: list[tuple[int, int]] = []
    for at in range(start, end):
        match = _NOTE.fullmatch(lines[at].text)
        if match and (not starts or int(match["n"]) == starts[-1][1] + 1):
            starts.append((at, int(match["n"])))
        elif not starts:
            return []
    ends = [*(at for at, _ in starts[1:]), end][: len(starts)]
    return [_Foot(number, at, stop) for (at, number), stop in zip(starts, ends, strict=True)]


def _marked(number: int, text: str) -> bool:
    return bool(re.search(rf"(?<=[^\W\d_]|[.,;:!?)\]”’\"'])[\[(]?{number}(?![\d.,]?\d)", text))


def _define(lines: list[Line], note: _Foot, lexicon: Lexicon, changes: list[Change]) -> None:
    """Write a note as Markdown does, on one line."""
    first, *rest = lines[note.start : note.end]
    match = _NOTE.fullmatch(first.text)
    if match is None:
        return
    word = match["text"].split()[0]
    before = first.text[: match.start("text")].strip()
    changes.append(Change("note-definition", first.number, f"{before} {word}", f"[^{note.number}]: {word}"))
    joiner = Joiner(" ".join(match["text"].split()))
    for line in rest:
        prose.join(joiner, line, lexicon, changes)
    lines[note.start : note.end] = [BLANK] * (note.end - note.start)
    lines[note.start] = Line(first.number, f"[^{note.number}]: {joiner.text}")
