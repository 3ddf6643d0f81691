"""Notes of a page: links from raised numbers to the notes' places, found by where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from postil.clean.vocabulary import NOTES_HEADING
from postil.read.formats.blocks import pieces
from postil.read.formats.inline import MARKER, text_of

_LABEL = re.compile(r"[\[(]?\s*(\d{1,4}|[*†‡§]{1,3}|[ivx]{1,6}|[a-z])\s*[\])]?[.:]?", re.IGNORECASE)
_SURE = re.compile(r"[\[(]?\s*(?:\d{1,4}|[*†‡§]{1,3})\s*[\])]?")
_HOLDERS = ("li", "p", "div", "dd", "dt", "tr", "aside", "section", "blockquote")
_BACK = re.compile(
    r"[\[(]?\s*(?:[\^↑↩↵⏎⤴☝«]|\d{1,4}|[a-z]|[*†‡§]{1,3}|back(?: to .{1,20})?|return.{0,20}|jump.{0,20})"
    r"\ufe0e?\ufe0f?\s*[\])]?[.:]?",
    re.IGNORECASE,
)
_MOST = 1200  # words of a note: what is longer is a chapter that a link leads to
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class PageNote:
    """A note and its paragraphs, as Markdown."""

    label: str
    paragraphs: tuple[str, ...]

    def markdown(self) -> str:
        """The note as Markdown writes it."""
        first, *rest = self.paragraphs or ("",)
        return "\n\n".join([f"[^{self.label}]: {first}", *(f"    {one}" for one in rest)])


def take_notes(
    root: HtmlElement, hosts: frozenset[str] = frozenset()
) -> tuple[list[PageNote], list[tuple[str, str]]]:
    """Take the notes out of a tree and put a marker where each was referred to.

    Answers with the notes in the order of their first markers, and what else was taken out: (rule, words).
    """
    order = {element: at for at, element in enumerate(root.iter())}
    places: dict[str, HtmlElement] = {}
    for element in root.iter():
        if isinstance(element.tag, str):
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    places.setdefault(name, element)
    labels: dict[HtmlElement, str] = {}  # body of a note → its label
    used: set[str] = set()
    markers: list[tuple[HtmlElement, str]] = []
    for link in root.iter("a"):
        target = places.get(_fragment(link))
        match = _LABEL.fullmatch(text_of(link))
        if target is None or match is None or order[target] <= order[link]:
            continue
        if not (_SURE.fullmatch(text_of(link)) or _raised(link)):
            continue
        body = _body(target, link)
        if body is None:
            continue
        if body not in labels:
            label = match[1]
            number = 2
            while label in used:
                label, number = f"{match[1]}-{number}", number + 1
            labels[body] = label
            used.add(label)
        markers.append((link, labels[body]))
    starts = set(labels)
    notes = [
        PageNote(label, tuple(_paragraphs(body, label, places, order, starts, hosts)))
        for body, label in labels.items()
    ]
    aside = _headings(root, labels, order)
    for link, label in markers:
        _mark(link, label)
    for body in starts:
        if body.getparent() is not None:
            body.drop_tree()
    return notes, aside


def _fragment(link: HtmlElement) -> str:
    return (link.get("href") or "").partition("#")[2]


def _raised(link: HtmlElement) -> bool:
    """Whether a link stands above the line, as a marker does."""
    return link.find(".//sup") is not None or any(one.tag == "sup" for one in link.iterancestors())


def _body(target: HtmlElement, link: HtmlElement) -> HtmlElement | None:
    """The element that holds the note, or None where the link leads to something else."""
    body = target
    while body is not None and body.tag not in _HOLDERS:
        body = body.getparent()
    if body is None or link in set(body.iter()):
        return None
    words = text_of(body)
    if (
        not words
        or words.count(" ") > _MOST
        or any(body.find(f".//h{level}") is not None for level in range(1, 7))
    ):
        return None
    return body


def _paragraphs(
    body: HtmlElement,
    label: str,
    places: dict[str, HtmlElement],
    order: dict[HtmlElement, int],
    starts: set[HtmlElement],
    hosts: frozenset[str],
) -> Iterator[str]:
    """The note's text without its number and the links back; paragraphs that follow it belong to it as long
    as another note comes below them."""
    for link in list(body.iter("a")):
        target = places.get(_fragment(link))
        back = target is not None and order[target] < order[body]
        if back and (_BACK.fullmatch(text_of(link)) or not text_of(link)):
            link.drop_tree() if link.tail is None else _empty(link)
    found = [piece.text.replace("  \n", " ") for piece in pieces(body, hosts)]
    following = body.getnext()
    further: list[HtmlElement] = []
    while following is not None and following.tag == "p" and body.tag == "p" and following not in starts:
        further.append(following)
        following = following.getnext()
    if following is not None and following in starts:
        for one in further:
            found += [piece.text for piece in pieces(one, hosts)]
            one.drop_tree()
    if found:
        sign = re.escape(label.partition("-")[0])
        found[0] = re.sub(rf"^\W{{0,2}}(?:\^\s*)?{sign}(?!\w)[\])]?[.:]?\s*|^\^\s*", "", _plain(found[0]))
        found[0] = re.sub(r"^[\])]?[.:,)]\s+", "", found[0])  # what stood behind a link back
    yield from (text.strip() for text in found if text.strip(" ^[]()"))


def _plain(text: str) -> str:
    """The text with a raised number at its start as an ordinary one."""
    match = re.match("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", text)
    return match[0].translate(_RAISED) + " " + text[match.end() :].lstrip() if match else text


def _empty(link: HtmlElement) -> None:
    for child in list(link):
        link.remove(child)
    link.text = None


def _headings(
    root: HtmlElement, labels: dict[HtmlElement, str], order: dict[HtmlElement, int]
) -> list[tuple[str, str]]:
    """Take out the headings such as "Notes" that stand over the notes."""
    aside: list[tuple[str, str]] = []
    first = min((order[body] for body in labels), default=0)
    for element in list(root.iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "strong", "summary", "div")):
        words = text_of(element) if len(element) < 4 else ""
        if first - 40 < order.get(element, -1) < first and NOTES_HEADING.fullmatch(words):
            aside.append(("notes-heading", words))
            element.drop_tree()
            break
    return aside


def _mark(link: HtmlElement, label: str) -> None:
    """Put a marker into the place of a link."""
    for child in list(link):
        link.remove(child)
    link.text = None
    link.tag = MARKER
    link.set("label", label)
