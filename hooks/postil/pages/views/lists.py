"""What the lists of texts and terms show, worked out from the index: plain values, no markup."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from postil.model import Passage, Text, Work
from postil.pages.around import Around, Part
from postil.pages.render import comparison_page, study_page, term_page
from postil.pages.views.common import NOT_STATED, count, date_words, sort_key
from postil.pages.views.disagreement import disagreements

WORDS_A_MINUTE = 180  # a careful reader of a difficult text in a second language


def texts(around: Around, _: None) -> dict[str, Any]:
    """The list of texts; an original stands with its study text."""
    index, to = around.index, around.to
    listed = []
    for text in index.texts.values():
        if text.id.endswith("/original"):
            continue
        words, minutes = reading_time(text.passages)
        original = f"{text.id}/original"
        listed.append(
            {
                "address": to(text.pages[0].path),
                "title": text.source.work.title,
                "by": by(text),
                "summary": text.source.summary,
                "words": f"{words:,}",
                "minutes": minutes,
                "passages": len(text.passages),
                "terms": len(index.terms_of(text.id)),
                "study": to(study_page(text.id)) if text.source.guided else "",
                "full": to(index.texts[original].pages[0].path) if original in index.texts else "",
            }
        )
    return {"texts": listed}


def reading_time(passages: Iterable[Passage]) -> tuple[int, int]:
    """Words and minutes."""
    words = sum(len(passage.text.split()) for passage in passages)
    return words, max(1, math.ceil(words / WORDS_A_MINUTE))


def by(text: Text) -> str:
    """One line on whose text it is; on a study text, whose work it studies."""
    return credit(text.source.work) if text.source.original is None else f"On {credit(text.source.original)}"


def credit(work: Work) -> str:
    """One line on a work: what is known of it, and what is not stated."""
    named = f"“{work.title}”" if work.title else "a text"
    by = f" by {', '.join(work.authors)}" if work.authors else ""
    dated = f", {date_words(work.date)}" if work.date else ""
    stated = (("title", work.title), ("author", work.authors), ("date", work.date))
    missing = [name for name, value in stated if not value]
    if not missing:
        return named + by + dated
    listed = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
    return f"{named}{by}{dated} ({listed} {NOT_STATED})"


def glossary(around: Around, _: None) -> dict[str, Any]:
    """All terms, by letter and by kind."""
    index, to = around.index, around.to
    ranked = sorted(index.terms.values(), key=lambda term: sort_key(term.title))
    rows = [
        {
            "title": term.title,
            "kind": term.kind,
            "address": to(term_page(term.id)),
            "definition": around.inline(term.definition),
            "words": " ".join(
                dict.fromkeys(map(sort_key, (*(f.text for f in term.forms), *term.native.values())))
            ),
            "mentions": sum(map(count, index.by_text(term.id).values())),
        }
        for term in ranked
    ]
    by_letter = groupby(rows, key=lambda row: _letter(str(row["title"])))
    by_kind = groupby(sorted(rows, key=lambda row: str(row["kind"])), key=lambda row: row["kind"])
    return {
        "letters": [(letter, list(group)) for letter, group in by_letter],
        "kinds": [(kind, list(group)) for kind, group in by_kind],
    }


def _letter(title: str) -> str:
    first = sort_key(title)[:1].upper()
    return first if first.isalpha() else "0-9"


def comparisons(around: Around, _: None) -> dict[str, Any]:
    """All comparisons, each with its terms and what it is for."""
    index, to = around.index, around.to
    return {
        "comparisons": [
            (
                one.title,
                to(comparison_page(one.id)),
                [(index.terms[id_].title, to(term_page(id_))) for id_ in one.terms],
                around.block(one.intro),
            )
            for one in index.glossary.comparisons
        ]
    }


PARTS: dict[str, Part] = {
    "texts": texts,
    "glossary": glossary,
    "comparisons": comparisons,
    "disagreements": disagreements,
}
