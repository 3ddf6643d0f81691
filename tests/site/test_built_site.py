"""What holds for every page of both editions: links, ids, headings, passages, terms, entries, comparisons."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from bs4 import Tag

from postil.index import Mention
from tests.built import ROOT, Built, address_of, article, squeezed, the, value, words

NOT_STATED = "not stated in these texts"
# Elements that make the browser fetch something, with the attribute that says what
FETCHING = (
    *(("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset")),
    *(("iframe", "src"), ("video", "src"), ("audio", "src"), ("embed", "src"), ("object", "data")),
    *(("link", "href"), ("form", "action"), ("use", "href"), ("image", "href")),
)


def test_every_link_leads_somewhere(built: Built) -> None:
    lost = []
    for address, page in built.pages.items():
        for link in page.select("a[href]"):
            href = value(link, "href")
            if urlsplit(href).scheme:
                continue
            place = built.place(address, href)
            if place is None or not reaches(built, *place):
                lost.append(f"{address}: {href} ({words(link)})")
    assert not lost


def reaches(built: Built, address: str, fragment: str) -> bool:
    """Whether there is such a page, with such an element; or such a file."""
    if address in built.pages:
        return not fragment or fragment in built.ids[address]
    return bool(address) and not address.endswith("/") and (built.folder / address).is_file()


def test_every_file_that_a_page_asks_for_is_there(built: Built) -> None:
    for address, page in built.pages.items():
        for tag, attribute in FETCHING:
            for element in page.select(f"{tag}[{attribute}]"):
                place = built.place(address, value(element, attribute))
                assert place, f"{address} asks another host: {element}"
                assert reaches(built, place[0], ""), f"{address}: {element}"


def test_no_style_asks_another_host(built: Built) -> None:
    for path in built.folder.rglob("*.css"):
        css = path.read_text("utf-8")
        assert not re.findall(r"(?:url\(|@import)\s*[\"']?\s*(?:https?:)?//[^)\s]+", css), path.name


def test_our_scripts_name_no_host() -> None:
    scripts = list((ROOT / "hooks/theme/assets").glob("*.js"))
    assert scripts
    for path in scripts:
        assert "://" not in path.read_text("utf-8"), path.name


def test_ids_are_unique_in_a_page(built: Built) -> None:
    for address, page in built.pages.items():
        times = Counter(value(one, "id") for one in page.select("[id]"))
        assert not [one for one, count in times.items() if count > 1], address


def test_headings_are_nested(built: Built) -> None:
    for address, page in built.pages.items():
        levels = [int(one.name[1]) for one in article(page).select("h1, h2, h3, h4, h5, h6")]
        assert levels.count(1) == 1 and levels[0] == 1, f"{address}: {levels}"
        jumps = [(one, two) for one, two in pairwise(levels) if two > one + 1]
        assert not jumps, f"{address}: {levels}"


def test_passages_are_numbered_without_gaps(built: Built) -> None:
    for text, pages in built.text_pages():
        ids = [value(one, "id") for page in pages for one in page.select(".passage")]
        assert ids == [f"p{number}" for number in range(1, len(text.passages) + 1)], text.id
        numbered = [link for page in pages for link in page.select(".passage > .passage-number")]
        for link in numbered:
            assert value(link, "href") == f"#p{value(link, 'data-number')}"
            assert link.parent and value(link.parent, "id") == value(link, "href")[1:]
        assert len(numbered) == sum(passage.kind != "cell" for passage in text.passages)


def test_passages_say_what_the_engine_read(built: Built) -> None:
    for text in built.edition.index.texts.values():
        for passage in text.passages:
            assert words(built.passages[text.id][passage.id]).startswith(squeezed(passage.text)[:60])


def test_marked_terms_are_those_of_the_index(built: Built) -> None:
    index = built.edition.index
    for text in index.texts.values():
        wanted = {(one.passage, one.term) for one in index.occurrences[text.id] if one.marked}
        found = {
            (id_, value(term, "data-term"))
            for id_, passage in built.passages[text.id].items()
            for term in passage.select("a.term")
        }
        assert found == wanted, text.id
        assert found, text.id


def test_marked_terms_lead_to_their_entry_on_the_page(built: Built) -> None:
    for _, pages in built.text_pages():
        for page in pages:
            entries = {value(one, "id"): one for one in page.select("#terms-here .term-here")}
            assert page.select("a.term")
            for term in page.select("a.term"):
                id_ = value(term, "data-term")
                assert value(term, "href") == f"#term-{id_}"
                assert f"term-{id_}" in entries


def test_terms_in_this_text(built: Built) -> None:
    index = built.edition.index
    for text in index.texts.values():
        for part in text.pages:
            address = address_of(part.path)
            page = built.pages[address]
            named = {one.term for one in index.occurrences[text.id] if part.holds(one.passage)}
            entries = page.select("#terms-here .term-here")
            assert {value(one, "id") for one in entries} == {f"term-{id_}" for id_ in named}
            titles = [words(the(one, ".term-here-name dfn")).casefold() for one in entries]
            assert titles == sorted(titles), address
            for entry in entries:
                id_ = value(entry, "id").removeprefix("term-")
                assert words(the(entry, ".term-here-definition"))
                link = the(entry, ".term-here-name a")
                assert built.place(address, value(link, "href")) == (f"glossary/{id_}/", "")
                listed = {built.place(address, value(one, "href")) for one in entry.select("a[href]")}
                for mention in index.by_text(id_)[text.id]:
                    assert place_of(built, mention) in listed, f"{address}: {id_}"


def place_of(built: Built, mention: Mention) -> tuple[str, str]:
    page = built.edition.index.texts[mention.text].page_of(mention.passage.id)
    return address_of(page), mention.passage.id


def test_an_entry_lists_every_passage_that_mentions_it(built: Built) -> None:
    index = built.edition.index
    for term in index.terms:
        address = f"glossary/{term}/"
        mentions = [mention for by_text in index.by_text(term).values() for mention in by_text]
        lines = [
            line
            for line in built.pages[address].select(".kwic-lines > li")
            if words(the(line, ".kwic-at")).startswith("¶")
        ]
        places = [built.place(address, value(the(line, ".kwic-at"), "href")) for line in lines]
        assert places == [place_of(built, mention) for mention in mentions], term
        for line, mention in zip(lines, mentions, strict=True):
            passage = words(built.passages[mention.text][mention.passage.id])
            assert words(the(line, "mark")) in passage
            context = words(the(line, ".kwic-text")).removeprefix("…").removesuffix("…").strip()
            assert context in passage, f"{address}: {context}"


def test_an_entry_lists_every_heading_and_note_that_mentions_it(built: Built) -> None:
    index = built.edition.index
    seen = 0
    for term in index.terms:
        address = f"glossary/{term}/"
        listed = {
            place: line
            for line in built.pages[address].select(".kwic-lines > li")
            if (place := built.place(address, value(the(line, ".kwic-at"), "href")))
            and not words(the(line, ".kwic-at")).startswith("¶")
        }
        asides = [aside for by_text in index.outside(term).values() for aside in by_text]
        pages = {id_: address_of(text.pages[0].path) for id_, text in index.texts.items()}
        assert list(listed) == [(pages[aside.text], aside.block.id) for aside in asides], term
        for (page, id_), line in listed.items():
            element = built.pages[page].find(id=id_)
            assert isinstance(element, Tag) and words(the(line, "mark")) in words(element)
        seen += len(asides)
    assert seen


@pytest.mark.parametrize("part", ["names", "related", "passages", "together"])
def test_an_entry_has_its_parts(public: Built, part: str) -> None:
    for term in public.edition.index.terms:
        assert the(public.pages[f"glossary/{term}/"], f"#{part}").name == "h2"


def test_an_entry_lists_each_name_with_the_texts_and_passages_that_use_it(built: Built) -> None:
    index = built.edition.index
    for id_, term in index.terms.items():
        address = f"glossary/{id_}/"
        rows = {words(the(row, "th")): row for row in built.pages[address].select("table.names > tbody > tr")}
        found: dict[str, set[tuple[str, str]]] = {squeezed(form.text): set() for form in term.forms}
        for text, block, one in index.everywhere(id_):
            page = index.texts[text].pages[0].path
            found.setdefault(squeezed(one.form or one.surface), set()).add((address_of(page), block.id))
        assert rows.keys() == found.keys(), id_
        for name, row in rows.items():
            links = [built.place(address, value(link, "href")) for link in row.select("a")]
            assert {link for link in links if link and link[0] != address} == found[name], f"{id_}: {name}"
            assert bool(found[name]) != ("not in these texts" in words(row))


def test_terms_that_share_passages(public: Built) -> None:
    index = public.edition.index
    for term in index.terms:
        address = f"glossary/{term}/"
        links = public.pages[address].select(".together > li > a:first-child")
        found = [public.place(address, value(link, "href")) for link in links]
        wanted = [(f"glossary/{other}/", "") for other, _ in index.together.get(term, ())]
        assert found == wanted[: len(found)] and (found or not wanted)


def test_cells_rest_on_passages(built: Built) -> None:
    for comparison in built.edition.index.glossary.comparisons:
        address = f"comparisons/{comparison.id}/"
        table = the(built.pages[address], "table.comparison")
        heads = table.select("thead th")
        assert [value(one, "data-term") for one in heads] == ["", *comparison.terms]
        assert {value(one, "scope") for one in heads} == {"col"}
        rows = table.select("tbody.stated tr")
        assert len(rows) == len(comparison.rows)
        for row in rows:
            assert value(the(row, "th"), "scope") == "row"
            cells = row.select("td")
            assert [value(cell, "data-term") for cell in cells] == list(comparison.terms)
            for cell in cells:
                cites = [built.place(address, value(one, "href")) for one in cell.select("a.cite")]
                assert cites or words(cell) == NOT_STATED, f"{address}: {words(cell)}"
                assert all(place and place[1] for place in cites)


def test_edit_links_lead_to_the_file_that_people_wrote(built: Built) -> None:
    edits = {
        **{f"texts/{text}/": f"docs/texts/{text}.md" for text in built.edition.index.texts},
        **{f"glossary/{term}/": f"glossary/{term}.md" for term in built.edition.index.terms},
        **{
            f"comparisons/{one.id}/": f"glossary/comparisons/{one.id}.md"
            for one in built.edition.index.glossary.comparisons
        },
        **{
            f"disagreements/{one.id}/": f"glossary/disagreements/{one.id}.md"
            for one in built.edition.index.glossary.disagreements
        },
        "": "docs/index.md",
    }
    for address, source in edits.items():
        links = [value(one, "href") for one in built.pages[address].select("a[rel~=edit]")]
        if address.endswith("/original/"):
            assert not links, address
        else:
            assert links == [f"https://github.com/postil/postil/edit/main/{source}"], address
            assert (ROOT / source).is_file()


def test_lists_name_all_that_there_is(built: Built) -> None:
    index = built.edition.index
    for address, pages in (
        ("texts/", [f"texts/{text}/" for text in index.texts]),
        ("glossary/", [f"glossary/{term}/" for term in index.terms]),
        ("comparisons/", [f"comparisons/{one.id}/" for one in index.glossary.comparisons]),
        ("disagreements/", [f"disagreements/{one.id}/" for one in index.glossary.disagreements]),
    ):
        links = article(built.pages[address]).select("a[href]")
        listed = {built.place(address, value(link, "href")) for link in links}
        assert {(page, "") for page in pages} <= listed, address
