"""A list of English words with their frequencies: what proves that letters are a word, or two.

The list is the frequency dictionary of symspellpy (82,833 words, MIT): the words of SCOWL with their counts
in Google Books Ngrams. It is read when a text first needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_LIST = "frequency_dictionary_en_82_765.txt"
_COMMON = 1_000_000  # counts: some 22,000 words have as many
_ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "’s", "'s")


@cache
def _counts() -> Mapping[str, int]:
    text = files("symspellpy").joinpath(_LIST).read_text("utf-8-sig")
    return MappingProxyType({word: int(count) for word, count in map(str.split, text.splitlines())})


def is_word(word: str) -> bool:
    """Whether a lower-case word, or what is left of it without an inflected ending, is on the list."""
    counts = _counts()
    return word in counts or any(
        word.endswith(ending) and word.removesuffix(ending) in counts for ending in _ENDINGS
    )


def is_common(word: str) -> bool:
    """Whether a lower-case word is one that nearly every reader of English has met."""
    return _counts().get(word, 0) >= _COMMON
