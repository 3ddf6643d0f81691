"""The index step: who occurs where, and with whom.

Positions are kept by term, so that every page that needs them has them at hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from postil.mark import mark
from postil.model import Glossary, MarkPolicy, Occurrence, Passage, Term, Text


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that mentions a term."""

    text: str  # text id
    passage: Passage
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

    def page_of(self, text: str, passage: str) -> str:
        """Path of the page that holds a passage, or "" where there is no such text or passage."""
        found = self.texts.get(text)
        number = int(passage[1:])
        return found.page_of(passage) if found and 0 < number <= len(found.passages) else ""

    def by_text(self, term: str) -> Mapping[str, tuple[Mention, ...]]:
        """The passages that mention a term, text by text."""
        return self.mentions.get(term, {})

    def terms_of(self, text: str) -> tuple[str, ...]:
        """The terms that a text mentions, in order of first mention."""
        return tuple(dict.fromkeys(one.term for one in self.occurrences.get(text, ())))


def index(
    texts: Iterable[Text],
    glossary: Glossary,
    occurrences: Mapping[str, tuple[Occurrence, ...]],
    policy: MarkPolicy = "first",
) -> Index:
    """Bring texts, glossary and occurrences together; `policy` says which mentions are marked by default."""
    by_id = {text.id: text for text in texts}
    terms = {term.id: term for term in glossary.terms}
    mentions: dict[str, dict[str, tuple[Mention, ...]]] = {}
    together: dict[str, Counter[str]] = {}
    marked: dict[str, tuple[Occurrence, ...]] = {}
    for id_, text in by_id.items():
        marked[id_] = mark(text, occurrences.get(id_, ()), terms, policy)
        found: dict[str, list[Mention]] = {}
        for passage, here in _by_passage(text, marked[id_]):
            present = sorted({one.term for one in here})
            for term in present:
                own = tuple(one for one in here if one.term == term)
                found.setdefault(term, []).append(Mention(id_, passage, own))
                together.setdefault(term, Counter()).update(other for other in present if other != term)
        for term, here_in_text in found.items():
            mentions.setdefault(term, {})[id_] = tuple(here_in_text)
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
    )


def _by_passage(text: Text, occurrences: Iterable[Occurrence]) -> Iterable[tuple[Passage, list[Occurrence]]]:
    by_passage: dict[str, list[Occurrence]] = {}
    for one in occurrences:
        by_passage.setdefault(one.passage, []).append(one)
    passages = {passage.id: passage for passage in text.passages}
    return [(passages[id_], here) for id_, here in by_passage.items()]
