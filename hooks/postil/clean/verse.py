"""Poems: the numbers in the margin, and whether a text is one."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from postil.clean.draft import Line, Sheet
from postil.model import Dropped

_RIGHT = re.compile(r"(?P<text>.*\S)(?P<gap>\s{2,})[\[(]?(?P<n>\d{1,5})[\])]?\s*")
_LEFT = re.compile(r"\s*[\[(]?(?P<n>\d{1,5})[\])]?(?P<gap>\s{2,})(?P<text>\S.*)")
_STRAY = 3  # lines between two numbers that do not count: headings, titles
_STEPS = frozenset({4, 5, 6, 8, 10, 20, 50, 100})
NARROW = 70  # characters: longer lines are no verse
_LONE = 100  # characters: a line by itself that is longer is a paragraph
_RAGGED = 0.6  # share of a poem's lines that had room for the next word
_LEAST = 4  # lines on which a judgement can rest
_LIST_MARKS = frozenset("-*+•‣◦▪●○·0123456789")


def line_numbers(sheet: Sheet) -> Sheet:
    """Set aside the numbers of lines in a poem's margin: they rise by a step, with as many lines between."""
    for pattern in (_RIGHT, _LEFT):
        found: list[tuple[int, int, str]] = []  # index, lines before it, the line without its number
        numbers: list[int] = []
        count = 0
        for i, line in enumerate(sheet.lines):
            if not line.text.strip():
                continue
            count += 1
            if any(map(str.isdigit, line.text[-7:] if pattern is _RIGHT else line.text[:12])) and (
                match := pattern.fullmatch(line.text)
            ):
                found.append((i, count, match["text"]))
                numbers.append(int(match["n"]))
        good = _run(numbers, [lines for _, lines, _ in found])
        if good:
            lines = list(sheet.lines)
            dropped = list(sheet.dropped)
            for at in good:
                i, _, text = found[at]
                dropped.append(Dropped("line-number", lines[i].number, _sign(lines[i].text, text)))
                lines[i] = Line(lines[i].number, text)
            sheet = replace(sheet, lines=tuple(lines), dropped=tuple(dropped))
    return sheet


def _sign(line: str, text: str) -> str:
    return line.replace(text, "", 1).strip()


def _run(numbers: Sequence[int], lines: Sequence[int]) -> list[int]:
    """Which of these numbers count lines (their indexes); a further poem counts from its own start."""
    good: set[int] = set()
    for at in range(1, len(numbers)):
        step = numbers[at] - numbers[at - 1]
        if step in _STEPS and numbers[at] % step == 0 and 0 <= lines[at] - lines[at - 1] - step <= _STRAY:
            good |= {at - 1, at}
    return sorted(good)


def is_poem(groups: Iterable[Sequence[str]]) -> bool:
    """Whether a text is verse throughout: its lines are short and end where more words would have fitted.

    The width is that of the whole text: the lines of one stanza may well be of one length.
    """
    lengths = array("l")
    needed = array("l")  # the width that each line but a stanza's last needs for its next word
    for group in groups:
        stanza = [text.strip() for text in group]
        if len(stanza) == 1 and len(stanza[0]) > _LONE:
            return False
        if len(stanza) > 1:
            lengths.extend(map(len, stanza))
            needed.extend(
                len(first) + 1 + len((second.split(maxsplit=1) or [""])[0])
                for first, second in pairwise(stanza)
            )
    ordered = sorted(lengths)
    if not ordered or ordered[-1] > 2 * NARROW:
        return False
    width = ordered[len(ordered) * 19 // 20]
    if width >= NARROW:
        return False
    return len(needed) >= _LEAST and sum(room <= width for room in needed) > _RAGGED * len(needed)


def is_stanza(texts: Sequence[str]) -> bool:
    """Whether a poem's lines are a stanza and no list, quotation, table or notes."""
    marked = sum(text.lstrip()[:1] in _LIST_MARKS for text in texts)
    return (
        2 * marked < len(texts)
        and max(map(len, texts)) < NARROW
        and not any(text.lstrip()[:1] in "#>|[=`~" for text in texts)
    )
