"""A .docx file without what its text does not need.

Word writes a run for every session in which a paragraph was edited, each with its font, size and language.
mammoth takes more than a second for a megabyte of them; joined first, they take a fifth of that.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import lxml.etree
from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
# What becomes of a run's properties in Markdown, or tells a note's number from text.
_KEPT = frozenset(
    f"{_W}{name}" for name in ("rStyle", "b", "i", "u", "strike", "caps", "smallCaps", "vertAlign")
)
_MEANINGLESS = f"{_W}proofErr"  # what the spelling checker thought


def joined(raw: bytes) -> bytes:
    """The same file with neighbouring runs of one look as one run, and without pictures.

    Raises what zipfile and lxml raise on damaged files.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(made, "w") as thinned:
        for name in dict.fromkeys(archive.namelist()):
            if name.startswith("word/media/"):
                continue
            part = archive.read(name)
            thinned.writestr(name, _thin(part) if _TEXTS.fullmatch(name) else part)
    return made.getvalue()


def _thin(part: bytes) -> bytes:
    root = lxml.etree.fromstring(part, lxml.etree.XMLParser(resolve_entities=False))
    for parent in {run.getparent() for run in root.iter(f"{_W}r")}:
        if parent is not None:
            _join_runs(parent)
    written: bytes = lxml.etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def _join_runs(parent: _Element) -> None:
    last: _Element | None = None  # the run that the next one may join
    look = b""
    for child in list(parent):
        if child.tag == _MEANINGLESS:
            parent.remove(child)
            continue
        if child.tag != f"{_W}r":
            last = None
            continue
        own = b"".join(_properties(child))
        texts = [one for one in child if one.tag != f"{_W}rPr"]
        plain = bool(texts) and all(one.tag == f"{_W}t" for one in texts)
        if last is not None and plain and own == look:
            last.extend(texts)
            parent.remove(child)
        else:
            last, look = (child, own) if plain else (None, b"")


def _properties(run: _Element) -> Iterator[bytes]:
    """What a run looks like; the rest of its properties is taken out."""
    for group in run.findall(f"{_W}rPr"):
        for one in list(group):
            if one.tag in _KEPT:
                yield lxml.etree.tostring(one, with_tail=False)
            else:
                group.remove(one)
