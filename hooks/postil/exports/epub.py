"""The edition as an EPUB 3.3 book, for reading devices.

Written with templates and `zipfile`: the library for it, ebooklib, is under the AGPL. epubcheck, the W3C's
own checker, reads the result in a test. https://www.w3.org/TR/epub-33/
"""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from postil.exports.book import GLOSSARY, blocks, chapter, inside, notes
from postil.exports.bundle import Bundle
from postil.exports.render import template
from postil.exports.zipped import zipped

MIMETYPE = "mimetype"
INSIDE = inside(files=True)


def epub(bundle: Bundle) -> bytes:
    """`edition.epub`."""
    shared = {
        "bundle": bundle,
        "glossary": GLOSSARY,
        "chapter": chapter,
        "identifier": uuid5(NAMESPACE_URL, f"{bundle.site or bundle.name}#{bundle.id}").urn,
        "modified": bundle.changed.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "blocks": blocks,
        "notes": notes,
        "terms": [one.id for one in bundle.entries],
    }
    files = {
        MIMETYPE: "application/epub+zip",
        "META-INF/container.xml": _render("container", shared),
        "OEBPS/package.opf": _render("package", shared),
        "OEBPS/style.css": template("book.css.j2").render(),
        "OEBPS/nav.xhtml": _render("nav", shared),
        "OEBPS/title.xhtml": _render("title", shared),
    }
    for one in bundle.readings:
        files[f"OEBPS/{chapter(one)}"] = _render("chapter", {**shared, "reading": one})
    if bundle.entries:
        files[f"OEBPS/{GLOSSARY}"] = _render("glossary", shared)
    if bundle.comparisons:
        files["OEBPS/comparisons.xhtml"] = _render("comparisons", shared)
    if bundle.questions:
        files["OEBPS/questions.xhtml"] = _render("questions", shared)
    return zipped(files, first=MIMETYPE)


def _render(name: str, values: dict[str, Any]) -> str:
    return template(f"epub_{name}.xml.j2").render(values)
