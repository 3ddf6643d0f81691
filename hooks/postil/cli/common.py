"""What the commands share: finding the project, reading a file or standard input, telling problems."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text as Styled

from postil.frontmatter import split
from postil.model import Place, Source, Work
from postil.parse import DEFAULT_EXTENSIONS
from postil.problems import Problem, Problems
from postil.read.files import bytes_in, bytes_of, decode, decode_any
from postil.read.formats import kind_of
from postil.read.texts import read_cleaned, read_source
from postil.settings import Settings, read_settings

ERRORS = Console(stderr=True, highlight=False, soft_wrap=True)
STDIN = "-"

SOURCE = click.argument("path", type=click.Path(exists=True, dir_okay=False, allow_dash=True))


def project(config: Path | None = None) -> Settings | None:
    """The settings of the project around the current folder, or None outside of any."""
    here = Path.cwd()
    found = config or next(
        (f / "mkdocs.yml" for f in (here, *here.parents) if (f / "mkdocs.yml").is_file()), None
    )
    if found is None:
        return None
    try:
        return read_settings(found)
    except (ValueError, OSError) as error:
        raise click.UsageError(str(error)) from error


def extensions_of(settings: Settings | None) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The Markdown extensions of a project, or the ones that Postil takes outside of any."""
    return (settings.extensions, dict(settings.configs)) if settings else (DEFAULT_EXTENSIONS, {})


def read_path(path: str, problems: Problems) -> Source | None:
    """The text at `path` or on standard input: Markdown with or without front matter, or a raw text."""
    name = "standard input" if path == STDIN else path
    stem = "text" if path == STDIN else Path(path).stem
    stdin = path == STDIN
    raw = bytes_in(sys.stdin.buffer, name, problems) if stdin else bytes_of(Path(path), name, problems)
    if raw is None:
        return None
    if path == STDIN or Path(path).suffix.lower() != ".md":
        text = None if kind_of(name, raw) else decode_any(raw, name, Problems())
        if text is None or split(text).front is None:
            return read_cleaned(raw, stem, name, problems)
    text = decode(raw, name, problems)
    if text is None:
        return None
    if split(text).front is None:
        return Source(stem, Work(title=stem), Place(name), text, siglum=stem, rule_id=stem)
    return read_source(raw, stem, name, problems)


def as_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as the commands answer them in JSON."""
    return [
        {
            "code": p.code,
            "path": p.path,
            "line": p.line,
            "message": p.what + (f"; {p.instead}" if p.instead else ""),
        }
        for p in problems
    ]


def tell(problems: Iterable[Problem]) -> None:
    """Problems for people, on standard error."""
    for problem in problems:
        place, _, rest = str(problem).partition(f" {problem.code}: ")
        ERRORS.print(Styled.assemble((place, "bold"), (f" {problem.code}: ", "red"), rest))


def answer(data: object) -> None:
    """A result as JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def finish(problems: Problems) -> None:
    """Exit 1 where problems were found."""
    sys.exit(1 if len(problems) else 0)
