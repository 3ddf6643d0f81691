"""Chapters, books and parts of a text that marks no headings: "CHAPTER I.", "BOOK THE FIRST", "II."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from postil.clean.draft import OPEN, Block, Draft
from postil.clean.sentences import finished, headline, is_prose, names_section, starts_low, titled
from postil.model import Change

_RANKS_LIST = (
    "volume vol. | book part act | chapter chap. canto stave letter lecture fit fytte stage section | scene"
)
_RANKS = {unit: rank for rank, units in enumerate(_RANKS_LIST.split("|")) for unit in units.split()}
_BARE_RANK = 4  # numerals alone stand below every unit that has a name
_WORDS_LIST = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty first second third fourth fifth sixth seventh eighth "
    "ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth twentieth last "
)
_WORD = rf"(?:(?:twenty|thirty|forty|fifty)[- ])?(?:{'|'.join(_WORDS_LIST.split())})"
_NUMBER = rf"(?:the )?(?:[IVXLCDM]+|\d{{1,3}}|{_WORD})"
_UNIT = re.compile(
    rf"(?P<unit>{'|'.join(re.escape(unit) for unit in _RANKS)})\s+{_NUMBER}(?![\w’'])"
    r"(?P<rest>(?P<stop>\s*[.:;,–—-]+)?\s*(?P<title>.*))",
    re.IGNORECASE | re.DOTALL,
)
_ROMAN = re.compile(r"(?P<n>[IVXLC]+)(?P<stop>\.?)(?:\s+(?P<title>\S.*))?", re.DOTALL)
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_COUNTS = {word: i % 20 + 1 for i, word in enumerate(_WORDS_LIST.split()[:40])}
_COUNTED = re.compile(
    rf"(?:chapter|chap\.|section|lecture|letter|essay)\s+(?P<n>[IVXLC]+|\d{{1,3}}|{'|'.join(_COUNTS)})(?![\w’'])",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?P<n>[IVXLC]+|\d{1,3})\.?")
_FIGURE = re.compile(r"(\d{1,3})\.?")
_TITLE = 20  # words


@dataclass(frozen=True, slots=True)
class _Head:
    """A block that begins a chapter or a part."""

    at: int
    rank: int
    text: str
    alone: bool  # a number without a title


def chapters(draft: Draft) -> Draft:
    """Make headings of the lines that number chapters and parts, with the titles on the lines below them.

    Two such lines at least prove the pattern. Parts stand on the second level and chapters below them; where
    there are only chapters, they stand on the second. A text with headings of its own is left alone.
    """
    blocks = draft.blocks
    if any(block.kind == "heading" for block in blocks):
        return draft
    named = [head for at in range(len(blocks)) if (head := _named(blocks, at))]
    heads = sorted((*named, *_numerals(blocks, {head.at for head in named})), key=lambda head: head.at)
    figures = _figures(blocks)
    if figures and all(head.at > figures[-1].at for head in heads):  # what has names there are the notes
        heads = figures
    if len(heads) < 2:
        return draft
    sections = [at for at, block in enumerate(blocks) if _is_section(block)]
    ranks = sorted({head.rank for head in heads})
    found = {head.at: (head, 2 + ranks.index(head.rank)) for head in heads}
    kept: list[Block] = []
    changes: list[Change] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        head, level = found.get(at, (None, 2))
        if head is None and at not in sections:
            kept.append(block)
            at += 1
            continue
        text = head.text if head else block.text
        before = block.text
        at += 1
        if head and head.alone and at not in found and at + 1 < len(blocks) and _is_title(blocks[at]):
            before = f"{before}\n\n{blocks[at].text}"
            text = f"{text} {_one_line(blocks[at].text)}"
            at += 1
        kept.append(replace(block, kind="heading", text=text, level=min(level, 6)))
        changes.append(Change("heading", block.line, before, f"{'#' * min(level, 6)} {text}"))
    return replace(draft, blocks=tuple(kept)).changed(changes)


def _named(blocks: Sequence[Block], at: int) -> _Head | None:
    """A line such as "CHAPTER I." or "Book the First: The Mill"."""
    block = blocks[at]
    if block.kind not in ("text", "verse") or block.text[:1].lower() not in "bpvaclsf":
        return None
    match = _UNIT.match(block.text) if len(block.text) < 240 and block.text[:1].isupper() else None
    if match is None or block.words > _TITLE + 3:
        return None
    title = _one_line(match["title"])
    if title and not _words_a_title(title, bool(match["stop"]) or "\n" in match["rest"]):
        return None
    return _Head(at, _RANKS[match["unit"].lower()], _one_line(block.text), not title)


def _numerals(blocks: Sequence[Block], named: set[int]) -> list[_Head]:
    """Roman numbers on their own lines that count from one, with or without a title; a part begins anew."""
    found: list[_Head] = []
    run: list[_Head] = []
    due = 1
    for at, block in enumerate(blocks):
        if at in named:
            found += run if len(run) > 1 or found else []
            run, due = [], 1
        short = block.kind in ("text", "verse") and len(block.text) < 200 and block.text[:1] in _DIGITS
        match = _ROMAN.fullmatch(block.text) if short else None
        if match is None or (not match["stop"] and match["title"]):
            continue
        title = _one_line(match["title"] or "")
        if title and not _words_a_title(title, True):
            continue
        number = _roman(match["n"])
        if number == 1 and due != 1 and len(run) > 1:  # counted anew without a part between
            found += run
            run, due = [], 1
        if number == due and not (run and run[-1].at + 1 == at):
            run.append(_Head(at, _BARE_RANK, _one_line(block.text), not title))
            due += 1
    return found + (run if len(run) > 1 or found else [])


def _figures(blocks: Sequence[Block]) -> list[_Head]:
    """Arabic numbers on their own lines that count from one before the text begins; or none, where one of
    them stands amid a sentence: then they are the numbers of pages."""
    found: list[_Head] = []
    for at, block in enumerate(blocks[:-1]):
        match = _FIGURE.fullmatch(block.text) if len(block.text) < 5 and block.kind == "text" else None
        if match is None or int(match[1]) != len(found) + 1:
            continue
        above = blocks[at - 1] if at else None
        if not found and any(map(is_prose, blocks[:at])):
            return []
        if (above and is_prose(above) and not finished(above.text)) or starts_low(blocks[at + 1].text):
            return []
        if found and found[-1].at + 1 == at:
            return []
        found.append(_Head(at, _BARE_RANK, block.text, True))
    return found if len(found) > 2 or (found and found[0].at) else []  # a page's top is no chapter's


def number_of(text: str) -> int:
    """The number that a chapter's heading or name gives it, or 0."""
    match = _COUNTED.match(text) or _ALONE.fullmatch(text)
    if match is None:
        return 0
    word = match["n"]
    if word.isdigit():
        return int(word)
    if word.lower() in _COUNTS:
        return _COUNTS[word.lower()]
    return _roman(word.upper()) if set(word.upper()) <= _DIGITS.keys() else 0


def _roman(text: str) -> int:
    values = [_DIGITS[char] for char in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _is_title(block: Block) -> bool:
    """Whether a block is the title of the chapter whose number stands above it."""
    text = _one_line(block.text)
    return block.kind in ("text", "verse") and text[:1] not in "\"“‘'«" and _words_a_title(text, False)


def _words_a_title(text: str, apart: bool) -> bool:
    """Whether words can be a title; `apart` says that a sign already parts them from a number."""
    words = text.split()
    if not words or len(words) > _TITLE or not (text[0].isupper() or text[0] in "\"“‘'_*"):
        return False
    core = text.rstrip('.!?:_*"”’')
    if core.isupper() or (titled(core) and len(words) > 1):
        return True
    return headline(text) and (apart or text[-1] not in "!?")


def _is_section(block: Block) -> bool:
    return (
        block.kind == "text"
        and len(block.text) < 60
        and OPEN not in block.text
        and names_section(block.text.strip("_. "))
        and (block.text.isupper() or titled(block.text.strip("_. ")))
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
