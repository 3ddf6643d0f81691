"""A .pdf file with a text layer: its text in reading order.

pdfium gives characters with their places; the rest is read off the page as a reader does it: what recurs at
the edge of pages is set aside, columns are put in order, small numbered lines at the foot are notes, type and
white space tell headings and paragraphs.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence

from postil.clean.front import DATELINE, ISSUE, names_byline
from postil.clean.words import Lexicon, join_lines
from postil.model import Place
from postil.problems import Code, Problems
from postil.read.formats.extracted import Extracted, Sheet
from postil.read.formats.inline import literal
from postil.read.formats.pdf.furniture import Aside, set_aside
from postil.read.formats.pdf.lines import Line, Page, lines_of
from postil.read.formats.pdf.notes import Footnotes, bare, linked
from postil.read.formats.pdf.order import columns
from postil.read.formats.pdf.paragraphs import Metrics, Paragraph, Style
from postil.read.formats.pdf.paragraphs import read as read_paragraphs

MOST_PAGES = 2_000
MOST_UNPACKED = 200_000_000  # bytes of one stream: pdfium would unpack up to 1 GB of it into memory
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_MARKER = re.compile("(\\S*?)\x04([^\x05]*)\x05")
_SYLLABLE = re.compile(r"\b(co|ex|pre|pro)-$", re.IGNORECASE)
_STREAM = re.compile(rb"stream\r?\n")


def read(raw: bytes, name: str, problems: Problems) -> Extracted | None:
    """The text of a PDF; None where it is broken, locked, too large or has no text layer (then a problem says
    so)."""
    pages = _pages(raw, name, problems)
    if pages is None:
        return None
    if not any(re.search(r"\w", line.text) for page in pages for line in page.lines):
        what = "the file has no text layer: it holds pictures of pages"
        problems.add(Code.NO_TEXT, Place(name), what, "run OCR first")
        return None
    body = _body_size(pages)
    kept, aside = set_aside(pages, body)
    found = [columns(page.lines, page.width / 2) for page in kept]
    footnotes = Footnotes(body)
    texts = [footnotes.take(page) for page in found]
    ordered = [column for page in texts for column in page]
    paragraphs = read_paragraphs(ordered, Metrics.of(ordered))
    return _Writer(pages, aside).write(paragraphs, footnotes)


def _pages(raw: bytes, name: str, problems: Problems) -> list[Page] | None:
    from pypdfium2 import PdfDocument, PdfiumError

    if not _is_bounded(raw):
        _too_large(name, f"a part of the file unpacks to more than {MOST_UNPACKED // 1_000_000} MB", problems)
        return None
    try:
        document = PdfDocument(raw)
        try:
            if len(document) > MOST_PAGES:
                _too_large(name, f"the file has more than {MOST_PAGES:,} pages", problems)
                return None
            pages: list[Page] = []
            for at in range(len(document)):
                page = document[at]
                lines = lines_of(page, at + 1)
                page.close()
                if lines is None:
                    _too_large(name, f"page {at + 1} holds more than any page does", problems)
                    return None
                pages.append(lines)
            return pages
        finally:
            document.close()
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            problems.add(
                Code.LOCKED_FILE, Place(name), "the file asks for a password", "save a copy without one"
            )
        else:
            what = "the file is damaged, or no PDF"
            problems.add(
                Code.BROKEN_FILE, Place(name), what, "open it in a PDF reader and print it to a new PDF"
            )
        return None


def _too_large(name: str, what: str, problems: Problems) -> None:
    problems.add(Code.TOO_LARGE, Place(name), what, "cut it into parts, or save its text alone")


def _is_bounded(raw: bytes) -> bool:
    """Whether no compressed stream of the file unpacks to more than can be held; unpacked piece by piece."""
    for match in _STREAM.finditer(raw):
        unpacker, size = zlib.decompressobj(), 0
        at = match.end()
        try:
            while at < len(raw) and not unpacker.eof:
                piece = unpacker.unconsumed_tail or raw[at : at + 65_536]
                at += 0 if unpacker.unconsumed_tail else len(piece)
                size += len(unpacker.decompress(piece, 1_000_000))
                if size > MOST_UNPACKED:
                    return False
        except zlib.error:
            continue
    return True


def _body_size(pages: Sequence[Page]) -> float:
    """The size of running text in points: that of most characters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


class _Writer:
    """Writes paragraphs as Markdown, with an account of what was joined and set aside."""

    def __init__(self, pages: Sequence[Page], aside: Aside) -> None:
        self._sheet = Sheet()
        self._aside = aside
        self._starts: list[int] = []  # line at which each page begins
        self._count = len(pages)
        self._lexicon = Lexicon(line.text for page in pages for line in page.lines)

    def write(self, paragraphs: Sequence[Paragraph], footnotes: Footnotes) -> Extracted:
        levels = _levels(paragraphs)
        above = subtitle = ""
        titled = 1 in levels.values()
        for at, paragraph in enumerate(paragraphs):
            self._turn_to(paragraph.page)
            text = self._text(paragraph.lines, paragraph.seams) if paragraph.kind != "table" else ""
            if paragraph.kind == "table":
                self._sheet.put("\n".join(line.text for line in paragraph.lines))
            elif level := levels.get(at):
                self._sheet.put(f"{'#' * level} {text}")
            elif paragraph.kind == "heading" and titled and not subtitle and _is_subtitle(text):
                subtitle = text
            elif paragraph.kind == "quote":
                self._sheet.put(f"> {text}")
            elif paragraph.kind == "item":
                self._sheet.put(f"- {text[1:].lstrip()}", tight=above == "item")
            else:
                self._sheet.put(re.sub(r"^(?=(?:#{1,6}|>)(?:\s|$))", r"\\", text))
            above = paragraph.kind
        self._turn_to(self._count)
        for note in footnotes.notes:
            self._sheet.put(f"[^{note.label}]: {self._text(note.lines, [])}")
        return self._sheet.finish({"subtitle": subtitle}, self._starts)

    def _turn_to(self, page: int) -> None:
        """Come to a page: what was set aside on it and on the pages before goes on record here."""
        while len(self._starts) < page:
            self._starts.append(self._sheet.line)
            number = len(self._starts)
            for rule, words in self._aside.get(number, ()):
                self._sheet.drop(rule, words, number)

    def _text(self, lines: Sequence[Line], seams: Sequence[int]) -> str:
        """Lines as one line; words that a line's end cut are made whole, which goes on record."""
        text = literal(bare(lines[0].text))
        for at, line in enumerate(lines[1:], 1):
            following = literal(bare(line.text))
            head, tail = text[-80:].split()[-1:], following.split()[:1]
            joined = self._join(text, following)
            if head and tail:
                pair = self._join(head[0], tail[0])
                if at in seams:
                    self._sheet.change("broken-paragraph", f"{head[0]}\n\n{tail[0]}", pair)
                elif len(joined) < len(text) + len(following):
                    self._sheet.change("line-end-hyphen", f"{head[0]}\n{tail[0]}", pair)
            text = joined
        for match in _MARKER.finditer(text):
            self._sheet.change("note-marker", f"{match[1]}{match[2].partition('-')[0]}", linked(match[0]))
        return linked(text)

    def _join(self, first: str, second: str) -> str:
        """Two lines as one. Where `clean` would keep a hyphen because such a syllable can stand before one,
        the text has to have the word with its hyphen: a program that hyphenates parts more words there."""
        joined = join_lines(first, second, self._lexicon)
        parts = _SYLLABLE.search(first)
        word = re.match(r"[^\W\d_]+", second)
        if parts and word and f"{parts[1]}-{word[0]}".lower() not in self._lexicon.hyphened:
            return first[:-1] + second if word[0].islower() else joined
        return joined


def _is_subtitle(text: str) -> bool:
    """Whether a line in large type under the title says more about it, and is neither name nor date."""
    return text.count(" ") > 1 and not names_byline(text) and not names_byline(f"by {text}") \
        and not DATELINE.fullmatch(text) and not ISSUE.match(text)  # fmt: skip


def _levels(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """The level of each heading, by its type: the largest on the first page is the title.

    Between the title and the text stand lines in type of their own (a subtitle, the author): they are no
    headings, and `clean` reads them.
    """
    heads = [at for at, paragraph in enumerate(paragraphs) if paragraph.kind == "heading"]
    if not heads:
        return {}
    first = next((at for at, one in enumerate(paragraphs) if _is_running(one)), len(paragraphs))
    styles: Counter[Style] = Counter(paragraphs[at].style for at in heads)
    largest = max(paragraphs[at].style[0] for at in heads)
    title = next(
        (at for at in heads if paragraphs[at].page == 1 and paragraphs[at].style[0] == largest), None
    )
    if title is not None and styles[paragraphs[title].style] > 1:
        title = None
    if title is not None and title > first:
        first = next(
            (at for at in range(title, len(paragraphs)) if _is_running(paragraphs[at])), len(paragraphs)
        )
    front = {
        at for at in heads if title is not None and title < at < first
        and (styles[paragraphs[at].style] == 1 and not (paragraphs[at].style[1] and at == first - 1))
    }  # fmt: skip
    front |= {at for at in heads if title is not None and at < title}
    others = {paragraphs[at].style for at in heads if at != title and at not in front}
    rank = {style: 2 + place for place, style in enumerate(sorted(others, reverse=True))}
    found = {at: min(rank[paragraphs[at].style], 6) for at in heads if at != title and at not in front}
    return found | ({title: 1} if title is not None else {})


def _is_running(paragraph: Paragraph) -> bool:
    """Whether a paragraph is running text and no line around a title."""
    return paragraph.kind == "text" and sum(line.text.count(" ") + 1 for line in paragraph.lines) > 12
