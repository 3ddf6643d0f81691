"""Raw text to clean Markdown: whole paragraphs, working notes, and an account of every change and removal."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from types import MappingProxyType

from postil.clean import characters, layout, render, syntax
from postil.clean.again import merged, raw_line
from postil.clean.booknotes import book_notes
from postil.clean.chapternotes import chapter_notes
from postil.clean.chapters import chapters
from postil.clean.citations import citations, roman_notes
from postil.clean.contents import contents, title_page
from postil.clean.draft import Draft, Line, LineRule, Rule, Sheet
from postil.clean.fragments import fragments
from postil.clean.furniture import (
    author_sections,
    biographies,
    boilerplate,
    captions,
    comment_forms,
    disclaimers,
    image_credits,
    teasers,
)
from postil.clean.glue import glued_words
from postil.clean.gutenberg import credits, header_and_licence, illustrations, marks, transcribers_notes
from postil.clean.headings import heading_emphasis, heading_levels, unmarked_headings
from postil.clean.joins import broken_paragraphs
from postil.clean.lists import list_marks, numbered_lists
from postil.clean.markers import note_markers
from postil.clean.messages import message_heads
from postil.clean.notes import footnote_definitions, note_problems, notes_section
from postil.clean.pages import folios
from postil.clean.record import authors, front_lines, publication_line
from postil.clean.repeats import page_numbers, pull_quotes, running_heads
from postil.clean.title import front_blocks, kickers, title
from postil.clean.verse import line_numbers
from postil.model import Change, Cleaned

# What only lines tell, before they become blocks.
LINES: tuple[tuple[str, LineRule], ...] = (
    ("message-head", message_heads),
    ("gutenberg-header", header_and_licence),
    ("gutenberg-credit", credits),
    ("illustration", illustrations),
    ("transcribers-note", transcribers_notes),
    ("contents", contents),
    ("title-page", title_page),
    ("line-number", line_numbers),
    ("folio", folios),
)

# What stands before, between and after the paragraphs. Each of these can lay bare what another one looks for:
# they are run again until none finds more.
AROUND: tuple[tuple[str, Rule], ...] = (
    ("boilerplate", boilerplate),
    ("comment-form", comment_forms),
    ("teaser", teasers),
    ("about-the-author", author_sections),
    ("image-credit", image_credits),
    ("disclaimer", disclaimers),
    ("notes-section", notes_section),
    ("record-line", publication_line),
    ("biography", biographies),
    ("front-block", front_blocks),
    ("kicker", kickers),
    ("title", title),
    ("front-lines", front_lines),
    ("caption", captions),
    ("page-number", page_numbers),
    ("running-head", running_heads),
    ("pull-quote", pull_quotes),
    ("broken-paragraph", broken_paragraphs),
)
MOST_ROUNDS = 8


def around(draft: Draft) -> Draft:
    """Set aside what is no part of the text, and join what it had parted."""
    idle = 0  # rules in a row that have found nothing: all the others would be given the same again
    for _, rule in islice(cycle(AROUND), MOST_ROUNDS * len(AROUND)):
        before, draft = draft, rule(draft)
        idle = idle + 1 if draft == before else 0
        if idle == len(AROUND):
            break
    return draft


RULES: tuple[tuple[str, Rule], ...] = (
    ("footnote-definitions", footnote_definitions),
    ("gutenberg-mark", marks),
    ("chapters", chapters),
    ("book-notes", book_notes),
    ("roman-notes", roman_notes),
    ("chapter-notes", chapter_notes),
    ("numbered-lists", numbered_lists),
    ("around", around),
    ("authors", authors),
    ("citations", citations),
    ("note-marker", note_markers),
    ("list-mark", list_marks),
    ("heading-emphasis", heading_emphasis),
    ("heading-level", heading_levels),
    ("heading", unmarked_headings),
    ("glued-words", glued_words),
    ("fragment", fragments),
    ("note-problems", note_problems),
)


RECORD_FIELDS = ("title", "subtitle", "authors", "date", "publisher", "series", "number", "language")


def clean(raw: str) -> Cleaned:
    """Clean a decoded raw text.

    Takes any string and raises no errors; the time it takes grows with the text's length, not faster.
    Cleaning `Cleaned.markdown` again gives the same Markdown: what the first run makes is cleaned until
    nothing changes.
    """
    before, (markdown, origins, draft) = raw, _written(_cleaned_once(raw))
    for _ in range(MOST_ROUNDS):
        if markdown == before:
            break
        before, (markdown, lines, again) = markdown, _written(_cleaned_once(markdown))
        if markdown != before:
            draft = merged(draft, again, origins)
            origins = array("l", (raw_line(origins, line) for line in lines))
    return cleaned(draft, markdown)


def _written(draft: Draft) -> tuple[str, array[int], Draft]:
    """A draft's Markdown, the raw lines of its lines, and the draft without its blocks: a long text shall not
    stand in memory twice."""
    written, origins = render.markdown(draft)
    draft = replace(draft, blocks=(), notes=())
    return written.decode(), origins, draft


def _cleaned_once(raw: str) -> Draft:
    draft = _in_blocks(raw)
    for _, rule in RULES:
        draft = rule(draft)
    return draft


def _in_blocks(raw: str) -> Draft:
    """The draft that the rules start from; its lines are let go."""
    sheet = _sheet(*characters.normalise(raw))
    for _, line_rule in LINES:
        sheet = line_rule(sheet)
    lines = list(sheet.lines)
    sheet = replace(sheet, lines=())
    draft = layout.lay_out(lines)
    if syntax.hides(raw):
        draft = replace(draft, escapes=syntax.writes_markdown(raw) or render.reads_as_escaped(draft))
        draft = render.with_bare_line_starts(draft)
    return replace(draft, record=sheet.record, changes=sheet.changes + draft.changes, dropped=sheet.dropped)


def _sheet(lines: Sequence[Line], changes: Sequence[Change]) -> Sheet:
    return Sheet(tuple(lines), tuple(changes))


def cleaned(draft: Draft, markdown: str) -> Cleaned:
    """The outcome of a draft, in the order of the raw file's lines."""
    return Cleaned(
        markdown=markdown,
        record=MappingProxyType({name: draft.record[name] for name in RECORD_FIELDS if name in draft.record}),
        changes=tuple(sorted(draft.changes, key=lambda change: change.line)),
        dropped=tuple(sorted(draft.dropped, key=lambda piece: piece.line)),
        findings=tuple(sorted(draft.findings, key=lambda finding: finding.line)),
    )
