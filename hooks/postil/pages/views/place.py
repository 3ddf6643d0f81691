"""Where a page stands: how long it is to read, and its passages among those of its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postil.index import Index
from postil.model import Text, TextPage
from postil.pages.views.lists import reading_time


def place(text: Text, page: TextPage) -> dict[str, Any]:
    """Words, minutes and passages of one page of a text."""
    passages = text.passages[max(0, page.first - 1) : page.last]
    words, minutes = reading_time(passages)
    return {
        "words": words,
        "minutes": minutes,
        "first": page.first,
        "last": page.last,
        "of": len(text.passages),
    }


def neighbours(index: Index) -> Iterator[tuple[str, str, str]]:
    """The own page of each text with those before and after it, or ""; study texts and originals apart."""
    for originals in (False, True):
        paths = [t.pages[0].path for t in index.texts.values() if t.id.endswith("/original") == originals]
        for at, path in enumerate(paths):
            yield path, paths[at - 1] if at else "", "".join(paths[at + 1 : at + 2])
