"""What a page prints twice: pull-quotes, running heads, page numbers."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from postil.clean.draft import MARKER, OPEN, Block, Draft
from postil.clean.sentences import finished, headline, is_prose, sentence_count, starts_low

_WORD = re.compile(r"[^\W\d_]+|\d{4,}")  # not the short numbers that may be note markers
_PAGE = re.compile(
    r"(?:[-–—|]\s*)?(?:page |p\. ?)?(\d{1,4})(?: (?:of|/) ?\d{1,4}| ?/ ?\d{1,4})?(?:\s*[-–—|])?",
    re.IGNORECASE,
)
_Run = int  # the hash of four words; shorter runs of words recur in any text
_RUN = 4
_LONGEST = 70  # words of a pull-quote
_SHORTEST = 7
_NEAR = 2500  # words, at least: a repetition farther away is the author's own
_ADAPTED = (
    0.55  # share of a pull-quote's words that stand in runs of the text, where it cuts a sentence in two
)
_COPIED = 0.95  # the same for one that stands between two paragraphs
_WORTH_A_LOOK = 0.3  # share of its runs that must stand elsewhere before a closer look is taken
_FORMULA = 20  # blocks nearby: a run of words that stands in more of them is a formula and proves nothing
# An author who says something again says so.
_AGAIN = re.compile(
    r"(?:thus|so|again|once (?:more|again)|in (?:short|sum|brief|conclusion|other words)|to (?:repeat|sum "
    r"up|conclude)|therefore|"
    r"hence|as (?:I|we|he|she|they) (?:said|wrote|noted)|finally|and so|yes|indeed)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"(?:these words|this sentence|that sentence|those words|this line|with these words|so (?:he|she|it|"
    r"they) (?:wrote|said|ran))\b",
    re.IGNORECASE,
)


def page_numbers(draft: Draft) -> Draft:
    """Set aside page numbers: rising numbers that stand alone on their lines."""
    blocks = draft.blocks
    found = [(i, int(match[1])) for i, block in enumerate(blocks) if (match := _page(block))]
    gone: set[int] = set()
    for (i, number), (j, following) in pairwise(found):
        if 0 < following - number <= 2 and any(is_prose(block) for block in blocks[i:j]):
            gone.update((i, j))
    for i, _ in found:
        if 0 < i < len(blocks) - 1 and _cuts(blocks[i - 1], blocks[i + 1]):
            gone.add(i)
    return draft.without(gone, "page-number")


def _page(block: Block) -> re.Match[str] | None:
    return _PAGE.fullmatch(block.text) if block.kind in ("text", "item") and len(block.text) < 20 else None


def running_heads(draft: Draft) -> Draft:
    """Set aside a line that recurs at the tops of pages: three times or more, once at least amid a "
    "sentence."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(draft.blocks):
        if block.kind in ("text", "heading") and block.words <= 14 and block.text[-1:] not in ".!?…:;,":
            key = re.sub(r"\d+", "#", block.text).strip(" #|–—-").casefold()
            if key:
                places[key].append(i)
    gone: set[int] = set()
    for found in places.values():
        if len(found) < 3:
            continue
        cutting = [
            i
            for i in found
            if 0 < i < len(draft.blocks) - 1 and _cuts(draft.blocks[i - 1], draft.blocks[i + 1])
        ]
        if len(cutting) * 4 >= len(found):
            # The first may be the title over the text itself.
            gone.update(found if found[0] > 2 or found[0] in cutting else found[1:])
    return draft.without(gone, "running-head")


def _cuts(above: Block, below: Block) -> bool:
    """Whether what stands between these two blocks cuts a sentence in two; the second piece may begin "
    "with a name."""
    if above.kind != "text" or below.kind != "text" or not is_prose(above) or finished(above.text):
        return False
    return starts_low(below.text) or is_prose(below)


def pull_quotes(draft: Draft) -> Draft:
    """Set aside a paragraph that repeats a sentence of the text, word for word or adapted.

    It is one or two sentences of 7 to 70 words. Between two paragraphs it must repeat nearly all its words in
    order; where it cuts a sentence in two, somewhat more than half of them. A repetition that the author
    announces, quotes, or makes as a refrain stays.
    """
    blocks = draft.blocks
    chunks = list(_chunks(blocks))
    stretches: dict[int, _Stretch] = {}
    gone: list[int] = []
    for at, chunk in enumerate(chunks):
        candidates = [i for i in chunk if _may_be_pulled(blocks[i])]
        if not candidates:
            continue
        around = [i for i in (at - 1, at, at + 1) if 0 <= i < len(chunks)]
        stretches = {i: stretches.get(i) or _Stretch.of(blocks, chunks[i]) for i in around}
        near = [stretches[i] for i in around]
        for i in candidates:
            own = stretches[at].runs[i]
            outside = [stretches[j].counts.keys() & set(own) for j in around if j != at]
            again = sum(map(stretches[at].counts.__getitem__, own)) - len(own) + sum(map(len, outside))
            if again <= _WORTH_A_LOOK * len(own):
                continue
            shared = {run for run in own if stretches[at].counts[run] > 1}.union(*outside)
            enough = sum(map(shared.__contains__, own)) >= _least_shared(blocks, i, len(own))
            if enough and _is_pulled(blocks, i, near):
                gone.append(i)
    return draft.without(gone, "pull-quote")


@dataclass(frozen=True)
class _Stretch:
    """The runs of words in some neighbouring blocks."""

    runs: Mapping[int, Sequence[_Run]]  # by index of the block
    counts: Counter[_Run]

    @cached_property
    def places(self) -> Mapping[_Run, Sequence[int]]:
        """The blocks that hold a run which stands more than once or may be looked for from elsewhere."""
        places: dict[_Run, list[int]] = defaultdict(list)
        for i, own in self.runs.items():
            for run in set(own):
                places[run].append(i)
        return places

    @staticmethod
    def of(blocks: Sequence[Block], chunk: Sequence[int]) -> _Stretch:
        runs = {i: _runs(blocks[i].text) for i in chunk}
        return _Stretch(runs, Counter(chain.from_iterable(runs.values())))


def _chunks(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Indexes of blocks in stretches of about `_NEAR` words: a repetition is looked for in three of them."""
    chunk: list[int] = []
    words = 0
    for i, block in enumerate(blocks):
        if block.kind in ("code", "table", "break", "heading"):
            continue
        chunk.append(i)
        words += block.words
        if words >= _NEAR:
            yield chunk
            chunk, words = [], 0
    if chunk:
        yield chunk


def _least_shared(blocks: Sequence[Block], at: int, runs: int) -> float:
    """How many of a block's runs must stand elsewhere to cover it: a run covers four words."""
    cuts = 0 < at < len(blocks) - 1 and _cuts(blocks[at - 1], blocks[at + 1])
    return (_ADAPTED if cuts else _COPIED) * (runs + _RUN - 1) / _RUN


def _is_pulled(blocks: Sequence[Block], at: int, near: Sequence[_Stretch]) -> bool:
    """Whether one longer block nearby holds enough of this block's words."""
    words = len(_words(blocks[at].text))
    own: dict[_Run, list[int]] = defaultdict(list)
    for i, run in enumerate(_runs(blocks[at].text)):
        own[run].append(i)
    best = 0
    for stretch in near:
        shared: dict[int, list[_Run]] = defaultdict(list)
        for run in own:
            places = stretch.places.get(run, ())
            for i in places if len(places) <= _FORMULA else ():
                shared[i].append(run)
        for i, runs in shared.items():
            if i == at or len(stretch.runs[i]) + _RUN - 1 <= words or len(runs) * _RUN <= best:
                continue
            best = max(best, len({start + k for run in runs for start in own[run] for k in range(_RUN)}))
    coverage = best / words
    if 0 < at < len(blocks) - 1 and _cuts(blocks[at - 1], blocks[at + 1]):
        return coverage >= _ADAPTED
    return coverage >= _COPIED and not headline(blocks[at].text) and not _belongs(blocks, at)


def _may_be_pulled(block: Block) -> bool:
    return (
        block.kind in ("text", "quote")
        and _SHORTEST <= block.words <= _LONGEST
        and sentence_count(block.text) <= 2
    )


def _words(text: str) -> list[str]:
    return _WORD.findall((MARKER.sub("", text) if OPEN in text else text).lower())


def _runs(text: str) -> Sequence[_Run]:
    words = _words(text)
    return array("q", map(hash, zip(words, words[1:], words[2:], words[3:], strict=False)))


def _belongs(blocks: Sequence[Block], at: int) -> bool:
    """Whether a repetition is part of the argument."""
    above = blocks[at - 1].text if at else ""
    below = blocks[at + 1].text if at + 1 < len(blocks) else ""
    return bool(
        _AGAIN.match(blocks[at].text)
        or above.rstrip("*_ ").endswith(":")
        or _POINTS_BACK.match(below.lstrip('“"‘'))
    )
