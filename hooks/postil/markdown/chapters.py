"""Cutting a parsed text into the pages of its chapters; ids and passage numbers run on through all."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from postil.markdown.flatten import note_label
from postil.markdown.passages import HEADINGS, Outline

LONG = 6000  # words; `split: auto` leaves a shorter text on one page


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a text."""

    heading: str  # id of the chapter's heading; "" for what stands before the first chapter
    title: str
    root: Element
    outline: Outline


def chapter_level(outline: Outline, root: Element, split: str) -> int:
    """The level of the headings that begin a chapter, or 0 for a text that stays on one page.

    `split` is the record's field: `none`, `h1`, `h2`, or `auto`, which cuts a long text at the highest level
    that has several headings.
    """
    levels = [int(child.tag[1]) for child in root if child.tag in HEADINGS]
    if split == "none" or not levels:
        return 0
    if split in ("h1", "h2"):
        wanted = int(split[1])
        return wanted if wanted in levels else 0
    words = sum(len(place.passage.text.split()) for place in outline.places)
    return next((n for n in range(1, 7) if levels.count(n) > 1), 0) if words > LONG else 0


def cut(root: Element, outline: Outline, level: int) -> list[Part]:
    """The parts of a text: what stands before the first chapter, then its chapters. `root` is used up."""
    notes = [child for child in root if child.get("class") == "footnote"]
    pieces: list[list[Element]] = [[]]
    for child in root:
        if child.tag == f"h{level}":
            pieces.append([])
        if child not in notes:
            pieces[-1].append(child)
    parts = [_part(piece, outline, level if at else 0) for at, piece in enumerate(pieces)]
    for block in notes:
        _share_notes(block, [part.root for part in parts])
    return parts


def _part(piece: list[Element], outline: Outline, level: int) -> Part:
    root = Element("div")
    root.extend(piece)
    inside = set(root.iter())
    heading = next((s for s in outline.sections if level and s.id == piece[0].get("id")), None)
    ids = {element.get("id") for element in inside if element.tag in HEADINGS}
    for element in inside:
        if level and element.tag in HEADINGS:  # the chapter's heading is the title of its page
            element.tag = f"h{max(1, int(element.tag[1]) - level + 1)}"
    own = Outline(
        [section for section in outline.sections if section.id in ids],
        [place for place in outline.places if place.element in inside],
    )
    return Part(heading.id if heading else "", heading.title if heading else "", root, own)


def _share_notes(block: Element, roots: list[Element]) -> None:
    """Each note goes where its first marker is; one without a marker to the first part."""
    owner = {label: root for root in reversed(roots) for label in _labels(root)}
    for item in block.iter("li"):
        label = item.get("id", "").partition(":")[2]
        if not label:
            continue
        root = owner.get(label, roots[0])
        notes = next((child for child in root if child.get("class") == "footnote"), None)
        if notes is None:
            notes = SubElement(root, "div", dict(block.attrib))
            SubElement(notes, "hr")
            SubElement(notes, "ol")
        notes[1].append(copy.deepcopy(item))
    for root in roots:
        _unlink_foreign(root)


def _labels(root: Element) -> Iterator[str]:
    return (label for sup in root.iter("sup") if (label := note_label(sup)))


def _unlink_foreign(root: Element) -> None:
    """A further marker of a note that stands on another page keeps its number, without a link; a way back to
    a marker on another page goes."""
    ids = {element.get("id") for element in root.iter()}
    for parent in list(root.iter()):
        for link in [child for child in parent if child.tag == "a"]:
            target = link.get("href", "")
            if re.match(r"#fn(?:ref\d*)?:", target) and target[1:] not in ids:
                if link.get("class") == "footnote-backref":
                    parent.remove(link)
                else:
                    link.tag = "span"
                    del link.attrib["href"]
