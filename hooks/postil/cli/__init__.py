"""The command line: `postil check`, `postil convert`, `postil annotate`, `postil stats`,
`postil export`.

Results go to standard output, everything else to standard error. Exit 0: all well; 1: problems were found
and printed; 2: the call was wrong.
"""

from __future__ import annotations

import click

from postil.cli.annotate import annotate
from postil.cli.check import check
from postil.cli.convert import convert
from postil.cli.export import export
from postil.cli.stats import stats


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="postil")
def main() -> None:
    """Turn raw source texts into an annotated reader and study guide."""


main.add_command(annotate)
main.add_command(check)
main.add_command(convert)
main.add_command(export)
main.add_command(stats)
