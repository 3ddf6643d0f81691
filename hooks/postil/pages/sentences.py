"""Sentences of a passage: where the one around some words begins and ends."""

from __future__ import annotations

import re

from postil.clean.sentences import abbreviated
from postil.fold import fold
from postil.model import Span

# A full stop, question or exclamation mark with the quotation marks and brackets that close behind it.
END = re.compile(r"(?:[.!?…]+[\"”’')\]»]*\s+|[。！？]+[”’」』）]*)(?=\S)")


def around(text: str, words: Span) -> Span:
    """The sentence, or the sentences in a row, in which `words` stand."""
    start, end = 0, len(text)
    for found in END.finditer(text):
        if text[found.end()].islower() or abbreviated(text[: found.end()]):
            continue
        if found.end() <= words.start:
            start = found.end()
        elif found.start() >= words.end - 1:
            end = found.end()
            break
    return Span(start, len(text[:end].rstrip()))


def find(text: str, quote: str) -> Span | None:
    """Where quoted words stand in a text, whatever the case, the hyphens and the kind of quotation marks."""
    folded, wanted = fold(text), fold(quote).text
    at = folded.text.find(wanted)
    return Span(folded.start(at), folded.end(at + len(wanted))) if wanted and at >= 0 else None
