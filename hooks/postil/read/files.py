"""From bytes to text, and from file names to ids."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from charset_normalizer import from_bytes

from postil.model import Place
from postil.problems import Code, Problems

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LIMIT = 50_000_000  # bytes of a source: a book has one or two million
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def bytes_of(path: Path, name: str, problems: Problems) -> bytes | None:
    """What a file holds; None, with a problem, where that is too much to read. Raises OSError."""
    size = path.stat().st_size
    return None if _is_large(size, name, problems) else path.read_bytes()


def bytes_in(stream: BinaryIO, name: str, problems: Problems) -> bytes | None:
    """What a stream holds, as `bytes_of` for a file."""
    raw = stream.read(LIMIT + 1)
    return None if _is_large(len(raw), name, problems) else raw


def _is_large(size: int, name: str, problems: Problems) -> bool:
    if size > LIMIT:
        what = f"the file has more than {LIMIT // 1_000_000} MB"
        problems.add(Code.TOO_LARGE, Place(name), what, "cut it into parts, or save its text alone")
    return size > LIMIT


def decode(raw: bytes, name: str, problems: Problems) -> str | None:
    """The text of a file that people wrote for Postil: UTF-8, with or without a byte-order mark."""
    if not raw.strip():
        problems.add(Code.EMPTY_FILE, Place(name), "the file is empty", "write its text or delete it")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + raw.count(b"\n", 0, error.start)
        what = f"the file is not UTF-8 (byte {error.start + 1})"
        problems.add(Code.NOT_UTF8, Place(name, line), what, "save it as UTF-8")
        return None
    return _checked(text, name, problems)


def decode_any(raw: bytes, name: str, problems: Problems) -> str | None:
    """The text of a raw source, whatever encoding it came in; detection by charset-normalizer."""
    if not raw.strip():
        problems.add(Code.EMPTY_FILE, Place(name), "the file is empty", "put its text in or delete it")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(raw).best()
        if best is None:
            problems.add(Code.NOT_TEXT, Place(name), "the file holds no text", "convert it to text first")
            return None
        text = str(best)
    return _checked(text, name, problems)


def _checked(text: str, name: str, problems: Problems) -> str | None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        line = 1 + text.count("\n", 0, found.start())
        what = f"the file holds a control character (U+{ord(found[0]):04X}): it is no text"
        problems.add(Code.NOT_TEXT, Place(name, line), what, "convert it to text first")
        return None
    return text


def name_of(path: Path, root: Path) -> str:
    """A file as people know it: its path from the project's folder, where it stands in that."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def file_id(path: Path, name: str, problems: Problems) -> str | None:
    """The id that a file's name gives, or None where it cannot be one."""
    stem = path.name[: -len(path.suffix)] if path.suffix else path.name
    if ID.fullmatch(stem):
        return stem
    better = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "a-name"
    what = f"`{stem}` cannot be an id"
    problems.add(
        Code.BAD_ID, Place(name), what, f"call the file `{better}{path.suffix}`: only a-z, 0-9 and hyphens"
    )
    return None
