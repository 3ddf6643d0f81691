"""A passage's plain text and the way back from its offsets to the tree.

Python-Markdown leaves two kinds of placeholder in the text of its tree: escaped characters and entities
(turned back into characters here) and raw HTML (which has no width: no mention reaches across it).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import AMP_SUBSTITUTE, AtomicString

from postil.markdown.syntax import HAND_ATTRIBUTE
from postil.model import HandMark, Span

STASHED = re.compile("\x02wzxhzdk:([0-9]+)\x03")
ESCAPED = re.compile("\x02([0-9]+)\x03")
ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|\w+);")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\n\r\f]+")

# Elements whose words mention nothing, and elements that can hold no link.
OPAQUE = {"code", "pre", "script", "style", "math", "svg", "kbd", "samp"}
OPAQUE_CLASSES = {"arithmatex", "cite"}
CLOSED = {"a", "button", "summary", "label"}
SILENT_CLASSES = {"footnote-ref", "note-missing", "footnote-backref", "headerlink"}


@dataclass(slots=True)
class Flat:
    """What `flatten` collects on its way through one passage."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    hand: list[HandMark] = field(default_factory=list)
    closed: list[Span] = field(default_factory=list)
    opaque: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # labels of the notes referred to

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def settle(element: Element, md: Markdown) -> None:
    """Make every text node below `element` say what a reader will see, white space collapsed."""
    for node in element.iter():
        if node.tag in OPAQUE:
            continue
        node.text = _settled(node.text, md)
        for child in node:
            child.tail = _settled(child.tail, md)
            if child.tag == "br" and child.tail:
                child.tail = child.tail.lstrip(" ")


def _settled(text: str | None, md: Markdown) -> str | None:
    if not text or isinstance(text, AtomicString):
        return text
    if "\x02" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1])), text)
        text = STASHED.sub(lambda found: _entity(found, md), text)
    text = BLANKS.sub(" ", text) if "\n" in text or "  " in text or "\t" in text else text
    return STASHED.sub(lambda found: _line_break(found, md), text) if "\x02" in text else text


def _entity(found: re.Match[str], md: Markdown) -> str:
    """A stashed entity as its character; any other raw HTML stays where it is."""
    raw = md.htmlStash.rawHtmlBlocks[int(found[1])]
    return html.unescape(raw) if isinstance(raw, str) and ENTITY.fullmatch(raw) else found[0]


def _line_break(found: re.Match[str], md: Markdown) -> str:
    """A `<br>` that stands in the source as HTML keeps words apart like any other."""
    raw = md.htmlStash.rawHtmlBlocks[int(found[1])]
    return f"{found[0]}\n" if isinstance(raw, str) and BREAK.fullmatch(raw) else found[0]


def flatten(element: Element, flat: Flat | None = None, skip: frozenset[Element] = frozenset()) -> Flat:
    """The plain text of a settled element with its marks by hand, links and opaque stretches.

    Elements in `skip` (passages of their own inside this one) count for nothing.
    """
    flat = flat or Flat()
    words = visible(element.text)
    flat.add(html.unescape(words) if element.tag in OPAQUE else words)  # code is escaped in the tree
    for child in element:
        _flatten_child(child, flat, skip)
        flat.add(visible(child.tail))
    return flat


def _flatten_child(child: Element, flat: Flat, skip: frozenset[Element]) -> None:
    if child in skip:
        return
    if silent(child):
        if label := note_label(child):
            flat.notes.append(label)
        return
    start = flat.length
    if child.tag == "br":
        flat.add("\n")
        return
    flatten(child, flat, skip)
    if start == flat.length:
        return
    classes = set(child.get("class", "").split())
    if (term := child.get(HAND_ATTRIBUTE)) is not None:
        flat.hand.append(HandMark(start, flat.length, term))
    elif child.tag in OPAQUE or classes & OPAQUE_CLASSES:
        flat.opaque.append(Span(start, flat.length))
    elif child.tag in CLOSED:
        flat.closed.append(Span(start, flat.length))


def escape(root: Element) -> None:
    """Make what a reader should see as `&lt;` be that when the tree is written: Markdown's writer takes it
    for an entity."""
    for node in root.iter():
        if node.tag not in OPAQUE:
            node.text = _escaped(node.text)
        node.tail = _escaped(node.tail)


def _escaped(text: str | None) -> str | None:
    if not text or "&" not in text or isinstance(text, AtomicString):
        return text
    return ENTITY.sub(lambda found: f"&amp;{found[0][1:]}", text)


def visible(text: str | None) -> str:
    """The characters of a text node without placeholders of raw HTML."""
    if not text:
        return ""
    if "\x02" not in text:
        return text
    if AMP_SUBSTITUTE in text:  # an address of mail, every character of it an entity
        text = html.unescape(text.replace(AMP_SUBSTITUTE, "&"))
    return STASHED.sub("", text)


def silent(element: Element) -> bool:
    """Whether an element's words are no part of the passage: note markers and the like."""
    if element.tag == "sup" and element.get("id", "").startswith("fnref"):
        return True
    return bool(SILENT_CLASSES & set(element.get("class", "").split()))


def note_label(element: Element) -> str:
    """The label of the note that a marker points to, or ""."""
    if "data-note" in element.attrib:
        return element.attrib["data-note"]
    link = element.find("a") if element.tag == "sup" else element
    target = link.get("href", "") if link is not None else ""
    return target.partition(":")[2] if target.startswith("#fn") else ""
