"""What holds for every mention that is found, whatever the text and the glossary."""

from __future__ import annotations

import re
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from postil.fold import fold, without_diacritics
from postil.glossary.terms import read_term
from postil.match import SPACELESS
from postil.model import Occurrence
from postil.pages import generate
from postil.problems import Problems
from tests.properties.made import BODIES, MANY, TERMS, Annotated, Engine
from tests.support import edition_of, put, term_file, text_file

ENGINE = Engine()
PLAIN = Engine(plain=True)
LETTERS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8)
# Words that begin and end in a letter, with anything inside that folding takes away or makes one.
SIGNS = st.text(st.sampled_from("\u00ad\u200b\u0301İΣ’“\ufeffé"), max_size=4)
TOKENS = st.builds("".join, st.tuples(LETTERS, SIGNS, LETTERS)) | st.sampled_from(
    ["U.N", "U.S.S.R.", "ΟΔΥΣ\u00adΣΕΥΣ", "İİ", "K\u0307a", "Ωs"]
)
# Long enough for several marks; without scripts that set no spaces, whose words are counted in another way.
LONG = st.lists(BODIES, max_size=4).map("\n\n".join).map(lambda body: SPACELESS.sub("x", body))
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
def test_mentions_outside_the_passages_say_what_stands_there(body: str) -> None:
    annotated = ENGINE.annotate(body)
    headings = [(section.id, section.title) for section in annotated.text.sections]
    notes = [(f"fn:{note.label}", note.text) for note in annotated.text.notes]
    assert [(block.id, block.text) for block in annotated.text.outside] == headings + notes
    for one in annotated.outside:
        standing = {words[one.start : one.end] for id_, words in headings + notes if id_ == one.passage}
        assert one.surface in standing and one.surface.strip()
        assert not one.marked and not one.linkable


@MANY
@given(BODIES)
def test_what_is_found_is_written_like_its_form(body: str) -> None:
    annotated = ENGINE.annotate(body)
    for passage, matches in zip(annotated.text.blocks, annotated.matches, strict=True):
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
@given(LONG)
def test_only_marks_by_hand_stand_within_25_words_of_another(body: str) -> None:
    annotated = ENGINE.annotate(body, "first")
    words = _words(annotated)
    marked = [one for one in annotated.occurrences if one.marked]
    for one, two in pairwise(marked):
        assert words[two].start - words[one].stop >= 24 or {True} == {
            _by_hand(annotated, o) for o in (one, two)
        }


@MANY
@given(LONG)
def test_a_term_without_a_mark_in_its_section_had_no_room(body: str) -> None:
    annotated = ENGINE.annotate(body, "first")
    words = _words(annotated)
    sections = {passage.id: passage.section for passage in annotated.text.passages}
    marked = [one for one in annotated.occurrences if one.marked]
    done = {(sections[one.passage], one.term) for one in marked}
    for one in annotated.occurrences:
        if one.linkable and (sections[one.passage], one.term) not in done:
            gaps = [max(words[one].start - words[m].stop, words[m].start - words[one].stop) for m in marked]
            assert min(gaps) < 24


def _words(annotated: Annotated) -> dict[Occurrence, range]:
    """The words that each mention is part of, counted through the whole text."""
    found: dict[Occurrence, range] = {}
    before = 0
    for passage in annotated.text.passages:
        words = [m.span() for m in re.finditer(r"\S+", passage.text) if any(map(str.isalnum, m[0]))]
        for one in (one for one in annotated.occurrences if one.passage == passage.id):
            first = sum(end <= one.start for _, end in words)
            last = sum(start < one.end for start, _ in words)
            found[one] = range(before + first, before + last)
        before += len(words)
    return found


def _by_hand(annotated: Annotated, one: Occurrence) -> bool:
    passage = next(passage for passage in annotated.text.passages if passage.id == one.passage)
    return any(hand.start == one.start and hand.term for hand in passage.hand)


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
@given(BODIES)
def test_annotating_twice_is_the_same(body: str) -> None:
    once, again = ENGINE.annotate(body, "first"), ENGINE.annotate(body, "first")
    assert (once.occurrences, once.outside, once.problems) == (
        again.occurrences,
        again.outside,
        again.problems,
    )
    assert ENGINE.render(body, once.occurrences) == ENGINE.render(body, again.occurrences)


@MANY
@given(BODIES)
def test_diacritics_that_do_not_matter_lose_no_mention(body: str) -> None:
    exact = ENGINE.forms.find(ENGINE.annotate(body).text.blocks)
    plain = PLAIN.annotate(body)
    for block, few, more in zip(plain.text.blocks, exact, plain.matches, strict=True):
        assert {(one.start, one.end) for one in few} <= {(one.start, one.end) for one in more}
        for match in more:
            surface = without_diacritics(block.text[match.start : match.end])
            assert fold(surface, plain=True).text == PLAIN.forms.patterns[match.form]


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
@given(st.lists(TOKENS, min_size=1, max_size=6), SPACES, st.booleans())
@example(["ΑΣ"], " ", False)
@example(["Qi\u0304ngda\u030co", "Đổi", "السَّلَام"], " ", True)
def test_folding_knows_the_way_back(words: list[str], between: str, plain: bool) -> None:
    text = between.join(words)
    folded = fold(text, plain)
    assert folded.text == " ".join(fold(word, plain).text for word in words)
    begin = start = 0
    for word in words:
        end = begin + len(fold(word, plain).text)
        assert folded.start(begin) == start
        assert text[folded.start(begin) : folded.end(end)] == word
        begin, start = end + 1, start + len(word) + len(between)


@MANY
@given(st.text(), st.booleans())
@example("\u0301\u0301 \u200b\u200b \ufeff", True)
@example("A.A.A.a.A B.C", False)
@example("ـَم\u0640\u064e \u1112\u1161\u11ab \ud800", True)
def test_any_text_is_folded_and_every_offset_leads_into_it(text: str, plain: bool) -> None:
    folded = fold(text, plain)
    starts = [folded.start(at) for at in range(len(folded.text))]
    ends = [folded.end(at) for at in range(1, len(folded.text) + 1)]
    assert starts == sorted(starts) and ends == sorted(ends)
    for start, end in zip(starts, ends, strict=True):
        assert 0 <= start < end <= len(text)


@MANY
@given(st.text(), st.booleans())
def test_folding_again_changes_nothing(text: str, plain: bool) -> None:
    once = fold(text, plain).text
    assert fold(once, plain).text == once
    assert not re.search(r"  |[’‘“”\u00ad\u200b-\u200d\u2060\ufeff]", once)
