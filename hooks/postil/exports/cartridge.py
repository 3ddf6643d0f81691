"""A Common Cartridge 1.1 of web links: what Moodle and Canvas import as a list of readings.

After the profile of IMS Global, https://www.imsglobal.org/cc/ccv1p1/imscc_profilev1p1.html: one manifest, one
organization of the structure "rooted-hierarchy" with one item at its root, a resource and a file a link.
Identifiers come from the addresses, so a link keeps its own when others are added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from postil.exports.bundle import Bundle, Link
from postil.exports.render import template
from postil.exports.zipped import zipped

TERMS = 30  # more of them are reached through the glossary alone


@dataclass(frozen=True, slots=True)
class _WebLink:
    id: str
    title: str
    url: str

    @property
    def file(self) -> str:
        return f"links/{self.id}.xml"


@dataclass(frozen=True, slots=True)
class _Part:
    id: str
    title: str
    links: tuple[_WebLink, ...]


def cartridge(bundle: Bundle) -> bytes:
    """`cartridge.imscc`, of a bundle that has an address."""
    parts = list(_parts(bundle))
    manifest = template("cartridge.xml.j2").render(
        bundle=bundle, parts=parts, identifier=_id("cartridge", f"{bundle.site}{bundle.id}")
    )
    links = [link for part in parts for link in part.links]
    files = {link.file: template("weblink.xml.j2").render(link=link) for link in links}
    return zipped({"imsmanifest.xml": manifest, **files})


def _parts(bundle: Bundle) -> Iterator[_Part]:
    readings = [Link(one.title, bundle.page(one)) for one in bundle.readings]
    terms = [Link(one.title, one.url) for one in bundle.entries] if len(bundle.entries) <= TERMS else []
    for title, links in (("Readings", readings), ("Key terms", terms), ("More", bundle.links)):
        if links:
            name = title.replace(" ", "_").lower()
            made = tuple(_WebLink(_id(name, one.url), one.title, one.url) for one in links)
            yield _Part(name, title, tuple({one.id: one for one in made}.values()))


def _id(kind: str, name: str) -> str:
    """An XML name that stays the same as long as what it names."""
    return f"{kind}_{sha256(name.encode()).hexdigest()[:20]}"
