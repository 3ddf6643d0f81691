"""The gold list against what Postil finds: mentions, traps and false marks, with the words they stand in."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from postil.chain import Edition

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Words of a passage and a term: one that they mean, or one that was found there."""

    start: int
    end: int
    term: str

    def meets(self, other: Stretch) -> bool:
        """Whether they share a character."""
        return self.start < other.end and other.start < self.end

    def met_as_same(self, others: Iterable[Stretch]) -> bool:
        """Whether one of the others shares a character and means the same."""
        return any(self.meets(other) and self.term == other.term for other in others)


@dataclass(frozen=True, slots=True)
class Passage:
    """What a careful reader says of one passage."""

    text: str  # "takagi-2014", or "takagi-2014/original"
    id: str  # "p3"; of a heading or a note the id that it has on the page
    sha256: str  # the first digits of its text's
    exhaustive: bool  # no mention is left out
    mentions: tuple[Stretch, ...]
    traps: tuple[Stretch, ...]
    either: tuple[Stretch, ...]


@dataclass(slots=True)
class Score:
    """How often Postil agrees. Each list holds lines that show where it does not."""

    passages: int = 0
    mentions: int = 0
    exact: int = 0  # of the mentions: found from their first to their last character
    traps: int = 0
    marks: int = 0  # found in exhaustive passages
    moved: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong_sense: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    trapped: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the mentions that are found with their term."""
        return 1 - len(self.missed) / self.mentions

    @property
    def precision(self) -> float:
        """The share of the marks in exhaustive passages that ought to be there."""
        return 1 - len(self.false) / self.marks

    def __str__(self) -> str:
        return (
            f"{self.passages} passages; recall {self.recall:.4f} of {self.mentions} mentions "
            f"({self.exact} to the character), {len(self.wrong_sense)} in a wrong sense; "
            f"precision {self.precision:.4f} of {self.marks} marks; {len(self.trapped)} of {self.traps} traps"
        )


def gold(folder: str) -> tuple[Passage, ...]:
    """The gold list of the `originals` or of the study `texts`."""
    suffix = "/original" if folder == "originals" else ""
    return tuple(
        Passage(
            data["text"] + suffix,
            one["id"],
            one["sha256"],
            one["exhaustive"],
            *(
                tuple(Stretch(*stretch) for stretch in one.get(kind, ()))
                for kind in ("mentions", "traps", "either")
            ),
        )
        for path in sorted((HERE / folder).glob("*.json"))
        for data in [json.loads(path.read_text(encoding="utf-8"))]
        for one in data["passages"]
    )


def compare(passages: Iterable[Passage], edition: Edition) -> Score:
    """Count where the edition's occurrences agree with the gold list.

    A mention is found if a mark with its term shares a character with it; how many agree to the character is
    counted apart. A passage whose text is another than the one that was read is left out, and told.
    """
    score = Score()
    texts: dict[str, dict[str, str]] = {}
    found: defaultdict[tuple[str, str], list[Stretch]] = defaultdict(list)
    for text in edition.index.texts.values():
        texts[text.id] = {block.id: block.text for block in text.blocks}
    for term in edition.index.terms:
        for id_, block, one in edition.index.everywhere(term):
            found[id_, block.id].append(Stretch(one.start, one.end, one.term))
    for passage in passages:
        words = texts.get(passage.text, {}).get(passage.id, "")
        if hashlib.sha256(words.encode()).hexdigest()[:12] != passage.sha256:
            score.moved.append(f"{passage.text} {passage.id} is not the passage that was read: read it again")
            continue
        _compare(passage, words, found[passage.text, passage.id], score)
    return score


def _compare(passage: Passage, words: str, found: list[Stretch], score: Score) -> None:
    def shown(one: Stretch) -> str:
        before, after = words[max(0, one.start - 40) : one.start], words[one.end : one.end + 40]
        context = f"…{before}[{words[one.start : one.end]}]{after}…"
        return f"{passage.text} {passage.id} {one.start}–{one.end} {one.term}: {context}"

    right = (*passage.mentions, *passage.either)
    score.passages += 1
    score.mentions += len(passage.mentions)
    score.traps += len(passage.traps)
    score.exact += len(set(passage.mentions) & set(found))
    score.missed += [shown(one) for one in passage.mentions if not one.met_as_same(found)]
    for one in found:
        if one.met_as_same(right):
            continue
        if any(one.meets(other) for other in right):
            score.wrong_sense.append(shown(one))
        if passage.exhaustive:
            score.false.append(shown(one))
    score.marks += len(found) if passage.exhaustive else 0
    score.trapped += [
        shown(trap)
        for trap in passage.traps
        if any(trap.meets(one) and trap.term == one.term and not one.met_as_same(right) for one in found)
    ]
