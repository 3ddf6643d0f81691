"""A generated corpus: texts of prose with a heading every few paragraphs, terms with acronyms in them, and
how these hang together: relations, dates, comparisons, disagreements."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

SYLLABLES = [a + b for a, b in zip("bcdfghjklmnprstvwz", "aoeiuaeiouaeiouaoi", strict=True)]
HEADING_EVERY = 4  # paragraphs
MENTION_EVERY = 30  # words


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make."""

    texts: int = 500
    words: int = 1500  # a text
    terms: int = 1000
    comparisons: int = 100
    disagreements: int = 200


@dataclass(frozen=True, slots=True)
class GeneratedTerm:
    """A name of two or three words, and its initials where no other term has them."""

    id: str
    name: str
    acronym: str


def words(rng: random.Random, count: int) -> list[str]:
    """Invented words of two to four syllables."""
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(count)]


def make_terms(size: Size, rng: random.Random) -> list[GeneratedTerm]:
    """Distinct terms; the acronym is the initials and a number that tells equal ones apart."""
    names: dict[str, GeneratedTerm] = {}
    while len(names) < size.terms:
        parts = [word.capitalize() for word in words(rng, rng.randint(2, 3))]
        name = " ".join(parts)
        initials = "".join(part[0] for part in parts) + f"{len(names):03}"
        names.setdefault(name, GeneratedTerm("-".join(parts).lower(), name, initials))
    return list(names.values())


def make_text(size: Size, terms: list[GeneratedTerm], vocabulary: list[str], rng: random.Random) -> str:
    """Paragraphs of 60 to 140 words with a mention every thirty words or so."""
    blocks: list[str] = []
    left = size.words
    while left > 0:
        if len(blocks) % (HEADING_EVERY + 1) == 0:
            blocks.append("## " + " ".join(rng.choices(vocabulary, k=4)).capitalize())
        paragraph = rng.choices(vocabulary, k=min(left, rng.randint(60, 140)))
        left -= len(paragraph)
        for at in range(rng.randint(0, MENTION_EVERY), len(paragraph), MENTION_EVERY):
            term = rng.choice(terms)
            paragraph[at] = rng.choice((term.name, term.acronym))
        blocks.append(" ".join(paragraph).capitalize() + ".")
    return "\n\n".join(blocks)


class Concepts:
    """How terms hang together across the texts. Relations lead from a term to one before it, so that none
    runs in a circle; every date, cell and claim cites a passage."""

    def __init__(self, size: Size, terms: list[GeneratedTerm], passages: list[int], seed: int) -> None:
        """`passages`: how many each text has."""
        self._rng = random.Random(seed)
        self._size, self._terms, self._passages = size, terms, passages

    def cite(self) -> str:
        """A passage of some text."""
        text = self._rng.randrange(self._size.texts)
        return f"[@text-{text:04}, ¶{self._rng.randint(1, self._passages[text])}]"

    def front(self, at: int) -> str:
        """Fields of the front matter of term number `at`: relations, and for every third one two dates."""
        lines = ""
        if at:
            broader, other = self._terms[at // 6].id, self._terms[self._rng.randrange(at)].id
            kind = self._rng.choice(["related", "contrasts"])
            lines += f"relations: {{broader: [{broader}]"
            lines += f", {kind}: [{other}]}}\n" if other != broader else "}\n"
        if at % 3 == 0:
            year = self._rng.randint(1900, 2020)
            lines += "dates:\n"
            for date, event in ((f"{year}", "Proposed"), (f"{year + 2}-05", "Adopted")):
                lines += f"  - {{date: {date}, event: {event}, inferred: true, cite: '{self.cite()}'}}\n"
        return lines

    def files(self) -> dict[str, str]:
        """Path below the glossary → content of the comparisons and disagreements."""
        made = {}
        for number in range(self._size.comparisons):
            ids = [one.id for one in self._rng.sample(self._terms, self._rng.randint(2, 4))]
            rows = "".join(
                f"| aspect {row} | " + " | ".join(f"word {self.cite()}" for _ in ids) + " |\n"
                for row in range(8)
            )
            front = f"---\ntitle: Comparison {number}\ncompare: [{', '.join(ids)}]\n---\n"
            table = f"| aspect | {' | '.join(ids)} |\n|---|{'---|' * len(ids)}\n{rows}"
            made[f"comparisons/comparison-{number:03}.md"] = f"{front}Some terms side by side.\n\n{table}"
        for number in range(self._size.disagreements):
            ids = [one.id for one in self._rng.sample(self._terms, 2)]
            claims = "".join(f"  - {{says: Claim {n}, cite: '{self.cite()}'}}\n" for n in range(3))
            front = f"---\ntitle: Disagreement {number}\nterms: [{', '.join(ids)}]\nclaims:\n{claims}---\n"
            made[f"disagreements/disagreement-{number:03}.md"] = f"{front}What to make of it.\n"
        return made


def write(folder: Path, size: Size, seed: int = 1, raw: bool = False, concepts: bool = True) -> None:
    """Write `docs/` and `glossary/` of a corpus into `folder`; `raw`: as .txt files with records beside them,
    hard-wrapped, so that they have to be cleaned; `concepts`: whether the terms hang together."""
    rng = random.Random(seed)
    terms = make_terms(size, rng)
    vocabulary = words(rng, 4000)
    texts = folder / "docs" / "texts"
    texts.mkdir(parents=True)
    glossary = folder / "glossary"
    glossary.mkdir()
    (folder / "docs" / "index.md").write_text("# A generated corpus\n", "utf-8")
    passages = []
    for number in range(size.texts):
        record = f"title: Text {number}\nauthors: [Nobody]\ndate: 2026\nrights: CC-BY-4.0\n"
        body = make_text(size, terms, vocabulary, rng)
        passages.append(sum(not block.startswith("## ") for block in body.split("\n\n")))
        name = f"text-{number:04}"
        if raw:
            wrapped = "\n\n".join(fill(block.removeprefix("## "), 100) for block in body.split("\n\n"))
            (texts / f"{name}.txt").write_text(wrapped + "\n", "utf-8")
            (texts / f"{name}.yml").write_text(record, "utf-8")
        else:
            (texts / f"{name}.md").write_text(f"---\n{record}---\n\n{body}\n", "utf-8")
    between = Concepts(size, terms, passages, seed)
    for at, term in enumerate(terms):
        definition = " ".join(rng.choices(vocabulary, k=30)).capitalize() + "."
        more = " ".join(rng.choices(vocabulary, k=60)).capitalize() + "."
        fields = f"title: {term.name}\nkind: concept\naliases: [{term.acronym}]\n"
        fields += between.front(at) if concepts else ""
        entry = f"---\n{fields}---\n{definition}\n\n{more}\n"
        (glossary / f"{term.id}.md").write_text(entry, "utf-8")
    for path, content in between.files().items() if concepts else ():
        (glossary / path).parent.mkdir(exist_ok=True)
        (glossary / path).write_text(content, "utf-8")
