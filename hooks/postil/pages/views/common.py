"""What the views of pages share: order, ids in addresses, counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from postil.index import Aside, Mention

NOT_STATED = "not stated"
# English whatever the computer's own language is, so that a build gives the same pages everywhere
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# The kinds of terms in the order in which lists show them, with what several of a kind are called.
KINDS = {
    "concept": "Concepts",
    "doctrine": "Doctrines",
    "initiative": "Initiatives",
    "institution": "Institutions",
    "forum": "Forums",
    "document": "Documents",
    "event": "Events",
    "person": "Persons",
    "place": "Places",
}


def date_words(date: str) -> str:
    """A date as people write it, as far as it is known: "2014", "May 2014", "21 May 2014", ""."""
    if not date:
        return ""
    year, *rest = date.split("-")
    parts = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*([str(int(rest[1]))] if len(rest) > 1 else []), *parts, str(int(year))])


def sort_key(title: str) -> str:
    """Letters without their accents, any case."""
    return unicodedata.normalize("NFKD", title).casefold()


def anchor(text_id: str) -> str:
    """A text's id as part of an element's id."""
    return text_id.replace("/", "-")


def count(mentions: Iterable[Mention | Aside]) -> int:
    return sum(len(mention.occurrences) for mention in mentions)
