"""All of a bundle on one page to be printed, and that page as a PDF, made by a Chromium.

Answers are not printed: the questions have lines to write on.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from postil.exports.book import blocks, inside, notes
from postil.exports.bundle import Asked, Bundle
from postil.exports.render import template

INSIDE = inside(files=False)
LINES = {"recall": 3, "comparison": 6, "analysis": 9}  # to write on
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SECONDS = 300
# Chromium says when it made the file; both dates become that of the last change, in as many bytes
MADE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


def page(bundle: Bundle) -> str:
    """`print.html`, with no other file beside it."""
    return template("print.html.j2").render(
        bundle=bundle,
        style=template("print.css.j2").render(),
        blocks=blocks,
        notes=notes,
        terms=[one.id for one in bundle.entries],
        lines=_lines,
    )


def pdf(bundle: Bundle) -> bytes:
    """`print.pdf`, with its headings as outline and tagged for screen readers.

    Raises LookupError where no Chromium is found, OSError where it makes no PDF.
    """
    browser = _browser()
    with TemporaryDirectory(prefix="postil-") as folder:
        source, made = Path(folder, "print.html"), Path(folder, "print.pdf")
        source.write_text(page(bundle), "utf-8")
        options = [
            "--headless",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
        ]
        options += ["--generate-pdf-document-outline", "--export-tagged-pdf", f"--print-to-pdf={made}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            options.append("--no-sandbox")  # Chromium starts for root only without
        try:
            done = subprocess.run(
                [browser, *options, source.as_uri()], capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise OSError(f"{browser} made no PDF in {SECONDS} seconds") from error
        if not made.is_file():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise OSError(f"{browser} made no PDF: {said[-1] if said else f'exit code {done.returncode}'}")
        day = bundle.changed.strftime("%Y%m%d%H%M%S").encode()
        return MADE.sub(lambda found: found[1] + day, made.read_bytes())


def _lines(one: Asked) -> int:
    return LINES[one.kind]


def _browser() -> str:
    named = os.environ.get("POSTIL_CHROMIUM")
    found = next(filter(None, map(shutil.which, (named,) if named else BROWSERS)), None)
    if found is None:
        where = (
            f"POSTIL_CHROMIUM is {named}, which does not start"
            if named
            else "no Chromium or Chrome is installed"
        )
        raise LookupError(
            f"{where}: install one, set POSTIL_CHROMIUM to its path, or print print.html yourself"
        )
    return found
