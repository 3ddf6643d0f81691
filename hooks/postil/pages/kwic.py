"""Key word in context: a mention with the words around it."""

from __future__ import annotations

from dataclasses import dataclass

from postil.index import Mention

WIDTH = 70  # characters on either side


@dataclass(frozen=True, slots=True)
class Context:
    """One passage that mentions a term, cut to the first mention in it."""

    passage: str  # "p3"
    number: int
    before: str
    word: str
    after: str
    count: int  # mentions in the passage


def context(mention: Mention, width: int = WIDTH) -> Context:
    """The first mention in a passage with up to `width` characters on either side, cut between words."""
    first = mention.occurrences[0]
    text = mention.passage.text
    before, after = text[: first.start], text[first.end :]
    if len(before) > width:
        before = "… " + before[-width:].partition(" ")[2]
    if len(after) > width:
        after = after[:width].rpartition(" ")[0] + " …"
    return Context(
        mention.passage.id, mention.passage.number, before, first.surface, after, len(mention.occurrences)
    )
