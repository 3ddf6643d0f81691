"""`postil stats`: how often each term and each of its names is found, and what is idle or doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table

from postil.chain import make
from postil.cli.common import ERRORS, answer, as_data, project, tell
from postil.index import Index
from postil.problems import Problems
from postil.stats import Stats, TermStats
from postil.stats import stats as count

ABSENT = "·"  # no mention in this text
FOREMOST = 3  # texts named where a column for each does not fit
SUBJECT = 24  # columns of the terminal for a term or a form


@click.command()
@click.argument("term", nargs=-1)
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The project's mkdocs.yml."
)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def stats(term: tuple[str, ...], config: Path | None, shape: str) -> None:
    """Count the mentions of all terms by text, or of each TERM by its names.

    What is wrong in the files is named by `postil check`; here only the senses left open are.
    """
    settings = project(config)
    if settings is None:
        raise click.UsageError("no mkdocs.yml here or above; name one with --config")
    problems = Problems()
    with ERRORS.status("reading") as status:
        index = make(settings, problems, status.update).index
    for id_ in term:
        if id_ not in index.terms:
            raise click.UsageError(f"no term `{id_}`; `postil stats` lists all")
    counted = count(index, problems)
    wanted = [one for one in counted.terms if not term or one.id in term]
    if shape == "json":
        answer(_data(counted, wanted))
    else:
        console = Console(soft_wrap=False, highlight=False)
        if term:
            for one in wanted:
                console.print(_forms(one, index, console))
        else:
            _show(counted, index, console)
    raise SystemExit(1 if counted.open else 0)


def _data(counted: Stats, wanted: list[TermStats]) -> dict[str, Any]:
    return {
        "texts": dict(counted.texts),
        "terms": [
            {
                "id": term.id,
                "title": term.title,
                "mentions": term.mentions,
                "texts": dict(term.by_text),
                "forms": [
                    {"form": form.text, "mentions": form.mentions, "texts": dict(form.by_text)}
                    for form in term.forms
                ],
            }
            for term in wanted
        ],
        "never_found": [term.id for term in counted.never_found],
        "unused_forms": [{"term": term.id, "form": form.text} for term, form in counted.unused],
        "shared_forms": [{"form": form, "terms": list(ids)} for form, ids in counted.shared.items()],
        "open_senses": as_data(counted.open),
        "densest": [
            {"text": one.text, "paragraph": one.passage, "mentions": one.mentions, "words": one.words}
            for one in counted.dense
        ],
    }


def _show(counted: Stats, index: Index, console: Console) -> None:
    sigla = {id_: index.texts[id_].source.siglum for id_ in counted.texts}
    wide = _fits(sigla, console)
    table = _table("Mentions by text", "term", sigla, wide)
    for term in counted.terms:
        if term.mentions:
            table.add_row(term.id, *_counts(term.by_text, sigla, wide))
    table.add_section()
    table.add_row("all terms", *_counts(counted.texts, sigla, wide), style="bold")
    console.print(table)
    _list(console, "Terms never found", (term.id for term in counted.never_found))
    _list(console, "Forms never used", (f"{term.id}: {form.text}" for term, form in counted.unused))
    shared = (f"{form}: {', '.join(ids)}" for form, ids in counted.shared.items())
    _list(console, "Forms that several terms share", shared)
    dense = (
        f"{one.share:.0f} in 100 words: {sigla[one.text]} ¶{one.passage[1:]} ({one.mentions} in {one.words})"
        for one in counted.dense
    )
    _list(console, "Densest passages", dense)
    console.print(f"Senses left open: {len(counted.open) or 'none'}", style="bold")
    tell(counted.open)


def _list(console: Console, title: str, lines: Iterable[str]) -> None:
    listed = list(lines)
    console.print(f"{title}: {len(listed) or 'none'}", style="bold")
    for line in listed:
        console.print(f"  {line}", markup=False)
    console.print()


def _forms(term: TermStats, index: Index, console: Console) -> Table:
    sigla = {id_: index.texts[id_].source.siglum for id_ in term.by_text}
    wide = _fits(sigla, console)
    table = _table(f"{term.title} ({term.id})", "form", sigla, wide)
    rest = Counter(term.by_text)
    for form in term.forms:
        rest.subtract(form.by_text)
        table.add_row(form.text, *_counts(form.by_text, sigla, wide))
    if any(rest.values()):
        table.add_row("(other words, marked by hand)", *_counts(rest, sigla, wide))
    table.add_section()
    table.add_row("all", *_counts(term.by_text, sigla, wide), style="bold")
    return table


def _fits(sigla: Mapping[str, str], console: Console) -> bool:
    """Whether the terminal is wide enough for a column a text."""
    return SUBJECT + sum(len(siglum) + 2 for siglum in sigla.values()) + 8 <= console.width


def _table(title: str, subject: str, sigla: Mapping[str, str], wide: bool) -> Table:
    """A table with one column a text, or with the number of texts and the foremost."""
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    table.add_column(subject, overflow="fold", min_width=SUBJECT)
    for heading in sigla.values() if wide else ("texts",):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("all", justify="right", style="bold")
    if not wide:
        table.add_column("most in", overflow="fold")
    return table


def _counts(by_text: Mapping[str, int], sigla: Mapping[str, str], wide: bool) -> list[str]:
    """The cells of a row after its subject."""
    total = str(sum(by_text.values()))
    if wide:
        return [*(str(by_text.get(id_) or ABSENT) for id_ in sigla), total]
    found = {id_: number for id_, number in by_text.items() if number}
    foremost = sorted(found, key=lambda id_: (-found[id_], id_))[:FOREMOST]
    return [str(len(found)), total, ", ".join(f"{sigla[id_]} ({found[id_]})" for id_ in foremost)]
