"""What holds for every text that is cleaned, whatever its words."""

from __future__ import annotations

import html
import os
import re
import textwrap
from collections import Counter
from xml.etree import ElementTree

import markdown
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from postil.clean import clean
from postil.clean.syntax import unescaped
from postil.model import Cleaned

SLOW = settings(
    max_examples=int(os.environ.get("POSTIL_EXAMPLES", "100")),
    deadline=None,
    derandomize=True,  # the same examples on every machine; POSTIL_EXAMPLES asks for more of them
    suppress_health_check=[HealthCheck.too_slow],
)

_WORDS_LIST = (
    "the river and a bridge of stone was built in old town which trade council policy secur- rity co- "
    "operation Asia Alice Example is a professor at University By 2014 12 track 1.5 order.23 word”,4 "
    "said.5 (6) 7 [8] G20 15,000 Notes See ibid. *star* _low_ **bold** # > - + 1. 2. ``` ~~~ | --- === "
    "[^1] [^1]: [[term]] <b> &amp; \\* snake_case Copyright Photo: Share Published on by May 2020 About "
    "the author ofthe thebridge long- term pro- vide mill[i] [1, 2] [2]–[4] . , ; : ? ! "
    "“quoted” ‘so’ – — … • † "
)
WORDS = st.sampled_from(_WORDS_LIST.split())
LINES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
SENTENCES = st.sampled_from(
    [
        "The council of the old town met on Monday evening beside the river.",
        "Nobody contradicted the mayor.",
        "They built a bridge of stone, which stood for a hundred years.3",
        "It was ‘the pride of the town’,4 as one of them wrote in 1914.",
        "See track 1.5, the 15,000 people of COVID-19, and (1) the mill; (2) the gate.",
        "What did it cost?",
        "“We shall never know,” said the oldest of the clerks [5].",
        "the ferry ran until",
        "Trade with the towns along the river grew by five per cent, and with it the number of",
    ]
)
_LONE = """\
The Long Road
What the plan says
Introduction
Notes
1 See the records.
2 Ibid.
3 Ibid., p. 4.
12
13
27 August 2014
No. 204
By Jane Doe
Jane Doe is Professor of History at Stonehaven University.
Check Also
Leave a Reply
About the Author
Print Friendly, PDF & Email
Photo: Jane Doe
- the mill
1. the gate
> so he said
## A Heading
**Bold Words**
---
[^3]: A note.
The Valley Institute
Published by the Valley Press in May 2020.
The views expressed here are the author’s own.
Nobody contradicted the mayor.
* * *
Figure 2. The bridge
CHAPTER I.
CHAPTER II. The Mill
BOOK THE FIRST
II.
CONTENTS
[Footnote 1: A note.]
[1] A note.
[Illustration: The mill]
Transcriber's note: all kept.
Notes to Chapter 1
  the mill      5
*** START OF THE PROJECT GUTENBERG EBOOK X ***
*** END OF THE PROJECT GUTENBERG EBOOK X ***
Produced by Nobody
From: Ada Quill
To: the clerk
Subject: the mill
[14/05/2021, 09:12:33] Ada: The mill
THE VALLEY REVIEW      17
18      THE VALLEY REVIEW
19      THE VALLEY REVIEW
[i] See the records.
ii
a) the mill
=The Mill=
INTERVIEW
Stonehaven, 4 June 2012
"""
LONE = st.sampled_from(_LONE.splitlines())
PARAGRAPHS = st.one_of(
    st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join),
    st.lists(SENTENCES, min_size=2, max_size=6).map(lambda parts: textwrap.fill(" ".join(parts), 70)),
    LONE,
    st.lists(LINES, min_size=1, max_size=4).map("\n".join),
)
# Speech in short paragraphs, and the notes and headings of a made-up book in their order.
SPOKEN = st.tuples(
    st.sampled_from(
        ["Yes", "Where is the bridge", "It was burnt in 1812", "So they say.3", "A. Wren did", "No; 12"]
    ),
    st.sampled_from(["said", "asked", "replied", "cried"]),
    st.sampled_from(["he", "Ada", "the clerk", "one of them"]),
).map(lambda parts: f"“{parts[0]},” {parts[1]} {parts[2]}.")
HEADS = st.sampled_from(
    ["{n}", "{n}.", "CHAPTER {n}", "{n}. The Mill", "{n}.1 The Gate", "The Mill", "## The Mill"]
)
NOTES = st.sampled_from(
    ["[{n}] See the records.", "{n}. Ibid., p. 4.", "{n} Ibid.", "† By nobody.", "[^{n}]: Ibid."]
)
MARKED = st.sampled_from(
    ["The mill stood.{n}", "The mill [{n}] stood.", "The mill [{n}, {m}] stood.", "It ran dry.[{n}–{m}]"]
)


@st.composite
def books(draw: st.DrawFn) -> str:
    """A book in chapters: headings, speech and prose with markers; notes at its end or under each chapter."""
    head, note, marked = draw(HEADS), draw(NOTES), draw(MARKED)
    gap = draw(st.sampled_from(["\n\n", "\n", "\n\n\n"]))
    under = draw(st.booleans())
    blocks: list[str] = []
    notes: list[str] = []
    for n in range(1, draw(st.integers(1, 4)) + 1):
        blocks.append(head.format(n=n))
        blocks += draw(st.lists(st.one_of(SPOKEN, SENTENCES), max_size=5))
        blocks.append(f"{draw(SENTENCES)} {marked.format(n=n, m=n + 1)} {draw(SENTENCES)}")
        notes.append(note.format(n=n))
        if under:
            blocks.append(notes.pop())
    if notes:
        blocks += ["Notes", *notes]
    return gap.join(blocks) + "\n"


GAPS = st.sampled_from(["\n", "\n\n", "\n\n\n", "\n \n", "  \n", "\n    ", "\r\n\r\n", "\n\f\n"])
TEXTS = st.lists(st.tuples(PARAGRAPHS, GAPS), max_size=12).map(lambda parts: "".join(a + b for a, b in parts))

SENTENCE = (
    "The council of the old town met beside the river and argued about the bridge until the evening came."
)
# Plain prose with any signs in it: what Python-Markdown shows must be what the raw text says.
SIGNS = st.text(st.sampled_from("abcXYZ019 *_`[](){}<>#+-.!|\\&;:=~^$%@/\"'"), min_size=1, max_size=40)


def _count(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace())


def _accounted(raw: str, cleaned: Cleaned) -> tuple[Counter[str], Counter[str]]:
    """The characters that a text had, its changes applied, and those that the outcome has."""
    had = _count(raw)
    for change in cleaned.changes:
        had.update(_count(change.after))
        had.subtract(_count(change.before))
    has = _count(cleaned.markdown)
    for value in cleaned.record.values():
        has.update(_count(value if isinstance(value, str) else "".join(value)))
    for piece in cleaned.dropped:
        has.update(_count(piece.text))
    return had, has


@SLOW
@given(st.text())
@example("\ud800 \x00\x02\x03 \ufeff")
@example("\\*")
def test_any_text_is_cleaned_without_an_error(raw: str) -> None:
    cleaned = clean(raw)
    cleaned.markdown.encode("utf-8")
    assert cleaned.markdown == "" or cleaned.markdown.endswith("\n")


@SLOW
@given(st.one_of(TEXTS, books(), st.text()))
def test_nothing_is_lost(raw: str) -> None:
    cleaned = clean(raw)
    had, has = _accounted(raw, cleaned)
    # Escapes are the only characters that cleaning writes in another way without a note of it.
    has.update(html.unescape(entity) for entity in re.findall(r"&(?:lt|amp|#\d+);", cleaned.markdown))
    lost = {char: n for char, n in had.items() if n > has[char]}
    assert not lost


@SLOW
@given(st.one_of(TEXTS, books(), st.text()))
def test_cleaning_again_changes_nothing(raw: str) -> None:
    once = clean(raw).markdown
    assert clean(once).markdown == once


@SLOW
@given(st.one_of(TEXTS, st.text()))
def test_lines_are_those_of_the_raw_text(raw: str) -> None:
    cleaned = clean(raw)
    last = raw.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    lines = [change.line for change in cleaned.changes]
    lines += [piece.line for piece in cleaned.dropped]
    lines += [finding.line for finding in cleaned.findings]
    assert all(1 <= line <= last for line in lines)


@SLOW
@given(st.lists(SIGNS, min_size=1, max_size=4))
def test_signs_of_plain_text_reach_the_reader(signs: list[str]) -> None:
    raw = "\n\n".join(f"{SENTENCE} Then {sign} was said." for sign in signs)
    cleaned = clean(raw)
    shown = "".join(ElementTree.fromstring(f"<div>{_rendered(cleaned.markdown)}</div>").itertext())
    wanted = re.sub(r"\s+", "", raw)
    for change in cleaned.changes:
        wanted = wanted.replace(re.sub(r"\s+", "", change.before), re.sub(r"\s+", "", change.after))
    if not _has_markup(raw):
        assert re.sub(r"\s+", "", shown) == wanted


def _has_markup(raw: str) -> bool:
    """Whether a text holds what cleaning rightly takes as Markdown or as a note marker."""
    return bool(
        re.search(r"\*[^*\n]+\*|_[^_\n]+_|`[^`\n]+`|\]\(|\[\^|\\[^\w\s]|&#?\w+;|<http|<mailto|\d", raw)
    )


def _rendered(text: str) -> str:
    return markdown.markdown(text, extensions=["tables", "def_list", "abbr", "attr_list", "admonition"])


@SLOW
@given(st.one_of(TEXTS, books()))
def test_every_marker_is_resolved_or_reported(raw: str) -> None:
    cleaned = clean(raw)
    body = re.sub(r"(?s)^(`{3,}|~{3,}).*?^\1", "", cleaned.markdown, flags=re.MULTILINE)
    markers = set(re.findall(r"(?<!\\)\[\^([^\]\s]+)\](?!:)", body))
    notes = set(re.findall(r"(?m)^\[\^([^\]\s]+)\]:", body))
    missing = {f.message.split()[1] for f in cleaned.findings if f.code == "note-missing"}
    assert markers - notes <= missing


@SLOW
@given(TEXTS)
def test_text_survives_escaping(raw: str) -> None:
    assert unescaped(clean(raw).markdown).count("�") == raw.count("�")
