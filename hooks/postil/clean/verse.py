"""Poems: the numbers in the margin, and whether a text is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from postil.clean.draft import Line, Sheet
from postil.model import Dropped

_RIGHT = re.compile(r"(?P<text>.*\S)(?P<gap>\s{2,})[\[(]?(?P<n>\d{1,5})[\])]?\s*")
_LEFT = re.compile(r"\s*[\[(]?(?P<n>\d{1,5})[\])]?(?P<gap>\s{2,})(?P<text>\S.*)")
_STRAY = 3  # lines between two numbers that do not count: headings, titles
_STEPS = frozenset({4, 5, 6, 8, 10, 20, 50, 100})
_NARROW = 76  # characters: longer lines are no verse
_WRAPPED = 0.6  # share of lines that another word would not have fitted in: from there on, the text is wrapped


def line_numbers(sheet: Sheet) -> Sheet:
    """Set aside the numbers of lines in a poem's margin: they rise by one step, and as many lines lie between."""
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
    """Which of these numbers count lines: their indexes; a poem that follows another counts from its start."""
    good: set[int] = set()
    for at in range(1, len(numbers)):
        step = numbers[at] - numbers[at - 1]
        if step in _STEPS and numbers[at] % step == 0 and 0 <= lines[at] - lines[at - 1] - step <= _STRAY:
            good |= {at - 1, at}
    return sorted(good)


def is_poem(groups: Sequence[Sequence[str]]) -> bool:
    """Whether a text is verse throughout: its lines are short and end where more words would have fitted."""
    lines = full = 0
    for group in groups:
        if len(group) < 2:
            if group and len(group[0]) > 2 * _NARROW:
                return False
            continue
        width = max(len(text.rstrip()) for text in group)
        if width > 2 * _NARROW:
            return False
        for first, second in zip(group, group[1:], strict=False):
            word = second.split(maxsplit=1)[0]
            lines += 1
            full += len(first.rstrip()) + 1 + len(word) > max(width, 40)
    return lines >= 3 and full < (1 - _WRAPPED) * lines
