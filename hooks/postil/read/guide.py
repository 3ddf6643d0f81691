"""The questions on a text and what its study page says, from the text's record."""

from __future__ import annotations

from dataclasses import dataclass, field

from postil.citations import cited, find
from postil.frontmatter import Front
from postil.model import Citation, Place, Question, Study
from postil.problems import Code, Problems
from postil.read.records import QuestionFields, StudyFields, TextFields

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """What a record says for those who study its text."""

    questions: tuple[Question, ...]
    study: Study | None
    citations: tuple[Citation, ...]  # all that questions and study fields make
    written: tuple[tuple[str, Place], ...]  # each piece of Markdown, and where it stands


def read_guide(id_: str, record: TextFields, front: Front, problems: Problems) -> Guide:
    """The questions and study fields of the text `id_`; what is wrong with their citations is a problem."""
    reader = _Reader(front, problems)
    questions = tuple(reader.question(id_, at, one) for at, one in enumerate(record.questions))
    study = reader.study(record.study) if record.study else None
    return Guide(questions, study, tuple(reader.citations), tuple(reader.written))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads fields one by one, and keeps what all of them cite and say."""

    front: Front
    problems: Problems
    citations: list[Citation] = field(default_factory=list)
    written: list[tuple[str, Place]] = field(default_factory=list)

    def question(self, id_: str, at: int, fields: QuestionFields) -> Question:
        loc: Loc = ("questions", at)
        self._said(fields.ask, *loc, "ask")
        cites = self._cited(fields.cite, *loc, "cite") + self._said(fields.answer, *loc, "answer")
        if fields.answer and not fields.cite and "[@" not in fields.answer:
            what = f"the answer to question {at + 1} cites no passage"
            advice = 'add `cite: "[@text-id, ¶3]"`'
            self.problems.add(Code.UNCITED_ANSWER, self.front.place(*loc, "answer"), what, advice)
        return Question(f"{id_}#{at + 1}", fields.ask, fields.kind, fields.answer, _distinct(cites))

    def study(self, fields: StudyFields) -> Study:
        self._said(fields.argues, "study", "argues")
        for name, prompts in (("before", fields.before), ("while", fields.during), ("after", fields.after)):
            for at, prompt in enumerate(prompts):
                self._said(prompt, "study", name, at)
        passage: tuple[Citation, ...] = ()
        if fields.write:
            self._said(fields.write.task, "study", "write", "task")
            passage = self._cited(fields.write.passage, "study", "write", "passage")
        task = fields.write.task if fields.write else ""
        return Study(fields.argues, fields.before, fields.during, fields.after, task, passage)

    def _said(self, markdown: str, *loc: str | int) -> tuple[Citation, ...]:
        """The citations of a piece of Markdown."""
        place = self.front.place(*loc)
        found = find(markdown, place, self.problems)
        self.citations.extend(found)
        self.written.append((markdown, place))
        return found

    def _cited(self, cite: str, *loc: str | int) -> tuple[Citation, ...]:
        """The citations of a field that holds nothing else."""
        found = cited(cite, self.front.place(*loc), self.problems)
        self.citations.extend(found)
        return found


def _distinct(cites: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """One citation for each stretch of passages, the first."""
    return tuple({(cite.text, cite.first, cite.last): cite for cite in reversed(cites)}.values())[::-1]
