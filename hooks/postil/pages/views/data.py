"""What `/data/` holds: the catalogue of its tables, which the page shows and the files are made by."""

from __future__ import annotations

from typing import Any

from postil.pages.around import Around, Part

VERSION = 1  # of the shape; a field that goes or changes its meaning raises it, a new one does not
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "texts": (
        "One row a text.",
        {
            "id": "the text’s id",
            "siglum": "its short label",
            "title": "its title",
            "language": "BCP 47",
            "rights": "an SPDX id, public-domain or restricted",
            "words": "number of words",
            "passages": "number of passages",
            "mentions": "mentions of any term",
            "url": "its page",
            "original_title": "title of the work that a study text studies; empty where it is not "
            "stated, as are the next",
            "original_authors": "its authors",
            "original_date": "its date: YYYY, YYYY-MM or YYYY-MM-DD",
            "original_publisher": "its publisher",
            "original_url": "its address",
            "original_rights": "its rights",
        },
    ),
    "terms": (
        "One row a term.",
        {
            "id": "the term’s id",
            "title": "its title",
            "kind": "concept, initiative, institution, forum, document, event, person, place or doctrine",
            "status": "reviewed, draft or suggested",
            "definition": "its definition as plain text",
            "forms": "the ways of writing it, the title first",
            "native": "its names in other languages",
            "mentions": "mentions in all texts",
            "texts": "mentions by text",
            "url": "its entry",
        },
    ),
    "occurrences": (
        "One row a mention, in reading order.",
        {
            "text": "id of the text",
            "passage": "id of the passage: p12",
            "start": "where it begins in the passage’s plain text, in code points",
            "end": "where it ends",
            "surface": "the words that stand there",
            "term": "id of the term",
            "marked": "whether the page links it for everybody",
            "why": "the rule that decided between several terms; empty where none had to",
            "url": "the passage’s address",
        },
    ),
    "relations": (
        "One row a relation, with the inverse of each that an entry states.",
        {
            "from": "id of a term",
            "relation": "how it stands to the other: broader, narrower, succeeds, preceded_by, contrasts, "
            "part_of, has_part, member_of, has_member or related; with broader, the other is broader",
            "to": "id of the other term",
            "stated": "whether the first term’s entry states it, or it follows from the other’s",
        },
    ),
    "comparisons": (
        "One row a cell of a comparison.",
        {
            "comparison": "the comparison’s id",
            "title": "its title",
            "aspect": "the row",
            "term": "id of the term in the column",
            "stated": "whether the texts say anything",
            "says": "the cell as plain text, without its citations",
            "cites": "the passages it rests on, with the words quoted",
            "url": "the comparison’s page",
        },
    ),
    "disagreements": (
        "One row a claim.",
        {
            "disagreement": "the disagreement’s id",
            "title": "the question",
            "terms": "ids of the terms it concerns",
            "says": "what is claimed",
            "cites": "the passages that claim it, with the words quoted",
            "url": "the disagreement’s page",
        },
    ),
    "timeline": (
        "One row an event, in order of time.",
        {
            "id": "the event’s id",
            "date": "YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known",
            "event": "what happened; empty for the publication of a text",
            "inferred": "whether the date is worked out from the texts rather than stated in them",
            "terms": "ids of the terms whose entries tell it",
            "text": "id of the text that was published",
            "cites": "the passages that tell it, with the words quoted",
        },
    ),
}
OTHERS = {"matrix.csv": "Terms by texts: the number of mentions."}


def data(around: Around, _: None) -> dict[str, Any]:
    """Every table with its fields."""
    return {
        "version": VERSION,
        "tables": [(name, what, list(fields.items())) for name, (what, fields) in TABLES.items()],
        "others": list(OTHERS.items()),
    }


PARTS: dict[str, Part] = {"data": data}
