"""The whole chain in one place: read → clean → parse → match → resolve → index.

Cleaning happens where a raw file is read; pages and exports are made from the index by whoever needs them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postil.answers import keep_back
from postil.assignments import read_assignments
from postil.citations import find, verify
from postil.glossary import check_contradictions, read_glossary
from postil.index import Index, index
from postil.markdown.extension import Parsed
from postil.match import Forms
from postil.model import Assignment, Glossary, Page, Place, Text
from postil.parse import Parser, check_hand_marks
from postil.problems import Code, Problems, did_you_mean
from postil.read import read_pages, read_texts
from postil.resolve import Resolver
from postil.settings import Settings

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a corpus: its index, and the texts that its rights keep out."""

    settings: Settings
    index: Index
    withheld: frozenset[str]
    pages: frozenset[str]  # paths below docs/ of the pages that are no texts and can be read
    assignments: tuple[Assignment, ...]  # in order of id
    parsed: dict[str, Parsed]  # the pages of texts by path, ready to be woven; taken out as they are used


def make(settings: Settings, problems: Problems, progress: Progress = lambda step: None) -> Edition:
    """Work through the corpus that `settings` names; what is wrong goes to `problems`, the rest goes on."""
    progress("read")
    glossary = read_glossary(settings.glossary, settings.root, problems)
    sources, withheld = read_texts(settings.docs / "texts", settings.root, settings.library, problems)
    pages = read_pages(settings.docs, settings.root, problems)
    progress("parse")
    titles = {term.id: term.title for term in glossary.terms}
    sigla = {source.id: source.siglum for source in sources}
    parser = Parser(settings.extensions, settings.configs, titles, sigla)
    texts = [parser.parse(source, problems) for source in sources]
    _check_references(texts, glossary, pages, titles, withheld, problems)
    assignments = read_assignments(
        settings.docs / "assignments",
        settings.root,
        {text.id: text for text in texts},
        glossary,
        withheld,
        problems,
    )
    if not settings.instructor:
        texts = [keep_back(text, settings.answers) for text in texts]
    progress("match")
    forms = Forms(glossary.terms, problems, settings.plain)
    matches = {text.id: forms.find(text.blocks) for text in texts}
    progress("resolve")
    resolver = Resolver(forms, titles)
    resolved = {text.id: resolver.resolve(text, matches[text.id], problems) for text in texts}
    progress("index")
    found = index(texts, glossary, resolved, settings.mark)
    return Edition(
        settings, found, withheld, frozenset(page.path for page in pages), assignments, parser.parsed
    )


def _check_references(
    texts: list[Text],
    glossary: Glossary,
    pages: tuple[Page, ...],
    titles: dict[str, str],
    withheld: frozenset[str],
    problems: Problems,
) -> None:
    passages = {text.id: text.passages for text in texts}
    for text in texts:
        verify(text.citations, passages, withheld, problems)
        for written, place in ((text.source.body, text.source.place), *text.source.written):
            check_hand_marks(written, place, titles, problems)
    for term in glossary.terms:
        verify(term.citations, passages, withheld, problems)
        check_hand_marks(term.written, Place(term.place.path, term.body_line), titles, problems)
    for one in glossary.comparisons:
        verify(one.citations, passages, withheld, problems)
        check_hand_marks(one.written, Place(one.place.path, one.written_line), titles, problems)
    for dispute in glossary.disagreements:
        verify(dispute.citations, passages, withheld, problems)
        check_hand_marks(dispute.verdict, Place(dispute.place.path, dispute.verdict_line), titles, problems)
    check_contradictions(glossary, {text.id: text for text in texts}, problems)
    for page in pages:
        verify(find(page.body, page.place, problems), passages, withheld, problems)
        check_hand_marks(page.body, page.place, titles, problems)
    known = {text.source.rule_id for text in texts} | withheld
    for term in glossary.terms:
        for named in term.named_texts:
            if named.id not in known:
                advice = did_you_mean(named.id, known, "write the id of a text")
                what = f"`{named.field}` names the text `{named.id}`, which does not exist"
                problems.add(Code.UNKNOWN_TEXT, named.place, what, advice)
