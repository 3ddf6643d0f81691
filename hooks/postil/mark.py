"""The mark step: which mentions become links on the page, and which may become one at a reader's wish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from postil.model import MarkPolicy, Occurrence, Term, Text


def mark(
    text: Text, occurrences: Iterable[Occurrence], terms: Mapping[str, Term], policy: MarkPolicy
) -> tuple[Occurrence, ...]:
    """The same occurrences, each with whether it is marked, and whether it could be.

    A term's own policy goes before the text's, the text's before the site's. Marks by hand are always
    marked; nothing is marked inside a link.
    """
    passages = {passage.id: passage for passage in text.passages}
    seen: set[tuple[str | None, str]] = set()
    answer = []
    for one in occurrences:
        passage = passages[one.passage]
        term = terms.get(one.term)
        own = term.mark if term else None
        rule = own or text.source.mark or policy
        by_hand = any(hand.start == one.start and hand.term for hand in passage.hand)
        closed = any(span.start < one.end and one.start < span.end for span in passage.closed)
        key = passage.section, one.term
        wanted = by_hand or rule == "all" or (rule == "first" and key not in seen)
        if wanted and not closed:
            seen.add(key)
        linkable = not closed and (by_hand or own != "never")
        answer.append(replace(one, marked=wanted and not closed, linkable=linkable))
    return tuple(answer)
