"""What holds for every mention that is found, whatever the text and the glossary."""

from __future__ import annotations

import re
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from postil.fold import fold
from postil.glossary.terms import read_term
from postil.pages import generate
from postil.problems import Problems
from tests.properties.made import BODIES, MANY, TERMS, Engine
from tests.support import edition_of, put, term_file, text_file

ENGINE = Engine()
LETTERS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8)
# Words that begin and end in a letter, with anything inside that folding takes away or makes one.
SIGNS = st.text(st.sampled_from("\u00ad\u200b\u0301İΣ’“\ufeffé"), max_size=4)
TOKENS = st.builds("".join, st.tuples(LETTERS, SIGNS, LETTERS)) | st.sampled_from(
    ["U.N", "U.S.S.R.", "ΟΔΥΣ\u00adΣΕΥΣ", "İİ", "K\u0307a", "Ωs"]
)
SPACES = st.sampled_from([" ", "  ", "-", "\u2011", " – ", "\u00a0", "\n", "\u2009—\u2009", "\t \n"])


@MANY
@given(BODIES)
def test_occurrences_are_sorted_disjoint_and_say_what_stands_there(body: str) -> None:
    annotated = ENGINE.annotate(body)
    passages = {passage.id: passage for passage in annotated.text.passages}
    for one in annotated.occurrences:
        assert 0 <= one.start < one.end <= len(passages[one.passage].text)
        assert one.surface == passages[one.passage].text[one.start : one.end]
        assert one.term in ENGINE.terms
    for one, two in pairwise(annotated.occurrences):
        before, after = passages[one.passage].number, passages[two.passage].number
        assert before < after or (before == after and one.end <= two.start)


@MANY
@given(BODIES)
def test_what_is_found_is_written_like_its_form(body: str) -> None:
    annotated = ENGINE.annotate(body)
    for passage, matches in zip(annotated.text.passages, annotated.matches, strict=True):
        for match in matches:
            surface = passage.text[match.start : match.end]
            assert fold(surface).text == ENGINE.forms.patterns[match.form]


@MANY
@given(BODIES)
def test_nothing_is_found_in_code_and_citations_or_marked_in_links(body: str) -> None:
    annotated = ENGINE.annotate(body)
    passages = {passage.id: passage for passage in annotated.text.passages}
    for one in annotated.occurrences:
        passage = passages[one.passage]
        by_hand = any(hand.start <= one.start and one.end <= hand.end for hand in passage.hand)
        assert by_hand or not any(s.start < one.end and one.start < s.end for s in passage.opaque)
        assert not (one.marked and any(s.start < one.end and one.start < s.end for s in passage.closed))


@MANY
@given(BODIES, LETTERS)
def test_a_term_that_occurs_nowhere_changes_nothing(body: str, name: str) -> None:
    without = ENGINE.annotate(body)
    assume(all(fold(name).text not in fold(passage.text).text for passage in without.text.passages))
    term = read_term(term_file(f'"{name}"'), "zz-another", "glossary/zz-another.md", Problems())
    assert term is not None
    within = Engine([*TERMS, term]).annotate(body)
    assert within.occurrences == without.occurrences
    assert within.problems == without.problems


@MANY
@given(BODIES, st.permutations(TERMS))
def test_the_order_of_terms_changes_nothing(body: str, terms: list) -> None:  # type: ignore[type-arg]
    assert Engine(terms).annotate(body).occurrences == ENGINE.annotate(body).occurrences


@MANY
@given(st.lists(BODIES, min_size=2, max_size=3))
def test_a_text_is_annotated_alike_whatever_came_before_it(bodies: list[str]) -> None:
    engine = Engine()
    again = [(engine.annotate(body), ENGINE.render(body)) for body in [*bodies, *reversed(bodies)]]
    for body, (annotated, page) in zip([*bodies, *reversed(bodies)], again, strict=True):
        alone = Engine().annotate(body)
        assert (annotated.text, annotated.occurrences) == (alone.text, alone.occurrences)
        assert annotated.problems == alone.problems
        assert page == ENGINE.render(body)


FILES = {
    "docs/texts/one.md": text_file("CICA met.\n\n## Later\n\nA new concept [@two, ¶1].", date="2014"),
    "docs/texts/two.md": text_file("The ASEAN Regional Forum (ARF) met, and CICA met.", date="2014"),
    "docs/texts/three.txt": "The CICA had a meeting of some length, and ASEAN had another one.\n",
    "docs/texts/three.yml": "title: Three\nrights: CC0-1.0\n",
    "docs/texts/four.md": text_file("[[nobody]] was there [@five, ¶1]."),
    "glossary/cica.md": term_file("CICA"),
    "glossary/arf.md": term_file("ARF", aliases="[ASEAN Regional Forum]"),
    "glossary/asean.md": term_file("ASEAN", relations="{contrasts: [cica], related: [arf]}"),
    "glossary/one-concept.md": term_file("One", aliases="[{text: new concept, near: [two]}]"),
    "glossary/two-concept.md": term_file("Two", aliases="[{text: new concept, near: [two]}]"),
    "glossary/comparisons/cica-arf.md": (
        "---\ntitle: Two forums\ncompare: [cica, arf]\n---\n\n"
        "| aspect | cica | arf |\n|---|---|---|\n| met | yes [@one, ¶1] | – |\n"
    ),
}


@settings(MANY, max_examples=10)
@given(st.permutations(sorted(FILES)))
def test_the_order_of_files_changes_nothing(names: list[str]) -> None:
    outcomes = []
    for order in (sorted(FILES), names):
        with tempfile.TemporaryDirectory() as folder:
            edition, problems = edition_of(put(Path(folder), {name: FILES[name] for name in order}))
            pages = [(page.path, page.markdown, page.edits) for page in generate(edition)]
            outcomes.append((pages, edition.index, list(problems)))
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][2], "the project has problems on purpose"


@MANY
@given(st.lists(TOKENS, min_size=1, max_size=6), SPACES)
@example(["ΑΣ"], " ")
def test_folding_knows_the_way_back(words: list[str], between: str) -> None:
    text = between.join(words)
    folded = fold(text)
    assert folded.text == " ".join(fold(word).text for word in words)
    begin = start = 0
    for word in words:
        end = begin + len(fold(word).text)
        assert folded.start(begin) == start
        assert text[folded.start(begin) : folded.end(end)] == word
        begin, start = end + 1, start + len(word) + len(between)


@MANY
@given(st.text())
@example("\u0301\u0301 \u200b\u200b \ufeff")
@example("A.A.A.a.A B.C")
def test_any_text_is_folded_and_every_offset_leads_into_it(text: str) -> None:
    folded = fold(text)
    starts = [folded.start(at) for at in range(len(folded.text))]
    ends = [folded.end(at) for at in range(1, len(folded.text) + 1)]
    assert starts == sorted(starts) and ends == sorted(ends)
    for start, end in zip(starts, ends, strict=True):
        assert 0 <= start < end <= len(text)


@MANY
@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
    assert not re.search(r"  |[’‘“”\u00ad\u200b-\u200d\u2060\ufeff]", once)
