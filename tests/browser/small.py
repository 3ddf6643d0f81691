"""A small edition with what the shipped one lacks: notes, names in other scripts, senses decided by rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.served import served
from tests.support import ROOT, put, run, term_file, text_file

CONFIG = f"""
INHERIT: {ROOT / "mkdocs.yml"}
site_name: Harbours
theme: {{custom_dir: {ROOT / "hooks" / "theme"}}}
hooks: [{ROOT / "hooks" / "reader.py"}]
watch: []
nav: [index.md]
"""
QUIET_DAYS = "\n\n".join(
    f"Boats came and went on day {day}, and nothing was written down." for day in range(2, 40)
)
TEXT = f"""
The [[leading-light|lamp]] was lit.[^1] Nobody but the keeper saw the light then, and he had more
to do; the leading light burned all night.[^2] So it is told in more than one place.[^1]

Of the town nothing is said but this: that it had a market, two churches and, where the roads met, for its
traffic a light.

{QUIET_DAYS}

At last the ferry came, and its pilot saw the light.[^9]

[^1]: Says the *log*.
[^2]: A lamp of the second order.
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "docs/index.md": "# Home\n",
    "docs/texts/harbour.md": text_file(TEXT, "The harbour at night", siglum="Harbour"),
    "docs/texts/book.md": text_file(
        "Before.\n\n## One\n\nA day.\n\n## Two\n\nA night.\n\nA morning.", "The book", split="h2"
    ),
    "docs/texts/log.md": text_file("The pilot followed the light. A ferry sank.", "The log"),
    "glossary/leading-light.md": term_file(
        "Leading light",
        "One of two lamps that a ship keeps in line.",
        aliases="[{text: light, near: [keeper, pilot]}]",
        native="{de: Richtfeuer, zh: 导灯, pinyin: dǎodēng}",
        relations="{contrasts: [street-light]}",
        senses='[{text: harbour, means: Both lamps together., cite: "[@harbour, ¶1]"}]',
    ),
    "glossary/street-light.md": term_file(
        "Street light", "A lamp by which nobody steers.", aliases="[{text: light, near: [traffic]}]"
    ),
    "glossary/ferry.md": term_file("Ferry", "A boat that crosses."),
}


@contextmanager
def small(folder: Path) -> Iterator[str]:
    """Build the small edition in a folder and serve it; its address."""
    done = run("mkdocs", "build", "--site-dir", "built", cwd=put(folder, FILES))
    if done.returncode:
        pytest.fail(done.stderr.decode(), pytrace=False)
    with served(folder / "built") as address:
        yield address
