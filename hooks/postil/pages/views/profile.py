"""What sets a text apart, and the matrix of terms by texts: plain values, no markup."""

from __future__ import annotations

import math
from typing import Any

from postil.model import Text
from postil.pages.around import Around, Part
from postil.pages.render import term_page
from postil.pages.views.common import anchor, count, sort_key
from postil.profile import Profile

MOST_TEXTS, MOST_TERMS = 12, 300  # of a matrix that a page can show; /data/matrix.csv holds all
LEVELS = 4  # shades of a cell


def profile(around: Around, text: Text, found: Profile) -> dict[str, Any]:
    """A text's key terms, the terms that only it mentions, and the texts nearest to it."""
    index, to = around.index, around.to
    like = sum(other.endswith("/original") == text.id.endswith("/original") for other in index.texts) - 1

    def linked(term: str) -> tuple[str, str]:
        return index.terms[term].title, to(term_page(term), f"in-{anchor(text.id)}")

    return {
        "others": like,
        "key": [(*linked(one.term), one.here, one.there, f"{one.g2:.1f}") for one in found.key],
        "only": [(*linked(term), times) for term, times in found.only],
        "nearest": [
            (
                index.texts[one.text].source.work.title,
                index.texts[one.text].source.siglum,
                to(index.texts[one.text].pages[0].path),
                f"{one.cosine:.2f}",
                [(index.terms[term].title, to(term_page(term))) for term in one.shared],
            )
            for one in found.nearest
        ],
    }


def matrix(around: Around, _: None) -> dict[str, Any]:
    """Terms by texts: how often each text mentions each term, the terms of most texts first."""
    index, to = around.index, around.to
    texts = [text for text in index.texts.values() if index.occurrences[text.id]]
    if len(texts) > MOST_TEXTS:
        texts = sorted(texts, key=lambda text: (-len(index.terms_of(text.id)), text.id))[:MOST_TEXTS]
    counts = {
        term.id: {id_: count(found) for id_, found in index.by_text(term.id).items()}
        for term in index.terms.values()
    }
    shown = {text.id for text in texts}
    found = [id_ for id_, by_text in counts.items() if by_text.keys() & shown]
    found.sort(
        key=lambda id_: (-len(counts[id_]), -sum(counts[id_].values()), sort_key(index.terms[id_].title))
    )
    most = max((number for by_text in counts.values() for number in by_text.values()), default=1)
    return {
        "columns": [(text.source.siglum, to(text.pages[0].path)) for text in texts],
        "rows": [
            (
                index.terms[id_].title,
                to(term_page(id_)),
                [
                    (n, level(n, most), to(term_page(id_), f"in-{anchor(text.id)}"))
                    if (n := counts[id_].get(text.id, 0))
                    else None
                    for text in texts
                ],
                sum(counts[id_].values()),
            )
            for id_ in found[:MOST_TERMS]
        ],
        "texts": sum(bool(found) for found in index.occurrences.values()),
        "terms": len(found),
    }


def level(number: int, most: int) -> int:
    """The shade of a number between 1 and `most`, 1 to LEVELS, on a logarithmic scale."""
    return 1 + min(LEVELS - 1, int(LEVELS * math.log(number) / math.log(most + 1)))


PARTS: dict[str, Part] = {"matrix": matrix}
