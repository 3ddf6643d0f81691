"""How a page of a text is cited: CSL-JSON for citeproc, and what the page shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from postil.model import Text, Work
from postil.pages.csl import Item, filled, without_address

UNTITLED = "Untitled"
OPEN = "{url}"  # for an address that only the browser knows


def cite(text: Text, studied: Work | None, site: str, address: str) -> dict[str, Any]:
    """The citations of one page of a text in each style.

    `studied` is the work where the page holds an original, as its study text's record states it. `site` is
    the site's name; `address` the page's on the web, "" where nobody has said where the site will stand. Of
    our own texts the address is left open for the browser, which knows where it found the page.
    """
    if studied is not None:
        styles = filled(original(studied, text.source.siglum))
        shown = [one.entry for one in styles]
    else:
        styles = filled(ours(text, site))
        shown = [
            Markup(one.entry.replace(OPEN, escape(address))) if address else without_address(one.entry)
            for one in styles
        ]
    return {
        "original": studied is not None,
        "styles": [
            # Chicago's note says all; what APA and MLA put into the text needs its entry beside it
            {"name": one.style, "shown": entry, "open": one, "alone": one.style == "Chicago"}
            for one, entry in zip(styles, shown, strict=True)
        ],
    }


def ours(text: Text, site: str) -> Item:
    """CSL-JSON of a text of this edition, a page of its site."""
    return _item(text.source.work, text.source.siglum, "webpage") | {
        "container-title": site,
        "URL": OPEN,
    }


def original(work: Work, siglum: str) -> Item:
    """CSL-JSON of a work that the record describes."""
    url = work.url or (f"https://doi.org/{work.doi}" if work.doi else "")
    if work.series:
        more = {"container-title": work.series, "issue": work.number}
        return _item(work, siglum, "article-journal") | _stated({**more, "URL": url})
    if url:
        return _item(work, siglum, "webpage") | _stated({"container-title": work.publisher, "URL": url})
    return _item(work, siglum, "report") | _stated({"publisher": work.publisher})


def _item(work: Work, siglum: str, kind: str) -> dict[str, Any]:
    title = ": ".join(part for part in (work.title or UNTITLED, work.subtitle) if part)
    date = [int(part) for part in work.date.split("-")] if work.date else []
    return _stated(
        {
            "id": "cited",
            "type": kind,
            "title": title,
            "author": names(work.authors, siglum),
            "issued": {"date-parts": [date]} if date else {},
            "language": work.language,
        }
    )


def _stated(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


def names(authors: Sequence[str], siglum: str) -> list[dict[str, str]]:
    """CSL-JSON of authors.

    "Doe, Jane" says which is the family name. Otherwise it is the word that stands in the text's siglum ("Doe
    2019"), and the other authors have it at the same end. A name of which all words or none stand there, an
    institution's for example, stays as it is.
    """
    known = set(siglum.split())
    found: list[dict[str, str]] = []
    at = None  # where the family name stands: 0 at the beginning, -1 at the end
    for author in authors:
        family, comma, given = author.partition(", ")
        words = author.split()
        if comma:
            found.append({"family": family, "given": given})
            continue
        if at is None and len(words) > 1 and not known.issuperset(words):
            at = next((place for place in (-1, 0) if words[place] in known), None)
        if at is None or len(words) == 1:
            found.append({"literal": author})
        else:
            rest = words[:-1] if at else words[1:]
            found.append({"family": words[at], "given": " ".join(rest)})
    return found
