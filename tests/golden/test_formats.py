"""Files that are no plain text: what each has to become stands in `formats/expected.yml`, written from the
sources beside it before the readers were made."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from postil.clean import clean
from postil.model import Cleaned, Place, Source, Text, Work
from postil.parse import Parser
from postil.problems import Problems
from postil.read.texts import prepare

HERE = Path(__file__).parent / "formats"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "expected.yml").read_text("utf-8"))


@cache
def read(name: str) -> tuple[Cleaned, Text]:
    """A file cleaned, and its passages."""
    problems = Problems()
    cleaned = prepare((HERE / name).read_bytes(), name, problems)
    assert cleaned is not None, list(problems)
    source = Source("a-text", Work(), Place(name), cleaned.markdown, cleaned=cleaned)
    return cleaned, Parser().parse(source, problems)


@pytest.fixture(params=EXPECTED)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def expected(name: str, field: str) -> Any:
    if field not in EXPECTED[name]:
        pytest.skip(f"{name}: nothing is said of {field}")
    return EXPECTED[name][field]


def test_record(name: str) -> None:
    record = read(name)[0].record
    for field in ("title", "subtitle", "date", "publisher"):
        assert record.get(field, "") == EXPECTED[name].get(field, ""), field
    assert list(record.get("authors", ())) == EXPECTED[name].get("authors", [])


def test_headings(name: str) -> None:
    assert [section.title for section in read(name)[1].sections] == EXPECTED[name]["headings"]


def test_paragraphs(name: str) -> None:
    """Each begins and ends where it should: none is cut, none runs into the next."""
    wanted = EXPECTED[name]["paragraphs"].splitlines()
    passages = read(name)[1].passages
    shown = [*wanted, *[""] * (len(passages) - len(wanted))]
    assert [_shown(one.kind, one.text, like) for one, like in zip(passages, shown, strict=False)] == wanted


def _shown(head: str, text: str, like: str) -> str:
    """A text as `kind: first words … last words`, with as many characters as the expected line has."""
    first, gap, last = like.removeprefix(f"{head}: ").partition(" … ")
    if not gap:
        return f"{head}: {text}"
    return f"{head}: {text[: len(first)]} … {text[len(text) - len(last) :]}"


def test_notes(name: str) -> None:
    wanted = expected(name, "notes").splitlines()
    notes = read(name)[1].notes
    heads = [f"{note.label}: {' '.join(note.refs)}" for note in notes]
    assert [
        _shown(head, note.text, like) for head, note, like in zip(heads, notes, wanted, strict=True)
    ] == wanted
    assert not read(name)[0].findings


def test_dropped(name: str) -> None:
    for rule, wanted in expected(name, "dropped").items():
        assert sorted(one.text for one in read(name)[0].dropped if one.rule == rule) == sorted(wanted)


def test_what_is_set_aside_is_on_record_and_not_in_the_text(name: str) -> None:
    cleaned = read(name)[0]
    aside = "\n".join(one.text for one in cleaned.dropped)
    for words in expected(name, "dropped_words"):
        assert words in aside
        assert words not in cleaned.markdown


def test_words_are_whole(name: str) -> None:
    text = "\n".join(one.text for one in read(name)[1].passages)
    for words in expected(name, "within"):
        assert words in text


def test_nothing_of_a_program_is_left(name: str) -> None:
    cleaned = read(name)[0]
    for words in expected(name, "nowhere"):
        assert words not in cleaned.markdown + cleaned.raw


def test_cleaning_again_changes_nothing(name: str) -> None:
    markdown = read(name)[0].markdown
    assert clean(markdown).markdown == markdown
