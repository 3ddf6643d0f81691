"""One glossary entry: front matter, definition, body."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from postil.citations import cited, find
from postil.fold import fold
from postil.frontmatter import Front, check, required
from postil.glossary.schema import AliasFields, TermFields
from postil.model import Form, Named, Place, Sense, Term, TermDate
from postil.problems import Code, Problems

LONGEST_DEFINITION = 60  # words


def read_term(raw: str, id_: str, name: str, problems: Problems) -> Term | None:
    """The entry in the file `name`, or None where its front matter cannot be used."""
    found = required(raw, name, "entry", "`---`, `title: …`, `kind: …`, `---`", problems)
    if found is None:
        return None
    parts, front = found
    fields = check(front, TermFields, problems) if front is not None else None
    if front is None or fields is None:
        return None
    body = parts.body.lstrip("\n")
    line = parts.body_line + len(parts.body) - len(body)
    definition, _, rest = body.partition("\n\n")
    definition = " ".join(definition.split())
    _check_definition(definition, Place(name, line if definition else parts.body_line), problems)
    dates = tuple(
        TermDate(
            one.date,
            one.event,
            cited(one.cite, front.place("dates", at, "cite"), problems),
            front.place("dates", at, "date"),
            one.inferred,
        )
        for at, one in enumerate(fields.dates)
    )
    senses = tuple(
        Sense(one.text, one.means, cited(one.cite, front.place("senses", at, "cite"), problems))
        for at, one in enumerate(fields.senses)
    )
    made = [*(one.cites for one in dates), *(one.cites for one in senses)]
    relations = {kind: ids for kind, ids in fields.relations.model_dump().items() if ids}
    named_terms = tuple(
        Named(f"relations.{kind}", named, front.place("relations", kind, at))
        for kind, ids in relations.items()
        for at, named in enumerate(ids)
    )
    return Term(
        id_,
        fields.title,
        fields.kind,
        _forms(fields, front),
        definition,
        rest.strip("\n"),
        front.place("title"),
        line,
        fields.native,
        dates,
        relations,
        senses,
        fields.mark,
        fields.status,
        (*chain.from_iterable(made), *find(body, Place(name, line), problems)),
        named_terms,
        tuple(_named_texts(fields, front)),
        body,
    )


def _check_definition(definition: str, place: Place, problems: Problems) -> None:
    if not definition:
        what = "the entry has no definition"
        problems.add(Code.NO_DEFINITION, place, what, "write one paragraph below the front matter")
    words = len(definition.split())
    if words > LONGEST_DEFINITION:
        what = f"the definition has {words} words, and a card shows {LONGEST_DEFINITION}"
        problems.add(Code.LONG_DEFINITION, place, what, "end the first paragraph earlier")


def _named_texts(fields: TermFields, front: Front) -> Iterator[Named]:
    """The texts that rules and senses name."""
    for at, alias in enumerate(fields.aliases):
        for number, text in enumerate(alias.in_):
            yield Named("in", text, front.place("aliases", at, "in", number))
    for at, sense in enumerate(fields.senses):
        yield Named("senses", sense.text, front.place("senses", at, "text"))


def _forms(fields: TermFields, front: Front) -> tuple[Form, ...]:
    """The title's form first; an alias with the same text gives it its rule."""
    forms = [_form(alias, front.place("aliases", at)) for at, alias in enumerate(fields.aliases)]
    title = fold(fields.title).text
    own = next((form for form in forms if fold(form.text).text == title), None)
    first = own or _form(AliasFields(text=fields.title), front.place("title"))
    return (first, *(form for form in forms if form is not own))


def _form(alias: AliasFields, place: Place) -> Form:
    exact = alias.case == "exact" if alias.case else alias.text.isupper()
    plain = alias.diacritics == "fold" if alias.diacritics else None
    return Form(alias.text, place, exact, alias.inflect, plain, alias.in_, alias.near, alias.not_near)
