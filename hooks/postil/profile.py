"""The profile step: what sets a text apart from the others, told by the concepts that meet in it.

Texts are compared with their like: originals with originals, study texts with study texts, since an original
and its study text speak of the same things.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from postil.index import Index

SURE = (
    3.84  # G² at which a difference would come by chance in one of twenty texts (χ², one degree of freedom)
)
MOST_KEY = 10
FEWEST = 2  # mentions of a key term: one alone says little
NEAREST = 3
MOST_SHARED = 5


@dataclass(frozen=True, slots=True)
class Key:
    """A term that a text speaks of more than the others do."""

    term: str
    here: int  # mentions in this text
    there: int  # mentions in the texts it is compared with
    g2: float  # log-likelihood ratio


@dataclass(frozen=True, slots=True)
class Near:
    """A text that speaks of the same things."""

    text: str
    cosine: float  # 0 to 1
    shared: tuple[str, ...]  # term ids, those that tie the two most closely first


@dataclass(frozen=True, slots=True)
class Profile:
    """What sets a text apart."""

    words: int
    key: tuple[Key, ...]  # highest G² first
    only: tuple[tuple[str, int], ...]  # terms that no other text mentions, with their mentions; most first
    nearest: tuple[Near, ...]  # nearest first


def profiles(index: Index) -> dict[str, Profile]:
    """Text id → profile, for every text that mentions a term."""
    layers: dict[bool, list[str]] = {}
    for id_ in index.texts:
        layers.setdefault(id_.endswith("/original"), []).append(id_)
    found: dict[str, Profile] = {}
    for layer in layers.values():
        counts = {id_: Counter(one.term for one in index.occurrences[id_]) for id_ in layer}
        words = {
            id_: sum(len(passage.text.split()) for passage in index.texts[id_].passages) for id_ in layer
        }
        found |= _layer({id_: c for id_, c in counts.items() if c}, words)
    return found


def _layer(counts: Mapping[str, Counter[str]], words: Mapping[str, int]) -> dict[str, Profile]:
    total: Counter[str] = Counter()
    used_by: dict[str, list[str]] = {}
    for id_, terms in counts.items():
        total.update(terms)
        for term in terms:
            used_by.setdefault(term, []).append(id_)
    all_words = sum(words.values())
    nearest = _nearest(counts, used_by)
    answer = {}
    for id_, terms in counts.items():
        keys = (
            Key(
                term,
                n,
                total[term] - n,
                log_likelihood(n, words[id_], total[term] - n, all_words - words[id_]),
            )
            for term, n in terms.items()
        )
        key = sorted(
            (one for one in keys if one.g2 >= SURE and one.here >= FEWEST),
            key=lambda one: (-one.g2, one.term),
        )
        only = sorted(
            ((term, n) for term, n in terms.items() if used_by[term] == [id_]), key=lambda x: (-x[1], x[0])
        )
        answer[id_] = Profile(words[id_], tuple(key[:MOST_KEY]), tuple(only), nearest[id_])
    return answer


def log_likelihood(here: int, words_here: int, there: int, words_there: int) -> float:
    """The log-likelihood ratio G² of a term's share of the words of two corpora; below 0 where it is rarer
    here.

    Dunning 1993, in the form of Rayson and Garside 2000: 2 Σ O ln(O / E), with E what each corpus would hold
    if both spoke of the term equally often. Sizes count words; the answer is 0 where one of them is 0.
    """
    if not words_here or not words_there:
        return 0.0
    rate = (here + there) / (words_here + words_there)
    g2 = 2 * sum(
        seen * math.log(seen / (rate * words))
        for seen, words in ((here, words_here), (there, words_there))
        if seen
    )
    return g2 if here / words_here > there / words_there else -g2


def _nearest(
    counts: Mapping[str, Counter[str]], used_by: Mapping[str, list[str]]
) -> dict[str, tuple[Near, ...]]:
    """For each text the nearest others by the cosine of their terms, weighted by (1 + ln n) · ln(N / df + 1):
    a term that few texts share ties them more closely than one that all mention."""
    weight = {
        id_: {
            term: (1 + math.log(n)) * math.log(len(counts) / len(used_by[term]) + 1)
            for term, n in terms.items()
        }
        for id_, terms in counts.items()
    }
    length = {id_: math.sqrt(sum(w * w for w in terms.values())) for id_, terms in weight.items()}
    products: dict[str, dict[str, float]] = {id_: {} for id_ in counts}
    for term, ids in used_by.items():
        for at, one in enumerate(ids):
            for two in ids[at + 1 :]:
                product = weight[one][term] * weight[two][term]
                products[one][two] = products[one].get(two, 0) + product
                products[two][one] = products[two].get(one, 0) + product
    answer = {}
    for id_, found in products.items():
        cosines = ((other, product / (length[id_] * length[other])) for other, product in found.items())
        ranked = sorted(cosines, key=lambda item: (-item[1], item[0]))[:NEAREST]
        answer[id_] = tuple(Near(other, cos, _ties(weight[id_], weight[other])) for other, cos in ranked)
    return answer


def _ties(one: Mapping[str, float], two: Mapping[str, float]) -> tuple[str, ...]:
    shared = sorted(one.keys() & two.keys(), key=lambda term: (-one[term] * two[term], term))
    return tuple(shared[:MOST_SHARED])
