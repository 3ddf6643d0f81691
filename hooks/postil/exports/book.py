"""What a book of the edition is made of, on paper or on a reading device: passages with their terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from postil.exports.abroad import NOT_XML, Resolve
from postil.exports.bundle import Inside, Reading
from postil.model import Note, Passage, Section, Term
from postil.pages.render import term_page

GLOSSARY = "glossary.xhtml"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, and the term that they mention or ""."""

    text: str
    term: str


@dataclass(frozen=True, slots=True)
class Block:
    """A passage, with the headings before it."""

    headings: tuple[Section, ...]
    id: str
    number: int
    kind: str
    pieces: tuple[Piece, ...]


def slug(text_id: str) -> str:
    """A text's id as it stands in the ids and file names of a book."""
    return text_id.replace("/", "-")


def chapter(reading: Reading) -> str:
    """Name of the file that holds a reading, where a book has several files."""
    part = "" if reading.whole else f"-p{reading.first}-p{reading.last}"
    return f"text-{slug(reading.text.id)}{part}.xhtml"


def inside(files: bool) -> Inside:
    """Links that stay in the book. `files`: it has one for each text and one for the glossary."""

    def within(readings: Sequence[Reading], terms: Sequence[Term], otherwise: Resolve) -> Resolve:
        pages: dict[str, list[Reading]] = {}
        for one in readings:
            for page in one.text.pages:
                pages.setdefault(page.path, []).append(one)
        entries = {term_page(one.id): one.id for one in terms}

        def resolve(page: str, anchor: str) -> str:
            if page in entries:
                return (GLOSSARY if files else "") + f"#term-{entries[page]}"
            number = int(anchor[1:]) if anchor[:1] == "p" and anchor[1:].isdigit() else 0
            for one in pages.get(page, ()):
                if one.first <= number <= one.last:
                    return (chapter(one) if files else "") + f"#{slug(one.text.id)}-p{number}"
            return otherwise(page, anchor)

        return resolve

    return within


def blocks(reading: Reading, terms: Iterable[str]) -> Iterator[Block]:
    """The passages of a reading. Mentions of `terms` are linked."""
    known, text = frozenset(terms), reading.text
    sections, at = {one.id: number for number, one in enumerate(text.sections)}, 0
    for passage in text.passages[reading.first - 1 : reading.last]:
        here = sections[passage.section] + 1 if passage.section else 0
        before = text.sections[at:here] if here > at else ()
        if before and not reading.whole and passage.number == reading.first:
            before = before[-1:]  # the headings of what is not read are left out
        at = max(at, here)
        id_ = f"{slug(text.id)}-{passage.id}"
        pieces = tuple(_pieces(passage, reading, known))
        yield Block(tuple(before), id_, passage.number, passage.kind, pieces)


def notes(reading: Reading) -> list[tuple[Note, list[tuple[str, int]]]]:
    """The notes on the passages of a reading, each with the ids and numbers of these passages."""
    found = []
    for note in reading.text.notes:
        numbers = [n for n in (int(ref[1:]) for ref in note.refs) if reading.first <= n <= reading.last]
        if numbers:
            found.append((note, [(f"{slug(reading.text.id)}-p{n}", n) for n in numbers]))
    return found


def _pieces(passage: Passage, reading: Reading, known: frozenset[str]) -> Iterator[Piece]:
    done = 0
    for one in reading.marks:
        if one.passage == passage.id and one.term in known:
            if passage.text[done : one.start]:
                yield Piece(_clean(passage.text[done : one.start]), "")
            yield Piece(_clean(passage.text[one.start : one.end]), one.term)
            done = one.end
    if passage.text[done:]:
        yield Piece(_clean(passage.text[done:]), "")


def _clean(text: str) -> str:
    return NOT_XML.sub("", text)
