"""Raw characters to lines of plain text: line ends, invisible characters, mojibake."""

from __future__ import annotations

import re
from collections.abc import Iterator

import ftfy
from ftfy.fixes import fix_c1_controls

from postil.clean.draft import BLANK, Line
from postil.model import Change

# Characters that need a look; a text without them is only split into lines.
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff\ud800-\udfff]"
)
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f]+")
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SOFT = re.compile("\xad(?=[^\xad\\s])|\xad(?=\xad)")  # at a line's end it says: the word goes on
_ZERO_WIDTH = re.compile("[\u034f\u180e\u200b\u2060-\u2064\ufeff]+")
_JOINERS = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f])")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff]+")
_CONTROLS_OF_ASCII = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
# UTF-8 read as a one-byte encoding: a lead byte's letter, then a continuation byte's sign.
_MOJIBAKE = re.compile(
    "[\xc2-\xf4ÐÑŽžŸ\u0102\u0103][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|[\x80-\x9f]"
)


def normalise(raw: str) -> tuple[list[Line], list[Change]]:
    """Split decoded text into lines with ordinary characters only; the lines keep their raw numbers."""
    changes: list[Change] = []
    if raw.startswith("\ufeff"):
        raw = raw[1:]
        changes.append(Change("byte-order-mark", 1, "\ufeff", ""))
    if "\r" in raw:
        before = "\r\n" if "\r\n" in raw else "\r"
        changes.append(Change("line-ends", raw.count("\n", 0, raw.index("\r")) + 1, before, "\n"))
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    pieces = raw.split("\n")
    if not _ODD.search(raw) and not _MOJIBAKE.search(raw):
        return [Line(i, piece) if piece else BLANK for i, piece in enumerate(pieces, 1)], changes
    lines: list[Line] = []
    for number, piece in enumerate(pieces, 1):
        if _CONTROLS_OF_ASCII.search(piece):  # before the repair, which they would hide from
            changes.append(
                Change("control-character", number, "".join(_CONTROLS_OF_ASCII.findall(piece)), "")
            )
            piece = _CONTROLS_OF_ASCII.sub("", piece)
        if _MOJIBAKE.search(piece):
            piece = _repair(piece, number, changes)
        if _ODD.search(piece):
            lines.extend(Line(number, text) for text in _ordinary(piece, number, changes))
        else:
            lines.append(Line(number, piece) if piece else BLANK)
    return lines, changes


def _repair(text: str, number: int, changes: list[Change]) -> str:
    """Undo a wrong decoding where ftfy is sure of it."""
    repaired = fix_c1_controls(ftfy.fix_encoding(text))
    if repaired != text:
        start = 0
        while start < min(len(text), len(repaired)) and text[start] == repaired[start]:
            start += 1
        end = 0
        while end < min(len(text), len(repaired)) - start and text[-1 - end] == repaired[-1 - end]:
            end += 1
        before, after = text[start : len(text) - end], repaired[start : len(repaired) - end]
        changes.append(Change("mojibake", number, before, after))
    return repaired


def _ordinary(text: str, number: int, changes: list[Change]) -> Iterator[str]:
    """One line without odd characters; a form feed or a line separator ends a line too."""

    def swap(pattern: re.Pattern[str], rule: str, after: str) -> None:
        nonlocal text
        found = pattern.findall(text)
        if found:
            text = pattern.sub(after, text)
            # One entry a line and rule: a text full of no-break spaces shall not drown the other changes.
            changes.append(
                Change(rule, number, "".join(found), after * len(found) if after.strip() else after)
            )

    swap(_SURROGATES, "surrogate", "\ufffd")
    swap(_SPACES, "no-break-space", " ")
    swap(_ZERO_WIDTH, "zero-width", "")
    swap(_JOINERS, "zero-width", "")
    if not _RIGHT_TO_LEFT.search(text):
        swap(_DIRECTIONS, "zero-width", "")
    swap(_CONTROLS, "control-character", "")
    soft = text.count("\xad")
    if soft:
        text = _SOFT.sub("", text)
        changes.append(Change("soft-hyphen", number, "\xad" * soft, ""))
    pages = "\x0c" in text
    pieces = _BREAKS.split(text)
    for i, piece in enumerate(pieces):
        if i and pages:
            yield ""  # a page ends: its last line is no part of the next page's first paragraph
        yield piece
