"""What sets a text apart, and the matrix of terms by texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from postil.profile import log_likelihood, profiles
from tests.built import Built, address_of, the, value, words
from tests.support import edition_of, put, term_file, text_file

FILLER = "and then the long rain came down over the low land again for many days and nights " * 4
FILES = {
    "docs/texts/a.md": text_file(f"The dyke, the dyke, the dyke, the dyke. The weir, the weir. {FILLER}"),
    "docs/texts/b.md": text_file(f"A weir, a dyke. The gauge. {FILLER}"),
    "docs/texts/c.md": text_file(f"The gauge, and a lock, the lock. {FILLER}"),
    "docs/texts/d.md": text_file(f"Nothing of it. {FILLER}"),
    **{f"glossary/{word}.md": term_file(word.title()) for word in ("dyke", "weir", "gauge", "lock")},
}


def test_the_log_likelihood_is_what_its_definition_gives() -> None:
    """By hand: 20 of 1,000 words and 10 of 2,000 share the rate 0.01, so 10 and 20 are expected; and
    2 (20 ln 2 + 10 ln ½) = 13.8629."""
    assert log_likelihood(20, 1000, 10, 2000) == pytest.approx(13.8629, abs=1e-4)
    assert log_likelihood(10, 2000, 20, 1000) == pytest.approx(-13.8629, abs=1e-4)
    assert log_likelihood(10, 1000, 10, 1000) == pytest.approx(0)
    assert log_likelihood(3, 100, 0, 100) == pytest.approx(4.1589, abs=1e-4)
    assert log_likelihood(1, 0, 0, 100) == 0


def test_a_text_is_known_by_what_it_says_more_than_the_others(tmp_path: Path) -> None:
    edition, _ = edition_of(put(tmp_path, FILES))
    found = profiles(edition.index)
    assert set(found) == {"a", "b", "c"}, "a text without a mention has no profile"
    assert [one.term for one in found["a"].key] == ["dyke"]
    assert found["c"].only == (("lock", 2),)
    assert [one.text for one in found["b"].nearest] == ["a", "c"], "two shared terms tie closer than one"
    assert set(found["b"].nearest[0].shared) == {"dyke", "weir"}
    assert found["a"].nearest[0].cosine == pytest.approx(found["b"].nearest[0].cosine)


def test_an_original_is_compared_with_originals(classroom: Built) -> None:
    found = profiles(classroom.edition.index)
    for id_, profile in found.items():
        assert all(n.text.endswith("/original") == id_.endswith("/original") for n in profile.nearest)


def test_each_text_shows_its_profile(built: Built) -> None:
    for id_, profile in profiles(built.edition.index).items():
        page = built.pages[address_of(built.edition.index.texts[id_].pages[0].path)]
        section = the(page, "section.profile")
        for one in profile.key:
            assert built.edition.index.terms[one.term].title in words(section)
        for near in profile.nearest:
            assert built.edition.index.texts[near.text].source.siglum in words(section)


def test_the_matrix_says_how_often_each_text_mentions_each_term(public: Built) -> None:
    table = the(public.pages["texts/"], "table.matrix")
    index = public.edition.index
    header = [words(cell) for cell in table.select("thead th")]
    assert header == ["Term", *(text.source.siglum for text in index.texts.values()), "all"]
    rows = {
        words(the(row, "th")): [words(cell) for cell in row.select("td")] for row in table.select("tbody tr")
    }
    assert set(rows) == {index.terms[id_].title for id_ in index.mentions}
    for id_, by_text in index.mentions.items():
        counts = [sum(len(m.occurrences) for m in by_text.get(text, ())) for text in index.texts]
        assert rows[index.terms[id_].title] == [*(str(n or "") for n in counts), str(sum(counts))]


def test_a_darker_cell_is_a_higher_number(public: Built) -> None:
    cells = public.pages["texts/"].select("table.matrix td[data-level]")
    ranked = sorted((int(words(cell)), int(value(cell, "data-level"))) for cell in cells)
    levels = [level for _, level in ranked]
    assert levels == sorted(levels)
    assert {1, 4} <= set(levels)
