"""What the five seed texts must become, written down from reading them.

The seeds stand outside the repository, so each expectation names lines of the raw file, not words of the
text: a paragraph is the raw lines that it was broken into.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from postil.clean import clean
from postil.clean.syntax import unescaped
from postil.model import Cleaned

ROOT = Path(__file__).resolve().parents[2]
SEEDS = Path(os.environ.get("POSTIL_LIBRARY") or ROOT.parent / "shared" / "seeds")
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed texts are not in {SEEDS}")

Paragraph = int | tuple[int, ...]  # the line of a paragraph, or the lines it was broken into


def _lines(*parts: int | range | tuple[int, ...]) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for part in parts:
        found.extend(part if isinstance(part, range) else [part])
    return tuple(found)


@dataclass(frozen=True)
class Expected:
    """The structure of one cleaned seed."""

    name: str
    paragraphs: tuple[Paragraph, ...]
    headings: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    dropped: dict[str, tuple[int, ...]] = field(default_factory=dict)  # rule → lines
    record: dict[str, int | str | tuple[str, ...]] = field(
        default_factory=dict
    )  # an int is a line of the raw file
    findings: tuple[str, ...] = ()  # codes besides those of notes
    ends: tuple[tuple[int, str, str], ...] = ()  # paragraph's index, first words, last words


def _labels(*numbers: int) -> tuple[str, ...]:
    return tuple(map(str, numbers))


EXPECTED = (
    Expected(
        name="000",
        paragraphs=_lines(range(1, 10), range(11, 19), range(20, 23), range(24, 33), range(34, 41)),
        headings=(10, 19, 23, 33),
        ends=(
            (0, "As the United", "“Asian security model.”"),
            (8, "Much will depend", "China’s partners respond."),
        ),
    ),
    Expected(
        name="001",
        paragraphs=(
            *(
                3,
                (5, 7),
                (9, 11),
                15,
                (19, 21),
                (25, 27),
                31,
                (35, 37),
                (41, 45, 47),
                49,
                (53, 55),
                57,
                59,
                (61, 63),
            ),
            *(65, 67, 69, (71, 75), 77, 79, 81, (83, 85), 88),
        ),
        headings=(13, 17, 23, 33, 39, 51),
        markers=_labels(*range(23, 38)),
        missing=_labels(*range(23, 38)),
        dropped={"biography": (1,), "pull-quote": (29, 43, 73), "caption": (90,)},
        record={"authors": ("Ling Shengli",)},
        findings=("fragment-start",),
        ends=(
            (0, "of a community", "and development security."),
            (8, "The implementation of", "a security community."),
        ),
    ),
    Expected(
        name="002",
        paragraphs=_lines(8, 12, 14, 16, 20, 22, 24, 26, 30, 32, 34, 38, 40, 42, 46, 48, 50, 52, 54),
        headings=(10, 18, 28, 36, 44),
        notes=_labels(*range(1, 8), *range(10, 26)),
        markers=_labels(*range(2, 26)),
        missing=("8", "9"),
        unused=("1",),
        dropped={
            "boilerplate": (3, 110),
            "image-credit": (4,),
            "record-line": (6,),
            "notes-heading": (57,),
            "about-the-author": (106, 108),
            "comment-form": (112, 114, 116),
        },
        record={
            "title": 1,
            "authors": ("Alice Ekman",),
            "date": "2019-03-26",
            "publisher": "Elcano Royal Institute",
        },
        ends=((0, "Since 2013 China", "this region’.[^2]"), (18, "If competition is", "a growing issue.")),
    ),
    Expected(
        name="003",
        paragraphs=_lines(5, 7, 11, 15, 17, 21, 23, 25, 29, 33),
        headings=(9, 13, 19, 27, 31),
        dropped={"teaser": (35, 37, 39)},
        record={"title": 1, "subtitle": 3},
        ends=((0, "Earlier this month", "peacefully manage differences."),),
    ),
    Expected(
        name="004",
        paragraphs=(50, 54, 56, (58, 61), 63, 65, (67, 69), 71),
        dropped={
            "masthead": (7, 9, 12, 14, 17, 19, 22, 24, 29, 31, 37, 39),
            "record-line": (42,),
            "disclaimer": (52,),
            "biography": (73,),
        },
        record={
            "title": 46,
            "authors": ("Seiichiro Takagi",),
            "date": "2014-08-27",
            "publisher": 5,
            "series": 3,
            "number": "204",
        },
        ends=(
            (3, "Interestingly enough, while", "in June 2013."),
            (6, "Another important feature", "join the initiative."),
        ),
    ),
)


@pytest.fixture(params=EXPECTED, ids=lambda expected: f"seed {expected.name}")
def seed(request: pytest.FixtureRequest) -> tuple[Expected, str, Cleaned]:
    expected: Expected = request.param
    path = next(SEEDS.glob(f"{expected.name}_*.txt"), None)
    assert path is not None, f"seed {expected.name} is not in {SEEDS}"
    raw = path.read_bytes().decode("utf-8")
    return expected, raw, clean(raw)


def _bare(text: str) -> str:
    """Letters and digits only: joins, markers and escapes leave them alone."""
    return re.sub(r"[\W_]", "", text)


def _body(cleaned: Cleaned) -> list[str]:
    return [block for block in cleaned.markdown.strip().split("\n\n") if not block.startswith("[^")]


def test_paragraphs(seed: tuple[Expected, str, Cleaned]) -> None:
    expected, raw, cleaned = seed
    lines = raw.split("\n")
    places = [place if isinstance(place, tuple) else (place,) for place in expected.paragraphs]
    wanted = [_bare("".join(lines[line - 1] for line in place)) for place in places]
    assert [_bare(block) for block in _body(cleaned) if not block.startswith("#")] == wanted


def test_first_and_last_words(seed: tuple[Expected, str, Cleaned]) -> None:
    expected, _, cleaned = seed
    paragraphs = [block for block in _body(cleaned) if not block.startswith("#")]
    for index, first, last in expected.ends:
        assert paragraphs[index].startswith(first)
        assert paragraphs[index].endswith(last)


def test_headings(seed: tuple[Expected, str, Cleaned]) -> None:
    expected, raw, cleaned = seed
    lines = raw.split("\n")
    found = [block for block in _body(cleaned) if block.startswith("#")]
    assert found == [f"## {lines[line - 1]}" for line in expected.headings]


def test_notes_and_markers(seed: tuple[Expected, str, Cleaned]) -> None:
    expected, _, cleaned = seed
    assert tuple(re.findall(r"(?m)^\[\^(\w+)\]:", cleaned.markdown)) == expected.notes
    assert tuple(re.findall(r"\[\^(\w+)\](?!:)", cleaned.markdown)) == expected.markers
    messages = {code: "\n".join(f.message for f in cleaned.findings if f.code == code) for code in NOTE_CODES}
    assert tuple(re.findall(r"\d+", messages["note-missing"])) == expected.missing
    assert tuple(re.findall(r"\d+", messages["note-unused"])) == expected.unused


NOTE_CODES = ("note-missing", "note-unused")


def test_dropped(seed: tuple[Expected, str, Cleaned]) -> None:
    expected, _, cleaned = seed
    found: dict[str, tuple[int, ...]] = {}
    for piece in cleaned.dropped:
        found[piece.rule] = (*found.get(piece.rule, ()), piece.line)
    assert found == expected.dropped


def test_record(seed: tuple[Expected, str, Cleaned]) -> None:
    expected, raw, cleaned = seed
    lines = raw.split("\n")
    wanted = {
        name: lines[value - 1].strip("#* ") if isinstance(value, int) else value
        for name, value in expected.record.items()
    }
    assert dict(cleaned.record) == wanted


def test_other_findings(seed: tuple[Expected, str, Cleaned]) -> None:
    expected, _, cleaned = seed
    assert tuple(f.code for f in cleaned.findings if f.code not in NOTE_CODES) == expected.findings


def test_nothing_lost_and_nothing_twice(seed: tuple[Expected, str, Cleaned]) -> None:
    _, raw, cleaned = seed
    had, has = _count(raw), _count(unescaped(cleaned.markdown))
    for change in cleaned.changes:
        had += _count(change.after)
        had.subtract(_count(change.before))
    for value in cleaned.record.values():
        has += _count(value if isinstance(value, str) else "".join(value))
    for piece in cleaned.dropped:
        gap = "…" if piece.rule == "record-line" else ""
        has += _count(piece.text.replace(gap, "") if gap else piece.text)
    assert had == has


def _count(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace())


def test_cleaning_again_changes_nothing(seed: tuple[Expected, str, Cleaned]) -> None:
    _, _, cleaned = seed
    assert clean(cleaned.markdown).markdown == cleaned.markdown
