"""What several tests need: a small project in a folder, its edition, a page of it, a build of it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from markdown import Markdown

from postil.chain import Edition, make
from postil.cli import main
from postil.model import MarkPolicy, Occurrence, Passage
from postil.problems import Problems
from postil.settings import Settings
from postil.site import Site

ROOT = Path(__file__).resolve().parents[1]
HOOKS = ROOT / "hooks"

# What MkDocs has always on, and what the shipped site adds.
EXTENSIONS = ("toc", "tables", "fenced_code", "footnotes", "attr_list", "def_list", "md_in_html")

BESIDE = re.compile(r'<a [^>]*class="(?:passage-number|meet-count)"[^>]*></a>')
LISTS = re.compile(r'<section id="(?:terms-here|elsewhere)">.*?</section>', re.DOTALL)
BETWEEN_BLOCKS = re.compile(
    r"> <(?=/?(?:p|h[1-6]|[uod]l|li|d[td]|div|hr|table|thead|tbody|tr|th|td|pre|fig\w+|blockquote)\b)"
)


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files (path → content) into a folder; the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def text_file(body: str, title: str = "A text", **fields: str) -> str:
    """A text that may be published, with its record."""
    record = {"title": title, "rights": "CC-BY-4.0", **fields}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in record.items()) + f"---\n\n{body}\n"


def term_file(title: str, definition: str = "One paragraph that says what it is.", **fields: str) -> str:
    """A glossary entry."""
    front = {"title": title, "kind": "concept", **fields}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in front.items()) + f"---\n{definition}\n"


def edition_of(
    folder: Path,
    *,
    mark: MarkPolicy = "first",
    plain: bool = False,
    library: Path | None = None,
    extensions: Sequence[Any] = EXTENSIONS,
) -> tuple[Edition, Problems]:
    """The edition made from `docs/` and `glossary/` in a folder, and what is wrong with them."""
    problems = Problems()
    docs, glossary = folder / "docs", folder / "glossary"
    settings = Settings(folder, docs, glossary, mark, library, tuple(extensions), plain=plain)
    return make(settings, problems), problems


def render(edition: Edition, text: str, *, anew: bool = False) -> str:
    """A text's page as Markdown leaves it; `anew`: without what the first pass has parsed."""
    if anew:
        edition.parsed.pop(f"texts/{text}.md", None)
    site = Site(edition, Problems())
    site.settle({})
    md = Markdown(
        extensions=[*edition.settings.extensions, site.extension],
        extension_configs=dict(edition.settings.configs),
    )
    body = edition.index.texts[text].source.body
    site.begin(f"texts/{text}.md", body)
    return md.convert(body)


def bare(page: str) -> str:
    """A rendered page without what stands beside its passages and the lists at its end, a block a line."""
    return BETWEEN_BLOCKS.sub(">\n<", LISTS.sub("", BESIDE.sub("", page)).strip())


def mentions_in(edition: Edition, text: str, passage: Passage) -> list[Occurrence]:
    """The mentions of terms in one passage, in reading order."""
    return [one for one in edition.index.occurrences[text] if one.passage == passage.id]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call of the command line answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as data."""
        return json.loads(self.out)


def postil(folder: Path, *arguments: str, stdin: str | bytes = b"") -> Answer:
    """Call `postil` in a folder. An error that it does not handle is raised."""
    with contextlib.chdir(folder):
        done = CliRunner(env={"POSTIL_LIBRARY": None}).invoke(main, arguments, stdin, prog_name="postil")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Answer(done.exit_code, done.stdout, done.stderr)


MINIATURE = """site_name: A small edition
theme: {{name: null, custom_dir: theme}}
plugins: [search]
markdown_extensions: [attr_list, footnotes, md_in_html, tables]
hooks: ['{hook}']
validation:
  nav: {{omitted_files: ignore}}
  links: {{not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}}
"""


def small_site(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A small edition built strictly by MkDocs, with no theme around its pages; the folder of the site."""
    config = MINIATURE.format(hook=HOOKS / "reader.py")
    theme = {"theme/main.html": "<title>{{ page.title }}</title>\n<main>{{ page.content }}</main>\n"}
    put(folder, {"mkdocs.yml": config, "docs/index.md": "# A small edition\n", **theme, **files})
    done = run("mkdocs", "build", "--strict", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return folder / "site"


def run(
    *arguments: str, cwd: Path, stdin: bytes = b"", library: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a Python module (`mkdocs`, `postil.cli`) as people do, in a project's folder."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("POSTIL_")},
        "PYTHONPATH": str(HOOKS),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "200",
        "NO_COLOR": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }
    if library is not None:
        environment["POSTIL_LIBRARY"] = str(library)
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, env=environment, input=stdin, capture_output=True
    )
