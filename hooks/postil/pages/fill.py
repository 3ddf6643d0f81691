"""What is filled into rendered pages at `<!--postil:name-->`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from postil.chain import Edition
from postil.markdown.extension import Page
from postil.markdown.weave import Mark
from postil.model import Comparison, Term, Text, TextPage
from postil.pages.around import Around, Part
from postil.pages.render import (
    Addresses,
    Portable,
    UrlOf,
    comparison_page,
    disagreement_page,
    prepared_page,
    study_page,
    template,
    term_page,
)
from postil.pages.views import (
    compare,
    comparison,
    concept_map,
    data,
    disagreement,
    entry,
    lists,
    profile,
    study,
    timeline,
)
from postil.pages.views import text as text_views
from postil.pages.views.cite import cite
from postil.pages.views.common import sort_key
from postil.pages.views.meet import Meeting, Meetings, meet
from postil.pages.views.metadata import Metadata
from postil.pages.views.place import place
from postil.profile import profiles
from postil.read.history import last_changes

MARKER = re.compile(r"<!--postil:(\w+)-->")
LIST = re.compile(r'<div class="(terms|meet)-list">(?:\s|<span id="[^"]*"></span>)*</div>')
# Filled before the search index reads a page: people's own words. Contexts and lists repeat what stands in
# other pages, and are filled after it.
SEARCHED = {"table", "kind", "claims", "years", "study_questions"}
LISTS = {
    **lists.PARTS,
    **profile.PARTS,
    **data.PARTS,
    **compare.PARTS,
    **concept_map.PARTS,
    **study.LISTS,
    **timeline.PARTS,
}  # parts that are about no single page


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says of it."""

    description: str  # one or two sentences, fit for an attribute
    html: str


class Filler:
    """Fills the pages of one edition. `url_of` gives the address of the page made from a source path; `name`
    is the site's name and `root` its address on the web, "" where nobody has said."""

    def __init__(self, edition: Edition, url_of: UrlOf, name: str = "", root: str = "") -> None:
        self._edition = edition
        self._name, self._root = name, root
        self._index = edition.index
        self._url_of = url_of
        self._portable = Portable(edition.index)
        self._texts = {page.path: (text, page) for text in self._index.texts.values() for page in text.pages}
        self._profiles = profiles(self._index)
        self._subjects: dict[str, tuple[Mapping[str, Part], object]] = {
            **{prepared_page(one.id): (text_views.PARTS, one) for one in self._index.texts.values()},
            **{term_page(one.id): (entry.PARTS, one) for one in self._index.terms.values()},
            **{comparison_page(one.id): (comparison.PARTS, one) for one in self._index.glossary.comparisons},
            **{
                disagreement_page(one.id): (disagreement.PARTS, one)
                for one in self._index.glossary.disagreements
            },
            **{
                study_page(one.id): (study.PARTS, study.Subject(one, self._profiles.get(one.id)))
                for one in self._index.texts.values()
            },
        }
        self._metadata = Metadata(self._index, edition.settings.imprint, url_of)
        self._relations = entry.relations(self._index)
        self._meetings = Meetings(self._index)
        self._met: dict[str, Mapping[str, tuple[Meeting, ...]]] = {}  # by path, until the page is filled
        self._changes = last_changes(edition.settings.glossary, edition.settings.root)
        self._heads: dict[tuple[str, str], text_views.Head] = {}  # by term and address of the entry

    def page(self, path: str) -> Page | None:
        """What to weave into the page made from the source `path`; None for a page that is no text."""
        if path not in self._texts:
            return None
        text, page = self._texts[path]
        marks: dict[str, list[Mark]] = {}
        for one in self._index.occurrences[text.id]:
            if (one.marked or one.linkable) and page.holds(one.passage):
                mark = Mark(one.start, one.end, one.term, one.marked)
                marks.setdefault(one.passage, []).append(mark)
        language = text.source.work.language
        foreign = language if language != self._edition.settings.language else ""
        self._met[path] = self._meetings.of(text, page)
        meets = {id_: len(found) for id_, found in self._met[path].items()}
        return Page(marks, tuple(self._listed(text, page)), meets=meets, language=foreign)

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
            lists = {"terms": lambda: self._here(text, page, to), "meet": lambda: self._meet(path, to)}
            listed = LIST.sub(lambda found: lists[found[1]](), filled)
            filled = self._headed(text, page, to, listed) + self._profile(text, page, to)
        return filled

    def head(self, path: str, title: str, description: str) -> Head:
        """What the head of the page made from the source `path` says of it."""
        _, subject = self._subjects.get(path, (None, None))
        if path in self._texts:
            view = self._metadata.text(*self._texts[path])
        elif isinstance(subject, Term):
            view = self._metadata.term(self._around(Addresses(path, self._url_of)), subject)
        elif isinstance(subject, Comparison):
            view = self._metadata.comparison(self._around(Addresses(path, self._url_of)), subject)
        else:
            view = self._metadata.other(path, title, description)
        return Head(str(escape(view["description"])), template("head.html.j2").render(view))

    def _part(self, name: str, path: str, to: Addresses) -> str:
        parts, subject = self._subjects.get(path, (LISTS, None))
        if name not in parts:
            return ""
        return template(f"{name}.html.j2").render(parts[name](self._around(to), subject))

    def _around(self, to: Addresses) -> Around:
        return Around(self._index, to, self._portable, self._relations, self._changes)

    def _profile(self, text: Text, page: TextPage, to: Addresses) -> str:
        """What sets a text apart, on its own page."""
        found = self._profiles.get(text.id)
        if page is not text.pages[0] or found is None or not (found.key or found.only or found.nearest):
            return ""
        return template("profile.html.j2").render(profile.profile(self._around(to), text, found))

    def _here(self, text: Text, page: TextPage, to: Addresses) -> str:
        around = self._around(to)
        terms = [
            text_views.here(around, id_, text, page, self._head(around, self._index.terms[id_]))
            for id_ in self._listed(text, page)
        ]
        return template("here.html.j2").render(terms=terms)

    def _meet(self, path: str, to: Addresses) -> str:
        found = self._met.pop(path, {})
        return template("meet.html.j2").render(meet(self._meetings, found, self._index, to))

    def _cite(self, text: Text, page: TextPage) -> str:
        study = self._index.texts.get(text.id.removesuffix("/original"))
        studied = study.source.original if study and study.id != text.id else None
        address = self._root.rstrip("/") + "/" + self._url_of(page.path) if self._root else ""
        where = place(text, page)
        facts = template("place.html.j2").render(where)
        return facts + template("cite.html.j2").render(
            cite(text, studied, self._name, address), of=where["of"]
        )

    def _head(self, around: Around, term: Term) -> text_views.Head:
        """What is the same wherever a term is listed on a page of the same depth; made once."""
        address = around.to(term_page(term.id))
        if (term.id, address) not in self._heads:
            view = text_views.term(around, term)
            texts = entry.texts_of(self._index, term)
            links = template("here_links.html.j2").render(entry=address, texts=texts).splitlines()
            self._heads[term.id, address] = text_views.Head(
                address,
                Markup(template("here_name.html.j2").render(view)),
                Markup(template("here_term.html.j2").render(view)),
                dict(zip(self._index.by_text(term.id), map(Markup, links), strict=True)),
            )
        return self._heads[term.id, address]

    def _headed(self, text: Text, page: TextPage, to: Addresses, html: str) -> str:
        """The page with the text's record below its title, which is put there where the text has none; a
        chapter has the way to its neighbours instead. Where terms are marked, a reader may choose which."""
        way = text_views.chapters(text, page, to)
        density = template("density.html.j2").render() if 'id="terms-here"' in html else ""
        heading, close, rest = html.partition("</h1>")
        if not close:
            heading, close, rest = str(Markup("<h1>{}").format(text.source.work.title)), "</h1>\n", html
        disputed = disagreement.on_page(self._index, text, page, to)
        box = template("disputed_here.html.j2").render(disagreements=disputed) if disputed else ""
        if way["contents"]:
            top, end = (
                template("way.html.j2").render(way, top=True),
                template("way.html.j2").render(way, top=False),
            )
            return top + heading + close + self._cite(text, page) + box + density + rest + end
        record = template("record.html.j2").render(text_views.record(self._index, text, to))
        record += self._cite(text, page) + box
        contents = template("contents.html.j2").render(way) if way["chapters"] else ""
        return heading + close + record + contents + density + rest
