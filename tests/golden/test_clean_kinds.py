"""Texts of many kinds, and what each has to become: `clean/kinds/`, with `expected.yml` beside them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from postil.clean import clean
from postil.clean.syntax import unescaped
from postil.model import Cleaned

HERE = Path(__file__).parent / "clean" / "kinds"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "expected.yml").read_text("utf-8"))
MARKER = re.compile(r"\[\^([^\]]+)\](?!:)")


def test_each_file_is_expected() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(EXPECTED)


@pytest.fixture(params=EXPECTED)
def text(request: pytest.FixtureRequest) -> tuple[dict[str, Any], str, Cleaned]:
    raw = (HERE / f"{request.param}.txt").read_text("utf-8")
    return EXPECTED[request.param], raw, clean(raw)


def _blocks(cleaned: Cleaned) -> list[str]:
    return [one for one in cleaned.markdown.strip().split("\n\n") if not one.startswith(("[^", "    "))]


def test_record(text: tuple[dict[str, Any], str, Cleaned]) -> None:
    expected, _, cleaned = text
    found = {name: list(v) if isinstance(v, tuple) else v for name, v in cleaned.record.items()}
    assert found == expected["record"]


def test_headings(text: tuple[dict[str, Any], str, Cleaned]) -> None:
    expected, _, cleaned = text
    headings = [one.lstrip("# ") for one in _blocks(cleaned) if one.startswith("#")]
    assert headings == expected["headings"]


def test_blocks(text: tuple[dict[str, Any], str, Cleaned]) -> None:
    expected, _, cleaned = text
    blocks = [MARKER.sub("", one) for one in _blocks(cleaned) if not one.startswith("#")]
    wanted = [one.split(" … ") for one in expected["blocks"]]
    shown = [
        [block[: len(first)], block[-len(last) :]]
        for block, (first, last) in zip(blocks, wanted, strict=False)
    ]
    assert shown == wanted
    assert len(blocks) == len(wanted)


def test_notes(text: tuple[dict[str, Any], str, Cleaned]) -> None:
    expected, _, cleaned = text
    assert MARKER.findall(cleaned.markdown) == expected.get("markers", [])
    notes = dict(re.findall(r"(?m)^\[\^([^\]]+)\]: (.*)$", cleaned.markdown))
    wanted = expected.get("notes", {})
    assert {label: note[-len(wanted[label]) :] for label, note in notes.items()} == wanted
    assert [finding.message for finding in cleaned.findings] == expected.get("findings", [])


def test_dropped(text: tuple[dict[str, Any], str, Cleaned]) -> None:
    expected, _, cleaned = text
    assert Counter(piece.rule for piece in cleaned.dropped) == expected.get("dropped", {})


def test_nothing_lost(text: tuple[dict[str, Any], str, Cleaned]) -> None:
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


def test_cleaning_again_changes_nothing(text: tuple[dict[str, Any], str, Cleaned]) -> None:
    _, _, cleaned = text
    assert clean(cleaned.markdown).markdown == cleaned.markdown
