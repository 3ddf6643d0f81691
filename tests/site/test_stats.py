"""`postil stats`: counts of mentions, and what is idle or doubtful."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import postil, put, term_file, text_file

LONG = "and so the water was told of in one more letter that nobody answered in that long year"
PROJECT = {
    "mkdocs.yml": "site_name: A reader\nmarkdown_extensions: [footnotes, attr_list]\n",
    "docs/texts/flood-1931.md": text_file(
        f"The River Board (RB) met. The RB spoke; the RB wrote, {LONG}.\n\n[[gauge|The rod]] stood {LONG}."
    ),
    "docs/texts/flood-1954.md": text_file("# Of the RB\n\nA board met.\n\nA bank was raised."),
    "glossary/river-board.md": term_file("River Board", aliases="[RB, Board of the River]"),
    "glossary/gauge.md": term_file("Gauge"),
    "glossary/dyke.md": term_file("Dyke", aliases="[{text: bank, near: [raised]}]"),
    "glossary/lender.md": term_file("Lender", aliases="[{text: bank, near: [raised, money]}]"),
    "glossary/weir.md": term_file("Weir"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("stats"), PROJECT)


@pytest.fixture(scope="module")
def told(project: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(postil(project, "stats", "--format", "json").out)
    return data


def test_terms_and_forms_are_counted_by_text(told: dict[str, Any]) -> None:
    board, gauge, *rest = told["terms"]
    assert board == {
        "id": "river-board",
        "title": "River Board",
        "mentions": 4,
        "texts": {"flood-1931": 3, "flood-1954": 1},
        "forms": [
            {"form": "River Board", "mentions": 1, "texts": {"flood-1931": 1}},
            {"form": "RB", "mentions": 3, "texts": {"flood-1931": 2, "flood-1954": 1}},
            {"form": "Board of the River", "mentions": 0, "texts": {}},
        ],
    }
    assert (gauge["id"], gauge["mentions"]) == ("gauge", 1)
    assert [form["mentions"] for form in gauge["forms"]] == [0], "its only mention is in other words"
    assert [term["id"] for term in rest] == ["dyke", "lender", "weir"]
    assert told["texts"] == {"flood-1931": 4, "flood-1954": 1}


def test_what_is_idle_shared_or_open_is_listed(told: dict[str, Any]) -> None:
    assert told["never_found"] == ["dyke", "lender", "weir"]
    assert told["unused_forms"] == [
        {"term": "river-board", "form": "Board of the River"},
        {"term": "gauge", "form": "Gauge"},
    ]
    assert told["shared_forms"] == [{"form": "bank", "terms": ["dyke", "lender"]}]
    assert [(one["code"], one["path"]) for one in told["open_senses"]] == [
        ("open-sense", "docs/texts/flood-1954.md")
    ]


def test_the_densest_passages_are_long_enough_to_say_something(told: dict[str, Any]) -> None:
    found = [(one["text"], one["paragraph"], one["mentions"]) for one in told["densest"]]
    assert found == [("flood-1931", "p1", 3), ("flood-1931", "p2", 1)], "“An RB met.” is left out"


def test_an_open_sense_is_told_to_people_with_exit_1(project: Path) -> None:
    answer = postil(project, "stats")
    assert answer.code == 1
    assert "docs/texts/flood-1954.md:10: open-sense:" in answer.err
    assert "Senses left open: 1" in answer.out


def test_a_narrow_terminal_names_the_foremost_texts(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = postil(project, "stats").out.splitlines()
    assert any(line.split()[:3] == ["river-board", "2", "4"] for line in lines)
    monkeypatch.setenv("COLUMNS", "120")
    lines = postil(project, "stats").out.splitlines()
    assert any(line.split() == ["river-board", "3", "1", "4"] for line in lines)


def test_one_term_is_shown_by_its_forms(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    lines = postil(project, "stats", "river-board", "gauge").out.splitlines()
    assert any(line.split() == ["RB", "2", "1", "3"] for line in lines)
    assert any(line.split()[-2:] == ["hand)", "1"] or "marked by hand" in line for line in lines)


def test_an_unknown_term_is_a_wrong_call(project: Path) -> None:
    answer = postil(project, "stats", "rivr")
    assert answer.code == 2
    assert "no term `rivr`" in answer.err


def test_no_project_is_a_wrong_call(tmp_path: Path) -> None:
    assert postil(tmp_path, "stats").code == 2
