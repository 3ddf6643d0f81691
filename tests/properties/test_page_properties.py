"""What holds for every page, whatever its words and its Markdown."""

from __future__ import annotations

import copy

from bs4 import BeautifulSoup, Tag
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.properties.made import BODIES, MANY, Engine

ENGINE = Engine()
NO_PART = (
    ".passage-number, .footnote-ref, .footnote-backref, .note-missing, sup[id^=fnref], h1, h2, h3, h4, h5, h6"
)


POLICIES = st.sampled_from(["all", "first", "never"])


@MANY
@given(BODIES, POLICIES)
def test_a_page_without_its_marks_is_the_page_without_terms(body: str, policy: str) -> None:
    annotated = ENGINE.annotate(body, policy)
    marked = BeautifulSoup(ENGINE.render(body, annotated.occurrences), "html.parser")
    for element in marked.select("a.term, span.mention"):
        element.unwrap()
    assert str(marked) == str(BeautifulSoup(ENGINE.render(body), "html.parser"))


@MANY
@given(BODIES, POLICIES)
def test_every_mark_is_on_the_page(body: str, policy: str) -> None:
    annotated = ENGINE.annotate(body, policy)
    page = BeautifulSoup(ENGINE.render(body, annotated.occurrences), "html.parser")
    for passage in annotated.text.passages:
        here = [one for one in annotated.occurrences if one.passage == passage.id]
        linked = [one for one in here if one.marked]
        plain = [one for one in here if one.linkable and not one.marked]
        element = _own(page, passage.id)
        for selector, wanted in (("a.term", linked), ("span.mention", plain)):
            found = [(str(one["data-term"]), _words(one)) for one in element.select(selector)]
            assert "".join(words for _, words in found) == "".join(one.surface for one in wanted)
            assert list(dict.fromkeys(term for term, _ in found)) == list(
                dict.fromkeys(o.term for o in wanted)
            )


@MANY
@given(BODIES)
@example("Say &amp;lt; and `<b> &amp;` and <me@example.org>.")
@example("- # CICA\nCICA")
def test_a_passage_without_its_markup_is_its_text(body: str) -> None:
    assume("<i title" not in body)  # an element that its author did not close: each browser guesses
    annotated = ENGINE.annotate(body)
    page = BeautifulSoup(ENGINE.render(body, annotated.occurrences), "html.parser")
    for passage in annotated.text.passages:
        assert _words(_own(page, passage.id)).strip() == passage.text.strip()


@MANY
@given(BODIES)
def test_every_passage_has_its_id_once_and_in_order(body: str) -> None:
    annotated = ENGINE.annotate(body)
    page = BeautifulSoup(ENGINE.render(body, annotated.occurrences), "html.parser")
    ids = [str(element["id"]) for element in page.select(".passage")]
    assert ids == [passage.id for passage in annotated.text.passages]
    assert ids == [f"p{number}" for number in range(1, len(ids) + 1)]


@MANY
@given(BODIES)
def test_a_page_resumed_is_the_page_parsed_anew(body: str) -> None:
    annotated = ENGINE.annotate(body)
    resumed = ENGINE.render(body, annotated.occurrences, annotated.parsed)
    assert resumed == ENGINE.render(body, annotated.occurrences)


@MANY
@given(BODIES)
def test_no_mark_of_the_engine_is_published(body: str) -> None:
    page = ENGINE.render(body, ENGINE.annotate(body).occurrences)
    assert "postil" not in page and "\x02" not in page and "\x03" not in page


@MANY
@given(BODIES, POLICIES)
def test_no_mark_holds_a_link_or_stands_in_one(body: str, policy: str) -> None:
    page = BeautifulSoup(ENGINE.render(body, ENGINE.annotate(body, policy).occurrences), "html.parser")
    assert (
        page.select("a.term a, a a.term, a .mention, .mention a, .mention .mention") == []
    )  # an author may put a note or a citation into a link


@MANY
@given(st.one_of(st.text(), st.lists(st.one_of(st.text(max_size=9), BODIES), max_size=5).map("".join)))
@example("\x02wzxhzdk:0\x03 \x02klzzwxh:0001\x03 [[\x00]] \ufeff\u0301")
@example("\x0242\x03 [^\x02] &#0; &#x110000; &#xd800;")
@example("[^1]\n\n[^1]: [^1]: [^1]")
@example("CI\ud800CA \udfff # \ud800\n\n[^\ud800]")
@example("\u202eCICA\u202c \u2066ASEAN\u2069 \u200fCICA \x00CICA\x00 \x02CICA\x03 \x02")
@example("\u0301CICA\u0301 \u064e # \u0301\n\n## \u200b\n\n| \u0301 |\n|---|\n| \x03 |")
def test_any_text_passes(body: str) -> None:
    annotated = ENGINE.annotate(body)
    ENGINE.render(body, annotated.occurrences)
    ENGINE.render(body, annotated.occurrences, annotated.parsed)


def _own(page: BeautifulSoup, id_: str) -> Tag:
    """A passage without what is none of its words: passages inside it, note markers, numbers."""
    found = page.find(id=id_)
    assert isinstance(found, Tag), id_
    element = copy.copy(found)
    for inner in element.select(f".passage, {NO_PART}"):
        inner.extract()
    for line_break in element.select("br"):
        line_break.replace_with("" if str(line_break.next_sibling).startswith("\n") else "\n")
    return element


def _words(element: Tag) -> str:
    return element.get_text()
