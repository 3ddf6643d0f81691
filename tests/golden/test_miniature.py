"""A miniature edition, built by MkDocs: every page, the list of files and what was said stay as they are.

After a change that is meant, `POSTIL_UPDATE_GOLDEN=1 pytest tests/golden` writes them anew; look at what
differs.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import BETWEEN_BLOCKS, HOOKS, run

HERE = Path(__file__).parent
PROJECT = HERE / "miniature"
LIBRARY = PROJECT / "library"
UPDATE = bool(os.environ.get("POSTIL_UPDATE_GOLDEN"))
WORD = re.compile(r"\w{5,}")
# MkDocs where every folder lists its files the other way round.
BACKWARDS = """
import os

scandir, listdir = os.scandir, os.listdir


class Backwards(list):
    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def __next__(self):
        if not self:
            raise StopIteration
        return self.pop()

    def __iter__(self):
        return self

    def close(self):
        pass


os.scandir = lambda *path: Backwards(sorted(scandir(*path), key=lambda one: one.name))
os.listdir = lambda *path: sorted(listdir(*path), reverse=True)

from mkdocs.__main__ import cli  # after the changes, which other modules may keep

cli()
"""


@dataclass(frozen=True)
class Build:
    """What came out of a build."""

    site: Path
    code: int
    log: str

    @property
    def files(self) -> list[str]:
        found = (path for path in self.site.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.site).as_posix() for path in found)


def build(folder: Path, library: Path | None = None, command: str = "mkdocs") -> Build:
    """Build a copy of the miniature edition strictly; `command`: MkDocs, or a module that stands for it."""
    project = folder / "project"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("library"))
    config = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(f"{config}hooks: ['{HOOKS / 'reader.py'}']\n", "utf-8")
    site = folder / "site"
    (project / "backwards.py").write_text(BACKWARDS, "utf-8")
    done = run(command, "build", "--strict", "--site-dir", str(site), cwd=project, library=library)
    return Build(site, done.returncode, _said(done.stderr.decode(), site))


def _said(log: str, site: Path) -> str:
    """What a build said, without what differs from one run to the next."""
    return re.sub(r"in [0-9.]+ seconds", "in … seconds", log.replace(str(site), "site"))


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(tmp_path_factory.mktemp("public"))


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(tmp_path_factory.mktemp("classroom"), LIBRARY)


def _golden(path: str, found: str) -> None:
    """Compare with a golden file, or write it."""
    golden = HERE / "expected" / path
    if UPDATE:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8"), f"{golden} differs"


def _page(built: Build, path: str) -> str:
    return BETWEEN_BLOCKS.sub(">\n<", (built.site / path).read_text("utf-8"))


def _pages(built: Build) -> list[str]:
    return [path for path in built.files if path.endswith(".html")]


@pytest.mark.parametrize("edition", ["public", "classroom"])
def test_what_is_said(edition: str, request: pytest.FixtureRequest) -> None:
    built: Build = request.getfixturevalue(edition)
    _golden(f"{edition}/log.txt", built.log)
    assert built.code == 0


@pytest.mark.parametrize("edition", ["public", "classroom"])
def test_the_files_of_the_site(edition: str, request: pytest.FixtureRequest) -> None:
    built: Build = request.getfixturevalue(edition)
    _golden(f"{edition}/files.txt", "".join(f"{path}\n" for path in built.files))


def test_every_page_of_the_public_edition(public: Build) -> None:
    pages = _pages(public)
    if UPDATE:
        shutil.rmtree(HERE / "expected/public/pages", ignore_errors=True)
    for path in pages:
        _golden(f"public/pages/{path}", _page(public, path))
    golden = HERE / "expected/public/pages"
    assert pages == sorted(path.relative_to(golden).as_posix() for path in golden.rglob("*.html"))


def test_pages_of_the_classroom_edition(classroom: Build) -> None:
    pages = [path for path in _pages(classroom) if "original" in path or "letters-1950" in path]
    assert pages, "the classroom edition shows the original and the restricted text"
    for path in [*pages, "glossary/river-board/index.html"]:
        _golden(f"classroom/pages/{path}", _page(classroom, path))


def _words(*paths: Path) -> set[str]:
    return {word.lower() for path in paths for word in WORD.findall(path.read_text("utf-8"))}


def test_the_public_edition_holds_no_word_of_what_is_restricted(public: Build, classroom: Build) -> None:
    restricted = [LIBRARY / "bridges.txt", PROJECT / "docs/texts/letters-1950.md"]
    inputs = [path for path in PROJECT.rglob("*") if path.is_file() and path not in restricted]
    engine = [path for path in HOOKS.rglob("*") if path.suffix in (".j2", ".py")]
    own = _words(*restricted) - _words(*inputs, *engine)
    assert len(own) > 15, "the restricted texts have words of their own"
    assert own & _words_of(public) == set()
    assert own - _words_of(classroom) == set(), "the classroom edition has them all"


def _words_of(built: Build) -> set[str]:
    """The words of every file of a site but MkDocs' own scripts."""
    found: set[str] = set()
    for path in (path for path in built.files if not path.endswith(".js")):
        found |= set(WORD.findall((built.site / path).read_bytes().decode("utf-8", "ignore").lower()))
    return found


@pytest.mark.parametrize("command", ["mkdocs", "backwards"])
def test_building_again_makes_the_same_site(
    public: Build, classroom: Build, tmp_path: Path, command: str
) -> None:
    """Byte by byte, whatever the order in which folders list their files; but for the day in the sitemap."""
    for edition, library in ((public, None), (classroom, LIBRARY)):
        again = build(tmp_path / edition.site.parent.name, library, command)
        assert again.log == edition.log
        assert again.files == edition.files
        assert any(path.startswith("data/") for path in again.files)
        for path in set(edition.files) - {"sitemap.xml", "sitemap.xml.gz"}:
            assert (again.site / path).read_bytes() == (edition.site / path).read_bytes(), path
