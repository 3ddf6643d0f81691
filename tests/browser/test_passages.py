"""What a passage offers: its link, citations, the same terms elsewhere; by mouse, keys and touch."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import PHONE
from tests.browser.test_every_page import barriers

TEXT = "texts/takagi-2014/"
OTHER = "texts/ling-dual-coordination/"
REST = 500  # milliseconds that a pointer has to rest on a number, and some more
SELECT = """
([from, to]) => {
  const range = document.createRange();
  range.setStartAfter(document.getElementById(from).childNodes[1]);
  range.setEndAfter(document.getElementById(to).childNodes[1]);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}
"""


def number(page: Page, of: int) -> Locator:
    return page.get_by_role("link", name=f"Passage {of}", exact=True)


def menu(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name, exact=True)


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def box(of: Locator) -> FloatRect:
    found = of.bounding_box()
    assert found, f"{of} is not shown"
    return found


def shadow(page: Page, passage: str) -> str:
    return str(page.locator(passage).evaluate("one => getComputedStyle(one).boxShadow"))


def test_a_click_on_a_number_offers_its_link(visit: Visit) -> None:
    page = visit(TEXT)
    number(page, 3).click()
    offered = menu(page, "Passage 3")
    offered.get_by_role("button", name="Copy link").click()
    expect(offered.get_by_role("status")).to_have_text("Link copied")
    assert clipboard(page) == page.url
    assert page.url.endswith(f"{TEXT}#p3")
    expect(page.locator("#p3")).to_have_class(re.compile("here"))
    number(page, 3).click()
    expect(offered).to_have_count(0)


@pytest.mark.parametrize(
    ("style", "ends"),
    [
        ("Chicago", r"para\. 3, {url}\.$"),
        ("APA", r"{url}\n\(Postil contributors, 2026, para\. 3\)$"),
        ("MLA", r"{url}\.\n\(Postil contributors, “From .*, as Takagi Compares Them,” par\. 3\)$"),
    ],
)
def test_a_number_offers_citations_of_its_passage(visit: Visit, style: str, ends: str) -> None:
    page = visit(TEXT)
    number(page, 3).click()
    page.get_by_role("group", name="Copy citation").get_by_role("button", name=style).click()
    expect(menu(page, "Passage 3").get_by_role("status")).to_have_text(f"{style} citation copied")
    address = re.escape(page.url.partition("#")[0])
    said = clipboard(page)
    assert said.startswith("Postil contributors"), "the study text is ours, and not what it studies"
    assert re.search(ends.format(url=address), said), said
    assert not re.search(r"[{}<>]", said)


def test_a_citation_keeps_its_italics_where_they_can_be_pasted(visit: Visit) -> None:
    page = visit(TEXT)
    number(page, 3).click()
    page.get_by_role("button", name="APA").click()
    expect(menu(page, "Passage 3").get_by_role("status")).not_to_be_empty()
    read = "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"
    assert "<i>From the New Security Concept" in page.evaluate(read)


def test_a_pointer_that_rests_on_a_number_opens_the_menu(visit: Visit) -> None:
    page = visit(TEXT)
    number(page, 3).scroll_into_view_if_needed()
    page.wait_for_timeout(REST)  # nothing opens below a pointer while the page scrolls, nor just after it
    number(page, 3).hover()
    offered = menu(page, "Passage 3")
    expect(offered).to_be_visible()
    expect(offered.locator(":focus")).to_have_count(0)
    assert "#" not in page.url, "looking at the menu changes nothing"
    offered.get_by_role("button", name="Copy link").hover()
    page.wait_for_timeout(REST)
    expect(offered).to_be_visible()
    page.locator("h1").hover()
    expect(offered).to_have_count(0)


def test_a_pointer_that_passes_by_opens_nothing(visit: Visit) -> None:
    page = visit(TEXT)
    number(page, 3).hover()
    page.locator("h1").hover()
    page.wait_for_timeout(REST)
    expect(page.locator(".card")).to_have_count(0)


def test_keys_reach_the_menu_and_leave_it(visit: Visit) -> None:
    page = visit(TEXT)
    page.locator("#p2 a.term").last.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(number(page, 3)).to_be_focused()
    offered = menu(page, "Passage 3")
    expect(offered).to_be_visible()
    page.keyboard.press("Enter")
    expect(offered).to_be_focused()
    for button in ("Close", "Copy link", "Chicago"):
        page.keyboard.press("Tab")
        expect(offered.get_by_role("button", name=button)).to_be_focused()
    expect(offered.get_by_role("button", name="Chicago")).to_be_focused()
    page.keyboard.press("Enter")
    expect(offered.get_by_role("status")).to_have_text("Chicago citation copied")
    assert "para. 3," in clipboard(page)
    page.keyboard.press("Escape")
    expect(offered).to_have_count(0)
    expect(number(page, 3)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#p3 a.term").first).to_be_focused()


def test_tab_goes_on_from_a_number_as_if_there_were_no_menu(visit: Visit) -> None:
    page = visit(TEXT)
    page.locator("#p2 .meet-count").focus()
    page.keyboard.press("Tab")
    expect(menu(page, "Passage 3")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#p3 a.term").first).to_be_focused()
    expect(page.locator(".card")).to_have_count(0)


def test_tab_past_the_last_button_goes_on_in_the_text(visit: Visit) -> None:
    page = visit(TEXT)
    number(page, 3).focus()
    page.keyboard.press("Enter")
    for _ in ("Close", "Copy link", "Chicago", "APA", "MLA", "the text"):
        page.keyboard.press("Tab")
    expect(page.locator("#p3 a.term").first).to_be_focused()
    expect(page.locator(".card")).to_have_count(0)


def test_a_tap_on_a_number_opens_buttons_that_a_finger_hits(visit: Visit) -> None:
    page = visit(TEXT, PHONE)
    number(page, 3).tap()
    offered = menu(page, "Passage 3")
    expect(offered).to_be_visible()
    for button in offered.get_by_role("button").all():
        assert box(button)["height"] >= 44 and box(button)["width"] >= 44
    shown = box(offered)
    assert shown["y"] + shown["height"] == pytest.approx(PHONE[1], abs=1), "a sheet at the bottom"
    offered.get_by_role("button", name="Copy link").tap()
    expect(offered.get_by_role("status")).to_have_text("Link copied")
    assert clipboard(page).endswith("#p3")
    offered.get_by_role("button", name="Close").tap()
    expect(offered).to_have_count(0)


def test_where_nothing_can_be_copied_the_text_is_selected(visit: Visit) -> None:
    page = visit(TEXT)
    page.evaluate(
        "() => { navigator.clipboard.writeText = navigator.clipboard.write = () => Promise.reject(); }"
    )
    number(page, 3).click()
    page.get_by_role("button", name="Chicago").click()
    text = page.get_by_role("textbox", name="Text to copy")
    expect(text).to_be_focused()
    expect(text).to_have_value(re.compile("^Postil contributors, .*para. 3, "))
    assert page.evaluate("getSelection().toString()") == text.input_value()
    expect(menu(page, "Passage 3").get_by_role("status")).to_have_text("Copy this text by hand")


def test_a_selection_of_several_passages_is_cited_as_a_whole(visit: Visit) -> None:
    page = visit(TEXT)
    page.evaluate(SELECT, ["p2", "p4"])
    number(page, 4).click()
    offered = menu(page, "Passages 2–4")
    offered.get_by_role("button", name="Copy link").click()
    expect(offered.get_by_role("status")).to_have_text("Link copied")
    assert clipboard(page).endswith(f"{TEXT}#p2-p4")
    offered.get_by_role("button", name="Chicago").click()
    expect(offered.get_by_role("status")).to_have_text("Chicago citation copied")
    assert "paras. 2–4," in clipboard(page)
    page.keyboard.press("Escape")
    number(page, 6).click()
    expect(menu(page, "Passage 6")).to_be_visible()


def test_the_menu_is_accessible(visit: Visit) -> None:
    for size, scheme in (((1300, 900), "light"), (PHONE, "dark")):
        page = visit(TEXT, size, scheme)
        number(page, 3).click()
        expect(menu(page, "Passage 3")).to_be_visible()
        assert not barriers(page)
        page.keyboard.press("Escape")
        page.locator("#p3 .meet-count").click()
        expect(page.locator(".card")).to_be_visible()
        assert not barriers(page)


def test_an_address_of_several_passages_marks_them_all(visit: Visit) -> None:
    page = visit(f"{OTHER}#p12-p14")
    expect(page.locator("#p12")).to_be_in_viewport()
    top = box(page.locator("#p12"))["y"]
    header = box(page.locator(".md-header"))
    assert header["height"] <= top <= 200
    plain = shadow(page, "#p11")
    marked = [shadow(page, f"#p{n}") for n in range(12, 15)]
    assert len(set(marked)) == 1 and marked[0] != plain and shadow(page, "#p15") == plain
    for passage, stroke in (("#p12", "0.6px"), ("#p11", "0px")):
        heavy = page.locator(f"{passage} > .passage-number")
        expect(heavy).to_have_css("-webkit-text-stroke-width", stroke)  # says it to those who see no colour
    expect(page.locator("#p12")).to_be_focused()  # reading aloud, and Tab, go on from there


@pytest.mark.parametrize(
    ("address", "first", "last"),
    [("#p14-p12", 12, 14), ("#p12-14", 12, 14), ("#p31-p99", 31, 32), ("#p7-p7", 7, 7), ("#p0-p2", 1, 2)],
)
def test_an_odd_range_shows_what_is_there(visit: Visit, address: str, first: int, last: int) -> None:
    page = visit(f"{OTHER}{address}")
    marked = page.locator(".passage.here").evaluate_all("all => all.map((one) => one.id)")
    assert marked == [f"p{n}" for n in range(first, last + 1)]
    expect(page.locator(f"#p{first}")).to_be_in_viewport()


def test_an_address_that_leaves_the_text_says_so(visit: Visit) -> None:
    for address in ("#p900", "#p900-p901"):
        page = visit(f"{TEXT}{address}")
        said = page.get_by_role("status").filter(has_text="There is no ¶900")
        expect(said).to_be_visible()
        expect(said).to_contain_text("¶1 to ¶11")
        said.get_by_role("button", name="Dismiss").click()
        expect(page.locator(".place-note")).to_be_hidden()


def test_another_address_takes_the_mark_from_the_first(visit: Visit) -> None:
    page = visit(f"{TEXT}#p3")
    page.evaluate("location.hash = 'p5-p6'")
    expect(page.locator(".passage.here")).to_have_count(2)
    assert shadow(page, "#p3") == shadow(page, "#p4")
    page.go_back()
    expect(page.locator(".passage.here")).to_have_count(1)
    assert shadow(page, "#p3") != shadow(page, "#p4")
    number(page, 6).click()
    assert shadow(page, "#p3") == shadow(page, "#p4")
    assert shadow(page, "#p6") != shadow(page, "#p4")


def test_without_script_an_address_marks_its_passage(visit: Visit) -> None:
    page = visit(f"{TEXT}#p3", script=False)
    expect(page.locator("#p3")).to_be_in_viewport()
    assert shadow(page, "#p3") != shadow(page, "#p4")


def test_copied_passages_hold_neither_number_nor_count(visit: Visit) -> None:
    page = visit(TEXT)
    page.evaluate("""
        () => {
          const range = document.createRange();
          range.setStartBefore(document.querySelector("#p1"));
          range.setEndAfter(document.querySelector("#p11"));
          getSelection().addRange(range);
        }
    """)
    page.keyboard.press("ControlOrMeta+c")
    said = clipboard(page)
    bare = page.locator(".passage").evaluate_all("all => all.map((one) => one.textContent)")
    assert [line for line in said.splitlines() if line.strip()] == bare
    assert "¶" not in said and "⁂" not in said


def test_a_count_opens_the_places_elsewhere(visit: Visit) -> None:
    page = visit(TEXT)
    count = page.locator("#p2 .meet-count")
    shown = int(count.get_attribute("data-count") or 0)
    assert 1 <= shown <= 5
    expect(count).to_have_accessible_name(
        re.compile(f"^{shown} passages? elsewhere with the terms of passage 2")
    )
    count.click()
    places = page.get_by_role("dialog", name="Terms of ¶2 meet again in")
    expect(places.get_by_role("listitem")).to_have_count(shown)
    assert not page.url.endswith("#meet-p2")
    link = places.get_by_role("link", name=re.compile(", ¶")).first
    address = str(link.get_attribute("href"))
    link.click()
    expect(page).to_have_url(re.compile(re.escape(address.replace("../", "")) + "$"))
    expect(page.locator(".passage.here")).to_be_in_viewport()


def test_keys_open_and_close_the_places_elsewhere(visit: Visit) -> None:
    page = visit(TEXT)
    page.locator("#p2 .meet-count").focus()
    expect(page.locator(".card")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator("#p2 .meet-count")).to_be_focused()


def test_a_tap_opens_the_places_elsewhere(visit: Visit) -> None:
    page = visit(TEXT, PHONE)
    page.locator("#p2 .meet-count").tap()
    shown = box(page.locator(".card"))
    assert shown["y"] + shown["height"] == pytest.approx(PHONE[1], abs=1), "a sheet at the bottom"
    assert box(page.locator("#p2 .meet-count"))["y"] < shown["y"], "what was tapped stays in view"


def test_without_script_a_count_leads_to_the_places_elsewhere(visit: Visit) -> None:
    page = visit(TEXT, script=False)
    page.locator("#p2 .meet-count").click()
    assert page.url.endswith("#meet-p2")
    expect(page.locator("#meet-p2")).to_be_in_viewport()
    page.locator("#meet-p2 .meet-of a").click()
    expect(page.locator("#p2")).to_be_in_viewport()


def test_without_script_a_text_says_how_it_is_cited(visit: Visit) -> None:
    page = visit(TEXT, script=False)
    page.get_by_text("Cite this text").click()
    for style in ("Chicago", "APA", "MLA"):
        cited = page.locator(".cite-this dt", has_text=style).locator("+ dd")
        expect(cited).to_be_visible()
        expect(cited).to_contain_text("Postil contributors")
    assert "{" not in page.locator(".cite-this").inner_text()


def test_a_citation_of_several_passages_marks_them_all(visit: Visit) -> None:
    page = visit("comparisons/nsc-nasc/")
    cite = page.locator("a.cite[data-to]").first
    named = re.search("¶([0-9]+)–([0-9]+)", cite.inner_text())
    assert named
    cite.click()
    expect(page).to_have_url(re.compile(f"#p{named[1]}-p{named[2]}$"))
    expect(page.locator(".passage.here")).to_have_count(int(named[2]) - int(named[1]) + 1)
    expect(page.locator(f"#p{named[1]}")).to_be_in_viewport()


def test_without_script_a_citation_of_several_leads_to_the_first(visit: Visit) -> None:
    page = visit("comparisons/nsc-nasc/", script=False)
    cite = page.locator("a.cite[data-to]").first
    named = re.search("¶([0-9]+)–", cite.inner_text())
    assert named
    cite.click()
    expect(page).to_have_url(re.compile(f"#p{named[1]}$"))
    expect(page.locator(f"#p{named[1]}")).to_be_in_viewport()


def test_an_address_of_another_chapters_passage_leads_there(visit_small: Visit) -> None:
    page = visit_small("texts/book/#p3-p4")
    expect(page).to_have_url(re.compile("/texts/book/two/#p3-p4$"))
    expect(page.locator(".passage.here")).to_have_count(2)
