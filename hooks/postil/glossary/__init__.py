"""Reading the glossary: one Markdown file a term, one a comparison, one a disagreement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from postil.glossary.comparisons import read_comparison
from postil.glossary.contradictions import check_contradictions
from postil.glossary.disagreements import read_disagreement
from postil.glossary.relations import check_relations
from postil.glossary.terms import read_term
from postil.model import Comparison, Disagreement, Glossary, Named, Place, Term
from postil.problems import Code, Problems, did_you_mean
from postil.read.files import decode, file_id, name_of

__all__ = ["check_contradictions", "read_glossary"]

FOLDERS = ("comparisons", "disagreements")

One = TypeVar("One", Term, Comparison, Disagreement)


def read_glossary(folder: Path, root: Path, problems: Problems) -> Glossary:
    """All entries under `folder`, in order of id; names in problems are relative to `root`."""
    terms = _read(folder, root, read_term, problems)
    comparisons = _read(folder / "comparisons", root, read_comparison, problems)
    disagreements = _read(folder / "disagreements", root, read_disagreement, problems)
    _check_folders(folder, root, problems)
    known = {term.id for term in terms}
    for term in terms:
        _check_named(term.named_terms, known, problems)
    check_relations(terms, problems)
    return Glossary(
        tuple(terms),
        tuple(one for one in comparisons if _check_named(one.named_terms, known, problems)),
        tuple(_about_known(disagreements, known, problems)),
    )


def _about_known(
    disagreements: Iterable[Disagreement], known: set[str], problems: Problems
) -> Iterator[Disagreement]:
    """The disagreements that are about some term, each without the terms that do not exist."""
    for one in disagreements:
        _check_named(one.named_terms, known, problems)
        if terms := tuple(id_ for id_ in one.terms if id_ in known):
            yield replace(one, terms=terms)


def _check_folders(folder: Path, root: Path, problems: Problems) -> None:
    """An entry in a folder of its own making would go unread."""
    for path in sorted(folder.glob("*/**/*.md")) if folder.is_dir() else ():
        inside = path.relative_to(folder)
        if inside.parent.as_posix() not in FOLDERS:
            what = f"`{inside.as_posix()}` stands in a folder: its id would hold a slash"
            better = name_of(folder / path.name, root)
            problems.add(Code.BAD_ID, Place(name_of(path, root)), what, f"move it to {better}")


def _read(
    folder: Path, root: Path, read: Callable[[str, str, str, Problems], One | None], problems: Problems
) -> list[One]:
    entries = []
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        if path.name.startswith(".") or not path.is_file():  # an editor's own
            continue
        name = name_of(path, root)
        id_ = file_id(path, name, problems)
        text = decode(path.read_bytes(), name, problems)
        if id_ is not None and text is not None and (entry := read(text, id_, name, problems)):
            entries.append(entry)
    return entries


def _check_named(named: Iterable[Named], known: set[str], problems: Problems) -> bool:
    """Whether all ids that a file names are terms; those that are none become problems."""
    missing = [one for one in named if one.id not in known]
    for one in missing:
        advice = did_you_mean(one.id, known, f"add glossary/{one.id}.md")
        problems.add(
            Code.UNKNOWN_TERM, one.place, f"`{one.field}` names `{one.id}`, which is no term", advice
        )
    return not missing
