"""Everything that can be wrong with what people write: a closed catalogue of codes, and what each one means.

A problem is data: the step that finds one puts it into the list it was handed, and the two ends of the
chain (the MkDocs hook and the command line) say it. Pure code never logs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from rapidfuzz import fuzz, process

from postil.model import Place


class Code(Enum):
    """The value is the code as it is printed, and the heading of its section in docs/guide/problems.md."""

    BAD_YAML = "bad-yaml"
    NO_FRONT_MATTER = "no-front-matter"
    UNKNOWN_FIELD = "unknown-field"
    WRONG_TYPE = "wrong-type"
    MISSING_FIELD = "missing-field"
    WRONG_VALUE = "wrong-value"
    EMPTY_FILE = "empty-file"
    NOT_UTF8 = "not-utf8"
    NOT_TEXT = "not-text"
    BAD_ID = "bad-id"
    DUPLICATE_ID = "duplicate-id"
    NO_RECORD = "no-record"
    NO_DEFINITION = "no-definition"
    LONG_DEFINITION = "long-definition"
    UNKNOWN_TERM = "unknown-term"
    UNKNOWN_TEXT = "unknown-text"
    UNKNOWN_PASSAGE = "unknown-passage"
    UNKNOWN_CHAPTER = "unknown-chapter"
    UNKNOWN_QUESTION = "unknown-question"
    UNKNOWN_COMPARISON = "unknown-comparison"
    WITHHELD_TEXT = "withheld-text"
    QUOTE_NOT_FOUND = "quote-not-found"
    LONG_QUOTE = "long-quote"
    BAD_CITATION = "bad-citation"
    CLAIMED_TWICE = "claimed-twice"
    OPEN_SENSE = "open-sense"
    BAD_TABLE = "bad-table"
    UNCITED_CELL = "uncited-cell"
    NO_VERDICT = "no-verdict"
    CONTRARY_RELATION = "contrary-relation"
    CONTRADICTION = "contradiction"
    NOT_IN_PASSAGE = "not-in-passage"
    UNCITED_ANSWER = "uncited-answer"
    NOTE_MISSING = "note-missing"
    NOTE_UNUSED = "note-unused"
    FRAGMENT_START = "fragment-start"
    FRAGMENT_END = "fragment-end"
    MISSING_FILE = "missing-file"
    TOO_LARGE = "too-large"
    BROKEN_FILE = "broken-file"
    LOCKED_FILE = "locked-file"
    NO_TEXT = "no-text"


# What a raw text lacks is told to its readers; it is not a mistake of the person who added it.
NOTICES = frozenset({Code.NOTE_MISSING, Code.NOTE_UNUSED, Code.FRAGMENT_START, Code.FRAGMENT_END})
# Pointed out by `postil check` for somebody to look at: a text may well contradict another, or itself.
DOUBTS = frozenset({Code.CONTRADICTION, Code.NOT_IN_PASSAGE})


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it stands, and what to write instead."""

    path: str
    line: int
    column: int
    code: str
    what: str
    instead: str = ""

    def __str__(self) -> str:
        advice = f"; {self.instead}" if self.instead else ""
        return f"{self.path}:{self.line}: {self.code}: {self.what}{advice}"

    @property
    def is_notice(self) -> bool:
        """Whether it is only to be told, not to be mended before publishing."""
        return Code(self.code) in NOTICES

    @property
    def is_doubt(self) -> bool:
        """Whether it may be right as it stands: to be looked at, and no reason to stop a build."""
        return Code(self.code) in DOUBTS


def did_you_mean(word: str, known: Iterable[str], otherwise: str, shape: str = "`{}`") -> str:
    """What to write instead of a word that is not known: the nearest that is, or `otherwise`.

    Nearness by rapidfuzz: the share of letters that stay, of 100, is at least 50.
    """
    near = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=50)
    return f"did you mean {shape.format(near[0])}?" if near else otherwise


class Problems:
    """The sink that every step is handed; it keeps each problem once, in order of place when read."""

    def __init__(self) -> None:
        self._seen: set[Problem] = set()

    def add(self, code: Code, place: Place, what: str, instead: str = "") -> None:
        """Note a problem. `what` says what is wrong, `instead` what to write; neither ends in a full stop."""
        self._seen.add(Problem(place.path, place.line, place.column, code.value, what, instead))

    def take(self, others: Problems) -> None:
        """Note all that another sink holds."""
        self._seen |= others._seen

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._seen))

    def __len__(self) -> int:
        return len(self._seen)
