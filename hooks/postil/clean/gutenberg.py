"""Books of Project Gutenberg: what its volunteers put before, into and after a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from postil.clean.dates import DATE, iso
from postil.clean.draft import Block, Draft, Line, Sheet
from postil.clean.sentences import hangs, person
from postil.model import Change

_NAME = "PROJECT GUTENBERG"
_START = re.compile(
    r"\s*\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG.*|\s*\*?END ?\*? ?THE SMALL PRINT.*|"
    r"\s*\*END\*\s*THE SMALL PRINT.*",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s*\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG.*|"
    r"\s*\**\s*End of (?:the |this )?Project Gutenberg(?:[’']s|(?:[’']s)? (?:e-?book|e-?text|etext))\b.*",
    re.IGNORECASE,
)
_FIELD = re.compile(r"([A-Z][A-Za-z ]{2,24}):[ \t]+(\S.*)")
_HEADER = 1500  # lines: the longest of the old licences stands within
_FRONT = 120  # lines after the header in which the volunteers are named
_CREDIT = re.compile(
    r"\s*_?(?:Produced by|E-?text prepared by|This e-?(?:text|book) was (?:prepared|produced|created|"
    r"scanned|transcribed)\b|Transcribed (?:from the|by)\b.{0,60}(?:by|edition)|"
    r"Prepared by .{0,60}\bfor Project Gutenberg|(?:HTML|PDF) version by).*"
)
_TRANSCRIBER = re.compile(
    r"\s*[\[{|+_*=]*\s*(?P<head>Transcri(?:ber|ption)(?:[’']s|s[’']?)? notes?\b)[:.]?(?P<rest>.*)",
    re.IGNORECASE,
)
_FRAME = re.compile(r"\s*[+*=_-]{8,}\s*")
_ILLUSTRATION = re.compile(
    r"\s*\[_?(?:Illustrations?|Frontispiece|Map|Plate)\b[^\]]{0,400}(?:\]|$)", re.IGNORECASE
)
_MARK = re.compile(r"(?<![\w=+])([=+])(?=[^\s=+])([^=+\n]{1,200}?)(?<=[^\s=+])\1(?![\w=+])")
_LONGEST_NOTE = 80  # lines that a bracket may stay open
_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "english": "en",
        "french": "fr",
        "german": "de",
        "spanish": "es",
        "italian": "it",
        "portuguese": "pt",
        "dutch": "nl",
        "latin": "la",
        "finnish": "fi",
        "swedish": "sv",
        "danish": "da",
        "chinese": "zh",
        "japanese": "ja",
        "greek": "el",
        "russian": "ru",
    }
)
_NOBODY = frozenset({"various", "anonymous", "unknown"})


def header_and_licence(sheet: Sheet) -> Sheet:
    """Set aside all before the line that starts a book and after the one that ends it; keep what it states.

    The date of the release is that of the file and no date of the text.
    """
    if not any(_NAME in line.text.upper() for line in _edges(sheet.lines)):
        return sheet
    lines = sheet.lines
    end = next((i for i, line in enumerate(lines) if _ends(line.text)), len(lines))
    start = next((i for i in range(min(end, _HEADER) - 1, -1, -1) if _START.fullmatch(lines[i].text)), -1)
    if end < len(lines):
        sheet = sheet.without(end, len(lines), "gutenberg-licence")
    if start < 0:
        return sheet
    if "***" in lines[start].text[:6]:  # a long title runs on
        start = next(
            (i for i in range(start, min(start + 4, end)) if lines[i].text.rstrip().endswith("***")), start
        )
    return replace(sheet.without(0, start + 1, "gutenberg-header"), record=_stated(lines[: start + 1]))


def _edges(lines: Sequence[Line]) -> Sequence[Line]:
    return lines if len(lines) < 2 * _HEADER else (*lines[:_HEADER], *lines[-_HEADER:])


def _ends(text: str) -> bool:
    return "utenberg" in text.lower() and bool(_END.fullmatch(text))


def _stated(lines: Sequence[Line]) -> Mapping[str, str | tuple[str, ...]]:
    """Title, subtitle, authors, language and the first edition's date, where a header states them."""
    fields: dict[str, list[list[str]]] = {}
    open_field: list[str] | None = None
    for line in lines:
        if match := _FIELD.fullmatch(line.text.rstrip()):
            open_field = [match[2].strip()]
            fields.setdefault(match[1].lower(), []).append(open_field)
        elif open_field is not None and line.text[:1] in " \t" and line.text.strip():
            open_field.append(line.text.strip())
        else:
            open_field = None
    record: dict[str, str | tuple[str, ...]] = {}
    for first, *more in fields.get("title", [])[:1]:
        runs_on = hangs(first) or first.endswith(":")
        record["title"] = " ".join([first, *more]) if runs_on else first.rstrip(" :;,")
        if more and not runs_on:
            record["subtitle"] = " ".join(more)
    named = [name for parts in fields.get("author", []) for name in re.split(r" and |; ", " ".join(parts))]
    authors = tuple(person(name) or name for name in named if name and name.lower() not in _NOBODY)
    if authors:
        record["authors"] = authors
    for first, *_ in fields.get("language", [])[:1]:
        if first.lower() in _LANGUAGES:
            record["language"] = _LANGUAGES[first.lower()]
    for parts in fields.get("original publication", [])[:1]:
        if date := list(DATE.finditer(" ".join(parts))):
            record["date"] = iso(date[-1])
    return MappingProxyType(record)


def credits(sheet: Sheet) -> Sheet:
    """Set aside who made the electronic text: a paragraph before the book begins."""
    at = 0
    front = next((i for i, line in enumerate(sheet.lines) if line.text.strip()), 0) + _FRONT
    while at < min(front, len(sheet.lines)):
        text = sheet.lines[at].text
        if text.strip() and _CREDIT.fullmatch(text) and (at == 0 or not sheet.lines[at - 1].text.strip()):
            sheet = sheet.without(at, _paragraph_end(sheet.lines, at), "gutenberg-credit")
        at += 1
    return sheet


def _paragraph_end(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and lines[at].text.strip():
        at += 1
    return at


def illustrations(sheet: Sheet) -> Sheet:
    """Set aside lines in brackets that stand for a picture, with its caption."""
    return _bracketed(sheet, _ILLUSTRATION, "illustration")


def _bracketed(sheet: Sheet, pattern: re.Pattern[str], rule: str) -> Sheet:
    found = [i for i, line in enumerate(sheet.lines) if "[" in line.text[:40] and pattern.match(line.text)]
    spans: list[tuple[int, int]] = []
    for at in found:
        end = closing(sheet.lines, at)
        if end and (not spans or at >= spans[-1][1]):
            spans.append((at, end))
    return without_all(sheet, spans, rule)


def without_all(sheet: Sheet, spans: Sequence[tuple[int, int]], rule: str) -> Sheet:
    """The sheet without several stretches of lines; each is one piece set aside."""
    kept: list[Line] = []
    dropped = sheet.dropped
    at = 0
    for start, end in spans:
        piece = Sheet(sheet.lines[start:end]).without(0, end - start, rule)
        kept += [*sheet.lines[at:start], *piece.lines]
        dropped += piece.dropped
        at = end
    return replace(sheet, lines=(*kept, *sheet.lines[at:]), dropped=dropped) if spans else sheet


def closing(lines: Sequence[Line], at: int) -> int:
    """Where a bracket that opens on this line closes at a line's end: the index after it, or 0."""
    depth = 0
    for i in range(at, min(at + _LONGEST_NOTE, len(lines))):
        depth += lines[i].text.count("[") - lines[i].text.count("]")
        if depth <= 0:
            return i + 1 if lines[i].text.rstrip().endswith(("]", "]_")) else 0
    return 0


def transcribers_notes(sheet: Sheet) -> Sheet:
    """Set aside what the transcriber says of the file: in brackets, or under a heading to a wide gap.

    After nine tenths of a text, all that follows such a heading belongs to it.
    """
    lines = sheet.lines
    found = [
        (i, match)
        for i, line in enumerate(lines)
        if "ranscri" in line.text.lower() and (match := _TRANSCRIBER.fullmatch(line.text))
    ]
    spans: list[tuple[int, int]] = []
    for at, match in found:
        if spans and at < spans[-1][1]:
            continue
        end = closing(lines, at) if "[" in match[0][: match.start("head")] else 0
        if not end and (match["rest"].strip(" _*|+=") == "" or match[0].lstrip()[:1] in "|+"):
            end = len(lines) if at * 10 >= len(lines) * 9 else _gap(lines, at)
        elif not end and ":" in match[0][match.end("head") : match.end("head") + 1]:
            end = _paragraph_end(lines, at)
        if end:
            framed = at > 0 and bool(_FRAME.fullmatch(lines[at - 1].text))
            spans.append((at - framed, end))
    return without_all(sheet, spans, "transcribers-note")


def _gap(lines: Sequence[Line], at: int) -> int:
    """Where two blank lines or more end a section whose heading stands here."""
    end = at + 1
    while end < len(lines) and not lines[end].text.strip():
        end += 1
    while end < len(lines) and end < at + _LONGEST_NOTE:
        if not lines[end].text.strip() and (end + 1 >= len(lines) or not lines[end + 1].text.strip()):
            break
        end += 1
    return end


def marks(draft: Draft) -> Draft:
    """Read the signs for bold (=so=) and small capitals (+so+) in a book that its volunteers made.

    Markdown has no small capitals; the words stay. A line that is bold as a whole may be a heading.
    """
    if not any(piece.rule.startswith("gutenberg-") for piece in draft.dropped):
        return draft
    blocks = list(draft.blocks)
    changes: list[Change] = []
    for i, block in enumerate(blocks):
        if block.kind in ("code", "table", "break") or not ("=" in block.text or "+" in block.text):
            continue
        found = list(_MARK.finditer(block.text))
        if found:
            text = _MARK.sub(partial(_unmarked, block), block.text)
            blocks[i] = replace(block, text=text)
            changes += [
                Change("gutenberg-mark", block.line_at(one.start()), one[0], _unmarked(block, one))
                for one in found
            ]
    return replace(draft, blocks=tuple(blocks)).changed(changes)


def _unmarked(block: Block, match: re.Match[str]) -> str:
    bold = match[1] == "=" and match[0] != block.text and "*" not in match[2]
    return f"**{match[2]}**" if bold else match[2]
