"""What `/assign/` picks from: texts, terms, comparisons and questions, as plain values; no markup.

Its script makes the rest in the browser, from what stands in this page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postil.assignments import sections_in
from postil.model import Text
from postil.pages.around import Around, Part
from postil.pages.render import assignment_page, comparison_page, term_page
from postil.pages.views.assignment import FAST, LINES, SLOW, WEEKDAYS
from postil.pages.views.cite import original, ours
from postil.pages.views.common import sort_key
from postil.pages.views.lists import by


def assign(around: Around, _: None) -> dict[str, Any]:
    """The lists to pick from, and what the script has to know of the texts."""
    index, to = around.index, around.to
    texts = index.texts.values()
    return {
        "weekdays": WEEKDAYS,
        "list": to(assignment_page("index")),
        "texts": [(text.id, text.source.work.title, text.source.siglum) for text in texts],
        "terms": [
            (term.id, term.title, to(term_page(term.id)), around.inline(term.definition))
            for term in sorted(index.terms.values(), key=lambda term: sort_key(term.title))
        ],
        "comparisons": [
            (one.id, one.title, to(comparison_page(one.id))) for one in index.glossary.comparisons
        ],
        "questions": [
            (
                text.id,
                text.source.siglum,
                [(one.number, around.inline(one.ask), one.kind) for one in text.source.questions],
            )
            for text in texts
            if text.source.questions
        ],
        "data": {
            "pace": [SLOW, FAST],
            "lines": LINES,
            "texts": {text.id: _text(around, text) for text in texts},
            "mentions": {
                id_: {
                    text: [mention.passage.number for mention in found]
                    for text, found in index.by_text(id_).items()
                }
                for id_ in index.terms
            },
        },
    }


def _text(around: Around, text: Text) -> dict[str, Any]:
    """What the script has to know of a text; lengths in words, passage by passage."""
    studied = around.index.texts.get(text.id.removesuffix("/original"))
    work = studied.source.original if studied and studied.id != text.id else None
    item = original(work, text.source.siglum) if work else ours(text, around.site)
    return {
        "title": text.source.work.title,
        "by": by(text),
        "siglum": text.source.siglum,
        "words": [len(passage.text.split()) for passage in text.passages],
        "chapters": list(_chapters(text)),
        "pages": [
            (page.first, page.last, around.to(page.path)) for page in text.pages if page.first <= page.last
        ],
        "address": around.to(text.pages[0].path),
        "csl": {**item, "id": text.id},
    }


def _chapters(text: Text) -> Iterator[tuple[str, str, int, int]]:
    """Id and title of each section that holds passages, and the numbers of its first and its last."""
    for section in text.sections:
        own = set(sections_in(text, section.id))
        numbers = [passage.number for passage in text.passages if passage.section in own]
        if numbers:
            yield section.id, section.title, numbers[0], numbers[-1]


PARTS: dict[str, Part] = {"assign": assign}
