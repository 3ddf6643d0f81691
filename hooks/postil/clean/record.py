"""What a text states of itself besides its title: authors, date, publisher, series, number."""

from __future__ import annotations

import re
from dataclasses import replace

from postil.clean.dates import DATE, iso
from postil.clean.draft import Draft, shown
from postil.clean.front import DATELINE, ISSUE, PLACED, PUBLISHED, byline, zone_of
from postil.clean.syntax import plain
from postil.model import Change, Dropped


def publication_line(draft: Draft) -> Draft:
    """Record who published a text first, and when, from lines that say so at its top or end."""
    count = len(draft.blocks)
    gone = 0
    for i in sorted({*range(min(10, count)), *range(max(0, count - 5), count)}):
        block = draft.blocks[i - gone]
        if block.kind not in ("text", "quote") or block.words > 40 or len(block.text) > 300:
            continue
        text = plain(block.text, draft.escapes)
        match = PUBLISHED.fullmatch(text)
        if match and (match["publisher"] or match["date"]):
            draft = taken(draft, i - gone, text, match)
            gone += 1
    return draft


def taken(draft: Draft, at: int, text: str, match: re.Match[str]) -> Draft:
    """The draft with the fields of a match on record and the rest of its line set aside."""
    block = draft.blocks[at]
    fields: dict[str, str | tuple[str, ...]] = {}
    spans: list[tuple[int, int]] = []
    changes: list[Change] = []
    if shown(block) != text:
        changes.append(Change("record", block.line, shown(block), text))
    for name in ("publisher", "date", "series", "number"):
        value = match.groupdict().get(name)
        if not value or name in draft.record:
            continue
        if name == "date":
            written, value = value, _iso(value)
            if not value:
                continue
            changes.append(Change("date", block.line, written, value))
        fields[name] = value.strip()
        spans.append(match.span(name))
    rest: list[str] = []
    end = 0
    for start, stop in [*sorted(spans), (len(text), len(text))]:
        rest.append(text[end:start].strip())
        end = stop
    left = " … ".join(rest).removeprefix(" … ").removesuffix(" … ").strip()
    dropped = (Dropped("record-line", block.line, left),) if left else ()
    blocks = draft.blocks[:at] + draft.blocks[at + 1 :]
    return replace(draft, blocks=blocks, dropped=draft.dropped + dropped).changed(changes).recorded(**fields)


def _iso(text: str) -> str:
    match = DATE.search(text)
    return iso(match) if match else ""


def front_lines(draft: Draft) -> Draft:
    """Record byline, date and number from the lines between the title and the text."""
    for i in range(min(zone_of(draft.blocks), len(draft.blocks)) - 1, -1, -1):
        block = draft.blocks[i]
        text = plain(block.text, draft.escapes)
        if block.kind != "text" or len(text) > 160:
            continue
        names = byline(draft.blocks, i)
        match = DATELINE.fullmatch(text) or ISSUE.fullmatch(text) or _placed(draft, text)
        if names and "authors" not in draft.record:
            draft = _by(draft, i, text, names)
        elif match:
            draft = taken(draft, i, text, match)
    return draft


def _placed(draft: Draft, text: str) -> re.Match[str] | None:
    """A line such as "Stonehaven, 4 June 2012" under a title; a diary has one over every entry."""
    match = PLACED.fullmatch(text) if "title" in draft.record and len(text) < 80 else None
    if (
        match
        and sum(len(block.text) < 80 and bool(PLACED.fullmatch(block.text)) for block in draft.blocks) > 1
    ):
        return None
    return match


def _by(draft: Draft, at: int, text: str, names: tuple[str, ...]) -> Draft:
    block = draft.blocks[at]
    rest = text
    for name in names:
        rest = rest.replace(name, "", 1)
    rest = " ".join(rest.split())
    changes = [Change("record", block.line, shown(block), text)] if shown(block) != text else []
    dropped = (Dropped("record-line", block.line, rest),) if rest else ()
    blocks = draft.blocks[:at] + draft.blocks[at + 1 :]
    return (
        replace(draft, blocks=blocks, dropped=draft.dropped + dropped)
        .changed(changes)
        .recorded(authors=names)
    )


def authors(draft: Draft) -> Draft:
    """Record as authors those whose biographies stand beside the text, where no byline names them."""
    names = tuple(dict.fromkeys(draft.people))
    if "authors" in draft.record or not names:
        return draft
    line = next((piece.line for piece in draft.dropped if names[0] in piece.text), 1)
    return draft.recorded(authors=names).changed([Change("authors", line, "", " ".join(names))])
