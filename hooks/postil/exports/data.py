"""`/data/`: what the index knows, as JSON and CSV.

Each table is made once as rows of plain values; JSON keeps their lists, CSV joins them with “; ”.
Addresses are relative to the site's root.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from postil.chain import Edition
from postil.citations import find
from postil.exports.files import ExportFile, as_csv, as_json
from postil.index import Index
from postil.model import Citation, Place, Work
from postil.pages.render import Portable, UrlOf, comparison_page, disagreement_page, term_page
from postil.pages.views.data import TABLES
from postil.pages.views.entry import relations
from postil.problems import Problems
from postil.timeline import events

Row = Mapping[str, Any]
BETWEEN = "; "  # the items of a list in a cell of a CSV file


def files(edition: Edition, url_of: UrlOf) -> Iterator[ExportFile]:
    """All files of `/data/`, each table as JSON and as CSV."""
    made = _Tables(edition.index, url_of)
    tables: dict[str, Callable[[], Iterable[Row]]] = {
        "texts": made.texts,
        "terms": made.terms,
        "occurrences": made.occurrences,
        "relations": made.relations,
        "comparisons": made.comparisons,
        "disagreements": made.disagreements,
        "timeline": made.timeline,
    }
    for name, (_, fields) in TABLES.items():
        rows = list(tables[name]())
        yield ExportFile(f"data/{name}.json", as_json(name, rows))
        flat = ([_cell(row[field]) for field in fields] for row in rows)
        yield ExportFile(f"data/{name}.csv", as_csv(list(fields), flat))
    yield ExportFile("data/matrix.csv", _matrix(edition.index))


def _cell(value: Any) -> object:
    if isinstance(value, Mapping):
        return BETWEEN.join(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return BETWEEN.join(str(_cell(item)) for item in value)
    return "" if value is None else value


class _Tables:
    def __init__(self, index: Index, url_of: UrlOf) -> None:
        self._index = index
        self._url_of = url_of
        self._portable = Portable(index)

    def texts(self) -> Iterator[Row]:
        for text in self._index.texts.values():
            work = text.source.original or text.source.work
            yield {
                "id": text.id,
                "siglum": text.source.siglum,
                "title": text.source.work.title,
                "language": text.source.work.language,
                "rights": text.source.work.rights,
                "words": sum(len(passage.text.split()) for passage in text.passages),
                "passages": len(text.passages),
                "mentions": len(self._index.occurrences[text.id]),
                "url": self._url_of(text.pages[0].path),
                **_studied(work if text.source.original else None),
            }

    def terms(self) -> Iterator[Row]:
        for term in self._index.terms.values():
            by_text = self._index.by_text(term.id)
            counts = {id_: sum(len(m.occurrences) for m in found) for id_, found in by_text.items()}
            yield {
                "id": term.id,
                "title": term.title,
                "kind": term.kind,
                "status": term.status,
                "definition": self._plain(term.definition),
                "forms": [form.text for form in term.forms],
                "native": dict(term.native),
                "mentions": sum(counts.values()),
                "texts": counts,
                "url": self._url_of(term_page(term.id)),
            }

    def occurrences(self) -> Iterator[Row]:
        for id_, found in self._index.occurrences.items():
            text = self._index.texts[id_]
            for one in found:
                yield {
                    "text": id_,
                    "passage": one.passage,
                    "start": one.start,
                    "end": one.end,
                    "surface": one.surface,
                    "term": one.term,
                    "marked": one.marked,
                    "why": one.why,
                    "url": f"{self._url_of(text.page_of(one.passage))}#{one.passage}",
                }

    def relations(self) -> Iterator[Row]:
        for one, kinds in sorted(relations(self._index).items()):
            stated = self._index.terms[one].relations
            for kind in sorted(kinds):
                for other in sorted(kinds[kind]):
                    yield {
                        "from": one,
                        "relation": kind,
                        "to": other,
                        "stated": other in stated.get(kind, ()),
                    }

    def comparisons(self) -> Iterator[Row]:
        for one in self._index.glossary.comparisons:
            for row in one.rows:
                for term, cell in zip(one.terms, row.cells, strict=True):
                    yield {
                        "comparison": one.id,
                        "title": one.title,
                        "aspect": self._plain(row.aspect),
                        "term": term,
                        "stated": bool(cell),
                        "says": self._says(cell),
                        "cites": [_cited(cite) for cite in _citations(cell)],
                        "url": self._url_of(comparison_page(one.id)),
                    }

    def disagreements(self) -> Iterator[Row]:
        for one in self._index.glossary.disagreements:
            for claim in one.claims:
                yield {
                    "disagreement": one.id,
                    "title": one.title,
                    "terms": list(one.terms),
                    "says": self._plain(claim.says),
                    "cites": [_cited(cite) for cite in claim.cites],
                    "url": self._url_of(disagreement_page(one.id)),
                }

    def timeline(self) -> Iterator[Row]:
        for one in events(self._index):
            yield {
                "id": one.id,
                "date": one.date,
                "event": self._plain(one.event),
                "inferred": one.inferred,
                "terms": list(one.terms),
                "text": one.text,
                "cites": [_cited(cite) for cite in one.cites],
            }

    def _says(self, cell: str) -> str:
        """What a cell says, without its citations."""
        for cite in _citations(cell):
            cell = cell.replace(cite.raw, "")
        return self._plain(cell)

    def _plain(self, markdown: str) -> str:
        return Markup(self._portable.inline(markdown)).striptags()


def _citations(cell: str) -> tuple[Citation, ...]:
    return find(cell, Place(""), Problems())


def _cited(cite: Citation) -> str:
    """A citation in words: `takagi-2014 ¶3-4 “quoted words”`."""
    last = f"-{cite.last}" if cite.last > cite.first else ""
    return f"{cite.text} ¶{cite.first}{last}" + (f" “{cite.quote}”" if cite.quote else "")


def _studied(work: Work | None) -> dict[str, Any]:
    """The work that a study text studies; empty fields are not stated, or the text studies none."""
    work = work or Work(rights="")
    return {
        "original_title": work.title,
        "original_authors": list(work.authors),
        "original_date": work.date,
        "original_publisher": work.publisher,
        "original_url": work.url,
        "original_rights": work.rights,
    }


def _matrix(index: Index) -> str:
    """Terms by texts: the number of mentions."""
    header = ["term", *index.texts, "all"]
    rows = []
    for id_ in index.terms:
        by_text = index.by_text(id_)
        counts = [sum(len(m.occurrences) for m in by_text.get(text, ())) for text in index.texts]
        rows.append([id_, *counts, sum(counts)])
    return as_csv(header, rows)
