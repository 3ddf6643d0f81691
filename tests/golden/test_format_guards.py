"""Files that cannot be read, or should not be: one clear message each, quickly, and never a traceback."""

from __future__ import annotations

import io
import random
import re
import resource
import subprocess
import sys
import zipfile
import zlib
from importlib import import_module
from pathlib import Path

import lxml.html
import pytest
from markdown import Markdown

from postil.cli.common import read_path
from postil.problems import Problems
from tests.support import HOOKS, edition_of, put, text_file

HERE = Path(__file__).parent / "formats"
DOCX, PDF = (HERE / "report.docx").read_bytes(), (HERE / "two-columns.pdf").read_bytes()
MESSAGE = re.compile(r"[^:]+:1: [a-z0-9-]+: [^;]+; [^;]+")
MB = 1_000_000


def archive(**parts: bytes) -> bytes:
    """The sample .docx with parts replaced or added; in names `__` is a slash and the last `_` a dot."""
    with zipfile.ZipFile(io.BytesIO(DOCX)) as sample:
        content = {name: sample.read(name) for name in sample.namelist()}
    for name, part in parts.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        content[f"{stem}.{suffix}"] = part
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, part in content.items():
            written.writestr(name, part)
    return made.getvalue()


def damaged(raw: bytes) -> bytes:
    return bytes(byte ^ (0x5A if at > 200 and at % 97 == 0 else 0) for at, byte in enumerate(raw))


def understated() -> bytes:
    """An archive whose headers say that a part of 30 MB has a thousand bytes."""
    raw = archive(word__extra_xml=b"<a/>" + b" " * (30 * MB))
    return raw.replace((30 * MB + 4).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def unfolding() -> bytes:
    """A PDF of one page whose drawing unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    drawing = b"".join(packer.compress(b"q Q " * 250_000) for _ in range(1000)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(drawing) + drawing + b"\nendstream",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, one) for at, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
NOISE = random.Random(1).randbytes(MB)
CASES: dict[str, tuple[bytes, str]] = {  # name → what it holds, code
    "bomb.docx": (archive(word__media__a_bin=b"\0" * (200 * MB)), "too-large"),
    "long.docx": (archive(word__document_xml=b"<a>" + b"word " * (4 * MB) + b"</a>"), "too-large"),
    "understated.docx": (understated(), "broken-file"),
    "entities.docx": (archive(word__document_xml=ENTITIES), "broken-file"),
    "deep.docx": (archive(word__document_xml=b"<w:p>" * 20_000 + b"</w:p>" * 20_000), "broken-file"),
    "cut.docx": (DOCX[:6000], "broken-file"),
    "words.docx": (b"Only words.\n", "broken-file"),
    "other.docx": (b"PK\x05\x06" + b"\0" * 18, "broken-file"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "broken-file"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "locked-file",
    ),
    "noise.docx": (NOISE, "broken-file"),
    "empty.docx": (b"", "empty-file"),
    "locked.pdf": ((HERE / "locked.pdf").read_bytes(), "locked-file"),
    "scan.pdf": ((HERE / "scan.pdf").read_bytes(), "no-text"),
    "unfolding.pdf": (unfolding(), "too-large"),
    "damaged.pdf": (damaged(PDF), "broken-file"),
    "cut.pdf": (PDF[:20_000], "broken-file"),
    "words.pdf": (b"Only words.\n", "broken-file"),
    "noise.pdf": (NOISE, "broken-file"),
    "empty.pdf": (b"", "empty-file"),
    "scripts.html": (b"<script>alert(1)</script><img src=x onerror=alert(2)>", "no-text"),
    "large.html": (b"<p>" + b"word " * (2 * MB), "too-large"),
    "deep.html": (b"<div>" * 5000 + b"<p>Words in a very deep place.</p>", "broken-file"),
    "noise.html": (NOISE, "not-text"),
    "empty.html": (b" \n", "empty-file"),
    "noise.txt": (NOISE, "not-text"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + NOISE[:1000], "not-text"),
    "noise.md": (NOISE, "not-utf8"),
    "empty.txt": (b"", "empty-file"),
}


@pytest.mark.parametrize("name", CASES)
def test_one_message(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, code = CASES[name]
    (tmp_path / name).write_bytes(raw)
    monkeypatch.chdir(tmp_path)
    problems = Problems()
    assert read_path(name, problems) is None
    (problem,) = problems
    assert problem.code == code
    assert MESSAGE.fullmatch(str(problem))


@pytest.mark.parametrize("kind", ["txt", "md", "html", "docx", "pdf"])
def test_a_file_of_200_mb_is_not_even_read(kind: str, tmp_path: Path) -> None:
    with (tmp_path / f"huge.{kind}").open("wb") as file:
        file.truncate(200 * MB)
    problems = Problems()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read_path(str(tmp_path / f"huge.{kind}"), problems) is None
    assert [problem.code for problem in problems] == ["too-large"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000  # KB


def test_the_rest_goes_on(tmp_path: Path) -> None:
    """All of these in one project: each is told, and the one good text is read."""
    files: dict[str, str | bytes] = {"docs/texts/good.md": text_file("A good text.")}
    for number, (name, (raw, _)) in enumerate(CASES.items()):
        stem = f"t{number}-{name.partition('.')[0]}"
        files[f"docs/texts/{stem}.{name.partition('.')[2]}"] = raw
        if not name.endswith(".md"):
            files[f"docs/texts/{stem}.yml"] = "title: A text\nrights: CC0-1.0\n"
    edition, problems = edition_of(put(tmp_path, files))
    assert list(edition.index.texts) == ["good"]
    assert len(problems) == len(CASES)


def test_a_damaged_part_does_not_crash() -> None:
    """A sample with a byte in 500 changed is read, or refused with one message; nothing else may happen."""
    page = (HERE / "article.html").read_bytes()
    for seed in range(20):
        noise = random.Random(seed)
        for name, raw in (("docx", DOCX), ("pdf", PDF), ("html", page)):
            changed = bytearray(raw)
            for _ in range(len(raw) // 500):
                changed[noise.randrange(len(raw))] = noise.randrange(256)
            problems = Problems()
            reader = import_module(
                f"postil.read.formats.{name}"
            )  # not `extract`, which catches what it raises
            found = reader.read(bytes(changed), f"a.{name}", problems)
            assert (found is None) == (len(problems) == 1)


def test_a_page_cannot_bring_markup_along(tmp_path: Path) -> None:
    page = (
        '<h1>Title</h1><p onclick="a()">Words <a href="javascript:alert(1)">of a link</a> and'
        " &lt;script&gt;alert(2)&lt;/script&gt; and [more](javascript:alert(3)) and an"
        ' <a href="https://example.org/a">address</a> in a paragraph that is long enough for an article.'
        "<table><tr><td>&lt;img src=x onerror=alert(4)&gt;<td>b<tr><td>c<td>d</table>"
    )
    (tmp_path / "page.html").write_text(page)
    source = read_path(str(tmp_path / "page.html"), Problems())
    assert source is not None
    assert "[address](https://example.org/a)" in source.body
    shown = lxml.html.fromstring(f"<div>{Markdown(extensions=['tables']).convert(source.body)}</div>")
    tags = {element.tag for element in shown.iter()}
    assert tags <= {"div", "h1", "p", "a", "table", "thead", "tbody", "tr", "th", "td"}
    assert {link.get("href").partition(":")[0] for link in shown.iter("a")} == {"https"}


def test_builds_without_such_files_do_not_wait_for_their_libraries() -> None:
    code = "import postil.chain, postil.cli, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(HOOKS)},
        capture_output=True,
        text=True,
        check=True,
    )
    # lxml is not among them: citations (citeproc-py) need it in every build
    assert not {"trafilatura", "mammoth", "pypdfium2"} & set(done.stdout.split())
