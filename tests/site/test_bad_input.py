"""Everything that contributors get wrong, in one project: one build tells it all, and makes the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import HOOKS, edition_of, put, run, term_file, text_file

CONFIG = f"""site_name: A reader
theme: {{name: null, custom_dir: theme}}
plugins: [search]
hooks: ['{HOOKS / "reader.py"}']
validation:
  links: {{not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}}
"""
GOOD: dict[str, str | bytes] = {
    "mkdocs.yml": CONFIG,
    "theme/main.html": "<title>{{ page.title }}</title>{{ page.content }}",
    "docs/index.md": "# A reader\n\nSee [the text](texts/good.md#p1).\n",
    "docs/texts/good.md": text_file("CICA met in Shanghai.", siglum="Good 2014"),
    "glossary/cica.md": term_file("CICA", "A conference [@good, ¶1]."),
}
BAD: dict[str, str | bytes] = {
    # an unknown term, and ids with a slash or dots
    "docs/texts/hands.md": text_file("See [[cicca]], [[a/b]]\nand [[../up|words]]."),
    "docs/texts/two.dots.md": text_file("Words."),
    "docs/texts/folder/slash.md": text_file("Words."),
    "glossary/two.dots.md": term_file("Dots"),
    # a citation of a missing text, or of a missing passage
    "docs/texts/cites.md": text_file("See [@god, ¶1]\nor [@good, ¶2]."),
    "glossary/cites.md": term_file("Quotation", 'What it is [@good, ¶1 "in Astana"].'),
    # two terms that claim one form
    "glossary/first.md": term_file("First", aliases="[the claim]"),
    "glossary/second.md": term_file("Second", aliases="[The Claim]"),
    # YAML that does not parse, in an entry, a text, a record and a comparison
    "glossary/yaml.md": "---\ntitle: YAML: a language\nkind: concept\n---\nWhat it is.\n",
    "docs/texts/yaml.md": "---\ntitle: 'YAML\n---\nWords.\n",
    "docs/texts/raw.txt": "A raw text with a sentence of some length in it, and no more.\n",
    "docs/texts/raw.yml": "title: {Raw\n",
    "glossary/comparisons/yaml.md": "---\ntitle: x\n  compare: y\n---\n",
    # a field with the wrong type, and an unknown one
    "docs/texts/types.md": text_file("Words.", authors="Somebody"),
    "glossary/types.md": term_file("Types", aliases="Type"),
    "docs/texts/field.md": text_file("Words.", sumary="It is short"),
    "glossary/field.md": term_file("Field", alias="[acre]"),
    # an empty file
    "docs/texts/empty.md": "",
    "docs/texts/empty-raw.txt": "\n\n",
    "docs/texts/empty-raw.yml": "title: Empty\n",
    "glossary/empty.md": " \n",
    "glossary/comparisons/empty.md": "",
    # a file that is not UTF-8
    "docs/texts/latin.md": text_file("The Élysée.").encode("latin-1"),
    "glossary/latin.md": term_file("Élysée").encode("latin-1"),
    # an assignment that names what is not there
    "docs/assignments/week.md": "---\ntitle: Week\nreadings: [{text: good, from: ¶2}]\n---\n",
    "docs/texts/program.md": b"\x7fELF\x02\x01\x01\x00\x00\x00\n",
}
# One line for each problem, as far as its code; the examples in tests/spec/problems say the rest.
TOLD = [
    "docs/assignments/week.md:3: unknown-passage",
    "docs/texts/cites.md:6: unknown-text",
    "docs/texts/cites.md:7: unknown-passage",
    "docs/texts/empty-raw.txt:1: empty-file",
    "docs/texts/empty.md:1: empty-file",
    "docs/texts/field.md:4: unknown-field",
    "docs/texts/folder/slash.md:1: bad-id",
    "docs/texts/hands.md:6: bad-id",
    "docs/texts/hands.md:6: unknown-term",
    "docs/texts/hands.md:7: bad-id",
    "docs/texts/latin.md:6: not-utf8",
    "docs/texts/program.md:1: not-text",
    "docs/texts/raw.yml:2: bad-yaml",
    "docs/texts/two.dots.md:1: bad-id",
    "docs/texts/types.md:4: wrong-type",
    "docs/texts/yaml.md:2: bad-yaml",
    "glossary/cites.md:5: quote-not-found",
    "glossary/comparisons/empty.md:1: empty-file",
    "glossary/comparisons/yaml.md:3: bad-yaml",
    "glossary/empty.md:1: empty-file",
    "glossary/field.md:4: unknown-field",
    "glossary/first.md:4: claimed-twice",
    "glossary/latin.md:2: not-utf8",
    "glossary/second.md:4: claimed-twice",
    "glossary/two.dots.md:1: bad-id",
    "glossary/types.md:4: wrong-type",
    "glossary/yaml.md:2: bad-yaml",
]
PAGES = {
    *("assign/index.html", "assignments/index.html", "export/index.html", "practice/index.html"),
    *("index.html", "texts/index.html", "glossary/index.html", "comparisons/index.html"),
    *(
        "compare/index.html",
        "data/index.html",
        "disagreements/index.html",
        "study/index.html",
        "map/index.html",
        "timeline/index.html",
    ),
    *("texts/good/index.html", "texts/hands/index.html", "texts/cites/index.html"),
    *("glossary/cica/index.html", "glossary/cites/index.html"),
    *("glossary/first/index.html", "glossary/second/index.html"),
}


@dataclass(frozen=True)
class Build:
    """What came of a build."""

    code: int
    log: str
    site: Path

    def page(self, address: str) -> str:
        return (self.site / address / "index.html").read_text("utf-8")


def build(project: Path, *options: str) -> Build:
    site = project / "site"
    done = run("mkdocs", "build", "--site-dir", str(site), *options, cwd=project)
    return Build(done.returncode, done.stderr.decode() + done.stdout.decode(), site)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(put(tmp_path_factory.mktemp("bad"), GOOD | BAD))


def told(log: str) -> list[str]:
    """What Postil warned of, as far as the code. Each line goes on with what is wrong and what to write."""
    lines = re.findall(r"^WARNING -  postil: (.*)$", log, re.MULTILINE)
    shape = re.compile(r"([^:\n]+:\d+: [a-z0-9-]+): [^;]+; .+")
    assert [line for line in lines if not shape.fullmatch(line)] == []
    return sorted(shape.sub(r"\1", line) for line in lines)


def test_all_is_told_in_one_run(bad: Build) -> None:
    assert told(bad.log) == TOLD


def test_nothing_else_is_said_and_no_traceback(bad: Build) -> None:
    others = [
        line for line in bad.log.splitlines() if not line.startswith(("WARNING -  postil: ", "INFO    -  "))
    ]
    assert others == []


def test_the_rest_of_the_site_is_built(bad: Build) -> None:
    assert bad.code == 0
    assert {path.relative_to(bad.site).as_posix() for path in bad.site.rglob("*.html")} == PAGES


def test_what_is_right_is_annotated_as_ever(bad: Build) -> None:
    assert '<a class="term" data-term="cica" href="#term-cica">CICA</a> met in Shanghai.' in bad.page(
        "texts/good"
    )
    assert '<a class="cite" href="../../texts/good/#p1">Good 2014, ¶1</a>' in bad.page("glossary/cica")


def test_what_is_wrong_is_shown_as_words(bad: Build) -> None:
    page = bad.page("texts/hands")
    assert "See <span>cicca</span>, <span>a/b</span> and <span>words</span>." in page
    assert '<span class="cite">god, ¶1</span>' in bad.page("texts/cites")


def test_no_raw_file_and_no_unreadable_one_is_published(bad: Build) -> None:
    published = {path.suffix for path in (bad.site / "texts").rglob("*") if path.is_file()}
    assert published == {".html"}
    assert not (bad.site / "texts/latin").exists() and not (bad.site / "texts/folder").exists()


def test_strict_fails(tmp_path: Path) -> None:
    strict = build(put(tmp_path, GOOD | BAD), "--strict")
    assert strict.code != 0
    assert "Traceback" not in strict.log
    assert told(strict.log) == TOLD


# What a problem is only in company: a record and its text, two claims to one form.
PAIRS = {
    "docs/texts/raw.yml": "docs/texts/raw.txt",
    "docs/texts/empty-raw.txt": "docs/texts/empty-raw.yml",
    "glossary/first.md": "glossary/second.md",
    "glossary/second.md": "glossary/first.md",
}


@pytest.mark.parametrize("name", sorted(set(BAD) - {"docs/texts/raw.txt", "docs/texts/empty-raw.yml"}))
def test_each_is_told_alone_too(name: str, tmp_path: Path) -> None:
    files = {one: BAD[one] for one in (name, PAIRS.get(name, name))}
    _, problems = edition_of(put(tmp_path, GOOD | files))
    found = {f"{one.path}:{one.line}: {one.code}" for one in problems}
    assert {line for line in TOLD if line.startswith(f"{name}:")} <= found


def test_strict_passes_without_them(tmp_path: Path) -> None:
    good = build(put(tmp_path, GOOD), "--strict")
    assert good.code == 0
    assert "WARNING" not in good.log


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"docs/index.md": "# A reader\n\nSee [it](texts/good.md#p2).\n"}, "#p2"),
        ({"docs/index.md": "# A reader\n\nSee [it](texts/bad.md).\n"}, "texts/bad.md"),
        ({"docs/texts/good.md": text_file("CICA met, see [it](../../glossary/cica.md#nowhere).")}, "cica.md"),
    ],
)
def test_links_that_lead_nowhere_fail_the_strict_build(
    files: dict[str, str], said: str, tmp_path: Path
) -> None:
    broken = build(put(tmp_path, GOOD | files), "--strict")
    assert broken.code != 0
    assert any(said in line for line in broken.log.splitlines() if line.startswith("WARNING"))


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("extra: {postil: {mark: some}}\n", "extra.postil.mark is 'some'"),
        ("extra: {postil: first}\n", "extra.postil"),
    ],
)
def test_a_wrong_setting_stops_the_build_with_one_sentence(extra: str, said: str, tmp_path: Path) -> None:
    broken = build(put(tmp_path, GOOD | {"mkdocs.yml": CONFIG + extra}))
    assert broken.code != 0
    assert said in broken.log and "Traceback" not in broken.log


def test_a_library_that_is_not_there_stops_the_build_with_one_sentence(tmp_path: Path) -> None:
    put(tmp_path, GOOD)
    done = run("mkdocs", "build", cwd=tmp_path, library=tmp_path / "nowhere")
    log = (done.stderr + done.stdout).decode()
    assert done.returncode != 0
    assert "POSTIL_LIBRARY names no folder" in log and "Traceback" not in log


def test_a_project_without_texts_or_terms_is_built(tmp_path: Path) -> None:
    files = {name: content for name, content in GOOD.items() if name in ("mkdocs.yml", "theme/main.html")}
    empty = build(put(tmp_path, files | {"docs/index.md": "# A reader\n"}), "--strict")
    assert empty.code == 0
    assert "No text yet" in empty.page("texts")
