"""Pieces of the edition as they stand outside of the site: whole addresses, little markup, well-formed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from postil.pages.render import Portable, UrlOf

# what every platform shows, with the attributes that it needs
KEPT = {tag: () for tag in ("p", "em", "strong", "i", "b", "code", "sub", "sup", "br", "ul", "ol", "li")}
KEPT |= {"blockquote": ()}
OURS = "postil:"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, "Char"
GAP = "…"


# A page's source and an anchor in it, "" where none → where a link to it leads; "" where it leads nowhere
Resolve = Callable[[str, str], str]


def outward(url_of: UrlOf, site: str) -> Resolve:
    """Links lead to the site, at its address."""

    def resolve(page: str, anchor: str) -> str:
        address = site + url_of(page).removeprefix("./") if site else ""
        return f"{address}#{anchor}" if address and anchor else address

    return resolve


class Abroad:
    """Renders for other places than the site."""

    def __init__(self, portable: Portable, resolve: Resolve) -> None:
        self._portable = portable
        self._resolve = resolve

    def html(self, markdown: str) -> str:
        """A paragraph of Markdown as XHTML. A link that leads nowhere is just its words."""
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
            return self._resolve(page, anchor)
        return href if re.match(r"(?:https?|mailto):", href) else ""
