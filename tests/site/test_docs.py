"""The guide says what the code does: every code, field, command, option and setting stands there, and its
examples work as they are printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import click
import pytest
import yaml

from postil.chain import Edition, make
from postil.cli import main
from postil.glossary import schema  # noqa: F401  its models are found among the subclasses of Fields
from postil.problems import Code, Problems
from postil.read.records import Fields
from postil.settings import read_settings
from tests.built import SWITCHES

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/guide"
FORMATS = (GUIDE / "formats.md").read_text("utf-8")
PROBLEMS = (GUIDE / "problems.md").read_text("utf-8")
OWN_CORPUS = (GUIDE / "your-own-corpus.md").read_text("utf-8")
CONFIGURATION = (ROOT / "mkdocs.yml").read_text("utf-8")

FENCE = re.compile(r'^```\w+(?: title="(?P<path>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
REPEATED = re.compile(r"^(.*\n)⋮\n", re.MULTILINE)
CODES = [code.value for code in Code]

Files = Mapping[str, str]  # path → what stands in it


# --- examples


def files(markdown: str) -> dict[str, str]:
    """The files that a piece of the guide shows: its code blocks with a title."""
    return {block["path"]: block["text"] for block in FENCE.finditer(markdown) if block["path"]}


def put(folder: Path, shown: Files, encoding: str = "utf-8") -> None:
    for path, text in shown.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = REPEATED.sub(lambda line: line[1] * 2_000_000, text)
        file.write_bytes(whole.replace("␀", "\0").encode(encoding))


def configuration(changed: str) -> str:
    """This project's mkdocs.yml with the top-level fields of `changed` in the place of its own."""
    kept = CONFIGURATION
    for name in yaml.safe_load(changed):
        kept = re.sub(rf"^{name}:.*\n(?:[ \t].*\n)*", "", kept, flags=re.MULTILINE)
    return changed + kept


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small edition of your-own-corpus.md in a folder."""
    monkeypatch.delenv("POSTIL_LIBRARY", raising=False)
    shown = files(OWN_CORPUS)
    put(tmp_path, shown | {"mkdocs.yml": configuration(shown["mkdocs.yml"])})
    return tmp_path


def checked(folder: Path) -> tuple[Edition, list[str]]:
    """The edition in a folder and what is wrong with it, as it is printed."""
    problems = Problems()
    edition = make(read_settings(folder / "mkdocs.yml"), problems)
    return edition, [str(problem) for problem in problems]


def example(code: str) -> dict[str, str]:
    """The parts of a problem's section by the word they begin with: Wrong, Printed, Right."""
    (section,) = re.findall(rf"^## {code}\n(.*?)(?=^## |\Z)", PROBLEMS, re.MULTILINE | re.DOTALL)
    parts = re.split(r"^(Wrong|Printed|Right)\b[^\n]*:$", section, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_each_code_has_its_section() -> None:
    assert re.findall(r"^## (.+)$", PROBLEMS, re.MULTILINE) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_wrong_example_prints_its_message(code: str, project: Path) -> None:
    wrong, printed = example(code)["Wrong"], FENCE.search(example(code)["Printed"])
    assert printed
    put(project, files(wrong), "cp1252" if code == "not-utf8" else "utf-8")
    lines = printed["text"].splitlines()
    assert checked(project)[1] == lines
    assert any(f": {code}: " in line for line in lines)


@pytest.mark.parametrize("code", CODES)
def test_a_right_example_prints_nothing(code: str, project: Path) -> None:
    put(project, files(example(code)["Right"]))
    assert checked(project)[1] == []


def test_the_small_edition_is_well(project: Path) -> None:
    edition, problems = checked(project)
    assert problems == []
    index = edition.index
    assert f"{len(index.texts)} texts, {len(index.terms)} terms: no problems" in OWN_CORPUS
    assert len(index.glossary.comparisons) == 1
    assert all(index.by_text(term) for term in index.terms)


def test_the_small_edition_builds_strictly(project: Path) -> None:
    """Together with the guide, which may stay in anybody's project: it names nothing of this corpus."""
    shutil.copytree(ROOT / "hooks", project / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(GUIDE, project / "docs/guide")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {name: value for name, value in os.environ.items() if name not in SWITCHES}
    environment["NO_MKDOCS_2_WARNING"] = "1"
    built = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert "How to read an edition" in (project / "site/guide/index.html").read_text("utf-8")
    for page in ("texts/harbour", "texts/log", "glossary/breakwater", "comparisons/wall-and-light"):
        assert (project / "site" / page / "index.html").is_file()


# --- names


def models(model: type[Fields] = Fields) -> Iterator[type[Fields]]:
    for below in model.__subclasses__():
        yield below
        yield from models(below)


def choices(annotation: Any) -> Iterator[str]:
    """The words that a field can hold, where these are counted out."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from choices(part)


MODELS = sorted(models(), key=lambda model: model.__name__)


@pytest.mark.parametrize("model", MODELS, ids=[model.__name__ for model in MODELS])
def test_each_field_and_its_choices_are_told(model: type[Fields]) -> None:
    for name, field in model.model_fields.items():
        assert f"`{field.alias or name}`" in FORMATS
        for choice in choices(field.annotation):
            assert f"`{choice}`" in FORMATS


def test_each_command_and_option_is_told() -> None:
    for name in ("--version", "--help", "-h"):
        assert f"{name}`" in FORMATS
    for name, command in main.commands.items():
        (section,) = re.findall(rf"^### postil {name}\n(.*?)(?=^##)", FORMATS, re.MULTILINE | re.DOTALL)
        for parameter in command.params:
            if isinstance(parameter, click.Argument):
                usage = rf"`postil {name} (?:[A-Z]+ )*{(parameter.name or '').upper()}`"
                assert re.search(usage, section)
            elif isinstance(parameter.type, click.Choice):
                for choice in parameter.type.choices:
                    assert f"`{parameter.opts[0]} {choice}`" in section
            else:
                assert f"`{parameter.opts[0]} " in section
    told = re.findall(r"^### postil (\w+)$", FORMATS, re.MULTILINE)
    assert sorted(told) == sorted(main.commands)


def test_each_setting_is_told() -> None:
    code = (ROOT / "hooks/postil/settings.py").read_text("utf-8")
    read = set(re.findall(r'\bown\.get\("(\w+)"', code))
    written = re.search(r"^  postil:\n((?:    .*\n)+)", CONFIGURATION, re.MULTILINE)
    assert read and written
    for name in read | set(re.findall(r"^    (\w+):", written[1], re.MULTILINE)):
        assert re.search(rf"^\| `{name}` \|", OWN_CORPUS, re.MULTILINE), name


def test_each_variable_of_the_environment_is_told() -> None:
    listed = re.findall(r"!ENV \[([^\]]+)\]", CONFIGURATION)
    names = {name.strip() for item in listed for name in item.split(",")[:-1]}
    names |= set(re.findall(r"!ENV (\w+)", CONFIGURATION))
    for path in (ROOT / "hooks").rglob("*.py"):
        names |= set(re.findall(r'os\.environ(?:\.get\(|\[)"(\w+)"', path.read_text("utf-8")))
    assert {"SITE_URL", "POSTIL_LIBRARY"} <= names
    for name in names:
        assert re.search(rf"^\| `{name}` \|", OWN_CORPUS, re.MULTILINE), name


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_between_files_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for target in re.findall(r"\]\((?![a-z]+:|#)([^)#\s]+)", text):
        assert (ROOT / target).exists(), target
