"""`postil convert`: a raw text as Markdown or as data, with an account of what was changed."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click
import yaml
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from postil.cli.common import ERRORS, STDIN, answer, extensions_of, finish, project, read_path, tell
from postil.model import Change, Cleaned, Dropped, Source, Text
from postil.parse import Parser
from postil.problems import Problems
from postil.read.texts import RAW

KINDS = RAW | {".md"}


@click.command()
@click.argument("path", type=click.Path(exists=True, allow_dash=True))
@click.option("--format", "shape", type=click.Choice(["md", "json"]), default="md", show_default=True)
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="Folder to write into.")
def convert(path: str, shape: str, to: Path | None) -> None:
    """Turn the text at PATH into a file for docs/texts/ (or `-`: standard input; or a folder: all in it).

    What was repaired and what was set aside is listed on standard error.
    """
    folder = path != STDIN and Path(path).is_dir()
    if folder and to is None and shape == "md":
        raise click.UsageError("PATH is a folder: name one to write into with --to")
    paths = (
        [str(one) for one in sorted(Path(path).iterdir()) if one.suffix.lower() in KINDS]
        if folder
        else [path]
    )
    if not paths:
        raise click.UsageError(f"no text in {path}")
    parser = Parser(*extensions_of(project()))
    problems = Problems()
    answers = []
    for one in track(paths, "Converting", console=ERRORS, transient=True, disable=not folder):
        answers.append(_convert(one, shape, to, parser, problems, quiet=folder))
    if shape == "json" and to is None:
        answer(answers if folder else answers[0])
    tell(problems)
    finish(problems)


def _convert(
    path: str, shape: str, to: Path | None, parser: Parser, problems: Problems, quiet: bool
) -> dict[str, Any]:
    """Convert one text: written to `to`, or printed (Markdown), or as data for the caller to print."""
    own = Problems()
    # a book in a .docx file takes seconds; a folder has a bar of its own
    with nullcontext() if quiet else ERRORS.status(f"Converting {Path(path).name} …"):
        source = read_path(path, own)
    if source is None:
        problems.take(own)
        return {"problems": [_data(problem) for problem in own]}
    text = parser.parse(source, own)
    problems.take(own)
    data = _as_data(text, own) if shape == "json" else {}
    written = json.dumps(data, ensure_ascii=False, indent=2) + "\n" if data else _as_markdown(source)
    if to is not None:
        _write(to / f"{source.id}.{shape}", written)
    elif shape == "md":
        click.echo(written, nl=False)
    if source.cleaned and not quiet:
        _account(source.cleaned)
    return data


def _write(path: Path, content: str) -> None:
    if path.exists():
        raise click.UsageError(f"{path} exists: move it away, or write into another folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


def _data(problem: Any) -> dict[str, Any]:
    return {"code": problem.code, "line": problem.line, "message": problem.what}


def _as_data(text: Text, problems: Problems) -> dict[str, Any]:
    source = text.source
    cleaned = source.cleaned or Cleaned("", {})
    return {
        "id": source.id,
        "title": source.work.title or None,
        "authors": list(source.work.authors),
        "date": source.work.date or None,
        "language": source.work.language,
        "record": {key: list(v) if isinstance(v, tuple) else v for key, v in cleaned.record.items()},
        "sections": [{"id": s.id, "title": s.title, "level": s.level} for s in text.sections],
        "paragraphs": [
            {"id": p.id, "section": p.section, "kind": p.kind, "text": p.text} for p in text.passages
        ],
        "notes": [{"label": n.label, "text": n.text, "refs": list(n.refs)} for n in text.notes],
        "changes": [
            {"rule": c.rule, "line": c.line, **_page(c), "before": c.before, "after": c.after}
            for c in cleaned.changes
        ],
        "dropped": [{"rule": d.rule, "line": d.line, **_page(d), "text": d.text} for d in cleaned.dropped],
        "problems": [_data(problem) for problem in problems],
    }


def _page(piece: Change | Dropped) -> dict[str, int]:
    """The page of a file that has pages."""
    return {"page": piece.page} if piece.page else {}


def _as_markdown(source: Source) -> str:
    if source.front:
        return f"---\n{source.front}---\n\n{source.body.strip()}\n"
    work = source.work
    stated = {
        "title": work.title or source.id,
        "subtitle": work.subtitle,
        "authors": list(work.authors),
        "date": work.date,
        "publisher": work.publisher,
        "series": work.series,
        "number": work.number,
        "url": work.url,
        "language": work.language,
        "rights": work.rights,
    }
    fields = {name: value for name, value in stated.items() if value}
    front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{front}---\n\n{source.body.strip()}\n"


def _account(cleaned: Cleaned) -> None:
    table = Table(title="How this text was prepared", title_justify="left")
    for heading, width in (("line", 4), ("rule", 12), ("what", None)):
        table.add_column(heading, overflow="ellipsis", no_wrap=True, min_width=width)
    rows = [(c.line, c.rule, f"{c.before} → {c.after}") for c in cleaned.changes]
    rows += [(d.line, f"{d.rule} (set aside)", d.text) for d in cleaned.dropped]
    for line, rule, what in sorted(rows):
        table.add_row(str(line), rule, escape(" ".join(what.split())[:60]))  # "[i]" is no style
    if rows:
        ERRORS.print(table)
