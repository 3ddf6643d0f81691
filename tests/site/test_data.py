"""`/data/`: the edition as JSON and CSV, as another program reads it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from postil.exports import export
from postil.exports.files import as_csv
from postil.pages.views.data import OTHERS, TABLES, VERSION
from tests.built import Built, the, words
from tests.support import edition_of, put, term_file, text_file

FILES = {
    "docs/texts/flood-1931.md": text_file("The River Board (RB) met.\n\nThe RB rose."),
    "docs/texts/flood-1954.md": text_file("=2+5 says the RB."),
    "glossary/river-board.md": term_file(
        "River Board", "The *body* that keeps the [[dyke]].", aliases="[RB]"
    ),
    "glossary/dyke.md": term_file(
        "Dyke",
        "=2+5 is what it cost.",
        native="{nl: '@dijk'}",
        relations="{part_of: [river-board]}",
        dates="[{date: 1931-04, event: -1 m of it was left, cite: '[@flood-1931, ¶2]', inferred: true}]",
    ),
    "glossary/disagreements/height.md": "---\ntitle: How high?\nterms: [dyke]\nclaims:\n"
    "  - {says: =2+5 *metres*, cite: '[@flood-1954, ¶1]'}\n"
    "  - {says: it rose, cite: '[@flood-1931, ¶2]'}\n---\nWho knows.\n",
    "glossary/comparisons/banks.md": "---\ntitle: Banks\ncompare: [river-board, dyke]\n---\n\n"
    "| aspect | river-board | dyke |\n|---|---|---|\n"
    '| what it does | meets, *often* [@flood-1931, ¶1-2 "River Board (RB) met"] | – |\n',
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    edition, problems = edition_of(put(tmp_path_factory.mktemp("data"), FILES))
    assert not list(problems)
    return {
        one.path: str(one.content) for one in export(edition, lambda path: path.removesuffix(".md") + "/")
    }


def rows(files: dict[str, str], name: str) -> list[dict[str, Any]]:
    data = json.loads(files[f"data/{name}.json"])
    assert data["version"] == VERSION
    found: list[dict[str, Any]] = data[name]
    return found


def table(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(content.splitlines(keepends=True)))


def test_an_occurrence_says_where_which_words_mean_what(files: dict[str, str]) -> None:
    first, second, *_ = rows(files, "occurrences")
    assert first["surface"] == "River Board (RB)"
    assert first["url"] == "texts/flood-1931/#p1"
    assert (second["passage"], second["start"], second["end"]) == ("p2", 4, 6)


def test_definitions_and_cells_are_plain_text(files: dict[str, str]) -> None:
    texts = {row["id"]: row["definition"] for row in rows(files, "terms")}
    assert texts["river-board"] == "The body that keeps the Dyke."
    said, empty = rows(files, "comparisons")
    assert (said["says"], said["cites"]) == ("meets, often", ["flood-1931 ¶1-2 “River Board (RB) met”"])
    assert (empty["stated"], empty["says"], empty["cites"]) == (False, "", [])


def test_a_relation_stands_there_from_both_ends(files: dict[str, str]) -> None:
    assert rows(files, "relations") == [
        {"from": "dyke", "relation": "part_of", "to": "river-board", "stated": True},
        {"from": "river-board", "relation": "has_part", "to": "dyke", "stated": False},
    ]


def test_a_claim_and_an_event_name_their_passages(files: dict[str, str]) -> None:
    first, _ = rows(files, "disagreements")
    assert (first["says"], first["cites"], first["terms"]) == ("=2+5 metres", ["flood-1954 ¶1"], ["dyke"])
    (event,) = rows(files, "timeline")
    assert (event["date"], event["inferred"], event["cites"]) == ("1931-04", True, ["flood-1931 ¶2"])


@pytest.mark.parametrize("name", TABLES)
def test_json_and_csv_say_the_same(files: dict[str, str], name: str) -> None:
    data, flat = rows(files, name), table(files[f"data/{name}.csv"])
    assert data, name
    assert len(data) == len(flat)
    for row, cells in zip(data, flat, strict=True):
        assert list(row) == list(cells) == list(TABLES[name][1])
        for field, value in row.items():
            if isinstance(value, (int, str)) and not isinstance(value, bool):
                assert cells[field].removeprefix("'") == str(value).removeprefix("'")


def test_no_cell_is_a_formula(files: dict[str, str]) -> None:
    tables = [files[path].splitlines(keepends=True) for path in files if path.endswith(".csv")]
    cells = [cell for lines in tables for row in csv.reader(lines) for cell in row]
    assert any("2+5" in cell for cell in cells)
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]
    assert as_csv(["a"], [["\t=1"], ["\r=1"], ["-1"], [-1]]) == "a\r\n'\t=1\r\n\"'\r=1\"\r\n'-1\r\n-1\r\n"


def test_the_matrix_counts_every_mention(files: dict[str, str]) -> None:
    matrix = {row["term"]: row for row in table(files["data/matrix.csv"])}
    assert matrix["river-board"] == {"term": "river-board", "flood-1931": "2", "flood-1954": "1", "all": "3"}
    assert matrix["dyke"]["all"] == "0"


def test_an_empty_corpus_has_empty_tables(tmp_path: Path) -> None:
    edition, _ = edition_of(put(tmp_path, {"docs/index.md": "", "glossary/.keep": ""}))
    made = {one.path: str(one.content) for one in export(edition, lambda path: path)}
    for name, (_, fields) in TABLES.items():
        assert rows(made, name) == []
        assert made[f"data/{name}.csv"] == ",".join(fields) + "\r\n"


def test_the_page_tells_every_file_and_field(built: Built) -> None:
    page = built.pages["data/"]
    found = {path.name for path in (built.folder / "data").iterdir()} - {"index.html"}
    assert found == {f"{name}.{kind}" for name in TABLES for kind in ("json", "csv")} | set(OTHERS)
    for name in found:
        the(page, f'a[href="{name}"]')
    fields = [words(one) for one in page.select("dl.fields dt")]
    assert fields == [field for _, listed in TABLES.values() for field in listed]


def test_the_files_of_the_site_hold_what_the_index_knows(built: Built) -> None:
    data = json.loads((built.folder / "data/occurrences.json").read_text("utf-8"))["occurrences"]
    index = built.edition.index
    assert len(data) == sum(map(len, index.occurrences.values()))
    for row in data:
        text = index.texts[row["text"]]
        passage = text.passages[int(row["passage"][1:]) - 1]
        assert passage.text[row["start"] : row["end"]] == row["surface"]
