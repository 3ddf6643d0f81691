"""Words that lost the gap between them: parted where the text itself or the word list proves how.

Precision goes before all: a compound that the list lacks ("statebuilding") looks like two words in one, so
that two words with a meaning of their own are parted only where the text writes them apart as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from postil.clean.dictionary import is_common, is_word
from postil.clean.draft import Block, Draft, bare_markers
from postil.clean.words import Lexicon
from postil.model import Change

# No English word ends in one of these; a longer word that does has swallowed it.
_SWALLOWED = re.compile(r"([^\W\d_]{4,})(was|were|which|would|could|should|their|these|those|been)")
_MIN_HALF = 8  # letters: English compounds written as one word have a shorter half ("policymaking")
_LONG = re.compile(rf"(?<![\w`-])[^\W\d_]{{{_MIN_HALF + 1},}}(?![\w(`-])")
# A word of running text: in no address, file name, identifier or compound.
_WORD = re.compile(r"(?<![\w/@.:#=&$~%`\\-])[A-Za-z][A-Za-z]{4,}(?![\w/@#=$~%(\[`-]|[.’':]\w)")
_SHORTEST = 5  # letters of two glued words: "ofthe"
_FUNCTION_LIST = (
    "the of and to in on by for from with that which is are was were has have its this these as at"
)
_FUNCTION = frozenset(_FUNCTION_LIST.split())
_HEADS = ("the", "and", "which", "that", "of", "their")
_TAILS = ("the", "and", "which", "that", "of", "their", "from", "with", "was", "were")
_OPEN_HEADS = ("of", "the", "and", "with", "from", "that", "which")  # before a name: "ofChina"
_ENGLISH = 0.6  # share of a paragraph's words that are on the list
_HALF = 6  # letters of each of two words that the text writes apart elsewhere
_TWICE = 2  # times that two words must stand apart in the text to prove that they are two


def glued_words(draft: Draft) -> Draft:
    """Part words that lost the gap between them, in an English text."""
    lexicon = Lexicon(block.text for block in draft.blocks if block.kind != "code")
    if not lexicon.english:
        return draft
    running = [block for block in draft.blocks if block.kind in ("text", "item", "quote")]
    listed = _listed(running, lexicon)
    blocks = list(draft.blocks)
    changes: list[Change] = []
    for i, block in enumerate(blocks):
        if block.kind not in ("text", "item", "quote"):
            continue
        text = _parted_by_text(block.text, lexicon)
        if listed and any(map(listed.__contains__, _WORD.findall(text))) and _is_english(text):
            text = _WORD.sub(lambda match: listed.get(match[0], match[0]), text)
        if text != block.text:
            blocks[i] = replace(block, text=text)
            changes.extend(_differences(block, text))
    return replace(draft, blocks=tuple(blocks)).changed(changes)


def _parted_by_text(text: str, lexicon: Lexicon) -> str:
    """A text whose glued words are parted where the text's own words prove how.

    Two proofs are accepted: a word of the text with a word like "was" or "which" at its end, and two long
    words of the text in one ("mechanismdominance"). Where the second of these stands in the text only after
    a hyphen, the lost sign was a hyphen.
    """

    def part(match: re.Match[str]) -> str:
        word = match[0]
        if word.lower() in lexicon.hyphened or not (word[1:].islower() or word.isupper()):
            return word
        swallowed = _SWALLOWED.fullmatch(word)
        if swallowed and swallowed[1] in lexicon.exact:
            return f"{swallowed[1]} {swallowed[2]}"
        for cut in range(_MIN_HALF, len(word) - _MIN_HALF + 1):
            head, tail = word[:cut], word[cut:]
            if head.lower() not in lexicon.simple:
                continue
            if tail in lexicon.exact:
                return f"{head} {tail}"
            if tail in lexicon.second_halves:
                return f"{head}-{tail}"
        return word

    return _LONG.sub(part, text)


def _listed(blocks: Iterable[Block], lexicon: Lexicon) -> Mapping[str, str]:
    """The words of a text that the word list proves to be two, each with its two words.

    A word that is on the list, or that the text uses a second time, stays one.
    """
    found: dict[str, str] = {}
    doubtful: dict[str, list[str]] = {}
    for word in lexicon.exact:
        if len(word) < _SHORTEST or not word.isascii() or word.lower() in lexicon.hyphened:
            continue
        if not word.islower():
            if pair := _before_name(word, lexicon):
                found[word] = pair
        elif not is_word(word):
            if pair := _function_pair(word):
                found[word] = pair
            elif pairs := list(_content_pairs(word, lexicon)):
                doubtful[word] = pairs
    if not found and not doubtful:
        return found
    texts = [block.text for block in blocks]
    if doubtful:
        apart = _counts({pair for pairs in doubtful.values() for pair in pairs}, texts)
        for word, pairs in doubtful.items():
            proved = [pair for pair in pairs if apart[pair] >= _TWICE]
            if len(proved) == 1:
                found[word] = proved[0]
    times = Counter(word for text in texts for word in _WORD.findall(text) if word in found)
    return {word: pair for word, pair in found.items() if times[word] == 1 or _both_function(pair)}


def _function_pair(word: str) -> str:
    """Two words of which one at least is a function word ("ofthe", "councilof", "thebridge"), or ""."""
    for cut in range(2, len(word) - 1):
        if word[:cut] in _FUNCTION and word[cut:] in _FUNCTION:
            return f"{word[:cut]} {word[cut:]}"
    for head in _HEADS:
        if word.startswith(head) and len(word) - len(head) >= 4 and is_common(word[len(head) :]):
            return f"{head} {word[len(head) :]}"
    for tail in _TAILS:
        if word.endswith(tail) and len(word) - len(tail) >= 4 and is_common(word[: -len(tail)]):
            return f"{word[: -len(tail)]} {tail}"
    return ""


def _both_function(pair: str) -> bool:
    return all(word in _FUNCTION for word in pair.split())


def _before_name(word: str, lexicon: Lexicon) -> str:
    """A function word and a name of the text ("ofChina"), or ""."""
    for head in _OPEN_HEADS:
        tail = word[len(head) :]
        if word.startswith(head) and len(tail) > 2 and tail[0].isupper() and tail in lexicon.exact:
            return f"{head} {tail}"
    return ""


def _content_pairs(word: str, lexicon: Lexicon) -> Iterator[str]:
    """Two words of the text that stand in one; real compounds have a shorter half ("commandline")."""
    for cut in range(_HALF, len(word) - _HALF + 1):
        if word[:cut] in lexicon.exact and word[cut:] in lexicon.exact:
            yield f"{word[:cut]} {word[cut:]}"


def _counts(pairs: Iterable[str], texts: Iterable[str]) -> Counter[str]:
    """How often each of these pairs of words stands in the texts."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, pairs)))})(?!\w)")
    return Counter(match for text in texts for match in pattern.findall(text))


def _is_english(text: str) -> bool:
    """Whether most of a paragraph's words are on the list: another one may be a quotation in French."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.islower()]
    return sum(map(is_word, words)) >= _ENGLISH * len(words)


def _differences(block: Block, text: str) -> Iterator[Change]:
    """The words that were parted; a space or hyphen more is all that tells the two texts apart."""
    at = 0
    for match in re.finditer(r"\S+", block.text):
        word = match[0]
        end = at + len(word)
        while _bare(text[at:end]) != _bare(word):
            end += 1
        if text[at:end] != word:
            line = block.line_at(match.start())
            yield Change("glued-words", line, bare_markers(word), bare_markers(text[at:end]))
        at = end + 1


def _bare(text: str) -> str:
    """A word without the signs that parting puts in."""
    return text.replace(" ", "").replace("-", "")
