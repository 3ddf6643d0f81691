"""The page of an entry in a browser: its passages filtered, and folded where they are many."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit

ADDRESS = "glossary/alliance/"


def test_passages_can_be_filtered_by_words_and_by_text(visit: Visit) -> None:
    page = visit(ADDRESS)
    lines = page.locator(".kwic-lines > li")
    texts = page.locator("section.kwic")
    everything, groups = lines.count(), texts.count()
    assert groups > 1
    form = page.get_by_role("search", name="Filter the passages")
    form.get_by_label("Text").select_option(index=1)
    expect(texts.locator("visible=true")).to_have_count(1)
    shown = lines.locator("visible=true").count()
    assert 0 < shown < everything
    expect(form.locator("output")).to_have_text(f"{shown} of {everything} passages")
    form.get_by_label("Find").fill("no such words anywhere")
    expect(lines.locator("visible=true")).to_have_count(0)
    form.get_by_label("Find").fill("")
    form.get_by_label("Text").select_option("")
    expect(form.locator("output")).to_have_text("")
    expect(texts.locator("visible=true")).to_have_count(groups)


def test_a_filter_opens_what_is_folded_and_folds_it_again(visit: Visit) -> None:
    page = visit(ADDRESS)
    folded = page.locator("details.kwic-more li").last
    expect(folded).to_be_hidden()
    find = page.get_by_label("Find", exact=True)
    find.fill(folded.locator("mark").text_content() or "")
    expect(folded).to_be_visible()
    find.fill("")
    expect(folded).to_be_hidden()


def test_folded_passages_open_by_keyboard_and_without_script(visit: Visit) -> None:
    page = visit(ADDRESS, script=False)
    expect(page.get_by_role("search", name="Filter the passages")).to_be_hidden()
    more = page.locator("details.kwic-more").first
    more.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(more.locator("li").first).to_be_visible()


def test_a_segment_of_a_strip_leads_to_its_passage(visit: Visit) -> None:
    page = visit(ADDRESS)
    segment = page.locator("svg.strip a").first
    passage = (segment.get_attribute("aria-label") or "").split(",")[0].removeprefix("¶")
    segment.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#p{passage}")).to_be_in_viewport()
