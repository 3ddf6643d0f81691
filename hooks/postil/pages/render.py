"""Templates, addresses, and Markdown that is shown on other pages than its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import cache
from xml.etree.ElementTree import Element

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from postil.index import Index
from postil.markdown.extension import Postil

# A link whose address depends on the page that will show it: scheme, then path of the page's source.
PORTABLE = re.compile(r'href="postil:([^"#]*)(#[^"]*)?"')
GLOSSARY = "glossary"
HANDOVER = "export/index.md"  # the page about what can be taken elsewhere

UrlOf = Callable[
    [str], str
]  # path of a page's source ("texts/a.md") → its address from the site's root ("texts/a/")


@cache
def environment() -> Environment:
    """The templates of generated pages."""
    made = Environment(
        loader=PackageLoader("postil.pages"),
        autoescape=lambda name: name is not None and ".html" in name,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters["plural"] = plural
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return made


@cache
def template(name: str) -> Template:
    """One template by its file name."""
    return environment().get_template(name)


def plural(count: int, one: str, many: str = "") -> str:
    """`3|plural("text")` is "3 texts"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def address_of(page: str, folders: bool = True) -> str:
    """The address that MkDocs gives the page made from a source: "texts/a.md" is "texts/a/", or
    "texts/a.html" where pages are no folders."""
    stem = page.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index") + ("" if folders else "index.html")
    return f"{stem}/" if folders else f"{stem}.html"


def term_page(id_: str) -> str:
    """Path of a glossary entry's page among the sources."""
    return f"{GLOSSARY}/{id_}.md"


def comparison_page(id_: str) -> str:
    """Path of a comparison's page among the sources."""
    return f"comparisons/{id_}.md"


def disagreement_page(id_: str) -> str:
    """Path of a disagreement's page among the sources."""
    return f"disagreements/{id_}.md"


def study_page(text_id: str) -> str:
    """Path of a text's study page among the sources; that of their list for the id "index"."""
    return f"study/{text_id}.md"


def assignment_page(id_: str) -> str:
    """Path of an assignment's page among the sources."""
    return f"assignments/{id_}.md"


def prepared_page(text_id: str) -> str:
    """Path of the page that tells how a raw text was prepared."""
    return f"texts/{text_id}/prepared.md"


class Addresses:
    """Addresses as seen from one page."""

    def __init__(self, page: str, url_of: UrlOf) -> None:
        """`page` is the path of the page's source."""
        self._base = "../" * url_of(page).removeprefix("./").count("/")
        self._url_of = url_of

    def __call__(self, target: str, anchor: str = "") -> str:
        """The address of the page made from the source `target`."""
        address = self._base + self._url_of(target) or "./"
        return f"{address}#{anchor}" if anchor else address

    def file(self, path: str) -> str:
        """The address of a file of the site that no page is made from, by its path from the site's root."""
        return self._base + path

    def settle(self, html: str) -> Markup:
        """Portable links made right for this page."""
        return Markup(PORTABLE.sub(lambda m: f'href="{self(m[1])}{m[2] or ""}"', html))


class Portable:
    """Renders short pieces of Markdown (definitions, cells) once, for any page to show."""

    def __init__(self, index: Index) -> None:
        self._index = index
        sigla = {text.id: text.source.siglum for text in index.texts.values()}
        titles = {term.id: term.title for term in index.terms.values()}
        extension = Postil(titles, sigla, self._locate, lambda term: f"postil:{term_page(term)}")
        self._md = Markdown(extensions=[extension, "attr_list"])
        self._md.treeprocessors.register(_PortableLinks(self._md), "postil-portable", 4)
        self._done: dict[str, str] = {}

    def _locate(self, text: str, passage: str) -> str | None:
        page = self._index.page_of(text, passage)
        return f"postil:{page}#{passage}" if page else None

    def inline(self, source: str) -> str:
        """One paragraph as HTML without its `<p>`, links portable."""
        html = self.block(source)
        inner = html.removeprefix("<p>").removesuffix("</p>")
        return html if "<p>" in inner else inner

    def block(self, source: str) -> str:
        """Markdown as HTML, links portable."""
        if source not in self._done:
            self._md.reset()
            self._done[source] = self._md.convert(source)
        return self._done[source]


class _PortableLinks(Treeprocessor):
    """Links of glossary files are relative to the glossary's folder; made so that any page can show them."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            href = link.get("href", "")
            if not re.match(r"[a-z][a-z0-9+.-]*:|[/#]", href) and href:
                link.set("href", "postil:" + posixpath.normpath(posixpath.join(GLOSSARY, href)))
