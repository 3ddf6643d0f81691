"""What the views of pages share: order, ids in addresses, counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from postil.index import Mention

NOT_STATED = "not stated"


def sort_key(title: str) -> str:
    """Letters without their accents, any case."""
    return unicodedata.normalize("NFKD", title).casefold()


def anchor(text_id: str) -> str:
    """A text's id as part of an element's id."""
    return text_id.replace("/", "-")


def count(mentions: Iterable[Mention]) -> int:
    return sum(len(mention.occurrences) for mention in mentions)
