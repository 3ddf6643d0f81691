"""The command line as people call it: what goes to standard output, what to standard error, and the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from postil.cli import main
from tests.support import put, run, term_file, text_file

RAW = """THE FLOOD

By Ada Ferry

In the spring the river rose for nine days, and nobody could cross it by boat any more.1 The River Board met.

The wall was low in the north of the town, and on the tenth day the water came over it.2

Notes

1. Minutes of the River Board.
"""
PROJECT = {
    "mkdocs.yml": "site_name: A reader\nmarkdown_extensions: [footnotes, attr_list]\n",
    "docs/texts/flood-1931.md": text_file("The RB met.[^1]\n\nThe 𝔹oard, i.e. the River Board, met [@flood-1931, ¶1]."),
    "glossary/river-board.md": term_file("River Board", aliases="[RB]"),
}
SLIPS = {
    **PROJECT,
    "docs/texts/slip.md": text_file("See [[river-bord]].\n\nSee [@flood-1931, ¶9]."),
    "glossary/slip.md": term_file("Slip", colour="green"),
}
PROBLEMS = [
    "docs/texts/slip.md:6: unknown-term: `[[river-bord]]` names a term that does not exist; did you mean `[[river-board]]`?",
    "docs/texts/slip.md:8: unknown-passage: `[@flood-1931, ¶9]` cites a passage that does not exist; "
    "`flood-1931` has ¶1 to ¶2",
    "glossary/slip.md:4: unknown-field: there is no field `colour`; known fields: title, kind, aliases, native, dates, "
    "relations, senses, mark, status",
]


@dataclass(frozen=True)
class Answer:
    """What a call answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Postil = Callable[..., Answer]


@pytest.fixture
def postil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Postil:
    """Calls `postil` in the folder of the test. An error that it does not handle fails the test."""
    monkeypatch.delenv("POSTIL_LIBRARY", raising=False)

    def call(*arguments: str, stdin: str | bytes = b"", cwd: str = ".") -> Answer:
        monkeypatch.chdir(tmp_path / cwd)
        done = CliRunner().invoke(main, arguments, input=stdin, prog_name="postil")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Answer(done.exit_code, done.stdout, done.stderr)

    return call


# --- every command


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ([], ["check", "convert", "annotate"]),
        (["check"], ["--config", "--format [text|json]"]),
        (["convert"], ["PATH", "--format [md|json]"]),
        (["annotate"], ["PATH", "--glossary", "--format [text|json]"]),
    ],
    ids=lambda value: " ".join(value) or "postil",
)
def test_help(postil: Postil, command: list[str], said: list[str]) -> None:
    answer = postil(*command, "--help")
    assert answer.code == 0
    assert all(words in answer.out for words in said)
    assert postil(*command, "-h").out == answer.out


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
def test_a_wrong_call_exits_2_and_says_why(postil: Postil, call: list[str]) -> None:
    answer = postil(*call)
    assert answer.code == 2
    assert answer.out == ""
    assert "Error: " in answer.err


def test_it_runs_as_a_program_of_its_own(tmp_path: Path) -> None:
    put(tmp_path, SLIPS)
    done = run("postil.cli", "check", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode().splitlines()) == (1, PROBLEMS)
    assert done.stderr.decode() == "2 texts, 1 terms: 3 problems\n"


# --- check


def test_check_of_a_project_without_problems(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, PROJECT)
    answer = postil("check")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "1 texts, 1 terms: no problems\n"


def test_check_prints_every_problem_in_order(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, SLIPS)
    answer = postil("check")
    assert (answer.code, answer.out.splitlines()) == (1, PROBLEMS)
    assert answer.err == "2 texts, 1 terms: 3 problems\n"


def test_check_finds_the_project_above_and_by_name(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, {f"project/{name}": content for name, content in SLIPS.items()})
    (tmp_path / "elsewhere").mkdir()
    for call in (postil("check", cwd="project/docs"), postil("check", "--config", "../project/mkdocs.yml", cwd="elsewhere")):
        assert (call.code, call.out.splitlines()) == (1, PROBLEMS)


def test_check_as_data(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, SLIPS)
    answer = postil("check", "--format", "json")
    assert answer.code == 1
    told = [f"{p['path']}:{p['line']}: {p['code']}: {p['message']}" for p in answer.data["problems"]]
    assert told == PROBLEMS
    put(tmp_path, PROJECT)
    for name in ("docs/texts/slip.md", "glossary/slip.md"):
        (tmp_path / name).unlink()
    good = postil("check", "--format", "json")
    assert (good.code, good.data) == (0, {"problems": []})


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("site_name: [never closed\n", "mkdocs.yml"),
        ("- a list\n", "mkdocs.yml"),
        ("markdown_extensions: [unheard.of]\n", "unheard"),
        ("extra: {postil: first}\n", "extra.postil is 'first'"),
        ("extra: {postil: {mark: some}}\n", "extra.postil.mark is 'some'; write first, all or never"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_said(
    postil: Postil, tmp_path: Path, config: str, said: str
) -> None:
    put(tmp_path, {**PROJECT, "mkdocs.yml": config})
    answer = postil("check")
    assert answer.code == 2
    assert "Error: " in answer.err and said in answer.err


# --- convert


def test_convert_makes_a_text_that_passes_the_check(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, {**PROJECT, "flood.txt": RAW})
    answer = postil("convert", "flood.txt")
    assert answer.out.startswith("---\ntitle: THE FLOOD\nauthors:\n- Ada Ferry\nlanguage: en\nrights: restricted\n---\n\n")
    assert "by boat any more.[^1] The River" in answer.out and "[^1]: Minutes of the River Board." in answer.out
    put(tmp_path, {"docs/texts/flood.md": answer.out.replace("rights: restricted", "rights: CC0-1.0")})
    checked = postil("check")
    assert (checked.code, checked.err) == (0, "2 texts, 1 terms: no problems\n")


def test_convert_tells_what_it_did_and_what_is_missing(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, {"flood.txt": RAW})
    answer = postil("convert", "flood.txt")
    assert answer.code == 1
    assert "How this text was prepared" in answer.err and "note-marker" in answer.err
    assert "flood.txt:7: note-missing: marker 2 has no note in the source" in answer.err


def test_convert_as_data_has_the_promised_shape(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, {"flood.txt": RAW})
    answer = postil("convert", "flood.txt", "--format", "json")
    data = answer.data
    assert answer.code == 1
    assert {key: data[key] for key in ("id", "title", "authors", "date", "language")} == {
        "id": "flood",
        "title": "THE FLOOD",
        "authors": ["Ada Ferry"],
        "date": None,
        "language": "en",
    }
    assert [{**one, "text": one["text"][:11]} for one in data["paragraphs"]] == [
        {"id": "p1", "section": None, "kind": "paragraph", "text": "In the spri"},
        {"id": "p2", "section": None, "kind": "paragraph", "text": "The wall wa"},
    ]
    assert data["sections"] == []
    assert data["notes"] == [{"label": "1", "text": "Minutes of the River Board.", "refs": ["p1"]}]
    assert data["problems"] == [{"code": "note-missing", "line": 7, "message": "marker 2 has no note in the source"}]
    assert {"rule": "note-marker", "line": 5, "before": "more.1", "after": "more.[^1]"} in data["changes"]
    assert all(set(one) == {"rule", "line", "text"} for one in data["dropped"])


def test_convert_knows_sections_and_kinds(postil: Postil) -> None:
    body = "Before.\n\n# One\n\n> Quoted.\n\n## Two\n\n- Listed.\n"
    data = postil("convert", "-", "--format", "json", stdin=text_file(body, date="2014")).data
    assert (data["title"], data["date"]) == ("A text", "2014")
    assert data["sections"] == [{"id": "one", "title": "One", "level": 1}, {"id": "two", "title": "Two", "level": 2}]
    assert data["paragraphs"] == [
        {"id": "p1", "section": None, "kind": "paragraph", "text": "Before."},
        {"id": "p2", "section": "one", "kind": "quote", "text": "Quoted."},
        {"id": "p3", "section": "two", "kind": "item", "text": "Listed."},
    ]


def test_convert_reads_standard_input_in_any_encoding(postil: Postil) -> None:
    text = "Über die Élysée-Verträge wurde viel geschrieben, und manches davon größer als nötig. Für Fränzösisches gilt dasselbe."
    answer = postil("convert", "-", "--format", "json", stdin=text.encode("latin-1"))
    assert answer.code == 0
    assert answer.data["id"] == "text"
    assert answer.data["paragraphs"][0]["text"] == text


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [(b"", "empty-file", 1), (b"a\nb\0", "not-text", 2), (b"---\ntitle: [\n---\nWords.\n", "bad-yaml", 3)],
)
@pytest.mark.parametrize("given", ["standard input", "text.md", "text.txt"])
def test_what_cannot_be_converted_is_told_once(
    postil: Postil, tmp_path: Path, given: str, content: bytes, code: str, line: int
) -> None:
    if given != "standard input":
        put(tmp_path, {given: content})
    path = "-" if given == "standard input" else given
    answer = postil("convert", path, "--format", "json", stdin=content)
    assert answer.code == 1
    assert [(one["code"], one["line"]) for one in answer.data["problems"]] == [(code, line)]
    assert answer.err.startswith(f"{given}:{line}: {code}: ") and answer.err.count("\n") == 1
    assert postil("convert", path, stdin=content).out == ""


# --- annotate


def test_annotate_as_data_has_the_promised_shape(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, PROJECT)
    answer = postil("annotate", "docs/texts/flood-1931.md", "--format", "json")
    assert answer.code == 0
    assert answer.data == {
        "paragraphs": [
            {"id": "p1", "text": "The RB met."},
            {"id": "p2", "text": "The 𝔹oard, i.e. the River Board, met flood-1931, ¶1."},
        ],
        "occurrences": [
            {"paragraph": "p1", "start": 4, "end": 6, "surface": "RB", "term": "river-board", "marked": True},
            {"paragraph": "p2", "start": 20, "end": 31, "surface": "River Board", "term": "river-board", "marked": False},
        ],
        "problems": [],
    }


def test_annotate_shows_a_text_with_its_terms(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, PROJECT)
    answer = postil("annotate", "docs/texts/flood-1931.md")
    assert answer.code == 0
    first, _, second, _ = answer.out.split("\n", 3)
    assert first == "¶1 The RB [river-board] met."
    assert second.startswith("¶2 The 𝔹oard, i.e. the River Board [river-board], met ")


def test_annotate_takes_any_text_and_any_glossary(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, {"words/board.md": term_file("River Board", aliases="[{text: board, near: [wall]}]")})
    body = "The board met.\n\nAt the wall the board met.\n\n```\nThe River Board\n```\n"
    answer = postil("annotate", "-", "--glossary", "words", "--format", "json", stdin=text_file(body))
    assert answer.code == 0
    assert [(one["paragraph"], one["surface"]) for one in answer.data["occurrences"]] == [("p2", "board")]


def test_annotate_says_why_a_shared_name_means_a_term(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, {"g/a.md": term_file("A", aliases="[the board]"), "g/b.md": term_file("B", aliases="[{text: the board, near: [wood]}]")})
    answer = postil("annotate", "-", "--glossary", "g", "--format", "json", stdin="# X\n\nOf wood is the board.\n")
    assert [(one["term"], one["why"]) for one in answer.data["occurrences"]] == [("b", "the passage names wood")]


def test_annotate_exits_1_where_the_glossary_or_the_text_has_problems(postil: Postil, tmp_path: Path) -> None:
    put(tmp_path, SLIPS)
    answer = postil("annotate", "docs/texts/flood-1931.md", "--format", "json")
    assert answer.code == 1
    assert [(one["code"], one["path"], one["line"]) for one in answer.data["problems"]] == [
        ("unknown-field", "glossary/slip.md", 4)
    ]
    assert len(answer.data["occurrences"]) == 2
    assert answer.err.splitlines() == PROBLEMS[2:]


def test_annotate_knows_an_original_by_its_study_text(postil: Postil, tmp_path: Path) -> None:
    study = text_file("A study.", original="{title: The board, file: board.txt}", senses="{the plan: river-board}")
    raw = "The plan was made by men who had never seen the river, and the plan failed.\n"
    rule = term_file("Board", aliases="[{text: river, in: [study]}]")
    put(tmp_path, {**PROJECT, "docs/texts/study.md": study, "library/board.txt": raw, "glossary/board.md": rule})
    put(tmp_path, {"glossary/plan.md": term_file("Plan", aliases="[the plan]")})
    answer = postil("annotate", "library/board.txt", "--format", "json")
    assert [one["term"] for one in answer.data["occurrences"]] == ["river-board", "board", "river-board"]
