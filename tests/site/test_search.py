"""The search index finds definitions and passages, and holds each text once."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from tests.built import Built, read_html, squeezed, the, words

SHORT = 40  # characters; a shorter passage may well stand twice in a text


@pytest.fixture(scope="module")
def found_at(built: Built) -> dict[str, str]:
    """Address (without fragment) → what a search looks through."""
    index = json.loads((built.folder / "search/search_index.json").read_text("utf-8"))
    parts = defaultdict(list)
    for one in index["docs"]:
        address = one["location"].partition("#")[0]
        parts[address].append(words(read_html(f"<p>{one['title']} {one['text']}</p>")))
    return {address: squeezed(" ".join(texts)) for address, texts in parts.items()}


def test_definitions_are_found(built: Built, found_at: dict[str, str]) -> None:
    for entry in built.pages["glossary/"].select(".glossary-entry"):
        place = built.place("glossary/", str(the(entry, "dt a")["href"]))
        assert place
        definition = words(the(entry, "dd")).removesuffix(words(the(entry, ".times"))).strip()
        assert definition in found_at[place[0]], place[0]
        assert words(the(entry, "dt a")) in found_at[place[0]]


def test_cells_of_comparisons_are_found(built: Built, found_at: dict[str, str]) -> None:
    for comparison in built.edition.index.glossary.comparisons:
        address = f"comparisons/{comparison.id}/"
        for cell in built.pages[address].select("table.comparison tbody.stated td"):
            assert words(cell) in found_at[address]


def test_passages_are_found_in_their_text_and_nowhere_else(built: Built, found_at: dict[str, str]) -> None:
    for text, passages in built.passages.items():
        for id_, element in passages.items():
            said = words(element)
            if len(said) < SHORT:
                continue
            places = {address for address, all_ in found_at.items() if said in all_}
            assert len(places) == 1, f"{text} {id_}: {places}"
            assert places.pop().startswith(f"texts/{text}/")
            assert sum(all_.count(said) for all_ in found_at.values()) == 1, f"{text} {id_}"


def test_lists_made_of_other_pages_are_not_searched(built: Built, found_at: dict[str, str]) -> None:
    for term in built.edition.index.terms:
        page = built.pages[f"glossary/{term}/"]
        for line in page.select(".kwic-text"):
            assert words(line) not in found_at[f"glossary/{term}/"], term
        for heading in ("#passages", "#together"):
            assert words(the(page, heading)) not in found_at[f"glossary/{term}/"], term
    assert not found_at.get("glossary/", "").removeprefix("Glossary").strip()
    for text, pages in built.text_pages():
        for page in pages:
            assert words(the(page, "#terms-here h2")) not in found_at[f"texts/{text.id}/"]
