"""A raw text may come from anybody: nothing in it becomes a program on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import edition_of, put, render

HARM = "<img src=x onerror=alert(1)>"
PROSE = "Some words that make this a paragraph of a text, and some more of them to be sure."


@pytest.mark.parametrize(
    "raw",
    [
        f"{PROSE} {HARM} and on.\n\n{PROSE}\n",
        f"{PROSE}\n\n| a | {HARM} |\n|---|---|\n| c | d |\n",
        f"{PROSE}\n\n<script>alert(1)</script>\n\n{PROSE}\n",
        f"{PROSE}\n\n| a | [go](javascript:alert(1)) |\n|---|---|\n| c | [go](JavaScript:alert(2)) |\n",
        f"{PROSE}\n\n> {PROSE} {HARM}\n",
        f"# A title\n\n{PROSE} [go](javascript:alert(1)) and *emphasis*, [there](https://example.org/).\n",
    ],
)
def test_no_html_of_a_raw_text_is_alive(tmp_path: Path, raw: str) -> None:
    files = {"docs/texts/raw.txt": raw, "docs/texts/raw.yml": "title: Raw\nrights: CC0-1.0\n"}
    edition, _ = edition_of(put(tmp_path, files))
    html = render(edition, "raw")
    assert "<img" not in html and "<script" not in html
    assert 'href="javascript' not in html.lower()
