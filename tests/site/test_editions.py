"""The public edition holds only short quotations of the originals; the classroom edition holds them whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from postil.model import Text, Work
from tests.built import SEEDS, Built, article, read_html, squeezed, the, value, words

LONGEST_RUN = 12  # words in a row that a study text may share with its original outside quotation marks
QUOTED = re.compile('“[^”]*”|"[^"]*"|«[^»]*»')
NOT_STATED = "not stated"
NOT_IN_THE_SOURCE = "not stated in the source"

needs_originals = pytest.mark.skipif(not SEEDS.is_dir(), reason="the originals are not at hand")


def study_texts(built: Built) -> list[tuple[Text, Work]]:
    """The study texts with what their records say of the originals."""
    texts = built.edition.index.texts.values()
    return [(text, text.source.original) for text in texts if text.source.original]


def runs(text: str, length: int = LONGEST_RUN + 1) -> Iterator[tuple[str, ...]]:
    """All stretches of so many words, whatever their case and the marks between them."""
    plain = re.findall(r"[^\W_]+", text.replace("’", "'").replace("'", "").casefold())
    return zip(*(plain[start:] for start in range(length)), strict=False)


def raw(work: Work) -> str:
    return (SEEDS / work.file).read_text("utf-8")


def record_of(page: BeautifulSoup) -> dict[str, str]:
    """What a text's page says of the work: "Author" → "Seiichiro Takagi"."""
    record = the(page, "dl.record-details")
    fields = zip(record.select("dt"), record.select("dd"), strict=True)
    return {words(name): words(said) for name, said in fields}


def said_in(built: Built) -> Iterator[tuple[str, str]]:
    """(address, words) of all that pages and the search index say, but for records, which give titles."""
    for address, page in built.pages.items():
        parts = [one for one in article(page).select("p, li, dd, dt, td, th, h1, h2, h3, pre")]
        record = {id(one) for one in article(page).select(".record-details *")}
        yield from ((address, words(one)) for one in parts if id(one) not in record)
        yield from ((address, value(one, "content")) for one in page.select('meta[name="description"]'))
    index = json.loads((built.folder / "search/search_index.json").read_text("utf-8"))
    yield from ((f"search: {one['location']}", words(read_html(one["text"] or "-"))) for one in index["docs"])


def test_the_public_edition_has_no_page_of_an_original(public: Built) -> None:
    assert not [address for address in public.pages if "/original" in address]
    assert not list(public.folder.glob("**/original*"))
    assert study_texts(public)


def test_the_public_edition_has_no_raw_file_and_names_none(public: Built) -> None:
    files = {work.file for _, work in study_texts(public)}
    tables = {f"comparisons/{one.id}.md" for one in public.edition.index.glossary.comparisons}
    for path in public.folder.rglob("*"):
        if path.relative_to(public.folder).as_posix() in tables:  # to take along, made from what is public
            continue
        assert path.name not in files
        assert path.suffix not in {".txt", ".yml", ".yaml", ".docx", ".pdf", ".md"}, path
        if path.suffix in {".html", ".json", ".xml"}:
            content = path.read_text("utf-8")
            assert not [name for name in files if name in content], path


@needs_originals
def test_the_public_edition_repeats_no_run_of_words(public: Built) -> None:
    originals = {run for _, work in study_texts(public) for run in runs(raw(work))}
    assert originals
    for address, said in said_in(public):
        for part in QUOTED.split(said):
            shared = [" ".join(run) for run in runs(part) if run in originals]
            assert not shared, f"{address}: {shared[0]}"


@needs_originals
def test_quotations_are_short(public: Built) -> None:
    """What stands in quotation marks is a phrase or a sentence, never a passage."""
    originals = {run for _, work in study_texts(public) for run in runs(raw(work), 41)}
    for address, said in said_in(public):
        assert originals.isdisjoint(runs(said, 41)), address


@needs_originals
def test_a_study_text_is_about_half_as_long_as_its_original(public: Built) -> None:
    for text, work in study_texts(public):
        length = sum(len(words(passage).split()) for passage in public.passages[text.id].values())
        share = length / len(raw(work).split())
        assert 0.4 <= share <= 0.6, f"{text.id}: {length} words, {share:.0%}"


@needs_originals
def test_a_record_states_what_the_raw_file_states(public: Built) -> None:
    """Nothing is known of an original but what its raw file says."""
    for text, work in study_texts(public):
        there = " ".join(re.findall(r"\w+", plain(raw(work))))
        assert {work.url, work.doi} == {""} or work.url in raw(work)
        for stated in (work.title, *work.authors, work.publisher, work.series, work.number):
            assert " ".join(re.findall(r"\w+", plain(stated))) in there, f"{text.id}: {stated}"
        assert work.date[:4] in there, f"{text.id}: {work.date}"


def plain(text: str) -> str:
    return re.sub("['’‘*_]", "", squeezed(text)).casefold()


def test_a_record_says_what_is_not_stated(built: Built) -> None:
    for text, work in study_texts(built):
        own, original = f"texts/{text.id}/", f"texts/{text.id}/original/"
        for address in sorted({own, original} & built.pages.keys()):
            shown = record_of(built.pages[address])
            assert shown["Title"].startswith(work.title or NOT_IN_THE_SOURCE), address
            assert shown["Author"] == (", ".join(work.authors) or NOT_IN_THE_SOURCE)
            assert shown["Date"].endswith(work.date[:4] or NOT_IN_THE_SOURCE)
            assert shown["Publisher"] == (work.publisher or NOT_IN_THE_SOURCE)
            assert shown["Link"] == (work.url or work.doi or NOT_IN_THE_SOURCE)
            assert shown["Rights"].startswith("Restricted")
            dates = [value(one, "datetime") for one in built.pages[address].select(".record-details time")]
            assert dates == ([work.date] if work.date else [])


def test_what_is_not_stated_is_said_in_lists_too(public: Built) -> None:
    entries = public.pages["texts/"].select(".texts > li")
    for (_, work), entry in zip(study_texts(public), entries, strict=True):
        complete = bool(work.title and work.authors and work.date)
        assert (NOT_STATED in words(the(entry, ".texts-by"))) != complete


def test_the_classroom_edition_has_every_original(classroom: Built) -> None:
    studied = [text.id for text, _ in study_texts(classroom)]
    originals = [address for address in classroom.pages if address.endswith("/original/")]
    assert sorted(originals) == sorted(f"texts/{id_}/original/" for id_ in studied)
    assert len(originals) == 5


def test_an_original_and_its_study_text_lead_to_each_other(classroom: Built) -> None:
    for text, _ in study_texts(classroom):
        for here, there in (("", "original/"), ("original/", "")):
            address = f"texts/{text.id}/{here}"
            links = the(classroom.pages[address], ".record").select("a")
            places = [classroom.place(address, value(link, "href")) for link in links]
            assert (f"texts/{text.id}/{there}", "") in places, address


def test_an_original_is_annotated(classroom: Built) -> None:
    for text, _ in study_texts(classroom):
        page = classroom.pages[f"texts/{text.id}/original/"]
        assert page.select(".passage a.term") and page.select("#terms-here .term-here")


def test_an_original_is_cleaned_and_whole(classroom: Built) -> None:
    """Its prose stands in the page; the rest of the raw file is on record as set aside."""
    for text, work in study_texts(classroom):
        page = classroom.pages[f"texts/{text.id}/original/"]
        original = set(runs(raw(work), 5))
        shown = set(runs(" ".join(words(one) for one in page.select(".passage")), 5))
        assert len(shown & original) > 0.85 * len(shown), text.id  # repairs join and part some words
        assert len(shown & original) > 0.6 * len(original), text.id
        assert "set aside" in words(the(page, ".record"))


def test_study_texts_are_the_same_in_both_editions(public: Built, classroom: Built) -> None:
    for text, passages in public.passages.items():
        assert {id_: words(one) for id_, one in passages.items()} == {
            id_: words(one) for id_, one in classroom.passages[text].items()
        }
