"""Citations in Chicago, APA and MLA: put together as citeproc writes them for each work."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import Tag

from postil.model import Work
from postil.pages.csl import STYLES, filled, without_address, written
from postil.pages.views.cite import OPEN, names, original, ours
from tests.built import Built, build, the, value

AUTHORS: dict[str, list[dict[str, str]]] = {
    "nobody": [],
    "an institution": [{"literal": "Harbour Board Inc."}],
    "one": [{"family": "Doe", "given": "Jane"}],
    "two": [{"family": "Doe", "given": "Jean-Luc M."}, {"family": "O’Brien", "given": "Mary Ann"}],
    "many": [{"family": f"Name{n}", "given": "A. B."} for n in range(12)],
}
TITLES = [
    "The harbour at night",
    "Who built the “old” wall, and why?",
    "“Two lights” & <one> ship: a comparison",
    "WHO in 1950.",
]
DATES: list[list[int]] = [[], [2014], [2014, 8], [2014, 5, 27], [1999, 12, 1], [814]]
WORKS: list[dict[str, Any]] = [
    {"type": "webpage", "container-title": "Of ships and lights", "URL": "https://a.test/?x=1&y=2"},
    {"type": "article-journal", "container-title": "Journal of the coast", "issue": "204"},
    {"type": "article-journal", "container-title": "Papers.", "issue": "4a", "URL": "https://a.test/"},
    {"type": "report", "publisher": "Coast Press Ltd."},
    {"type": "report", "language": "de"},
]
PASSAGES = [(1, 2), (9, 10), (101, 108), (12, 14), (1999, 2014)]


@pytest.mark.parametrize("authors", AUTHORS)
@pytest.mark.parametrize("kind", range(len(WORKS)))
def test_what_is_filled_in_is_what_citeproc_writes(authors: str, kind: int) -> None:
    start = kind + 2 * list(AUTHORS).index(
        authors
    )  # between them the works have every title, date and number
    for at in (start, start + 1):
        title, date = TITLES[at % len(TITLES)], DATES[at % len(DATES)]
        first, last = PASSAGES[at % len(PASSAGES)]
        stated = {"author": AUTHORS[authors], "issued": {"date-parts": [date]} if date else {}}
        given = {key: one for key, one in stated.items() if one}
        item = {"id": "cited", "title": title, "language": "en", **given, **WORKS[kind]}
        for made, expected in zip(filled(item), written(item, str(first), str(last)), strict=True):
            for part in ("entry", "passage", "passages"):
                template = getattr(made, part)
                put = template.replace("{first}", str(first)).replace("{last}", str(last))
                assert put == getattr(expected, part), f"{made.style}, {part}"


def test_an_address_left_open_is_where_citeproc_would_write_it() -> None:
    item = {"id": "cited", "type": "webpage", "title": "A harbour", "container-title": "Of ships"}
    open_, given, none = ({**item, "URL": url} if url else item for url in (OPEN, "https://a.test/b/", ""))
    for one, with_url, without in zip(filled(open_), filled(given), filled(none), strict=True):
        for part in ("entry", "passage", "passages"):
            assert getattr(one, part).replace(OPEN, "https://a.test/b/") == getattr(with_url, part)
        assert without_address(one.passage) == without.passage
        assert without_address(one.entry).removesuffix(".") == without.entry.removesuffix(".")


@pytest.mark.parametrize(
    ("authors", "siglum", "expected"),
    [
        (["Jane Doe"], "Doe 2019", ["Doe, Jane"]),
        (["Doe Jane", "Roe Richard"], "Doe", ["Doe, Jane", "Roe, Richard"]),
        (["Jane Doe", "Richard Roe"], "Doe and Roe", ["Doe, Jane", "Roe, Richard"]),
        (["Roe, Richard"], "", ["Roe, Richard"]),
        (["World Bank"], "World Bank 2019", ["World Bank"]),
        (["Postil contributors"], "Doe 2019", ["Postil contributors"]),
        (["Plato"], "Plato", ["Plato"]),
    ],
)
def test_the_siglum_tells_which_name_is_the_family(
    authors: list[str], siglum: str, expected: list[str]
) -> None:
    found = [one.get("literal") or f"{one['family']}, {one['given']}" for one in names(authors, siglum)]
    assert found == expected


def test_a_work_is_cited_with_what_its_record_states() -> None:
    work = Work(
        "The wall", "Two letters", ("Jane Doe",), "1999-12", "Press", "Papers", "7", "", "10.1000/182"
    )
    item = original(work, "Doe 1999")
    assert item["title"] == "The wall: Two letters"
    assert (item["type"], item["container-title"], item["issue"]) == ("article-journal", "Papers", "7")
    assert item["URL"] == "https://doi.org/10.1000/182"
    assert original(Work(publisher="Press"), "x")["publisher"] == "Press"


def cited(page: Tag) -> dict[str, str]:
    """What a page shows below "Cite this text", by style."""
    shown = the(page, ".cite-this").select("dd[data-style]")
    return {
        value(one, "data-style"): " ".join(one.find_all(string=True, recursive=True)[0].split())
        for one in shown
    }


def test_each_text_page_says_how_it_is_cited(built: Built) -> None:
    for text, pages in built.text_pages():
        for page in pages:
            assert list(cited(page)) == list(STYLES), text.id
            name = the(page, ".cite-this summary").get_text()
            assert name == ("Cite the original" if text.id.endswith("/original") else "Cite this text")
            said = the(page, ".cite-this").get_text()
            assert ("Postil contributors" in said) != text.id.endswith("/original"), text.id


def test_a_study_text_is_cited_as_ours(public: Built) -> None:
    text = public.edition.index.texts["takagi-2014"]
    item = ours(text, "A site")
    assert item["author"] == [{"literal": "Postil contributors"}]
    assert item["title"] == text.source.work.title


def test_an_original_is_cited_as_its_record_states(classroom: Built) -> None:
    page = classroom.pages["texts/takagi-2014/original/"]
    said = the(page, ".cite-this dd[data-style=Chicago]").get_text()
    assert "Takagi, Seiichiro." in said and "AJISS-Commentary, no. 204 (August 2014)" in said
    assert "{url}" not in str(the(page, ".cite-this")), "the address of our page is not that of the original"
    undated = classroom.pages["texts/ling-dual-coordination/original/"]
    assert "Ling, S. (n.d.)." in the(undated, ".cite-this dd[data-style=APA]").get_text()


def test_the_address_stands_in_a_citation_where_the_site_has_one(
    public: Built, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hosted = build(tmp_path_factory.mktemp("hosted"), SITE_URL="https://reader.test/asia/")
    for style in STYLES:
        shown = the(hosted.pages["texts/takagi-2014/"], f".cite-this dd[data-style={style}]")
        unknown = the(public.pages["texts/takagi-2014/"], f".cite-this dd[data-style={style}]")
        for template in [*shown.select("template"), *unknown.select("template")]:
            template.decompose()
        assert re.search(r"https://reader\.test/asia/texts/takagi-2014/\.?$", shown.get_text().strip())
        assert "http" not in unknown.get_text() and "{" not in unknown.get_text()
        assert not re.search(r"[.,]\s*[.,]", unknown.get_text()), unknown.get_text()
