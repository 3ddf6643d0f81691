"""What Postil adds to Markdown inside a line: `[[term]]`, `[[|words]]`, `[@text, ¶3]`, missing notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor

from postil.citations import CITATION

HAND = r"\[\[([^\[\]|\n]*)(?:\|([^\[\]\n]+))?\]\]"
HAND_ATTRIBUTE = "data-postil-hand"  # carries a mark by hand from here to the passages; never published
CITE_ATTRIBUTE = "data-postil-cite"  # carries a citation from here to `link_citations`; never published

# The last of several passages that a citation names. Its link leads to the first; a script adds the rest.
RANGE_ATTRIBUTE = "data-to"

# What Python-Markdown takes from an inline processor: the element and the stretch that it stands for.
# Its type stubs know only the older patterns, hence the ignored overrides below.
Handled = tuple[Element, int, int]

Entry = Callable[[str], str | None]  # term id → address of its entry, or None
Locate = Callable[
    [str, str], str | None
]  # text id, passage id → address, or None where there is no such passage


class HandMarks(InlineProcessor):
    """`[[term-id]]` and `[[term-id|words]]` mark a term by hand; `[[|words]]` says that it is none."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__(HAND)
        self._titles = titles

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # type: ignore[override]  # noqa: N802
        term, words = m[1].strip(), m[2]
        span = Element("span", {HAND_ATTRIBUTE: term})
        span.text = words or self._titles.get(term, term.replace("-", " "))
        return span, m.start(0), m.end(0)


class Cites(InlineProcessor):
    """A citation is named by the text's siglum. It becomes a link when its page is woven (`link_citations`):
    here the text that it cites may not have been parsed yet."""

    def __init__(self, sigla: Mapping[str, str]) -> None:
        super().__init__(CITATION.pattern)
        self._sigla = sigla

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # type: ignore[override]  # noqa: N802
        first, last = m["first"], m["last"]
        link = Element("span", {"class": "cite", CITE_ATTRIBUTE: f"{m['text']} p{int(first)}"})
        if last and int(last) > int(first):
            link.set(RANGE_ATTRIBUTE, f"p{int(last)}")
        passages = f"¶{first}–{last}" if last else f"¶{first}"
        link.text = f"{self._sigla.get(m['text'], m['text'])}, {passages}"
        return link, m.start(0), m.end(0)


class MissingNotes(InlineProcessor):
    """A note marker whose note the text does not hold; `notes.py` gives it a line in the list of notes."""

    def __init__(self) -> None:
        super().__init__(r"\[\^([^\]\s]{1,12})\]")

    def handleMatch(self, m: re.Match[str], data: str) -> Handled:  # type: ignore[override]  # noqa: N802
        marker = Element("sup", {"class": "note-missing", "data-note": m[1]})
        marker.text = m[1]
        return marker, m.start(0), m.end(0)


def link_citations(root: Element, locate: Locate) -> None:
    """Make each citation a link to its passage, where there is one."""
    for span in root.iter("span"):
        if cited := span.attrib.pop(CITE_ATTRIBUTE, ""):
            address = locate(*cited.split(" "))
            if address:
                span.tag = "a"
                span.set("href", address)
            else:
                span.attrib.pop(RANGE_ATTRIBUTE, None)
