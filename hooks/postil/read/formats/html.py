"""A page saved from the web: its article as Markdown, what the page states of it, and what stood around it.

The page is not trusted: no tag, no script and no address other than http(s) reaches the Markdown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from postil.clean.dates import DATE, iso
from postil.clean.front import DATELINE, names_byline
from postil.model import Place
from postil.problems import Code, Problems
from postil.read.files import decode_any
from postil.read.formats.article import is_hidden, main_text, reason, scripts
from postil.read.formats.blocks import Piece, pieces
from postil.read.formats.extracted import Extracted, Sheet
from postil.read.formats.inline import SKIPPED, text_of
from postil.read.formats.links import take_notes

LIMIT = 5_000_000  # bytes of markup without embedded pictures; measured: 50 times that in memory
_DEEPEST = 80  # elements in one another: trees are walked by functions that call themselves
_DATA = re.compile(r"data:[\w.+/-]+;base64,[A-Za-z0-9+/=\s]+")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what a tree cannot hold
_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w:-]+)", re.IGNORECASE)
# Browsers read these names as the wider encoding (WHATWG Encoding Standard, section 4.2).
_WIDER = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
_LINKED = re.compile(r"\[([^\[\]]*)\]\(https?://[^()\s]*\)")
_DECK = re.compile(
    r"\b(?:standfirst|deck|dek|subtitle|sub-?head(?:line)?|lede|summary|excerpt)\b", re.IGNORECASE
)


def read(raw: bytes, name: str, problems: Problems) -> Extracted | None:
    """The article of a page; None where it is too large or holds no text (then a problem says so)."""
    text = _decoded(raw, name, problems)
    if text is None:
        return None
    text = _NO_XML.sub(" ", _DATA.sub("", text))
    if len(text) > LIMIT:
        what = (
            f"the page has {len(text) // 1_000_000} MB of markup, and at most {LIMIT // 1_000_000} are read"
        )
        problems.add(Code.TOO_LARGE, Place(name), what, "save the article alone, or its text as .txt")
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = lxml.html.document_fromstring(text.encode(), parser=parser, ensure_head_body=True)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        what = "the page's elements stand more than 2,000 deep in one another"
        problems.add(Code.BROKEN_FILE, Place(name), what, "open it in a browser and save its text as .txt")
        return None
    _flatten(root)
    record = _record(root, text)
    sheet = Sheet()
    _set_aside_unseen(root, sheet)
    hosts = frozenset({urlsplit(str(record.get("url", ""))).netloc.lower()} - {""})
    notes, aside = take_notes(root, hosts)
    found = pieces(root, hosts)
    kept, trusted = main_text(root, found)
    if not any(re.search(r"\w", found[number].text) for number in kept):
        problems.add(
            Code.NO_TEXT, Place(name), "the page holds no text", "save it again with its article shown"
        )
        return None
    _write(sheet, found, kept, trusted, str(record.get("title", "")))
    for rule, words in aside:
        sheet.drop(rule, words)
    for note in notes:
        sheet.put(note.markdown())
    record.pop("title", None)
    return sheet.finish(record)


def _decoded(raw: bytes, name: str, problems: Problems) -> str | None:
    stated = _CHARSET.search(raw[:4096])
    if stated:
        try:
            raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            encoding = stated[1].decode().lower()
            with suppress(LookupError):
                raw = raw.decode(_WIDER.get(encoding, encoding), "replace").encode()
    return decode_any(raw, name, problems)


def _flatten(root: HtmlElement) -> None:
    """Take out the tags of elements that stand deeper than any page needs; what is in them stays."""
    deep: list[HtmlElement] = []
    depth = 0
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > _DEEPEST:
            deep.append(element)
    for element in reversed(deep):
        element.drop_tag()


def _set_aside_unseen(root: HtmlElement, sheet: Sheet) -> None:
    """Take out what no reader of the page sees, and put it on record."""
    count = scripts(root)
    for element in list(root.iter()):
        if isinstance(element.tag, str) and is_hidden(element) and element.getparent() is not None:
            sheet.drop("hidden", text_of(element))
            element.drop_tree()
    for element in list(root.iter(*(SKIPPED - {"head", "img", "button", "select"}))):
        if element.getparent() is not None:
            if element.tag == "noscript":
                sheet.drop("hidden", " ".join("".join(element.itertext()).split()))
            element.drop_tree()
    if count:
        sheet.drop("script", f"{count} scripts, styles, frames and form fields")


def _write(
    sheet: Sheet, found: Sequence[Piece], kept: set[int], trusted: frozenset[HtmlElement], stated: str
) -> None:
    """Write the title, the lines under it, and the article; put the rest on record."""
    title = _title(found, kept, trusted, stated)
    top = title.number if title is not None else -1
    first = next((p.number for p in found if p.number in kept and p.number > top and _is_body(p)), min(kept))
    deck: list[Piece] = []
    front: list[Piece] = []
    for piece in found[top + 1 : first] if title is not None else ():
        if _DECK.search(piece.element.get("class") or "") and not deck:
            deck.append(piece)
        elif piece.kind in ("text", "heading", "item") and _is_front(piece):
            front.append(piece)
    head = title.text if title is not None else stated
    if head:
        sheet.put(f"# {head}")
    for piece in (*deck, *front):
        sheet.put(piece.text)
    written = {id(piece) for piece in (title, *deck, *front)}
    above: Piece | None = None
    for piece in found:
        if id(piece) in written:
            continue
        if piece.number not in kept or piece.number < top or (piece.number < first and _in_header(piece)):
            if piece.kind != "break":
                why = reason(piece, trusted) or ("masthead" if piece.number < first else "boilerplate")
                sheet.drop(why, _LINKED.sub(r"\1", piece.text))
            continue
        tight = piece.kind == "item" and above is not None and above.kind == "item"
        sheet.put(piece.markdown(), tight)
        above = piece


def _is_body(piece: Piece) -> bool:
    """Whether a block is running text and not one of the lines around a title."""
    if _is_front(piece) or _in_header(piece) or _DECK.search(piece.element.get("class") or ""):
        return False
    return piece.kind != "text" or piece.text.count(" ") > 12


def _in_header(piece: Piece) -> bool:
    return any(element.tag in ("header", "hgroup") for element in piece.element.iterancestors())


def _is_front(piece: Piece) -> bool:
    """Whether a line under the title names the author or the date."""
    words = text_of(piece.element)
    return len(words) < 160 and bool(names_byline(words) or DATELINE.fullmatch(words))


def _title(
    found: Sequence[Piece], kept: set[int], trusted: frozenset[HtmlElement], stated: str
) -> Piece | None:
    """The block that shows the title: the heading that says what the page states, or its only first one."""
    heads = [piece for piece in found if piece.kind == "heading" and piece.number <= max(kept)]
    folded = _folded(stated)
    for piece in heads:
        if folded and _folded(piece.text) == folded:
            return piece
    for piece in heads:
        if folded and piece.level == 1 and _folded(piece.text) in folded:
            return piece
    tops = [piece for piece in heads if piece.level == 1]
    return tops[0] if len(tops) == 1 and not reason(tops[0], trusted) else None


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


# --- what the page states of itself


def _record(root: HtmlElement, text: str) -> dict[str, str | tuple[str, ...]]:
    """Title, authors, date, publisher, language and address, each only as the page has it."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(
        root, date_config={"extensive_search": False, "original_date": True}, extensive=False
    )
    data = list(_linked_data(root))
    shown = _folded(text)
    authors = tuple(one.strip() for one in (found.author or "").split(";") if one.strip())
    date = _stated(
        root, "article:published_time", "datePublished", "date", "dc.date", "citation_publication_date"
    )
    date = date or next((str(one["datePublished"]) for one in data if "datePublished" in one), "")
    url = _link(root, "canonical") or _stated(root, "og:url")
    return {
        "title": " ".join((found.title or "").split()),
        "authors": tuple(one for one in authors if _folded(one) in shown and not one.startswith("http")),
        "date": _iso(date) or _time(root),
        "publisher": _stated(root, "og:site_name", "citation_journal_title", "dc.publisher")
        or _publisher(data),
        "url": url if re.fullmatch(r"https?://[^\s<>\"']+", url) else "",
        "language": _language(root),
    }


def _stated(root: HtmlElement, *names: str) -> str:
    wanted = [name.lower() for name in names]
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if key in wanted and (element.get("content") or "").strip():
            found.setdefault(key, " ".join((element.get("content") or "").split()))
    return next((found[name] for name in wanted if name in found), "")


def _link(root: HtmlElement, rel: str) -> str:
    return next((e.get("href") or "" for e in root.iter("link") if (e.get("rel") or "").lower() == rel), "")


def _linked_data(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of schema.org that the page holds."""
    for element in root.iter("script"):
        if element.get("type") == "application/ld+json":
            try:
                data = json.loads(element.text or "")
            except (ValueError, RecursionError):
                continue
            graph = data.get("@graph", data) if isinstance(data, dict) else data
            yield from (
                one for one in (graph if isinstance(graph, list) else [graph]) if isinstance(one, dict)
            )


def _publisher(data: Sequence[dict[str, Any]]) -> str:
    names = (one["publisher"].get("name") for one in data if isinstance(one.get("publisher"), dict))
    return next((name for name in names if isinstance(name, str)), "")


def _time(root: HtmlElement) -> str:
    """The date of the only `time` element that says when the page was published."""
    dates = {
        _iso(e.get("datetime") or "")
        for e in root.iter("time")
        if re.search("publish|entry-date", e.get("class") or "")
    }
    return dates.pop() if len(dates) == 1 else ""


def _iso(text: str) -> str:
    match = DATE.match(text.replace("/", "-").partition("T")[0].strip())
    return iso(match) if match else ""


def _language(root: HtmlElement) -> str:
    stated = (root.get("lang") or root.get("xml:lang") or "").strip()
    return stated if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", stated) else ""
