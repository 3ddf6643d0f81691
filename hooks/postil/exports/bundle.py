"""What is handed to a class, as one plain value: the whole edition, or one assignment.

Every format is made from it, so none of them knows where its parts come from. Markup in it is XHTML that
holds no more than paragraphs, links, emphasis and code: a learning platform, a deck and a book all take that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from postil import model
from postil.chain import Edition
from postil.exports.abroad import Abroad, Resolve, outward
from postil.exports.comparisons import NOT_STATED
from postil.model import Assignment, Citation, Comparison, Occurrence, Question, Term, Text
from postil.pages.render import Portable, UrlOf, assignment_page, comparison_page, term_page
from postil.pages.views.cite import original, ours
from postil.pages.views.handover import EDITION
from postil.read.history import last_changes

MORE = (
    ("Glossary", "glossary/index.md"),
    ("Comparisons", "comparisons/index.md"),
    ("Disagreements", "disagreements/index.md"),
    ("Timeline", "timeline.md"),
    ("Map of concepts", "map.md"),
)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # where git does not tell when anything was changed


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, as those need it who learn it."""

    id: str
    title: str
    kind: str
    html: str  # the definition
    plain: str  # … without markup
    asked: str  # … with “…” where it says the term's own name
    names: tuple[str, ...]  # other ways of writing it
    linked: tuple[str, ...]  # those of them that mean this term wherever they stand
    links: bool  # whether the title does so
    exact: bool  # whether capitals matter
    native: Mapping[str, str]  # language → name
    url: str  # of its page; "" where nobody has said where the site stands


@dataclass(frozen=True, slots=True)
class Asked:
    """A question."""

    id: str  # "takagi-2014#2"
    of: str  # short label of the text that asks: "Takagi 2014"
    kind: str
    html: str
    plain: str
    answer: str  # XHTML; "" where there is none, or where this edition keeps it back
    answer_plain: str
    rests_on: tuple[str, ...]  # the passages, each as XHTML: a link with “Takagi 2014, ¶3”


@dataclass(frozen=True, slots=True)
class Reading:
    """Passages of a text, from `first` to `last`, numbers counted from 1; a whole text mostly."""

    text: Text
    first: int
    last: int
    items: tuple[Mapping[str, Any], ...]  # CSL-JSON of the text, and of the work that it studies
    url: str
    marks: tuple[Occurrence, ...]  # the mentions that the site links for everybody
    why: str = ""  # one sentence

    @property
    def whole(self) -> bool:
        return self.first == 1 and self.last == len(self.text.passages)

    @property
    def words(self) -> int:
        return sum(len(one.text.split()) for one in self.text.passages[self.first - 1 : self.last])

    @property
    def title(self) -> str:
        """As it stands in a list: the text's title, and the passages where it is not the whole."""
        part = "" if self.whole else f", ¶{self.first}–{self.last}"
        return f"{self.text.source.work.title or self.text.source.siglum}{part}"


@dataclass(frozen=True, slots=True)
class Due:
    """When something is to be handed in. A moment has a time zone, a day has none."""

    id: str  # of what is due
    title: str
    when: date | datetime
    url: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as a table; cells are XHTML."""

    id: str
    title: str
    heads: tuple[str, ...]  # titles of the terms
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # aspect, a cell for each term


@dataclass(frozen=True, slots=True)
class Link:
    """A page to go to."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is handed over at once."""

    id: str  # "edition", or an assignment's
    title: str
    says: str  # plain
    language: str
    name: str  # the site's
    site: str  # … and its address, "" where nobody has said
    changed: datetime  # the day of the newest change of what it is made from, in UTC
    readings: tuple[Reading, ...] = ()
    entries: tuple[Entry, ...] = ()
    questions: tuple[Asked, ...] = ()
    due: tuple[Due, ...] = ()
    links: tuple[Link, ...] = ()  # more pages of the site; none without an address
    comparisons: tuple[Compared, ...] = ()

    def page(self, reading: Reading) -> str:
        """Address of the page on which a reading begins, at its first passage where it is not the whole."""
        return reading.url if reading.whole or not reading.url else f"{reading.url}#p{reading.first}"


# Readings, terms and where links lead otherwise → where they lead in a book or on one page
Inside = Callable[[Sequence[Reading], Sequence[Term], Resolve], Resolve]


class Bundler:
    """Makes bundles of one edition. `url_of`: path of a page's source → its address from the site's root."""

    def __init__(self, edition: Edition, url_of: UrlOf, inside: Inside | None = None) -> None:
        """`inside`: keeps links within what is handed over; all others lead to the site."""
        settings = edition.settings
        self._index = edition.index
        self._imprint = settings.imprint
        self._language = settings.language
        self._portable = Portable(edition.index)
        self._outward = outward(url_of, settings.imprint.url)
        self._inside = inside
        days = {
            **last_changes(settings.docs, settings.root),
            **last_changes(settings.glossary, settings.root),
        }.values()
        self._changed = datetime.fromisoformat(max(days)).replace(tzinfo=UTC) if days else EPOCH

    def edition(self) -> Bundle:
        """Everything."""
        index = self._index
        return self.bundle(
            EDITION,
            self._imprint.name or "Edition",
            self._imprint.description,
            [self.reading(text) for text in index.texts.values()],
            index.terms.values(),
            [one for text in index.texts.values() for one in text.source.questions],
            links=MORE,
            comparisons=index.glossary.comparisons if self._inside else (),
        )

    def assignment(self, one: Assignment) -> Bundle:
        """What an assignment names, and nothing else."""
        index, page = self._index, assignment_page(one.id)
        asked = {question.id: question for text in index.texts.values() for question in text.source.questions}
        compared = [table for table in index.glossary.comparisons if table.id in one.comparisons]
        out = Abroad(self._portable, self._outward)
        return self.bundle(
            one.id,
            one.title,
            out.plain(one.body),
            [
                self.reading(index.texts[part.text], part.first, part.last, out.plain(part.why))
                for part in one.readings
            ],
            [index.terms[id_] for id_ in one.terms],
            [asked[id_] for id_ in one.questions],
            [Due(one.id, one.title, when, self._outward(page, ""))] if (when := _day(one.due)) else [],
            [(one.title, page), *((table.title, comparison_page(table.id)) for table in compared)],
            compared if self._inside else (),
        )

    def bundle(
        self,
        id_: str,
        title: str,
        says: str,
        readings: Iterable[Reading],
        terms: Iterable[Term],
        questions: Iterable[Question],
        due: Sequence[Due] = (),
        links: Sequence[tuple[str, str]] = (),
        comparisons: Iterable[Comparison] = (),
    ) -> Bundle:
        """The bundle of an assignment. `links`: title and source path of more pages of the site."""
        more = [Link(title, self._outward(page, "")) for title, page in links if self._imprint.url]
        readings, terms = tuple(readings), tuple(terms)
        resolve = self._inside(readings, terms, self._outward) if self._inside else self._outward
        abroad = Abroad(self._portable, resolve)
        entries = (self._entry(one, abroad) for one in terms)
        return Bundle(
            id_,
            title,
            says,
            self._language,
            self._imprint.name,
            self._imprint.url,
            self._changed,
            readings,
            tuple(sorted(entries, key=lambda one: (one.title.casefold(), one.id))),
            tuple(self._asked(one, abroad) for one in questions),
            tuple(due),
            tuple(more),
            tuple(self._compared(one, abroad) for one in comparisons),
        )

    def reading(self, text: Text, first: int = 1, last: int = 0, why: str = "") -> Reading:
        """Passages `first` to `last` of a text; without `last`, to its end."""
        source, url = text.source, self._outward(text.page_of(f"p{first}"), "")
        study = self._index.texts.get(text.id.removesuffix("/original"))
        studied = study.source.original if study and study.id != text.id else None
        if studied:
            items = [{**original(studied, source.siglum), "id": text.id.replace("/", "-")}]
        else:
            items = [_ours(text, self._imprint.name, self._outward(text.pages[0].path, ""))]
            if source.original:
                items.append({**original(source.original, source.siglum), "id": f"{text.id}-original"})
        marks = tuple(one for one in self._index.occurrences.get(text.id, ()) if one.marked)
        return Reading(text, first, last or len(text.passages), tuple(items), url, marks, why)

    def _entry(self, term: Term, abroad: Abroad) -> Entry:
        own, *others = term.forms
        linked = [form for form in others if not form.ruled]
        plain = abroad.plain(term.definition)
        return Entry(
            id=term.id,
            title=term.title,
            kind=term.kind,
            html=abroad.html(term.definition),
            plain=plain,
            asked=abroad.without(plain, (form.text for form in term.forms)),
            names=tuple(form.text for form in others),
            linked=tuple(form.text for form in linked),
            links=not own.ruled and term.mark != "never",
            exact=any(form.exact for form in (own, *linked)),
            native=term.native,
            url=self._outward(term_page(term.id), ""),
        )

    def _compared(self, one: Comparison, abroad: Abroad) -> Compared:
        heads = tuple(self._index.terms[id_].title for id_ in one.terms)
        rows = tuple(
            (abroad.html(row.aspect), tuple(abroad.html(cell) or NOT_STATED for cell in row.cells))
            for row in one.rows
        )
        return Compared(one.id, one.title, heads, rows)

    def _asked(self, one: Question, abroad: Abroad) -> Asked:
        return Asked(
            id=one.id,
            of=self._index.texts[one.text].source.siglum,
            kind=one.kind,
            html=abroad.html(one.ask),
            plain=abroad.plain(one.ask),
            answer=abroad.html(one.answer) if one.answer else "",
            answer_plain=abroad.plain(one.answer) if one.answer else "",
            rests_on=tuple(abroad.html(_short(cite)) for cite in one.cites),
        )


def _day(due: model.Due | None) -> date | datetime | None:
    """A day of the calendar, or a moment of it; None where it is a day of a course that nobody has dated."""
    if due is None or not due.date:
        return None
    if not due.time:
        return date.fromisoformat(due.date)
    return datetime.fromisoformat(f"{due.date}T{due.time}").replace(tzinfo=ZoneInfo(due.timezone))


def _ours(text: Text, site: str, url: str) -> dict[str, Any]:
    """CSL-JSON of a text of this site; a study text says what it studies."""
    item = {**ours(text, site), "id": text.id, "URL": url}
    work = text.source.original
    if work:
        by = f"{' and '.join(work.authors)}, " if work.authors else ""
        item["note"] = f"A study text of: {by}{work.title}"
    return {key: value for key, value in item.items() if value}


def _short(cite: Citation) -> str:
    """A citation without the words that it quotes."""
    last = f"-{cite.last}" if cite.last > cite.first else ""
    return f"[@{cite.text}, ¶{cite.first}{last}]"
