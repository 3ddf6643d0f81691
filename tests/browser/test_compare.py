"""Any two or three terms side by side, in a browser: the rows are those that the build itself derives."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.built import Built, words


def rows(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.eval_on_selector_all(
        ".compare-made tbody tr",
        "rows => rows.map(r => [...r.children].map(c => c.innerText.replace(/\\s+/g, ' ').trim()))",
    )
    return found


def told(built: Built, comparison: str, terms: tuple[str, ...]) -> list[list[str]]:
    """The derived rows of a prepared comparison, as words."""
    page = built.pages[f"comparisons/{comparison}/"]
    return [
        [words(row.select("th")[0]), *(words(row.select(f'[data-term="{term}"]')[0]) for term in terms)]
        for row in page.select("tbody.derived tr:not(.derived-head)")
    ]


def test_the_rows_are_those_of_prepared_comparisons(visit: Visit, public: Built) -> None:
    compared = [one for one in public.edition.index.glossary.comparisons if len(one.terms) <= 3]
    assert len({len(one.terms) for one in compared}) == 2, "of two and of three terms"
    for one in compared:
        page = visit("compare/?" + "&".join(f"t={term}" for term in one.terms))
        page.locator(".compare-made table").wait_for()
        squeezed = [["".join(cell.split()) for cell in row] for row in rows(page)]
        assert squeezed == [
            ["".join(cell.split()) for cell in row] for row in told(public, one.id, one.terms)
        ], one.id
        expect(page.locator(".compare-made p a", has_text=one.title)).to_be_visible()


def test_a_choice_stands_in_the_address(visit: Visit) -> None:
    page = visit("compare/")
    expect(page.locator(".compare-choice output")).to_have_text("Choose two terms.")
    page.get_by_role("combobox", name="First term").select_option("cica")
    page.get_by_role("combobox", name="Second term").select_option("sco")
    assert page.url.endswith("/compare/?t=cica&t=sco")
    expect(page.locator(".compare-made thead th")).to_have_text(
        [
            "Aspect",
            "Conference on Interaction and Confidence-Building Measures in Asia",
            "Shanghai Cooperation Organization",
        ]
    )
    page.reload()
    expect(page.get_by_role("combobox", name="Second term")).to_have_value("sco")
    assert len(rows(page)) == 6


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("t=cica&t=nonsense", "There is no term “nonsense”. Choose two terms."),
        ("t=cica&t=sco&t=gsi&t=arf", "Three terms at most: “arf” is left out."),
        ("t=cica&t=cica", "Choose two terms."),
        ("t=<img src=x onerror=alert(1)>&t=__proto__", "There is no term “<img src=x onerror=alert(1)>”."),
    ],
)
def test_an_address_that_cannot_be_shown_says_why(visit: Visit, query: str, said: str) -> None:
    page = visit(f"compare/?{query}")
    expect(page.locator(".compare-choice output")).to_contain_text(said)


def test_a_link_leads_to_the_passage(visit: Visit) -> None:
    page = visit("compare/?t=new-security-concept&t=new-asian-security-concept")
    page.locator(".compare-made").get_by_role("link", name="Takagi 2014, ¶5").first.click()
    expect(page.locator("#p5")).to_be_in_viewport()


def test_without_script_the_prepared_ones_are_listed(visit: Visit, public: Built) -> None:
    page = visit("compare/", script=False)
    expect(page.locator("form.compare-choice")).to_be_hidden()
    titles = [one.title for one in public.edition.index.glossary.comparisons]
    expect(page.locator("#prepared + p + ul a")).to_have_text(titles)
