"""What a mail or a chat program writes around a text that was sent with it."""

from __future__ import annotations

import re
from dataclasses import replace

from postil.clean.draft import Line, Sheet
from postil.model import Dropped

_FIELD = re.compile(
    r"[*_]{0,2}(?:from|to|cc|bcc|sent|date|subject|reply-to|attachments?|von|an|gesendet|betreff|datum|de|à|"
    r"envoyé|objet|para|enviado|asunto)[*_]{0,2} ?:[*_]{0,2}(?:\s.*)?",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"\s*-{2,}\s*(?:(?:forwarded|original) message|weitergeleitete nachricht|message transféré)\s*-{2,}\s*"
    r"|begin forwarded message:\s*",
    re.IGNORECASE,
)
_CHAT = re.compile(
    r"\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?\]?(?: [-–])? "
    r"[^:\n]{2,40}: "
)
_BEGINS = frozenset("[0123456789")
_FIELDS = 3  # of a mail's head, at least
_TOP = 80  # lines in which a mail's heads stand


def message_heads(sheet: Sheet) -> Sheet:
    """Set aside the head of a mail at the top of a text, and who sent a chat's message when."""
    lines = list(sheet.lines)
    dropped: list[Dropped] = []
    for i, line in enumerate(lines):
        match = _CHAT.match(line.text) if line.text[:1] in _BEGINS else None
        if match:
            dropped.append(Dropped("message-head", line.number, match[0].strip()))
            lines[i] = Line(line.number, line.text[match.end() :])
    if dropped:
        sheet = replace(sheet, lines=tuple(lines), dropped=(*sheet.dropped, *dropped))
    at = 0
    while at < min(_TOP, len(sheet.lines)):
        forwarded = bool(_FORWARDED.fullmatch(sheet.lines[at].text))
        end = at + forwarded
        while end < len(sheet.lines) and _FIELD.fullmatch(sheet.lines[end].text):
            end += 1
        if end - at >= _FIELDS:
            sheet = sheet.without(at, end, "message-head")
        at += 1
    return sheet
