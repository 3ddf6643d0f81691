"""Makes the .pdf and .docx files of this folder from the sources beside them.

They are committed, so that tests need none of these programs:

    python -m venv build/tools
    build/tools/bin/pip install typst==0.15.2 pypandoc_binary==1.17 pikepdf==10.17.0 pillow==13.0.0 pypdfium2
    build/tools/bin/python tests/golden/formats/make.py

Every text is invented for these tests.
"""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pypandoc
import pypdfium2
import typst

HERE = Path(__file__).parent
EPOCH = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # of every file in an archive: the same source gives the same bytes


def two_columns() -> None:
    """A journal article in two columns, laid out by Typst."""
    typst.compile(str(HERE / "two-columns.typ"), output=str(HERE / "two-columns.pdf"), timestamp=0)


def one_column() -> None:
    """A report in one column: block paragraphs, a note that goes on overleaf, a table."""
    typst.compile(str(HERE / "one-column.typ"), output=str(HERE / "one-column.pdf"), timestamp=0)


def locked() -> None:
    """The same article, to be opened with a password."""
    with pikepdf.open(HERE / "two-columns.pdf") as pdf:
        del pdf.pages[1:]
        lock = pikepdf.Encryption(user="sallow", owner="quay", R=4)
        pdf.save(HERE / "locked.pdf", encryption=lock, static_id=True)


def scan() -> None:
    """The same article as a scanner would give it: a picture of its first page."""
    page = pypdfium2.PdfDocument(HERE / "two-columns.pdf")[0]
    picture = page.render(scale=1).to_pil().convert("L")
    picture.save(HERE / "scan.pdf", "PDF", quality=40, creationDate=None, modDate=None)


def report() -> None:
    """A word processor's file, written by Pandoc from Markdown."""
    made = HERE / "report.docx"
    pypandoc.convert_file(str(HERE / "report.md"), "docx", outputfile=str(made))
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)


def printed() -> None:
    """A page printed by Chromium; the file holds the day on which it was made."""
    source, made = HERE / "printed.src.html", HERE / "printed.pdf"
    options = ["--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={made}"]
    subprocess.run(["chromium", *options, str(source)], check=True)


if __name__ == "__main__":
    two_columns()
    one_column()
    locked()
    scan()
    report()
    printed()
