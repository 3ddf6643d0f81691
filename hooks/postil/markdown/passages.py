"""Finding the passages, sections and notes of a parsed page, and giving each its id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import slugify, unique

from postil.markdown.blocks import block, passage
from postil.markdown.flatten import flatten, settle
from postil.markdown.notes import name_notes
from postil.model import Block, Note, Passage, PassageKind, Section

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {
    *("p", "ul", "ol", "dl", "blockquote", "pre", "table", "div", "section", "figure", "details", "hr"),
}
KINDS: dict[str, PassageKind] = {
    **{"blockquote": "quote", "li": "item", "dd": "item", "dt": "item"},
    **{"td": "cell", "th": "cell", "caption": "caption", "figcaption": "caption"},
}
LEAVES = {"p", "td", "th", "dt", "caption", "figcaption"}
OURS = re.compile(r"^(?:p[0-9]+|term-.+|terms-(?:here|in-this-text))$")  # ids that a heading may not take
SKIPPED = {"pre", "script", "style", "summary", "hr"}


@dataclass(frozen=True, slots=True)
class Place:
    """A passage and the element that holds it."""

    passage: Passage
    element: Element
    skip: frozenset[Element]  # passages of their own inside the element


@dataclass(slots=True)
class Outline:
    """What a page holds, in the order of reading."""

    sections: list[Section] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    missing_notes: list[str] = field(default_factory=list)  # labels of markers without a note
    outside: list[Block] = field(default_factory=list)  # the words of headings, then of notes


def outline(root: Element, md: Markdown) -> Outline:
    """Number every passage below `root` and say what is there; ids are set in the tree."""
    settle(root, md)
    found = Outline()
    used = {node.attrib["id"] for node in root.iter() if "id" in node.attrib}
    refs: dict[str, list[str]] = {}
    section: str | None = None
    for element, kind, skip in _blocks(root, "paragraph"):
        element.text = element.text.lstrip() if element.text else None
        flat = flatten(element, skip=skip)
        if element.tag in HEADINGS:
            section = element.get("id") or unique(OURS.sub(r"section-\g<0>", slugify(flat.text, "-")), used)
            element.set("id", section)
            heading = block(section, section, "heading", [flat])
            found.outside.append(heading)
            found.sections.append(Section(section, heading.text, int(element.tag[1])))
        elif flat.text.strip():
            made = passage(f"p{len(found.places) + 1}", section, kind, flat)
            _set_id(element, made.id)
            found.places.append(Place(made, element, skip))
            for label in flat.notes:
                refs.setdefault(label, []).append(made.id)
    notes, found.missing_notes = name_notes(root, refs)
    found.notes = [note for note, _ in notes]
    found.outside += [words for _, words in notes]
    return found


def _set_id(element: Element, id_: str) -> None:
    """Give a passage its id; an id that its author gave it moves to an anchor inside."""
    if own := element.get("id"):
        anchor = Element("span", {"id": own})
        anchor.tail, element.text = element.text, None
        element.insert(0, anchor)
    element.set("id", id_)
    element.set("class", f"{element.get('class', '')} passage".strip())


def _blocks(parent: Element, kind: PassageKind) -> Iterator[tuple[Element, PassageKind, frozenset[Element]]]:
    """Headings and the innermost blocks that hold words, with their kind and the blocks inside them."""
    for child in parent:
        classes = child.get("class", "").split()
        if child.tag in SKIPPED or "footnote" in classes or "admonition-title" in classes:
            continue
        inner = KINDS.get(child.tag, kind)
        if child.tag in HEADINGS or child.tag in LEAVES:
            yield child, inner, frozenset()
        elif child.tag in ("li", "dd"):
            nested = frozenset(part for part in child if part.tag in BLOCKS)
            if flatten(child, skip=nested).text.strip():
                yield child, inner, nested
            yield from _blocks(child, inner)
        elif child.tag in BLOCKS or len(child):
            yield from _blocks(child, inner)
