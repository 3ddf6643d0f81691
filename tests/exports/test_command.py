"""`postil export`: what people get who call it, right or wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from postil.pages.views.handover import FORMATS
from tests.exports.conftest import FILES
from tests.support import postil, put

CONFIG = "site_name: Rivers\nsite_url: https://reader.test/rivers\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return put(tmp_path, {**FILES, "mkdocs.yml": CONFIG})


def test_it_prints(project: Path) -> None:
    done = postil(project, "export", "glossary")
    assert done.code == 0
    assert "<NAME>Rivers</NAME>" in done.out
    assert "https://reader.test/rivers/glossary/toll/" in done.out


def test_it_writes_into_a_folder_again_and_again(project: Path) -> None:
    for _ in range(2):
        done = postil(project, "export", "glossary", "edition", "--to", "out")
        assert (done.code, done.out, done.err) == (0, "", "out/glossary.xml\n")
    assert (project / "out/glossary.xml").read_text("utf-8").startswith("<?xml")


def test_the_site_can_be_named(project: Path) -> None:
    done = postil(project, "export", "glossary", "--site", "https://other.test/x")
    assert "https://other.test/x/glossary/toll/" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["glossary", "week-9"], "nothing is named week-9; known: edition"),
        (["glossary", "--site", "other.test"], "write a whole address"),
        (["papyrus"], "Invalid value for 'KIND': 'papyrus' is not"),
    ],
)
def test_a_wrong_call_is_told(arguments: list[str], said: str, project: Path) -> None:
    done = postil(project, "export", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in " ".join(done.err.split())


def test_nothing_is_made_of_what_has_problems(project: Path) -> None:
    put(project, {"glossary/toll.md": "---\ntitle: Toll\n---\nNo kind.\n"})
    done = postil(project, "export", "glossary", "--to", "out")
    assert (done.code, done.out) == (1, "")
    assert "glossary/toll.md:" in done.err
    assert not (project / "out").exists()


def test_where_there_are_no_terms_there_is_no_glossary(tmp_path: Path) -> None:
    put(tmp_path, {"mkdocs.yml": CONFIG, "docs/index.md": "# Rivers\n", "glossary/.keep": ""})
    done = postil(tmp_path, "export", "glossary")
    assert done.code == 2
    assert "no glossary.xml of edition: there are no terms" in " ".join(done.err.split())


def test_the_guide_tells_each_kind() -> None:
    guide = Path(__file__).parents[2] / "docs/guide"
    over, formats = (guide / "handing-over.md").read_text("utf-8"), (guide / "formats.md").read_text("utf-8")
    for one in FORMATS:
        assert f"`postil export {one.kind}`, `{one.file}`" in over
        assert f"`{one.kind}`" in formats
