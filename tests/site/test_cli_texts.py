"""The command line as people call it: `convert` and `annotate`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import postil, put, term_file, text_file

RAW = """THE FLOOD

By Ada Ferry

In the spring the river rose for nine days, and nobody could cross it by boat any more.1 The River Board met.

The wall was low in the north of the town, and on the tenth day the water came over it.2

Notes

1. Minutes of the River Board.
"""
PROJECT = {
    "mkdocs.yml": "site_name: A reader\nmarkdown_extensions: [footnotes, attr_list]\n",
    "docs/texts/flood-1931.md": text_file(
        "The RB met.[^1]\n\nThe 𝔹oard, i.e. the River Board, met [@flood-1931, ¶1]."
    ),
    "glossary/river-board.md": term_file("River Board", aliases="[RB]"),
}


# --- convert


def test_convert_makes_a_text_that_passes_the_check(tmp_path: Path) -> None:
    put(tmp_path, {**PROJECT, "flood.txt": RAW})
    answer = postil(tmp_path, "convert", "flood.txt")
    record = "title: THE FLOOD\nauthors:\n- Ada Ferry\nlanguage: en\nrights: restricted\n"
    assert answer.out.startswith(f"---\n{record}---\n\nIn the spring ")
    assert "by boat any more.[^1] The River" in answer.out
    assert "[^1]: Minutes of the River Board." in answer.out
    put(tmp_path, {"docs/texts/flood.md": answer.out.replace("rights: restricted", "rights: CC0-1.0")})
    checked = postil(tmp_path, "check")
    assert (checked.code, checked.err) == (0, "2 texts, 1 terms: no problems\n")


def test_convert_tells_what_it_did_and_what_is_missing(tmp_path: Path) -> None:
    put(tmp_path, {"flood.txt": RAW})
    answer = postil(tmp_path, "convert", "flood.txt")
    assert answer.code == 1
    assert "How this text was prepared" in answer.err and "note-marker" in answer.err
    assert "flood.txt:7: note-missing: marker 2 has no note in the source" in answer.err


def test_convert_as_data_has_the_promised_shape(tmp_path: Path) -> None:
    put(tmp_path, {"flood.txt": RAW})
    answer = postil(tmp_path, "convert", "flood.txt", "--format", "json")
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
    missing = {"code": "note-missing", "line": 7, "message": "marker 2 has no note in the source"}
    assert data["problems"] == [missing]
    assert {"rule": "note-marker", "line": 5, "before": "more.1", "after": "more.[^1]"} in data["changes"]
    assert all(set(one) == {"rule", "line", "text"} for one in data["dropped"])


def test_convert_knows_sections_and_kinds(tmp_path: Path) -> None:
    body = "Before.\n\n# One\n\n> Quoted.\n\n## Two\n\n- Listed.\n"
    data = postil(tmp_path, "convert", "-", "--format", "json", stdin=text_file(body, date="2014")).data
    assert (data["title"], data["date"]) == ("A text", "2014")
    assert data["sections"] == [
        {"id": "one", "title": "One", "level": 1},
        {"id": "two", "title": "Two", "level": 2},
    ]
    assert data["paragraphs"] == [
        {"id": "p1", "section": None, "kind": "paragraph", "text": "Before."},
        {"id": "p2", "section": "one", "kind": "quote", "text": "Quoted."},
        {"id": "p3", "section": "two", "kind": "item", "text": "Listed."},
    ]


def test_convert_reads_standard_input_in_any_encoding(tmp_path: Path) -> None:
    text = (
        "Über die Élysée-Verträge wurde viel geschrieben, und manches davon größer als nötig. "
        "Für Französisches gilt dasselbe."
    )
    answer = postil(tmp_path, "convert", "-", "--format", "json", stdin=text.encode("latin-1"))
    assert answer.code == 0
    assert answer.data["id"] == "text"
    assert answer.data["paragraphs"][0]["text"] == text


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [(b"", "empty-file", 1), (b"a\nb\0", "not-text", 2), (b"---\ntitle: [\n---\nWords.\n", "bad-yaml", 3)],
)
@pytest.mark.parametrize("given", ["standard input", "text.md", "text.txt"])
def test_what_cannot_be_converted_is_told_once(
    tmp_path: Path, given: str, content: bytes, code: str, line: int
) -> None:
    if given != "standard input":
        put(tmp_path, {given: content})
    path = "-" if given == "standard input" else given
    answer = postil(tmp_path, "convert", path, "--format", "json", stdin=content)
    assert answer.code == 1
    assert [(one["code"], one["line"]) for one in answer.data["problems"]] == [(code, line)]
    assert answer.err.startswith(f"{given}:{line}: {code}: ") and answer.err.count("\n") == 1
    assert postil(tmp_path, "convert", path, stdin=content).out == ""


# --- annotate


def test_annotate_as_data_has_the_promised_shape(tmp_path: Path) -> None:
    put(tmp_path, PROJECT)
    answer = postil(tmp_path, "annotate", "docs/texts/flood-1931.md", "--format", "json")
    assert answer.code == 0
    first = {"paragraph": "p1", "start": 4, "end": 6, "surface": "RB"}
    second = {"paragraph": "p2", "start": 20, "end": 31, "surface": "River Board"}
    assert answer.data == {
        "paragraphs": [
            {"id": "p1", "text": "The RB met."},
            {"id": "p2", "text": "The 𝔹oard, i.e. the River Board, met flood-1931, ¶1."},
        ],
        "sections": [],
        "notes": [],
        "occurrences": [
            {**first, "term": "river-board", "marked": True},
            {**second, "term": "river-board", "marked": False},
        ],
        "outside": [],
        "problems": [],
    }


def test_annotate_tells_mentions_in_headings_and_notes_apart(tmp_path: Path) -> None:
    put(tmp_path, PROJECT)
    body = "# On 𝔹 and the RB\n\nIt met.[^b]\n\n[^b]: Minutes of the\n    RB.\n"
    answer = postil(tmp_path, "annotate", "-", "--format", "json", stdin=text_file(body))
    assert answer.data["occurrences"] == []
    texts = {one["id"]: one["title"] for one in answer.data["sections"]}
    texts |= {one["label"]: one["text"] for one in answer.data["notes"]}
    heading, note = answer.data["outside"]
    assert (heading["section"], note["note"]) == ("on-b-and-the-rb", "b")
    for place, one in (("on-b-and-the-rb", heading), ("b", note)):
        assert (one["surface"], one["term"]) == ("RB", "river-board")
        assert texts[place][one["start"] : one["end"]] == "RB"
    shown = postil(tmp_path, "annotate", "-", stdin=text_file(body)).out.splitlines()
    assert shown[2] == "heading On 𝔹 and the RB [river-board]"
    assert shown[4] == "note b Minutes of the RB [river-board]."


def test_annotate_shows_a_text_with_its_terms(tmp_path: Path) -> None:
    put(tmp_path, PROJECT)
    answer = postil(tmp_path, "annotate", "docs/texts/flood-1931.md")
    assert answer.code == 0
    first, _, second, _ = answer.out.split("\n", 3)
    assert first == "¶1 The RB [river-board] met."
    assert second.startswith("¶2 The 𝔹oard, i.e. the River Board [river-board], met ")


def test_annotate_takes_any_text_and_any_glossary(tmp_path: Path) -> None:
    put(tmp_path, {"words/board.md": term_file("River Board", aliases="[{text: board, near: [wall]}]")})
    body = "The board met.\n\nAt the wall the board met.\n\n```\nThe River Board\n```\n"
    answer = postil(
        tmp_path, "annotate", "-", "--glossary", "words", "--format", "json", stdin=text_file(body)
    )
    assert answer.code == 0
    assert [(one["paragraph"], one["surface"]) for one in answer.data["occurrences"]] == [("p2", "board")]


def test_annotate_says_why_a_shared_name_means_a_term(tmp_path: Path) -> None:
    put(tmp_path, {"g/a.md": term_file("A", aliases="[the board]")})
    put(tmp_path, {"g/b.md": term_file("B", aliases="[{text: the board, near: [wood]}]")})
    body = "# X\n\nOf wood is the board.\n"
    answer = postil(tmp_path, "annotate", "-", "--glossary", "g", "--format", "json", stdin=body)
    found = [(one["term"], one["why"]) for one in answer.data["occurrences"]]
    assert found == [("b", "the passage names wood")]


def test_annotate_exits_1_where_the_glossary_or_the_text_has_problems(tmp_path: Path) -> None:
    put(tmp_path, {**PROJECT, "glossary/slip.md": term_file("Slip", colour="green")})
    answer = postil(tmp_path, "annotate", "docs/texts/flood-1931.md", "--format", "json")
    assert answer.code == 1
    assert [(one["code"], one["path"], one["line"]) for one in answer.data["problems"]] == [
        ("unknown-field", "glossary/slip.md", 4)
    ]
    assert len(answer.data["occurrences"]) == 2
    assert answer.err.startswith("glossary/slip.md:4: unknown-field: there is no field `colour`; ")


def test_annotate_knows_an_original_by_its_study_text(tmp_path: Path) -> None:
    original = "{title: The board, file: board.txt}"
    study = text_file("A study.", original=original, senses="{the plan: river-board}")
    raw = "The plan was made by men who had never seen the river, and the plan failed.\n"
    rule = term_file("Board", aliases="[{text: river, in: [study]}]")
    put(tmp_path, {**PROJECT, "docs/texts/study.md": study, "library/board.txt": raw})
    put(tmp_path, {"glossary/board.md": rule})
    put(tmp_path, {"glossary/plan.md": term_file("Plan", aliases="[the plan]")})
    answer = postil(tmp_path, "annotate", "library/board.txt", "--format", "json")
    assert [one["term"] for one in answer.data["occurrences"]] == ["river-board", "board", "river-board"]
