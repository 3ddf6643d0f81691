"""Runs the examples in tests/spec/*.md; README.md there says how they are written."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from postil.chain import Edition
from postil.model import Block, MarkPolicy, Occurrence, Passage, Text
from postil.problems import Problem, Problems
from tests.spec.cases import HERE, Case, read_cases
from tests.support import bare, edition_of, mentions_in, put, render

FILES = sorted(path for path in HERE.glob("*.md") if path.name != "README.md")
CASES = [case for path in FILES for case in read_cases(path)]

TEXT = "a-text"
SHOWN = {  # characters that cannot be seen, or not as what they are, as they are written in the examples
    "\u00a0": "&nbsp;",
    "\u00ad": "&shy;",
    **{char: f"&#{ord(char)};" for char in "\u0301\u030c\u200b\u2011\u3099"},
    **{chr(code): f"&#{code};" for code in range(0x1100, 0x1200)},
    "\n": " / ",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where} {case.title}")
def test_example(case: Case, tmp_path: Path) -> None:
    unknown = [block.kind for block in case.blocks if block.kind not in GIVEN and block.kind not in EXPECTED]
    assert not unknown, f"{case.where}: no such blocks: {unknown}"
    assert case.all(*EXPECTED), f"{case.where} expects nothing"
    site = dict(line.split(": ") for line in case.one("site").splitlines())
    policy = cast(MarkPolicy, site.get("mark", "first"))
    plain = site.get("diacritics") == "fold"
    edition, problems = edition_of(put(tmp_path, dict(_files(case))), mark=policy, plain=plain)
    for block in case.all(*EXPECTED):
        shown = EXPECTED[block.kind](edition, problems, block.name or TEXT)
        assert shown.strip("\n") == block.body.strip("\n"), f"{case.where}: {block.kind}"
    if not case.all("warnings"):
        assert [str(problem) for problem in problems] == []


def test_the_list_of_files_is_complete() -> None:
    listed = re.findall(r"^\| \[.*?\]\((\w+\.md)\)", (HERE / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == [path.name for path in FILES]


# --- what is given


def _files(case: Case) -> Iterator[tuple[str, str]]:
    for id_, fields in _entries(case.one("glossary")):
        kind = "" if re.search(r"^kind:", fields, re.MULTILINE) else "kind: concept\n"
        yield f"glossary/{id_}.md", f"---\n{fields}{kind}---\nWhat it is.\n"
    for block in case.all("text"):
        record, body = "", block.body
        if body.startswith("---\n"):
            record, _, body = body.removeprefix("---\n").partition("---\n")
        id_ = block.name or TEXT
        siglum = id_.replace("-", " ").capitalize()
        front = f"title: {siglum}\nsiglum: {siglum}\nrights: CC-BY-4.0\n{record}"
        yield f"docs/texts/{id_}.md", f"---\n{front}---\n{body}"


def _entries(source: str) -> list[tuple[str, str]]:
    """Each term's id and its fields; `id: words` is short for a term that has only a title."""
    parts = re.split(r"^([a-z0-9-]+):", source, flags=re.MULTILINE)[1:]
    return [
        (id_, f"title: {fields.strip()}\n" if "\n" not in fields.strip("\n") else textwrap.dedent(fields[1:]))
        for id_, fields in zip(parts[::2], parts[1::2], strict=True)
    ]


# --- what comes out


def _shown(words: str) -> str:
    return "".join(SHOWN.get(char, char) for char in words)


def _outside(edition: Edition, problems: Problems, text: str) -> str:
    """Headings and notes that mention a term, each with the mentions in it."""
    found: dict[str, list[Occurrence]] = {}
    for term in edition.index.terms:
        for aside in edition.index.outside(term).get(text, ()):
            found.setdefault(aside.block.id, []).extend(aside.occurrences)
    return "\n".join(
        f"{block.name}: {_written(block, sorted(found[block.id], key=lambda one: one.start))}"
        for block in edition.index.texts[text].outside
        if block.id in found
    )


def _written(passage: Block, occurrences: list[Occurrence]) -> str:
    """A passage with each occurrence as `[words](term)`."""
    parts, done = [], 0
    for one in occurrences:
        parts += [passage.text[done : one.start], f"[{passage.text[one.start : one.end]}]({one.term})"]
        done = one.end
    return _shown("".join([*parts, passage.text[done:]]))


def _mentions(edition: Edition, problems: Problems, text: str) -> str:
    passages = edition.index.texts[text].passages
    return "\n".join(_written(passage, mentions_in(edition, text, passage)) for passage in passages)


def _marks(edition: Edition, problems: Problems, text: str) -> str:
    """The marked mentions, under the headings of their sections."""
    lines, section = [], None
    titles = {one.id: one.title for one in edition.index.texts[text].sections}
    for passage in edition.index.texts[text].passages:
        if passage.section != section and passage.section is not None:
            lines.append(f"# {titles[passage.section]}")
        section = passage.section
        lines.append(_written(passage, [one for one in mentions_in(edition, text, passage) if one.marked]))
    return "\n".join(lines)


def _reasons(edition: Edition, problems: Problems, text: str) -> str:
    return "\n".join(
        f"{one.surface} → {one.term}: {one.why or 'nothing else has this name'}"
        for one in edition.index.occurrences[text]
    )


def _warnings(edition: Edition, problems: Problems, text: str) -> str:
    return "\n".join(_without_place(problem) for problem in problems)


def _without_place(problem: Problem) -> str:
    return str(problem).partition(": ")[2]


def _outline(edition: Edition, problems: Problems, text: str) -> str:
    """Sections with their ids, and in each the passages with theirs; then the notes."""
    whole = edition.index.texts[text]
    lines = [_line(passage) for passage in whole.passages if passage.section is None]
    for section in whole.sections:
        lines.append(f"{'#' * section.level} {section.id}: {section.title}")
        lines += [_line(passage) for passage in whole.passages if passage.section == section.id]
    return "\n".join([*lines, *_notes(whole)])


def _line(passage: Passage) -> str:
    return f"{passage.id} {passage.kind}: {_shown(passage.text)}"


def _notes(text: Text) -> Iterator[str]:
    for note in text.notes:
        yield f"note {note.label}, from {', '.join(note.refs) or 'nowhere'}: {_shown(note.text)}"


def _html(edition: Edition, problems: Problems, text: str) -> str:
    return bare(render(edition, text))


GIVEN = {"site", "glossary", "text"}
EXPECTED: dict[str, Callable[[Edition, Problems, str], str]] = {
    "mentions": _mentions,
    "outside": _outside,
    "marks": _marks,
    "reasons": _reasons,
    "warnings": _warnings,
    "outline": _outline,
    "html": _html,
}
