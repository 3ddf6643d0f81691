"""Figures that contradict each other or their source: in the dates of terms and in the cells of comparisons.

Only what can be told mechanically and is hardly ever a false alarm is told, and as a doubt: the texts may
contradict each other, and then a disagreement should say so. One that cites both places ends the doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from postil.citations import CITATION
from postil.fold import fold
from postil.model import Citation, Disagreement, Glossary, Place, Term, TermDate, Text
from postil.problems import Code, Problems

# "2014", "1990s", "26", "3.5"; no ordinals, no parts of words like "G20", no ids.
FIGURE = re.compile(r"(?<![\w.,¶-])\d+(?:[.,]\d+)*s?(?![\w%-]|[.,]\d)")
YEAR = re.compile(r"(?:1\d|20)\d\ds?")
LINK = re.compile(r"\]\([^)]*\)|\[\[[^\]|]*\|?")
WORD = re.compile(r"\w+")
# Words that two accounts of the same event may have or not.
IDLE = frozenset(("a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "its"))


def check_contradictions(glossary: Glossary, texts: Mapping[str, Text], problems: Problems) -> None:
    """Report dates and cells whose figures contradict each other, or stand in no passage that they cite."""
    dated = [one for term in glossary.terms for one in term.dates]
    _check_events(dated, glossary.disagreements, problems)
    _check_succession(glossary.terms, problems)
    cells = list(_cells(glossary))
    _check_cells(cells, glossary.disagreements, problems)
    for one in dated:
        year = one.date[:4]
        if not one.inferred and one.cites and not _stands(year, one.cites, texts):
            what = f"the year {year} of “{one.event}” stands in no passage that the date cites"
            advice = "cite the passage that has it, or write `inferred: true`"
            problems.add(Code.NOT_IN_PASSAGE, one.place, what, advice)
    for cell in cells:
        for year in sorted(one for one in cell.figures if YEAR.fullmatch(one)):
            if not _stands(year, cell.cites, texts):
                where = f"“{cell.aspect}” of `{cell.term}`"
                what = f"the year {year} in {where} stands in no passage that the cell cites"
                advice = "cite the passage that has it, or correct the year"
                problems.add(Code.NOT_IN_PASSAGE, cell.place, what, advice)


# --- dates


def _check_events(
    dated: Iterable[TermDate], disagreements: Iterable[Disagreement], problems: Problems
) -> None:
    """The same event, told in the same words but for idle ones and their order, on two dates."""
    same: dict[frozenset[str], list[TermDate]] = {}
    for one in dated:
        words = frozenset(WORD.findall(fold(one.event).text)) - IDLE
        if len(words) > 1:
            same.setdefault(words, []).append(one)
    for told in same.values():
        for one, two in combinations(told, 2):
            if _compatible(one.date, two.date) or _disputed(one.cites, two.cites, disagreements):
                continue
            what = f"“{two.event}” is dated {two.date} here, and {one.date} in {_where(one.place)}"
            advice = "correct one of them, or write a disagreement that cites both"
            problems.add(Code.CONTRADICTION, two.place, what, advice)


def _compatible(one: str, two: str) -> bool:
    """Whether two dates can be the same day, as far as they are known."""
    return one.startswith(two) or two.startswith(one)


def _check_succession(terms: Iterable[Term], problems: Problems) -> None:
    """A term that follows upon another, and all of whose dates lie before all of the other's."""
    by_id = {term.id: term for term in terms}
    for term in by_id.values():
        for named in term.named_terms:
            before = by_id.get(named.id)
            if named.field != "relations.succeeds" or before is None or not (term.dates and before.dates):
                continue
            last, first = max(one.date for one in term.dates), min(one.date for one in before.dates)
            if last < first and not _compatible(last, first):
                dates = f"ends in {last}, before the other begins in {first}"
                what = f"`{term.id}` succeeds `{before.id}`, but {dates}"
                advice = "turn the relation round, or correct the dates"
                problems.add(Code.CONTRADICTION, named.place, what, advice)


# --- cells


@dataclass(frozen=True, slots=True)
class _Cell:
    """One filled cell of a comparison."""

    term: str
    aspect: str
    figures: frozenset[str]  # outside citations
    cites: tuple[Citation, ...]
    place: Place  # of its row


def _cells(glossary: Glossary) -> Iterator[_Cell]:
    for comparison in glossary.comparisons:
        by_line: dict[int, list[Citation]] = {}
        for cite in comparison.citations:
            by_line.setdefault(cite.place.line, []).append(cite)
        for row in comparison.rows:
            cites = by_line.get(row.place.line, [])
            for term, cell in zip(comparison.terms, row.cells, strict=True):
                own = {found[0] for found in CITATION.finditer(cell)}
                text = LINK.sub(" ", CITATION.sub(" ", cell))
                figures = frozenset(FIGURE.findall(text))
                if figures:
                    cited = tuple(one for one in cites if one.raw in own)
                    yield _Cell(term, row.aspect, figures, cited, row.place)


def _check_cells(cells: Iterable[_Cell], disagreements: Iterable[Disagreement], problems: Problems) -> None:
    """The same aspect of the same term in two comparisons, with figures of which none is the same."""
    same: dict[tuple[str, str], list[_Cell]] = {}
    for cell in cells:
        same.setdefault((cell.term, fold(cell.aspect).text), []).append(cell)
    for told in same.values():
        for one, two in combinations(told, 2):
            if one.figures & two.figures or _disputed(one.cites, two.cites, disagreements):
                continue
            said, other = (", ".join(sorted(cell.figures)) for cell in (two, one))
            what = f"“{two.aspect}” of `{two.term}` says {said} here, and {other} in {_where(one.place)}"
            advice = "correct one of them, or write a disagreement that cites both"
            problems.add(Code.CONTRADICTION, two.place, what, advice)


# --- what the texts say


def _stands(year: str, cites: Iterable[Citation], texts: Mapping[str, Text]) -> bool:
    """Whether a year stands in a cited passage, or is that of a cited text; True where none can be read.

    A year stands for its decade ("1990s").
    """
    wanted = re.compile(rf"(?<!\d){year[:3]}\d" if year.endswith("s") else rf"(?<!\d){year}(?!\d)")
    read = False
    for cite in cites:
        text = texts.get(cite.text)
        passages = text.passages[max(cite.first - 1, 0) : cite.last] if text else ()
        if text is None or not passages:
            continue
        read = True
        works = [text.source.work, *([text.source.original] if text.source.original else [])]
        said = (*(passage.text for passage in passages), *(work.date for work in works))
        if any(map(wanted.search, said)):
            return True
    return not read


def _disputed(
    one: Iterable[Citation], two: Iterable[Citation], disagreements: Iterable[Disagreement]
) -> bool:
    """Whether a disagreement cites a passage of each side."""
    places = [{(cite.text, cite.first) for cite in side} for side in (one, two)]
    for dispute in disagreements:
        cited = {(cite.text, cite.first) for claim in dispute.claims for cite in claim.cites}
        if all(side & cited for side in places):
            return True
    return False


def _where(place: Place) -> str:
    return f"{place.path}:{place.line}"
