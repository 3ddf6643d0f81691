"""How fast names are found, beside three other ways of finding them in the same text, in one run.

The others find less: an alternation in `re` with word boundaries, Python-Markdown's `abbr` extension, and
pyahocorasick on the text in small letters, the longest form of all that overlap. None of them knows hyphens,
possessives, senses, or where a word ends in a script without spaces.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ahocorasick
from corpus import GeneratedTerm, Size, make_terms, make_text, words
from markdown import Markdown

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

from postil.index import index  # noqa: E402
from postil.match import Forms  # noqa: E402
from postil.model import Form, Glossary, Place, Source, Term, Text, Work  # noqa: E402
from postil.parse import Parser  # noqa: E402
from postil.problems import Problems  # noqa: E402
from postil.resolve import Resolver  # noqa: E402

FEW, MANY = 1_500, 50_000  # forms
TEXTS, WORDS = 40, 15_000
ROUNDS = 3
SHORT = 10_000  # characters that the slowest ways are given
HERE = Place("glossary/none.md")


def as_terms(made: Sequence[GeneratedTerm]) -> list[Term]:
    """Each with its name and its acronym."""
    return [
        Term(
            one.id,
            one.name,
            "concept",
            (Form(one.name, HERE), Form(one.acronym, HERE, exact=True)),
            "A definition.",
            "",
            HERE,
            1,
        )
        for one in made
    ]


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The processor's time for a piece of work, the median of some rounds."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def megabytes(texts: Sequence[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def parsed(bodies: Sequence[str]) -> list[Text]:
    """The texts with their passages."""
    parser = Parser()
    sources = [
        Source(f"text-{n}", Work(title=f"Text {n}"), HERE, body, rule_id=f"text-{n}")
        for n, body in enumerate(bodies)
    ]
    return [parser.parse(source, Problems()) for source in sources]


def engine(texts: Sequence[Text], terms: Sequence[Term], forms: Forms) -> None:
    """Match, resolve and index."""
    resolver = Resolver(forms, {term.id: term.title for term in terms})
    found = {text.id: resolver.resolve(text, forms.find(text.blocks), Problems()) for text in texts}
    index(texts, Glossary(tuple(terms)), found)


def alternation(forms: Sequence[str]) -> re.Pattern[str]:
    """All forms in one expression, the longest first."""
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def automaton(forms: Sequence[str]) -> ahocorasick.Automaton:
    """pyahocorasick's, over small letters."""
    made = ahocorasick.Automaton()
    for form in forms:
        made.add_word(form.lower(), form)
    made.make_automaton()
    return made


def abbreviations(made: Sequence[GeneratedTerm]) -> dict[str, str]:
    """The glossary as the `abbr` extension takes it."""
    return {form: one.name for one in made for form in (one.name, one.acronym)}


def main() -> None:
    """Measure and print a table."""
    rng = random.Random(1)
    made = make_terms(Size(terms=MANY // 2), rng)
    few = made[: FEW // 2]
    vocabulary = words(rng, 4000)
    bodies = [make_text(Size(words=WORDS), few, vocabulary, rng) for _ in range(TEXTS)]
    texts = parsed(bodies)
    prose = ["\n".join(passage.text for passage in text.passages) for text in texts]
    size = megabytes(prose)
    print(f"{size:.1f} MB of text; {FEW:,} forms and {MANY:,}; median of {ROUNDS} rounds, processor's time\n")
    print(f"| | MB/s, {FEW:,} forms | MB/s, {MANY:,} forms |\n|---|---:|---:|")

    rows: dict[str, list[float]] = {}
    for some in (few, made):
        terms = as_terms(some)
        forms = Forms(terms, Problems())
        listed = [form.text for term in terms for form in term.forms]
        other = automaton(listed)
        short = prose[0][:SHORT]
        pattern = alternation(listed)
        plain = Markdown()
        abbr = Markdown(extensions=["abbr"], extension_configs={"abbr": {"glossary": abbreviations(some)}})

        def put(name: str, size: float, work: Callable[[], object], rounds: int = ROUNDS) -> None:
            rows.setdefault(name, []).append(size / seconds(work, rounds))

        put("match", size, lambda: [forms.find(text.passages) for text in texts])  # noqa: B023
        put("match, resolve and index", size, lambda: engine(texts, terms, forms))  # noqa: B023
        put("pyahocorasick", size, lambda: [list(other.iter_long(text.lower())) for text in prose])  # noqa: B023
        put("`re`", megabytes([short]), lambda: pattern.findall(short), rounds=1)  # noqa: B023
        without = seconds(lambda: plain.reset().convert(short))  # noqa: B023
        within = seconds(lambda: abbr.reset().convert(short), rounds=1)  # noqa: B023
        abbreviated = megabytes([short]) / max(within - without, 1e-9)
        rows.setdefault("`abbr`, without what Markdown itself takes", []).append(abbreviated)
    for name, speeds in rows.items():
        print(f"| {name} | " + " | ".join(f"{speed:.2g}" for speed in speeds) + " |")

    speeds = rows["match"]
    print(
        f"\nMatching with {MANY:,} forms is {speeds[1] / speeds[0]:.2f} times as fast as with {FEW:,}. ",
        end="",
    )
    for name in ("pyahocorasick", "`re`", "`abbr`, without what Markdown itself takes"):
        print(f"It is {speeds[0] / rows[name][0]:.2g} times as fast as {name.partition(',')[0]}. ", end="")
    terms = as_terms(few)
    forms = Forms(terms, Problems())
    one, ten = parsed(["\n\n".join(bodies[:4])]), parsed(["\n\n".join(bodies)])
    ratio = seconds(lambda: engine(ten, terms, forms)) / seconds(lambda: engine(one, terms, forms))
    print(f"One text of ten times the length takes {ratio:.1f} times as long to match, resolve and index.")


if __name__ == "__main__":
    main()
