"""The stats step: how often each term and each of its names is found, and what is idle or doubtful.

It counts what the index holds and decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from postil.fold import fold
from postil.index import Index
from postil.model import Term
from postil.problems import Code, Problem

MOST_DENSE = 10
FEWEST_WORDS = 20  # of a passage that can be called dense: a heading-like line with one name is not


@dataclass(frozen=True, slots=True)
class FormStats:
    """One way of writing a term, and the mentions that use it."""

    text: str  # as the glossary writes it
    by_text: Mapping[str, int]  # text id → mentions

    @property
    def mentions(self) -> int:
        return sum(self.by_text.values())


@dataclass(frozen=True, slots=True)
class TermStats:
    """The mentions of one term."""

    id: str
    title: str
    by_text: Mapping[str, int]  # text id → mentions
    forms: tuple[FormStats, ...]  # in the glossary's order; mentions by hand in other words are in none

    @property
    def mentions(self) -> int:
        return sum(self.by_text.values())


@dataclass(frozen=True, slots=True)
class Dense:
    """A passage with many mentions for its length."""

    text: str
    passage: str  # "p3"
    mentions: int
    words: int

    @property
    def share(self) -> float:
        """Mentions for a hundred words."""
        return 100 * self.mentions / self.words


@dataclass(frozen=True, slots=True)
class Stats:
    """What `postil stats` tells."""

    texts: Mapping[str, int]  # text id → mentions of any term
    terms: tuple[TermStats, ...]  # most mentions first
    shared: Mapping[str, tuple[str, ...]]  # a form that several terms claim → their ids
    open: tuple[Problem, ...]  # passages whose sense no rule decides
    dense: tuple[Dense, ...]  # the densest passage first

    @property
    def never_found(self) -> tuple[TermStats, ...]:
        """Terms that no text mentions."""
        return tuple(term for term in self.terms if not term.mentions)

    @property
    def unused(self) -> tuple[tuple[TermStats, FormStats], ...]:
        """Forms that no mention uses, of terms that are mentioned."""
        return tuple((t, f) for t in self.terms if t.mentions for f in t.forms if not f.mentions)


def stats(index: Index, problems: Iterable[Problem]) -> Stats:
    """Count the mentions of a corpus; `problems` are those of the same run."""
    counted = [_term(index, term) for term in index.terms.values()]
    return Stats(
        {id_: sum(one.by_text.get(id_, 0) for one in counted) for id_ in index.texts},
        tuple(sorted(counted, key=lambda one: (-one.mentions, one.id))),
        _shared(index.terms.values()),
        tuple(problem for problem in problems if problem.code == Code.OPEN_SENSE.value),
        _dense(index),
    )


def _term(index: Index, term: Term) -> TermStats:
    by_form: dict[str, Counter[str]] = {form.text: Counter() for form in term.forms}
    by_text: Counter[str] = Counter()
    for id_, _, one in index.everywhere(term.id):
        by_text[id_] += 1
        if one.form in by_form:
            by_form[one.form][id_] += 1
    forms = tuple(FormStats(text, dict(counts)) for text, counts in by_form.items())
    return TermStats(term.id, term.title, dict(by_text), forms)


def _shared(terms: Iterable[Term]) -> dict[str, tuple[str, ...]]:
    claims: dict[str, dict[str, None]] = {}
    for term in terms:
        for form in term.forms:
            claims.setdefault(fold(form.text).text, {})[term.id] = None
    return {form: tuple(sorted(ids)) for form, ids in sorted(claims.items()) if len(ids) > 1}


def _dense(index: Index) -> tuple[Dense, ...]:
    found = []
    for id_, text in index.texts.items():
        counts = Counter(one.passage for one in index.occurrences[id_])
        for passage in text.passages:
            words = len(passage.text.split())
            if counts[passage.id] and words >= FEWEST_WORDS:
                found.append(Dense(id_, passage.id, counts[passage.id], words))
    return tuple(sorted(found, key=lambda one: (-one.share, one.text, int(one.passage[1:])))[:MOST_DENSE])
