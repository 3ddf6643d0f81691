"""What is filled into rendered pages at `<!--postil:name-->`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import escape

from postil.chain import Edition
from postil.markdown.extension import Page
from postil.model import Comparison, Term
from postil.pages.around import Around, Part
from postil.pages.reading import Reading
from postil.pages.render import (
    HANDOVER,
    Addresses,
    Portable,
    UrlOf,
    assignment_page,
    comparison_page,
    disagreement_page,
    prepared_page,
    study_page,
    template,
    term_page,
)
from postil.pages.views import (
    assign,
    assignment,
    compare,
    comparison,
    concept_map,
    data,
    disagreement,
    entry,
    handover,
    lists,
    practice,
    profile,
    study,
    timeline,
)
from postil.pages.views import text as text_views
from postil.pages.views.metadata import Metadata
from postil.profile import profiles
from postil.read.history import last_changes

MARKER = re.compile(r"<!--postil:(\w+)-->")
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
    **assignment.LISTS,
    **assign.PARTS,
    **practice.PARTS,
}  # parts that are about no single page


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says of it."""

    description: str  # one or two sentences, fit for an attribute
    html: str
    reading: bool = False  # is it the page of a text, which does without the styles of lists?


class Filler:
    """Fills the pages of one edition. `url_of` gives the address of the page made from a source path."""

    def __init__(self, edition: Edition, url_of: UrlOf) -> None:
        self._edition = edition
        self._index = edition.index
        self._url_of = url_of
        self._portable = Portable(edition.index)
        found = profiles(self._index)
        self._subjects: dict[str, tuple[Mapping[str, Part], object]] = {
            **{prepared_page(one.id): (text_views.PARTS, one) for one in self._index.texts.values()},
            **{term_page(one.id): (entry.PARTS, one) for one in self._index.terms.values()},
            **{comparison_page(one.id): (comparison.PARTS, one) for one in self._index.glossary.comparisons},
            **{
                disagreement_page(one.id): (disagreement.PARTS, one)
                for one in self._index.glossary.disagreements
            },
            **{
                study_page(one.id): (study.PARTS, study.Subject(one, found.get(one.id)))
                for one in self._index.texts.values()
            },
            **{assignment_page(one.id): (assignment.PARTS, one) for one in edition.assignments},
            HANDOVER: (handover.PARTS, edition),
        }
        self._metadata = Metadata(self._index, edition.settings.imprint, url_of)
        self._relations = entry.relations(self._index)
        self._changes = last_changes(edition.settings.glossary, edition.settings.root)
        self._reading = Reading(edition, url_of, found)

    def page(self, path: str) -> Page | None:
        """What to weave into the page made from the source `path`; None for a page that is no text."""
        return self._reading.woven(path)

    def fill(self, path: str, html: str, searched: bool) -> str:
        """The page's HTML with its markers filled: those that search reads, or all the others."""
        if searched and "<!--postil:" not in html:
            return html
        around = self._around(path)

        def put(found: re.Match[str]) -> str:
            return self._part(found[1], path, around) if (found[1] in SEARCHED) == searched else found[0]

        filled = MARKER.sub(put, html)
        return filled if searched else self._reading.compose(path, filled, around)

    def head(self, path: str, title: str, description: str) -> Head:
        """What the head of the page made from the source `path` says of it."""
        _, subject = self._subjects.get(path, (None, None))
        text = self._reading.text(path)
        if text is not None:
            view = self._metadata.text(*text)
        elif isinstance(subject, Term):
            view = self._metadata.term(self._around(path), subject)
        elif isinstance(subject, Comparison):
            view = self._metadata.comparison(self._around(path), subject)
        else:
            view = self._metadata.other(path, title, description)
        html = template("head.html.j2").render(view)
        return Head(str(escape(view["description"])), html, reading=text is not None)

    def _part(self, name: str, path: str, around: Around) -> str:
        parts, subject = self._subjects.get(path, (LISTS, None))
        return template(f"{name}.html.j2").render(parts[name](around, subject)) if name in parts else ""

    def _around(self, path: str) -> Around:
        to = Addresses(path, self._url_of)
        return Around(
            self._index,
            to,
            self._portable,
            self._relations,
            self._changes,
            assignments=self._edition.assignments,
            site=self._edition.settings.imprint.name,
        )
