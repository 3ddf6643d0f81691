"""Note markers: which numbers in a text point to a note.

A number glued to a word or a closing sign may be a marker ("order.23") or text ("track 1.5", "15,000",
"COVID-19", "G20"). Each number gets a weight from what stands around it; then the best rising chain of
numbers through the whole text decides, because notes are numbered one after the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from postil.clean.draft import CLOSE, MARKER, OPEN, Block, Draft, bare_markers, part_label
from postil.model import Change

_NUMBER = re.compile(r"(?<![\d_])(?P<n>\d{1,3})(?=$|[\s.,;:!?)\]”’\"'»–—\x02*])(?![.,:]\d)")
_SIGNS = frozenset(".,;:!?)]”’\"'»–—…*")
_BRACKETED = re.compile(r"(?P<gap> ?)\[(?P<n>\d{1,3})\](?![(:\]])")
_AFTER_CITATION = re.compile(r"$|[.,;:!?)”’\"]| [A-Z“‘]|\[")
_RAISED = re.compile(r"(?P<n>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_CARET = re.compile(r"(?<=[^\s\d^])\^(?P<n>\d{1,3})\^?(?=$|[\s.,;:!?)\]”’\"'])")
_SYMBOL = re.compile(r"(?<=[^\s*])(?P<n>\*{1,3}|[†‡§])(?=$|[\s.,;:!?)”’\"'])")
_SIGN = re.compile(rf"[{OPEN}\d⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§]")  # without one of these, there is nothing to look for
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNIT = re.compile(r"(?:^|[^\w])(?:[a-zA-Zµ]{1,2}|\d[\d.,]*|CO|feet|miles|inch)$")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[.]?$")
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d[.,]$")
_LABELS_LIST = (
    "p pp no nos nr vol vols fig figs art arts ch chap sec sect s v vv ver version para par pt table eq "
    "col f ff l ll n covid mp cd dvd type class phase stage level grade group tier track "
)
_LABELS = frozenset(_LABELS_LIST.split())
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")
STRONG, FAIR, WEAK = 2.0, 1.2, 0.5
_FIXED = 1000.0  # a marker that the raw text itself writes as one
_GAP = 0.4  # what each number left out between two markers costs
_RANGE = 1000


@dataclass(frozen=True, slots=True)
class _Candidate:
    block: int
    start: int
    end: int
    label: str
    weight: float

    @property
    def value(self) -> int:
        return int(self.label)


def note_markers(draft: Draft) -> Draft:
    """Turn the numbers and signs that point to notes into markers."""
    defined: dict[int, set[str]] = defaultdict(set)
    for note in draft.notes:
        defined[note.part].add(note.label.split("-")[0])
    signs = defaultdict(
        set, {part: {label for label in own if not label.isdigit()} for part, own in defined.items()}
    )
    found: dict[int, list[_Candidate]] = defaultdict(list)
    for i, block in enumerate(draft.blocks):
        if block.kind == "table":
            found[block.part] += _in_cells(i, block.text, defined[block.part])
        elif block.kind not in ("code", "break"):
            found[block.part] += _candidates(i, block.text, defined[block.part], signs[block.part])
    chosen: list[_Candidate] = []
    for part, candidates in found.items():
        numbered = [one for one in candidates if one.label.isdigit() and 0 < one.value < _RANGE]
        chosen += _chosen(numbered, _best_chain(numbered), defined[part])
        signed = (one for one in candidates if not one.label.isdigit() and one.weight < _FIXED)
        chosen += [one for one in signed if one.label in defined[part]]
    return _marked(draft, sorted(chosen, key=lambda one: (one.block, one.start)))


def _candidates(at: int, text: str, defined: AbstractSet[str], signs: AbstractSet[str]) -> list[_Candidate]:
    """The numbers of a block that might be markers, in order."""
    found: list[_Candidate] = []
    if not _SIGN.search(text):
        return found

    def add(start: int, end: int, label: str, weight: float) -> None:
        if weight > 0:
            found.append(_Candidate(at, start, end, label, weight))

    for match in MARKER.finditer(text):
        add(match.start(), match.end(), match[1], _FIXED)
    for match in _NUMBER.finditer(text):
        last = match.start() - 1
        gap = last > 0 and text[last] == " "
        sign = text[last - gap] if last >= 0 else ""
        if sign.isalpha() or sign in _SIGNS:
            weight = _weight(text[max(0, last - gap - 14) : last - gap + 1], gap, match, defined)
            add(match.start() - gap, match.end(), str(int(match["n"])), weight)
    if "[" in text:
        for match in _BRACKETED.finditer(text):
            glued = not match["gap"] and match.start() > 0
            cited = glued or (match.start() > 0 and _AFTER_CITATION.match(text, match.end()))
            weight = STRONG if cited else FAIR
            add(match.start(), match.end(), str(int(match["n"])), weight)
    for match in _RAISED.finditer(text):
        power = _UNIT.search(text[max(0, match.start() - 8) : match.start()]) and len(match["n"]) == 1
        add(match.start(), match.end(), match["n"].translate(_SUPERSCRIPT), 0.0 if power else STRONG)
    if "^" in text:
        for match in _CARET.finditer(text):
            add(match.start(), match.end(), str(int(match["n"])), STRONG)
    if any(map(text.__contains__, signs)):
        for match in _SYMBOL.finditer(text):
            add(match.start(), match.end(), match["n"], STRONG if match["n"] in defined else 0.0)
    return sorted(found, key=lambda one: one.start)


def _in_cells(at: int, text: str, defined: AbstractSet[str]) -> list[_Candidate]:
    """The markers of a table: a cell is full of numbers, so that only brackets, raised digits and signs with
    a note of the text count."""
    found = [_Candidate(at, *match.span(), match[1], _FIXED) for match in MARKER.finditer(text)]
    for pattern in (_BRACKETED, _RAISED, _SYMBOL):
        for match in pattern.finditer(text):
            label = match["n"].translate(_SUPERSCRIPT)
            power = pattern is _RAISED and _UNIT.search(text[max(0, match.start() - 8) : match.start()])
            if label in defined and not power:
                found.append(_Candidate(at, *match.span(), label, STRONG))
    return sorted(found, key=lambda one: one.start)


def _weight(before: str, gap: bool, match: re.Match[str], defined: AbstractSet[str]) -> float:
    """How much the surroundings of a number speak for a marker; 0 where they speak against it."""
    sign, number = before[-1], match["n"]
    after = match.string[match.end() : match.end() + 3]
    known = number in defined
    if number[0] == "0":
        return 0.0
    if gap:  # "…’. 2" at a paragraph's end, "…’, 25 including …": only with a note of that number
        return (
            WEAK
            if known and not sign.isalpha() and sign not in "–—:*" and not before[-2:-1].isdigit()
            else 0.0
        )
    if sign.isalpha():
        return _after_word(before, sign, known)
    last = before[-2:-1]
    if sign in ".,;:":
        if last.isdigit():
            dated = _YEAR_BEFORE.search(before) and (not after or after[0] == " ")
            return (
                WEAK if dated and (known or sign == ".") and not (sign == "," and len(number) == 3) else 0.0
            )
        word = _WORD_BEFORE.search(before[:-1] + "." if sign == "." else before[:-1])
        if sign in ".:" and word and word[1].lower() in _LABELS:
            return 0.0
        if not last or last.isspace():
            return 0.0
        return {".": STRONG, ",": FAIR, ";": FAIR, ":": FAIR}[sign]
    if not last or last.isspace():  # an opening quotation mark, a dash between spaces
        return 0.0
    if sign in "–—":
        return FAIR if known and not last.isdigit() else 0.0
    if sign in "\"'’”»" and last.isalnum() and not known:
        return FAIR
    return STRONG


def _after_word(before: str, sign: str, known: bool) -> float:
    match = _WORD_BEFORE.search(before)
    word = match[1] if match else sign
    if _CJK.match(sign) or word.lower() in _LABELS:
        return 0.0
    if word[1:] != word[1:].lower() or len(word) < 4:  # "CO2", "G20", "RMB10", "mp3"
        return WEAK if known and len(word) > 1 else 0.0
    return FAIR


def _best_chain(found: Sequence[_Candidate]) -> list[int]:
    """Indexes of the rising chain with the greatest weight, gaps in the numbering counted against it.

    A Fenwick tree over the numbers keeps the best chain that ends below each: O(n log 1000).
    """
    best: list[tuple[float, int]] = [(0.0, -1)] * (_RANGE + 1)
    score: list[float] = []
    above: list[int] = []
    for i, one in enumerate(found):
        key, link = 0.0, -1
        at = one.value - 1
        while at > 0:
            if best[at][1] >= 0 and (link < 0 or best[at][0] > key):
                key, link = best[at]
            at -= at & -at
        total = key - _GAP * (one.value - 1)
        score.append(one.weight + (total if link >= 0 and total > 0 else 0.0))
        above.append(link if link >= 0 and total > 0 else -1)
        at = one.value
        entry = (score[i] + _GAP * one.value, i)
        while at <= _RANGE:
            if best[at][1] < 0 or entry[0] > best[at][0]:
                best[at] = entry
            at += at & -at
    chain: list[int] = []
    at = max(range(len(found)), key=score.__getitem__, default=-1)
    while at >= 0:
        chain.append(at)
        at = above[at]
    return chain[::-1]


def _chosen(found: Sequence[_Candidate], chain: Sequence[int], defined: AbstractSet[str]) -> list[_Candidate]:
    """The candidates that are markers, without those the raw text wrote as such."""
    members = [found[i] for i in chain]
    sure = [
        one.weight >= STRONG or one.label in defined or (bool(defined) and one.weight >= FAIR)
        for one in members
    ]
    for order in (range(1, len(members)), range(len(members) - 2, -1, -1)):
        for i in order:
            near = i - 1 if order.step == 1 else i + 1
            if sure[near] and abs(members[i].value - members[near].value) == 1:
                sure[i] = True
    chosen = [one for one, good in zip(members, sure, strict=True) if good]
    in_chain = set(chain)
    again = (one for i, one in enumerate(found) if i not in in_chain)
    chosen += [one for one in again if one.label in defined and one.weight >= STRONG]
    return [one for one in chosen if one.weight < _FIXED]


def _marked(draft: Draft, chosen: Sequence[_Candidate]) -> Draft:
    blocks = list(draft.blocks)
    changes: list[Change] = []
    for at, group in _by_block(chosen):
        block: Block = blocks[at]
        pieces: list[str] = []
        end = 0
        for one in group:
            if one.start < end:
                continue
            label = part_label(one.label, block.part)
            pieces += [block.text[end : one.start], f"{OPEN}{label}{CLOSE}"]
            context = block.text[max(0, one.start - 24) : one.start].split()[-1:]
            left = bare_markers(context[0]) if context and OPEN not in context[0] else ""
            written = block.text[one.start : one.end].strip()
            changes.append(
                Change("note-marker", block.line_at(one.start), f"{left}{written}", f"{left}[^{label}]")
            )
            end = one.end
        blocks[at] = replace(block, text="".join(pieces) + block.text[end:])
    return replace(draft, blocks=tuple(blocks)).changed(changes)


def _by_block(chosen: Sequence[_Candidate]) -> Iterator[tuple[int, list[_Candidate]]]:
    groups: dict[int, list[_Candidate]] = {}
    for one in chosen:
        groups.setdefault(one.block, []).append(one)
    yield from groups.items()
