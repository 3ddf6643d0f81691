"""`postil annotate`: a text with its terms, in the terminal or as data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text as Styled

from postil.cli.common import SOURCE, answer, as_data, extensions_of, project, read_path, tell
from postil.glossary import read_glossary
from postil.mark import mark
from postil.match import Forms
from postil.model import Occurrence, Source, Text
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
    occurrences: tuple[Occurrence, ...] = ()
    text = None
    if source is not None:
        if settings is not None:
            source = _known_as(source, Path(path).name, settings)
        titles = {term.id: term.title for term in terms}
        extensions, configs = extensions_of(settings)
        text = Parser(extensions, configs, titles).parse(source, problems)
        forms = Forms(terms, problems)
        occurrences = Resolver(forms, titles).resolve(text, forms.find(text.passages), problems)
        policy = settings.mark if settings else "first"
        occurrences = mark(text, occurrences, {term.id: term for term in terms}, policy)
    found = [problem for problem in problems if not problem.is_notice]
    if shape == "json":
        answer(
            {
                "paragraphs": [{"id": p.id, "text": p.text} for p in text.passages] if text else [],
                "occurrences": [_data(one) for one in occurrences],
                "problems": as_data(found),
            }
        )
    elif text is not None:
        _show(text, occurrences)
    tell(found)
    raise SystemExit(1 if found else 0)


def _known_as(source: Source, name: str, settings: Settings) -> Source:
    """An original that a record names is known to rules by the id of its study text, and has its senses."""
    studies, _ = read_texts(settings.docs / "texts", settings.root, None, Problems())
    for study in studies:
        if study.original is not None and study.original.file == name:
            return replace(
                source, rule_id=study.id, siglum=study.siglum, senses=study.senses, mark=study.mark
            )
    return source


def _data(one: Occurrence) -> dict[str, object]:
    data: dict[str, object] = {
        "paragraph": one.passage,
        "start": one.start,
        "end": one.end,
        "surface": one.surface,
        "term": one.term,
        "marked": one.marked,
    }
    return data | ({"why": one.why} if one.why else {})


def _show(text: Text, occurrences: tuple[Occurrence, ...]) -> None:
    console = Console(soft_wrap=True, highlight=False)
    for passage in text.passages:
        shown, done = Styled(), 0
        for one in occurrences:
            if one.passage == passage.id:
                shown.append(passage.text[done : one.start])
                shown.append(one.surface, TERM if one.marked else MENTION)
                shown.append(f" [{one.term}{': ' + one.why if one.why else ''}]", "dim")
                done = one.end
        shown.append(passage.text[done:])
        console.print(Styled(f"¶{passage.number} ", "dim") + shown)
        console.print()
