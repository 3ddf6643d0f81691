"""`postil export`: what is handed to a class, as a file."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from postil.chain import make
from postil.cli.common import ERRORS, project, tell
from postil.pages.render import address_of
from postil.pages.views.handover import BY_KIND, EDITION
from postil.problems import Problems

LACKING = {
    "terms": "there are no terms",
    "questions": "there are no questions",
    "address": "its links need the address of the site: name it with --site, or as site_url in mkdocs.yml",
    "due": "nothing is due on a day",
}


@click.command()
@click.argument("kind", metavar="KIND", type=click.Choice(list(BY_KIND)))
@click.argument("id", default=EDITION)
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="Folder to write into.")
@click.option("--site", help="Address of the site, where mkdocs.yml does not say it.")
def export(kind: str, id: str, to: Path | None, site: str | None) -> None:
    """Make the file KIND of the assignment ID, or of the whole edition.

    It is printed, or written into a folder under its own name; one that stands there already is replaced.
    Nothing is made while `postil check` finds problems.
    """
    # The other commands do not wait for the libraries of these formats.
    from postil.exports.handover import MAKERS, bundles, lacks

    settings = project()
    if settings is None:
        raise click.UsageError("no mkdocs.yml here or above")
    if site is not None:
        if not site.startswith(("https://", "http://")):
            raise click.UsageError(f"--site {site}: write a whole address, https://example.org/reader/")
        imprint = replace(settings.imprint, url=site.rstrip("/") + "/")
        settings = replace(settings, imprint=imprint)
    problems = Problems()
    edition = make(settings, problems)
    wrong = [problem for problem in problems if not (problem.is_notice or problem.is_doubt)]
    if wrong:
        tell(wrong)
        raise SystemExit(1)
    made = {
        one.id: one for one in bundles(edition, lambda page: address_of(page, settings.imprint.folders), kind)
    }
    if id not in made:
        raise click.UsageError(f"nothing is named {id}; known: {', '.join(made)}")
    one = BY_KIND[kind]
    if lacks(made[id], one.needs):
        raise click.UsageError(f"no {one.file} of {id}: {LACKING[one.needs]}")
    try:
        content = MAKERS[kind](made[id])
    except (LookupError, OSError) as error:
        raise click.ClickException(str(error)) from error
    data = content.encode() if isinstance(content, str) else content
    if to is not None:
        to.mkdir(parents=True, exist_ok=True)
        (to / one.file).write_bytes(data)
        ERRORS.print(str(to / one.file))
    elif isinstance(content, bytes) and sys.stdout.isatty():
        raise click.UsageError(f"{one.file} is nothing to be read here: name a folder with --to")
    else:
        click.echo(data, nl=False)
