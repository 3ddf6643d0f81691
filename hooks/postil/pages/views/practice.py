"""What the page for practice asks: cards of terms, of who says what, and the wrong answers of its quiz.

The page has every card as a list, which readers without script use as it is; the script takes from the list
what it shows, and from the data beside it what to ask and which other answers to offer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from markupsafe import Markup

from postil.index import Mention
from postil.model import Citation, Term, Text
from postil.pages.around import Around, Part
from postil.pages.render import disagreement_page, term_page
from postil.pages.views.cited import excerpt, mentioned
from postil.pages.views.common import sort_key

MOST_WRONG = 6  # answers among which the quiz chooses three
MOST_PASSAGES = 4  # texts from which a term is shown
GAP = "[…]"  # stands for a term's own name
ACRONYM = re.compile(r" \([^()]+\)$")
CITE = re.compile(r' ?<a class="cite"[^>]*>.*?</a>')
SORTS = (("concept", "doctrine", "initiative"), ("institution", "forum"), ("document", "event"))
# The nearest neighbours first: what a term is set against is what it is mistaken for.
NEAREST = ("contrasts", "succeeds", "preceded_by", "related")


def practice(around: Around, _: None) -> dict[str, Any]:
    """The list of cards, and the data of the script."""
    index = around.index
    texts = [text for text in index.texts.values() if not text.id.endswith("/original")]
    ranked = sorted(index.terms.values(), key=lambda term: sort_key(term.title))
    alike: dict[tuple[str, ...], list[str]] = {}
    for term in ranked:
        alike.setdefault(_sort(term), []).append(term.id)
    terms = [_term(around, term, alike[_sort(term)]) for term in ranked]
    said = list(_said(around, texts))
    return {
        "terms": terms,
        "said": said,
        "texts": [(text.id, text.source.siglum) for text in texts],
        "glossary": around.to("glossary/index.md"),
        "disagreements": around.to("disagreements/index.md"),
        "data": {
            "texts": {text.id: text.source.siglum for text in texts},
            "terms": [_without(one, "address", "definition", "passages") for one in terms],
            "said": [_without(one, "address", "who", "passages") for one in said],
        },
    }


def _without(card: dict[str, Any], *shown: str) -> dict[str, Any]:
    """What the script cannot read from the list."""
    return {name: value for name, value in card.items() if name not in shown}


def _term(around: Around, term: Term, alike: Sequence[str]) -> dict[str, Any]:
    by_text = around.index.by_text(term.id)
    definition = around.inline(term.definition)
    return {
        "id": term.id,
        "title": term.title,
        "address": around.to(term_page(term.id)),
        "definition": definition,
        "asks": masked(_plain(definition), term),
        "texts": [id_ for id_ in by_text if not id_.endswith("/original")],
        "wrong": mistakable(around, term, alike) if by_text else [],
        "passages": [(one.text, mentioned(around, one)) for one in _telling(term, by_text.values())],
    }


def _plain(html: Markup) -> str:
    """The words of a definition, without its citations."""
    return Markup(CITE.sub("", html)).striptags()


def masked(definition: str, term: Term) -> str:
    """A definition that does not say which term it defines."""
    names = {(name, form.exact) for form in term.forms for name in (form.text, ACRONYM.sub("", form.text))}
    ways = [
        re.escape(name) if exact else rf"(?i:{re.escape(name)}(?:e?s|[’']s)?)"
        for name, exact in sorted(names, key=lambda one: (-len(one[0]), one))
    ]
    return re.sub(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", GAP, definition)


def mistakable(around: Around, term: Term, alike: Sequence[str]) -> list[str]:
    """The terms that a learner takes for this one, the likeliest first: those that relations name, those of
    the same passages, then `alike`, all terms of its sort; any of its sort before any other. None of them has
    this term's name."""
    index, relations = around.index, around.relations.get(term.id, {})
    related = chain.from_iterable(relations.get(kind, ()) for kind in (*NEAREST, *relations))
    near = dict.fromkeys(chain(related, (id_ for id_, _ in index.together.get(term.id, ()))))
    names = {sort_key(form.text) for form in term.forms if not form.ruled} | {sort_key(term.title)}

    same = (id_ for id_ in near if _sort(index.terms[id_]) == _sort(term))
    other = (id_ for id_ in near if _sort(index.terms[id_]) != _sort(term))
    found: dict[str, None] = {}
    for id_ in chain(same, alike, other):
        if len(found) == MOST_WRONG:
            break
        if id_ != term.id and sort_key(index.terms[id_].title) not in names:
            found[id_] = None
    return list(found)


def _sort(term: Term) -> tuple[str, ...]:
    """The kinds among which a definition leaves one guessing."""
    return next((kinds for kinds in SORTS if term.kind in kinds), (term.kind,))


def _telling(term: Term, by_text: Iterable[tuple[Mention, ...]]) -> Iterator[Mention]:
    """From each text the passage that shows the term best: one that the entry cites, else the first."""
    cited = {(cite.text, f"p{cite.first}") for cite in term.citations}
    mentions = [
        next((one for one in found if (one.text, one.passage.id) in cited), found[0]) for found in by_text
    ]
    studied = [one for one in mentions if not one.text.endswith("/original")]
    yield from (studied or mentions)[:MOST_PASSAGES]


def _said(around: Around, texts: list[Text]) -> Iterator[dict[str, Any]]:
    """What one text alone is cited for: claims in a disagreement, and senses of a term."""
    index = around.index
    for one in index.glossary.disagreements:
        for at, claim in enumerate(one.claims, 1):
            card = {
                "id": f"{one.id}.{at}",
                "about": one.title,
                "address": around.to(disagreement_page(one.id)),
                "asks": claim.says,
                "terms": list(one.terms),
            }
            yield from _by_one(around, texts, card, claim.cites, others=one.texts)
    for term in index.terms.values():
        for at, sense in enumerate(term.senses, 1):
            card = {
                "id": f"{term.id}.sense.{at}",
                "about": term.title,
                "address": around.to(term_page(term.id)),
                "asks": sense.means,
                "terms": [term.id],
            }
            yield from _by_one(around, texts, card, sense.cites, others=[one.text for one in term.senses])


def _by_one(
    around: Around,
    texts: list[Text],
    card: dict[str, Any],
    cites: tuple[Citation, ...],
    others: Iterable[str],
) -> Iterator[dict[str, Any]]:
    """The card, if just one text says so and the words do not name it. `others` say something else."""
    index = around.index
    sayers = {cite.text for cite in cites}
    passages = [(cite.text, shown) for cite in cites if (shown := excerpt(around, cite))]
    if len(sayers) != 1 or not passages:
        return
    text = index.texts[passages[0][0]]
    if _names(text, card["asks"]):
        return
    silent = [one.id for one in texts if not any(index.by_text(term).get(one.id) for term in card["terms"])]
    known = {one.id for one in texts}
    wrong = [id_ for id_ in dict.fromkeys((*others, *silent)) if id_ in known and id_ != text.id]
    authors = (text.source.original or text.source.work).authors
    yield {
        **card,
        "text": text.id,
        "who": ", by ".join(filter(None, (text.source.siglum, " and ".join(authors)))),
        "wrong": wrong,
        "passages": passages,
    }


def _names(text: Text, words: str) -> bool:
    """Whether words name a text or one of its authors."""
    authors = (*(text.source.original or text.source.work).authors, *text.source.work.authors)
    names = [text.source.siglum, *(author.split()[-1] for author in authors if author.split())]
    return any(name and name.casefold() in words.casefold() for name in names)


PARTS: dict[str, Part] = {"practice": practice}
