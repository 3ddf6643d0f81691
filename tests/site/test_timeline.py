"""The timeline: every dated event of terms and texts once, as a picture and as a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.built import Built, read_html, the, value, words
from tests.support import small_site, term_file, text_file


def dates(*listed: str) -> str:
    return "[" + ", ".join(f"{{{one}}}" for one in listed) + "]"


OPENED = "date: 1931-05, event: The bridge is opened"
FILES = {
    "docs/texts/early.md": text_file(
        "It opened in May 1931.\n\nBegun in 1929.", "Early", siglum="Early", date="1932", authors="[Ann]"
    ),
    "docs/texts/late.md": text_file("In 1931 it opened.", "Late", siglum="Late", date="1950-02-03"),
    "docs/texts/undated.md": text_file("Of a bridge.", "Undated", siglum="Undated"),
    "glossary/bridge.md": term_file(
        "Bridge",
        kind="place",
        dates=dates(
            f'{OPENED}, cite: "[@early, ¶1]"',
            'date: 1929, event: It is begun, cite: "[@early, ¶2]", inferred: true',
            "date: 1931-05-09, event: It is paved",
        ),
    ),
    "glossary/king.md": term_file(
        "King", kind="person", dates=dates(f'{OPENED}, cite: "[@late, ¶1]"', "date: 1931, event: He speaks")
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_site(tmp_path_factory.mktemp("timeline"), FILES)


@pytest.fixture(scope="module")
def page(site: Path) -> BeautifulSoup:
    return read_html((site / "timeline/index.html").read_bytes())


def said(event: Tag) -> tuple[str, str]:
    return words(the(event, ".event-date")), words(the(event, ".event-said"))


def test_events_stand_in_order_by_year(page: BeautifulSoup) -> None:
    years = page.select("section.year")
    assert [words(the(one, "h2")) for one in years] == ["1929", "1931", "1932", "1950"]
    assert [said(event)[0] for event in years[1].select(".event")] == ["1931", "May 1931", "9 May 1931"]


def test_a_partial_date_stays_partial_and_an_inferred_one_is_marked(page: BeautifulSoup) -> None:
    begun = the(page, "#bridge-1929")
    assert words(the(begun, ".event-date")) == "1929 inferred"
    assert value(the(begun, "time"), "datetime") == "1929"
    assert value(the(page, "#bridge-1931-05 time"), "datetime") == "1931-05"
    assert not page.select("#bridge-1931-05 .inferred")


def test_an_event_told_twice_stands_once_with_both_citations(page: BeautifulSoup) -> None:
    (opened,) = [one for one in page.select(".event") if "The bridge is opened" in words(one)]
    cites = [value(one, "href") for one in opened.select("a.cite")]
    assert cites == ["../texts/early/#p1", "../texts/late/#p1"]
    assert [words(one) for one in opened.select(".event-terms a")] == ["Bridge", "King"]


def test_texts_stand_at_the_date_of_their_publication(page: BeautifulSoup) -> None:
    assert said(the(page, "#published-early")) == ("1932", "“Early”, by Ann, is published Early")
    assert said(the(page, "#published-late")) == ("3 February 1950", "“Late”, is published Late")
    assert not page.select("#published-undated")


def test_the_picture_says_what_the_list_says(page: BeautifulSoup) -> None:
    listed = [value(one, "id") for one in page.select(".event")]
    pictures = page.select("svg.timeline")
    assert len(pictures) == 2, "one for wide screens, one for narrow ones"
    for picture in pictures:
        marks = picture.select("a")
        assert [value(one, "href").removeprefix("#") for one in marks] == listed
        assert value(marks[0], "aria-label") == "1929: It is begun (inferred)"
        hollow = [value(one, "data-event") for one in marks if one.select(".is-inferred")]
        square = [value(one, "data-event") for one in marks if not the(one, "rect").has_attr("rx")]
        assert (hollow, square) == (["bridge-1929"], ["published-early", "published-late"])


def test_no_two_marks_of_a_picture_touch(page: BeautifulSoup) -> None:
    for picture in page.select("svg.timeline"):
        width, height = float(value(picture, "width")), float(value(picture, "height"))
        places = [(float(value(one, "x")), float(value(one, "y"))) for one in picture.select("rect")]
        for at, (x, y) in enumerate(places):
            assert 0 <= x <= width - 14 and 0 <= y <= height - 14
            assert all(abs(x - x2) >= 24 or abs(y - y2) >= 24 for x2, y2 in places[:at])


def test_events_say_what_they_can_be_filtered_by(page: BeautifulSoup) -> None:
    opened = the(page, "#bridge-1931-05")
    assert value(opened, "data-terms") == "bridge king"
    assert value(opened, "data-kind") == "person place"
    assert value(opened, "data-text") == "early late"
    assert value(the(page, "#published-late"), "data-kind") == "text"
    assert [value(one, "value") for one in page.select("select[name=terms] option")] == ["", "bridge", "king"]
    assert [words(one) for one in page.select("select[name=text] option")] == ["all", "Early", "Late"]


def test_a_long_time_is_drawn_in_columns_of_several_years(tmp_path: Path) -> None:
    listed = dates("date: 0800, event: Dug", "date: 1999, event: Filled")
    site = small_site(tmp_path, {"glossary/well.md": term_file("Well", kind="place", dates=listed)})
    page = read_html((site / "timeline/index.html").read_bytes())
    wide, narrow = page.select("svg.timeline")
    assert float(value(wide, "width")) <= 1100
    assert [words(one) for one in narrow.select("text")] == ["800–49", "1950–99"]
    assert [words(one) for one in page.select(".year h2")] == ["800", "1999"]


def test_without_any_date_the_page_says_so(tmp_path: Path) -> None:
    site = small_site(tmp_path, {"glossary/well.md": term_file("Well")})
    assert "No entry and no text has a date yet." in (site / "timeline/index.html").read_text("utf-8")


def test_every_date_of_the_edition_is_there(public: Built) -> None:
    page = public.pages["timeline/"]
    listed = {
        (value(the(event, "time"), "datetime"), words(the(event, ".event-said")).split(" [")[0])
        for event in page.select(".event")
    }
    for term in public.edition.index.terms.values():
        for one in term.dates:
            told = " ".join(one.event.split())
            assert any(date == one.date and words_.startswith(told) for date, words_ in listed), one
    ids = [value(one, "id") for one in page.select(".event")]
    assert len(ids) == len(set(ids))
