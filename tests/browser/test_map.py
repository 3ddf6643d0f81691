"""The map in a browser: neighbours on hover and focus, the filter, the picture that fits the screen."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.built import Built


def near(page: Page) -> set[str]:
    """Ids of the terms that are not faded on the picture that is seen."""
    found: list[str] = page.eval_on_selector_all(
        ".map-scroll:not([hidden]) .map-node:not(.away)",
        "nodes => nodes.filter(n => n.checkVisibility()).map(n => n.dataset.id)",
    )
    return set(found)


def neighbours(built: Built, term: str) -> set[str]:
    lines = built.pages["map/"].select(".is-wide .map-line")
    pairs = [(str(line["data-one"]), str(line["data-two"])) for line in lines]
    return {id_ for pair in pairs if term in pair for id_ in pair}


def test_hover_and_focus_show_the_neighbours(visit: Visit, public: Built) -> None:
    page = visit("map/", (1440, 1000))
    everything = near(page)
    for act in ("hover", "focus"):
        node = page.locator(".is-wide .map-node[data-id=cica]")
        getattr(node, act)()
        assert near(page) == neighbours(public, "cica") != everything
    page.locator("h1").hover()
    page.locator(".is-wide .map-node[data-id=cica]").blur()
    assert near(page) == everything


def test_the_filter_leaves_one_kind_of_one_text(visit: Visit, public: Built) -> None:
    page = visit("map/", (1440, 1000))
    page.get_by_role("combobox", name="Kind").select_option("forum")
    page.get_by_role("combobox", name="Text").select_option("ekman-2019")
    index = public.edition.index
    wanted = {id_ for id_ in index.terms_of("ekman-2019") if index.terms[id_].kind == "forum"} & near_all(
        public
    )
    assert near(page) == wanted
    assert wanted
    expect(page.locator(".map-filter output")).to_have_text(f"{len(wanted)} of {len(near_all(public))} terms")


def near_all(built: Built) -> set[str]:
    return {str(node["data-id"]) for node in built.pages["map/"].select(".is-wide .map-node")}


def test_a_phone_gets_a_picture_of_its_width(visit: Visit) -> None:
    page = visit("map/", (375, 700))
    expect(page.locator(".is-narrow svg.map")).to_be_visible()
    expect(page.locator(".is-wide")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    size = page.locator(".is-narrow .map-node text").first.evaluate("t => t.getBoundingClientRect().height")
    assert size >= 11, "letters keep their size"


def test_a_box_leads_to_its_entry(visit: Visit) -> None:
    page = visit("map/", (1440, 1000))
    page.locator(".is-wide .map-node[data-id=cica]").click()
    expect(page.locator("h1")).to_contain_text("Conference on Interaction")
