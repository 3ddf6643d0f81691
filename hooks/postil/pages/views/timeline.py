"""What the timeline shows: a picture, wide and narrow, and a list that says the same. Plain values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from postil.pages.around import Around, Part
from postil.pages.render import term_page
from postil.pages.views.common import anchor, date_words, sort_key
from postil.timeline import Column, Event, columns, events, studied

PITCH = 26  # from one event of the picture to the next: WCAG 2.5.8 asks for 24
ACROSS = 10  # events side by side in the narrow picture
LABEL = 64  # width of a year in it


def timeline(around: Around, _: None) -> dict[str, Any]:
    """The filter, and the picture in both shapes."""
    found = events(around.index)
    listed = columns(found)
    terms = {id_ for one in found for id_ in one.terms}
    index = around.index
    return {
        "count": len(found),
        "terms": sorted(((index.terms[id_].title, id_) for id_ in terms), key=lambda one: sort_key(one[0])),
        "kinds": sorted({index.terms[id_].kind for id_ in terms}),
        "texts": [
            (text.source.siglum, anchor(id_))
            for id_, text in index.texts.items()
            if any(id_ == one.text or id_ in (cite.text for cite in one.cites) for one in found)
        ],
        "pictures": [_wide(around, listed), _narrow(around, listed)] if found else [],
        "inferred": any(one.inferred for one in found),
    }


def _wide(around: Around, listed: Sequence[Column]) -> dict[str, Any]:
    """Time runs to the right, what happened in a column stands on top of each other."""
    height = PITCH * max(len(column.events) for column in listed)
    dots = [
        _dot(around, one, (at + 0.5) * PITCH, height - (up + 0.5) * PITCH)
        for at, column in enumerate(listed)
        for up, one in enumerate(column.events)
    ]
    labelled = [at for at, column in enumerate(listed) if column.first % (5 * _step(column)) == 0]
    labels = [((at + 0.5) * PITCH, height + 16, listed[at].first) for at in labelled or [0]]
    return {
        "shape": "wide",
        "width": PITCH * len(listed),
        "height": height + 22,
        "axis": (0, height, PITCH * len(listed), height),
        "dots": dots,
        "labels": labels,
    }


def _narrow(around: Around, listed: Sequence[Column]) -> dict[str, Any]:
    """Time runs down, a row or more for each column; years in which nothing happened leave a little room."""
    dots, labels = [], []
    top, skipped = 0.0, False
    for column in listed:
        if not column.events:
            skipped = True
            continue
        top += PITCH / 3 if skipped else 0
        skipped = False
        labels.append((LABEL - 10, top + PITCH / 2 + 4, _years(column)))
        for at, one in enumerate(column.events):
            across, down = at % ACROSS, at // ACROSS
            dots.append(_dot(around, one, LABEL + (across + 0.5) * PITCH, top + (down + 0.5) * PITCH))
        top += PITCH * (1 + (len(column.events) - 1) // ACROSS)
    return {
        "shape": "narrow",
        "width": LABEL + ACROSS * PITCH,
        "height": round(top),
        "axis": (LABEL, 0, LABEL, round(top)),
        "dots": dots,
        "labels": [(x, round(y, 1), stretch) for x, y, stretch in labels],
    }


def _years(column: Column) -> str:
    """The years of a column: "2014", "2014–15", "1900–99", "1900–2099"."""
    if column.first == column.last:
        return str(column.first)
    short = column.first // 100 == column.last // 100
    return f"{column.first}–{column.last % 100:02}" if short else f"{column.first}–{column.last}"


def _step(column: Column) -> int:
    return column.last - column.first + 1


def _dot(around: Around, one: Event, x: float, y: float) -> dict[str, Any]:
    return {
        "id": one.id,
        "x": round(x, 1),
        "y": round(y, 1),
        "name": f"{date_words(one.date)}: {_said(around, one)}" + (" (inferred)" if one.inferred else ""),
        "text": bool(one.text),
        "inferred": one.inferred,
    }


def _said(around: Around, one: Event) -> str:
    if not one.text:
        return one.event
    source = around.index.texts[one.text].source
    work = studied(source.original, source.work)
    by = f", by {', '.join(work.authors)}" if work.authors else ""
    return f"“{work.title or source.work.title}”{by}, is published"


def years(around: Around, _: None) -> dict[str, Any]:
    """The events year by year, each with its entries and the passages that tell it."""
    by_year = groupby(events(around.index), key=lambda one: one.year)
    return {"years": [(year, [_listed(around, one) for one in found]) for year, found in by_year]}


def _listed(around: Around, one: Event) -> dict[str, Any]:
    index, to = around.index, around.to
    texts = dict.fromkeys([*filter(None, [one.text]), *(cite.text for cite in one.cites)])
    source = index.texts[one.text].source if one.text else None
    kinds = {index.terms[id_].kind for id_ in one.terms} if one.terms else {"text"}
    return {
        "id": one.id,
        "date": one.date,
        "words": date_words(one.date),
        "inferred": one.inferred,
        "said": _said(around, one),
        "cites": Markup(" ").join(around.inline(cite.raw) for cite in one.cites),
        "terms": [(index.terms[id_].title, to(term_page(id_))) for id_ in one.terms],
        "text": (source.siglum, to(index.texts[one.text].pages[0].path)) if source else None,
        "data_terms": " ".join(one.terms),
        "data_kinds": " ".join(sorted(kinds)),
        "data_texts": " ".join(anchor(id_) for id_ in texts if id_ in index.texts),
    }


PARTS: dict[str, Part] = {"timeline": timeline, "years": years}
