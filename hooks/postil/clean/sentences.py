"""What the words of a block say about its place: begun, finished, a heading, a name."""

from __future__ import annotations

import html
import re

from postil.clean.draft import MARKER, OPEN, Block

_CLOSERS = "\"”’'»)]*_"
_ENDS = ".!?…:。！？；:؟۔।"
_OPENERS = "\"“‘'«(*_[\\¿¡—– "
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|[A-Z]\.[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|vs|No|Gen|Sen|Gov|Rep|Lt|Col|cf|ca|pp?))\.$"
)
_FUNCTION_WORDS_LIST = (
    "a an the of to in on at by for from with and or but nor as than that which who whose into onto "
    "upon between among through during against within without across around along behind beyond despite "
    "inside near throughout until via when where what toward towards under over about after before "
    "because since while although if whether is are was were be been being has have had will would can "
    "could should may might must its their his her our your this these those such very more most less "
    "not "
)
_FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_LIST.split())
# Words that a heading in any language of these may be, so that none of them is taken for a title or a name.
_SECTION_NAMES = re.compile(
    r"(?:[\dIVXLC]+[.)]?\s+|[A-Z][.)]\s+)?(?:introduction|abstract|summary|executive summary|background|"
    r"overview|"
    r"conclusions?|discussion|results|methods?|methodology|preface|foreword|prologue|epilogue|"
    r"acknowledge?ments|"
    r"appendix|notes|references|contents|table of contents|key (?:points|findings|takeaways)|history|"
    r"etymology|early life|"
    r"life|career|legacy|see also|external links|further reading|bibliography|works cited|analysis|findings|"
    r"(?:policy )?recommendations|outlook|context|the way forward|literature review|limitations|future work|"
    r"(?:chapter|part|section|book|act|scene|canto) (?:\d+|[IVXLC]+|one|two|three|four|five|six|seven|"
    r"eight|nine|ten)\b.*)[.:]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*|[A-Z])[.)]\s+(?=\S)")
_PARTICLES_LIST = "van von de der den del della di da dos du la le al el bin ibn ben y e zu ter ten "
_PARTICLES = frozenset(_PARTICLES_LIST.split())
_HONORIFIC = re.compile(r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Amb|Ambassador|Gen|Lt|Col)\.? )+")
_NAME_WORD = re.compile(r"(?:[A-Z]\.)+|[^\W\d_](?:[^\W\d_]|[’'.-])*")
_ORGANISATION = re.compile(
    r"\b(?:Association|Institut\w*|Press|University|Universit\w+|Foundation|Cent(?:er|re)|Council|Society|"
    r"Academy|"
    r"School|College|Ministry|Department|Bureau|Commission|Committee|Publish(?:ers?|ing)|Verlag|Editions?|Books|"
    r"Times|Post|"
    r"Review|Journal|Group|Programme?|Agency|Office|Forum|Organi[sz]ation|Library|Network)\b"
)
_SENTENCE_END = re.compile(rf"[.!?…][\"”’')\]]*(?:\d{{1,3}}|{MARKER.pattern})?(?:\s|$)")
# Note markers, and the numbers that may yet turn out to be some.
_MARKS = re.compile(rf"{MARKER.pattern}|(?<=[^\W\d_][.,;:!?…”’\"'»)])\[?\d{{1,3}}\]?(?=$|[\s.,;:!?”’)])")


_MARKABLE = re.compile(rf"[{OPEN}\d]")


def _unmarked(text: str) -> str:
    return _MARKS.sub("", text) if _MARKABLE.search(text) else text


# A note marker that is not yet told from the numbers of the text.
_FINAL_NUMBER = re.compile(r"(?<=[.!?…”’\"'»)]) ?\[?\d{1,3}\]?$")


_FINAL_ENTITY = re.compile(r"&#?\w{1,8};$")


def stripped(text: str) -> str:
    """A text without the note markers, quotation marks and emphasis at its end."""
    text = text[-400:]
    if OPEN in text:
        text = MARKER.sub("", text)
    text = text.rstrip()
    if text[-1:] in "]0123456789":
        text = _FINAL_NUMBER.sub("", text)
    if text[-1:] == ";" and (entity := _FINAL_ENTITY.search(text)):
        text = text[: entity.start()] + html.unescape(entity[0])
    return text.rstrip(_CLOSERS + " ")


def finished(text: str) -> bool:
    """Whether a paragraph ends where a sentence may end."""
    core = stripped(text)
    if not core:
        return True
    if core[-1] not in _ENDS:
        return not (core[-1].isalnum() or core[-1] in ",;–—-(“‘/&\u2010")
    return not _ABBREVIATION.search(core[-24:])


def abbreviated(text: str) -> bool:
    """Whether a text ends with an abbreviation, so that its full stop proves nothing."""
    return bool(_ABBREVIATION.search(stripped(text)[-24:]))


def hangs(text: str) -> bool:
    """Whether a text ends with a word or sign that must be followed by more."""
    core = stripped(text)
    if core[-1:] in ",;–—(-\u2010/&":
        return True
    last = core.rsplit(maxsplit=1)[-1] if core else ""
    return last.lower() in _FUNCTION_WORDS


def starts_low(text: str) -> bool:
    """Whether a text begins in the middle of a sentence."""
    core = _unmarked(text[:200]).lstrip(_OPENERS)
    return core[:1].islower() or (core[:1] in ",;)" and bool(core))


def sentence_count(text: str) -> int:
    """Roughly how many sentences a text has."""
    return len(_SENTENCE_END.findall(text))


def is_prose(block: Block) -> bool:
    """Whether a block is running text rather than a line of some masthead."""
    if block.kind != "text":
        return False
    words = block.words
    return words >= 25 or (
        words >= 12 and (stripped(block.text)[-1:] in ".!?…" or not headline(block.text, 26))
    )


def names_section(text: str) -> bool:
    """Whether a line is a heading that any text might have: never a title."""
    return bool(_SECTION_NAMES.fullmatch(text))


_USUAL = 16  # words of a heading, at most


def headline(text: str, longest: int = _USUAL) -> bool:
    """Whether a line is worded like a heading of at most `longest` words.

    It is no sentence: it begins high, does not end as a sentence does, and its end needs no more words.
    A question counts when it is short or capitalised like a title.
    """
    if "\n" in text or len(text) > 12 * longest or len(text) < 2:
        return False
    core = _unmarked(text).strip("*_ ")
    body = _NUMBERED.sub("", core) if ". " in core or ") " in core else core
    words = body.split()
    if not words or len(words) > longest or starts_low(body) or not any(char.isalpha() for char in body):
        return False
    if names_section(core):
        return True
    last = body.rstrip("\"”’')]»")[-1:]
    if last in ".,;:…" or not last:
        return bool(last == "." and body.isupper() and len(words) <= 8)
    if last in "?!":
        return len(words) <= 10 or titled(body)
    if _SENTENCE_END.search(body[:-1]) and sentence_count(body) > 1:
        return False
    return not hangs(body) and not (body[0] in '"“«' and body[-1] in '"”»' and len(words) > 8)


def titled(text: str) -> bool:
    """Whether a line is capitalised like a title."""
    words = [word.strip("\"“”‘’'«»()[],:;?!") for word in text.split()]
    heavy = [word for word in words if word.isalpha() and word.lower() not in _FUNCTION_WORDS]
    return bool(heavy) and sum(word[0].isupper() for word in heavy) >= 0.8 * len(heavy)


def person(text: str) -> str:
    """The name that a text consists of, without its honorific, or "" where it is no person's name."""
    text = _HONORIFIC.sub("", text.strip(), count=1).rstrip(",; ")
    words = text.split()
    if not 2 <= len(words) <= 5 or _ORGANISATION.search(text) or names_section(text):
        return ""
    for word in words:
        if not _NAME_WORD.fullmatch(word) or not (word[0].isupper() or word in _PARTICLES):
            return ""
        if word.lower() in _FUNCTION_WORDS:
            return ""
    return text


def organisation(text: str) -> bool:
    """Whether a line has a word that only the name of an institution has."""
    return bool(_ORGANISATION.search(text))
