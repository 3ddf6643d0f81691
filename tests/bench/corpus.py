"""A generated corpus: texts of prose with a heading every few paragraphs, and terms with acronyms in them."""

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


def write(folder: Path, size: Size, seed: int = 1, raw: bool = False) -> None:
    """Write `docs/` and `glossary/` of a corpus into `folder`; `raw`: as .txt files with records beside them,
    hard-wrapped, so that they have to be cleaned."""
    rng = random.Random(seed)
    terms = make_terms(size, rng)
    vocabulary = words(rng, 4000)
    texts = folder / "docs" / "texts"
    texts.mkdir(parents=True)
    glossary = folder / "glossary"
    glossary.mkdir()
    (folder / "docs" / "index.md").write_text("# A generated corpus\n", "utf-8")
    for number in range(size.texts):
        record = f"title: Text {number}\nauthors: [Nobody]\ndate: 2026\nrights: CC-BY-4.0\n"
        body = make_text(size, terms, vocabulary, rng)
        name = f"text-{number:04}"
        if raw:
            wrapped = "\n\n".join(fill(block.removeprefix("## "), 100) for block in body.split("\n\n"))
            (texts / f"{name}.txt").write_text(wrapped + "\n", "utf-8")
            (texts / f"{name}.yml").write_text(record, "utf-8")
        else:
            (texts / f"{name}.md").write_text(f"---\n{record}---\n\n{body}\n", "utf-8")
    for term in terms:
        definition = " ".join(rng.choices(vocabulary, k=30)).capitalize() + "."
        more = " ".join(rng.choices(vocabulary, k=60)).capitalize() + "."
        front = f"---\ntitle: {term.name}\nkind: concept\naliases: [{term.acronym}]\n---\n"
        entry = f"{front}{definition}\n\n{more}\n"
        (glossary / f"{term.id}.md").write_text(entry, "utf-8")
