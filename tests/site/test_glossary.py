"""The glossary names every concept, institution, document, event and person that carries an argument."""

from __future__ import annotations

import pytest

from postil.fold import fold
from tests.built import Built, article, the, value, words

MOST_WORDS = 60  # of a definition, which a card shows

# What a reader of the five texts looks up, by a name that the texts use
LOOKED_UP = """
New Security Concept; New Asian Security Concept; Asian security model; Asia for Asians
community with a shared future for mankind; community with a shared future for neighboring countries
community of common destiny; common security; community of common security; security community
cooperative security; comprehensive security; development security; non-traditional security
collective security; indivisible security; cooperation-based security; coordination-based security
dual coordination; coordination among great powers; mechanism coordination; neighbourhood security strategy
new type of security partnership; partnership; alliance; US alliance system; Japan-US alliance; non-alliance
post-alliance; institutional bridging; circle of friends; new type of international relations
New Type of Major Country Relationship; Indo-Pacific; neighbourhood diplomacy; periphery; Pivot to Asia
Third Neighbor Policy; Asian OSCE; Asian NATO; Global Security Initiative; GSI; GDI
Global Development Initiative; Belt and Road Initiative; BRI; CICA; SCO; Shanghai Five; ASEAN; ARF; ADMM+
OSCE; NATO; AIIB; ADB; Xiangshan Forum; Shangri-La Dialogue; Boao Forum; Six-party Talks
white paper of 2015; white paper of 2017; white paper of 2023; symposium of 2013; Central Conference of 2025
Samarkand summit; CICA summit of 2014
"""
# Names that no text uses in these words: how the glossary writes them
ENTRIES = {
    "white paper of 2015": "white-paper-2015",
    "white paper of 2017": "white-paper-2017",
    "white paper of 2023": "white-paper-2023",
    "symposium of 2013": "symposium-2013",
    "Central Conference of 2025": "central-conference-2025",
    "Samarkand summit": "samarkand-summit-2022",
    "CICA summit of 2014": "cica-summit-2014",
}
ASPECTS = (
    *("formula", "when", "where", "by whom", "occasion", "answer"),
    *("alliance", "vehicle", "US", "development", "tone"),
)


@pytest.fixture(scope="module")
def names(public: Built) -> dict[str, set[str]]:
    """Address of each entry → the names that its page gives."""
    found = {}
    for term in public.edition.index.terms:
        page = public.pages[f"glossary/{term}/"]
        shown = [the(page, "h1"), *page.select("table.names tbody th")]
        found[f"glossary/{term}/"] = {fold(words(one)).text for one in shown}
    return found


def test_there_are_at_least_75_entries(public: Built) -> None:
    assert len(public.pages["glossary/"].select(".glossary-entry")) >= 75


def test_what_readers_look_up_is_there(names: dict[str, set[str]]) -> None:
    wanted = [name.strip() for line in LOOKED_UP.strip().splitlines() for name in line.split(";")]
    missing = [
        name
        for name in wanted
        if not any(fold(name).text in shown for shown in names.values())
        and f"glossary/{ENTRIES.get(name)}/" not in names
    ]
    assert not missing


def test_definitions_are_short(public: Built) -> None:
    for entry in public.pages["glossary/"].select(".glossary-entry"):
        definition = the(entry, "dd")
        times = words(the(definition, ".times"))
        length = len(words(definition).removesuffix(times).split())
        assert 5 <= length <= MOST_WORDS, f"{words(the(entry, 'dt'))}: {length} words"


def test_entries_say_who_uses_the_term_how(public: Built) -> None:
    """Beyond its definition, an entry tells with citations what the texts do with the term."""
    for term in public.edition.index.terms:
        assert article(public.pages[f"glossary/{term}/"]).select("a.cite"), term


def test_terms_stand_under_their_letter_and_kind(public: Built) -> None:
    page = public.pages["glossary/"]
    for letter in page.select(".letter"):
        head = words(the(letter, "h2"))
        assert the(page, f'.letters a[href="#{value(the(letter, "h2"), "id")}"]')
        for entry in letter.select(".glossary-entry dt a"):
            assert words(entry)[0].upper() == head
    of_kind = {value(one, "data-kind") for one in page.select(".glossary-entry")}
    assert {value(one, "id").removeprefix("kind-") for one in page.select(".kinds h3")} == of_kind


def test_every_text_mentions_terms_and_most_terms_are_mentioned(public: Built) -> None:
    index = public.edition.index
    assert all(index.terms_of(text) for text in index.texts)
    unmentioned = [term for term in index.terms if not index.by_text(term)]
    assert not unmentioned


@pytest.mark.parametrize(
    "terms",
    [
        ("new-security-concept", "new-asian-security-concept"),
        ("alliance", "partnership"),
        ("cooperation-based-security", "coordination-based-security"),
        ("sco", "cica", "arf", "xiangshan-forum", "osce"),
        ("aiib", "adb"),
        ("new-security-concept", "new-asian-security-concept", "gsi", "asian-security-model"),
        ("coordination-among-great-powers", "mechanism-coordination"),
        ("symposium-2013", "central-conference-2025"),
        ("indo-pacific", "new-type-of-security-partnership"),
        ("community-of-common-security", "community-with-a-shared-future"),
        ("boao-forum", "samarkand-summit-2022", "international-day-of-peace"),
    ],
    ids=" ".join,
)
def test_what_is_easily_confused_is_compared(public: Built, terms: tuple[str, ...]) -> None:
    found = [set(one.terms) for one in public.edition.index.glossary.comparisons]
    assert any(compared.issuperset(terms) for compared in found)


def test_the_two_security_concepts_are_compared_in_full(public: Built) -> None:
    rows = [
        words(row) for row in public.pages["comparisons/nsc-nasc/"].select("table.comparison tbody.stated th")
    ]
    for aspect in ASPECTS:
        assert any(aspect in row for row in rows), aspect


def test_at_least_sixty_events_are_dated_and_none_stands_in_two_entries(public: Built) -> None:
    dates = [date for term in public.edition.index.terms.values() for date in term.dates]
    events = [(date.date, date.event) for date in dates]
    assert len(set(events)) >= 60
    assert len(events) == len(set(events))
    assert all(date.cites for date in dates)


def test_at_least_twenty_disagreements_are_set_out_with_their_passages(public: Built) -> None:
    disagreements = public.edition.index.glossary.disagreements
    assert len(disagreements) >= 20
    for one in disagreements:
        assert all(claim.cites for claim in one.claims), one.id
        assert f"disagreements/{one.id}/" in public.pages
