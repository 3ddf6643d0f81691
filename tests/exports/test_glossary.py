"""The glossary for Moodle, read by lxml as Moodle reads it: names of elements in capitals, HTML as text."""

from __future__ import annotations

from lxml import etree, html

from postil.exports.bundle import Bundle
from postil.exports.glossary import glossary


def entries(bundle: Bundle) -> dict[str, etree._Element]:
    root = etree.fromstring(glossary(bundle).encode())
    assert root.tag == "GLOSSARY"
    return {one.findtext("CONCEPT", ""): one for one in root.iterfind("INFO/ENTRIES/ENTRY")}


def test_each_term_is_an_entry_in_the_order_of_the_alphabet(bundle: Bundle) -> None:
    assert list(entries(bundle)) == ["Bridge", "Ferry", "River Board", "Toll"]


def test_names_that_hold_everywhere_are_linked_and_those_with_a_rule_are_not(bundle: Bundle) -> None:
    names = [one.text for one in entries(bundle)["River Board"].iterfind("ALIASES/ALIAS/NAME")]
    assert names == ["RB", "board of the river"]


def test_flags_of_automatic_links(bundle: Bundle) -> None:
    flags = {
        title: tuple(one.findtext(name) for name in ("USEDYNALINK", "CASESENSITIVE", "FULLMATCH"))
        for title, one in entries(bundle).items()
    }
    assert flags == {
        "Bridge": ("1", "0", "1"),
        "Ferry": ("0", "0", "1"),  # never marked
        "River Board": ("1", "1", "1"),  # RB is no rb
        "Toll": ("1", "0", "1"),
    }


def test_a_definition_is_html_with_whole_addresses(bundle: Bundle) -> None:
    shown = html.fromstring(entries(bundle)["River Board"].findtext("DEFINITION", ""))
    links = {one.text: one.get("href") for one in shown.iter("a")}
    assert links == {
        "Toll": "https://reader.test/rivers/glossary/toll/",
        "Ferry 2019, ¶1": "https://reader.test/rivers/texts/ferries/#p1",
        "Rivers & boats": "https://reader.test/rivers/glossary/river-board/",
    }
    assert [one.text for one in shown.iter("em")] == ["river board"]
    assert "see Toll & Ferry 2019" in shown.text_content()


def test_without_an_address_there_are_no_links(homeless: Bundle) -> None:
    assert "href" not in glossary(homeless)
    assert "see Toll &amp;amp; Ferry 2019, ¶1" in glossary(homeless)
    assert "5 &amp;lt; 6" in glossary(homeless)


def test_the_categories_are_the_kinds(bundle: Bundle) -> None:
    found = {one.findtext("CATEGORIES/CATEGORY/NAME") for one in entries(bundle).values()}
    assert found == {"Concept", "Institution"}
