"""Which blocks of a saved page are its article. trafilatura finds the main text; why a block is none of it is
read off the elements around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy

from lxml.html import HtmlElement

from postil.read.formats.blocks import Piece
from postil.read.formats.inline import SKIPPED, text_of

# Each block's number is written before its first word, in signs that count as no words: so trafilatura's
# answer says which blocks it kept. The second alphabet is for pages in Braille.
_ALPHABETS = (0x2800, 0x1F030)
_WIDTH = 4
_BETTER_PART = 0.4  # of the words of a text
_MOST = 10_000  # blocks; trafilatura's time grows with their square: 2 s for so many, 60 s for 100,000
# Words in the classes and ids of elements, parted by hyphens, that say what stands in them.
_NAMED = {
    "hidden": "screen-reader sr-only visually-hidden visuallyhidden skip-link skip-to",
    "comment-form": "comment comments respond replies reply disqus discussion",
    "share-bar": "share shares sharing social tweet addtoany sharedaddy print",
    "teaser": "related relatedposts yarpp recommend recommended recommendations also-like read-next "
    "read-more more-from more-on popular trending teaser teasers card cards latest up-next",
    "navigation": "nav navbar navigation menu breadcrumb breadcrumbs pagination pager toc sitemap",
    "about-the-author": "author-box author-bio author-info author-card bio biography contributor",
    "boilerplate": "cookie cookies consent gdpr banner popup modal newsletter subscribe subscription signup "
    "sign-up promo promotion donate advert adverts advertisement ad ads sponsor sponsored paywall "
    "tag tags tagcloud categories copyright widget",
}
_REASONS = {
    rule: re.compile(rf"\b(?:{'|'.join(names.split())})\b", re.IGNORECASE) for rule, names in _NAMED.items()
}
_TAGS = {
    "nav": "navigation",
    "menu": "navigation",
    "figcaption": "caption",
    "form": "boilerplate",
    "dialog": "boilerplate",
}


def main_text(root: HtmlElement, found: Sequence[Piece]) -> tuple[set[int], frozenset[HtmlElement]]:
    """Numbers of the blocks that are the article, and the elements that stand around most of it."""
    from trafilatura import bare_extraction

    words = "".join(root.itertext())
    base = next((base for base in _ALPHABETS if not re.search(f"[{chr(base)}-{chr(base + 63)}]", words)), 0)
    kept: set[int] = set()
    if base and len(found) <= _MOST:
        tagged = _tagged(root, found, base)
        answer = bare_extraction(tagged, include_comments=False, include_tables=True, deduplicate=False)
        body = getattr(answer, "body", None)
        text = "".join(body.itertext()) if body is not None else ""
        marks = re.findall(f"[{chr(base)}-{chr(base + 63)}]{{{_WIDTH}}}", text)
        kept = {_number(mark, base) for mark in marks}
    kept = {number for number in kept if number < len(found)}
    trusted = _trusted([piece for piece in found if piece.number in kept or not kept])
    if not kept:
        return {piece.number for piece in found if not _is_furniture(piece, trusted)}, trusted
    kept = {number for number in kept if not _is_furniture(found[number], trusted)} or kept
    return kept | _left_out(found, kept, trusted), trusted


def _trusted(text: Sequence[Piece]) -> frozenset[HtmlElement]:
    """The elements around the better part of a text: whatever they are called, they are no furniture. A
    theme may call the whole article "tag-china", after what it is about."""
    words: Counter[HtmlElement] = Counter()
    for piece in text:
        for element in (piece.element, *piece.element.iterancestors()):
            words[element] += len(piece.text)
    most = max(words.values(), default=0)
    return frozenset(element for element, count in words.items() if count > _BETTER_PART * most)


def _tagged(root: HtmlElement, found: Sequence[Piece], base: int) -> HtmlElement:
    """A copy of the tree with the numbers of its blocks in it."""
    undo: list[tuple[HtmlElement, bool, str]] = []
    for piece in found:
        if piece.first is None:
            continue
        element, tail = piece.first
        was = (element.tail if tail else element.text) or ""
        undo.append((element, tail, was))
        mark = "".join(chr(base + (piece.number >> shift & 63)) for shift in (18, 12, 6, 0))
        _set(element, tail, mark + was.lstrip())
    copy = deepcopy(root)
    for element, tail, was in reversed(undo):
        _set(element, tail, was)
    return copy


def _set(element: HtmlElement, tail: bool, text: str) -> None:
    if tail:
        element.tail = text
    else:
        element.text = text


def _number(mark: str, base: int) -> int:
    number = 0
    for sign in mark:
        number = number << 6 | ord(sign) - base
    return number


def _left_out(found: Sequence[Piece], kept: set[int], trusted: frozenset[HtmlElement]) -> set[int]:
    """Blocks amid the article that trafilatura passed over without their being furniture: a short heading, a
    list, a table, a quotation."""
    holder = _common([found[number].element for number in kept])
    first, last = min(kept), max(kept)
    more: set[int] = set()
    for piece in found:
        if piece.number in kept or not first < piece.number or piece.kind == "caption":
            continue
        inside = holder is not None and holder in piece.element.iterancestors()
        if inside and (piece.number < last or piece.kind != "heading") and not _is_furniture(piece, trusted):
            more.add(piece.number)
    return more


def _common(elements: Sequence[HtmlElement]) -> HtmlElement | None:
    """The innermost element around all of them."""
    shared: list[HtmlElement] | None = None
    for element in elements:
        path = [*reversed(list(element.iterancestors())), element]
        if shared is None:
            shared = path[:-1]
        else:
            same = next((i for i, (a, b) in enumerate(zip(shared, path, strict=False)) if a is not b), None)
            shared = shared[: same if same is not None else min(len(shared), len(path))]
    return shared[-1] if shared else None


def _is_furniture(piece: Piece, trusted: frozenset[HtmlElement]) -> bool:
    return reason(piece, trusted) != "" or _is_links(piece)


def _is_links(piece: Piece) -> bool:
    """Whether a list item or a line is nothing but a link."""
    if piece.kind not in ("item", "text") or piece.element.tag in ("p", "blockquote"):
        return False
    words = len(text_of(piece.element))
    linked = sum(len(text_of(link)) for link in piece.element.iter("a"))
    return bool(words) and linked > 0.8 * words


def reason(piece: Piece, trusted: frozenset[HtmlElement] = frozenset()) -> str:
    """Why a block is no part of the article: a rule's name, or "" where nothing around it says so."""
    for element in (piece.element, *piece.element.iterancestors()):
        if element in trusted or element.tag in ("body", "html"):
            break
        if element.tag in _TAGS:
            return _TAGS[element.tag]
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
        if element.tag in ("article", "main"):
            continue
        for rule, pattern in _REASONS.items():
            if pattern.search(names.replace("_", "-")):
                return rule
    return ""


def is_hidden(element: HtmlElement) -> bool:
    """Whether a browser shows nothing of an element."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return "hidden" in element.attrib or "display:none" in style or "visibility:hidden" in style


def scripts(root: HtmlElement) -> int:
    """How many elements hold no words for readers but programs, styles or frames."""
    return sum(1 for element in root.iter(*(SKIPPED - {"head", "img"})))
