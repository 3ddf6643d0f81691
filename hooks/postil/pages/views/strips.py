"""Where in each text a term occurs: a strip as long as the text, a segment for each passage."""

from __future__ import annotations

from typing import Any

from postil.model import Term
from postil.pages.around import Around
from postil.pages.views.common import count

LEVELS = 3  # heights of a segment: one mention, two, more


def strips(around: Around, term: Term) -> list[dict[str, Any]]:
    """Each text that mentions a term, in order: how many passages it has, and which of them mention it."""
    listed = []
    for id_, mentions in around.index.by_text(term.id).items():
        text = around.index.texts[id_]
        listed.append(
            {
                "siglum": text.source.siglum,
                "address": around.to(text.pages[0].path),
                "passages": len(text.passages),
                "mentions": count(mentions),
                "segments": [
                    (
                        around.to(text.page_of(one.passage.id), one.passage.id),
                        one.passage.number,
                        len(one.occurrences),
                        min(len(one.occurrences), LEVELS),
                    )
                    for one in mentions
                ],
            }
        )
    return listed
