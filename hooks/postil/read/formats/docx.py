"""A word processor's file: mammoth makes HTML of its styles, and that becomes Markdown like a page's."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from postil.clean.front import names_byline
from postil.model import Place
from postil.problems import Code, Problems
from postil.read.formats.blocks import Piece, pieces
from postil.read.formats.extracted import Extracted, Sheet
from postil.read.formats.links import take_notes
from postil.read.formats.runs import joined

MOST_UNPACKED = 50_000_000  # bytes of the whole archive
# Measured at the limit: 300 MB in memory, 3 s for paragraphs of several runs, 10 s for single sentences.
MOST_XML = 10_000_000  # bytes of the parts that are read
MOST_PARTS = 5_000
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Author'] => p.author:fresh
p[style-name='Date'] => p.date:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Caption'] => figcaption > p:fresh
p[style-name='caption'] => figcaption > p:fresh
"""
_ASIDE = re.compile(r"word/(header|footer|comments)\d*\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the file format of Word before 2007, and of a locked .docx


def read(raw: bytes, name: str, problems: Problems) -> Extracted | None:
    """The text of a .docx file; None where it is broken, locked, too large or holds no text (then a problem
    says so)."""
    if not _is_readable(raw, name, problems):
        return None
    from mammoth import convert_to_html
    from mammoth.images import img_element

    try:
        html = convert_to_html(
            io.BytesIO(joined(raw)),
            style_map=STYLES,
            convert_image=img_element(lambda image: {}),
            id_prefix="docx-",
        ).value
    except Exception as error:  # mammoth lets through whatever its XML and zip libraries raise
        _broken(name, f"{type(error).__name__}", problems)
        return None
    if not html.strip():
        problems.add(Code.NO_TEXT, Place(name), "the file holds no text", "put its text in, or run OCR first")
        return None
    root = lxml.html.document_fromstring(f"<body>{html}</body>")
    sheet = Sheet()
    for rule, words in dict.fromkeys(_beside(raw)):
        sheet.drop(rule, words)
    notes, _ = take_notes(root)
    record = _write(sheet, root)
    for note in notes:
        sheet.put(note.markdown())
    return sheet.finish(record)


def _is_readable(raw: bytes, name: str, problems: Problems) -> bool:
    """Whether the file is a Word document of a size that can be read; counts what its parts really hold."""
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            problems.add(
                Code.LOCKED_FILE, Place(name), "the file asks for a password", "save a copy without one"
            )
        else:
            problems.add(
                Code.BROKEN_FILE,
                Place(name),
                "the file is in the format of Word before 2007",
                "save it as .docx",
            )
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            xml = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            if not any(part.filename.startswith("word/") for part in xml):
                return _broken(name, "no word/ in it", problems)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                return _too_large(name, MOST_UNPACKED, problems)
            if sum(part.file_size for part in xml) > MOST_XML or not _hold_what_they_say(archive, xml):
                return _too_large(name, MOST_XML, problems)
            if any(b"<!DOCTYPE" in archive.read(part)[:4096] for part in xml):
                return _broken(name, "entities in its XML", problems)
    except Exception as error:  # zipfile raises a dozen kinds on damaged archives
        return _broken(name, type(error).__name__, problems)
    return True


def _hold_what_they_say(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bool:
    """Whether no part unpacks to more than its header declares; read in pieces, and no further than that."""
    for part in parts:
        with archive.open(part) as stream:
            left = part.file_size
            while piece := stream.read(min(left, 65_536) + 1):
                left -= len(piece)
                if left < 0:
                    return False
    return True


def _too_large(name: str, limit: int, problems: Problems) -> bool:
    what = f"the file unpacks to more than {limit // 1_000_000} MB"
    problems.add(Code.TOO_LARGE, Place(name), what, "cut it into parts, or save its text alone")
    return False


def _broken(name: str, why: str, problems: Problems) -> bool:
    what = f"the file is damaged, or no Word document ({why})"
    problems.add(Code.BROKEN_FILE, Place(name), what, "open it in a word processor and save it as .docx anew")
    return False


def _write(sheet: Sheet, root: HtmlElement) -> dict[str, str | tuple[str, ...]]:
    """Write the blocks; the answer is what paragraphs in the styles Subtitle and Author say."""
    found = pieces(root)
    titled = any(_style(piece) == "title" for piece in found)
    authors: list[str] = []
    subtitle = ""
    above: Piece | None = None
    for piece in found:
        if piece.kind == "heading" and titled and _style(piece) != "title":
            piece.level = min(piece.level + 1, 6)
        names = names_byline(f"By {piece.text.removeprefix('By ')}") if _style(piece) == "author" else ()
        if names:
            authors += names
            continue
        if _style(piece) == "subtitle" and titled and not subtitle:
            subtitle = piece.text
            continue
        sheet.put(piece.markdown(), piece.kind == "item" and above is not None and above.kind == "item")
        above = piece
    return {"subtitle": subtitle, "authors": tuple(authors)}


def _style(piece: Piece) -> str:
    return piece.element.get("class") or ""


def _beside(raw: bytes) -> Iterator[tuple[str, str]]:
    """What stands in the file and not in its text, as (rule, words): headers, footers, comments."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in sorted(archive.namelist()):
            match = _ASIDE.fullmatch(name)
            if not match:
                continue
            root = lxml.etree.fromstring(archive.read(name), lxml.etree.XMLParser(resolve_entities=False))
            rule = "comment" if match[1] == "comments" else "running-head"
            for paragraph in root.iter(f"{_W}p"):
                yield rule, "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))
