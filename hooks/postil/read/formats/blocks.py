"""The blocks of an HTML tree in reading order, and each as Markdown; for saved pages and .docx files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml.html import HtmlElement

from postil.clean.syntax import canonical
from postil.read.formats.inline import CLOSE, OPEN, SKIPPED, finished, literal, rendered, text_of

Kind = Literal["text", "heading", "item", "quote", "table", "code", "break", "caption"]

_NAMES = """
html body address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section summary
table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_NAMES.split())
_VERSE = 70  # characters: longer lines that a page breaks by hand are no verse
_CELL = 60  # words: a longer cell makes a table one that only arranges the page


@dataclass(slots=True)
class Piece:
    """A block of the page."""

    kind: Kind
    text: str  # Markdown without the mark of its kind; rows of a table already with bars
    element: HtmlElement  # the innermost one that holds all of it
    level: int = 0  # of a heading, or depth of a list item
    mark: str = ""  # of a list item
    first: tuple[HtmlElement, bool] | None = None  # where its first words stand: element, whether in its tail
    number: int = field(default=-1)

    def markdown(self) -> str:
        """The block as Markdown writes it."""
        if self.kind == "heading":
            return f"{'#' * self.level} {self.text}"
        if self.kind == "item":
            return f"{'    ' * self.level}{self.mark} {self.text}"
        return f"> {self.text}" if self.kind == "quote" else self.text


@dataclass(frozen=True, slots=True)
class _Around:
    """What the walk knows of the elements around it."""

    kind: Kind = "text"
    level: int = 0
    mark: str = ""
    hosts: frozenset[str] = frozenset()

    def within(self, kind: Kind, level: int = 0, mark: str = "") -> _Around:
        return _Around(kind, level, mark, self.hosts)


def pieces(root: HtmlElement, hosts: frozenset[str] = frozenset()) -> list[Piece]:
    """The blocks in an element. `hosts`: the page's own, links to which become plain words."""
    found = list(_walk(root, _Around(hosts=hosts)))
    for number, piece in enumerate(found):
        piece.number = number
    return found


def _walk(element: HtmlElement, around: _Around) -> Iterator[Piece]:
    tag = element.tag
    if not isinstance(tag, str) or tag in SKIPPED:
        return
    if tag == "hr":
        yield Piece("break", "* * *", element)
    elif tag == "pre":
        text = "".join(element.itertext()).strip("\n")
        if text.strip():
            fence = "````" if "```" in text else "```"
            yield Piece("code", f"{fence}\n{text}\n{fence}", element, first=_first(element))
    elif tag == "table" and _is_data(element):
        yield from _table(element, around)
    elif re.fullmatch("h[1-6]", tag):
        yield from _inside(element, around.within("heading", int(tag[1])))
    elif tag in ("ul", "ol", "menu", "dir"):
        yield from _list(element, around)
    elif tag == "blockquote":
        yield from _inside(element, around.within("quote"))
    elif tag in ("figcaption", "caption"):
        yield from _inside(element, around.within("caption"))
    else:
        yield from _inside(element, around)


def _inside(element: HtmlElement, around: _Around) -> Iterator[Piece]:
    """The blocks in an element, running text between them included."""
    line: list[str] = [literal(element.text)]
    first = (element, False) if (element.text or "").strip() else None
    for child in element:
        if _has_blocks(child):
            yield from _paragraphs(line, element, around, first)
            line, first = [], None
            for piece in _walk(child, around):
                yield piece
                if piece.kind == "item" and around.kind == "item":
                    around = around.within("item", around.level, "")
        else:
            line.append(rendered(child, around.hosts))
            if first is None and text_of(child):
                first = _first(child)
        line.append(literal(child.tail))
        if first is None and (child.tail or "").strip():
            first = (child, True)
    yield from _paragraphs(line, element, around, first)


def _paragraphs(
    line: list[str], element: HtmlElement, around: _Around, first: tuple[HtmlElement, bool] | None
) -> Iterator[Piece]:
    text = "".join(line)
    if not text.strip():
        return
    if around.kind in ("heading", "item"):
        parts = [text.replace("\n", " ")]
    else:
        parts = re.split(r"\n\s*\n", text.strip())
    for part in parts:
        rows = [finished(row, around.kind != "heading") for row in part.split("\n") if row.strip()]
        rows = [row for row in rows if row]
        if not rows:
            continue
        verse = len(rows) > 1 and around.kind == "text" and all(len(row) <= _VERSE for row in rows)
        words = "  \n".join(rows) if verse else " ".join(rows)
        yield Piece(around.kind, words, element, around.level, around.mark, first)


def _has_blocks(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return False
    return element.tag in BLOCKS or any(_has_blocks(child) for child in element)


def _first(element: HtmlElement) -> tuple[HtmlElement, bool] | None:
    """Where the first words in an element stand."""
    if (element.text or "").strip():
        return element, False
    for child in element:
        found = _first(child) if isinstance(child.tag, str) and child.tag not in SKIPPED else None
        if found:
            return found
        if (child.tail or "").strip():
            return child, True
    return None


def _list(element: HtmlElement, around: _Around) -> Iterator[Piece]:
    """The items of a list; an item of several blocks is joined into one, a list in it is kept."""
    level = around.level + 1 if around.kind == "item" else 0
    count = 0
    for child in element:
        if not isinstance(child.tag, str) or child.tag in SKIPPED:
            continue
        count += child.tag == "li"
        mark = f"{count}." if element.tag == "ol" else "-"
        own: Piece | None = None
        for piece in _walk(child, around.within("item", level, mark)):
            if piece.kind == "item" and piece.level == level and own is not None:
                own.text += f" {piece.text}"
                continue
            if own is not None:
                yield own
                own = None
            if piece.kind == "item" and piece.level == level:
                own = piece
            else:
                yield piece
        if own is not None:
            yield own


def _is_data(table: HtmlElement) -> bool:
    """Whether a table holds data: more than one column, and no cell that is a page of its own."""
    if table.find(".//table") is not None or table.find(".//h1") is not None:
        return False
    rows = table.findall(".//tr")
    if max((len(row) for row in rows), default=0) < 2:
        return False
    words = [text_of(cell).count(" ") for row in rows for cell in row if isinstance(cell.tag, str)]
    return not words or sum(words) / len(words) < _CELL


def _table(table: HtmlElement, around: _Around) -> Iterator[Piece]:
    for caption in table.findall("caption"):
        yield from _inside(caption, around.within("caption"))
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    written = [[text for cell in row for text in _cells(cell, around)] for row in rows]
    written = [row for row in written if any(row)]
    if not written:
        return
    width = max(map(len, written))
    lines = [row_of([*row, *[""] * (width - len(row))]) for row in written]
    lines.insert(1, "|" + "---|" * width)
    yield Piece("table", "\n".join(lines), table, first=_first(table))


def row_of(cells: list[str]) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(cells) + " |"


def _cells(cell: HtmlElement, around: _Around) -> Iterator[str]:
    """The cell, and an empty one for each further column that it spans."""
    inner = [piece.text for piece in _inside(cell, around.within("heading"))]
    yield cell_of(" ".join(inner))
    span = cell.get("colspan") or ""
    for _ in range(min(int(span), 20) - 1 if span.isdigit() else 0):
        yield ""


def cell_of(text: str) -> str:
    """Words as a cell: `clean` takes tables as they are, so what is not meant as markup is escaped here."""
    text = re.sub(r"(?<!\\)\[\^([^\]\s]+)\]", f"{OPEN}\\1{CLOSE}", text)
    safe = canonical(text.replace("\n", " "), escapes=True)
    return re.sub(f"{OPEN}([^{CLOSE}]*){CLOSE}", r"[^\1]", safe).replace("|", "\\|")
