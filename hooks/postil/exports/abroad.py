"""Pieces of the edition as they stand outside of the site: whole addresses, little markup, well-formed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from postil.index import Index
from postil.pages.render import Portable, UrlOf

# what every platform shows, with the attributes that it needs
KEPT = {tag: () for tag in ("p", "em", "strong", "i", "b", "code", "sub", "sup", "br", "ul", "ol", "li")}
KEPT |= {"blockquote": ()}
OURS = "postil:"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, "Char"
GAP = "…"


class Abroad:
    """Renders for other places than the site. `site`: its address, "" where nobody has said."""

    def __init__(self, index: Index, url_of: UrlOf, site: str) -> None:
        self._portable = Portable(index)
        self._url_of = url_of
        self._site = site

    def to(self, page: str) -> str:
        """The whole address of the page made from the source `page`; "" where the site has none."""
        return self._site + self._url_of(page).removeprefix("./") if self._site else ""

    def html(self, markdown: str) -> str:
        """A paragraph of Markdown as XHTML. Links into the site that has no address are just words."""
        element = self._element(markdown)
        for one in element.iterdescendants():
            if one.tag == "a":
                href = self._href(one.get("href", ""))
                one.attrib.clear()
                if href:
                    one.set("href", href)
            elif one.tag in KEPT:
                one.attrib.clear()
        for one in list(element.iterdescendants()):
            if one.tag not in KEPT and not (one.tag == "a" and one.get("href")):
                one.drop_tag()
        made = etree.tostring(element, encoding="unicode", method="xml")
        return made.removeprefix("<div>").removesuffix("</div>").strip() if made != "<div/>" else ""

    def plain(self, markdown: str) -> str:
        """The same without markup, white space collapsed."""
        return " ".join(self._element(markdown).text_content().split())

    def without(self, plain: str, names: Iterable[str]) -> str:
        """What a card may ask: the words with a gap where they give the answer away."""
        longest = sorted(names, key=len, reverse=True)
        given = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
        return given.sub(GAP, plain)

    def _element(self, markdown: str) -> HtmlElement:
        made = NOT_XML.sub("", self._portable.inline(markdown))
        return lxml_html.fragment_fromstring(made, create_parent="div")

    def _href(self, href: str) -> str:
        if href.startswith(OURS):
            page, _, anchor = href.removeprefix(OURS).partition("#")
            address = self.to(page)
            return f"{address}#{anchor}" if address and anchor else address
        return href if re.match(r"(?:https?|mailto):", href) else ""
