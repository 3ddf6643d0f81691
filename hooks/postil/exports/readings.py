"""The reading list for citation managers: CSL-JSON, BibTeX (by pybtex) and RIS (by rispy).

Each text of the list is there, and beside a study text the work that it studies.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import rispy
from pybtex.database import BibliographyData, Entry, Person

from postil.exports.bundle import Bundle

Item = Mapping[str, Any]  # CSL-JSON
BIBTEX = {"webpage": "misc", "article-journal": "article", "report": "techreport"}
RIS = {"webpage": "ELEC", "article-journal": "JOUR", "report": "RPRT"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def csl(bundle: Bundle) -> str:
    """`readings.json`."""
    return json.dumps(list(_items(bundle)), ensure_ascii=False, indent=2) + "\n"


def bibtex(bundle: Bundle) -> str:
    """`readings.bib`."""
    entries = {item["id"]: _bibtex(item) for item in _items(bundle)}
    return str(BibliographyData(entries).to_string("bibtex"))


def ris(bundle: Bundle) -> str:
    """`readings.ris`."""
    return str(rispy.dumps([_ris(item) for item in _items(bundle)], implementation=_Writer)).lstrip()


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """Without the number that rispy writes before each entry: RIS has no such line."""

    def set_header(self, count: int) -> str:
        return ""


def _items(bundle: Bundle) -> Iterator[Item]:
    seen = set()
    for one in bundle.readings:
        for item in one.items:
            # two parts of a text are two readings and one entry
            if item["id"] not in seen:
                seen.add(item["id"])
                yield item


def _bibtex(item: Item) -> Entry:
    date = _date(item)
    where = item.get("container-title", "")
    fields = {
        "title": f"{{{_balanced(item['title'])}}}",  # capitals stay as they are
        "year": f"{date[0]:04}" if date else "",
        "month": MONTHS[date[1] - 1] if len(date) > 1 else "",
        "journal": where if item["type"] == "article-journal" else "",
        "howpublished": where if item["type"] == "webpage" else "",
        "institution": item.get("publisher", ""),
        "number": item.get("issue", ""),
        "url": item.get("URL", ""),
        "note": item.get("note", ""),
        "language": item.get("language", ""),
    }
    known = [
        (name, _balanced(value) if name != "title" else value) for name, value in fields.items() if value
    ]
    return Entry(BIBTEX[item["type"]], known, {"author": [_person(one) for one in item.get("author", ())]})


def _person(author: Mapping[str, str]) -> Person:
    if "literal" in author:
        made = Person()
        made.last_names.append(f"{{{_balanced(author['literal'])}}}")
        return made
    return Person(first=_balanced(author.get("given", "")), last=f"{{{_balanced(author['family'])}}}")


def _balanced(text: str) -> str:
    """BibTeX reads braces as its own."""
    return text.replace("{", "(").replace("}", ")")


def _ris(item: Item) -> dict[str, Any]:
    date = _date(item)
    fields = {
        "type_of_reference": RIS[item["type"]],
        "id": item["id"],
        "title": item["title"],
        "authors": [_name(one) for one in item.get("author", ())],
        "year": f"{date[0]:04}" if date else "",
        "date": "/".join([f"{part:02}" for part in date] + [""] * (4 - len(date))) if date else "",
        "secondary_title": item.get("container-title", ""),
        "publisher": item.get("publisher", ""),
        "number": item.get("issue", ""),
        "language": item.get("language", ""),
        "urls": [item["URL"]] if item.get("URL") else [],
        "notes": [item["note"]] if item.get("note") else [],
    }
    return {name: value for name, value in fields.items() if value}


def _name(author: Mapping[str, str]) -> str:
    """`Takagi, Seiichiro`; what stands behind a comma in an institution's name would be its given name."""
    if "literal" in author:
        return author["literal"].replace(",", "")
    return ", ".join(filter(None, (author["family"], author.get("given", ""))))


def _date(item: Item) -> list[int]:
    return list(item.get("issued", {}).get("date-parts", [[]])[0])
