"""Lines to blocks: which lines are one paragraph, a verse, a list, a table."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from postil.clean import prose
from postil.clean.draft import BLANK, Block, Draft, Line
from postil.clean.verse import is_poem, is_stanza
from postil.clean.words import Joiner, Lexicon
from postil.model import Change

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*?)(?:[ \t]+(#+))?[ \t]*")
_BREAK = re.compile(r"\s*([*_-])(?:[ \t]*\1){2,}[ \t]*")
_UNDERLINE = re.compile(r"(={3,}|-{3,})[ \t]*")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)")
_BULLET = re.compile(r"(\s*)([-*+•‣◦▪●○·])[ \t]+(\S.*)")
_LONE_BULLETS = frozenset("•‣◦▪●○")  # copied from a page that sets them in a column of their own
_NUMBER = re.compile(r"(\s*)(\d{1,3})([.)])[ \t]+(\S.*)")
_BARE_NUMBER = re.compile(r"\s*\[?(\d{1,3})[\].)]?[ \t]+\S")
_LETTER = re.compile(r"\s*(?:([a-z])\)|\(([a-z])\)|\((\d{1,2})\))[ \t]+\S")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_GAPS = re.compile(r"[ \t\x0c]{2,}|\t")
_HEAD = 40  # characters: a line over a list without a blank line between ("Chapter 1" over its notes)
_SIGN = re.compile(r"\s{0,3}([†‡§]|\*{2,3}(?=\s))\s*(?=[^\s†‡§*])")  # begins a note
_ROMAN_LABEL = re.compile(r"\s{0,3}\[[ivxlc]{1,7}\]\s+\S")
_STARTS = frozenset("#>-*+•‣◦▪●○·[|=_0123456789`~ \t†‡§")


def lay_out(lines: list[Line]) -> Draft:
    """The draft that the rules start from. The list is used up: a line is let go when it is in a block."""
    bounds = array("l", chain.from_iterable(_groups(lines)))  # two numbers a group, however many there are
    groups = partial(_slices, lines, bounds)
    lexicon = Lexicon(())
    if any(line.text.rstrip()[-1:] in "-\u2010\xac" for group in groups() for line in group[:-1]):
        lexicon = Lexicon(line.text for line in lines)
    width = prose.usual_width([line.text for line in group] for group in groups() if len(group) > 2)
    poem = is_poem([line.text for line in group] for group in groups())
    blocks: list[Block] = []
    changes: list[Change] = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        group = lines[start:end]
        lines[start:end] = [BLANK] * (end - start)
        blocks.extend(
            _Reader(
                group, lexicon, width, poem, changes, bool(blocks) and blocks[-1].kind[:4] == "note"
            ).read()
        )
    return Draft(blocks=tuple(blocks), changes=tuple(changes))


def _slices(lines: Sequence[Line], bounds: Sequence[int]) -> Iterator[Sequence[Line]]:
    return (lines[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))


def _groups(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where lines without a blank line between them begin and end (not included)."""
    start = -1  # of the group that is open
    fence = ""
    for i, line in enumerate(lines):
        if fence:
            if line.text.strip().startswith(fence) and not line.text.strip().strip(fence[0]):
                yield start, i + 1
                start, fence = -1, ""
            continue
        match = _FENCE.fullmatch(line.text) if line.text.lstrip()[:3] in ("```", "~~~") else None
        if match and _closes(lines, i, match[1]):
            if start >= 0:
                yield start, i
            start, fence = i, match[1]
        elif line.text.strip():
            start = i if start < 0 else start
        elif start >= 0:
            yield start, i
            start = -1
    if start >= 0:
        yield start, len(lines)


def _closes(lines: Sequence[Line], start: int, fence: str) -> bool:
    """Whether a code fence is closed within 500 lines; an open one is only some odd characters."""
    for line in lines[start + 1 : start + 500]:
        text = line.text.strip()
        if text.startswith(fence) and not text.strip(fence[0]):
            return True
    return False


class _Reader:
    """Reads the blocks of one group."""

    def __init__(
        self,
        group: Sequence[Line],
        lexicon: Lexicon,
        width: int,
        poem: bool,
        changes: list[Change],
        after_note: bool,
    ) -> None:
        self.lines = group
        self.lexicon, self.width, self.poem = lexicon, width, poem
        self.changes, self.after_note = changes, after_note
        self.pending: list[Line] = []
        self.blocks: list[Block] = []
        self.parted = False  # whether a new paragraph of a quotation is due
        self.joiner: Joiner | None = None  # of the last block, while lines are joined to it
        self.numbered = self._numbered_lines() if len(self.lines) > 1 else frozenset()

    def read(self) -> list[Block]:
        lines = self.lines
        first = lines[0].text
        if len(lines) > 1 and _FENCE.fullmatch(first) and _FENCE.fullmatch(lines[-1].text.strip()):
            return [Block("code", "\n".join(line.text.rstrip() for line in lines), lines[0].number)]
        if self.after_note and all(line.text.startswith(("    ", "\t")) for line in lines):
            return [replace(block, kind="note-more") for block in self._prose(list(lines))]
        if self.poem and len(lines) > 1 and is_stanza([line.text for line in lines]):
            return [prose.verse(list(lines))]
        at = 0
        while at < len(lines):
            line = lines[at]
            if line.text[:1] not in _STARTS and "|" not in line.text and at not in self.numbered:
                if self.blocks and self.blocks[-1].kind in ("item", "note") and not self.pending:
                    self._continue(line)
                else:
                    self.pending.append(line)
                at += 1
            elif "|" in line.text and at + 1 < len(lines) and _is_table_rule(lines[at + 1].text):
                self._flush()
                rows = [row.text.strip() for row in lines[at:]]
                self.blocks.append(Block("table", "\n".join(rows), line.number))
                at = len(lines)
            else:
                self._special(line, at)
                at += 1
        self._flush()
        return self.blocks

    def _special(self, line: Line, at: int) -> None:
        """A line that may be more than running text."""
        text = line.text
        if heading := _HEADING.fullmatch(text):
            self._add(Block("heading", squeeze(heading[2]), line.number, level=len(heading[1])))
            if heading[3]:
                self.changes.append(
                    Change("heading", line.number, text.strip(), f"{heading[1]} {heading[2]}")
                )
        elif (
            _UNDERLINE.fullmatch(text) and len(self.pending) == 1 and len(self.pending[0].text.split()) <= 25
        ):
            above = self.pending.pop()
            self._add(Block("heading", squeeze(above.text), above.number, level=1 if text[0] == "=" else 2))
            hashes = "#" if text[0] == "=" else "##"
            self.changes.append(
                Change("heading", line.number, f"{above.text}\n{text}", f"{hashes} {above.text}")
            )
        elif _BREAK.fullmatch(text):
            self._add(Block("break", squeeze(text), line.number))
        elif text.lstrip()[0] == ">" and not self.pending:
            self._quote(line)
        elif note := _NOTE.fullmatch(text):
            self._add(Block("note", squeeze(note[2]), line.number, mark=note[1]))
        elif (
            _SIGN.match(text)
            or _ROMAN_LABEL.match(text)
            or (at in self.numbered and not _NUMBER.fullmatch(text))
        ):
            self._flush()
            self._add(Block("text", squeeze(text), line.number))
        elif (item := _BULLET.fullmatch(text)) and (item[2] in _LONE_BULLETS or self._begins_item()):
            self._item(item, item[2], line)
        elif (
            text.strip() in _LONE_BULLETS
            and at + 1 < len(self.lines)
            and self.lines[at + 1].text[:1] not in _STARTS
        ):
            self._flush()
            self.blocks.append(Block("item", "", line.number, mark=text.strip(), tight=self._after_item()))
        elif (item := _NUMBER.fullmatch(text)) and (
            at == 0 or at in self.numbered or self._follows(int(item[2]))
        ):
            self._item(item, item[2] + item[3], line)
        elif self.blocks and self.blocks[-1].kind in ("item", "note", "quote") and not self.pending:
            self._continue(line)
        else:
            self.pending.append(line)

    def _add(self, block: Block) -> None:
        self._flush()
        self.blocks.append(block)

    def _begins_item(self) -> bool:
        """Whether a bullet starts an item: a wrapped line can begin with a dash by chance."""
        return not self.pending or self.pending[-1].text.rstrip().endswith(":") or len(self.pending) == 1

    def _follows(self, number: int) -> bool:
        """Whether an item's number continues a list of this group, or starts one after a colon."""
        if self.pending:
            above = self.pending[-1].text.rstrip()
            heads = len(self.pending) == 1 and not self.blocks and len(above) < _HEAD
            return number == 1 and (above.endswith(":") or (heads and above[-1].isalnum()))
        return bool(self.blocks) and self.blocks[-1].kind == "item"

    def _item(self, match: re.Match[str], mark: str, line: Line) -> None:
        self._flush()
        depth = len(match[1].expandtabs(4)) // 2
        tight = self._after_item()
        above = self.blocks[-1].level if tight else -1
        self.blocks.append(
            Block("item", squeeze(match[match.re.groups]), line.number, min(depth, above + 1), mark, tight)
        )

    def _after_item(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind == "item"

    def _quote(self, line: Line) -> None:
        text = squeeze(line.text.lstrip().lstrip("> "))
        marks = line.text[: len(line.text) - len(text)].count(">") if text else line.text.count(">")
        goes_on = bool(self.blocks) and self.blocks[-1].kind == "quote" and not self.parted
        self.parted = not text  # a line with nothing but its mark parts two paragraphs
        if goes_on and text:
            self._continue(Line(line.number, text))
        elif text:
            self._add(Block("quote", text, line.number))
        kept = int(bool(text) and not goes_on)
        if marks != kept:
            self.changes.append(Change("quote-mark", line.number, ">" * marks, ">" * kept))

    def _continue(self, line: Line) -> None:
        """A further line of the item, note or quotation above."""
        if self.joiner is None:
            self.joiner = Joiner(self.blocks[-1].text)
        prose.join(self.joiner, line, self.lexicon, self.changes)

    def _flush(self) -> None:
        if self.joiner is not None:
            self.blocks[-1] = replace(self.blocks[-1], text=self.joiner.text)
            self.joiner = None
        if self.pending:
            self.blocks.extend(self._prose(self.pending))
            self.pending = []

    def _prose(self, lines: list[Line]) -> list[Block]:
        if len(lines) == 1:
            return [Block("text", squeeze(lines[0].text), lines[0].number)]
        return prose.read(lines, self.width, self.lexicon, self.changes)

    def _numbered_lines(self) -> frozenset[int]:
        """Places of lines numbered one after the other: a list or notes without blank lines between."""
        found: list[tuple[int, int]] = []
        for at, line in enumerate(self.lines):
            match = _BARE_NUMBER.match(line.text) if line.text.lstrip()[:1] in "[0123456789" else None
            if match and (not found or int(match[1]) == found[-1][1] + 1):
                found.append((at, int(match[1])))
        return frozenset(at for at, _ in found) if len(found) > 1 else self._lettered_lines()

    def _lettered_lines(self) -> frozenset[int]:
        """The same for lines that begin with a), b), c) or (1), (2), (3)."""
        found: list[int] = []
        for at, line in enumerate(self.lines):
            match = _LETTER.match(line.text)
            due = (chr(97 + len(found)), str(len(found) + 1))
            if match and (match[1] or match[2] or match[3]) in due:
                found.append(at)
        return frozenset(found) if len(found) > 1 else frozenset()


def _is_table_rule(text: str) -> bool:
    return "-" in text and "|" in text and bool(_TABLE_RULE.fullmatch(text))


def squeeze(text: str) -> str:
    """A line without outer and repeated inner white space."""
    text = text.strip()
    return _GAPS.sub(" ", text) if "  " in text or "\t" in text or "\x0c" in text else text
