"""Where the terms of a passage meet again: which passages are named, in which order, with which words."""

from __future__ import annotations

import re
from pathlib import Path

from postil.pages.views.meet import COMMON, LONGEST, Meeting, Meetings, sentence
from tests.built import Built, the, value, words
from tests.support import edition_of, put, term_file, text_file

TERMS = {f"glossary/{name}.md": term_file(name.title()) for name in ("anchor", "buoy", "canal", "dock")}


def meetings(folder: Path, texts: dict[str, str]) -> dict[tuple[str, str], list[tuple[str, list[str]]]]:
    """(text, passage) → places elsewhere, "text p3", each with the terms that it shares."""
    files = {f"docs/texts/{name}.md": text_file(body) for name, body in texts.items()}
    edition, problems = edition_of(put(folder, {**files, **TERMS}))
    assert not list(problems)
    found = Meetings(edition.index)

    def named(one: Meeting) -> tuple[str, list[str]]:
        place = found.places[one.place]
        return f"{place.text.id} {place.passage.id}", list(one.terms)

    return {
        (text.id, passage): [named(one) for one in ones]
        for text in edition.index.texts.values()
        for page in text.pages
        for passage, ones in found.of(text, page).items()
    }


def test_passages_meet_that_share_two_terms(tmp_path: Path) -> None:
    found = meetings(
        tmp_path,
        {"one": "An anchor and a buoy.\n\nA canal.", "two": "A buoy.\n\nThe buoy has an anchor.\n\nA canal."},
    )
    assert found == {
        ("one", "p1"): [("two p2", ["anchor", "buoy"])],
        ("two", "p2"): [("one p1", ["anchor", "buoy"])],
    }


def test_other_texts_come_first_and_rare_terms_weigh_more(tmp_path: Path) -> None:
    found = meetings(
        tmp_path,
        {
            "one": "An anchor, a buoy, a canal and a dock.\n\nAnchor, buoy, canal, dock again.",
            "two": "A buoy and an anchor.\n\nA canal with a dock.\n\nA buoy.\n\nA buoy.\n\nA buoy.",
        },
    )
    places = [place for place, _ in found["one", "p1"]]
    assert places == ["two p2", "two p1", "one p2"]
    terms = dict(found["one", "p1"])
    assert terms["two p1"] == ["anchor", "buoy"], "the rarer term first"


def test_at_most_five_are_named_and_two_of_a_text(tmp_path: Path) -> None:
    body = "\n\n".join(["An anchor and a buoy."] * 3)
    found = meetings(tmp_path, {name: body for name in ("one", "two", "three", "four")})
    for (text, _), places in found.items():
        texts = [place.split()[0] for place, _ in places]
        assert len(places) == 5
        assert all(texts.count(other) <= 2 for other in texts)
        assert text not in texts, "there are enough other texts"


def test_what_is_everywhere_brings_nothing_together(tmp_path: Path) -> None:
    often = "\n\n".join(["An anchor and a buoy."] * (COMMON + 1))
    found = meetings(tmp_path, {"often": often, "one": "Anchor, buoy, canal.", "two": "A canal, an anchor."})
    assert {where[0] for where in found} == {"one", "two"}
    assert found["two", "p1"] == [("one p1", ["canal", "anchor"])], "but it counts where another is shared"


def test_the_sentence_is_that_with_most_of_the_terms(tmp_path: Path) -> None:
    body = "Ships came. The anchor lay by the buoy in the U.S. Navy’s dock. An anchor was lost."
    long = "It rained " + "and it rained " * 60 + "on the anchor of the buoy " + "and on the sea " * 60 + "."
    texts = {"one": body, "two": long, "three": "Anchor, buoy."}
    files = {f"docs/texts/{name}.md": text_file(text) for name, text in texts.items()}
    edition, _ = edition_of(put(tmp_path, {**files, **TERMS}))
    found = Meetings(edition.index)
    shown = {place.text.id: sentence(place, ("anchor", "buoy")) for place in found.places if place.mentions}
    assert "".join(part for part, _ in shown["one"]) == "The anchor lay by the buoy in the U.S. Navy’s dock."
    assert [part for part, term in shown["one"] if term] == ["anchor", "buoy"]
    cut = "".join(part for part, _ in shown["two"])
    assert len(cut) <= LONGEST + len("…  …")
    assert cut.startswith("… ") and cut.endswith(" …") and "the anchor of the buoy" in cut


def test_the_pages_name_what_is_there(built: Built) -> None:
    """Each place named on a page stands there, and mentions the terms in the words that are shown."""
    seen = 0
    for text, pages in built.text_pages():
        for page in pages:
            counts = {value(one, "href"): value(one, "data-count") for one in page.select("a.meet-count")}
            lists = page.select("div.meet")
            assert list(counts) == [f"#{value(one, 'id')}" for one in lists]
            for one in lists:
                places = one.select("li")
                assert counts[f"#{value(one, 'id')}"] == str(len(places))
                for place in places:
                    link = the(place, "a")
                    cited = re.search(r"/(?:texts/([a-z0-9/-]+?)/)?#(p\d+)$", "/" + value(link, "href"))
                    assert cited, link
                    seen += 1
                    other = cited[1] or text.id
                    if other in built.passages:
                        said = words(built.passages[other][cited[2]])
                        for term in place.select("b"):
                            assert words(term) in said, f"{text.id}: {link}"
    assert seen > 100


def test_a_text_that_mentions_nothing_twice_has_no_such_list(tmp_path: Path) -> None:
    assert meetings(tmp_path, {"one": "An anchor.", "two": "An anchor."}) == {}
