"""Notes: shown by the label that the text gave them, those that the text lacks among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from postil.markdown.flatten import flatten, note_label, silent
from postil.model import Note

NOT_THERE = "Note not in the source."
BACK = "\u21a9"
NO_BREAK_SPACE = "\x02qq3936677670287331zz\x03"  # as the footnotes extension leaves it in its tree


def name_notes(root: Element, refs: Mapping[str, Iterable[str]]) -> tuple[list[Note], list[str]]:
    """The notes of a page, and the labels of markers without a note; `refs`: label → ids of passages.

    Markers and notes get their labels. A missing note gets a line in the list, and its marker leads there.
    """
    missing: dict[str, Element] = {}
    for marker in root.iter("sup"):
        if label := note_label(marker):
            if "data-note" in marker.attrib:
                missing.setdefault(label, marker)
            elif len(marker):
                marker[0].text = label
    notes = [note for block in _blocks(root) for note in _named(block, refs)]
    if missing:
        _add_missing(root, missing)
    return notes, list(missing)


def _blocks(root: Element) -> list[Element]:
    return [child for child in root if child.tag == "div" and child.get("class") == "footnote"]


def _named(block: Element, refs: Mapping[str, Iterable[str]]) -> Iterable[Note]:
    block.set("role", "doc-endnotes")
    for item in block.iter("li"):
        label = _label(item)
        if label:
            _set_number(item, label)
            _describe_backlinks(item, label, label in refs)
            paragraphs = [flatten(part).text.replace(NO_BREAK_SPACE, "").strip() for part in item]
            yield Note(label, "\n".join(filter(None, paragraphs)), tuple(refs.get(label, ())))


def _label(item: Element) -> str:
    """The label of a note in the list, from its id `fn:23`."""
    return item.get("id", "").partition(":")[2]


def _set_number(item: Element, label: str) -> None:
    if label.isdecimal():
        item.set("value", label)


def _describe_backlinks(item: Element, label: str, used: bool) -> None:
    """A backlink says which note it returns from; a note without a marker has nothing to go back to."""
    for parent in list(item.iter()):
        for link in [child for child in parent if child.tag == "a" and silent(child)]:
            if used:
                link.set("title", f"Back to the text at note {label}")
            else:
                parent.remove(link)


def _add_missing(root: Element, missing: Mapping[str, Element]) -> None:
    """A line in the list of notes for each marker that has none, in the order of numbers."""
    block = next(iter(_blocks(root)), None)
    if block is None:
        block = SubElement(root, "div", {"class": "footnote", "role": "doc-endnotes"})
        SubElement(block, "hr")
        SubElement(block, "ol")
    notes = next(child for child in block if child.tag == "ol")
    for label, marker in missing.items():
        marker.set("id", f"fnref:{label}")
        marker.text = None
        SubElement(marker, "a", {"class": "footnote-ref", "href": f"#fn:{label}"}).text = label
        item = Element("li", {"id": f"fn:{label}", "class": "not-stated"})
        _set_number(item, label)
        line = SubElement(item, "p")
        line.text = NOT_THERE + " "
        title = f"Back to the text at note {label}"
        back = {"class": "footnote-backref", "href": f"#fnref:{label}", "title": title}
        SubElement(line, "a", back).text = BACK
        notes.append(item)
    notes[:] = sorted(notes, key=lambda item: _order(_label(item)))


def _order(label: str) -> tuple[bool, int]:
    """Numbers in their order, other labels where they are: behind them."""
    return (False, int(label)) if label.isdecimal() else (True, 0)
