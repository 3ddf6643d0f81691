"""Running heads and page numbers: what recurs at the same place of many pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from postil.read.formats.pdf.lines import Line, Page

_EDGE = 3  # baselines from the top and from the bottom of a page
_SAME = 3.0  # points: how far apart two places may be that count as one
_NUMBER = re.compile(
    r"[-–—|\[( ]*(?:page |p\. ?|s\. ?)?(\d{1,4}|[ivxlc]{1,7})(?: ?(?:of|/|von) ?\d{1,4})?[-–—|\]) ]*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:table|figure|fig\.|chart|map|box|note|notes)\b", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

Aside = dict[int, list[tuple[str, str]]]  # page → (rule, words) of what is set aside there


def set_aside(pages: Sequence[Page], body: float) -> tuple[list[Page], Aside]:
    """The pages without running heads and page numbers, and these; `body`: size of running text, points."""
    edges = {page.number: _edge(page) for page in pages}
    rules: dict[int, str] = {}  # id of a line → rule
    for line in _page_numbers(edges, pages):
        rules[id(line)] = "page-number"
    for line in _running_heads(edges, rules, body):
        rules[id(line)] = "running-head"
    aside: Aside = defaultdict(list)
    kept: list[Page] = []
    for page in pages:
        for line in page.lines:
            if id(line) in rules:
                aside[page.number].append((rules[id(line)], line.words))
        for words in page.turned:
            aside[page.number].append(("turned-text", words))
        kept.append(replace(page, lines=tuple(line for line in page.lines if id(line) not in rules)))
    return kept, aside


def _edge(page: Page) -> list[Line]:
    """The lines of the outermost baselines."""
    heights: list[float] = []
    for line in sorted(page.lines, key=lambda line: line.y):
        if not heights or line.y - heights[-1] > _SAME:
            heights.append(line.y)
    outer = {*heights[:_EDGE], *heights[-_EDGE:]}
    return [
        line
        for line in page.lines
        if any(abs(line.y - y) <= _SAME for y in outer) and not 0.2 < line.y / page.height < 0.8
    ]


def _page_numbers(edges: dict[int, list[Line]], pages: Sequence[Page]) -> list[Line]:
    """Numbers alone at the edge that count up with the pages; on a single page the last line, if one."""
    found: list[tuple[Line, int]] = []
    for number, lines in edges.items():
        for line in lines:
            match = _NUMBER.fullmatch(line.words)
            if match:
                found.append((line, _value(match[1]) - number))
    agreed = Counter(offset for _, offset in {(line.page, offset) for line, offset in found})
    least = 2 if len(pages) > 1 else 1
    numbers = [line for line, offset in found if agreed[offset] >= least]
    if len(pages) == 1:
        bottom = max((line.y for line in pages[0].lines), default=0)
        return [line for line in numbers if line.y >= bottom - _SAME]
    return numbers


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number.lower()]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _running_heads(edges: dict[int, list[Line]], numbers: dict[int, str], body: float) -> list[Line]:
    """Lines whose words recur at one height of several pages, and those at that height on others."""
    places: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for lines in edges.values():
        for line in lines:
            # digits may count pages; large type with a number is a chapter's heading
            words = line.words if line.size > 1.15 * body else re.sub(r"\d+", "#", line.words)
            if id(line) not in numbers and re.search(r"\w", words) and not _LABEL.match(words):
                for at in (int(line.y / _SAME), int(line.y / _SAME) + 1):
                    places[words.casefold(), at].append(line)
    heads: dict[int, Line] = {}
    for found in places.values():
        if len({line.page for line in found}) >= 2 and not all(_is_sentence(line) for line in found):
            heads.update((id(line), line) for line in found)
    heights = Counter((round(line.y), round(line.size, 1)) for line in heads.values())
    for lines in edges.values():
        others = [line.y for line in lines if id(line) not in heads and id(line) not in numbers]
        for line in lines:
            if id(line) in numbers or id(line) in heads or line.size > body:
                continue
            like = [n for (y, size), n in heights.items() if abs(y - line.y) < 2 and size == line.size]
            outermost = not any(y < line.y for y in others) or not any(y > line.y for y in others)
            if sum(like) >= 2 and outermost:
                heads[id(line)] = line
    return list(heads.values())


def _is_sentence(line: Line) -> bool:
    return len(line.words) > 40 and line.words.endswith((".", "!", "?"))
