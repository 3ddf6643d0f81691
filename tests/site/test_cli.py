"""The command line as people call it: help, exit codes, `check`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import postil, put, run, term_file, text_file

PROJECT = {
    "mkdocs.yml": "site_name: A reader\nmarkdown_extensions: [footnotes, attr_list]\n",
    "docs/texts/flood-1931.md": text_file(
        "The RB met.[^1]\n\nThe 𝔹oard, i.e. the River Board, met [@flood-1931, ¶1]."
    ),
    "glossary/river-board.md": term_file("River Board", aliases="[RB]"),
}
SLIPS = {
    **PROJECT,
    "docs/texts/slip.md": text_file("See [[river-bord]].\n\nSee [@flood-1931, ¶9]."),
    "glossary/slip.md": term_file("Slip", colour="green"),
}
PROBLEMS = [
    "docs/texts/slip.md:6: unknown-term: `[[river-bord]]` names a term that does not exist; "
    "did you mean `[[river-board]]`?",
    "docs/texts/slip.md:8: unknown-passage: `[@flood-1931, ¶9]` cites a passage that does not exist; "
    "`flood-1931` has ¶1 to ¶2",
    "glossary/slip.md:4: unknown-field: there is no field `colour`; known fields: title, kind, aliases, "
    "native, dates, relations, senses, mark, status",
]


# --- every command


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ([], ["check", "convert", "annotate", "stats"]),
        (["check"], ["--config", "--format [text|json]"]),
        (["convert"], ["PATH", "--format [md|json]"]),
        (["annotate"], ["PATH", "--glossary", "--format [text|json]"]),
        (["stats"], ["TERM", "--config", "--format [text|json]"]),
    ],
    ids=lambda value: " ".join(value) or "postil",
)
def test_help(tmp_path: Path, command: list[str], said: list[str]) -> None:
    answer = postil(tmp_path, *command, "--help")
    assert answer.code == 0
    assert all(words in answer.out for words in said)
    assert postil(tmp_path, *command, "-h").out == answer.out


@pytest.mark.parametrize(
    "call",
    [
        ["unheard-of"],
        ["check", "--unheard-of"],
        ["check", "--format", "xml"],
        ["check", "--config", "nowhere.yml"],
        ["check"],
        ["convert"],
        ["convert", "nowhere.txt"],
        ["convert", "."],
        ["annotate", "nowhere.txt"],
        ["annotate", "-"],
        ["annotate", "-", "--glossary", "nowhere"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_exits_2_and_says_why(tmp_path: Path, call: list[str]) -> None:
    answer = postil(tmp_path, *call)
    assert answer.code == 2
    assert answer.out == ""
    assert "Error: " in answer.err


def test_it_runs_as_a_program_of_its_own(tmp_path: Path) -> None:
    put(tmp_path, SLIPS)
    done = run("postil.cli", "check", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode().splitlines()) == (1, PROBLEMS)
    assert done.stderr.decode() == "2 texts, 1 terms: 3 problems\n"


# --- check


def test_check_of_a_project_without_problems(tmp_path: Path) -> None:
    put(tmp_path, PROJECT)
    answer = postil(tmp_path, "check")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "1 texts, 1 terms: no problems\n"


def test_check_prints_every_problem_in_order(tmp_path: Path) -> None:
    put(tmp_path, SLIPS)
    answer = postil(tmp_path, "check")
    assert (answer.code, answer.out.splitlines()) == (1, PROBLEMS)
    assert answer.err == "2 texts, 1 terms: 3 problems\n"


def test_a_doubt_is_told_and_is_no_failure(tmp_path: Path) -> None:
    dated = '[{date: 1890, event: Built, cite: "[@harbour, ¶1]"}]'
    files = {
        "docs/texts/harbour.md": text_file("The wall is old."),
        "glossary/wall.md": term_file("Wall", dates=dated),
    }
    answer = postil(put(tmp_path, {"mkdocs.yml": "site_name: Walls\n", **files}), "check")
    assert answer.code == 0
    assert answer.out.startswith("glossary/wall.md:4: not-in-passage: ")
    assert "1 texts, 1 terms: no problems, 1 doubt" in answer.err


def test_check_finds_the_project_above_and_by_name(tmp_path: Path) -> None:
    put(tmp_path, {f"project/{name}": content for name, content in SLIPS.items()})
    (tmp_path / "elsewhere").mkdir()
    for call in (
        postil(tmp_path / "project/docs", "check"),
        postil(tmp_path / "elsewhere", "check", "--config", "../project/mkdocs.yml"),
    ):
        assert (call.code, call.out.splitlines()) == (1, PROBLEMS)


def test_check_as_data(tmp_path: Path) -> None:
    put(tmp_path, SLIPS)
    answer = postil(tmp_path, "check", "--format", "json")
    assert answer.code == 1
    told = [f"{p['path']}:{p['line']}: {p['code']}: {p['message']}" for p in answer.data["problems"]]
    assert told == PROBLEMS
    put(tmp_path, PROJECT)
    for name in ("docs/texts/slip.md", "glossary/slip.md"):
        (tmp_path / name).unlink()
    good = postil(tmp_path, "check", "--format", "json")
    assert (good.code, good.data) == (0, {"problems": []})


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("site_name: [never closed\n", "mkdocs.yml"),
        ("- a list\n", "mkdocs.yml"),
        ("markdown_extensions: [unheard.of]\n", "unheard"),
        ("extra: {postil: first}\n", "extra.postil is 'first'"),
        ("extra: {postil: {mark: some}}\n", "extra.postil.mark is 'some'; write first, all or never"),
        ("extra: {postil: {diacritics: some}}\n", "extra.postil.diacritics is 'some'; write exact or fold"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_said(tmp_path: Path, config: str, said: str) -> None:
    put(tmp_path, {**PROJECT, "mkdocs.yml": config})
    answer = postil(tmp_path, "check")
    assert answer.code == 2
    assert "Error: " in answer.err and said in answer.err
