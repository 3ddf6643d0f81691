"""Citations of passages: `[@takagi-2014, ¶3]`, `[@takagi-2014, ¶3-4]`, `[@takagi-2014, ¶3 "some words"]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

from rapidfuzz import fuzz, process

from postil.fold import fold
from postil.model import Citation, Passage, Place
from postil.problems import Code, Problems, did_you_mean

# What looks like a citation, and what is one.
LIKE = re.compile(r"\[@[^\]\n]*\]?")
CITATION = re.compile(
    r"\[@(?P<text>[^\],\s]+)\s*,\s*¶\s*(?P<first>[0-9]{1,6})(?:\s*[-–]\s*¶?\s*(?P<last>[0-9]{1,6}))?"
    r"(?:\s+[\"“](?P<quote>[^\"”\]]+)[\"”])?\s*\]"
)
ID = re.compile(r"[a-z0-9-]+")
CODE = re.compile(r"^(```+|~~~+).*?^\1[ \t]*$|(?<!`)(`+)(?!`).*?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
LONGEST_QUOTE = 20  # words
SHAPE = 'write it like `[@text-id, ¶12]`, `[@text-id, ¶12-14]` or `[@text-id, ¶12 "words"]`'


def without_code(source: str) -> str:
    """The same text with every code block and code span blanked, so that places keep."""
    if "`" not in source and "~~~" not in source:
        return source
    return CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)


def find(source: str, place: Place, problems: Problems) -> tuple[Citation, ...]:
    """All citations of a piece of Markdown that starts at `place`; those badly written become problems."""
    if "[@" not in source:
        return ()
    source = without_code(source)
    found = []
    for like in LIKE.finditer(source):
        line = place.line + source.count("\n", 0, like.start())
        column = like.start() - source.rfind("\n", 0, like.start())
        at = Place(place.path, line, column + (place.column - 1 if line == place.line else 0))
        match = CITATION.fullmatch(like[0])
        if match is None:
            problems.add(Code.BAD_CITATION, at, f"`{like[0]}` is not a citation", SHAPE)
        elif not ID.fullmatch(match["text"]):
            what = f"`{match['text']}` cannot be the id of a text"
            problems.add(Code.BAD_ID, at, what, "ids hold only a-z, 0-9 and hyphens")
        else:
            found.append(_citation(match, at))
    return tuple(found)


def cited(cite: str, place: Place, problems: Problems) -> tuple[Citation, ...]:
    """The citations of a field that holds nothing else; "" is none."""
    found = find(cite, place, problems)
    if cite and not found and not LIKE.search(cite):
        what = f"`{cite}` is not a citation"
        problems.add(Code.BAD_CITATION, place, what, 'write `"[@text-id, ¶3]"`')
    return found


def _citation(match: re.Match[str], place: Place) -> Citation:
    first = int(match["first"])
    last = int(match["last"] or first)
    return Citation(match["text"], first, last, match["quote"] or "", match[0], place)


def verify(
    citations: Iterable[Citation],
    passages: Mapping[str, tuple[Passage, ...]],
    withheld: Set[str],
    problems: Problems,
) -> None:
    """Report each citation whose text, passage or quoted words do not exist.

    `passages` maps the id of each text of this edition to its passages; `withheld` names the texts whose
    rights keep them out of it.
    """
    for one in citations:
        if one.text in withheld:
            what = f"`{one.raw}` cites a text whose rights keep it out of the public edition"
            problems.add(Code.WITHHELD_TEXT, one.place, what, "cite its study text")
        elif one.text not in passages:
            listed = f"texts: {', '.join(sorted(passages)) or 'none'}"
            advice = did_you_mean(one.text, passages, listed)
            problems.add(
                Code.UNKNOWN_TEXT, one.place, f"`{one.raw}` cites a text that does not exist", advice
            )
        else:
            _verify_passage(one, passages, problems)


def _verify_passage(one: Citation, texts: Mapping[str, tuple[Passage, ...]], problems: Problems) -> None:
    passages = texts[one.text]
    count = len(passages)
    if one.first < 1 or one.last > count or one.last < one.first:
        what = f"`{one.raw}` cites a passage that does not exist"
        there = _nearest(one, texts)
        advice = f"`{one.text}` has ¶1 to ¶{count}" + (f"; the words stand {there}" if there else "")
        problems.add(Code.UNKNOWN_PASSAGE, one.place, what, advice)
    elif one.quote:
        if len(one.quote.split()) > LONGEST_QUOTE:
            what = f"`{one.raw}` quotes more than {LONGEST_QUOTE} words"
            problems.add(Code.LONG_QUOTE, one.place, what, "quote fewer words")
        words = fold(one.quote).text
        cited = " ".join(fold(passage.text).text for passage in passages[one.first - 1 : one.last])
        if words not in cited:
            what = f"the words “{one.quote}” do not stand in ¶{one.first} of `{one.text}`"
            there = _nearest(one, texts)
            alike = "" if there else _alike(words, passages)
            advice = f"they stand {there}" if there else alike or "quote words that stand there"
            problems.add(Code.QUOTE_NOT_FOUND, one.place, what, advice)


def _nearest(one: Citation, texts: Mapping[str, tuple[Passage, ...]]) -> str:
    """Where quoted words stand instead: the nearest passage of the same text, else the first of another."""
    words = fold(one.quote).text
    if not words:
        return ""
    own = [passage.number for passage in texts[one.text] if words in fold(passage.text).text]
    if own:
        return f"in ¶{min(own, key=lambda number: (abs(number - one.first), number))}"
    others = (
        f"in ¶{passage.number} of `{text}`"
        for text in sorted(texts)
        for passage in texts[text]
        if words in fold(passage.text).text
    )
    return next(others, "")


def _alike(words: str, passages: Iterable[Passage]) -> str:
    """Which passage has nearly these words (rapidfuzz: at least 85 of 100 letters stay), where one does."""
    folded = {passage.number: fold(passage.text).text for passage in passages}
    near = process.extractOne(words, folded, scorer=fuzz.partial_ratio, score_cutoff=85)
    return f"¶{near[2]} has nearly these words" if near else ""
