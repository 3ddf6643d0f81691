"""`postil check`: everything that is wrong, in one run."""

from __future__ import annotations

from pathlib import Path

import click

from postil.chain import make
from postil.cli.common import ERRORS, answer, as_data, project
from postil.problems import Problems


@click.command()
@click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The project's mkdocs.yml."
)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check(config: Path | None, shape: str) -> None:
    """Check texts, glossary, comparisons and disagreements.

    Doubts (a year that the cited passage does not have) are told as well, and are no failure. What a raw text
    lacks (a note, say) is told by `convert`; it is nothing to mend here.
    """
    settings = project(config)
    if settings is None:
        raise click.UsageError("no mkdocs.yml here or above; name one with --config")
    problems = Problems()
    edition = make(settings, problems)
    found = [problem for problem in problems if not problem.is_notice]
    wrong = [problem for problem in found if not problem.is_doubt]
    if shape == "json":
        answer({"problems": as_data(found)})
    else:
        for problem in found:
            click.echo(str(problem))
        withheld = f" ({len(edition.withheld)} withheld: restricted)" if edition.withheld else ""
        doubts = f", {_counted(len(found) - len(wrong), 'doubt')}" if len(found) > len(wrong) else ""
        counted = f"{len(edition.index.texts)} texts{withheld}, {len(edition.index.terms)} terms"
        ERRORS.print(f"{counted}: {_counted(len(wrong), 'problem')}{doubts}")
    raise SystemExit(1 if wrong else 0)


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'s' if count != 1 else ''}"
