"""Runs the examples in tests/spec/problems/*.md: what is wrong with a file, and the line that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from postil.problems import NOTICES, Code, Problem
from tests.spec.cases import HERE, Block, Case, read_cases
from tests.support import edition_of, put

FILES = sorted((HERE / "problems").glob("*.md"))
CASES = [case for path in FILES for case in read_cases(path)]
LINE = re.compile(r"(?P<path>[^:]+):(?P<line>\d+): (?P<code>[a-z0-9-]+): (?P<what>.+)")
BYTE = re.compile(rb"\\x([0-9a-f]{2})")
SIZE = re.compile(r"(\d+)MB")
LIBRARY = "library"  # the folder of originals: a case that has it is about the classroom edition


def _is_classroom(case: Case) -> bool:
    return any(block.kind.startswith(f"{LIBRARY}/") for block in case.blocks)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where} {case.title}")
def test_example(case: Case, tmp_path: Path) -> None:
    put(tmp_path, dict(_files(case)))
    library = tmp_path / LIBRARY if _is_classroom(case) else None
    _, problems = edition_of(tmp_path, library=library)
    assert [str(problem) for problem in problems] == case.one("problems").splitlines()


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_every_code_has_an_example(code: Code) -> None:
    told = {found["code"] for case in CASES for found in _told(case)}
    assert code.value in told


def test_every_message_is_one_line_with_a_place_and_says_what_to_do() -> None:
    notices = {code.value for code in NOTICES}
    for case in CASES:
        for line in case.one("problems").splitlines():
            found = LINE.fullmatch(line)
            assert found, line
            assert "; " in found["what"] or found["code"] in notices, line
            assert not found["what"].endswith("."), line


def test_all_are_told_in_one_run(tmp_path: Path) -> None:
    """The files of all cases in one project: each problem stands where it stood, and no other."""
    cases = [case for case in CASES if not _is_classroom(case)]
    files = [file for case in cases for file in _files(case)]
    assert len(dict(files)) == len(files), "two cases have a file of the same name"
    _, problems = edition_of(put(tmp_path, dict(files)))
    expected = sorted(_place(found) for case in cases for found in _told(case))
    assert sorted(map(_place_of, problems)) == expected


def _told(case: Case) -> Iterator[re.Match[str]]:
    for line in case.one("problems").splitlines():
        found = LINE.fullmatch(line)
        assert found, f"{case.where}: {line}"
        yield found


def _place(found: re.Match[str]) -> tuple[str, int, str]:
    return found["path"], int(found["line"]), found["code"]


def _place_of(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.code


def _files(case: Case) -> Iterator[tuple[str, bytes]]:
    for block in case.blocks:
        if block.kind != "problems":
            assert "/" in block.kind, f"{case.where}: `{block.kind}` is no path"
            yield block.kind, _bytes(block)


def _bytes(block: Block) -> bytes:
    if block.name == "escapes":
        return BYTE.sub(lambda found: bytes.fromhex(found[1].decode()), block.body.encode())
    if size := SIZE.fullmatch(block.name):
        return block.body.encode().ljust(int(size[1]) * 1_000_000, b".")
    return block.body.encode(block.name or "utf-8")
