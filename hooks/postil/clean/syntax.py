"""Markdown inside a line: what is meant as markup stays, everything else is escaped.

The escapes are those of Python-Markdown 3 (`Markdown.ESCAPED_CHARS`); for characters outside that list
(`<`, `&`, `:` …) it takes HTML entities.
"""

from __future__ import annotations

import html
import re

from postil.clean.draft import MARKER, OPEN

_ESCAPED = r"\\[\\`*_{}\[\]()>#+\-.!]"
_ENTITY = r"&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z0-9]{1,32});"
_MARKUP = (
    r"\x02[^\x03]*\x03"
    r"|(?<!`)`(?!`)[^`\n]+`(?!`)"
    r"|!?\[[^\[\]\n<`{\\]*\]\([^()\s<>]*(?:\ \"[^\"\n]*\")?\)"
    r"|<(?:https?://|mailto:)[^\s<>]+>"
    r"|(?<!\[)\[(?![\^@|\]])[^\[\]\n\\`*_{<&]*\](?![(\[:\]])"
)
_STARS = r"(?<![\w*\\])(?P<star>\*{1,3})(?=[^\s*])(?P<starred>[^*\n]+)(?<=[^\s*\\])(?P=star)(?![\w*])"
_BOLD = r"(?<![\w*\\])\*\*(?=[^\s*])(?P<bold>(?:[^*\n]|(?<!\*)\*[^*\n]+\*(?!\*))+)(?<=[^\s*\\])\*\*(?![\w*])"
_LOW = r"(?<![\w\\])(?P<low>_{1,3})(?=[^\s_])(?P<lowed>[^_\n]+)(?<=[^\s_\\])(?P=low)(?!\w)"
_STRAY = r"(?P<stray>[\\`*\[{<]|(?<![^\W_])_|_(?![^\W_])|&(?=(?:#\w+|[A-Za-z0-9]+);))"

_LITERAL = re.compile(f"(?P<keep>{_MARKUP})|{_STARS}|{_BOLD}|{_LOW}|{_STRAY}")
_SOURCE = re.compile(f"(?P<keep>{_ESCAPED}|{_ENTITY}|{_MARKUP})|{_STARS}|{_BOLD}|{_LOW}|{_STRAY}")
_SIGNIFICANT = re.compile(r"[\\`*_\[{<&]")
_HIDDEN = re.compile(f"{_ESCAPED}|{_ENTITY}")
# Signs that whoever wrote the raw text wrote Markdown.
_WRITTEN = re.compile(
    r"(?m)^ {0,3}#{1,6} +\S|(?<!\\)\*\*(?=\S)[^*\n]+\*\*|(?<!\\)\]\([^()\s]+\)|(?<!\\)\[\^[^\]\s]+\]"
)

_LINE_START = re.compile(
    r"(?P<slash>[#>]|[-+](?=\s|$)|!!!)|(?P<number>\d{1,9})(?=\.(?:\s|$))|(?P<entity>:(?=\s)|~~~|\?\?\?|"
    r"=+\s*$|[|:-][\s|:-]*$)"
)
_DELIMITERS = re.compile(r"(?<![\w*\\])(\*{1,3}|_{1,3})(?=\S)([^*\n]+?)(?<=[^\s\\])\1(?![\w*])")
_WRAPPED = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])([^*\n]+)(?<=[^\s*_\\])\1")


def _inside(match: re.Match[str]) -> str:
    return match[2]


def writes_markdown(text: str) -> bool:
    """Whether a raw text holds constructs that only Markdown has."""
    return bool(_WRITTEN.search(text))


def hides(text: str) -> bool:
    """Whether a text holds what would be a backslash escape or an entity in Markdown."""
    return bool(_HIDDEN.search(text))


def canonical(text: str, escapes: bool) -> str:
    """A line as Markdown: emphasis, links and code that are well-formed stay, other signs are escaped.

    `escapes` says whether the line's own backslash escapes and entities are meant as such.
    Applying it again with `escapes` set changes nothing.
    """
    if _SIGNIFICANT.search(text):
        text = _settled(_escape(text, escapes))
    return _line_start(text)


def _settled(text: str) -> str:
    for _ in range(3):  # an escape can undo the markup beside it
        again = _escape(text, True)
        if again == text:
            break
        text = again
    return text


def _escape(text: str, escapes: bool) -> str:
    def swap(match: re.Match[str]) -> str:
        group = match.lastgroup
        if group == "keep":
            return match[0]
        if group == "stray":
            return {"<": "&lt;", "&": "&amp;"}.get(match[0], "\\" + match[0])
        for delimiter, inside in (("star", "starred"), ("low", "lowed")):
            if match[inside] is not None:
                return match[delimiter] + _escape(match[inside], escapes) + match[delimiter]
        return f"**{_escape(match['bold'], escapes)}**"

    return (_SOURCE if escapes else _LITERAL).sub(swap, text)


def _line_start(text: str) -> str:
    match = _LINE_START.match(text)
    if not match:
        return text
    if match["slash"]:
        return "\\" + text
    if match["number"]:
        return f"{match['number']}\\{text[match.end() :]}"
    return f"&#{ord(text[0])};{text[1:]}"


_ESCAPED_START = re.compile(r"\\(?=[#>+!-])|&#\d+;")
_ESCAPED_NUMBER = re.compile(r"\d{1,9}(?=\\\.)")


def bare_line_start(text: str) -> str:
    """A line without the escape that `canonical` puts at its start, if that is all that the escape is for."""
    match = _ESCAPED_START.match(text) or _ESCAPED_NUMBER.match(text)
    if match is None:
        return text
    if match[0].isdigit():
        bare = match[0] + text[match.end() + 1 :]
    else:
        bare = (html.unescape(match[0]) if match[0] != "\\" else "") + text[match.end() :]
    return bare if _line_start(bare) == text else text


def unescaped(text: str) -> str:
    """Markdown's escapes and entities as the characters they stand for."""
    return _HIDDEN.sub(lambda m: m[0][1:] if m[0][0] == "\\" else html.unescape(m[0]), text)


def wrapping(text: str) -> str:
    """The emphasis that encloses a whole line: "*", "**", "***", "_" …, or "" for none."""
    match = _WRAPPED.fullmatch(text)
    return match[1] if match else ""


# A line without any of these, and with single spaces only, is plain as it stands.
_DRESSED = re.compile(rf"[{OPEN}*_\\&\t-\r\u1680\u3000]")


def plain(text: str, escapes: bool) -> str:
    """The words of a line, without markers, emphasis and escapes: what a record field holds."""
    if "  " not in text and not _DRESSED.search(text):
        return text.strip()
    if OPEN in text:
        text = MARKER.sub("", text)
    if "*" in text or "_" in text:
        for _ in range(3):  # emphasis within emphasis
            text, count = _DELIMITERS.subn(_inside, text)
            if not count:
                break
    return " ".join((unescaped(text) if escapes else text).split())
