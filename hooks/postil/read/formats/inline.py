"""Running text of an HTML element as Markdown: emphasis, links, raised and lowered signs, note markers."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

# Inside a line emphasis and markers stand between control characters until the line is whole; the reader has
# made sure that the file holds none.
OPEN, CLOSE = "\x02", "\x03"
MARKER = "postil-marker"  # the element that a marker is in the tree, with its label
_SIGNS = {"em": "\x11\x12", "i": "\x11\x12", "cite": "\x11\x12", "strong": "\x13\x14", "b": "\x13\x14"}
_EMPHASIS = re.compile("\x11( *)([^\x11-\x14]*?)( *)\x12")
_STRONG = re.compile("\x13( *)([^\x13\x14]*?)( *)\x14")
_CONTROL = re.compile("[\x11-\x14]")
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_NUMBER = re.compile(r"[0-9+\-()n]+")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINK = re.compile(r"https?://[^\s()<>\"'\\`]+")
_NO_LINK = re.compile(r"[\[\]\n<`{\\\x02]")
# What Markdown would read as an escape, an entity, a note or a link, and the page means as signs.
_LITERAL = re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!])|&(?=#?\w+;)|\[(?=\^[^\]\s]+\]|[^\[\]]*\]\()|\](?=\()")
_LINE_START = re.compile(r"(?=(?:#{1,6}|>)(?:\s|$))|(?=\[\^)")
_BETWEEN_MARKERS = re.compile(f"(?<={CLOSE})[ ,]+(?={OPEN})")
_BRACKETED = re.compile(f"[\\[(]({OPEN}[^{CLOSE}]*{CLOSE})[\\])]")
_NAMES = """
script style noscript template iframe svg canvas object button select input textarea head audio video img map
"""
SKIPPED = frozenset(_NAMES.split())  # elements that hold no words of the page


def text_of(element: HtmlElement) -> str:
    """All words in an element on one line, without markup."""
    return _SPACE.sub(" ", "".join(_words(element))).strip()


def _words(element: HtmlElement) -> list[str]:
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return []
    found = [element.text or ""]
    for child in element:
        found += [*_words(child), child.tail or ""]
    return found


def rendered(element: HtmlElement, hosts: frozenset[str]) -> str:
    """An inline element; `hosts` are the page's own: links to them lead nowhere here and become words.

    The result still holds control characters: `finished` takes them out of a whole line.
    """
    tag = element.tag
    if not isinstance(tag, str) or tag in SKIPPED:
        return ""
    if tag == "br":
        return "\n"
    if tag == MARKER:
        return OPEN + re.sub(r"[^\w*†‡§-]", "", element.get("label") or "") + CLOSE
    inside = literal(element.text) + "".join(
        rendered(child, hosts) + literal(child.tail) for child in element
    )
    if tag in _SIGNS and inside.strip():
        return _SIGNS[tag][0] + inside + _SIGNS[tag][1]
    if tag in ("sup", "sub") and _NUMBER.fullmatch(inside.strip()):
        return inside.strip().translate(_RAISED if tag == "sup" else _LOWERED)
    if tag == "code" and inside.strip() and "`" not in inside and "\\" not in inside:
        return f"`{inside.strip()}`"
    if tag == "a":
        return _linked(inside, element.get("href") or "", hosts)
    if tag == "q":
        return f"“{inside}”"
    return inside


def _linked(inside: str, target: str, hosts: frozenset[str]) -> str:
    words = inside.strip()
    host = target.split("/")[2].lower() if _LINK.fullmatch(target) else ""
    if not host or host in hosts or not words or _NO_LINK.search(words) or words == target:
        return inside
    before, _, after = inside.partition(words)
    return f"{before}[{words}]({target}){after}"


def literal(text: str | None) -> str:
    """Characters of a page so that Markdown reads them as themselves."""
    if not text:
        return ""
    return _LITERAL.sub(lambda m: "&amp;" if m[0] == "&" else f"\\{m[0]}", _SPACE.sub(" ", text))


def finished(line: str, emphasis: bool = True) -> str:
    """A whole line: emphasis where Markdown can show it, markers as `[^1]`, single spaces."""
    line = re.sub(" {2,}", " ", line)
    line = line.replace("\x12\x11", "").replace("\x14\x13", "")
    line = _BRACKETED.sub(r"\1", _BETWEEN_MARKERS.sub("", line))
    if emphasis and _CONTROL.search(line):
        line = _STRONG.sub(lambda m: _marked(m, "**"), _EMPHASIS.sub(lambda m: _marked(m, "*"), line))
    line = re.sub(" {2,}", " ", _CONTROL.sub("", line)).strip()
    line = re.sub(f"(?<=\\S) +(?={OPEN})", "", line)
    line = _LINE_START.sub(r"\\", line, count=1) if _LINE_START.match(line) else line
    return line.replace(OPEN, "[^").replace(CLOSE, "]")


def _marked(match: re.Match[str], sign: str) -> str:
    """Emphasis, unless it begins or ends within a word or holds more of its own sign."""
    before = match.string[: match.start()].rstrip("\x11-\x14")[-1:] if not match[1] else " "
    after = _CONTROL.sub("", match.string[match.end() : match.end() + 3])[:1] if not match[3] else " "
    inside = _CONTROL.sub("", match[2])
    broken = "**" in inside or (sign == "*" and "*" in inside) or not re.search(r"\w", inside)
    if broken or OPEN in inside[-1:] or re.match(r"[\w*\\]", before) or re.match(r"[\w*]", after):
        return match[1] + match[2] + match[3]
    return f"{match[1]}{sign}{inside}{sign}{match[3]}"
