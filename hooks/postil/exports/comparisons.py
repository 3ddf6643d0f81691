"""A comparison to take along: its table as CSV and as Markdown, with the citations spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from postil.chain import Edition
from postil.citations import CITATION, find
from postil.exports.files import ExportFile, as_csv
from postil.index import Index
from postil.model import Citation, Comparison, Place
from postil.pages.around import Around
from postil.pages.render import Addresses, Portable, UrlOf, comparison_page
from postil.pages.views.derived import derived, plain
from postil.pages.views.entry import relations
from postil.problems import Problems

NOT_STATED = "not stated in these texts"
NONE = "none"
BEFORE = re.compile(rf"\s*{CITATION.pattern}")  # a citation with the space that parts it from its words
HERE = "\ue000"  # around the number of a citation, while Markdown is made plain
NUMBER = re.compile(rf"\s*{HERE}(\d+){HERE}")
BOM = "\ufeff"  # without it Excel takes a CSV file for one in the code page of its country


def files(edition: Edition, url_of: UrlOf) -> Iterator[ExportFile]:
    """`comparisons/<id>.csv` and `comparisons/<id>.md` for each comparison."""
    index = edition.index
    portable, related = Portable(index), relations(index)
    for one in index.glossary.comparisons:
        around = Around(index, Addresses(comparison_page(one.id), url_of), portable, related)
        table = _Table(one, around)
        yield ExportFile(f"comparisons/{one.id}.csv", BOM + table.csv())
        yield ExportFile(f"comparisons/{one.id}.md", table.markdown())


class _Table:
    """One comparison as rows of plain words."""

    def __init__(self, comparison: Comparison, around: Around) -> None:
        self._comparison = comparison
        self._around = around
        self._terms = [around.index.terms[id_] for id_ in comparison.terms]

    def csv(self) -> str:
        """A column for what is said of a term, and one for the passages behind it; below what Postil adds."""
        header = ["aspect", "by"]
        for term in self._terms:
            header += [term.title, f"{term.title}: passages"]
        rows = []
        for row in self._comparison.rows:
            line = [self._plain(row.aspect), "people"]
            for cell in row.cells:
                line += [
                    self._says(cell),
                    "; ".join(spelled(self._around.index, one) for one in _cites(cell)),
                ]
            rows.append(line)
        for aspect, cells in derived(self._around, self._terms):
            line = [aspect, "Postil"]
            for found in cells:
                line += [plain(found) or NONE, ""]
            rows.append(line)
        return as_csv(header, rows)

    def markdown(self) -> str:
        """The table with a number for each citation, and below it the citations by their numbers."""
        cites: dict[str, int] = {}
        lines = [["aspect", *(term.title for term in self._terms)], ["---"] * (len(self._terms) + 1)]
        for row in self._comparison.rows:
            lines.append([self._plain(row.aspect), *(self._noted(cell, cites) for cell in row.cells)])
        for aspect, cells in derived(self._around, self._terms):
            lines.append([f"{aspect} (by Postil)", *(plain(cell) or NONE for cell in cells)])
        table = "\n".join("| " + " | ".join(map(_in_cell, line)) + " |" for line in lines)
        notes = "\n".join(f"[^{number}]: {words}" for words, number in cites.items())
        return f"# {self._comparison.title}\n\n{table}\n\n{notes}\n"

    def _noted(self, cell: str, cites: dict[str, int]) -> str:
        """What a cell says with the numbers of its citations; new citations are added to `cites`."""
        for one in _cites(cell):
            number = cites.setdefault(spelled(self._around.index, one), len(cites) + 1)
            cell = cell.replace(one.raw, f"{HERE}{number}{HERE}")
        return NUMBER.sub(r"[^\1]", self._plain(cell)) if cell else NOT_STATED

    def _says(self, cell: str) -> str:
        return self._plain(BEFORE.sub("", cell)) if cell else NOT_STATED

    def _plain(self, markdown: str) -> str:
        return Markup(self._around.inline(markdown)).striptags()


def _cites(cell: str) -> tuple[Citation, ...]:
    return find(cell, Place(""), Problems())


def _in_cell(words: str) -> str:
    return words.replace("|", "\\|")


def spelled(index: Index, cite: Citation) -> str:
    """A citation in words: `The readers, “A study” (2026), on Ada Ferry, ¶3–4: “quoted words”`."""
    text = index.texts.get(cite.text)
    if text is None:
        return cite.raw
    work, original = text.source.work, text.source.original
    number = f"¶{cite.first}–{cite.last}" if cite.last > cite.first else f"¶{cite.first}"
    studied = f"on {_work(original.authors, original.title, original.date)}" if original else ""
    parts = (_work(work.authors, work.title, work.date), studied, number)
    return ", ".join(filter(None, parts)) + (f": “{cite.quote}”" if cite.quote else "")


def _work(authors: Iterable[str], title: str, date: str) -> str:
    named = ", ".join([*authors, *([f"“{title}”"] if title else [])])
    return named + (f" ({date})" if date else "")
