"""A finished draft as Markdown."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import replace

from postil.clean.draft import MARKER, OPEN, Block, Draft, Note, bare_markers
from postil.clean.syntax import bare_line_start, canonical

_LINE_STARTS = frozenset("\\&0123456789")
_LIVE_HTML = re.compile(r"(?<!\\)<(?=[A-Za-z/!?])")
_LIKE_DEFINITION = re.compile(r"^(\[\^[^\]]*\]):")
_CLOSING_HASHES = re.compile(r"#+$")


def markdown(draft: Draft) -> tuple[bytearray, array[int]]:
    """The draft's blocks and notes in UTF-8, and the raw line from which each line of them comes.

    The text ends with a line end unless it is empty. It is not decoded while the blocks are still needed.
    """
    written = bytearray()  # a list of all the parts would take several times the room of the text
    origins = array("l")
    for part, line in _parts(draft):
        inner = part.lstrip("\n")
        if origins:
            origins.extend([line] * (len(part) - len(inner) - 1))
        written += (part if written else inner).encode()
        lines = inner.count("\n") + 1
        origins.extend([line] * lines if "\n\n" in inner else range(line, line + lines))
    if not origins:
        return written, origins
    while written.endswith(b"\n"):
        written.pop()
    written += b"\n"
    return written, origins


def _parts(draft: Draft) -> Iterator[tuple[str, int]]:
    """Blocks and notes with the gaps before them, and their raw lines."""
    depth = -1  # of the list item above
    for block in draft.blocks:
        tight = block.tight and depth >= 0
        depth = min(block.level, depth + 1 if tight else 0) if block.kind == "item" else -1
        gap = "\n" if tight else "\n\n"
        yield gap + "    " * max(depth, 0) + _block(block, draft.escapes), block.line
    for note in draft.notes:
        yield "\n\n" + _note(note, draft.escapes), note.line


def _block(block: Block, escapes: bool) -> str:
    if block.kind == "table":  # its cells are read as Markdown, and a raw text may come from anybody
        return _LIVE_HTML.sub("&lt;", bare_markers(block.text))
    if block.kind in ("code", "break"):
        return block.text
    if block.kind == "verse":
        return "  \n".join(_inline(line, escapes) for line in block.text.split("\n"))
    text = _inline(block.text, escapes)
    if block.kind == "heading":
        return f"{'#' * block.level} {_CLOSING_HASHES.sub(_escaped, text)}"
    if block.kind == "item":
        return f"{block.mark} {text}"
    if block.kind == "quote":
        return f"> {text}"
    return text


def _escaped(match: re.Match[str]) -> str:
    return match[0] if match.string[match.start() - 1 : match.start()] == "\\" else "\\" + "\\".join(match[0])


def _inline(text: str, escapes: bool) -> str:
    text = canonical(text, escapes)
    if text[:1] != OPEN:
        return MARKER.sub(r"[^\1]", text) if OPEN in text else text
    # A marker at the very start and a colon would read as the definition of a note.
    return _LIKE_DEFINITION.sub(r"\1&#58;", MARKER.sub(r"[^\1]", text))


def _note(note: Note, escapes: bool) -> str:
    first, *rest = (_inline(paragraph, escapes) for paragraph in note.paragraphs or ("",))
    return "\n\n".join([f"[^{note.label}]: {first}".rstrip(), *(f"    {paragraph}" for paragraph in rest)])


def reads_as_escaped(draft: Draft) -> bool:
    """Whether every block is Markdown as it stands, so that its backslashes are escapes and no words."""
    for block in draft.blocks:
        if block.kind in ("code", "table", "break"):
            continue
        if any(canonical(line, True) != line for line in block.text.split("\n")):
            return False
    return True


def with_bare_line_starts(draft: Draft) -> Draft:
    """Blocks without the escapes at their lines' starts, which are written again: rules look at the first "
    "sign."""
    if not draft.escapes:
        return draft
    return replace(
        draft,
        blocks=tuple(
            replace(block, text="\n".join(map(bare_line_start, block.text.split("\n"))))
            if block.kind not in ("code", "table", "break")
            and (block.text[:1] in _LINE_STARTS or "\n" in block.text)
            else block
            for block in draft.blocks
        ),
    )
