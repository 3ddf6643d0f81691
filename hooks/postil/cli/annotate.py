"""`postil annotate`: a text with its terms, in the terminal or as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text as Styled

from postil.cli.common import SOURCE, answer, as_data, extensions_of, project, read_path, tell
from postil.glossary import read_glossary
from postil.mark import mark
from postil.match import Forms
from postil.model import Block, Found, Occurrence, Source, Text
from postil.parse import Parser
from postil.problems import Problems
from postil.read import read_texts
from postil.resolve import Resolver
from postil.settings import Settings

TERM, MENTION = "bold cyan", "cyan"


@click.command()
@SOURCE
@click.option(
    "--glossary", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of the terms."
)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def annotate(path: str, glossary: Path | None, shape: str) -> None:
    """Show the text at PATH (or `-`: standard input) with the glossary's terms marked."""
    settings = project()
    folder = glossary or (settings.glossary if settings else None)
    if folder is None or not folder.is_dir():
        raise click.UsageError("no glossary here; name its folder with --glossary")
    problems = Problems()
    root = settings.root if settings and not glossary else folder.parent
    terms = read_glossary(folder, root, problems).terms
    source = read_path(path, problems)
    found = Found()
    text = None
    if source is not None:
        if settings is not None:
            source = _known_as(source, Path(path).name, settings)
        titles = {term.id: term.title for term in terms}
        extensions, configs = extensions_of(settings)
        text = Parser(extensions, configs, titles).parse(source, problems)
        forms = Forms(terms, problems, settings.plain if settings else False)
        found = Resolver(forms, titles).resolve(text, forms.find(text.blocks), problems)
        policy = settings.mark if settings else "first"
        marked = mark(text, found.passages, {term.id: term for term in terms}, policy)
        found = replace(found, passages=marked)
    wrong = [problem for problem in problems if not problem.is_notice]
    if shape == "json":
        answer(_data(text, found) | {"problems": as_data(wrong)})
    elif text is not None:
        _show(text, found)
    tell(wrong)
    raise SystemExit(1 if wrong else 0)


def _known_as(source: Source, name: str, settings: Settings) -> Source:
    """An original that a record names is known to rules by the id of its study text, and has its senses."""
    studies, _ = read_texts(settings.docs / "texts", settings.root, None, Problems())
    for study in studies:
        if study.original is not None and study.original.file == name:
            return replace(
                source, rule_id=study.id, siglum=study.siglum, senses=study.senses, mark=study.mark
            )
    return source


def _data(text: Text | None, found: Found) -> dict[str, object]:
    """The words that were searched, and what was found in them."""
    if text is None:
        return {"paragraphs": [], "sections": [], "notes": [], "occurrences": [], "outside": []}
    notes = {block.id: block.id.partition(":")[2] for block in text.outside if block.kind == "note"}
    return {
        "paragraphs": [{"id": one.id, "text": one.text} for one in text.passages],
        "sections": [{"id": one.id, "title": one.title} for one in text.sections],
        "notes": [{"label": one.label, "text": one.text} for one in text.notes],
        "occurrences": [
            {"paragraph": one.passage} | _stretch(one) | {"marked": one.marked} | _why(one)
            for one in found.passages
        ],
        "outside": [
            ({"note": notes[one.passage]} if one.passage in notes else {"section": one.passage})
            | _stretch(one)
            | _why(one)
            for one in found.outside
        ],
    }


def _stretch(one: Occurrence) -> dict[str, object]:
    return {"start": one.start, "end": one.end, "surface": one.surface, "term": one.term}


def _why(one: Occurrence) -> dict[str, object]:
    return {"why": one.why} if one.why else {}


def _show(text: Text, found: Found) -> None:
    """Every passage, then the headings and notes that mention a term."""
    console = Console(soft_wrap=True, highlight=False)
    for passage in text.passages:
        _show_block(console, passage, [one for one in found.passages if one.passage == passage.id])
    for block in text.outside:
        if here := [one for one in found.outside if one.passage == block.id]:
            _show_block(console, block, here)


def _show_block(console: Console, block: Block, occurrences: Iterable[Occurrence]) -> None:
    shown, done = Styled(), 0
    for one in occurrences:
        shown.append(block.text[done : one.start])
        shown.append(one.surface, TERM if one.marked else MENTION)
        shown.append(f" [{one.term}{', because ' + one.why if one.why else ''}]", "dim")
        done = one.end
    shown.append(block.text[done:])
    console.print(Styled(f"{block.name} ", "dim") + shown)
    console.print()
