"""The title of a text, the lines around it, and the masthead above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from postil.clean import vocabulary
from postil.clean.draft import MARKER, Block, Draft, shown
from postil.clean.front import (
    BYLINE,
    DATELINE,
    ISSUE,
    PLACED,
    ZONE,
    bare_names,
    byline,
    names_byline,
    zone_of,
)
from postil.clean.headings import opens_section
from postil.clean.record import taken
from postil.clean.sentences import (
    finished,
    headline,
    is_prose,
    names_section,
    organisation,
    person,
    starts_low,
    titled,
)
from postil.clean.syntax import plain, wrapping
from postil.model import Change

_DECK = 45  # words
_DEDICATES = ("To ", "TO ", "For ", "FOR ")
_LINES = 5  # of a title with what stands above and below it, at most


def front_blocks(draft: Draft) -> Draft:
    """Part title, byline and date that stand on lines right under one another before the text."""
    first = next((i for i, block in enumerate(draft.blocks[:ZONE]) if is_prose(block)), 0)
    blocks = list(draft.blocks)
    for i in range(first - 1, -1, -1):
        lines = blocks[i].text.split("\n") if blocks[i].kind == "verse" else []
        stated = any(DATELINE.fullmatch(line) or names_byline(plain(line, draft.escapes)) for line in lines)
        signed = len(lines) > 1 and person(lines[0]) and organisation(lines[1])
        entitles = "title" not in draft.record and _heads(lines, first, i)
        if stated or signed or entitles:
            blocks[i : i + 1] = [Block("text", line, blocks[i].line + at) for at, line in enumerate(lines)]
    return replace(draft, blocks=tuple(blocks)) if len(blocks) > len(draft.blocks) else draft


def _heads(lines: Sequence[str], first: int, at: int) -> bool:
    """Whether lines at the very top of a text in prose are a title with what stands above and below it."""
    return (
        at == 0
        and 0 < len(lines) <= _LINES
        and first > 0
        and all(line[-1:] not in ",;:.–—-" for line in lines)
        and not lines[0].startswith(_DEDICATES)
        and (titled(lines[0]) or bool(vocabulary.KICKER.fullmatch(lines[0])))
    )


def kickers(draft: Draft) -> Draft:
    """Set aside the line beside a title that says what kind of piece it is: "Interview", "As delivered"."""
    zone = zone_of(draft.blocks)
    found = [i for i in range(zone) if vocabulary.KICKER.fullmatch(plain(draft.blocks[i].text, False))]
    titles = [i for i in range(zone) if i not in found and _may_be_title(draft, i)]
    named = "title" in draft.record or bool(titles and titles[0] < 2)
    gone = [i for i in found if named and draft.blocks[i].kind in ("text", "heading")]
    return draft.without(gone, "masthead")


def title(draft: Draft) -> Draft:
    """Record title, subtitle and what a masthead says; set the rest of the masthead aside."""
    if "title" in draft.record:
        return draft
    zone = zone_of(draft.blocks)
    mast = _masthead(draft.blocks[:zone], draft.escapes)
    at = _title_at(draft, zone, mast)
    if at is None:
        return draft
    block = draft.blocks[at]
    words = plain(block.text, draft.escapes).rstrip("*†‡§ ")  # the sign of a note on the text as a whole
    changes = [Change("record", block.line, shown(block), words)] if shown(block) != words else []
    deck = _deck_at(draft, at)
    draft = draft.recorded(title=words).changed(changes)
    if deck is not None:
        line = plain(draft.blocks[deck].text, draft.escapes)
        if shown(draft.blocks[deck]) != line:
            changes = [Change("record", draft.blocks[deck].line, shown(draft.blocks[deck]), line)]
            draft = draft.changed(changes)
        draft = draft.recorded(subtitle=line)
    below = at + 1 + (deck is not None)
    names = bare_names(draft, below) if "authors" not in draft.record else ()
    if names:
        draft = _with_authors(draft, below, names)
    kept = [one for i, one in enumerate(draft.blocks) if i not in (at, deck) and not (names and i == below)]
    draft = replace(draft, blocks=tuple(kept))
    if at and mast is not None:
        draft = _set_masthead_aside(draft, at)
    return _set_front_aside(draft)


def _set_front_aside(draft: Draft) -> Draft:
    """Set aside what else stands between title and text: lines that are worded like titles but open no
    section."""
    for i in range(zone_of(draft.blocks) - 1, -1, -1):
        block = draft.blocks[i]
        if (
            block.kind == "text"
            and _may_be_title(draft, i)
            and not (opens_section(draft.blocks, i, block.text) and draft.blocks[i + 1].kind != "heading")
        ):
            draft = draft.without([i], "masthead")
    return draft


def _masthead(blocks: Sequence[Block], escapes: bool) -> int | None:
    """Index of the last line that only a masthead has, or None."""
    found = None
    for i, block in enumerate(blocks):
        text = plain(block.text, escapes)
        if len(text) < 120 and (
            ISSUE.match(text) or vocabulary.EDITORIAL.fullmatch(text) or DATELINE.fullmatch(text)
        ):
            found = i
    return found


def _title_at(draft: Draft, zone: int, mast: int | None) -> int | None:
    """Where the title stands."""
    blocks = draft.blocks
    candidates = [i for i in range(zone) if _may_be_title(draft, i)]
    if not candidates:
        return None
    first = candidates[0]
    later = next((i for i in candidates if mast is not None and i > mast), None)
    if later is not None and later != first and (bare_names(draft, later + 1) or byline(blocks, later + 1)):
        return later
    # The first line of a piece cut from a longer text is a heading like any other.
    if first or (blocks[first].kind == "heading" and blocks[first].level > 1) or _is_piece(draft, first):
        explicit = next((i for i in candidates if blocks[i].kind == "heading" and blocks[i].level == 1), None)
        return explicit if explicit is not None else later if mast is not None and later == first else None
    return first


def _may_be_title(draft: Draft, at: int) -> bool:
    block = draft.blocks[at]
    text = plain(block.text, draft.escapes)
    if block.kind == "heading":
        return not names_section(text) or block.level == 1
    if (
        block.kind != "text"
        or at + 1 >= len(draft.blocks)
        or names_section(text)
        or (organisation(text) and len(text.split()) < 4)
    ):
        return False
    if DATELINE.fullmatch(text) or ISSUE.match(text) or BYLINE.fullmatch(text):
        return False
    quoted = at < _LINES and text[0] in '“"«' and text[-1] in '”"»' and text[-2:-1] not in ".,"
    return headline(text, 26) or (quoted and at + 1 < zone_of(draft.blocks))


def _is_piece(draft: Draft, first: int) -> bool:
    """Whether the text is cut from a longer one: it goes on mid-sentence, or its notes begin with a high
    number."""
    if first + 1 < len(draft.blocks) and starts_low(draft.blocks[first + 1].text):
        return True
    if draft.notes:
        return False
    glued = _FIRST_MARKER.findall(" ".join(block.text for block in draft.blocks[first + 1 : first + 8]))
    return bool(glued) and all(int(number) > 3 for number in glued)


_FIRST_MARKER = re.compile(r"(?<=[a-z”’)][.,”’])\x02?(\d{1,3})(?=[\s\x03])")


def _deck_at(draft: Draft, at: int) -> int | None:
    """The index of the lines under the title that sum the text up."""
    blocks = draft.blocks
    i = at + 1
    if i + 1 >= len(blocks) or blocks[i].kind != "text" or blocks[i].words > _DECK:
        return None
    if byline(blocks, i) or bare_names(draft, i) or starts_low(blocks[i].text):
        return None
    if byline(blocks, i + 1) and not DATELINE.fullmatch(plain(blocks[i].text, draft.escapes)):
        return i
    if blocks[i].line == blocks[at].line + 1 and _may_be_title(draft, i) and not _names_somebody(blocks[i]):
        return i  # right under the title, without a blank line between
    if not finished(blocks[i].text) or blocks[i].words < 4:
        return None
    if MARKER.search(blocks[i].text) or blocks[i].text.rstrip().endswith(":"):
        return None
    below = blocks[i + 1]
    if wrapping(blocks[i].text):
        return i
    return i if below.kind == "text" and below.words >= 3 * blocks[i].words and below.words >= 60 else None


def _names_somebody(block: Block) -> bool:
    return bool(person(block.text) or organisation(block.text) or PLACED.fullmatch(block.text))


def _with_authors(draft: Draft, at: int, names: tuple[str, ...]) -> Draft:
    block = draft.blocks[at]
    joined = " ".join(names)
    changes = [Change("record", block.line, shown(block), joined)] if shown(block) != joined else []
    return draft.recorded(authors=names).changed(changes)


def _set_masthead_aside(draft: Draft, count: int) -> Draft:
    """Take publisher, series, number and date from the lines before the title and set aside the others."""
    lines = draft.blocks[:count]
    texts = [plain(block.text.replace("\n", " "), draft.escapes) for block in lines]
    numbered = any(ISSUE.match(text) for text in texts)
    used: set[int] = set()
    for i, (block, text) in enumerate(zip(lines, texts, strict=True)):
        field = ""
        if block.kind == "heading" and numbered and "series" not in draft.record:
            field = "series"
        elif (
            block.kind == "text"
            and organisation(text)
            and "publisher" not in draft.record
            and len(text.split()) <= 14
        ):
            field = "" if text.endswith(":") else "publisher"
        if field:
            changes = [Change("record", block.line, shown(block), text)] if shown(block) != text else []
            draft = draft.recorded(**{field: text}).changed(changes)
            used.add(i)
    for i in range(count - 1, -1, -1):
        if i in used:
            draft = replace(draft, blocks=draft.blocks[:i] + draft.blocks[i + 1 :])
            continue
        match = (ISSUE.match(texts[i]) or DATELINE.fullmatch(texts[i])) if lines[i].kind == "text" else None
        draft = taken(draft, i, texts[i], match) if match else draft.without([i], "masthead")
    return draft
