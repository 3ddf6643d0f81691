"""Putting terms into a passage: stretches of its plain text become links or plain spans in its tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from postil.markdown.flatten import STASHED, Flat, _flatten_child
from postil.markdown.syntax import HAND_ATTRIBUTE


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a passage and the term that it mentions."""

    start: int
    end: int
    term: str
    linked: bool = True  # else its words stay plain, and a script may make a link of them


def weave(element: Element, marks: Sequence[Mark], skip: frozenset[Element]) -> None:
    """Put each mark's stretch into an element that names its term. `marks` are sorted and disjoint.

    A mark that begins in one element and ends in another becomes one element where a common parent can hold
    it, else one in each.
    """
    if marks:
        _weave(element, 0, list(marks), skip)
    for node in element.iter():
        node.attrib.pop(HAND_ATTRIBUTE, None)


@dataclass(frozen=True, slots=True)
class _Token:
    """A text node or a child element with the stretch of the passage that it covers."""

    start: int
    end: int
    text: str = ""
    child: Element | None = None


def _weave(node: Element, start: int, marks: list[Mark], skip: frozenset[Element]) -> None:
    tokens = _tokens(node, start, skip)
    here: list[Mark] = []
    for mark in marks:
        here += _split(mark, [token for token in tokens if token.child is not None])
    for token in tokens:
        if token.child is not None and token.end > token.start:
            inside = [mark for mark in here if token.start <= mark.start and mark.end <= token.end]
            if inside and token.child.tag != "br":
                _weave(token.child, token.start, inside, skip)
                here = [mark for mark in here if mark not in inside]
    _Writer(node).write(tokens, here)


def _tokens(node: Element, start: int, skip: frozenset[Element]) -> list[_Token]:
    tokens: list[_Token] = []
    position = start

    def text(value: str | None) -> None:
        nonlocal position
        done = 0
        value = value or ""
        for stashed in STASHED.finditer(value) if "\x02" in value else ():
            plain = value[done : stashed.start()]
            tokens.append(_Token(position, position + len(plain), plain))
            position += len(plain)
            tokens.append(_Token(position, position, stashed[0]))
            done = stashed.end()
        tokens.append(_Token(position, position + len(value) - done, value[done:]))
        position += len(value) - done

    text(node.text)
    for child in node:
        width = Flat()
        _flatten_child(child, width, skip)
        tokens.append(_Token(position, position + width.length, child=child))
        position += width.length
        text(child.tail)
    return tokens


def _split(mark: Mark, children: list[_Token]) -> list[Mark]:
    """A mark cut at the edges of the children that it overlaps only in part."""
    cuts = {mark.start, mark.end}
    for child in children:
        overlaps = child.start < mark.end and mark.start < child.end
        covers = mark.start <= child.start and child.end <= mark.end
        inside = child.start <= mark.start and mark.end <= child.end
        if overlaps and not covers and not inside:
            cuts |= {edge for edge in (child.start, child.end) if mark.start < edge < mark.end}
    edges = sorted(cuts)
    return [replace(mark, start=a, end=b) for a, b in pairwise(edges)]


class _Writer:
    """Writes a node's content anew, opening and closing marks on the way."""

    def __init__(self, node: Element) -> None:
        self._node = self._into = node

    def write(self, tokens: list[_Token], marks: list[Mark]) -> None:
        node = self._node
        node.text = None
        for child in list(node):
            node.remove(child)
            child.tail = None
        waiting = marks[::-1]
        current: Mark | None = None
        for token in tokens:
            position = token.start
            if current and current.end <= position:
                self._close()
                current = None
            if token.end == token.start:  # raw HTML or a note marker: a link may not reach around either
                self._put_empty(token, current)
                continue
            while position < token.end:
                if current is None and waiting and waiting[-1].start == position:
                    current = waiting.pop()
                    self._open(current)
                stop = current.end if current else waiting[-1].start if waiting else token.end
                stop = min(stop, token.end)
                if token.child is not None:
                    self._into.append(token.child)
                    stop = token.end
                else:
                    self._text(token.text[position - token.start : stop - token.start])
                position = stop
                if current and current.end <= position:
                    self._close()
                    current = None

    def _put_empty(self, token: _Token, current: Mark | None) -> None:
        if token.child is None and not token.text:
            return
        if current:
            self._close()
        if token.child is not None:
            self._into.append(token.child)
        else:
            self._text(token.text)
        if current:
            self._open(current)

    def _open(self, mark: Mark) -> None:
        if mark.linked:
            attributes = {"class": "term", "data-term": mark.term, "href": f"#term-{mark.term}"}
        else:
            attributes = {"class": "mention", "data-term": mark.term}
        self._into = SubElement(self._node, "a" if mark.linked else "span", attributes)

    def _close(self) -> None:
        self._into = self._node

    def _text(self, text: str) -> None:
        into = self._into
        if len(into):
            into[-1].tail = (into[-1].tail or "") + text
        else:
            into.text = (into.text or "") + text
