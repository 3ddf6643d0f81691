"""The deck, read as Anki reads it: a zip file with an SQLite collection of Anki's schema 11."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest

from postil.exports.anki import cards, deck
from postil.exports.bundle import Bundle


def collection(made: bytes) -> sqlite3.Connection:
    found = sqlite3.connect(":memory:")
    found.deserialize(ZipFile(io.BytesIO(made)).read("collection.anki2"))
    return found


@pytest.fixture
def opened(bundle: Bundle) -> Iterator[sqlite3.Connection]:
    with closing(collection(deck(bundle))) as found:
        yield found


def notes(found: sqlite3.Connection) -> dict[str, tuple[str, int, list[str]]]:
    """Title → guid, time of change, fields."""
    rows = found.execute("SELECT guid, mod, flds, sfld FROM notes").fetchall()
    return {title: (guid, mod, fields.split("\x1f")) for guid, mod, fields, title in rows}


def test_the_collection_is_whole_and_of_schema_11(opened: sqlite3.Connection) -> None:
    assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert opened.execute("SELECT ver FROM col").fetchone() == (11,)


def test_a_term_has_two_cards_in_the_deck(opened: sqlite3.Connection) -> None:
    decks = json.loads(opened.execute("SELECT decks FROM col").fetchone()[0])
    (mine,) = [id_ for id_, one in decks.items() if one["name"] == "Rivers & boats"]
    counted = opened.execute(
        "SELECT n.sfld, count(*), count(DISTINCT c.ord) FROM cards c JOIN notes n ON c.nid = n.id "
        "WHERE c.did = ? GROUP BY n.id ORDER BY n.sfld",
        (int(mine),),
    ).fetchall()
    assert counted == [(title, 2, 2) for title in ("Bridge", "Ferry", "River Board", "Toll")]


def test_every_field_that_a_template_names_is_there(opened: sqlite3.Connection) -> None:
    (model,) = json.loads(opened.execute("SELECT models FROM col").fetchone()[0]).values()
    known = {field["name"] for field in model["flds"]}
    named = [re.findall(r"{{[#/]?(\w+)}}", one["qfmt"] + one["afmt"]) for one in model["tmpls"]]
    assert all({*names} <= known | {"FrontSide"} for names in named)
    (_, back) = model["tmpls"]
    assert "{{Asked}}" in back["qfmt"] and "{{Term}}" in back["afmt"] and "{{Term}}" not in back["qfmt"]


def test_the_question_does_not_give_the_term_away(opened: sqlite3.Connection) -> None:
    fields = notes(opened)["River Board"][2]
    assert fields[3] == "The …, the …, sets the toll; see Toll &amp; Ferry 2019, ¶1."
    assert fields[5] == "RB; the board; board of the river; Conseil du fleuve"
    assert fields[6] == "https://reader.test/rivers/glossary/river-board/"


def test_the_definition_is_html(opened: sqlite3.Connection) -> None:
    assert "6" in notes(opened)["Bridge"][2][2]
    assert "5 &lt; 6" in notes(opened)["Bridge"][2][2]
    assert "<em>river board</em>" in notes(opened)["River Board"][2][2]


def test_imported_again_a_card_is_updated_and_not_doubled(bundle: Bundle) -> None:
    first, *others = bundle.entries
    later = replace(
        bundle,
        changed=datetime(2099, 1, 1, tzinfo=UTC),
        entries=(*others, replace(first, html="Said anew.", title="Another title")),
    )
    with closing(collection(deck(bundle))) as old, closing(collection(deck(later))) as new:
        before, after = notes(old), notes(new)
        assert before["Bridge"][0] == after["Another title"][0]
        assert before["Toll"][0] == after["Toll"][0]
        assert after["Another title"][1] > before["Bridge"][1]  # Anki takes the newer one
        models = [one.execute("SELECT models FROM col").fetchone()[0] for one in (old, new)]
        assert json.loads(models[0]).keys() == json.loads(models[1]).keys()


def test_the_same_sources_make_the_same_bytes(bundle: Bundle) -> None:
    assert deck(bundle) == deck(replace(bundle))


def test_two_readers_keep_their_notes_apart(bundle: Bundle) -> None:
    with (
        closing(collection(deck(bundle))) as one,
        closing(collection(deck(replace(bundle, name="x")))) as two,
    ):
        assert {guid for guid, *_ in notes(one).values()}.isdisjoint(guid for guid, *_ in notes(two).values())


def test_the_table_has_the_same_in_plain_words(bundle: Bundle) -> None:
    rows = {row["term"]: row for row in csv.DictReader(io.StringIO(cards(bundle)))}
    assert rows["Bridge"]["definition"] == 'A way over water, "dry"; 5 < 6.'
    assert rows["River Board"]["names"] == "RB; the board; board of the river; Conseil du fleuve"
    assert rows["Bridge"]["definition_asked"] == rows["Bridge"]["definition"]
