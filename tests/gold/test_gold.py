"""Every mention found, in the right sense, and no false one: the shipped glossary against the gold list.

`pytest tests/gold -rP` shows the figures.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from postil.chain import Edition
from postil.problems import Code
from tests.built import ROOT, SEEDS
from tests.gold.compare import Score, compare, gold
from tests.support import edition_of, put, text_file

HERE = Path(__file__).parent
MENTION = re.compile(r"\[([^\]]+)\]\(([a-z0-9-]+)\)")


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The classroom edition; without the originals the public one."""
    return edition_of(ROOT, library=SEEDS if SEEDS.is_dir() else None)[0]


@pytest.fixture(scope="module", params=["originals", "texts"])
def score(request: pytest.FixtureRequest, edition: Edition) -> Score:
    if request.param == "originals" and not SEEDS.is_dir():
        pytest.skip("the originals are not at hand: set POSTIL_LIBRARY to their folder")
    return compare(gold(request.param), edition)


def test_the_passages_are_those_that_were_read(score: Score) -> None:
    assert not score.moved, lines(score.moved)


def test_mentions_are_found(score: Score) -> None:
    print(score)
    assert score.recall >= 0.98, lines(score.missed)


def test_no_mention_has_a_wrong_sense(score: Score) -> None:
    assert not score.wrong_sense, lines(score.wrong_sense)


def test_what_looks_like_a_term_is_left_alone(score: Score) -> None:
    assert len(score.trapped) <= 0.02 * score.traps, lines(score.trapped)


def test_hardly_a_mark_is_false(score: Score) -> None:
    assert score.precision >= 0.98, lines(score.false)


def test_marks_begin_and_end_where_the_name_does(score: Score) -> None:
    assert score.exact >= 0.95 * score.mentions


def test_a_text_that_no_rule_knows(tmp_path: Path) -> None:
    """Names are found in a new text as well, and ordinary words are left alone."""
    wanted = (HERE / "new_text.md").read_text(encoding="utf-8").strip()
    body = MENTION.sub(r"\1", wanted)
    (tmp_path / "glossary").symlink_to(ROOT / "glossary", target_is_directory=True)
    new, problems = edition_of(put(tmp_path, {"docs/texts/new.md": text_file(body)}))
    found = [passage.text for passage in new.index.texts["new"].passages]
    for one in reversed(new.index.occurrences["new"]):
        at = int(one.passage[1:]) - 1
        found[at] = f"{found[at][: one.start]}[{one.surface}]({one.term}){found[at][one.end :]}"
    assert found == wanted.split("\n\n")
    assert not [problem for problem in problems if problem.code == Code.OPEN_SENSE.value]


@pytest.mark.parametrize("folder", ["originals", "texts"])
def test_the_gold_list_itself_is_sound(folder: str, edition: Edition) -> None:
    """Terms that exist, mentions one after the other, and no trap for what is a mention of the same term."""
    for passage in gold(folder):
        where = f"{passage.text} {passage.id}"
        for one in (*passage.mentions, *passage.traps, *passage.either):
            assert one.term in edition.index.terms, f"{where}: there is no term {one.term}"
            assert 0 <= one.start < one.end, where
        for one, after in zip(passage.mentions, passage.mentions[1:], strict=False):
            assert one.end <= after.start, f"{where}: {one} and {after} overlap"
        for trap in passage.traps:
            wanted = {(one.start, one.end, one.term) for one in (*passage.mentions, *passage.either)}
            assert (trap.start, trap.end, trap.term) not in wanted, f"{where}: {trap} is a mention, too"


def lines(found: list[str]) -> str:
    """One to a line, below pytest's own message."""
    return "\n" + "\n".join(found)
