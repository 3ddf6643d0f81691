"""What the page of a disagreement shows, and how texts and entries name it: plain values, no markup."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from postil.index import Index
from postil.model import Disagreement, Text, TextPage
from postil.pages.around import Around, Part
from postil.pages.render import Addresses, disagreement_page, term_page
from postil.pages.views.cited import excerpt
from postil.pages.views.common import KINDS, sort_key


def claims(around: Around, one: Disagreement) -> dict[str, Any]:
    """Who says what, where, each with its passage."""
    return {
        "claims": [
            (claim.says, [found for cite in claim.cites if (found := excerpt(around, cite))])
            for claim in one.claims
        ]
    }


def concerned(around: Around, one: Disagreement) -> dict[str, Any]:
    """The terms in question, and what else the texts disagree on about them."""
    index, to = around.index, around.to
    others = [
        (other.title, to(disagreement_page(other.id)))
        for other in index.glossary.disagreements
        if other.id != one.id and set(other.terms) & set(one.terms)
    ]
    return {
        "terms": [(index.terms[id_].title, to(term_page(id_))) for id_ in one.terms],
        "others": others,
    }


def summary(index: Index, one: Disagreement, to: Addresses) -> dict[str, Any]:
    """A disagreement in a list: its question, and which text says what."""
    sigla = {id_: text.source.siglum for id_, text in index.texts.items()}
    return {
        "title": one.title,
        "address": to(disagreement_page(one.id)),
        "claims": [
            (claim.says, list(dict.fromkeys(sigla[cite.text] for cite in claim.cites if cite.text in sigla)))
            for claim in one.claims
        ],
    }


def disagreements(around: Around, _: None) -> dict[str, Any]:
    """All disagreements, by the kind of thing that they are about."""
    index = around.index
    ranked = sorted(
        index.glossary.disagreements,
        key=lambda one: (list(KINDS).index(index.terms[one.terms[0]].kind), sort_key(one.title), one.id),
    )
    by_kind = groupby(ranked, key=lambda one: index.terms[one.terms[0]].kind)
    return {
        "groups": [
            (KINDS[kind], [summary(index, one, around.to) for one in group]) for kind, group in by_kind
        ]
    }


def on_page(index: Index, text: Text, page: TextPage, to: Addresses) -> list[dict[str, Any]]:
    """The disagreements in which a page of a text is cited: the question, the passages, the other texts.

    They stand in the order of the passages. An original stands for its study text, which the claims cite. A
    text's own page names those of its chapters, too.
    """
    found = []
    for one in index.glossary.disagreements:
        cites = [cite for claim in one.claims for cite in claim.cites]
        own = [cite for cite in cites if cite.text == text.source.rule_id]
        if text.source.rule_id == text.id and page is not text.pages[0]:
            own = [cite for cite in own if page.holds(f"p{cite.first}")]
        if own:
            against = [id_ for id_ in one.texts if id_ != text.source.rule_id and id_ in index.texts]
            numbers = sorted({cite.first for cite in own})
            found.append(
                {
                    "first": numbers[0],
                    "title": one.title,
                    "address": to(disagreement_page(one.id)),
                    "passages": [
                        (to(index.page_of(text.source.rule_id, f"p{number}"), f"p{number}"), number)
                        for number in numbers
                        if index.page_of(text.source.rule_id, f"p{number}")
                    ],
                    "against": [index.texts[id_].source.siglum for id_ in against],
                }
            )
    return sorted(found, key=lambda one: one["first"])


PARTS: dict[str, Part] = {"claims": claims, "concerned": concerned}
