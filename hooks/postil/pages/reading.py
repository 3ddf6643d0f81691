"""The reading page: what is woven into a page of a text, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from postil.chain import Edition
from postil.markdown.extension import Page
from postil.markdown.weave import Mark
from postil.model import Term, Text, TextPage
from postil.pages.around import Around
from postil.pages.render import UrlOf, template, term_page
from postil.pages.views import disagreement, entry, profile
from postil.pages.views import text as text_views
from postil.pages.views.cite import cite
from postil.pages.views.common import sort_key
from postil.pages.views.meet import Meeting, Meetings, meet
from postil.pages.views.place import place
from postil.profile import Profile

LIST = re.compile(r'<div class="(terms|meet)-list">(?:\s|<span id="[^"]*"></span>)*</div>')


class Reading:
    """Composes the pages of the texts of one edition, each first `woven`, then `compose`d. `profiles`: text
    id → what sets it apart."""

    def __init__(self, edition: Edition, url_of: UrlOf, profiles: Mapping[str, Profile]) -> None:
        self._settings = edition.settings
        self._index = edition.index
        self._url_of = url_of
        self._texts = {page.path: (text, page) for text in self._index.texts.values() for page in text.pages}
        self._profiles = profiles
        self._meetings = Meetings(self._index)
        self._met: dict[str, Mapping[str, tuple[Meeting, ...]]] = {}  # by path, until the page is composed
        self._heads: dict[tuple[str, str], text_views.Head] = {}  # by term and address of the entry

    def text(self, path: str) -> tuple[Text, TextPage] | None:
        """The text, and its page, made from the source `path`; None for a page that is no text."""
        return self._texts.get(path)

    def woven(self, path: str) -> Page | None:
        """What to weave into the page made from the source `path`; None for a page that is no text."""
        if path not in self._texts:
            return None
        text, page = self._texts[path]
        marks: dict[str, list[Mark]] = {}
        for one in self._index.on_page(text, page):
            if one.marked or one.linkable:
                marks.setdefault(one.passage, []).append(Mark(one.start, one.end, one.term, one.marked))
        language = text.source.work.language
        foreign = language if language != self._settings.language else ""
        self._met[path] = self._meetings.of(text, page)
        meets = {id_: len(found) for id_, found in self._met[path].items()}
        return Page(marks, self._terms(text, page), meets=meets, language=foreign)

    def compose(self, path: str, html: str, around: Around) -> str:
        """The page of a text with its record, its lists and what leads on; any other page as it is."""
        if path not in self._texts:
            return html
        text, page = self._texts[path]
        met = self._met.pop(path, {})

        def listed(found: re.Match[str]) -> str:
            if found[1] == "terms":
                return self._here(text, page, around)
            return template("meet.html.j2").render(meet(self._meetings, met, self._index, around.to))

        return self._headed(text, page, around, LIST.sub(listed, html)) + self._profile(text, page, around)

    def _terms(self, text: Text, page: TextPage) -> tuple[str, ...]:
        """The terms of a page in the order of the alphabet."""
        found = {one.term for one in self._index.on_page(text, page)}
        return tuple(sorted(found, key=lambda id_: sort_key(self._index.terms[id_].title)))

    def _here(self, text: Text, page: TextPage, around: Around) -> str:
        terms = [
            text_views.here(around, id_, text, page, self._head(around, self._index.terms[id_]))
            for id_ in self._terms(text, page)
        ]
        return template("here.html.j2").render(terms=terms)

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

    def _headed(self, text: Text, page: TextPage, around: Around, html: str) -> str:
        """The page with the text's record below its title, which is put there where the text has none; a
        chapter has the way to its neighbours instead. Where terms are marked, a reader may choose which."""
        way = text_views.chapters(text, page, around.to)
        marked = 'id="terms-here"' in html
        heading, close, rest = html.partition("</h1>")
        if not close:
            heading, close, rest = str(Markup("<h1>{}").format(text.source.work.title)), "</h1>\n", html
        if way["contents"]:
            top, end = (
                template("way.html.j2").render(way, top=True),
                template("way.html.j2").render(way, top=False),
            )
            return top + heading + close + self._folds(text, page, around, "", marked) + rest + end
        record = template("record.html.j2").render(text_views.record(self._index, text, around.to))
        folds = self._folds(text, page, around, text.source.summary, marked)
        contents = template("contents.html.j2").render(way) if way["chapters"] else ""
        return heading + close + record + folds + contents + rest

    def _folds(self, text: Text, page: TextPage, around: Around, summary: str, marked: bool) -> str:
        """The row between a text's head and its first passage: how long it is, what opens, which terms are
        marked."""
        study = self._index.texts.get(text.id.removesuffix("/original"))
        studied = study.source.original if study and study.id != text.id else None
        imprint = self._settings.imprint
        address = imprint.url.rstrip("/") + "/" + self._url_of(page.path) if imprint.url else ""
        return template("folds.html.j2").render(
            {**cite(text, studied, imprint.name, address), **place(text, page)},
            summary=summary,
            disagreements=disagreement.on_page(self._index, text, page, around.to),
            marked=marked,
        )

    def _profile(self, text: Text, page: TextPage, around: Around) -> str:
        """What sets a text apart, on its own page."""
        found = self._profiles.get(text.id)
        if page is not text.pages[0] or found is None or not (found.key or found.only or found.nearest):
            return ""
        return template("profile.html.j2").render(profile.profile(around, text, found))
