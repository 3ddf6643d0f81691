"""Cited passages as other pages show them: the quoted words in their sentence, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from markupsafe import Markup

from postil.index import Mention
from postil.model import Citation, Passage, Span, Text
from postil.pages.around import Around
from postil.pages.sentences import around as sentence
from postil.pages.sentences import find
from postil.pages.views.common import anchor

LONGEST = 600  # characters of a passage that is shown without quoted words
LINK = re.compile(r'<a class="cite"[^>]* href="(?P<address>[^"]*)"[^>]*>(?P<label>[^<]*)</a>')
Piece = tuple[str, bool]  # words of a passage, and whether a citation quotes them


def excerpt(around: Around, cite: Citation) -> dict[str, Any] | None:
    """What a citation names, or None where there is no such passage: the sentence with the quoted words in
    it, or the passage where none are quoted."""
    passages = _passages(around, cite)
    if not passages:
        return None
    return _shown(around, cite, *_stand(passages, cite.quote))


def mentioned(around: Around, mention: Mention) -> dict[str, Any]:
    """The sentence with the first mention of a term in a passage."""
    number, first = mention.passage.number, mention.occurrences[0]
    place = around.index.texts[mention.text].source.place
    cite = Citation(mention.text, number, number, first.surface, "", place)
    return _shown(around, cite, mention.passage, Span(first.start, first.end))


def _shown(around: Around, cite: Citation, passage: Passage, words: Span | None) -> dict[str, Any]:
    shown = sentence(passage.text, words) if words else Span(0, _cut(passage.text))
    parts = _parts(passage.text, [words] if words else [], shown)
    before = [("… ", False)] if shown.start else []
    after = [(" …", False)] if shown.end < len(passage.text) else []
    text = around.index.texts[cite.text]
    return {**_about(around, text, cite, passage), "parts": [*before, *parts, *after]}


def passages(around: Around, cites: Iterable[Citation]) -> list[dict[str, Any]]:
    """Each cited passage once, in the order of the texts, whole, with all words that the citations quote."""
    found: dict[tuple[str, int, int], list[Citation]] = {}
    for cite in cites:
        if _passages(around, cite):
            found.setdefault((cite.text, cite.first, cite.last), []).append(cite)
    order = {id_: at for at, id_ in enumerate(around.index.texts)}
    listed = []
    for key in sorted(found, key=lambda key: (order[key[0]], *key[1:])):
        cite = found[key][0]
        whole = _passages(around, cite)
        quotes = [one.quote for one in found[key] if one.quote]
        listed.append(
            {
                **_about(around, around.index.texts[cite.text], cite, whole[0]),
                "id": card(cite),
                "to": f"p{cite.last}"
                if cite.last > cite.first
                else "",  # as on every link to several passages
                "passages": [
                    _parts(passage.text, [words for one in quotes if (words := find(passage.text, one))])
                    for passage in whole
                ],
            }
        )
    return listed


def with_cards(html: Markup, shown: Iterable[dict[str, Any]]) -> Markup:
    """HTML whose citations open the passages that the page lists: each link names its entry in that list."""
    ids = {(one["address"], one["label"]): one["id"] for one in shown}

    def put(link: re.Match[str]) -> str:
        id_ = ids.get((unescape(link["address"]), unescape(link["label"])))
        return link[0].replace(">", f' data-card="{id_}">', 1) if id_ else link[0]

    return Markup(LINK.sub(put, html))


def card(cite: Citation) -> str:
    """The id of a cited passage in the list of a page: "cited-takagi-2014-p3", "cited-takagi-2014-p3-4"."""
    last = f"-{cite.last}" if cite.last > cite.first else ""
    return f"cited-{anchor(cite.text)}-p{cite.first}{last}"


def _passages(around: Around, cite: Citation) -> tuple[Passage, ...]:
    text = around.index.texts.get(cite.text)
    return text.passages[max(cite.first - 1, 0) : cite.last] if text else ()


def _about(around: Around, text: Text, cite: Citation, passage: Passage) -> dict[str, Any]:
    source = text.source
    number = f"{cite.first}–{cite.last}" if cite.last > cite.first else str(cite.first)
    return {
        "label": f"{source.siglum}, ¶{number}",
        "title": source.work.title,
        "by": ", ".join((source.original or source.work).authors),
        "language": source.work.language,
        "address": around.to(text.page_of(passage.id), passage.id),
    }


def _stand(passages: tuple[Passage, ...], quote: str) -> tuple[Passage, Span | None]:
    """The passage in which quoted words stand, and where; the first one where none is quoted."""
    found = ((passage, find(passage.text, quote)) for passage in passages)
    return next(((passage, words) for passage, words in found if words), (passages[0], None))


def _parts(text: str, quoted: Iterable[Span], shown: Span | None = None) -> list[Piece]:
    """A stretch of a passage, cut where quoted words begin and end; those that overlap are taken together."""
    done, end = (shown.start, shown.end) if shown else (0, len(text))
    parts: list[Piece] = []
    for words in _joined(quoted):
        parts += [(text[done : words.start], False), (text[words.start : words.end], True)]
        done = words.end
    return [part for part in (*parts, (text[done:end], False)) if part[0]]


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if last and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _cut(text: str) -> int:
    """Where a long passage is cut, between words."""
    return len(text) if len(text) <= LONGEST else text.rfind(" ", 0, LONGEST) % len(text)
