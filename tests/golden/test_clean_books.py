"""What books of Project Gutenberg's kind and a poem must become, written down from reading them.

The files under `clean/` are invented. The expectations of `mill` and `lantern` were written before the rules
were tuned; `salt` was added afterwards, in older wordings and with notes at the book's end.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from postil.clean import clean
from postil.clean.syntax import unescaped
from postil.model import Cleaned

FILES = Path(__file__).parent / "clean"


@dataclass(frozen=True)
class Expected:
    """The structure of one cleaned file."""

    name: str
    headings: tuple[str, ...]
    blocks: int  # that are no headings and no notes: paragraphs, stanzas, breaks
    stanzas: tuple[int, ...]  # how many lines each has, in order
    ends: tuple[tuple[int, str, str], ...]  # a block's index, its first and last words
    record: dict[str, str | tuple[str, ...]]
    dropped: dict[str, tuple[int, ...]]  # rule → lines of the raw file
    markers: tuple[str, ...] = ()  # in order
    notes: dict[str, str] = field(default_factory=dict)  # label → its last words
    inside: tuple[str, ...] = ()  # what the Markdown must hold
    outside: tuple[str, ...] = ()  # and what not


EXPECTED = (
    Expected(
        name="mill",
        headings=(
            "## CHAPTER I. THE LETTER FROM THE COUNCIL",
            "## CHAPTER II. THE NIGHT AT THE SLUICE",
        ),
        blocks=1 + 8 + 6,
        stanzas=(2, 4),
        ends=(
            (0, "TO THE FERRYMAN", "NEVER ONCE ASKED WHY"),
            (1, "The mill at", "go no farther."),
            (2, "His name is", "is still good."),
            (5, "* * *", "* * *"),
            (8, "So ran the", "heard to whistle."),
            (9, "It rained for", "from the ferryman."),
            (10, "The clerk was", "were too many."),
            (14, "THE END", "THE END"),
        ),
        record={
            "title": "The Mill at Stonehaven",
            "subtitle": "A Tale of the Lower Valley",
            "authors": ("Martha Pellworth",),
            "date": "1893",
            "language": "en",
        },
        dropped={
            "gutenberg-header": (1,),
            "gutenberg-credit": (31,),
            "illustration": (36, 140),
            "title-page": (41, 43, 45, 47, 49, 52),
            "contents": (63,),
            "transcribers-note": (168,),
            "gutenberg-licence": (178,),
        },
        markers=("1", "2", "1-2", "2-2", "3-2"),
        notes={
            "1": "part of them.",
            "2": "laugh at it.",
            "1-2": "to the ferryman.",
            "2-2": "his son-in-law.",
            "3-2": "See Tarn's drawing.",
        },
        inside=("_a very stubborn person, and right_", "_Ardea cinerea._"),
        outside=("Footnote", "Illustration", "Gutenberg", "CONTENTS", "[1]", "99999"),
    ),
    Expected(
        name="salt",
        headings=(
            "## PREFACE",
            "## PART I THE ROAD",
            "### I HOW IT WAS MADE",
            "### II WHO WENT ALONG IT",
            "## PART II THE SALT",
            "### I WHERE IT CAME FROM",
        ),
        blocks=3 + 3 + 3 + 1,
        stanzas=(4,),
        ends=(
            (0, "This book was", "remember the summer."),
            (5, "The carter did", 'upon a road._"'),
            (9, "The salt came", "looking for silver."),
        ),
        record={
            "title": "The Salt Road; or, How the Valley was Won",
            "authors": ("Edwin Marrable", "Rose Tern"),
            "language": "en",
        },
        dropped={
            "gutenberg-header": (1,),
            "gutenberg-credit": (19,),
            "transcribers-note": (23, 149),
            "title-page": (31, 33, 35, 37, 39, 42, 44),
            "contents": (60, 76),
            "notes-heading": (136,),
            "gutenberg-licence": (157,),
        },
        markers=("1", "2", "3"),
        notes={"1": "did not agree.", "2": "read with care.", "3": "See the preface."},
        outside=("FOOTNOTES", "CONTENTS", "oxes", "99997"),
    ),
    Expected(
        name="lantern",
        headings=("## II",),
        blocks=5,
        stanzas=(4, 4, 4, 4, 4),
        ends=(
            (0, "Upon the hill", "about the room"),
            (1, "where once a", "his finger-tips."),
            (3, "And did they", "found it there:"),
            (4, "a light that", "It was returned."),
        ),
        record={"title": "THE LANTERN ON THE HILL", "authors": ("Agnes Rowntree",)},
        dropped={"record-line": (3,), "line-number": (12, 21, 27, 33)},
        outside=("    ", "5", "10"),
    ),
)


@pytest.fixture(params=EXPECTED, ids=lambda expected: expected.name)
def text(request: pytest.FixtureRequest) -> tuple[Expected, str, Cleaned]:
    expected: Expected = request.param
    raw = (FILES / f"{expected.name}.txt").read_text("utf-8")
    return expected, raw, clean(raw)


def _blocks(cleaned: Cleaned) -> list[str]:
    """Headings, paragraphs, stanzas and breaks; no notes and no further paragraphs of notes."""
    return [block for block in cleaned.markdown.strip().split("\n\n") if not block.startswith(("[^", "    "))]


def _body(cleaned: Cleaned) -> list[str]:
    return [block for block in _blocks(cleaned) if not block.startswith("#")]


def test_headings(text: tuple[Expected, str, Cleaned]) -> None:
    expected, _, cleaned = text
    assert tuple(block for block in _blocks(cleaned) if block.startswith("#")) == expected.headings


def test_blocks(text: tuple[Expected, str, Cleaned]) -> None:
    expected, _, cleaned = text
    body = _body(cleaned)
    assert len(body) == expected.blocks
    assert tuple(block.count("  \n") + 1 for block in body if "  \n" in block) == expected.stanzas
    for index, first, last in expected.ends:
        words = re.sub(r"\[\^[^\]]+\]", "", body[index]).lstrip("\\&#4;5- ")
        assert words.startswith(first)
        assert words.endswith(last)


def test_notes(text: tuple[Expected, str, Cleaned]) -> None:
    expected, _, cleaned = text
    assert tuple(re.findall(r"\[\^([\w-]+)\](?!:)", cleaned.markdown)) == expected.markers
    pieces = re.split(r"(?m)^\[\^([\w-]+)\]: ", cleaned.markdown)[1:]
    notes = dict(zip(pieces[::2], pieces[1::2], strict=True))
    assert list(notes) == list(expected.notes)
    assert all(notes[label].strip().endswith(last) for label, last in expected.notes.items())
    assert not cleaned.findings


def test_dropped(text: tuple[Expected, str, Cleaned]) -> None:
    expected, _, cleaned = text
    found: dict[str, tuple[int, ...]] = {}
    for piece in cleaned.dropped:
        found[piece.rule] = (*found.get(piece.rule, ()), piece.line)
    assert found == expected.dropped


def test_record(text: tuple[Expected, str, Cleaned]) -> None:
    expected, _, cleaned = text
    assert dict(cleaned.record) == expected.record


def test_words(text: tuple[Expected, str, Cleaned]) -> None:
    expected, _, cleaned = text
    assert all(piece in cleaned.markdown for piece in expected.inside)
    body = "\n".join(_body(cleaned))
    assert not [piece for piece in expected.outside if piece in body]


def test_nothing_lost(text: tuple[Expected, str, Cleaned]) -> None:
    _, raw, cleaned = text
    had, has = _count(raw), _count(unescaped(cleaned.markdown))
    for change in cleaned.changes:
        had.update(_count(change.after))
        had.subtract(_count(change.before))
    for value in cleaned.record.values():
        has.update(_count(value if isinstance(value, str) else "".join(value)))
    for piece in cleaned.dropped:
        has.update(_count(piece.text))
    assert not {char: n for char, n in had.items() if n > has[char]}


def _count(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace())


def test_cleaning_again_changes_nothing(text: tuple[Expected, str, Cleaned]) -> None:
    _, _, cleaned = text
    assert clean(cleaned.markdown).markdown == cleaned.markdown
