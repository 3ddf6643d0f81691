"""One disagreement: who claims what, each claim cited, and below it what a reader should make of it."""

from __future__ import annotations

from itertools import chain

from postil.citations import cited, find
from postil.frontmatter import check, required
from postil.glossary.schema import DisagreementFields
from postil.model import Claim, Disagreement, Named, Place
from postil.problems import Code, Problems

SHAPE = "`---`, `title: …`, `terms: [one]`, `claims: …`, `---`"


def read_disagreement(raw: str, id_: str, name: str, problems: Problems) -> Disagreement | None:
    """The disagreement in the file `name`, or None where it cannot be used."""
    found = required(raw, name, "disagreement", SHAPE, problems)
    if found is None:
        return None
    parts, front = found
    fields = check(front, DisagreementFields, problems) if front is not None else None
    if front is None or fields is None:
        return None
    if not parts.body.strip():
        what = "the disagreement does not say what to make of it"
        place = Place(name, parts.body_line)
        problems.add(Code.NO_VERDICT, place, what, "write a paragraph below the front matter")
    claims = tuple(
        Claim(one.says, cited(one.cite, front.place("claims", at, "cite"), problems))
        for at, one in enumerate(fields.claims)
    )
    return Disagreement(
        id_,
        fields.title,
        fields.terms,
        claims,
        parts.body,
        front.place("title"),
        parts.body_line,
        (
            *chain.from_iterable(claim.cites for claim in claims),
            *find(parts.body, Place(name, parts.body_line), problems),
        ),
        tuple(Named("terms", named, front.place("terms", at)) for at, named in enumerate(fields.terms)),
    )
