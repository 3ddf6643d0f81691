"""Where the texts disagree: a page for each question, and a word of it on every text and entry concerned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.built import Built, read_html, the, value, words
from tests.support import small_site, term_file, text_file

EARLY = """The bridge was begun in spring. People say that the bridge, which Dr. Stone drew, has nine arches.
It is old!

Nobody crosses it at night."""
LATE = """Of the bridge only this is known.

"It has ten arches," the mason said.

It was finished by the king."""
QUESTION = """---
title: How many arches has the bridge?
terms: [bridge, arch]
claims:
  - says: nine
    cite: '[@early, ¶1 "has Nine arches"]'
  - says: ten, says a mason
    cite: '[@late, ¶2 "ten arches"] [@late, ¶3]'
---
Count them, as the mason did [@late, ¶2].
"""
OTHER = """---
title: Who finished it?
terms: [king]
claims:
  - {says: the king, cite: "[@late, ¶3]"}
  - {says: nobody, cite: "[@late, ¶1]"}
---
It is not known.
"""
FILES = {
    "docs/texts/early.md": text_file(EARLY, "Early", siglum="Early 1900"),
    "docs/texts/late.md": text_file(LATE, "Late", siglum="Late 1950"),
    "docs/texts/aside.md": text_file("No bridge here.", "Aside"),
    "glossary/bridge.md": term_file("Bridge"),
    "glossary/arch.md": term_file("Arch"),
    "glossary/king.md": term_file("King", kind="person"),
    "glossary/disagreements/arches.md": QUESTION,
    "glossary/disagreements/finished.md": OTHER,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_site(tmp_path_factory.mktemp("disagreements"), FILES)


def page(site: Path, address: str) -> BeautifulSoup:
    return read_html((site / address / "index.html").read_bytes())


def links(within: Tag) -> list[str]:
    return [value(one, "href") for one in within.select("a[href]")]


def test_each_claim_stands_with_its_passage(site: Path) -> None:
    claims = page(site, "disagreements/arches").select("ol.claims > li")
    assert [words(the(one, ".claim-says")) for one in claims] == ["nine", "ten, says a mason"]
    early, late = claims
    assert links(early) == ["../../texts/early/#p1"]
    assert links(late) == ["../../texts/late/#p2", "../../texts/late/#p3"]
    assert "Early 1900, ¶1" in words(the(early, "figcaption"))


def test_quoted_words_stand_in_their_sentence(site: Path) -> None:
    quote = the(page(site, "disagreements/arches"), "blockquote")
    assert words(quote) == "… People say that the bridge, which Dr. Stone drew, has nine arches. …"
    assert words(the(quote, "mark")) == "has nine arches"


def test_a_passage_without_quoted_words_stands_whole(site: Path) -> None:
    shown = page(site, "disagreements/arches").select("blockquote")
    assert words(shown[2]) == "It was finished by the king."
    assert not shown[2].select("mark")


def test_what_to_make_of_it_is_said_with_links(site: Path) -> None:
    found = page(site, "disagreements/arches")
    assert words(the(found, "#what-to-make-of-it")) == "What to make of it"
    assert "Count them, as the mason did Late 1950, ¶2." in words(found)
    assert {"../../glossary/bridge/", "../../glossary/arch/"} <= set(links(the(found, ".concerned")))


def test_each_text_concerned_has_a_box(site: Path) -> None:
    box = the(page(site, "texts/late"), ".disputed-here")
    assert [words(one) for one in box.select("li")] == [
        "Who finished it? ¶1, ¶3 · within this text",
        "How many arches has the bridge? ¶2, ¶3 · against Early 1900",
    ], "in the order of the passages"
    assert "../../disagreements/arches/" in links(box)
    assert the(page(site, "texts/early"), ".disputed-here")
    assert not page(site, "texts/aside").select(".disputed-here")


def test_each_entry_concerned_shows_who_says_what(site: Path) -> None:
    for term in ("bridge", "arch"):
        shown = the(page(site, f"glossary/{term}"), ".disputed")
        assert words(the(shown, "a")) == "How many arches has the bridge?"
        positions = [
            (words(the(one, "dt")), words(the(one, "dd"))) for one in shown.select(".positions > div")
        ]
        assert positions == [("Early 1900", "nine"), ("Late 1950", "ten, says a mason")]
    assert [words(one) for one in page(site, "glossary/king").select(".disputed a")] == ["Who finished it?"]


def test_the_list_groups_them_by_what_they_are_about(site: Path) -> None:
    groups = page(site, "disagreements").select("section.disagreements")
    assert [words(the(one, "h2")) for one in groups] == ["Concepts", "Persons"]
    assert [words(one) for one in groups[0].select(".disputed-title")] == ["How many arches has the bridge?"]


def test_search_reads_the_claims(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    found = [one["location"] for one in index["docs"] if "ten, says a mason" in one["text"]]
    assert found == ["disagreements/arches/"]


def test_every_claim_of_the_edition_shows_a_passage(public: Built) -> None:
    for one in public.edition.index.glossary.disagreements:
        address = f"disagreements/{one.id}/"
        claims = public.pages[address].select("ol.claims > li")
        assert len(claims) == len(one.claims)
        for claim in claims:
            for cite in claim.select("a.cite"):
                text, passage = public.place(address, value(cite, "href")) or ("", "")
                assert passage in public.ids[text]
            assert claim.select("blockquote")
