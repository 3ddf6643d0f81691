"""Questions for a question bank: Moodle XML and GIFT.

All are essay questions, since their answers are sentences: the model answer is told to whoever grades, and to
the student as general feedback when the quiz is set to show it. Where an edition keeps answers back, there is
none. Formats: https://docs.moodle.org/en/Moodle_XML_format and https://docs.moodle.org/en/GIFT_format
"""

from __future__ import annotations

import re

from postil.exports.bundle import Asked, Bundle
from postil.exports.render import template

LINES = {"recall": 5, "comparison": 10, "analysis": 15}  # of the box for the answer
NAME = 80  # characters of a question that make its name


def moodle(bundle: Bundle) -> str:
    """`questions.xml`."""
    return template("moodle.xml.j2").render(
        bundle=bundle, name=name, ask=ask, answer=answer, category=category, lines=lambda one: LINES[one.kind]
    )


def gift(bundle: Bundle) -> str:
    """`questions.gift`. An empty line ends a question, so what it says stands on one line."""
    return template("questions.gift.txt.j2").render(
        bundle=bundle, name=name, ask=ask, answer=answer, category=category, escape=_escaped, line=_line
    )


def name(one: Asked) -> str:
    """`Takagi 2014, 2: Why did …`, what a question bank lists."""
    said = one.plain if len(one.plain) <= NAME else one.plain[:NAME].rsplit(" ", 1)[0] + " …"
    return f"{one.of}, {one.id.partition('#')[2]}: {said}"


def ask(one: Asked) -> str:
    """The question as HTML."""
    return _line(template("ask.html.j2").render(one=one))


def answer(one: Asked) -> str:
    """The model answer with the passages that it rests on as HTML, "" where there is none."""
    return _line(template("answer.html.j2").render(one=one))


def category(title: str) -> str:
    """A name as one step of Moodle's path of categories, in which a slash is doubled."""
    return _line(title).replace("/", "//")


def _line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    """GIFT's own characters with a backslash before them."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", text)
