"""Study pages: what stands on them, how they are reached, and how answers are kept out of a site."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from postil.chain import make
from postil.model import Question, Text
from postil.problems import Problems
from postil.settings import read_settings, settings_of
from tests.built import ROOT, Built, address_of, article, build_site, the, value, words
from tests.support import edition_of, put, run, term_file, text_file

HEADINGS = [
    "What it argues",
    "Key terms in context",
    "Before reading",
    "While reading",
    "After reading",
    "Questions",
    "A passage to write about",
]
SECRET = "zyzzyva"  # a word that nothing else holds


def texts(built: Built) -> list[Text]:
    return [text for text in built.edition.index.texts.values() if "/" not in text.id]


def asked(built: Built) -> list[Question]:
    return [one for text in texts(built) for one in text.source.questions]


def page_of(built: Built, text: Text) -> BeautifulSoup:
    return built.pages[f"study/{text.id}/"]


def leads_to(built: Built, page: str, link: Tag) -> Tag:
    """The element that a link on a page leads to."""
    place = built.place(page, value(link, "href"))
    assert place is not None
    return the(built.pages[place[0]], f'[id="{place[1]}"]')


# --- the shipped questions


def test_each_text_has_five_to_eight_questions_of_several_kinds(public: Built) -> None:
    for text in texts(public):
        questions = text.source.questions
        assert 5 <= len(questions) <= 8, text.id
        assert [one.id for one in questions] == [f"{text.id}#{n}" for n in range(1, len(questions) + 1)]
        assert {one.kind for one in questions} == {"recall", "comparison", "analysis"}, text.id
    assert len(asked(public)) >= 28


def test_a_third_of_the_questions_go_across_texts(public: Built) -> None:
    across = [one for one in asked(public) if len(one.texts) > 1]
    assert 3 * len(across) >= len(asked(public))


def test_answers_are_of_two_to_five_sentences_and_cite(public: Built) -> None:
    for one in asked(public):
        sentences = re.findall(r"[.?!][”’)]*(?= [A-Z“]|$)", one.answer)
        assert 2 <= len(sentences) <= 5, one.id
        assert one.cites, one.id
        assert one.text in one.texts, f"{one.id} cites its own text as well"


# --- the pages


def test_a_study_page_has_its_parts_in_order(public: Built) -> None:
    for text in texts(public):
        page = page_of(public, text)
        assert [words(heading) for heading in page.select("article h2")] == HEADINGS
        for id_ in ("before", "while", "after"):
            prompts = the(page, f"#{id_} + ul").select("li")
            assert len(prompts) >= 2, f"{text.id}: {id_}"
        assert len(words(the(page, "#argues + p")).split()) >= 40


def test_questions_stand_there_with_answers_folded_away(public: Built) -> None:
    for text in texts(public):
        listed = page_of(public, text).select("ol.questions > li")
        assert [value(one, "id") for one in listed] == [f"q{one.number}" for one in text.source.questions]
        for item, one in zip(listed, text.source.questions, strict=True):
            assert words(the(item, ".question-ask")).startswith(one.ask)
            kind = words(the(item, ".question-kind"))
            assert kind == one.kind + (" · across texts" if len(one.texts) > 1 else "")
            answer = the(item, "details.answer")
            assert not answer.has_attr("open")
            assert one.answer in words(answer)


def test_each_answer_leads_to_its_passages(public: Built) -> None:
    for text in texts(public):
        for item, one in zip(
            page_of(public, text).select("ol.questions > li"), text.source.questions, strict=True
        ):
            links = item.select(".answer-cites a.cite")
            found = [leads_to(public, f"study/{text.id}/", link) for link in links]
            assert [value(element, "id") for element in found] == [f"p{cite.first}" for cite in one.cites]
            assert all("passage" in value(element, "class") for element in found)


def test_key_terms_stand_in_a_passage_that_names_them(public: Built) -> None:
    for text in texts(public):
        lines = page_of(public, text).select(".key-terms > div")
        assert len(lines) >= 3
        for line in lines:
            passage = leads_to(public, f"study/{text.id}/", the(line, "dd a"))
            assert words(the(line, "mark")) in words(passage)
            assert built_entry(public, text, line).startswith("glossary/")


def built_entry(built: Built, text: Text, line: Tag) -> str:
    place = built.place(f"study/{text.id}/", value(the(line, "dt a"), "href"))
    assert place is not None and place[0] in built.pages
    return place[0]


def test_the_passage_to_write_about_is_shown(public: Built) -> None:
    for text in texts(public):
        for paragraph in page_of(public, text).select(".study-passage p"):
            passage = leads_to(public, f"study/{text.id}/", the(paragraph, "a"))
            shown = re.sub(r"^¶\d+ ", "", words(paragraph))
            assert shown == words(passage)
        assert words(the(page_of(public, text), ".study-task"))


def test_the_text_and_the_list_of_texts_lead_to_it(public: Built) -> None:
    for text in texts(public):
        for page in (address_of(text.pages[0].path), "texts/", "study/"):
            links = article(public.pages[page]).select("a[href]")
            assert (f"study/{text.id}/", "") in [public.place(page, value(a, "href")) for a in links], page


def test_the_list_names_every_question_across_texts(public: Built) -> None:
    page = public.pages["study/"]
    links = the(page, "#across + ul").select("a")
    found = {public.place("study/", value(link, "href")) for link in links}
    across = [one for one in asked(public) if len(one.texts) > 1]
    assert found == {(f"study/{one.text}/", f"q{one.number}") for one in across}


def test_a_question_is_named_where_it_draws_on_another_text(public: Built) -> None:
    for text in texts(public):
        links = page_of(public, text).select("#questions-elsewhere + ul a")
        found = {public.place(f"study/{text.id}/", value(link, "href")) for link in links}
        others = [one for one in asked(public) if one.text != text.id and text.id in one.texts]
        assert found == {(f"study/{one.text}/", f"q{one.number}") for one in others}


def test_search_finds_questions_and_no_answers(public: Built) -> None:
    index = json.loads((public.folder / "search/search_index.json").read_text("utf-8"))
    said = " ".join(entry["text"] for entry in index["docs"])
    for one in asked(public):
        assert one.ask.split("“")[0] in said
        assert one.answer.split("“")[0][:60] not in said


def test_a_text_without_questions_has_no_study_page(tmp_path: Path) -> None:
    edition, problems = edition_of(put(tmp_path, {"docs/texts/plain.md": text_file("It rains.")}))
    assert not list(problems)
    assert not edition.index.texts["plain"].source.guided


def test_the_only_text_of_an_edition_has_key_terms_too(tmp_path: Path) -> None:
    """The terms that it mentions most, since there is nothing to compare it with."""
    body = "The weir and the mill.\n\nThe weir again."
    record = text_file(body, questions='[{ask: "What of the [[weir]]?"}]')
    project = {
        "docs/texts/river.md": record,
        "docs/index.md": "# Home\n",
        "glossary/weir.md": term_file("Weir"),
        "glossary/mill.md": term_file("Mill"),
        "mkdocs.yml": (ROOT / "tests/golden/miniature/mkdocs.yml").read_text("utf-8")
        + f"hooks: ['{ROOT / 'hooks/reader.py'}']\n",
    }
    put(tmp_path, project)
    shutil.copytree(ROOT / "tests/golden/miniature/theme", tmp_path / "theme")
    done = run("mkdocs", "build", "--strict", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    page = BeautifulSoup((tmp_path / "site/study/river/index.html").read_bytes(), "lxml")
    assert [words(dt) for dt in page.select(".key-terms dt")] == ["Weir", "Mill"]
    assert not page.select("details.answer")
    assert the(page, ".question-ask a")["href"] == "../../glossary/weir/"


# --- answers that are kept out


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a site, and every file in its archives."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        yield name, data
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{name}/{member}", archive.read(member)) for member in archive.namelist())


def secrets(folder: Path) -> Counter[tuple[str, str]]:
    """(file, secret) for every secret in a site: "zyzzyvagsi" is one in an answer on the text `gsi-2022`."""
    found: Counter[tuple[str, str]] = Counter()
    for name, data in contents(folder):
        for secret in re.findall(rf"{SECRET}[a-z]*", data.decode("utf-8", "ignore").lower()):
            found[name, secret] += 1
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this edition that is for instructors, with a secret in each answer; but the answers on one
    text are for everyone."""
    folder = tmp_path_factory.mktemp("instructor")
    for name in ("docs", "glossary", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    configuration = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "    answers: everyone" in configuration
    put(folder, {"mkdocs.yml": configuration.replace("    answers: everyone", "    answers: instructor")})
    for path in (folder / "docs/texts").glob("*.md"):
        secret = SECRET + path.stem.partition("-")[0]
        record = re.sub(r'^    answer: "', rf"\g<0>{secret} ", path.read_text("utf-8"), flags=re.MULTILINE)
        if path.stem == "ekman-2019":
            record = record.replace("\nquestions:", "\nanswers: everyone\nquestions:", 1)
        path.write_text(record, "utf-8")
    return folder


def built(project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, answers: str = "") -> Path:
    monkeypatch.setenv("POSTIL_LIBRARY", "")
    monkeypatch.setenv("POSTIL_ANSWERS", answers)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    build_site(project, folder)
    return folder


def test_no_file_of_the_site_holds_an_answer_for_instructors(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = built(project, tmp_path / "site", monkeypatch)
    assert {secret for _, secret in secrets(site)} == {f"{SECRET}ekman"}
    page = BeautifulSoup((site / "study/takagi-2014/index.html").read_bytes(), "lxml")
    assert len(page.select("li.question")) == 6, "the questions stay"
    assert not page.select("details.answer")
    first = the(page, "#q1 .answer-cites")
    assert words(first).endswith("the answer is with your instructor")
    assert words(the(first, "a.cite")).endswith("¶2"), "and so does where to look"


def test_the_instructors_own_build_holds_them_all(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = secrets(built(project, tmp_path / "site", monkeypatch, answers="1"))
    for secret in ("takagi", "ekman", "asian", "gsi", "ling"):
        assert any(one == SECRET + secret for _, one in found), secret
    assert not any("search" in name for name, _ in found), "search does not read answers"


def test_the_classroom_edition_keeps_them_out_as_well(tmp_path: Path) -> None:
    record = text_file(
        "A wall.", questions=f"[{{ask: What?, answer: {SECRET} it is, cite: '[@wall, ¶1 \"a wall\"]'}}]"
    )
    put(tmp_path, {"docs/texts/wall.md": record, "library/nothing.txt": "Nothing.", "mkdocs.yml": ""})
    settings = replace(read_settings(tmp_path / "mkdocs.yml"), library=tmp_path / "library")
    problems = Problems()
    kept = make(replace(settings, answers="instructor"), problems)
    shown = make(replace(settings, answers="instructor", instructor=True), problems)
    assert not list(problems)
    (question,) = kept.index.texts["wall"].source.questions
    assert (question.answer, question.kept_back) == ("", True)
    assert [(cite.raw, cite.quote) for cite in question.cites] == [("[@wall, ¶1]", "")]
    assert SECRET not in repr(kept) and "“a wall”" not in repr(kept)
    assert SECRET in shown.index.texts["wall"].source.questions[0].answer


def test_a_setting_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="write everyone or instructor"):
        settings_of(tmp_path, tmp_path, {"postil": {"answers": "students"}}, (), {})
    monkeypatch.setenv("POSTIL_ANSWERS", "yes")
    with pytest.raises(ValueError, match="POSTIL_ANSWERS is 'yes'; write 1"):
        settings_of(tmp_path, tmp_path, {}, (), {})


# --- the guide


def test_the_examples_of_the_guide_are_well(tmp_path: Path) -> None:
    guide = ROOT / "docs/guide"
    shown = re.findall(
        r"^```yaml\n((?:questions|study):\n.*?)^```", (guide / "formats.md").read_text("utf-8"), re.M | re.S
    )
    assert len(shown) == 2
    corpus = (guide / "your-own-corpus.md").read_text("utf-8")
    files = dict(re.findall(r'^```\w+ title="((?:docs|glossary)/[^"]+)"\n(.*?)^```$', corpus, re.M | re.S))
    harbour = files["docs/texts/harbour.md"].replace("\n---\n", "\n" + "".join(shown) + "---\n", 1)
    edition, problems = edition_of(put(tmp_path, files | {"docs/texts/harbour.md": harbour}))
    assert [str(problem) for problem in problems] == []
    source = edition.index.texts["harbour"].source
    assert [one.id for one in source.questions] == ["harbour#1", "harbour#2"]
    assert source.questions[1].texts == ("log", "harbour")
    assert source.study and source.study.task
