"""Several lines without a blank line between: one hard-wrapped paragraph, verse, or a paragraph a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from postil.clean.draft import Block, Line
from postil.clean.words import Joiner, Lexicon, join_lines
from postil.model import Change

_LONG_LINE = 160  # characters: no file is wrapped wider, so such a line is a whole paragraph
_VERSE_WIDTH = 70  # characters: longer lines are no verse
_NARROW = 45  # characters: shorter lines are set as they are on purpose
_CUT = re.compile(r"[^\W\d_][-\u2010\xac]$")
_ENDED = re.compile(r"[.!?…:。！？][\"”’')\]»*_\d]*$")


def join(joiner: Joiner, line: Line, lexicon: Lexicon, changes: list[Change]) -> None:
    """Join a paragraph's next line; a hyphen that only the line's end needed is put on record."""
    text = " ".join(line.text.split())
    above, before = joiner.last, joiner.length
    joiner.add(text, lexicon)
    if joiner.length < before + len(text) and above[-1:] in "-\u2010\xac":
        head, tail = above.split()[-1], text.split()[0]
        changes.append(Change("line-end-hyphen", line.number, f"{head}\n{tail}", head[:-1] + tail))


def usual_width(groups: Iterable[Sequence[str]]) -> int:
    """The width, in characters, at which a text is wrapped; 0 where it is not."""
    widths = Counter(max(map(_length, group)) for group in groups if _fullness(group, 0) > 0.7)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def read(lines: list[Line], width: int, lexicon: Lexicon, changes: list[Change]) -> list[Block]:
    """The blocks that these lines are."""
    texts = [line.text.rstrip() for line in lines]
    longest = max(map(_length, texts))
    if longest > _LONG_LINE:
        return [_block([line], lexicon, changes) for line in lines]
    if _set_in(texts, width):
        return [verse(lines)]
    full = _fullness(texts, width if len(texts) == 2 else 0)
    high = sum(map(_starts_high, texts[1:])) / (
        len(texts) - 1
    )  # few lines of wrapped prose begin with a capital
    verse_like = high > 0.9 and longest < (_VERSE_WIDTH if len(texts) > 3 else _VERSE_WIDTH - 15)
    if all(line.text.endswith("  ") for line in lines[:-1]) and (
        len(texts) == 2 or full <= 0.7 or longest < _VERSE_WIDTH
    ):
        return [verse(lines)]
    if len(texts) > 2 and not verse_like and (full > 0.7 or (high < 0.5 and longest >= _NARROW)):
        return _unwrapped(lines, lexicon, changes)
    wide = full > 0.7 and bool(width) and longest > _NARROW  # as wide as the text is wrapped
    if len(texts) == 2 and (wide or ((full > 0.7 or longest > _NARROW) and not _starts_high(texts[1]))):
        return _unwrapped(lines, lexicon, changes)
    ended = _ended_lines(lines, lexicon, changes)
    if ended:
        return ended
    if verse_like or len(texts) == 2 or sum(map(_length, texts)) / len(texts) < 50:
        return [verse(lines)]
    return _unwrapped(lines, lexicon, changes)


def _set_in(texts: Sequence[str], width: int) -> bool:
    """Whether lines amid wrapped prose are set in and end before the margin: verse, an inscription."""
    inner = [text.strip() for text in texts]
    if not width or min(len(text) - len(text.lstrip()) for text in texts) < 2:
        return False
    longest = max(map(_length, inner))
    return longest < 0.6 * width or (longest < _VERSE_WIDTH and _fullness(inner, 0) <= 0.5)


def _ended_lines(lines: list[Line], lexicon: Lexicon, changes: list[Change]) -> list[Block]:
    """A paragraph a line, where each line is long and ends as a sentence does."""
    if all(_length(line.text) > 60 and _ENDED.search(line.text.rstrip()) for line in lines):
        return [_block([line], lexicon, changes) for line in lines]
    return []


def _length(text: str) -> int:
    """Length without what cleaning adds to a line, so that it never changes what a block is."""
    if "\\" not in text and "[^" not in text and "&" not in text:
        return len(text)
    added = text.count("\\") + 3 * text.count("[^")
    return len(text) - added - 3 * text.count("&lt;") - 4 * text.count("&amp;")


def _starts_high(text: str) -> bool:
    first = text.lstrip(" \t\"“‘'«(*_[—–-")[:1]
    return first.isupper() or not first.isalpha()


def _fullness(texts: Sequence[str], width: int) -> float:
    """The share of lines whose next line's first word would not have fitted."""
    width = max(width, max(map(_length, texts)))
    full = short = 0
    for first, second in pairwise(map(str.rstrip, texts)):
        word = second.split(maxsplit=1)[0] if second else ""
        if _length(first) + 1 + _length(word) > width - 2 or _CUT.search(first):
            full += 1
        elif not _ENDED.search(first):
            short += 1
    return full / (full + short) if full + short else 0.0


def verse(lines: list[Line]) -> Block:
    """A stanza: every line stays one."""
    return Block("verse", "\n".join(" ".join(line.text.split()) for line in lines), lines[0].number)


def _block(lines: list[Line], lexicon: Lexicon, changes: list[Change]) -> Block:
    joiner = Joiner(" ".join(lines[0].text.split()))
    for line in lines[1:]:
        join(joiner, line, lexicon, changes)
    return Block("text", joiner.text.rstrip("\xad"), lines[0].number)


def _unwrapped(lines: list[Line], lexicon: Lexicon, changes: list[Change]) -> list[Block]:
    """Wrapped lines as paragraphs; without blank lines, a short last line or an indent parts them."""
    width = max(_length(line.text.rstrip()) for line in lines)
    paragraphs: list[list[Line]] = [[lines[0]]]
    for at in range(1, len(lines)):
        above, line = lines[at - 1].text.rstrip(), lines[at].text
        room = _length(above) + 1 + len(line.split(maxsplit=1)[0]) < 0.8 * width
        indent = len(line) - len(line.lstrip())
        indented = indent >= 2 and indent > len(above) - len(above.lstrip()) and _starts_high(line)
        ends = room and (_ENDED.search(above) or (len(paragraphs[-1]) == 1 and len(above.split()) <= 10))
        if indented or (ends and _starts_high(line)):
            paragraphs.append([])
        paragraphs[-1].append(lines[at])
    if len(paragraphs) < len(lines) and not any(change.rule == "hard-wrap" for change in changes):
        first = next(paragraph for paragraph in paragraphs if len(paragraph) > 1)
        head, tail = " ".join(first[0].text.split()[-3:]), " ".join(first[1].text.split()[:3])
        joined = join_lines(head, tail, lexicon)
        if len(joined) == len(head) + 1 + len(tail):
            changes.append(Change("hard-wrap", first[1].number, f"{head}\n{tail}", joined))
    return [_block(paragraph, lexicon, changes) for paragraph in paragraphs]
