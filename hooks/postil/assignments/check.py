"""Checks an assignment against the corpus: whatever it names has to be there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from postil.assignments.schema import AssignmentFields, DueFields, ReadingFields
from postil.citations import find, verify
from postil.frontmatter import Front
from postil.model import Assignment, Due, Glossary, Passage, Place, Reading, Text
from postil.parse import check_hand_marks
from postil.problems import Code, Problems, did_you_mean

QUESTION = re.compile(r"([a-z0-9-]+)#([1-9]\d{0,5})")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What an assignment may name."""

    texts: Mapping[str, Text]  # of this edition, by id
    glossary: Glossary
    withheld: frozenset[str]  # ids of the texts that this edition may not show


def checked(
    id_: str,
    fields: AssignmentFields,
    front: Front,
    body: str,
    body_place: Place,
    corpus: Corpus,
    problems: Problems,
) -> Assignment:
    """The assignment of these fields; each thing that it names and that is not there becomes a problem."""
    readings = [_reading(one, at, front, corpus, problems) for at, one in enumerate(fields.readings)]
    terms = {term.id: term.title for term in corpus.glossary.terms}
    comparisons = {one.id for one in corpus.glossary.comparisons}
    _check_terms(fields.terms, terms, front, problems)
    _check_comparisons(fields.comparisons, comparisons, front, problems)
    for at, question in enumerate(fields.questions):
        _check_question(question, front.place("questions", at), corpus, problems)
    passages = {text: one.passages for text, one in corpus.texts.items()}
    whys = ((one.why, front.place("readings", at, "why")) for at, one in enumerate(fields.readings))
    for written, place in chain(whys, ((body, body_place),)):
        verify(find(written, place, problems), passages, corpus.withheld, problems)
        check_hand_marks(written, place, terms, problems)
    return Assignment(
        id_,
        fields.title,
        tuple(filter(None, readings)),
        body,
        front.place("title"),
        _due(fields.due, front, problems) if fields.due else None,
        *(tuple(dict.fromkeys(named)) for named in (fields.terms, fields.comparisons, fields.questions)),
    )


def _due(fields: DueFields, front: Front, problems: Problems) -> Due:
    if fields.time and not fields.timezone:
        what = f"`due.time` is {fields.time}, and the field `due.timezone` is missing"
        advice = "add `timezone: Europe/Berlin`, or the zone of your class"
        problems.add(Code.MISSING_FIELD, front.place("due", "time"), what, advice)
    return Due(fields.date, fields.time, fields.timezone, fields.week, fields.day, fields.before)


def _reading(
    fields: ReadingFields, at: int, front: Front, corpus: Corpus, problems: Problems
) -> Reading | None:
    text = corpus.texts.get(fields.text)
    if text is None:
        _missing_text(fields.text, "a reading", front.place("readings", at, "text"), corpus, problems)
        return None
    if fields.chapter:
        place = front.place("readings", at, "chapter")
        found = list(_chapter(text, fields.chapter, place, problems))
        if not found:
            return None
        first, last = found[0].number, found[-1].number
    else:
        count = len(text.passages)
        first, last = fields.from_ or 1, fields.to or count
        for name, number in (("from", first), ("to", last)):
            if number > count or not number:
                what = f"`{name}` names ¶{number} of `{text.id}`, which does not exist"
                advice = f"`{text.id}` has ¶1 to ¶{count}" if count else f"`{text.id}` has no passages"
                problems.add(Code.UNKNOWN_PASSAGE, front.place("readings", at, name), what, advice)
                return None
    whole = first == 1 and last == len(text.passages)
    return Reading(text.id, first, last, fields.chapter, whole, fields.why)


def _chapter(text: Text, chapter: str, place: Place, problems: Problems) -> Iterator[Passage]:
    """The passages of a section and of those below it."""
    ids = [section.id for section in text.sections]
    if chapter not in ids:
        what = f"`chapter` names `{chapter}`, which `{text.id}` does not have"
        listed = (
            f"its chapters: {', '.join(ids)}"
            if ids
            else f"it has none: write `from` and `to`, or `{text.id}` alone"
        )
        problems.add(Code.UNKNOWN_CHAPTER, place, what, did_you_mean(chapter, ids, listed))
        return
    own = set(sections_in(text, chapter))
    found = [passage for passage in text.passages if passage.section in own]
    if not found:
        what = f"`chapter` names `{chapter}` of `{text.id}`, which holds no passage"
        problems.add(Code.UNKNOWN_CHAPTER, place, what, "name one that does")
    yield from found


def sections_in(text: Text, chapter: str) -> Iterator[str]:
    """The id of a section of a text, and of those that stand below it."""
    at = next(at for at, section in enumerate(text.sections) if section.id == chapter)
    yield chapter
    for section in text.sections[at + 1 :]:
        if section.level <= text.sections[at].level:
            return
        yield section.id


def _missing_text(id_: str, who: str, place: Place, corpus: Corpus, problems: Problems) -> None:
    if id_ in corpus.withheld:
        what = f"{who} names `{id_}`, a text whose rights keep it out of the public edition"
        problems.add(Code.WITHHELD_TEXT, place, what, "name its study text")
    else:
        what = f"{who} names the text `{id_}`, which does not exist"
        listed = f"texts: {', '.join(sorted(corpus.texts)) or 'none'}"
        problems.add(Code.UNKNOWN_TEXT, place, what, did_you_mean(id_, corpus.texts, listed))


def _check_terms(named: tuple[str, ...], known: Collection[str], front: Front, problems: Problems) -> None:
    for at, id_ in enumerate(named):
        if id_ not in known:
            advice = did_you_mean(id_, known, f"add glossary/{id_}.md")
            what = f"`terms` names `{id_}`, which is no term"
            problems.add(Code.UNKNOWN_TERM, front.place("terms", at), what, advice)


def _check_comparisons(
    named: tuple[str, ...], known: Collection[str], front: Front, problems: Problems
) -> None:
    for at, id_ in enumerate(named):
        if id_ not in known:
            advice = did_you_mean(id_, known, f"add glossary/comparisons/{id_}.md")
            what = f"`comparisons` names `{id_}`, which does not exist"
            problems.add(Code.UNKNOWN_COMPARISON, front.place("comparisons", at), what, advice)


def _check_question(id_: str, place: Place, corpus: Corpus, problems: Problems) -> None:
    found = QUESTION.fullmatch(id_)
    if found is None:
        what = f"`{id_}` names no question"
        advice = "write the id of a text and the number of its question: `text-id#2`"
        problems.add(Code.UNKNOWN_QUESTION, place, what, advice)
        return
    text = corpus.texts.get(found[1])
    if text is None:
        _missing_text(found[1], f"`{id_}`", place, corpus, problems)
    elif int(found[2]) > (count := len(text.source.questions)):
        what = f"`questions` names `{id_}`, which does not exist"
        last = f"its last question is `{text.id}#{count}`" if count else f"`{text.id}` asks nothing"
        problems.add(Code.UNKNOWN_QUESTION, place, what, last)
