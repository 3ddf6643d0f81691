"""Reading the examples in tests/spec/*.md.

A case is a heading `## …`, some words, and fenced blocks. The word behind a fence says what a block is: what
is given (`glossary`, `text`, …), or what must come out of it (`mentions`, `problems`, …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FENCE = re.compile(r"^(`{3,})([^`\n]*)\n(.*?)^\1[ \t]*$", re.DOTALL | re.MULTILINE)
CASE = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its first word, the rest of its line, and what it holds."""

    kind: str  # "text"
    name: str  # "takagi-2014"
    body: str


@dataclass(frozen=True, slots=True)
class Case:
    """One example."""

    where: str  # "matching.md:12"
    title: str
    blocks: tuple[Block, ...]

    def all(self, *kinds: str) -> list[Block]:
        """The blocks of these kinds, in order."""
        return [block for block in self.blocks if block.kind in kinds]

    def one(self, kind: str) -> str:
        """What the only block of a kind holds, or nothing where there is none."""
        found = self.all(kind)
        assert len(found) < 2, f"{self.where}: more than one block `{kind}`"
        return found[0].body if found else ""


def read_cases(path: Path) -> list[Case]:
    """The cases of one file. A heading inside a fence is no case."""
    text = path.read_text("utf-8")
    fences = [(found.start(), found.end()) for found in FENCE.finditer(text)]
    starts = [
        found.start()
        for found in CASE.finditer(text)
        if not any(begin < found.start() < end for begin, end in fences)
    ]
    cases = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        where = f"{path.name}:{1 + text.count(chr(10), 0, start)}"
        title = text[start + 3 :].partition("\n")[0].strip()
        cases.append(Case(where, title, tuple(_blocks(text[start:end]))))
    assert cases, f"{path.name} holds no case"
    return cases


def _blocks(text: str) -> list[Block]:
    found = []
    for _, info, body in FENCE.findall(text):
        kind, _, name = info.strip().partition(" ")
        found.append(Block(kind, name.strip(), body))
    return found
