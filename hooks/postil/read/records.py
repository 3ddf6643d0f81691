"""The record of a text: what may stand in its front matter, or in the `.yml` beside it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from postil.model import Answers, QuestionKind, Work

DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
OWN_RIGHTS = ("restricted", "public-domain")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def partial_date(value: str) -> str:
    """A date as far as it is known: 2014, 2014-08 or 2014-08-27 (ISO 8601, reduced precision)."""
    if not DATE.fullmatch(value):
        raise ValueError(f"`{value}` is no date; write 2014-08-27, 2014-08 or 2014")
    parts = [int(part) for part in value.split("-")]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        raise ValueError(f"`{value}` is not in the calendar; write a day that exists") from None
    return value


def _rights(value: str) -> str:
    """One of our own words, or an SPDX licence id; a misspelt `restricted` must not publish a text."""
    if value in OWN_RIGHTS:
        return value
    try:
        return canonicalize_license_expression(value)
    except InvalidLicenseExpression:
        advice = "write restricted, public-domain, or an SPDX id like CC-BY-4.0"
        raise ValueError(f"`{value}` is no licence; {advice}") from None


def _language(value: str) -> str:
    if not LANGUAGE.fullmatch(value):
        raise ValueError(f"`{value}` is no language; write a BCP 47 tag like en or zh-Hans")
    return value


PartialDate = Annotated[str, AfterValidator(partial_date)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Policy = Literal["first", "all", "never"]


class Fields(BaseModel):
    """A set of fields in which an unknown one is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class WorkFields(Fields):
    """What may be known of a published work."""

    title: Text = ""
    subtitle: Text = ""
    authors: tuple[Text, ...] = ()
    date: PartialDate = ""
    publisher: Text = ""
    series: Text = ""
    number: Text = ""
    url: Text = ""
    doi: Text = ""
    language: Annotated[str, AfterValidator(_language)] = "en"
    rights: Annotated[str, AfterValidator(_rights)] = "restricted"

    def work(self, file: str = "") -> Work:
        """The same as a value of the model."""
        fields = {name: getattr(self, name) for name in WorkFields.model_fields}
        return Work(**fields, file=file)


class OriginalFields(WorkFields):
    """The work that a study text studies."""

    file: Text = ""


class QuestionFields(Fields):
    """A question on a text."""

    ask: Text
    kind: QuestionKind = "recall"
    answer: Text = ""
    cite: Text = ""


class TaskFields(Fields):
    """A passage to write about."""

    passage: Text
    task: Text


class StudyFields(Fields):
    """What the study page of a text says besides its questions."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)  # `while`, never `during`

    argues: Text = ""
    before: tuple[Text, ...] = ()
    during: tuple[Text, ...] = Field((), alias="while")
    after: tuple[Text, ...] = ()
    write: TaskFields | None = None


class TextFields(WorkFields):
    """The record of a text."""

    title: Text
    siglum: Text = ""
    summary: Text = ""
    split: Literal["auto", "none", "h1", "h2"] = "auto"
    senses: dict[str, Text] = Field(default_factory=dict)
    mark: Policy | None = None
    questions: tuple[QuestionFields, ...] = ()
    answers: Answers | None = None
    study: StudyFields | None = None
    original: OriginalFields | None = None
