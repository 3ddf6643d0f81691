"""The pages under docs/ that are no texts: they may cite passages and name terms, too."""

from __future__ import annotations

from pathlib import Path

from postil.frontmatter import split
from postil.model import Page, Place
from postil.problems import Problems
from postil.read.files import decode, name_of

APART = {"texts", "assignments"}  # folders whose files have a format of their own


def read_pages(docs: Path, root: Path, problems: Problems) -> tuple[Page, ...]:
    """Every Markdown page of the site that is no text, in order of name; names are relative to `root`."""
    pages = []
    for path in sorted(docs.rglob("*.md")):
        if path.relative_to(docs).parts[0] in APART and path.name != "index.md":
            continue
        name = name_of(path, root)
        text = decode(path.read_bytes(), name, problems)
        if text is not None:
            parts = split(text)
            pages.append(Page(path.relative_to(docs).as_posix(), Place(name, parts.body_line), parts.body))
    return tuple(pages)
