"""A page's characters to lines: words with their place, size and weight.

Coordinates are points (1/72 inch) from the page's upper left corner, as a reader holds it.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import PdfPage, raw

MOST_CHARS = 200_000  # on one page: a newspaper has 50,000
# A raised number or sign stands between these in a line's text until it is known whether it points to a note.
OPEN, CLOSE = "\x02", "\x03"
NOTE, NOTE_END = "\x04", "\x05"  # around the label of a marker whose note is known
RAISED = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_GAP = 1.0  # em: a wider gap parts columns and cells
_CELL_GAP = 0.45  # em: a gap that may part cells, if others in the same place do
_MARK = re.compile(r"[0-9*†‡§]+")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


@dataclass(slots=True)
class Char:
    """A character on the page."""

    text: str
    x0: float
    x1: float
    y: float  # of the baseline
    size: float  # of its font
    bold: bool
    raised: int = 0  # 1 above the line, -1 below it


@dataclass(slots=True)
class Line:
    """Characters of one baseline without a wide gap between them."""

    page: int  # counted from 1
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool  # all of it
    cells: tuple[Line, ...] = field(default=())  # its parts, if it has gaps as between the cells of a table

    @property
    def words(self) -> str:
        """The text without the signs around raised numbers."""
        return RAISED.sub(r"\1", self.text)

    @property
    def mark(self) -> str:
        """The raised number or sign at its start, or ""."""
        match = RAISED.match(self.text)
        return match[1] if match else ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    turned: tuple[str, ...] = ()  # text that stands at an angle


def lines_of(page: PdfPage, number: int) -> Page | None:
    """The lines of a page from top to bottom; None where it holds more than any page does."""
    text_page = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text_page)
        if count > MOST_CHARS:
            return None
        reader = _Reader(page, text_page)
        segments = list(_segments(reader.chars(count)))
        width, height = page.get_size()
    finally:
        text_page.close()
    lines = [line for segment in _joined(segments) if (line := _line(segment, number))]
    lines.sort(key=lambda line: (round(line.y), line.x0))
    return Page(number, width, height, tuple(lines), tuple(_turned(reader.turned)))


class _Reader:
    """Asks pdfium for one character after the other; what holds for a whole text object is asked once."""

    def __init__(self, page: PdfPage, text_page: Any) -> None:
        self._text = text_page
        self._rotation = page.get_rotation()
        left, bottom, right, top = page.get_cropbox()
        self._box = (left, bottom, right, top)
        self._objects: dict[int, tuple[float, bool, bool]] = {}
        self.turned: list[tuple[int, str]] = []

    def chars(self, count: int) -> Iterator[Char | None]:
        """The characters; None where pdfium sees a line's end."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        x, y = ctypes.c_double(), ctypes.c_double()
        for i in range(count):
            code = raw.FPDFText_GetUnicode(self._text, i)
            if code in (10, 13):
                yield None
                continue
            text = _text_of(code)
            if not text:
                continue
            if text.isspace():
                yield Char(" ", 0, 0, 0, 0, False)
                continue
            size, bold, upright = self._object(i)
            if not raw.FPDFText_GetCharBox(self._text, i, left, right, bottom, top) or not size:
                continue
            if not upright:
                self.turned.append((i, text))
                continue
            raw.FPDFText_GetCharOrigin(self._text, i, x, y)
            (x0, base), (x1, _) = self._seen(left.value, y.value), self._seen(right.value, y.value)
            if self._rotation in (90, 270):
                (x0, base), (x1, _) = self._seen(x.value, bottom.value), self._seen(x.value, top.value)
            # a font may have raised digits of its own, drawn on the baseline at full size
            small = top.value - bottom.value < 0.55 * size and bottom.value - y.value > 0.2 * size
            raised = int(small and text.isdigit() and not self._rotation)
            yield Char(text, min(x0, x1), max(x0, x1), base, size, bold, raised)

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file's page where a reader sees it."""
        left, bottom, right, top = self._box
        return {
            90: (y - bottom, x - left),
            180: (right - x, y - bottom),
            270: (top - y, right - x),
        }.get(self._rotation, (x - left, top - y))

    def _object(self, i: int) -> tuple[float, bool, bool]:
        """Size in points, whether bold, and whether upright, of the object that holds a character."""
        pointer = raw.FPDFText_GetTextObject(self._text, i)
        key = ctypes.cast(pointer, ctypes.c_void_p).value or 0
        if key not in self._objects:
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(self._text, i, matrix)
            scale = (matrix.c**2 + matrix.d**2) ** 0.5
            size = raw.FPDFText_GetFontSize(self._text, i) * scale
            name = ctypes.create_string_buffer(128)
            raw.FPDFText_GetFontInfo(self._text, i, name, 128, ctypes.c_int())
            weight = raw.FPDFText_GetFontWeight(self._text, i)
            bold = bool(_BOLD.search(name.value.decode("latin-1"))) or weight >= 600
            self._objects[key] = (size, bold, self._upright(matrix.a, matrix.b))
        return self._objects[key]

    def _upright(self, a: float, b: float) -> bool:
        along, across = {0: (a, b), 90: (-b, a), 180: (-a, b), 270: (b, a)}.get(self._rotation, (a, b))
        return bool(along > 0 and abs(across) < 0.2 * along)


def _text_of(code: int) -> str:
    """A character as text; "" for what pdfium or the file's font cannot name."""
    if code in (2, 0xFFFE):  # pdfium's sign for a hyphen that a line's end made
        return "-"
    if (code < 32 and code != 9) or code in (0xFEFF, 0xFFFD) or 0xD800 <= code < 0xE000:
        return ""
    text = chr(code)
    return unicodedata.normalize("NFKC", text) if 0xFB00 <= code <= 0xFB06 else text


def _segments(chars: Iterator[Char | None]) -> Iterator[list[Char]]:
    """Characters of one baseline in the order in which the file draws them."""
    current: list[Char] = []
    base: Char | None = None  # the last character on the baseline
    last: Char | None = None  # the last one that is no space
    for char in chars:
        if char is None or char.text == " ":
            if current and current[-1].text != " ":
                current.append(Char(" ", 0, 0, 0, 0, False))
            continue
        if last is not None:
            base = base or last
            em = max(base.size, char.size)
            gap = char.x0 - last.x1
            rise = base.y - char.y
            back = gap < -0.6 * em and char.x0 < last.x0 - 0.1  # the letters of a ligature share one place
            if gap > _GAP * em or back or abs(rise) > 0.7 * em:
                yield current
                current, base = [], None
            elif char.raised or base.raised:
                if abs(rise) > 0.25 * em and char.size >= 0.85 * base.size:
                    yield current
                    current, base = [], None
            elif char.size < 0.85 * base.size and abs(rise) > 0.08 * em:
                char.raised = 1 if rise > 0 else -1
            elif base.size < 0.85 * char.size and abs(rise) > 0.08 * em:
                if any(one.size >= 0.85 * char.size for one in current):
                    yield current
                    current = []
                for one in current:
                    one.raised = -1 if rise > 0 else 1
                base = None
            elif abs(rise) > 0.25 * em:
                yield current
                current, base = [], None
        current.append(char)
        last = char
        if not char.raised:
            base = char
    if current:
        yield current


def _joined(segments: Sequence[list[Char]]) -> list[list[Char]]:
    """Segments that a file drew apart though they stand side by side; raised numbers drawn on their own are
    put to the word that they follow."""
    rows: dict[int, list[list[Char]]] = {}
    found = [[char for char in segment] for segment in segments if any(c.text != " " for c in segment)]
    found.sort(key=lambda segment: _edge(segment)[0])
    done: list[list[Char]] = []
    for segment in found:
        x0, _, y, size = _edge(segment)
        near = [other for at in range(int(y) - 6, int(y) + 7) for other in rows.get(at, ())]
        for other in near:
            _, end, base, em = _edge(other)
            level = abs(base - y) < 0.12 * max(em, size)
            raised = size < 0.85 * em and 0.08 * em < base - y < 0.7 * em and len(segment) < 5
            if -0.3 * em < x0 - end < (_GAP if level else 0.3) * em and (level or raised):
                if raised and not level:
                    for char in segment:
                        char.raised = 1
                elif x0 - end > 0.15 * em and other[-1].text != " ":
                    other.append(Char(" ", 0, 0, 0, 0, False))
                other.extend(segment)
                break
        else:
            done.append(segment)
            rows.setdefault(int(y), []).append(segment)
    return done


def _edge(segment: Sequence[Char]) -> tuple[float, float, float, float]:
    """Left end, right end, baseline and size of a segment."""
    shown = [char for char in segment if char.text != " "]
    base = [char for char in shown if not char.raised] or shown
    return shown[0].x0, shown[-1].x1, base[-1].y, max(char.size for char in base)


def _line(segment: Sequence[Char], page: int) -> Line | None:
    """A segment as a line; its `cells` are the parts between gaps wider than words need."""
    whole = _words(segment, page)
    parts: list[list[Char]] = [[]]
    last: Char | None = None
    for char in segment:
        if char.text != " ":
            if last is not None and char.x0 - last.x1 > _CELL_GAP * char.size and not char.raised:
                parts.append([])
            last = char
        parts[-1].append(char)
    if whole is not None and len(parts) > 1:
        whole.cells = tuple(cell for part in parts if (cell := _words(part, page)))
    return whole


def _words(segment: Sequence[Char], page: int) -> Line | None:
    shown = [char for char in segment if char.text != " "]
    base = [char for char in shown if not char.raised] or shown
    letters = [char for char in base if char.text.isalpha()]
    pieces: list[str] = []
    run = ""
    for char in [*segment, None]:
        if char is not None and char.raised > 0:
            run += char.text
            continue
        if run:
            pieces.append(f"{OPEN}{run}{CLOSE}" if _MARK.fullmatch(run) and len(base) < len(shown) else run)
            run = ""
        if char is not None:
            pieces.append(char.text.translate(_LOWERED) if char.raised < 0 else char.text)
    text = " ".join("".join(pieces).split())
    text = re.sub(f"(?<=\\S) +(?={OPEN})", "", text)
    if not text:
        return None
    sizes: dict[float, int] = {}
    for char in base:
        size = round(char.size, 1)
        sizes[size] = sizes.get(size, 0) + 1
    return Line(
        page,
        text,
        min(char.x0 for char in shown),
        max(char.x1 for char in shown),
        base[0].y,
        max(sizes, key=lambda size: (sizes[size], size)),
        bool(letters) and all(char.bold for char in letters),
    )


def _turned(found: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Runs of characters that stand at an angle."""
    run, last = "", -2
    for i, text in found:
        if i > last + 2 and run:
            yield run
            run = ""
        run += (" " if i == last + 2 else "") + text
        last = i
    if run.strip():
        yield run
