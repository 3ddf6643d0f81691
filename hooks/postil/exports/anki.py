"""The glossary as an Anki deck, written by genanki.

Ids come from the ids of terms and of the bundle, so a deck that is imported again updates its cards and keeps
what was learned. Anki takes a note for a newer one by its time; that is the day of the last change of the
edition's sources, so the same sources make the same bytes.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from itertools import count

import genanki
from markupsafe import escape

from postil.exports.bundle import Bundle, Entry
from postil.exports.files import as_csv
from postil.exports.render import template
from postil.exports.zipped import zipped

FIELDS = ("Id", "Term", "Definition", "Asked", "Kind", "Names", "Link")
SEPARATOR = "; "
MODEL = 1_597_346_120  # drawn once; Anki knows the note type by it
CARDS = ("term to definition", "definition to term")


def deck(bundle: Bundle) -> bytes:
    """`deck.apkg`: two cards a term."""
    made = genanki.Deck(_number(f"{bundle.name}/{bundle.id}"), bundle.title, str(escape(bundle.says)))
    model = _model()
    for one in bundle.entries:
        # the site's name in it: two readers may well have a term of the same id
        guid = genanki.guid_for("postil", bundle.name, one.id)
        made.add_note(genanki.Note(model, _fields(one), tags=[one.kind], guid=guid, sort_field=one.title))
    seconds = bundle.changed.timestamp()
    with closing(sqlite3.connect(":memory:")) as collection:
        # not `write_to_file`: it leaves its database behind, and its zip file says what time it is
        made_of = genanki.Package(made)
        made_of.write_to_db(collection.cursor(), seconds, count(int(seconds * 1000)))
        collection.commit()
        return zipped({"collection.anki2": collection.serialize(), "media": json.dumps({}).encode()})


def cards(bundle: Bundle) -> str:
    """`cards.csv`: the same as a table without markup, for other programs with flashcards."""
    header = ["term", "definition", "definition_asked", "kind", "names", "link"]
    rows = (
        [one.title, one.plain, one.asked, one.kind, SEPARATOR.join(_names(one)), one.url]
        for one in bundle.entries
    )
    return as_csv(header, rows)


def _fields(one: Entry) -> list[str]:
    names = SEPARATOR.join(_names(one))
    plain = (one.id, one.title, "", one.asked, one.kind, names, one.url)
    fields = [str(escape(value)) for value in plain]
    fields[FIELDS.index("Definition")] = one.html
    return fields


def _names(one: Entry) -> list[str]:
    return list(dict.fromkeys([*one.names, *one.native.values()]))


def _model() -> genanki.Model:
    parts = {
        side: template(f"anki_{side}.html.j2").render()
        for side in ("term", "term_answer", "definition", "definition_answer")
    }
    return genanki.Model(
        MODEL,
        "Postil term",
        fields=[{"name": name} for name in FIELDS],
        templates=[
            {"name": CARDS[0], "qfmt": parts["term"], "afmt": parts["term_answer"]},
            {"name": CARDS[1], "qfmt": parts["definition"], "afmt": parts["definition_answer"]},
        ],
        css=template("anki.css.j2").render(),
        sort_field_index=FIELDS.index("Term"),
    )


def _number(name: str) -> int:
    """An id as Anki wants them: between 2**30 and 2**31, the same for the same name."""
    return 2**30 + int.from_bytes(sha256(name.encode()).digest()[:4]) % 2**30
