"""Cited passages as other pages show them: the quoted words in their sentence, and where they stand."""

from __future__ import annotations

from typing import Any

from postil.model import Citation, Passage, Span
from postil.pages.around import Around
from postil.pages.sentences import around as sentence
from postil.pages.sentences import find

LONGEST = 600  # characters of a passage that is shown without quoted words


def excerpt(around: Around, cite: Citation) -> dict[str, Any] | None:
    """What a citation names, or None where there is no such passage."""
    text = around.index.texts.get(cite.text)
    passages = text.passages[max(cite.first - 1, 0) : cite.last] if text else ()
    if text is None or not passages:
        return None
    passage, words = _stand(passages, cite.quote)
    shown = sentence(passage.text, words) if words else Span(0, _cut(passage.text))
    words = words or Span(shown.end, shown.end)
    source = text.source
    return {
        "siglum": source.siglum,
        "number": f"{cite.first}–{cite.last}" if cite.last > cite.first else str(cite.first),
        "title": source.work.title,
        "by": ", ".join((source.original or source.work).authors),
        "language": source.work.language,
        "address": around.to(text.page_of(passage.id), passage.id),
        "before": ("… " if shown.start else "") + passage.text[shown.start : words.start],
        "quote": passage.text[words.start : words.end],
        "after": passage.text[words.end : shown.end] + (" …" if shown.end < len(passage.text) else ""),
    }


def _stand(passages: tuple[Passage, ...], quote: str) -> tuple[Passage, Span | None]:
    """The passage in which quoted words stand, and where; the first one where none is quoted."""
    found = ((passage, find(passage.text, quote)) for passage in passages)
    return next(((passage, words) for passage, words in found if words), (passages[0], None))


def _cut(text: str) -> int:
    """Where a long passage is cut, between words."""
    return len(text) if len(text) <= LONGEST else text.rfind(" ", 0, LONGEST) % len(text)
