"""The values that travel between the steps of the chain.

Every value is frozen and holds tuples, so that a step can keep what it was given and never reaches back
to its maker. Offsets count code points in a passage's plain text; lines count from 1.
"""

from postil.model.assignment import Assignment, Due, Reading
from postil.model.common import (
    Answers,
    BlockKind,
    Citation,
    Empty,
    MarkPolicy,
    PassageKind,
    Place,
    QuestionKind,
    Weekday,
)
from postil.model.glossary import (
    Claim,
    Comparison,
    Disagreement,
    Form,
    Glossary,
    Named,
    Row,
    Sense,
    Term,
    TermDate,
)
from postil.model.source import Change, Cleaned, Dropped, Finding, Page, Question, Source, Study, Work
from postil.model.text import (
    Block,
    Found,
    HandMark,
    Match,
    Note,
    Occurrence,
    Passage,
    Section,
    Span,
    Text,
    TextPage,
)

__all__ = [
    "Answers",
    "Assignment",
    "Block",
    "BlockKind",
    "Change",
    "Citation",
    "Claim",
    "Cleaned",
    "Comparison",
    "Disagreement",
    "Dropped",
    "Due",
    "Empty",
    "Finding",
    "Form",
    "Found",
    "Glossary",
    "HandMark",
    "MarkPolicy",
    "Match",
    "Named",
    "Note",
    "Occurrence",
    "Page",
    "Passage",
    "PassageKind",
    "Place",
    "Question",
    "QuestionKind",
    "Reading",
    "Row",
    "Section",
    "Sense",
    "Source",
    "Span",
    "Study",
    "Term",
    "TermDate",
    "Text",
    "TextPage",
    "Weekday",
    "Work",
]
