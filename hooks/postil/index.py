"""The index step: who occurs where, and with whom.

Positions are kept by term, so that every page that needs them has them at hand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from postil.mark import mark
from postil.model import Block, Found, Glossary, MarkPolicy, Occurrence, Passage, Term, Text, TextPage


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that mentions a term."""

    text: str  # text id
    passage: Passage
    occurrences: tuple[Occurrence, ...]  # of this term, in order


@dataclass(frozen=True, slots=True)
class Aside:
    """A heading or a note that mentions a term."""

    text: str  # text id
    block: Block
    occurrences: tuple[Occurrence, ...]  # of this term, in order


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that is known of a corpus, ready for pages and exports."""

    texts: Mapping[str, Text]
    terms: Mapping[str, Term]
    glossary: Glossary
    occurrences: Mapping[str, tuple[Occurrence, ...]]  # text id → in reading order
    mentions: Mapping[str, Mapping[str, tuple[Mention, ...]]]  # term id → text id → in reading order
    together: Mapping[str, tuple[tuple[str, int], ...]]  # term id → other term, passages shared; most first
    asides: Mapping[str, Mapping[str, tuple[Aside, ...]]]  # term id → text id → headings, then notes

    def page_of(self, text: str, passage: str) -> str:
        """Path of the page that holds a passage, or "" where there is no such text or passage."""
        found = self.texts.get(text)
        number = int(passage[1:])
        return found.page_of(passage) if found and 0 < number <= len(found.passages) else ""

    def on_page(self, text: Text, page: TextPage) -> tuple[Occurrence, ...]:
        """The mentions in the passages of one page of a text, in reading order."""
        found = self.occurrences[text.id]
        first = bisect_left(found, page.first, key=_number)
        return found[first : bisect_right(found, page.last, lo=first, key=_number)]

    def by_text(self, term: str) -> Mapping[str, tuple[Mention, ...]]:
        """The passages that mention a term, text by text."""
        return self.mentions.get(term, {})

    def outside(self, term: str) -> Mapping[str, tuple[Aside, ...]]:
        """The headings and notes that mention a term, text by text."""
        return self.asides.get(term, {})

    def everywhere(self, term: str) -> Iterator[tuple[str, Block, Occurrence]]:
        """Every mention of a term with the id of its text: those in passages, then those outside."""
        for listed in self.by_text(term).values():
            yield from ((one.text, one.passage, found) for one in listed for found in one.occurrences)
        for beside in self.outside(term).values():
            yield from ((one.text, one.block, found) for one in beside for found in one.occurrences)

    def terms_of(self, text: str) -> tuple[str, ...]:
        """The terms that a text mentions, in order of first mention."""
        return tuple(dict.fromkeys(one.term for one in self.occurrences.get(text, ())))


def _number(one: Occurrence) -> int:
    return int(one.passage[1:])


def index(
    texts: Iterable[Text],
    glossary: Glossary,
    found: Mapping[str, Found],
    policy: MarkPolicy = "first",
) -> Index:
    """Bring texts, glossary and what was found in each text together; `policy` is the site's own."""
    by_id = {text.id: text for text in texts}
    terms = {term.id: term for term in glossary.terms}
    mentions: dict[str, dict[str, tuple[Mention, ...]]] = {}
    together: dict[str, Counter[str]] = {}
    asides: dict[str, dict[str, tuple[Aside, ...]]] = {}
    marked: dict[str, tuple[Occurrence, ...]] = {}
    for id_, text in by_id.items():
        here = found.get(id_, Found())
        marked[id_] = mark(text, here.passages, terms, policy)
        inside: dict[str, list[Mention]] = {}
        for passage, by_term in _by_block(text.passages, marked[id_]):
            for term, own in by_term.items():
                inside.setdefault(term, []).append(Mention(id_, passage, own))
                together.setdefault(term, Counter()).update(other for other in by_term if other != term)
        outside: dict[str, list[Aside]] = {}
        for block, by_term in _by_block(text.outside, here.outside):
            for term, own in by_term.items():
                outside.setdefault(term, []).append(Aside(id_, block, own))
        for term, listed in inside.items():
            mentions.setdefault(term, {})[id_] = tuple(listed)
        for term, beside in outside.items():
            asides.setdefault(term, {})[id_] = tuple(beside)
    return Index(
        MappingProxyType(by_id),
        MappingProxyType(terms),
        glossary,
        MappingProxyType(marked),
        MappingProxyType(mentions),
        MappingProxyType(
            {
                term: tuple(sorted(c.items(), key=lambda item: (-item[1], item[0])))
                for term, c in together.items()
            }
        ),
        MappingProxyType(asides),
    )


AnyBlock = TypeVar("AnyBlock", bound=Block)


def _by_block(
    blocks: Iterable[AnyBlock], occurrences: Iterable[Occurrence]
) -> Iterator[tuple[AnyBlock, dict[str, tuple[Occurrence, ...]]]]:
    """Each block that mentions anything, with its occurrences by term."""
    by_block: dict[str, list[Occurrence]] = {}
    for one in occurrences:
        by_block.setdefault(one.passage, []).append(one)
    known = {block.id: block for block in blocks}
    for id_, here in by_block.items():
        terms = sorted({one.term for one in here})
        yield known[id_], {term: tuple(one for one in here if one.term == term) for term in terms}
