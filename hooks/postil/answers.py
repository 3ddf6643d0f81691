"""Keeps answers out of an edition: the one place that takes them away, before pages and exports are made."""

from __future__ import annotations

from dataclasses import replace

from postil.model import Answers, Citation, Question, Text


def keep_back(text: Text, answers: Answers) -> Text:
    """The same text without the answers to its questions, unless they are for everyone.

    The text's own record goes before `answers`. The passages that an answer rests on stay, since they tell
    where to look; the words that it quotes from them go, and so does the record as it was written.
    """
    source = text.source
    if (source.answers or answers) == "everyone" or not any(one.answer for one in source.questions):
        return text
    own = set(source.citations)
    without = replace(
        source,
        front="",
        written=(),
        citations=(),
        questions=tuple(_without_answer(one) for one in source.questions),
    )
    return replace(text, source=without, citations=tuple(one for one in text.citations if one not in own))


def _without_answer(question: Question) -> Question:
    cites = tuple(map(_without_words, question.cites))
    return replace(question, answer="", cites=cites, kept_back=bool(question.answer))


def _without_words(cite: Citation) -> Citation:
    last = f"-{cite.last}" if cite.last > cite.first else ""
    return replace(cite, quote="", raw=f"[@{cite.text}, ¶{cite.first}{last}]")
