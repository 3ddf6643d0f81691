"""What may stand in the front matter of a glossary entry, of a comparison and of a disagreement."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from postil.fold import fold
from postil.read.records import Fields, PartialDate, Policy, Text

Kind = Literal[
    "concept", "initiative", "institution", "forum", "document", "event", "person", "place", "doctrine"
]


def _findable(value: str) -> str:
    if not fold(value).text.strip():
        raise ValueError(f"“{value}” is nothing that can be looked for; write words")
    return value


Words = Annotated[Text, AfterValidator(_findable)]


class AliasFields(Fields):
    """A way in which texts write a term, with the rule that says when it means it."""

    text: Words
    in_: tuple[Text, ...] = Field(default=(), alias="in")
    near: tuple[Words, ...] = ()
    not_near: tuple[Words, ...] = ()
    case: Literal["exact", "any"] | None = None
    inflect: bool = False
    diacritics: Literal["exact", "fold"] | None = None


def _written_out(value: Any) -> Any:
    """`- NASC` is short for `- text: NASC`."""
    return {"text": value} if isinstance(value, str) else value


class DateFields(Fields):
    """A dated event in the life of a term."""

    date: PartialDate
    event: Text
    cite: Text = ""
    inferred: bool = False


class RelationFields(Fields):
    """Typed relations to other terms, by id; inverses are derived."""

    broader: tuple[Text, ...] = ()
    narrower: tuple[Text, ...] = ()
    succeeds: tuple[Text, ...] = ()
    contrasts: tuple[Text, ...] = ()
    part_of: tuple[Text, ...] = ()
    member_of: tuple[Text, ...] = ()
    related: tuple[Text, ...] = ()


class SenseFields(Fields):
    """What a term means in one text."""

    text: Text
    means: Text
    cite: Text = ""


class TermFields(Fields):
    """The front matter of `glossary/<id>.md`."""

    title: Words
    kind: Kind
    aliases: tuple[Annotated[AliasFields, BeforeValidator(_written_out)], ...] = ()
    native: dict[str, Text] = Field(default_factory=dict)
    dates: tuple[DateFields, ...] = ()
    relations: RelationFields = RelationFields()
    senses: tuple[SenseFields, ...] = ()
    mark: Policy | None = None
    status: Literal["reviewed", "draft", "suggested"] = "reviewed"


class ComparisonFields(Fields):
    """The front matter of `glossary/comparisons/<id>.md`."""

    title: Text
    compare: Annotated[tuple[Text, ...], Field(min_length=2)]


class ClaimFields(Fields):
    """What one text says in a disagreement."""

    says: Text
    cite: Text


class DisagreementFields(Fields):
    """The front matter of `glossary/disagreements/<id>.md`."""

    title: Text
    terms: Annotated[tuple[Text, ...], Field(min_length=1)]
    claims: Annotated[tuple[ClaimFields, ...], Field(min_length=2)]
