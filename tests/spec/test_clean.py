"""The examples under `clean/`: what a raw text becomes.

A case is a `## ` heading and fenced blocks: `raw` (or `raw escaped`, with Python's escapes for characters
that cannot be seen), `markdown` as expected, and where there are any `record` (`field: value`, authors
divided by " and "), `dropped` (`rule: text`), `findings` (`code: message`) and `changes`
(`rule: before → after`, only those named are looked for).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from postil.clean import clean
from postil.model import Cleaned

CASES = Path(__file__).parent / "clean"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "cleaning.md"
PACKAGE = Path(__file__).resolve().parents[2] / "hooks" / "postil" / "clean"
FENCE = re.compile(r"(`{3,})(raw|raw escaped|markdown|record|dropped|findings|changes)")


@dataclass(frozen=True)
class Case:
    """One example."""

    name: str
    blocks: dict[str, str]

    @property
    def raw(self) -> str:
        if "raw escaped" in self.blocks:
            return self.blocks["raw escaped"].encode("latin-1", "backslashreplace").decode("unicode_escape")
        return self.blocks["raw"]

    def lines(self, block: str) -> list[str]:
        return self.blocks.get(block, "").splitlines()


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.md")):
        found: list[tuple[str, dict[str, str]]] = []
        fence = kind = ""
        lines: list[str] = []
        for line in path.read_text("utf-8").splitlines(keepends=True):
            if fence and line.strip() == fence:
                found[-1][1][kind] = "".join(lines)
                fence = ""
            elif fence:
                lines.append(line)
            elif match := FENCE.fullmatch(line.strip()):
                fence, kind, lines = match[1], match[2], []
            elif line.startswith("## "):
                found.append((line[3:].strip(), {}))
        yield from (Case(f"{path.stem}: {name}", blocks) for name, blocks in found)


@pytest.fixture(params=cases(), ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def test_example(case: Case) -> None:
    cleaned = clean(case.raw)
    assert cleaned.markdown.strip("\n") == case.blocks["markdown"].strip("\n")
    assert [
        f"{piece.rule}: {' / '.join(piece.text.splitlines())}" for piece in cleaned.dropped
    ] == case.lines("dropped")
    assert [f"{one.code}: {one.message}" for one in cleaned.findings] == case.lines("findings")
    assert _record(cleaned) == case.lines("record")
    changes = {
        f"{change.rule}: {_shown(change.before)} → {_shown(change.after)}" for change in cleaned.changes
    }
    assert {line.strip() for line in case.lines("changes")} <= {line.strip() for line in changes}


def test_example_cleaned_again(case: Case) -> None:
    once = clean(case.raw).markdown
    assert clean(once).markdown == once


def _record(cleaned: Cleaned) -> list[str]:
    return [
        f"{name}: {value if isinstance(value, str) else ' and '.join(value)}"
        for name, value in cleaned.record.items()
    ]


def _shown(text: str) -> str:
    return " ".join(text.split())


def test_guide_names_every_rule() -> None:
    recorded = {
        name for path in PACKAGE.glob("*.py") for name in _recorded(ast.parse(path.read_text("utf-8")))
    }
    guide = GUIDE.read_text("utf-8")
    assert {"pull-quote", "note-marker", "note-missing"} <= recorded
    assert not sorted(rule for rule in recorded if f"`{rule}`" not in guide)


def _recorded(tree: ast.AST) -> Iterator[str]:
    """The names of rules that a module hands to a change, a dropped piece or a finding."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        place = {"Change": 0, "Dropped": 0, "Finding": 0, "without": 1, "swap": 1, "_without_lines": 2}.get(
            called
        )
        if place is not None and len(call.args) > place:
            argument = call.args[place]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value
