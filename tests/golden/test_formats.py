"""Files that are no plain text: what each has to become stands in `formats/expected.yml`, written from the
sources beside it before the readers were made."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from postil.clean import clean
from postil.model import Cleaned, Place, Source, Text, Work
from postil.parse import Parser
from postil.problems import Problems
from postil.read.texts import prepare
from tests.support import edition_of, put, run, text_file

HERE = Path(__file__).parent / "formats"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "expected.yml").read_text("utf-8"))

# A run of words in a .docx file: its properties, the start of its text, the text.
RUN = re.compile(
    rb"<w:r>\s*(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?\s*(<w:t[^>]*>)([^<]*)</w:t>\s*</w:r>", re.DOTALL
)


@cache
def read(name: str) -> tuple[Cleaned, Text]:
    """A file cleaned, and its passages."""
    problems = Problems()
    cleaned = prepare((HERE / name).read_bytes(), name, problems)
    assert cleaned is not None, list(problems)
    source = Source("a-text", Work(), Place(name), cleaned.markdown, cleaned=cleaned)
    return cleaned, Parser().parse(source, problems)


@pytest.fixture(params=EXPECTED)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def stated(field: str) -> pytest.MarkDecorator:
    """Runs a test for the files of which `field` is expected."""
    return pytest.mark.parametrize("name", [name for name, fields in EXPECTED.items() if field in fields])


def test_record(name: str) -> None:
    record = read(name)[0].record
    for field in ("title", "subtitle", "date", "publisher"):
        assert record.get(field, "") == EXPECTED[name].get(field, ""), field
    assert list(record.get("authors", ())) == EXPECTED[name].get("authors", [])


def test_headings(name: str) -> None:
    assert [section.title for section in read(name)[1].sections] == EXPECTED[name]["headings"]


def test_paragraphs(name: str) -> None:
    """Each begins and ends where it should: none is cut, none runs into the next."""
    wanted = EXPECTED[name]["paragraphs"].splitlines()
    passages = read(name)[1].passages
    shown = [*wanted, *[""] * (len(passages) - len(wanted))]
    assert [_shown(one.kind, one.text, like) for one, like in zip(passages, shown, strict=False)] == wanted


def _shown(head: str, text: str, like: str) -> str:
    """A text as `kind: first words … last words`, with as many characters as the expected line has."""
    first, gap, last = like.removeprefix(f"{head}: ").partition(" … ")
    if not gap:
        return f"{head}: {text}"
    return f"{head}: {text[: len(first)]} … {text[len(text) - len(last) :]}"


@stated("notes")
def test_notes(name: str) -> None:
    wanted = EXPECTED[name]["notes"].splitlines()
    notes = read(name)[1].notes
    heads = [f"{note.label}: {' '.join(note.refs)}" for note in notes]
    assert [
        _shown(head, note.text, like) for head, note, like in zip(heads, notes, wanted, strict=True)
    ] == wanted
    assert not read(name)[0].findings


@stated("dropped")
def test_dropped(name: str) -> None:
    for rule, wanted in EXPECTED[name]["dropped"].items():
        assert sorted(one.text for one in read(name)[0].dropped if one.rule == rule) == sorted(wanted)


@stated("dropped_words")
def test_what_is_set_aside_is_on_record_and_not_in_the_text(name: str) -> None:
    cleaned = read(name)[0]
    aside = "\n".join(one.text for one in cleaned.dropped)
    for words in EXPECTED[name]["dropped_words"]:
        assert words in aside
        assert words not in cleaned.markdown


@stated("within")
def test_words_are_whole(name: str) -> None:
    text = "\n".join(one.text for one in read(name)[1].passages)
    for words in EXPECTED[name]["within"]:
        assert words in text


@stated("nowhere")
def test_nothing_of_a_program_is_left(name: str) -> None:
    cleaned = read(name)[0]
    for words in EXPECTED[name]["nowhere"]:
        assert words not in cleaned.markdown + cleaned.raw


def test_cleaning_again_changes_nothing(name: str) -> None:
    markdown = read(name)[0].markdown
    assert clean(markdown).markdown == markdown


def test_sources_and_originals_of_an_edition(tmp_path: Path) -> None:
    """A text beside its record, and in the classroom edition the original that a study text names."""
    original = "{title: The Night Ferries of Lake Orrin, file: two-columns.pdf}"
    put(
        tmp_path,
        {
            "docs/texts/lamps.docx": (HERE / "report.docx").read_bytes(),
            "docs/texts/lamps.yml": "title: The Lamp Tax\nrights: CC0-1.0\n",
            "docs/texts/ferries.md": text_file("What the article says.", original=original),
            "library/two-columns.pdf": (HERE / "two-columns.pdf").read_bytes(),
        },
    )
    edition, problems = edition_of(tmp_path, library=tmp_path / "library")
    assert not list(problems)
    texts = edition.index.texts
    assert sorted(texts) == ["ferries", "ferries/original", "lamps"]
    assert len(texts["lamps"].passages) == 26
    assert len(texts["ferries/original"].passages) == 12
    cleaned = texts["ferries/original"].source.cleaned
    assert cleaned is not None
    assert {one.page for one in cleaned.dropped if one.rule == "page-number"} == {1, 2, 3, 4}


@pytest.mark.parametrize("given", ["two-columns.pdf", "report.docx", "article.html"])
def test_the_command_takes_a_file_and_standard_input(given: str) -> None:
    raw = (HERE / given).read_bytes()
    from_file = run("postil.cli", "convert", given, "--format", "json", cwd=HERE)
    from_stream = run("postil.cli", "convert", "-", "--format", "json", cwd=HERE, stdin=raw)
    answers = [json.loads(done.stdout) for done in (from_file, from_stream)]
    assert answers[0]["paragraphs"] == answers[1]["paragraphs"]
    assert answers[0]["title"] == EXPECTED[given]["title"]
    assert [done.returncode for done in (from_file, from_stream)] == [0, 0]
    assert any("page" in one for one in answers[0]["dropped"]) == given.endswith(".pdf")


def test_a_docx_of_many_runs_reads_as_one_of_few() -> None:
    """Word cuts a paragraph into runs wherever it was edited: that must not show, nor cost a space."""
    whole = (HERE / "report.docx").read_bytes()
    cut = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(cut, "w") as made:
        for part in archive.namelist():
            content = archive.read(part)
            if part == "word/document.xml":
                content = RUN.sub(_in_runs, content)
                assert content.count(b"w:proofErr") > 200
            made.writestr(part, content)
    problems = Problems()
    found = prepare(cut.getvalue(), "report.docx", problems)
    assert found is not None
    assert found.markdown == read("report.docx")[0].markdown


def _in_runs(match: re.Match[bytes]) -> bytes:
    """A run as one for each of its words, with the space before the next and marks of a spelling checker."""
    look = (match[1] or b"<w:rPr></w:rPr>").replace(b"</w:rPr>", b'<w:sz w:val="24"/></w:rPr>')
    head, words = b'<w:r w:rsidR="00AB12CD">' + look + match[2], match[3].split(b" ")
    between = b'</w:t></w:r><w:proofErr w:type="spellStart"/>'
    return (b" " + between).join(head + word for word in words) + b"</w:t></w:r>"
