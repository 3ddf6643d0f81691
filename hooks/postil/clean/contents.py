"""The front of a book: its title page and its table of contents."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from postil.clean.draft import Line, Sheet

_CONTENTS = re.compile(
    r"[\s#*_=]*(?:(?:table of )?contents|(?:list of )?(?:illustrations|plates|maps|figures))[\s.:*_=]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[\s#*_>-]*(?:(?P<unit>chapter|chap\.?|book|part|section|canto|act|scene|letter|no\.)\s+)?"
    r"(?P<n>[IVXLCDM]+|\d{1,3})(?=$|[\s.:)–—-])[\s.:)–—-]*",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:(?:[\s.·_…]*[.·…]{2}|\s{2}|\t)[\s.·_…]*(?:\d{1,4}|[ivxlc]{1,6}))[\s.|]*$")
_LONGEST = 20  # words of an entry
_PREFIX = 8  # letters: enough of an entry whose heading is wrapped elsewhere
_STRAY = 6  # lines between two entries: column heads, further lines of an entry
_ZONE = 200  # lines after which no title page goes on


def contents(sheet: Sheet) -> Sheet:
    """Set aside a table of contents: a list of lines that stand in the text again as headings."""
    heads = [i for i, line in enumerate(sheet.lines) if line.text and _CONTENTS.fullmatch(line.text)]
    if not heads:
        return sheet
    keys = Counter(key for line in sheet.lines if line.text.strip() and (key := _key(line.text)))
    keys.update(key for group in _groups(sheet.lines) if (key := _key(" ".join(group))))
    ordered = sorted(keys)
    for at in reversed(heads):
        end = _end(sheet.lines, at, keys, ordered)
        if end:
            sheet = sheet.without(at, end, "contents")
    return sheet


def _groups(lines: Sequence[Line]) -> Iterator[list[str]]:
    """The texts of lines that stand together, where they may be a heading of several lines."""
    group: list[str] = []
    for line in (*lines, Line(0, "")):
        if line.text.strip():
            group.append(line.text)
        else:
            if 1 < len(group) <= 4:
                yield group
            group = []


def _key(text: str) -> str:
    """What an entry and its heading have in common: the letters, or the number where there are none."""
    if len(text) > 300:
        return ""
    text = _LEADER.sub("", text)
    if sum(map(str.isalnum, (word[0] for word in text.split()))) > _LONGEST:
        return ""
    number = _NUMBER.match(text)
    words = re.sub(r"[\W\d_]+", "", text[number.end() :] if number else text).lower()
    return words or (f"{(number['unit'] or '').lower()}#{number['n'].lower()}" if number else "")


def _end(lines: Sequence[Line], at: int, keys: Counter[str], ordered: Sequence[str]) -> int:
    """The index after the last entry of the list under this line, or 0 where it is none."""
    seen: set[str] = set()
    pictures = "contents" not in lines[at].text.lower()
    last = open_at = at
    entries = leaders = strays = 0
    for i in range(at + 1, len(lines)):
        text = lines[i].text
        if not text.strip():
            if pictures and last > at and not lines[i - 1].text.strip():
                break
            continue
        key = _key(text)
        leader = bool(_LEADER.search(text))
        if (key in seen and not leader) or _CONTENTS.fullmatch(text):
            last = max(last, open_at) if "#" in key else last
            break
        if "#" in key and keys[key] > 1 and not leader:
            # A number alone may be the first heading of the text itself: the next line tells.
            seen.add(key)
            entries, open_at = entries + 1, i
            continue
        if key and (keys[key] > 1 or _continued(key, ordered)):
            seen.add(key)
            entries += 1
        elif leader:
            leaders += 1
        else:
            strays += 1
            if i - last > _STRAY:
                break
            continue
        last, strays = i, 0
    return last + 1 if entries + leaders >= 2 and (entries >= 2 or leaders >= 3) else 0


def _continued(key: str, ordered: Sequence[str]) -> bool:
    """Whether a longer heading begins with these letters."""
    if len(key) < _PREFIX or "#" in key:
        return False
    at = bisect_left(ordered, key + "a")
    return at < len(ordered) and ordered[at].startswith(key)


_IMPRINT = re.compile(
    r"\b(?:publish(?:ed|ers?|ing)|press|printed|printers?|copyright|all rights reserved|editions?|"
    r"illustrat(?:ed|ions)|"
    r"pictures by|drawings by|translated|author of|company|limited|ltd|"
    r"london|new york|boston|philadelphia|chicago|edinburgh|dublin|paris|leipzig|toronto)\b|& (?:co|sons?)\b|"
    r"(?:1[5-9]|20)\d\d\W*$|\b(?:volume|vol\.) [ivx\d]+",
    re.IGNORECASE,
)
_BY = re.compile(r"[\s_*]*(?:by|and)[\s_*:.]*", re.IGNORECASE)


def title_page(sheet: Sheet) -> Sheet:
    """Set aside a book's title page where the file's header has given title and author.

    Lines that repeat those, name a publisher, a place or a year, or stand alone before the book begins; a
    dedication or a motto of several lines stays.
    """
    if "title" not in sheet.record:
        return sheet
    title, subtitle = (str(sheet.record.get(name, "")) for name in ("title", "subtitle"))
    names = [frozenset(_words(name)) for name in sheet.record.get("authors", ())]
    known = {_letters(title), _letters(subtitle), _letters(title + subtitle)} - {""}
    for start, end in reversed(list(_front(sheet.lines))):
        texts = [line.text.strip() for line in sheet.lines[start:end]]
        joined = " ".join(texts)
        words = _words(joined)
        if (
            _letters(joined) in known
            or all(_letters(text) in known for text in texts)
            or _BY.fullmatch(joined)
            or any(name <= set(words) for name in names)
            or _IMPRINT.search(joined)
            or len(texts) == 1
        ):
            sheet = sheet.without(start, end, "title-page")
    return sheet


def _front(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The groups of short lines before the first heading or running text."""
    at = 0
    while at < min(len(lines), _ZONE):
        if not lines[at].text.strip():
            at += 1
            continue
        end = at
        while end < len(lines) and lines[end].text.strip():
            end += 1
        joined = " ".join(line.text.strip() for line in lines[at:end])
        words = len(joined.split())
        prose = words > 30 or (words > 12 and joined.rstrip("\"'”’)_")[-1:] in ".!?" and not joined.isupper())
        first = lines[at].text
        number = _NUMBER.match(first)
        if prose or _SECTION.match(first) or _CONTENTS.fullmatch(first) or (number and number[0] == first):
            return
        yield at, end
        at = end


_SECTION = re.compile(
    r"[\s_*]*(?:preface|introduct(?:ion|ory)|foreword|prologue|chapter|book|part|canto|act|letter|section|argument|"
    r"note|to the reader|dramatis personae)\b",
    re.IGNORECASE,
)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _letters(text: str) -> str:
    return "".join(_words(text))
