"""Made-up texts and terms for the properties: Markdown of all kinds around words that terms have as forms."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from markdown import Markdown

from postil.glossary.terms import read_term
from postil.mark import mark
from postil.markdown.extension import Page, Parsed, Postil
from postil.markdown.weave import Mark
from postil.match import Forms
from postil.model import Match, Occurrence, Place, Source, Term, Text, Work
from postil.parse import Parser
from postil.problems import Problems
from postil.resolve import Resolver
from tests.support import EXTENSIONS, term_file

# The same examples at every run, so that a change is judged by what it changes; others with POSTIL_EXAMPLES.
MANY = settings(
    max_examples=int(os.environ.get("POSTIL_EXAMPLES", "60")),
    derandomize="POSTIL_EXAMPLES" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


SIGLA = {"a-text": "A"}


def _term(id_: str, title: str, aliases: str = "[]") -> Term:
    term = read_term(term_file(title, aliases=aliases), id_, f"glossary/{id_}.md", Problems())
    assert term is not None
    return term


TERMS = (
    _term("alliance", "alliance", "[{text: alliance, inflect: true}]"),
    _term("asean", "ASEAN"),
    _term("cica", "CICA", "[Conference on Interaction]"),
    _term("common-security", "common security", "[共同安全]"),
    _term("concept", "new concept", "[{text: new concept, near: [CICA]}]"),
    _term("detente", "détente"),
    _term("old-concept", "the old one", "[{text: new concept, not_near: [CICA]}]"),
    _term("regional-forum", "ASEAN Regional Forum", "[ARF, regional forum]"),
    _term("security", "security", "[安全, ΑΣΦΑΛΕΙΑΣ]"),
    _term("security-forum", "security forum"),
    _term("summit", "the summit", "[{text: summit, near: [ASEAN]}]"),
    _term("talks", "the talks", "[{text: summit, near: [CICA]}]"),
    _term("un", "UN", "[İstanbul process, “master key”]"),
)

# Words of the forms above, written in all the ways that mean the same, and words around them. No single `*`:
# Python-Markdown 3.11 loses its way among several of them.
SAMPLE = """
CICA CICA’s CICA's cica ASEAN Regional regional Forum forum ARF (ARF) alliance alliances non-alliance
ASEAN-led common Common security security. SECURITY secu\u00adrity new new-concept concept concepts UN
U.N. U.N.’s İstanbul process détente de\u0301tente “master key” "master&nbsp;key" 共同安全 安全 安全保障
ασφάλειας ασφαλειας ΑΣΦΑΛΕΙΑΣ ΑΣΦΑΛΕΙΑΣ’s summit Xiangshan the of in a – — \u200b , ; ( ) ' ’ \\* \\[
&amp; &lt; &nbsp; &#8209; &amp;lt; 1996 a_b [ ] < > | # : + ~ $
"""
WORDS = st.sampled_from(SAMPLE.split())
PLAIN = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
WRAPPED = st.builds(
    str.format,
    st.sampled_from(
        [
            *("{0}", "*{0}*", "**{0}**", "*{0}* **{0}**", "**{0} *{0}***", "[{0}](https://example.org/)"),
            *("`{0}`", "``{0}``", "[[cica|{0}]]", "[[|{0}]]", "[[cica]] {0}", "[[nothing|{0}]]", "{0}[^1]"),
            *("{0}[^7]", "[@a-text, ¶1] {0}", "[@none, ¶1]", "![{0}](map.png) {0}", "{0}  \n{0}", "{0}\n{0}"),
            *("x<br>{0}", "<b>{0}</b>", '<i title="{0}">', "<!-- x -->{0}", "<https://example.org/> {0}"),
            *("<me@example.org>", "{0} [[cica|{0} ]]"),
        ]
    ),
    PLAIN,
)
LINES = st.lists(WRAPPED, min_size=1, max_size=4).map(" ".join)
BLOCKS = st.builds(
    str.format,
    st.sampled_from(
        [
            *("{0}", "{0}", "{0}", "# {0}", "## {0}", "{0}\n===", "> {0}\n>\n> {0}", "- {0}\n- {0}"),
            *("1. {0}\n\n    {0}\n", "- {0}\n    - {0}\n        - {0}", "    {0}", "```\n{0}\n```", "***"),
            *("| {0} | a |\n|---|---|\n| {0} | b |", "{0}\n:   {0}", "[^1]: {0}", "{0}\n{{ #here .there }}"),
            *("<div>{0}</div>", '<div markdown="1">\n\n{0}\n\n</div>', "<p>{0}</p>\n\n{0}"),
        ]
    ),
    LINES,
)
BODIES = st.lists(BLOCKS, max_size=6).map("\n\n".join)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with everything that is found in it."""

    text: Text
    matches: tuple[tuple[Match, ...], ...]
    occurrences: tuple[Occurrence, ...]  # in passages
    outside: tuple[Occurrence, ...]  # in headings and notes
    parsed: Parsed
    problems: tuple[str, ...]


class Engine:
    """The chain from parse to resolve for one glossary, kept for many texts as the real one is."""

    def __init__(self, terms: Sequence[Term] = TERMS, plain: bool = False) -> None:
        self.terms = {term.id: term for term in terms}
        self.titles = {term.id: term.title for term in terms}
        self.forms = Forms(terms, Problems(), plain)
        self._parser = Parser(EXTENSIONS, {}, self.titles, SIGLA)
        self._resolver = Resolver(self.forms, self.titles)

    def annotate(self, body: str, policy: str = "all") -> Annotated:
        """Everything that is found in a Markdown text."""
        problems = Problems()
        source = Source("a-text", Work(title="A text"), Place("a-text.md"), body, rule_id="a-text")
        text = self._parser.parse(source, problems)
        parsed = self._parser.parsed.popitem()[1]
        matches = self.forms.find(text.blocks)
        found = self._resolver.resolve(text, matches, problems)
        marked = mark(text, found.passages, self.terms, policy)  # type: ignore[arg-type]
        return Annotated(text, matches, marked, found.outside, parsed, tuple(map(str, problems)))

    def render(self, body: str, occurrences: Sequence[Occurrence] = (), parsed: Parsed | None = None) -> str:
        """The page with these occurrences woven in, `parsed` anew unless it is given."""
        extension = Postil(self.titles, SIGLA, lambda text, passage: f"#{passage}", lambda term: None)
        md = Markdown(extensions=[*EXTENSIONS, extension])
        extension.page, extension.parsed = Page(_marks(occurrences)), parsed
        return md.convert(body)


def _marks(occurrences: Sequence[Occurrence]) -> Mapping[str, list[Mark]]:
    marks: dict[str, list[Mark]] = {}
    for one in occurrences:
        if one.marked or one.linkable:
            marks.setdefault(one.passage, []).append(Mark(one.start, one.end, one.term, one.marked))
    return marks
