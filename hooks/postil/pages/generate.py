"""The pages that exist because of the corpus: entries, comparisons, originals, and the lists of all these."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from postil.chain import Edition
from postil.model import Assignment, Comparison, Disagreement, Study, Term, Text
from postil.pages.render import (
    HANDOVER,
    assignment_page,
    comparison_page,
    disagreement_page,
    prepared_page,
    study_page,
    template,
    term_page,
)
from postil.parse import CHAPTER

PARTS = {
    "names": "Names",
    "senses": "What it means in each text",
    "dates": "Dates",
    "related": "Related",
    "disputed": "Where the texts disagree",
    "passages": "Where it occurs",
    "together": "Terms in the same passages",
}


PREPARED = "<!--postil:prepared-->"


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page that no file under docs/ holds."""

    path: str  # of its source, as if it stood under docs/: "glossary/cica.md"
    markdown: str
    edits: str = ""  # the file that a person would edit, relative to the project; "" where there is none


def generate(edition: Edition) -> Iterator[GeneratedPage]:
    """All generated pages of an edition, in a fixed order."""
    index = edition.index
    for text in index.texts.values():
        yield from _text(text)
        if text.source.guided:
            yield _study(text)
    for term in index.terms.values():
        yield _term(term, edition)
    for comparison in index.glossary.comparisons:
        yield _comparison(comparison)
    for disagreement in index.glossary.disagreements:
        yield _disagreement(disagreement)
    for assignment in edition.assignments:
        yield _assignment(assignment)
    yield _lists("texts/index.md", "Texts", "texts", "matrix")
    yield _lists("glossary/index.md", "Glossary", "glossary", script="filter")
    yield _lists("comparisons/index.md", "Comparisons", "comparisons")
    yield _lists("compare.md", "Compare any terms", "compare", hide="navigation, toc", script="compare")
    yield _lists("disagreements/index.md", "Disagreements", "disagreements")
    wide = "navigation, toc"
    yield _lists("study/index.md", "Study guides", "study", style="study")
    drawn = "pictures timeline"
    yield _lists("timeline.md", "Timeline", "timeline", "years", hide=wide, script="filter", style=drawn)
    yield _lists("map.md", "Map of concepts", "map", hide=wide, script="map", style="pictures")
    yield _lists("assignments/index.md", "Assignments", "assignments", hide=wide, style="assign")
    making = {"script": "assign-files assign", "style": "assign"}
    yield _lists("assign.md", "Make an assignment", "assign", hide=wide, **making)
    yield _lists("data/index.md", "Data", "data")
    if edition.settings.practice:
        script = "practice-progress practice"
        yield _lists("practice.md", "Practice", "practice", hide=wide, script=script, style="practice")
    yield _lists(HANDOVER, "Hand over", "handover")


def _lists(
    path: str, title: str, *parts: str, hide: str = "", script: str = "", style: str = ""
) -> GeneratedPage:
    """A page about the whole corpus."""
    markers = "\n\n".join(f"<!--postil:{part}-->" for part in parts)
    return GeneratedPage(path, _front(title, hide=hide, script=script, style=style) + markers + "\n")


def _front(title: str, hide: str = "", script: str = "", style: str = "") -> str:
    """Front matter; JSON strings are YAML strings. `script`, `style`: what only this kind of page needs,
    names with spaces between them."""
    lines = [f"title: {json.dumps(title, ensure_ascii=False)}"]
    if hide:
        lines.append(f"hide: [{hide}]")
    if script:
        lines.append(f"scripts: [{', '.join(f'assets/{one}.js' for one in script.split())}]")
    if style:
        lines.append(f"styles: [{', '.join(f'assets/{one}.css' for one in style.split())}]")
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _text(text: Text) -> Iterator[GeneratedPage]:
    """A raw text's own page, and every text's chapters."""
    source = text.source
    in_project = "/" not in text.id  # an original stands in a library
    edits = source.place.path if in_project else ""
    own, *chapters = text.pages
    if source.cleaned is not None:
        yield GeneratedPage(own.path, _front(source.work.title) + source.body, edits)
        yield GeneratedPage(prepared_page(text.id), _front("How this text was prepared") + PREPARED)
    for page in chapters:
        yield GeneratedPage(page.path, _front(page.title) + CHAPTER, edits)


def _study(text: Text) -> GeneratedPage:
    source = text.source
    study = source.study or Study()
    stages = (
        ("before", "Before reading", study.before),
        ("while", "While reading", study.during),
        ("after", "After reading", study.after),
    )
    body = template("study.md.j2").render(
        argues=study.argues or source.summary, stages=stages, questions=source.questions, task=study.task
    )
    front = _front(f"Study guide: {source.siglum}", script="study", style="study")
    return GeneratedPage(study_page(text.id), front + body, source.stated("title").path)


def _term(term: Term, edition: Edition) -> GeneratedPage:
    disputed = any(term.id in one.terms for one in edition.index.glossary.disagreements)
    wanted = {"senses": bool(term.senses), "dates": bool(term.dates), "disputed": disputed}
    parts = [(part, heading) for part, heading in PARTS.items() if wanted.get(part, True)]
    body = template("entry.md.j2").render(term=term, parts=parts)
    front = _front(term.title, script="filter", style="pictures")
    return GeneratedPage(term_page(term.id), front + body, term.place.path)


def _comparison(comparison: Comparison) -> GeneratedPage:
    front = _front(comparison.title, hide="navigation, toc", script="sort")  # the table takes their room
    body = template("comparison.md.j2").render(comparison=comparison)
    return GeneratedPage(comparison_page(comparison.id), front + body, comparison.place.path)


def _disagreement(one: Disagreement) -> GeneratedPage:
    body = template("disagreement.md.j2").render(verdict=one.verdict)
    front = _front(one.title, hide="navigation, toc")
    return GeneratedPage(disagreement_page(one.id), front + body, one.place.path)


def _assignment(one: Assignment) -> GeneratedPage:
    body = template("assignment.md.j2").render(one=one)
    front = _front(one.title, hide="navigation, toc", style="assign")
    return GeneratedPage(assignment_page(one.id), front + body, one.place.path)
