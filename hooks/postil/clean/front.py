"""Lines before a text that say what it is: bylines, dates, numbers of an issue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postil.clean.dates import DATE
from postil.clean.draft import Block, Draft
from postil.clean.sentences import finished, is_prose, organisation, person
from postil.clean.syntax import plain, wrapping

PUBLISHED = re.compile(
    r".{0,80}?\b(?i:(?:was |is |were )?(?:originally|first|previously) (?:published|posted|printed|"
    r"appeared)|(?:re)?published|appeared originally)\b"
    r"(?: (?:by|in|on|at|with|as .{1,40} (?:by|in|on))(?: (?:the "
    r")?(?=[A-Z*_“‘\"])(?P<publisher>[^.;]{2,90}?))?)?"
    r"(?:,? (?:on |in |of )?(?P<date>{}))?[\s.)\]*_]*".replace("{}", DATE.pattern.replace(r"\b", ""))
)
BYLINE = re.compile(
    r"(?:(?:(?:words|text|story|written|posted|article|analysis|report|interview) )?"
    r"(?:by|par|von|por|di|authors?:)|(?:interview(?:er)?|words|text|story|author|writer)(?: by)?:) "
    r"(?P<names>\S.*)",
    re.IGNORECASE,
)
DATELINE = re.compile(
    rf"(?:(?:published|posted|updated|last (?:updated|modified)|date|first published|issued|released|"
    rf"online)(?: on)?:? )?(?P<date>(?!\d{{4}}\b[\s|,.•·–-]*$){DATE.pattern})[\s|,.•·–-]*",
    re.IGNORECASE,
)
# A place or a newspaper and a day: only the day is sure.
PLACED = re.compile(rf"[^\W\d_][^\d,;:!?]{{2,40}}, (?P<date>(?=.{{0,12}}\d{{1,2}}\b){DATE.pattern})\W*")
ISSUE = re.compile(
    r"(?:(?P<series>[^\W\d_][^\d]{2,60}?)[\s,:–—|-]+)??(?:(?:vol(?:ume|\.)?|volume) ?\d+[,;]? ?)?(?:no\.?|"
    r"nr\.?|number|issue|#) ?(?P<number>\d{1,4})\b(?P<rest>[\s,|(–—-]*)",
    re.IGNORECASE,
)
_AND = re.compile(r",? (?:and|&|und|et|y|e) |, |; ")
ZONE = 60  # blocks before the text in which a title may stand


def zone_of(blocks: Sequence[Block]) -> int:
    """How many blocks stand before the running text."""
    for i, block in enumerate(blocks[:ZONE]):
        if is_prose(block) or block.kind in ("item", "quote", "table", "code"):
            return i
    verse = next((i for i, block in enumerate(blocks[:ZONE]) if block.kind == "verse"), 0)
    return verse if len(blocks) > ZONE or verse else min(len(blocks), 0)


def byline(blocks: Sequence[Block], at: int) -> tuple[str, ...]:
    """The names of a line such as "By Jane Doe and Richard Roe"."""
    if at >= len(blocks) or blocks[at].kind != "text" or blocks[at].words > 20:
        return ()
    return names_byline(plain(blocks[at].text, False))


def names_byline(text: str) -> tuple[str, ...]:
    match = BYLINE.fullmatch(text)
    return _names(match["names"]) if match else ()


def _names(text: str) -> tuple[str, ...]:
    names = tuple(person(part.rstrip("*†‡§ ")) for part in _AND.split(text.strip(" .")))
    return names if all(names) else ()


def bare_names(draft: Draft, at: int) -> tuple[str, ...]:
    """Names alone on the line under a title, where emphasis, a date below or a biography confirms them."""
    blocks = draft.blocks
    if at >= len(blocks) or blocks[at].kind not in ("text", "heading") or blocks[at].words > 16:
        return ()
    text = plain(blocks[at].text, draft.escapes)
    names = _names(text)
    below = plain(blocks[at + 1].text, draft.escapes) if at + 1 < len(blocks) else ""
    if names and (
        wrapping(blocks[at].text)
        or blocks[at].text.rstrip()[-1:] in "*†‡§"
        or set(names) & set(draft.people)
        or DATELINE.fullmatch(below[:80])
        or (organisation(below) and len(below) < 100 and not finished(below))
    ):
        return names
    return ()
