"""Readers of files that are no plain text, one module a format: each makes a text that `clean` takes.

A reader is imported when the first file of its kind is read, so that a build without such files does not
wait for its library.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import TypeVar

from postil.clean import clean
from postil.model import Change, Cleaned, Dropped, Finding, Place
from postil.problems import Code, Problems
from postil.read.formats.extracted import Extracted

READERS = MappingProxyType({".html": "html", ".htm": "html", ".docx": "docx", ".pdf": "pdf"})


def kind_of(name: str, raw: bytes) -> str:
    """The reader that a file needs: by its name's ending, or where it has none (standard input) by its first
    bytes; "" for a plain text."""
    suffix = PurePath(name).suffix.lower()
    if suffix:
        return READERS.get(suffix, "")
    start = raw[:1024].lstrip().lower()
    if start.startswith(b"%pdf-"):
        return "pdf"
    if start.startswith(b"pk\x03\x04"):
        return "docx"
    return "html" if start.startswith((b"<!doctype html", b"<html")) else ""


def extract(kind: str, raw: bytes, name: str, problems: Problems) -> Extracted | None:
    """Read a file with the reader `kind`; None where that is not possible, which is then a problem."""
    if not raw.strip():
        problems.add(Code.EMPTY_FILE, Place(name), "the file is empty", "put its text in or delete it")
        return None
    try:
        found: Extracted | None = import_module(f"{__name__}.{kind}").read(raw, name, problems)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, ValueError) as error:
        # a file made to be unreadable, or a library's mistake: one file must not stop the others
        what = f"the file cannot be read ({type(error).__name__})"
        problems.add(Code.BROKEN_FILE, Place(name), what, "save it anew, or its text as .txt")
        return None
    return found


def cleaned(found: Extracted) -> Cleaned:
    """The text of a file cleaned, with what its reader did; lines are those of the extracted text."""
    done = clean(found.text)
    changes = sorted((*found.changes, *done.changes), key=lambda change: change.line)
    dropped = sorted((*found.dropped, *done.dropped), key=lambda piece: piece.line)
    return Cleaned(
        markdown=done.markdown,
        record=MappingProxyType({**found.record, **done.record}),
        changes=tuple(_on_page(found, one) for one in changes),
        dropped=tuple(_on_page(found, one) for one in dropped),
        findings=tuple(_on_page(found, one) for one in done.findings),
        raw=found.text,
    )


Piece = TypeVar("Piece", Change, Dropped, Finding)


def _on_page(found: Extracted, piece: Piece) -> Piece:
    return replace(piece, page=found.page_of(piece.line)) if found.pages and not piece.page else piece
