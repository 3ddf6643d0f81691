"""What the study page of a text shows, and the list of these pages: plain values, no markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from postil.index import Index
from postil.model import Citation, Question, QuestionKind, Text
from postil.pages.around import Around, Part
from postil.pages.kwic import context
from postil.pages.render import study_page, term_page
from postil.pages.views.common import count
from postil.pages.views.lists import by, reading_time
from postil.profile import MOST_KEY, Profile

KINDS = get_args(QuestionKind)
LONGEST_PASSAGE = 400  # words of a passage to write about that the page shows; a longer one is linked


@dataclass(frozen=True, slots=True)
class Subject:
    """A text that has a study page, and what sets it apart."""

    text: Text
    profile: Profile | None


def head(around: Around, subject: Subject) -> dict[str, Any]:
    """Which text the page is about."""
    text = subject.text
    words, minutes = reading_time(text.passages)
    return {
        "address": around.to(text.pages[0].path),
        "title": text.source.work.title,
        "by": by(text),
        "words": f"{words:,}",
        "minutes": minutes,
        "list": around.to(study_page("index")),
    }


def terms(around: Around, subject: Subject) -> dict[str, Any]:
    """The key terms of a text, each where the text first speaks of it."""
    index, to, text = around.index, around.to, subject.text
    shown = []
    for id_ in _key_terms(index, subject):
        mention = index.by_text(id_)[text.id][0]
        senses = (one.means for one in index.terms[id_].senses if one.text == text.source.rule_id)
        line = context(mention.passage, mention.occurrences)
        address = to(text.page_of(line.id), line.id)
        shown.append(
            (index.terms[id_].title, to(term_page(id_)), line, address, around.inline(next(senses, "")))
        )
    return {"terms": shown}


def _key_terms(index: Index, subject: Subject) -> list[str]:
    """The terms that the text speaks of more than others do; those it mentions most, where that says nothing
    (it is the only text, or all speak of the same)."""
    own = subject.text.id
    mentioned = {term: found[own] for term in index.terms if own in (found := index.by_text(term))}
    if subject.profile and subject.profile.key:
        return [one.term for one in subject.profile.key if one.term in mentioned]
    ranked = sorted(mentioned, key=lambda term: (-count(mentioned[term]), term))
    return ranked[:MOST_KEY]


def questions(around: Around, subject: Subject) -> dict[str, Any]:
    """The questions on a text, and those on other texts that draw on it."""
    index, own = around.index, subject.text.id
    elsewhere = [one for one in _all(index) if one.text != own and own in one.texts]
    return {
        "questions": [
            {
                "number": one.number,
                "ask": around.inline(one.ask),
                "kind": one.kind,
                "across": len(one.texts) > 1,
                "answer": around.inline(one.answer),
                "cites": around.cited(cite for cite in one.cites if cite.raw not in one.answer),
                "kept_back": one.kept_back,
            }
            for one in subject.text.source.questions
        ],
        "elsewhere": [_listed(around, one) for one in elsewhere],
    }


def task(around: Around, subject: Subject) -> dict[str, Any]:
    """A passage to write about."""
    study = subject.text.source.study
    if study is None:
        return {"passages": [], "cites": "", "task": ""}
    passages = [part for cite in study.passage for part in _passages(around, cite)]
    words = sum(len(text.split()) for _, _, text in passages)
    return {
        "passages": passages if words <= LONGEST_PASSAGE else [],
        "cites": around.cited(study.passage),
        "task": around.inline(study.task),
    }


def _passages(around: Around, cite: Citation) -> list[tuple[int, str, str]]:
    """Number, address and words of each passage that is cited."""
    text = around.index.texts.get(cite.text)
    if text is None or cite.first < 1:
        return []
    return [
        (one.number, around.to(text.page_of(one.id), one.id), one.text)
        for one in text.passages[cite.first - 1 : cite.last]
    ]


def study(around: Around, _: None) -> dict[str, Any]:
    """The list of study pages, and the questions that go across texts."""
    index, to = around.index, around.to
    return {
        "texts": [
            {
                "address": to(study_page(text.id)),
                "title": text.source.work.title,
                "by": by(text),
                "read": to(text.pages[0].path),
                "questions": len(text.source.questions),
                "kinds": [(kind, number) for kind in KINDS if (number := _count(text, kind))],
            }
            for text in index.texts.values()
            if text.source.guided
        ],
        "elsewhere": [_listed(around, one) for one in _all(index) if len(one.texts) > 1],
    }


def _count(text: Text, kind: str) -> int:
    return sum(one.kind == kind for one in text.source.questions)


def _all(index: Index) -> list[Question]:
    return [one for text in index.texts.values() for one in text.source.questions]


def _listed(around: Around, one: Question) -> tuple[str, Any, str, list[str]]:
    """A question in a list: its address, what it asks, its kind, and the texts that it cites."""
    address = around.to(study_page(one.text), f"q{one.number}")
    sigla = [around.index.texts[id_].source.siglum for id_ in one.texts if id_ in around.index.texts]
    return address, around.inline(one.ask), one.kind, sigla


PARTS: dict[str, Part] = {
    "study_head": head,
    "study_terms": terms,
    "study_questions": questions,
    "study_task": task,
}
LISTS: dict[str, Part] = {"study": study}
