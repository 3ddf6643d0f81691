"""What stands around a text on a web page or in a journal and is no part of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from postil.clean import vocabulary
from postil.clean.dates import FULL_DATE
from postil.clean.draft import Block, Draft, Kind, bare_markers
from postil.clean.sentences import finished, is_prose, person, starts_low
from postil.clean.syntax import plain, wrapping
from postil.model import Dropped

_SHORT = 60  # words: a teaser's longest excerpt
_BIOGRAPHY = re.compile(
    r"(?P<name>[^\W\d_][^,;:!?()\d]{3,60}?)(?:, [^,.]{2,60},)?(?: \([^)]{2,60}\),?)? (?:is|was|are|were|"
    r"serves? as|served as|works? as|worked as|teach(?:es)?|"
    r"holds?|has (?:been|worked|served|written|published)) (?P<rest>.{3,})",
    re.DOTALL,
)
_ROLE = re.compile(rf"\b{vocabulary.ROLE}\b", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|of|for|with|in|from)\b")


def _line(block: Block) -> str:
    """A block's words when it may be a single line of furniture, or ""."""
    if block.kind not in ("text", "heading", "verse", "item", "quote") or len(block.text) > 400:
        return ""
    return plain(block.text.replace("\n", " ") if block.kind == "verse" else block.text, False)


def _matching(draft: Draft, pattern: re.Pattern[str]) -> list[int]:
    return [i for i, block in enumerate(draft.blocks) if (text := _line(block)) and pattern.fullmatch(text)]


def boilerplate(draft: Draft) -> Draft:
    """Set aside print buttons, share bars, subscription and cookie lines, site promotion."""
    draft = _without_lines(draft, vocabulary.BOILERPLATE, "boilerplate")
    return draft.without(_matching(draft, vocabulary.BOILERPLATE), "boilerplate")


def _without_lines(draft: Draft, pattern: re.Pattern[str], rule: str) -> Draft:
    """Set aside single lines of blocks whose lines are kept apart."""
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for block in draft.blocks:
        if block.kind != "verse":
            blocks.append(block)
            continue
        lines = block.text.split("\n")
        gone = {
            i for i, line in enumerate(lines) if len(line) < 400 and pattern.fullmatch(plain(line, False))
        }
        dropped += [Dropped(rule, block.line + i, bare_markers(lines[i])) for i in sorted(gone)]
        kept = [i for i in range(len(lines)) if i not in gone]
        if len(kept) == len(lines):
            blocks.append(block)
        elif kept:
            text = "\n".join(lines[i] for i in kept)
            kind: Kind = "verse" if len(kept) > 1 else "text"
            blocks.append(replace(block, kind=kind, text=text, line=block.line + kept[0]))
    return replace(draft, blocks=tuple(blocks), dropped=draft.dropped + tuple(dropped)) if dropped else draft


def image_credits(draft: Draft) -> Draft:
    """Set aside lines that only say whose picture stood there."""
    draft = _without_lines(draft, vocabulary.IMAGE_CREDIT, "image-credit")
    return draft.without(
        [i for i in _matching(draft, vocabulary.IMAGE_CREDIT) if draft.blocks[i].words <= 30], "image-credit"
    )


def comment_forms(draft: Draft) -> Draft:
    """Set aside comment forms; one in the second half of a text takes everything below it along."""
    found = _matching(draft, vocabulary.COMMENT_FORM)
    tail = next((i for i in found if i * 2 >= len(draft.blocks)), None)
    if tail is not None:
        found.extend(range(tail, _stop(draft, tail)))
    return draft.without(set(found), "comment-form")


def teasers(draft: Draft) -> Draft:
    """Set aside hints at other articles, with their dates and excerpts."""
    gone: set[int] = set()
    end = 0
    for i in _matching(draft, vocabulary.TEASER):
        gone.add(i)
        if i < end:
            continue  # amid the list that another line opens
        end = i + 1
        while end < len(draft.blocks) and draft.blocks[end].words <= _SHORT and not _notes_at(draft, end):
            end += 1
        if end == len(draft.blocks) or _notes_at(draft, end):
            gone.update(range(i, end))
        elif i + 1 < end and draft.blocks[i + 1].text.rstrip().endswith(("…", "...")):
            gone.add(i + 1)
    return draft.without(gone, "teaser")


def author_sections(draft: Draft) -> Draft:
    """Set aside "About the author" and what stands below it, and keep the author's name."""
    gone: set[int] = set()
    people: list[str] = []
    end = 0
    for i in _matching(draft, vocabulary.AUTHOR_SECTION):
        if i < end:
            continue
        end = i + 1
        while end < len(draft.blocks) and not _notes_at(draft, end):
            name = _subject(draft.blocks[end])
            if not name and end > i + 1 and draft.blocks[end].words > _SHORT:
                break
            people.extend([name] if name else [])
            end += 1
        gone.update(range(i, end))
    return replace(draft.without(gone, "about-the-author"), people=draft.people + tuple(people))


def _stop(draft: Draft, start: int) -> int:
    """Where a tail ends: at the notes, or at the end of the text."""
    return next((i for i in range(start + 1, len(draft.blocks)) if _notes_at(draft, i)), len(draft.blocks))


def _notes_at(draft: Draft, at: int) -> bool:
    return bool(vocabulary.NOTES_HEADING.fullmatch(_line(draft.blocks[at])))


def disclaimers(draft: Draft) -> Draft:
    """Set aside paragraphs that only say whose views these are."""
    return draft.without(
        [
            i
            for i, block in enumerate(draft.blocks)
            if block.kind in ("text", "quote") and 5 <= block.words <= 90 and _disclaims(block)
        ],
        "disclaimer",
    )


def _disclaims(block: Block) -> bool:
    match = vocabulary.DISCLAIMER.search(block.text)
    # The whole block says it, or it is in italics: a paragraph of the argument may talk of views expressed.
    return (
        bool(match)
        and (match.start() < 60 if match else False)
        and (block.words <= 60 or bool(wrapping(block.text)))
    )


def biographies(draft: Draft) -> Draft:
    """Set aside notes on a person before the text begins or after it ends, and keep the names."""
    blocks = draft.blocks
    gone: list[int] = []
    people: list[str] = []
    body = [i for i, block in enumerate(blocks) if block.kind != "heading"]
    mentions = _Mentions(blocks)
    for order in (body, body[::-1]):
        for i in order:
            name = _subject(blocks[i])
            if i in gone or not name or blocks[i].words > 130 or not mentions.only_in(name, i, draft):
                break
            gone.append(i)
            people.append(name)
    if len(gone) == len(body):  # a text that is all biography is about its person
        return draft
    return replace(draft.without(gone, "biography"), people=draft.people + tuple(people))


class _Mentions:
    """Which blocks name a person: one who is named in the text is its subject, not its author."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self._words: Counter[str] | None = None

    def only_in(self, name: str, at: int, draft: Draft) -> bool:
        if self._words is None:
            self._words = Counter(
                word for block in self.blocks if block.words > 12 for word in set(_WORDS.findall(block.text))
            )
        if name in draft.record.get("authors", ()):
            return True
        ends = {name.split()[0], name.split()[-1]}
        own = set(_WORDS.findall(self.blocks[at].text)) if self.blocks[at].words > 12 else set()
        return all(self._words[word] - (word in own) <= 0 for word in ends) or bool(
            wrapping(self.blocks[at].text)
        )


_WORDS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def _subject(block: Block) -> str:
    """Whom a biographical note is about, or ""."""
    if block.kind not in ("text", "quote"):
        return ""
    text = plain(block.text[:1200], False)
    match = _BIOGRAPHY.match(text)
    if match is None:
        return ""
    first = re.split(r"(?<=[a-z)]{3}[.!?]) ", match["rest"], maxsplit=1)[0]
    role = _ROLE.search(first)
    return person(match["name"]) if role and _AT.search(first) else ""


def captions(draft: Draft) -> Draft:
    """Set aside captions of pictures that the raw text does not have."""
    blocks = draft.blocks
    gone: list[int] = []
    last = len(blocks) - 1
    for i, block in enumerate(blocks):
        if block.kind not in ("text", "quote") or not 3 <= block.words <= 60:
            continue
        if vocabulary.CAPTION_LABEL.match(plain(block.text, False)):
            gone.append(i)
            continue
        if (
            0 < i < last
            and is_prose(blocks[i - 1])
            and not finished(blocks[i - 1].text)
            and starts_low(blocks[i + 1].text)
            and vocabulary.CAPTION_WORDS.search(block.text)
        ):
            gone.append(i)
    while last >= 0 and (last in gone or _photo_at_end(blocks[last])):
        if last not in gone:
            gone.append(last)
        last -= 1
    return draft.without(set(gone), "caption") if len(gone) < len(blocks) else draft


def _photo_at_end(block: Block) -> bool:
    return (
        block.kind == "text"
        and block.words <= 60
        and bool(vocabulary.CAPTION_WORDS.search(block.text))
        and bool(FULL_DATE.search(block.text))
    )
