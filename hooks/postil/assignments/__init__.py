"""Reading assignments: one Markdown file each in `docs/assignments/`, checked against the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from postil.assignments.check import Corpus, checked, sections_in
from postil.assignments.schema import AssignmentFields
from postil.frontmatter import check, required
from postil.model import Assignment, Glossary, Place, Text
from postil.problems import Code, Problems
from postil.read.files import decode, file_id, name_of

__all__ = ["read_assignment", "read_assignments", "sections_in"]

SHAPE = "`---`, `title: …`, `readings: [{text: text-id}]`, `---`"


def read_assignments(
    folder: Path,
    root: Path,
    texts: Mapping[str, Text],
    glossary: Glossary,
    withheld: frozenset[str],
    problems: Problems,
) -> tuple[Assignment, ...]:
    """The assignments in `folder` that nothing is wrong with, in order of id; what is wrong with the others
    goes to `problems`. `texts` are those of this edition by id, `withheld` those that it may not show."""
    corpus = Corpus(texts, glossary, withheld)
    found = []
    for path, name in _files(folder, root, problems):
        own = Problems()
        id_ = file_id(path, name, own)
        raw = decode(path.read_bytes(), name, own)
        one = read_assignment(raw, id_, name, corpus, own) if id_ is not None and raw is not None else None
        problems.take(own)
        if one is not None and not len(own):
            found.append(one)
    return tuple(found)


def read_assignment(raw: str, id_: str, name: str, corpus: Corpus, problems: Problems) -> Assignment | None:
    """The assignment in the file `name`, or None where it cannot be used."""
    found = required(raw, name, "assignment", SHAPE, problems)
    if found is None:
        return None
    parts, front = found
    fields = check(front, AssignmentFields, problems) if front is not None else None
    if front is None or fields is None:
        return None
    return checked(id_, fields, front, parts.body, Place(name, parts.body_line), corpus, problems)


def _files(folder: Path, root: Path, problems: Problems) -> Iterator[tuple[Path, str]]:
    """Each file with an assignment and its name; `index.md` is a page like any other."""
    for path in sorted(folder.rglob("*.md")) if folder.is_dir() else ():
        inside, name = path.relative_to(folder), name_of(path, root)
        if path.name.startswith(".") or not path.is_file() or inside.as_posix() == "index.md":
            continue
        if path.parent == folder:
            yield path, name
        else:
            what = f"`{inside.as_posix()}` stands in a folder: its id would hold a slash"
            better = name_of(folder / path.name, root)
            problems.add(Code.BAD_ID, Place(name), what, f"move it to {better}")
