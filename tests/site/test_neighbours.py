"""The picture of a term among its neighbours says what the list beside it says."""

from __future__ import annotations

from postil.pages.views.neighbours import MOST
from tests.built import Built, value, words


def test_picture_and_list_name_the_same_terms(built: Built) -> None:
    seen = 0
    for id_ in built.edition.index.terms:
        page = built.pages[f"glossary/{id_}/"]
        picture = page.select_one("svg.neighbours")
        listed = {
            value(link, "href")
            for name, terms in zip(page.select(".relations dt"), page.select(".relations dd"), strict=True)
            if words(name) != "compared in"
            for link in terms.select("a")
        }
        assert (picture is None) == (not listed), id_
        if picture is not None:
            drawn = [value(link, "href") for link in picture.select("a")]
            assert len(drawn) == len(picture.select("path.map-line")) == min(len(listed), MOST) or (
                len(set(drawn)) < len(drawn)
            ), id_
            assert set(drawn) <= listed
            seen += 1
    assert seen > 50


def test_every_relation_is_named_in_the_picture(built: Built) -> None:
    page = built.pages["glossary/new-asian-security-concept/"]
    names = [words(one) for one in page.select(".relations dt") if words(one) != "compared in"]
    assert [words(one) for one in page.select("svg.neighbours .map-words")] == names


def test_the_picture_fits_a_phone_and_holds_its_boxes(built: Built) -> None:
    for id_ in built.edition.index.terms:
        for picture in built.pages[f"glossary/{id_}/"].select("svg.neighbours"):
            assert float(value(picture, "width")) <= 343
            for box in picture.select("[transform]"):
                x, y = map(float, value(box, "transform").removeprefix("translate(")[:-1].split())
                assert 0 < x < 343
                assert 0 < y < float(value(picture, "height"))
