"""What the head of a page tells machines: citation managers, search engines, whoever shows a link to it.

Three vocabularies say the same: Highwire's `citation_*` (read by Google Scholar and Zotero), schema.org as
JSON-LD, and Open Graph. A study text is described as ours, with `isBasedOn` for the work that it studies; any
other text is the work itself. Only texts have `citation_*`, one set a page, so that a citation manager finds
one item there, and elsewhere a plain web page. `z:itemType` is Zotero's own word, which goes before all that
it would guess: it takes whatever has a `citation_title` for a journal article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from postil.index import Index
from postil.model import Comparison, Term, Text, TextPage, Work
from postil.pages.around import Around
from postil.pages.render import UrlOf, comparison_page, term_page
from postil.pages.views.rights import rights
from postil.settings import Imprint

Data = dict[str, Any]  # a JSON-LD node; values that are not known are left out of the page
CITE = re.compile(r' ?<a\b[^>]*class="cite".*?</a>')
DOI = "https://doi.org/"
HOME, GLOSSARY = "index.md", "glossary/index.md"


class Metadata:
    """Describes the pages of one edition. Addresses are given where the site's own is known."""

    def __init__(self, index: Index, imprint: Imprint, url_of: UrlOf) -> None:
        self._index = index
        self._imprint = imprint
        self._url_of = url_of

    def text(self, text: Text, page: TextPage) -> dict[str, Any]:
        """The head of a page of a text; a chapter names the text that it is part of."""
        source = text.source
        own = self._address(text.pages[0].path)
        work = self._work_of(text)
        data = _study(work, source.original, own) if source.original else _work(work, own)
        data["abstract"] = source.summary
        data["isPartOf"] = [data["isPartOf"], self._site()]
        chapter = page is not text.pages[0]
        if chapter:
            data = {
                "@type": "Chapter",
                "name": page.title,
                "url": self._address(page.path),
                "isPartOf": data,
            }
        return self._head(
            page.path,
            f"{page.title} – {source.work.title}" if chapter else source.work.title,
            source.summary,
            data,
            citation=_citation(work, own, ours=source.original is not None),
            kind="article",
        )

    def _work_of(self, text: Text) -> Work:
        """What a page of the text is cited as: an original by its study text's record, which knows more."""
        work = text.source.work
        study = text.id.removesuffix("/original")
        recorded = self._index.texts[study].source.original if study != text.id else None
        if recorded is None:
            return work
        return recorded if recorded.title else replace(recorded, title=work.title)

    def term(self, around: Around, term: Term) -> dict[str, Any]:
        """The head of a glossary entry."""
        path = term_page(term.id)
        names = [form.text for form in term.forms if form.text != term.title]
        tags = {"pinyin": "zh-Latn-pinyin"}
        native = [
            {"@value": name, "@language": tags.get(language, language)}
            for language, name in term.native.items()
        ]
        definition = _plain(around.inline(term.definition))
        data = {
            "@type": "DefinedTerm",
            "name": term.title,
            "alternateName": [*names, *native],
            "description": definition,
            "url": self._address(path),
            "inDefinedTermSet": self._glossary(),
        }
        return self._head(path, term.title, definition, data)

    def comparison(self, around: Around, comparison: Comparison) -> dict[str, Any]:
        """The head of a comparison."""
        path = comparison_page(comparison.id)
        terms = [self._index.terms[id_] for id_ in comparison.terms]
        about = [
            {"@type": "DefinedTerm", "name": term.title, "url": self._address(term_page(term.id))}
            for term in terms
        ]
        intro = _plain(around.block(comparison.intro.partition("\n\n")[0]))
        return self._head(path, comparison.title, intro, self._page(path, comparison.title, intro, about))

    def other(self, path: str, title: str, description: str) -> dict[str, Any]:
        """The head of any other page."""
        said = description or self._imprint.description
        if path == HOME:
            site = {**self._site(), "description": said}
            return self._head(path, self._imprint.name, said, site)
        glossary = {**self._glossary(), "isPartOf": self._site()}
        data = glossary if path == GLOSSARY else self._page(path, title, description)
        return self._head(path, title, said, data)

    def _head(
        self,
        path: str,
        title: str,
        description: str,
        data: Data,
        citation: list[tuple[str, str]] | None = None,
        kind: str = "website",
    ) -> dict[str, Any]:
        graph = {
            "og:type": kind,
            "og:title": title,
            "og:description": description,
            "og:site_name": self._imprint.name,
            "og:url": self._address(path),
        }
        return {
            "description": description,
            "citation": citation or [],
            "graph": [(name, value) for name, value in graph.items() if value],
            "data": _known({"@context": "https://schema.org", **data}),
        }

    def _page(self, path: str, title: str, description: str, about: list[Data] | None = None) -> Data:
        return {
            "@type": "WebPage",
            "name": title,
            "description": description,
            "url": self._address(path),
            "about": about or [],
            "isPartOf": self._site(),
        }

    def _site(self) -> Data:
        return {"@type": "WebSite", "name": self._imprint.name, "url": self._imprint.url}

    def _glossary(self) -> Data:
        name = f"Glossary of {self._imprint.name}"
        return {"@type": "DefinedTermSet", "name": name, "url": self._address(GLOSSARY)}

    def _address(self, path: str) -> str:
        return urljoin(self._imprint.url, self._url_of(path)) if self._imprint.url else ""


def _study(work: Work, original: Work, address: str) -> Data:
    return {
        **_work(work, address),
        "@type": ["Article", "LearningResource"],
        "url": address,
        "learningResourceType": "study text",
        "isBasedOn": _work(original, ""),
    }


def _work(work: Work, address: str) -> Data:
    """A published work; `address` is where it is if its record does not say."""
    return {
        "@type": "CreativeWork",
        "name": work.title,
        "alternativeHeadline": work.subtitle,
        # without a type: a record does not tell a person from a group
        "author": [{"name": name} for name in work.authors],
        "datePublished": work.date,
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else {},
        "isPartOf": {"@type": "CreativeWorkSeries", "name": work.series} if work.series else {},
        "position": work.number,
        "inLanguage": work.language,
        "license": rights(work.rights)[1],
        "url": work.url or address,
        "sameAs": DOI + work.doi if work.doi else "",
    }


def _citation(work: Work, address: str, ours: bool) -> list[tuple[str, str]]:
    """Highwire's tags, and Zotero's kind of item: our own text is a page of this site."""
    title = f"{work.title}: {work.subtitle}" if work.subtitle else work.title
    where = address if ours else work.url or address
    kind = "webpage" if ours else "journalArticle" if work.series else "webpage" if work.url else "report"
    tags = [
        ("z:itemType", kind),
        ("citation_title", title),
        *(("citation_author", author) for author in work.authors),
        ("citation_publication_date", work.date.replace("-", "/")),
        ("citation_journal_title", work.series),
        ("citation_issue", work.number),
        ("citation_publisher", work.publisher),
        ("citation_doi", work.doi),
        ("citation_language", work.language),
        ("citation_public_url", where),
        ("citation_fulltext_html_url", where),
    ]
    return [(name, value) for name, value in tags if value]


def _plain(html: Markup) -> str:
    """The words without markup and without citations, which lead nowhere here."""
    return Markup(CITE.sub("", html)).striptags()


def _known(value: Any) -> Any:
    """A node without what is empty, all the way down."""
    if isinstance(value, Mapping):
        inner = {name: _known(one) for name, one in value.items()}
        return {name: one for name, one in inner.items() if one not in ("", [], {})}
    return [_known(one) for one in value if one] if isinstance(value, list) else value
