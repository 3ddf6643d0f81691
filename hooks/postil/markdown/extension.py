"""The extension object that ties syntax, passages and weaving to one Markdown instance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from postil.markdown.flatten import escape
from postil.markdown.passages import Outline, Place, outline
from postil.markdown.syntax import (
    HAND_ATTRIBUTE,
    Cites,
    Entry,
    HandMarks,
    Locate,
    MissingNotes,
    link_citations,
)
from postil.markdown.weave import Mark, weave
from postil.model import Passage

# After attr_list (8), which strips `{#id}` from the text; before toc and MkDocs' collection of ids (5).
PASSAGES, WEAVING = 7, 6
PASSAGES_NAME = "postil-passages"
# After MkDocs has looked for ids in raw HTML (21), before raw HTML is taken out of the text (20).
RESUMING = 20.5


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page as far as its passages, to be woven and written later: it need not be parsed twice
    (a fifth of the build of a large edition)."""

    source: str  # the Markdown it was made from
    root: Element
    stash: list[str | Element]  # raw HTML that the tree refers to by number
    outline: Outline


@dataclass(frozen=True, slots=True)
class Page:
    """What is woven into one page: marks by passage id, and the terms to list at its end, in order."""

    marks: Mapping[str, Sequence[Mark]] = field(default_factory=dict)
    terms: Sequence[str] = ()  # ids
    heading: str = "Terms in this text"
    meets: Mapping[str, int] = field(default_factory=dict)  # passage id → places elsewhere that are listed
    language: str = ""  # BCP 47, where the text's is not the site's


class Postil(Extension):
    """Set `page` before each conversion; after it `outline` tells what the page holds.

    `page` None leaves paragraphs alone: only the inline syntax is read, as for a glossary entry.
    """

    def __init__(
        self, titles: Mapping[str, str], sigla: Mapping[str, str], locate: Locate, entry: Entry
    ) -> None:
        """`titles`: term id → title; `sigla`: text id → short label; `locate` and `entry` give addresses."""
        super().__init__()
        self.titles, self.sigla, self.locate, self.entry = titles, sigla, locate, entry
        self.page: Page | None = None
        self.parsed: Parsed | None = None  # the next page's, where it is there already
        self.outline = Outline()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        if "attr_list" not in md.treeprocessors:  # generated pages name the parts that search passes over
            md.registerExtensions(["attr_list"], {})
        md.inlinePatterns.register(HandMarks(self.titles), "postil-hand", 178)
        md.inlinePatterns.register(Cites(self.sigla), "postil-cite", 177)
        md.inlinePatterns.register(MissingNotes(), "postil-missing-note", 174)  # after footnotes (175)
        md.preprocessors.register(_Resuming(md, self), "postil-resuming", RESUMING)
        md.treeprocessors.register(_Passages(md, self), PASSAGES_NAME, PASSAGES)
        md.treeprocessors.register(_Weaving(md, self), "postil-weaving", WEAVING)


class _Resuming(Preprocessor):
    """Leaves nothing to parse where the page has been parsed before."""

    def __init__(self, md: Markdown, extension: Postil) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, lines: list[str]) -> list[str]:
        return [] if self._extension.parsed else lines


class _Passages(Treeprocessor):
    def __init__(self, md: Markdown, extension: Postil) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: Element) -> None:
        parsed = self._extension.parsed
        if parsed is not None:
            root[:] = parsed.root[:]
            self.md.htmlStash.rawHtmlBlocks = parsed.stash
            self.md.htmlStash.html_counter = len(parsed.stash)
            self._extension.outline = parsed.outline
        elif self._extension.page is not None:
            self._extension.outline = outline(root, self.md)
        else:
            self._extension.outline = Outline()


def _number(element: Element, passage: Passage) -> None:
    """A link at the head of a passage; its number is drawn by the style sheet, so that it is never copied."""
    label = f"Passage {passage.number}"
    link = Element("a", {"class": "passage-number", "href": f"#{passage.id}", "aria-label": label})
    link.set("data-number", str(passage.number))
    link.tail, element.text = element.text, None
    element.insert(0, link)


def _count(place: Place, count: int) -> None:
    """A link at the end of a passage, drawn like its number: where the same terms meet elsewhere."""
    id_ = place.passage.id
    label = f"{count} {'passage' if count == 1 else 'passages'} elsewhere with the terms of passage {id_[1:]}"
    link = Element("a", {"class": "meet-count", "href": f"#meet-{id_}", "aria-label": label})
    link.set("data-count", str(count))
    inner = [at for at, child in enumerate(place.element) if child in place.skip]
    place.element.insert(inner[0] if inner else len(place.element), link)


class _Weaving(Treeprocessor):
    def __init__(self, md: Markdown, extension: Postil) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: Element) -> None:
        page = self._extension.page
        link_citations(root, self._extension.locate)
        if page is None:
            self._link_entries(root)
            return
        for place in self._extension.outline.places:
            weave(place.element, page.marks.get(place.passage.id, ()), place.skip)
            if page.language:
                place.element.set("lang", page.language)
            if place.passage.kind != "cell":
                _number(place.element, place.passage)
                if count := page.meets.get(place.passage.id):
                    _count(place, count)
        for node in root.iter("span"):  # marks by hand in headings and notes
            node.attrib.pop(HAND_ATTRIBUTE, None)
        escape(root)
        if page.terms:
            ids = [f"term-{term}" for term in page.terms]
            self._list(root, "terms-here", "terms-in-this-text", page.heading, "terms-list", ids)
        if page.meets:
            ids = [f"meet-{id_}" for id_ in page.meets]
            self._list(
                root, "elsewhere", "same-terms-elsewhere", "The same terms elsewhere", "meet-list", ids
            )

    def _link_entries(self, root: Element) -> None:
        """On a page that is no text, a term marked by hand leads to its entry."""
        for node in root.iter("span"):
            if (term := node.attrib.pop(HAND_ATTRIBUTE, None)) and (address := self._extension.entry(term)):
                node.tag = "a"
                node.attrib |= {"class": "entry-link", "href": address}

    def _list(self, root: Element, id_: str, heading: str, title: str, name: str, ids: list[str]) -> None:
        """A list that links on the page lead to. Its entries are written later over these empty ones, whose
        ids are here for everybody who checks anchors."""
        section = SubElement(root, "section", {"id": id_})
        SubElement(section, "h2", {"id": heading, "data-search-exclude": ""}).text = title
        entries = SubElement(section, "div", {"class": name})
        for one in ids:
            SubElement(entries, "span", {"id": one})
