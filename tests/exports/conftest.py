"""A small edition with all that can be handed over: two texts, four terms, questions, an address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from postil.chain import Edition
from postil.exports.bundle import Bundle, Bundler
from postil.pages.render import address_of
from postil.settings import Imprint
from tests.support import edition_of, put, term_file, text_file

SITE = "https://reader.test/rivers/"
FILES = {
    "docs/texts/ferries.md": text_file(
        "## Boats\n\nThe river board met in May & raised the toll.\n\nA ferry crossed twice a day.\n\n"
        "## Bridges\n\n> The toll was <called> unjust.[^1]\n\n- one boat\n- two boats\n\n[^1]: So the log.\n",
        title="Ferries & tolls",
        authors="[Ada Ferry, Bo Wharf]",
        date="2019-05",
        publisher="River Press",
        questions="""
  - ask: Why did the *river board* raise the toll? Say {so}, or ~not~ = 1#2.
    kind: analysis
    answer: 'It "had to": see [@ferries, ¶1].'
    cite: '[@ferries, ¶1-2]'
  - {ask: Who met in May?, kind: recall}""",
    ),
    "docs/texts/bridges.md": text_file(
        "A bridge was built, and the board of the river paid.", title="Bridges"
    ),
    "glossary/river-board.md": term_file(
        "River Board",
        "The *river board*, the RB, sets the toll; see [[toll]] & [@ferries, ¶1].",
        kind="institution",
        aliases="[RB, {text: the board, in: [ferries]}, board of the river]",
        native="{fr: Conseil du fleuve}",
    ),
    "glossary/toll.md": term_file("Toll", "What a crossing costs."),
    "glossary/ferry.md": term_file("Ferry", "A boat that crosses & comes back.", mark="never"),
    "glossary/bridge.md": term_file("Bridge", 'A way over water, "dry"; 5 < 6.'),
}


def edition_with(folder: Path, site: str = SITE) -> Edition:
    """The small edition in a folder, at an address."""
    edition, problems = edition_of(put(folder, FILES))
    assert [str(one) for one in problems if not one.is_notice] == []
    imprint = Imprint("Rivers & boats", site, "What rivers cost")
    return replace(edition, settings=replace(edition.settings, imprint=imprint))


def bundle_of(edition: Edition) -> Bundle:
    return Bundler(edition, address_of).edition()


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return edition_with(tmp_path)


@pytest.fixture
def bundle(edition: Edition) -> Bundle:
    return bundle_of(edition)


@pytest.fixture
def homeless(tmp_path: Path) -> Bundle:
    """The same where nobody has said at which address the site will stand."""
    return bundle_of(edition_with(tmp_path, site=""))
