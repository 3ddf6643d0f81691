"""Reading the glossary: one Markdown file a term, one a comparison."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from postil.glossary.comparisons import read_comparison
from postil.glossary.terms import read_term
from postil.model import Comparison, Glossary, Place, Term
from postil.problems import Code, Problems
from postil.read.files import decode, file_id

__all__ = ["read_glossary"]

One = TypeVar("One", Term, Comparison)


def read_glossary(folder: Path, root: Path, problems: Problems) -> Glossary:
    """All entries under `folder`, in order of id; names in problems are relative to `root`."""
    terms = _read(folder, root, read_term, problems)
    comparisons = _read(folder / "comparisons", root, read_comparison, problems)
    known = {term.id for term in terms}
    for term in terms:
        for kind, ids in term.relations.items():
            for id_ in ids:
                if id_ not in known:
                    what = f"`relations.{kind}` names `{id_}`, which is no term"
                    problems.add(Code.UNKNOWN_TERM, term.place, what, f"add glossary/{id_}.md or take it out")
    return Glossary(tuple(terms), tuple(c for c in comparisons if _terms_exist(c, known, problems)))


def _read(
    folder: Path, root: Path, read: Callable[[str, str, str, Problems], One | None], problems: Problems
) -> list[One]:
    entries = []
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        name = path.relative_to(root).as_posix()
        id_ = file_id(path, name, problems)
        text = decode(path.read_bytes(), name, problems)
        if id_ is not None and text is not None and (entry := read(text, id_, name, problems)):
            entries.append(entry)
    return entries


def _terms_exist(comparison: Comparison, known: set[str], problems: Problems) -> bool:
    missing = [id_ for id_ in comparison.terms if id_ not in known]
    for id_ in missing:
        what = f"`compare` names `{id_}`, which is no term"
        problems.add(Code.UNKNOWN_TERM, Place(comparison.place.path, 2), what, f"add glossary/{id_}.md")
    return not missing
