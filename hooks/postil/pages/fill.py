"""What is filled into rendered pages at `<!--postil:name-->`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from postil.chain import Edition
from postil.markdown.extension import Page
from postil.markdown.weave import Mark
from postil.model import Comparison, Term, Text, TextPage
from postil.pages.render import (
    Addresses,
    Portable,
    UrlOf,
    comparison_page,
    prepared_page,
    template,
    term_page,
)
from postil.pages.views import entry as entry_views
from postil.pages.views import lists as lists_views
from postil.pages.views import text as text_views
from postil.pages.views.common import sort_key

MARKER = re.compile(r"<!--postil:(\w+)-->")
TERMS_LIST = re.compile(r'<div class="terms-list">(?:\s|<span id="[^"]*"></span>)*</div>')
# Filled before the search index reads a page: people's own words. Contexts and lists repeat what stands in
# other pages, and are filled after it.
SEARCHED = {"table", "kind"}


class Filler:
    """Fills the pages of one edition. `url_of` gives the address of the page made from a source path."""

    def __init__(self, edition: Edition, url_of: UrlOf) -> None:
        self._edition = edition
        self._index = edition.index
        self._url_of = url_of
        self._portable = Portable(edition.index)
        self._texts = {page.path: (text, page) for text in self._index.texts.values() for page in text.pages}
        self._prepared = {prepared_page(text.id): text for text in self._index.texts.values()}
        self._terms = {term_page(term.id): term for term in self._index.terms.values()}
        self._comparisons = {comparison_page(c.id): c for c in self._index.glossary.comparisons}
        self._relations = entry_views.relations(self._index)
        self._heads: dict[tuple[str, str], text_views.Head] = {}  # by term and address of the entry

    def page(self, path: str) -> Page | None:
        """What to weave into the page made from the source `path`; None for a page that is no text."""
        if path not in self._texts:
            return None
        text, page = self._texts[path]
        marks: dict[str, list[Mark]] = {}
        for one in self._index.occurrences[text.id]:
            if one.marked and page.holds(one.passage):
                marks.setdefault(one.passage, []).append(Mark(one.start, one.end, one.term))
        language = text.source.work.language
        foreign = language if language != self._edition.settings.language else ""
        return Page(marks, tuple(self._listed(text, page)), language=foreign)

    def _listed(self, text: Text, page: TextPage) -> list[str]:
        """The terms of a page in the order of the alphabet."""
        found = {one.term for one in self._index.occurrences[text.id] if page.holds(one.passage)}
        return sorted(found, key=lambda id_: sort_key(self._index.terms[id_].title))

    def fill(self, path: str, html: str, searched: bool) -> str:
        """The page's HTML with its markers filled: those that search reads, or all the others."""
        if searched and "<!--postil:" not in html:
            return html
        to = Addresses(path, self._url_of)

        def put(found: re.Match[str]) -> str:
            return self._part(found[1], path, to) if (found[1] in SEARCHED) == searched else found[0]

        filled = MARKER.sub(put, html)
        if path in self._texts and not searched:
            text, page = self._texts[path]
            listed = TERMS_LIST.sub(lambda _: self._here(text, page, to), filled)
            filled = self._headed(text, page, to, listed)
        return filled

    def _part(self, name: str, path: str, to: Addresses) -> str:
        parts: dict[str, Callable[[Addresses], str]] = {
            "texts": self._list_texts,
            "glossary": self._list_terms,
            "comparisons": self._list_comparisons,
        }
        if name in parts:
            return parts[name](to)
        if path in self._terms:
            return self._entry(name, self._terms[path], to)
        if name == "prepared" and path in self._prepared:
            return template("prepared.html.j2").render(text_views.prepared(self._prepared[path], to))
        if name == "table" and path in self._comparisons:
            return self._table(self._comparisons[path], to)
        return ""

    def _here(self, text: Text, page: TextPage, to: Addresses) -> str:
        terms = [
            text_views.here(self._index, term, text, page, to, self._head(self._index.terms[term], to))
            for term in self._listed(text, page)
        ]
        return template("here.html.j2").render(terms=terms)

    def _head(self, term: Term, to: Addresses) -> text_views.Head:
        """What is the same wherever a term is listed on a page of the same depth; made once."""
        entry = to(term_page(term.id))
        if (term.id, entry) not in self._heads:
            definition = to.settle(self._portable.inline(term.definition))
            view = {
                "title": term.title,
                "entry": entry,
                "native": entry_views.native(term),
                "definition": definition,
            }
            html = template("here_head.html.j2").render(view)
            texts = entry_views.texts_of(self._index, term)
            links = template("here_links.html.j2").render(entry=entry, texts=texts).splitlines()
            named = zip(self._index.by_text(term.id), map(Markup, links), strict=True)
            self._heads[term.id, entry] = text_views.Head(entry, Markup(html), dict(named))
        return self._heads[term.id, entry]

    def _entry(self, name: str, term: Term, to: Addresses) -> str:
        cite = self._cite(to)
        parts: dict[str, Callable[[], dict[str, Any]]] = {
            "kind": lambda: {"term": term},
            "names": lambda: {"names": entry_views.names(self._index, term, to)},
            "senses": lambda: entry_views.senses(self._index, term, cite),
            "dates": lambda: entry_views.dates(term, cite),
            "related": lambda: entry_views.related(self._index, term, self._relations, to),
            "passages": lambda: entry_views.passages(self._index, term, to),
            "together": lambda: {"others": entry_views.together(self._index, term, to)},
        }
        return template(f"{name}.html.j2").render(parts[name]()) if name in parts else ""

    def _cite(self, to: Addresses) -> Callable[[str], Markup]:
        return lambda raw: to.settle(self._portable.inline(raw))

    def _headed(self, text: Text, page: TextPage, to: Addresses, html: str) -> str:
        """The page with the text's record below its title, which is put there where the text has none; a
        chapter has the way to its neighbours instead."""
        way = text_views.chapters(text, page, to)
        if way["contents"]:
            top, end = (
                template("way.html.j2").render(way, top=True),
                template("way.html.j2").render(way, top=False),
            )
            return top + html + end
        record = template("record.html.j2").render(text_views.record(self._index, text, to))
        record += template("contents.html.j2").render(way) if way["chapters"] else ""
        heading, close, rest = html.partition("</h1>")
        if close:
            return heading + close + record + rest
        return str(Markup("<h1>{}</h1>\n").format(text.source.work.title)) + record + html

    def _list_texts(self, to: Addresses) -> str:
        return template("texts.html.j2").render(texts=lists_views.texts(self._index, to))

    def _list_terms(self, to: Addresses) -> str:
        return template("glossary.html.j2").render(lists_views.glossary(self._index, to, self._portable))

    def _list_comparisons(self, to: Addresses) -> str:
        listed = [
            (
                one.title,
                to(comparison_page(one.id)),
                [(self._index.terms[id_].title, to(term_page(id_))) for id_ in one.terms],
                to.settle(self._portable.block(one.intro)),
            )
            for one in self._index.glossary.comparisons
        ]
        return template("comparisons.html.j2").render(comparisons=listed)

    def _table(self, comparison: Comparison, to: Addresses) -> str:
        names = [(id_, self._index.terms[id_].title) for id_ in comparison.terms]
        rows = [
            (
                aspect,
                [
                    (id_, name, to.settle(self._portable.inline(cell)))
                    for (id_, name), cell in zip(names, cells, strict=True)
                ],
            )
            for aspect, cells in comparison.rows
        ]
        terms = [(id_, name, to(term_page(id_))) for id_, name in names]
        return template("table.html.j2").render(title=comparison.title, terms=terms, rows=rows)
