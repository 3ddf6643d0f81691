"""Questions for question banks: Moodle XML read by lxml, GIFT by a pattern after Moodle's own description."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from lxml import etree, html

from postil.exports.bundle import Bundle
from postil.exports.questions import gift, moodle
from tests.exports.conftest import FILES, bundle_of
from tests.support import edition_of, put

# Moodle's `qformat_gift`: questions are parted by empty lines; `::name::`, `[format]`, words, `{answers}`
GIFT = re.compile(r"::(?P<name>.*?[^\\])::\s*\[html\](?P<text>.*?[^\\])\s*\{(?P<answer>.*)\}", re.DOTALL)


def unescaped(text: str) -> str:
    return re.sub(r"\\([\\~=#{}:])", r"\1", text).strip()


def essays(bundle: Bundle) -> list[etree._Element]:
    category, *found = list(etree.fromstring(moodle(bundle).encode()))
    assert category.get("type") == "category"
    assert category.findtext("category/text") == "$course$/top/Rivers & boats"
    return found


def said(element: etree._Element, path: str) -> str:
    found = element.findtext(path, "")
    return html.fromstring(found).text_content() if found else ""


def test_each_question_is_an_essay_with_its_id(bundle: Bundle) -> None:
    assert [(one.get("type"), one.findtext("idnumber")) for one in essays(bundle)] == [
        ("essay", "ferries#1"),
        ("essay", "ferries#2"),
    ]


def test_what_it_asks_and_who_is_told_the_answer(bundle: Bundle) -> None:
    first, second = essays(bundle)
    asked = "Why did the river board raise the toll? Say {so}, or ~not~ = 1#2."
    answered = 'It "had to": see Ferry 2019, ¶1.Passages: Ferry 2019, ¶1–2; Ferry 2019, ¶1'
    assert said(first, "questiontext/text") == asked
    assert said(first, "name/text") == f"Ferry 2019, 1: {asked}"
    assert said(first, "graderinfo/text") == answered
    assert first.findtext("graderinfo/text") == first.findtext("generalfeedback/text")
    assert [tag.text for tag in first.iterfind("tags/tag/text")] == ["analysis", "Ferry 2019"]
    assert said(second, "graderinfo/text") == ""


def test_gift_says_the_same(bundle: Bundle) -> None:
    blocks = [block for block in gift(bundle).split("\n\n") if block.strip()]
    questions = [re.sub(r"^//.*\n", "", block) for block in blocks if "::" in block]
    read = [GIFT.fullmatch(one.strip()) for one in questions]
    assert len(read) == 2
    for found, essay in zip(read, essays(bundle), strict=True):
        assert found
        assert unescaped(found["name"]) == essay.findtext("name/text")
        assert unescaped(found["text"]) == essay.findtext("questiontext/text")
        answer = unescaped(found["answer"])
        assert answer == ("####" + (essay.findtext("generalfeedback/text") or "")).removesuffix("####")
        bare = re.sub(r"\\.", "", found["name"] + found["text"] + found["answer"].replace("####", "", 1))
        assert not re.search(r"[~=#{}:]", bare)  # none that GIFT would take for its own


def test_a_slash_in_a_title_makes_no_category(bundle: Bundle) -> None:
    assert "$course$/top/Tolls//fares<" in moodle(replace(bundle, title="Tolls/fares"))
    assert "$CATEGORY: $course$/top/Tolls//fares\n" in gift(
        replace(bundle, title="Tolls/\nfares".replace("\n", ""))
    )


def test_a_long_question_has_a_short_name(bundle: Bundle) -> None:
    long = replace(bundle.questions[0], plain="word " * 60)
    made = etree.fromstring(moodle(replace(bundle, questions=(long,))).encode())
    assert len(made.findtext("question/name/text", "")) < 110


def test_answers_for_instructors_are_in_none_of_them(tmp_path: Path) -> None:
    text = FILES["docs/texts/ferries.md"].replace("rights:", "answers: instructor\nrights:", 1)
    edition, _ = edition_of(put(tmp_path, {**FILES, "docs/texts/ferries.md": text}))
    kept = bundle_of(edition)
    assert len(kept.questions) == 2
    assert "had to" not in moodle(kept) + gift(kept)
    assert "####" not in gift(kept)
