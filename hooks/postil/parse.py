"""The parse step: a source's Markdown becomes sections, numbered passages, notes and citations.

The page is parsed by Python-Markdown with the site's own extensions, the same that render it later, so that
what is numbered here is what a reader will see (measured: 5 MB of prose a second).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown

from postil.citations import find, without_code
from postil.markdown.chapters import Part, chapter_level, cut
from postil.markdown.extension import PASSAGES_NAME, Page, Parsed, Postil
from postil.markdown.passages import Outline
from postil.markdown.syntax import HAND
from postil.model import Place, Source, Text, TextPage
from postil.problems import Code, Problems, did_you_mean

# The Markdown of a chapter's page: its tree has been cut out of the whole text's.
CHAPTER = "<!--postil:chapter-->"
DEFAULT_EXTENSIONS: tuple[str, ...] = ("toc", "tables", "fenced_code", "footnotes", "attr_list", "md_in_html")


class Parser:
    """Parses many texts with one set of Markdown extensions."""

    def __init__(
        self,
        extensions: Sequence[Any] = DEFAULT_EXTENSIONS,
        configs: Mapping[str, Any] | None = None,
        titles: Mapping[str, str] | None = None,
        sigla: Mapping[str, str] | None = None,
    ) -> None:
        """`extensions` and `configs` as Python-Markdown takes them; `titles`: term id → title; `sigla`: text
        id → short label."""
        self._postil = Postil(titles or {}, sigla or {}, lambda text, passage: None, lambda term: None)
        self._postil.page = Page()
        own = [*extensions, self._postil]
        self._md = Markdown(extensions=own, extension_configs=dict(configs or {}))
        self._last = self._md.treeprocessors[PASSAGES_NAME]
        self.parsed: dict[str, Parsed] = {}  # path of a page → the page, ready to be woven; for one use

    def parse(self, source: Source, problems: Problems) -> Text:
        """The structure of one source; its badly written citations become problems."""
        outline, root = self._outline(source)
        if source.cleaned is not None:
            _disarm(root)
        if source.cleaned is not None:  # whoever cleaned the raw text knows its lines
            for finding in source.cleaned.findings:
                place = Place(source.place.path, finding.line)
                problems.add(Code(finding.code), place, finding.message)
        else:
            self._check_notes(source, outline, problems)
        return Text(
            source,
            self._pages(source, outline, root),
            tuple(outline.sections),
            tuple(place.passage for place in outline.places),
            tuple(outline.notes),
            (*source.citations, *find(source.body, source.place, problems)),
            tuple(outline.outside),
        )

    def _check_notes(self, source: Source, outline: Outline, problems: Problems) -> None:
        for label in outline.missing_notes:
            place = _line(source, f"[^{label}]")
            problems.add(Code.NOTE_MISSING, place, f"note {label} is not in the source")
        for note in outline.notes:
            if not note.refs:
                place = _line(source, f"[^{note.label}]:")
                problems.add(Code.NOTE_UNUSED, place, f"no marker points to note {note.label}")

    def _pages(self, source: Source, outline: Outline, root: Element) -> tuple[TextPage, ...]:
        """The text's pages; each one's tree is kept for when it is rendered."""
        stash = self._md.htmlStash.rawHtmlBlocks
        own, title = f"texts/{source.id}.md", source.work.title
        level = chapter_level(outline, root, source.split)
        parts = cut(root, outline, level) if level else [Part("", title, root, outline)]
        pages: list[TextPage] = []
        for part in parts:
            path = f"texts/{source.id}/{chapter_id(part.heading)}.md" if part.heading else own
            numbers = [place.passage.number for place in part.outline.places]
            after = pages[-1].last if pages else 0
            first, last = (numbers[0], numbers[-1]) if numbers else (after + 1, after)
            anchors = frozenset(one.get("id", "") for one in part.root.iter()) if level else frozenset()
            pages.append(TextPage(path, part.title or title, first, last, anchors))
            body = CHAPTER if part.heading else source.body
            self.parsed[path] = Parsed(body, part.root, list(stash), part.outline)
        return tuple(pages)

    def _outline(self, source: Source) -> tuple[Outline, Element]:
        """What `Markdown.convert` does, as far as the passages; the tree is kept for the page."""
        md = self._md.reset()
        lines = source.body.split("\n")
        for preprocessor in md.preprocessors:
            lines = preprocessor.run(lines)
        root: Element = md.parser.parseDocument(lines).getroot()  # type: ignore[assignment]
        for processor in md.treeprocessors:
            root = processor.run(root) or root
            if processor is self._last:
                break
        return self._postil.outline, root


def chapter_id(heading: str) -> str:
    """The last part of a chapter's address, told from the addresses of the text's other pages."""
    return f"{heading}-chapter" if heading in ("original", "prepared", "index") else heading


def _disarm(root: Element) -> None:
    """A raw text may come from anybody: a link in it leads to a page or a mail address, or nowhere."""
    for link in root.iter("a"):
        scheme = urlsplit(link.get("href", "")).scheme.lower()
        if scheme not in ("", "http", "https", "mailto"):
            link.tag = "span"
            del link.attrib["href"]


def check_hand_marks(body: str, place: Place, known: Mapping[str, str], problems: Problems) -> None:
    """Report each `[[…]]` in a piece of Markdown that names no term."""
    if "[[" not in body:
        return
    source = without_code(body)
    for found in re.finditer(HAND, source):
        term = found[1].strip()
        if term in known or (not term and found[2]):
            continue
        line = place.line + source.count("\n", 0, found.start())
        column = found.start() - source.rfind("\n", 0, found.start())
        at = Place(place.path, line, column)
        if not re.fullmatch(r"[a-z0-9-]+", term):
            advice = "ids hold only a-z, 0-9 and hyphens; words to show come after a bar: `[[term-id|words]]`"
            problems.add(Code.BAD_ID, at, f"`{found[0]}` names no term: `{term}` cannot be an id", advice)
            continue
        advice = did_you_mean(term, known, f"add glossary/{term}.md", "`[[{}]]`")
        problems.add(Code.UNKNOWN_TERM, at, f"`{found[0]}` names a term that does not exist", advice)


def _line(source: Source, marker: str) -> Place:
    """Where a piece of Markdown stands."""
    at = source.body.find(marker)
    return Place(source.place.path, source.place.line + source.body.count("\n", 0, max(at, 0)))
