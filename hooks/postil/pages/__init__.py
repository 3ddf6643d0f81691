"""The pages step: Markdown of every generated page, and the parts that are filled into rendered pages.

People's words go through MkDocs as Markdown, so that links, anchors and search see them. What Postil works
out (contexts, lists, records) is filled into the rendered page at `<!--postil:name-->` from templates: a
thousand lists of passages never pass a Markdown parser.
"""

from postil.pages.fill import Filler, Head
from postil.pages.generate import GeneratedPage, generate

__all__ = ["Filler", "GeneratedPage", "Head", "generate"]
