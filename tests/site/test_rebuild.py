"""`mkdocs serve` builds again and again in one process: each build begins anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support import HOOKS, put, term_file, text_file

CONFIG = f"""site_name: A reader
theme: {{name: null, custom_dir: theme}}
plugins: []
hooks: ['{HOOKS / "reader.py"}']
"""
TWO_BUILDS = """
import pathlib
from mkdocs.commands.build import build
from mkdocs.config import load_config

def once():
    config = load_config("mkdocs.yml")
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)

once()
for name, content in {changes!r}.items():
    pathlib.Path(name).write_text(content, "utf-8")
once()
"""


def twice(project: Path, changes: dict[str, str]) -> tuple[Path, str]:
    """Build, change files, build again; the site, and what was said."""
    script = TWO_BUILDS.format(changes=changes)
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=project, capture_output=True, env={"PYTHONPATH": str(HOOKS)})
    log = done.stderr.decode()
    assert done.returncode == 0, log
    return project / "site", log


def test_a_change_of_a_text_and_of_the_glossary_is_seen(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "mkdocs.yml": CONFIG,
            "theme/main.html": "{{ page.content }}",
            "docs/index.md": "# A reader\n",
            "docs/texts/one.md": text_file("See [[cica]]: CICA met."),
            "docs/texts/two.md": text_file("Another text: CICA met."),
            "glossary/sco.md": term_file("SCO"),
        },
    )
    site, log = twice(
        tmp_path,
        {
            "glossary/cica.md": term_file("CICA"),
            "docs/texts/two.md": text_file("Another text: the SCO met."),
        },
    )
    assert log.count("unknown-term") == 1, "the first build tells it, the second has nothing to tell"
    one = (site / "texts/one/index.html").read_text("utf-8")
    two = (site / "texts/two/index.html").read_text("utf-8")
    assert '<a class="term" data-term="cica" href="#term-cica">CICA</a></span>: ' in one
    assert 'the <a class="term" data-term="sco" href="#term-sco">SCO</a> met.' in two
    assert "1 mention in 1 passage of 1 text." in (site / "glossary/sco/index.html").read_text("utf-8")
