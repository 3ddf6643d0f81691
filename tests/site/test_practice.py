"""The page for practice: what its cards ask, that no wrong answer is right, and that it can be left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from postil.settings import settings_of
from tests.built import Built, read_html, the, value, words
from tests.support import put, run, small_site, term_file, text_file

FILES = {
    "docs/texts/harbour.md": text_file(
        "A ship rests.\n\nBehind the breakwater lies calm water. The pilot waits there.\n\n"
        "The pilot knows the breakwater.",
        "Harbour",
        siglum="Harbour",
        authors="[Ann Mole]",
    ),
    "docs/texts/log.md": text_file("The breakwater broke. Nobody steered.", "Log", siglum="Log"),
    "docs/texts/song.md": text_file("Of birds.", "Song", siglum="Song"),
    "glossary/breakwater.md": term_file(
        "Breakwater",
        "A wall in the sea. The Breakwater (also called WALL) is not a pier; for one on land see [[quay]].",
        aliases="[{text: WALL, in: [harbour, log]}]",
        relations="{related: [pilot], contrasts: [quay]}",
        senses='[{text: log, means: A wall that fails., cite: "[@log, ¶1]"}]',
    ),
    "glossary/pilot.md": term_file("Pilot", "Who steers. See [@harbour, ¶3].", kind="person"),
    "glossary/quay.md": term_file("Quay", "A wall at which ships lie."),
    "glossary/mole.md": term_file("Mole", "A wall of stone.", aliases="[{text: WALL, in: [song]}]"),
    "glossary/disagreements/strength.md": (
        "---\ntitle: Does it hold?\nterms: [breakwater]\nclaims:\n"
        '- {says: It does, cite: "[@harbour, ¶2]"}\n'
        '- {says: It broke, cite: "[@log, ¶1 \\"broke\\"]"}\n'
        '- {says: Mole says it does, cite: "[@harbour, ¶3]"}\n'
        "---\nThey speak of different years.\n"
    ),
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    site = small_site(tmp_path_factory.mktemp("practice"), FILES)
    return read_html((site / "practice/index.html").read_bytes())


def data_of(page: BeautifulSoup) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(the(page, "#practice-data").text)
    return found


def by_id(page: BeautifulSoup, part: str) -> Mapping[str, dict[str, Any]]:
    return {one["id"]: one for one in data_of(page)[part]}


def card(page: BeautifulSoup, id_: str) -> Tag:
    return the(page, f'.practice-card[data-card="{id_}"]')


def test_every_term_is_a_card_with_its_definition_and_its_passages(page: BeautifulSoup) -> None:
    assert set(by_id(page, "terms")) == {"breakwater", "mole", "pilot", "quay"}
    shown = card(page, "breakwater")
    assert words(the(shown, "dt")) == "Breakwater"
    assert value(the(shown, "dt a"), "href") == "../glossary/breakwater/"
    assert words(the(shown, ".practice-means")).startswith("A wall in the sea.")
    quoted = [words(one) for one in shown.select("blockquote")]
    assert quoted == ["Behind the breakwater lies calm water. …", "The breakwater broke. …"]
    assert [value(one, "href") for one in shown.select("a.cite")] == [
        "../texts/harbour/#p2",
        "../texts/log/#p1",
    ]


def test_a_passage_that_the_entry_cites_goes_before_the_first_one(page: BeautifulSoup) -> None:
    assert words(the(card(page, "pilot"), "blockquote")) == "The pilot knows the breakwater."


def test_a_definition_that_is_asked_about_does_not_name_its_term(page: BeautifulSoup) -> None:
    asked = by_id(page, "terms")["breakwater"]["asks"]
    assert asked == "A wall in the sea. The […] (also called […]) is not a pier; for one on land see Quay."
    assert by_id(page, "terms")["pilot"]["asks"] == "Who steers. See."


def test_wrong_answers_are_neighbours_the_nearest_of_the_same_sort_first(page: BeautifulSoup) -> None:
    assert by_id(page, "terms")["breakwater"]["wrong"] == ["quay", "mole", "pilot"]


def test_a_term_that_no_text_mentions_is_no_question_of_the_quiz(page: BeautifulSoup) -> None:
    quay = by_id(page, "terms")["quay"]
    assert quay["texts"] == quay["wrong"] == []
    assert not card(page, "quay").select("blockquote")


def test_who_said_it_asks_what_one_text_alone_is_cited_for(page: BeautifulSoup) -> None:
    said = by_id(page, "said")
    assert set(said) == {"strength.1", "strength.2", "breakwater.sense.1"}, "not what names its author"
    assert said["strength.2"] | {"terms": 0} == {
        "id": "strength.2",
        "about": "Does it hold?",
        "asks": "It broke",
        "terms": 0,
        "text": "log",
        "wrong": ["harbour", "song"],
    }
    assert words(the(card(page, "strength.1"), ".practice-means")) == "Harbour, by Ann Mole"
    assert words(the(card(page, "strength.2"), "mark")) == "broke"


def test_a_text_that_may_say_the_same_is_no_wrong_answer(page: BeautifulSoup) -> None:
    """The harbour text mentions the term, and nobody has written down in which sense."""
    assert by_id(page, "said")["breakwater.sense.1"]["wrong"] == ["song"]


def test_the_page_says_what_it_would_do_without_script(page: BeautifulSoup) -> None:
    assert "Without scripts, here they are" in the(page, "noscript").text
    assert len(page.select(".practice-list dt")) == 7


def test_it_brings_its_own_script_and_style_and_no_other_page_does(public: Built) -> None:
    for address, one in public.pages.items():
        own = [
            value(tag, "src") or value(tag, "href") for tag in one.select("script[src], link[rel=stylesheet]")
        ]
        found = [name for name in own if "assets/practice" in name]
        assert len(found) == (3 if address == "practice/" else 0), address


# --- the shipped edition


def shipped(public: Built) -> Iterator[tuple[dict[str, Any], Tag]]:
    page = public.pages["practice/"]
    for one in data_of(page)["terms"]:
        yield one, card(page, one["id"])


def test_no_wrong_answer_is_right(public: Built) -> None:
    page = public.pages["practice/"]
    terms = by_id(page, "terms")
    for one in terms.values():
        offered = [one["id"], *one["wrong"]]
        titles = [terms[id_]["title"] for id_ in offered]
        definitions = [words(the(card(page, id_), ".practice-means")) for id_ in offered]
        assert len(set(titles)) == len(set(definitions)) == len(offered), one["id"]
    claims = {
        f"{one.id}.{at}": {cite.text for cite in claim.cites}
        for one in public.edition.index.glossary.disagreements
        for at, claim in enumerate(one.claims, 1)
    }
    for said in by_id(page, "said").values():
        assert said["text"] not in said["wrong"] and len(set(said["wrong"])) == len(said["wrong"])
        if said["id"] in claims:
            assert claims[said["id"]] == {said["text"]}
        assert value(the(card(page, said["id"]), ".passage-cited"), "data-text") == said["text"]


def test_each_passage_names_the_term_that_it_explains(public: Built) -> None:
    index = public.edition.index
    for one, shown in shipped(public):
        figures = shown.select(".passage-cited")
        assert bool(figures) == bool(one["texts"])
        for figure in figures:
            named = words(the(figure, "mark"))
            mentions = index.mentions[one["id"]][value(figure, "data-text")]
            assert named in {words_.surface for mention in mentions for words_ in mention.occurrences}
            place = public.place("practice/", value(the(figure, "a.cite"), "href"))
            assert place is not None and place[1] in public.ids[place[0]]
            assert place[1] in {mention.passage.id for mention in mentions}


def test_no_question_gives_its_answer_away(public: Built) -> None:
    for one, _ in shipped(public):
        assert one["title"].casefold() not in one["asks"].casefold()
    sigla = data_of(public.pages["practice/"])["texts"]
    for said in by_id(public.pages["practice/"], "said").values():
        source = public.edition.index.texts[said["text"]].source
        names = [author.split()[-1] for author in (source.original or source.work).authors]
        assert not [name for name in (sigla[said["text"]], *names) if name in said["asks"]]


def test_there_is_something_to_practise_for_each_text(public: Built) -> None:
    data = data_of(public.pages["practice/"])
    for text in data["texts"]:
        assert sum(text in one["texts"] and len(one["wrong"]) >= 3 for one in data["terms"]) >= 5
        assert sum(text == one["text"] and bool(one["wrong"]) for one in data["said"]) >= 3


def test_the_classroom_edition_asks_for_the_same_texts(classroom: Built, public: Built) -> None:
    pages = [one.pages["practice/"] for one in (classroom, public)]
    assert data_of(pages[0])["texts"] == data_of(pages[1])["texts"]
    assert not [one for one in pages[0].select("[data-text]") if "/original" in value(one, "data-text")]


# --- switched off


def test_switched_off_nothing_of_it_is_built(tmp_path: Path) -> None:
    small_site(tmp_path, FILES)
    config = (tmp_path / "mkdocs.yml").read_text("utf-8") + "extra: {postil: {practice: false}}\n"
    scripts = {f"theme/assets/practice{end}": "-" for end in (".js", "-progress.js", ".css")}
    put(tmp_path, {"mkdocs.yml": config, **scripts})
    done = run("mkdocs", "build", "--strict", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert not [
        path
        for path in (tmp_path / "site").rglob("*")
        if "practice" in path.as_posix().removeprefix(str(tmp_path))
    ]
    assert "practice-data" not in "".join(p.read_text("utf-8") for p in (tmp_path / "site").rglob("*.html"))


def test_anything_but_true_and_false_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"extra\.postil\.practice is 'no'; write true or false"):
        settings_of(tmp_path, tmp_path, {"postil": {"practice": "no"}}, (), {})
