"""Notes: shown by the label that the text gave them, those that the text lacks among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase
from xml.etree.ElementTree import Element, SubElement

from postil.markdown.blocks import block
from postil.markdown.flatten import flatten, note_label
from postil.model import Block, Note

NOT_THERE = "Note not in the source."
BACK = "\u21a9\ufe0e"  # the arrow as a letter: phones make a picture of it otherwise
BACKLINK = "footnote-backref"


def name_notes(
    root: Element, refs: Mapping[str, Iterable[str]]
) -> tuple[list[tuple[Note, Block]], list[str]]:
    """The notes of a page with their words, and the labels of markers without a note; `refs`: label → ids of
    passages.

    Markers and notes get their labels, and each note a way back to each of its markers. A missing note gets
    a line in the list, and its markers lead there.
    """
    missing: dict[str, list[Element]] = {}
    for marker in root.iter("sup"):
        if label := note_label(marker):
            if "data-note" in marker.attrib:
                missing.setdefault(label, []).append(marker)
            elif len(marker):
                _name_marker(marker[0], label)
    notes = [note for listed in _lists(root) for note in _notes(listed, refs)]
    if missing:
        _add_missing(root, missing)
    if blocks := _lists(root):
        markers: dict[str, list[tuple[str, str]]] = {}
        for label, id_, place in _markers(root, "the heading"):
            markers.setdefault(label, []).append((id_, place))
        for item in (item for block in blocks for item in block.iter("li")):
            _lead_back(item, markers.get(_label(item), []))
    return notes, list(missing)


def _name_marker(link: Element, label: str) -> None:
    link.text = label
    link.set("aria-label", f"Note {label}")


def _lists(root: Element) -> list[Element]:
    return [child for child in root if child.tag == "div" and child.get("class") == "footnote"]


def _notes(listed: Element, refs: Mapping[str, Iterable[str]]) -> Iterator[tuple[Note, Block]]:
    listed.set("role", "doc-endnotes")
    for item in listed.iter("li"):
        if label := _label(item):
            if label.isdecimal():
                item.set("value", label)
            words = block(f"fn:{label}", None, "note", map(flatten, item))
            yield Note(label, words.text, tuple(refs.get(label, ()))), words


def _label(item: Element) -> str:
    """The label of a note in the list, from its id `fn:23`."""
    return item.get("id", "").partition(":")[2]


def _markers(node: Element, place: str) -> Iterator[tuple[str, str, str]]:
    """The label of each marker, its own id and the place it stands in ("¶7"), in reading order."""
    for child in node:
        id_ = child.get("id", "")
        if child.tag == "sup" and id_.startswith("fnref"):
            yield note_label(child), id_, place
        elif "passage" in child.get("class", "").split():
            yield from _markers(child, f"¶{id_[1:]}")
        else:
            yield from _markers(child, f"note {_label(child)}" if id_.startswith("fn:") else place)


def _lead_back(item: Element, markers: list[tuple[str, str]]) -> None:
    """Links from a note to its markers: `↩`, or where there are several `↩ a`, `b` and so on. A note
    without a marker has nothing to go back to."""
    line = None
    for parent in list(item.iter()):
        for link in [child for child in parent if child.get("class") == BACKLINK]:
            line = parent
            parent.remove(link)
    if line is None:
        return
    for at, (id_, place) in enumerate(markers):
        letter = (ascii_lowercase[at] if at < len(ascii_lowercase) else str(at + 1)) * (len(markers) > 1)
        named = f"Back to {place} ({letter})" if letter else f"Back to {place}"
        link = SubElement(line, "a", {"class": BACKLINK, "href": f"#{id_}", "aria-label": named})
        link.text = f"{BACK} {letter}".strip() if at == 0 else letter
        link.tail = " " if at + 1 < len(markers) else None


def _add_missing(root: Element, missing: Mapping[str, list[Element]]) -> None:
    """A line in the list of notes for each label that has none, in the order of numbers."""
    listed = next(iter(_lists(root)), None)
    if listed is None:
        listed = SubElement(root, "div", {"class": "footnote", "role": "doc-endnotes"})
        SubElement(listed, "hr")
        SubElement(listed, "ol")
    notes = next(child for child in listed if child.tag == "ol")
    for label, markers in missing.items():
        for at, marker in enumerate(markers, 1):
            marker.set("id", f"fnref{at if at > 1 else ''}:{label}")
            marker.text = None
            _name_marker(SubElement(marker, "a", {"class": "footnote-ref", "href": f"#fn:{label}"}), label)
        item = Element("li", {"id": f"fn:{label}", "class": "not-stated"})
        if label.isdecimal():
            item.set("value", label)
        line = SubElement(item, "p")
        line.text = NOT_THERE + " "
        SubElement(line, "a", {"class": BACKLINK})
        notes.append(item)
    notes[:] = sorted(notes, key=lambda item: _order(_label(item)))


def _order(label: str) -> tuple[bool, int]:
    """Numbers in their order, other labels where they are: behind them."""
    return (False, int(label)) if label.isdecimal() else (True, 0)
