"""The timeline in a browser: its filter, its picture on wide and narrow screens, and without script."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.served import PHONE

ADDRESS = "timeline/"


def test_events_can_be_filtered_by_text_kind_and_words(visit: Visit) -> None:
    page = visit(ADDRESS)
    events = page.locator(".event")
    everything = events.count()
    form = page.get_by_role("search", name="Filter the events")
    form.locator("select[name=text]").select_option(index=1)
    shown = events.locator("visible=true").count()
    assert 0 < shown < everything
    expect(form.locator("output")).to_have_text(f"{shown} of {everything} events")
    away = page.locator(".is-wide svg.timeline a.away")
    expect(away).to_have_count(everything - shown)
    assert page.locator(".year").locator("visible=true").count() < page.locator(".year").count()
    form.locator("select[name=text]").select_option("")
    form.locator("select[name=kind]").select_option("text")
    published = events.locator("visible=true")
    assert published.count() == page.locator(".event[data-kind=text]").count() > 0
    form.locator("select[name=kind]").select_option("")
    form.get_by_label("Find").fill("no such event")
    expect(events.locator("visible=true")).to_have_count(0)
    form.get_by_label("Find").fill("")
    expect(events.locator("visible=true")).to_have_count(everything)
    expect(away).to_have_count(0)


def test_a_mark_leads_to_its_event_by_keyboard(visit: Visit) -> None:
    page = visit(ADDRESS)
    mark = page.locator(".is-wide svg.timeline a").last
    id_ = mark.get_attribute("data-event")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"[id='{id_}']")).to_be_in_viewport()


def test_on_a_phone_the_narrow_picture_stands_and_nothing_is_cut_off(visit: Visit) -> None:
    page = visit(ADDRESS, size=PHONE)
    expect(page.locator(".is-wide svg.timeline")).to_be_hidden()
    box = page.locator(".is-narrow svg.timeline").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE[0]


def test_without_script_the_whole_list_stands_and_no_filter(visit: Visit) -> None:
    page = visit(ADDRESS, script=False)
    expect(page.get_by_role("search", name="Filter the events")).to_be_hidden()
    assert page.locator(".event").count() == page.locator(".event").locator("visible=true").count() > 0
