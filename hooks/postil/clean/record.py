"""What a text states of itself: title, subtitle, authors, date, publisher, series, number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from postil.clean import vocabulary
from postil.clean.dates import DATE, iso
from postil.clean.draft import MARKER, Block, Draft, bare_markers, shown
from postil.clean.headings import opens_section
from postil.clean.sentences import (
    finished,
    headline,
    is_prose,
    names_section,
    organisation,
    person,
    starts_low,
    stripped,
)
from postil.clean.syntax import plain, wrapping
from postil.model import Change, Dropped

_PUBLISHED = re.compile(
    r".{0,80}?\b(?i:(?:was |is |were )?(?:originally|first|previously) (?:published|posted|printed|appeared)|(?:re)?published|appeared originally)\b"
    r"(?: (?:by|in|on|at|with|as .{1,40} (?:by|in|on))(?: (?:the )?(?=[A-Z*_“‘\"])(?P<publisher>[^.;]{2,90}?))?)?"
    r"(?:,? (?:on |in |of )?(?P<date>{}))?[\s.)\]*_]*".replace("{}", DATE.pattern.replace(r"\b", ""))
)
_BYLINE = re.compile(r"(?:(?:words|text|story|written|posted|article|analysis|report) )?(?:by|par|von|por|di|authors?:) (?P<names>\S.*)", re.IGNORECASE)
_DATELINE = re.compile(
    rf"(?:(?:published|posted|updated|last (?:updated|modified)|date|first published|issued|released|online)(?: on)?:? )?(?P<date>{DATE.pattern})[\s|,.•·–-]*",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"(?:(?P<series>[^\W\d_][^\d]{2,60}?)[\s,:–—|-]+)??(?:(?:vol(?:ume|\.)?|volume) ?\d+[,;]? ?)?(?:no\.?|nr\.?|number|issue|#) ?(?P<number>\d{1,4})\b(?P<rest>[\s,|(–—-]*)",
    re.IGNORECASE,
)
_AND = re.compile(r",? (?:and|&|und|et|y|e) |, |; ")
_ZONE = 60  # blocks before the text in which a title may stand
_DECK = 45  # words


def publication_line(draft: Draft) -> Draft:
    """Record who published a text first, and when, from a line that says so at its top or end."""
    found = _publication_line(draft)
    while found is not draft:
        draft, found = found, _publication_line(found)
    return draft


def _publication_line(draft: Draft) -> Draft:
    count = len(draft.blocks)
    for i in sorted({*range(min(10, count)), *range(max(0, count - 5), count)}):
        block = draft.blocks[i]
        if block.kind not in ("text", "quote") or block.words > 40:
            continue
        text = plain(block.text, draft.escapes)
        match = _PUBLISHED.fullmatch(text)
        if match and (match["publisher"] or match["date"]) and len(text) < 300:
            return _taken(draft, i, text, match)
    return draft


def _taken(draft: Draft, at: int, text: str, match: re.Match[str]) -> Draft:
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


def front_blocks(draft: Draft) -> Draft:
    """Part title, byline and date that stand on lines right under one another before the text."""
    first = next((i for i, block in enumerate(draft.blocks[:_ZONE]) if is_prose(block)), 0)
    blocks = list(draft.blocks)
    for i in range(first - 1, -1, -1):
        lines = blocks[i].text.split("\n") if blocks[i].kind == "verse" else []
        if any(_DATELINE.fullmatch(line) or _names_byline(plain(line, draft.escapes)) for line in lines):
            blocks[i : i + 1] = [Block("text", line, blocks[i].line + at) for at, line in enumerate(lines)]
    return replace(draft, blocks=tuple(blocks)) if len(blocks) > len(draft.blocks) else draft


def title(draft: Draft) -> Draft:
    """Record title, subtitle and what a masthead says; set the rest of the masthead aside."""
    if "title" in draft.record:
        return draft
    zone = _zone(draft.blocks)
    mast = _masthead(draft.blocks[:zone], draft.escapes)
    at = _title_at(draft, zone, mast)
    if at is None:
        return draft
    block = draft.blocks[at]
    words = plain(block.text, draft.escapes)
    changes = [Change("record", block.line, shown(block), words)] if shown(block) != words else []
    deck = _deck_at(draft, at)
    draft = draft.recorded(title=words).changed(changes)
    if deck is not None:
        line = plain(draft.blocks[deck].text, draft.escapes)
        if shown(draft.blocks[deck]) != line:
            changes = [Change("record", draft.blocks[deck].line, shown(draft.blocks[deck]), line)]
            draft = draft.changed(changes)
        draft = draft.recorded(subtitle=line)
    byline = at + 1 + (deck is not None)
    names = _bare_names(draft, byline)
    if names:
        draft = _with_authors(draft, byline, names)
    kept = [one for i, one in enumerate(draft.blocks) if i not in (at, deck) and not (names and i == byline)]
    draft = replace(draft, blocks=tuple(kept))
    if at and mast is not None:
        draft = _set_masthead_aside(draft, at)
    return _set_front_aside(draft)


def _set_front_aside(draft: Draft) -> Draft:
    """Set aside what else stands between title and text: lines that are worded like titles but open no section."""
    for i in range(_zone(draft.blocks) - 1, -1, -1):
        block = draft.blocks[i]
        if block.kind == "text" and _may_be_title(draft, i) and not opens_section(draft.blocks, i, block.text):
            draft = draft.without([i], "masthead")
    return draft


def _zone(blocks: Sequence[Block]) -> int:
    """How many blocks stand before the running text."""
    for i, block in enumerate(blocks[:_ZONE]):
        if is_prose(block) or block.kind in ("item", "quote", "table", "code"):
            return i
    verse = next((i for i, block in enumerate(blocks[:_ZONE]) if block.kind == "verse"), 0)
    return verse if len(blocks) > _ZONE or verse else min(len(blocks), 0)


def _masthead(blocks: Sequence[Block], escapes: bool) -> int | None:
    """Index of the last line that only a masthead has, or None."""
    found = None
    for i, block in enumerate(blocks):
        text = plain(block.text, escapes)
        if len(text) < 120 and (_ISSUE.match(text) or vocabulary.EDITORIAL.fullmatch(text) or _DATELINE.fullmatch(text)):
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
    if later is not None and later != first and (_bare_names(draft, later + 1) or _byline(blocks, later + 1)):
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
    if block.kind != "text" or at + 1 >= len(draft.blocks) or names_section(text) or organisation(text) and len(text.split()) < 4:
        return False
    if _DATELINE.fullmatch(text) or _ISSUE.match(text) or _BYLINE.fullmatch(text):
        return False
    return headline(text, 26)


def _is_piece(draft: Draft, first: int) -> bool:
    """Whether the text is cut from a longer one: it goes on mid-sentence, or its notes begin with a high number."""
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
    if i + 1 >= len(blocks) or blocks[i].kind != "text" or blocks[i].words > _DECK or blocks[i].words < 4:
        return None
    if _byline(blocks, i) or _bare_names(draft, i) or starts_low(blocks[i].text):
        return None
    if _byline(blocks, i + 1) and not _DATELINE.fullmatch(plain(blocks[i].text, draft.escapes)):
        return i
    if not finished(blocks[i].text):
        return None
    if MARKER.search(blocks[i].text) or blocks[i].text.rstrip().endswith(":"):
        return None
    below = blocks[i + 1]
    if wrapping(blocks[i].text):
        return i
    return i if below.kind == "text" and below.words >= 3 * blocks[i].words and below.words >= 60 else None


def _byline(blocks: Sequence[Block], at: int) -> tuple[str, ...]:
    """The names of a line such as "By Jane Doe and Richard Roe"."""
    if at >= len(blocks) or blocks[at].kind != "text" or blocks[at].words > 20:
        return ()
    return _names_byline(plain(blocks[at].text, False))


def _names_byline(text: str) -> tuple[str, ...]:
    match = _BYLINE.fullmatch(text)
    return _names(match["names"]) if match else ()


def _names(text: str) -> tuple[str, ...]:
    names = tuple(person(part) for part in _AND.split(text.strip(" .")))
    return names if all(names) else ()


def _bare_names(draft: Draft, at: int) -> tuple[str, ...]:
    """Names alone on the line under a title, where emphasis, a date below or a biography confirms them."""
    blocks = draft.blocks
    if at >= len(blocks) or blocks[at].kind not in ("text", "heading") or blocks[at].words > 16:
        return ()
    text = plain(blocks[at].text, draft.escapes)
    names = _names(text)
    below = plain(blocks[at + 1].text, draft.escapes) if at + 1 < len(blocks) else ""
    if names and (wrapping(blocks[at].text) or set(names) & set(draft.people) or _DATELINE.fullmatch(below[:80])):
        return names
    return ()


def _with_authors(draft: Draft, at: int, names: tuple[str, ...]) -> Draft:
    block = draft.blocks[at]
    joined = " ".join(names)
    changes = [Change("record", block.line, shown(block), joined)] if shown(block) != joined else []
    return draft.recorded(authors=names).changed(changes)


def _set_masthead_aside(draft: Draft, count: int) -> Draft:
    """Take publisher, series, number and date from the lines before the title and set aside the others."""
    lines = draft.blocks[:count]
    texts = [plain(block.text.replace("\n", " "), draft.escapes) for block in lines]
    numbered = any(_ISSUE.match(text) for text in texts)
    taken: set[int] = set()
    for i, (block, text) in enumerate(zip(lines, texts, strict=True)):
        field = ""
        if block.kind == "heading" and numbered and "series" not in draft.record:
            field = "series"
        elif block.kind == "text" and organisation(text) and "publisher" not in draft.record and len(text.split()) <= 14:
            field = "" if text.endswith(":") else "publisher"
        if field:
            changes = [Change("record", block.line, shown(block), text)] if shown(block) != text else []
            draft = draft.recorded(**{field: text}).changed(changes)
            taken.add(i)
    for i in range(count - 1, -1, -1):
        if i in taken:
            draft = replace(draft, blocks=draft.blocks[:i] + draft.blocks[i + 1 :])
            continue
        match = (_ISSUE.match(texts[i]) or _DATELINE.fullmatch(texts[i])) if lines[i].kind == "text" else None
        draft = _taken(draft, i, texts[i], match) if match else draft.without([i], "masthead")
    return draft


def front_lines(draft: Draft) -> Draft:
    """Record byline, date and number from the lines between the title and the text."""
    for i in range(min(_zone(draft.blocks), len(draft.blocks)) - 1, -1, -1):
        block = draft.blocks[i]
        text = plain(block.text, draft.escapes)
        if block.kind != "text" or len(text) > 160:
            continue
        names = _byline(draft.blocks, i)
        match = _DATELINE.fullmatch(text) or _ISSUE.fullmatch(text)
        if names and "authors" not in draft.record:
            draft = _by(draft, i, text, names)
        elif match:
            draft = _taken(draft, i, text, match)
    return draft


def _by(draft: Draft, at: int, text: str, names: tuple[str, ...]) -> Draft:
    block = draft.blocks[at]
    rest = text
    for name in names:
        rest = rest.replace(name, "", 1)
    rest = " ".join(rest.split())
    changes = [Change("record", block.line, shown(block), text)] if shown(block) != text else []
    dropped = (Dropped("record-line", block.line, rest),) if rest else ()
    blocks = draft.blocks[:at] + draft.blocks[at + 1 :]
    return replace(draft, blocks=blocks, dropped=draft.dropped + dropped).changed(changes).recorded(authors=names)


def authors(draft: Draft) -> Draft:
    """Record as authors those whose biographies stand beside the text, where no byline names them."""
    names = tuple(dict.fromkeys(draft.people))
    if "authors" in draft.record or not names:
        return draft
    line = next((piece.line for piece in draft.dropped if names[0] in piece.text), 1)
    return draft.recorded(authors=names).changed([Change("authors", line, "", " ".join(names))])
