"""A hook that builds a site without what tells how concepts hang together across the texts.

The other way to measure what that costs: no comparisons, disagreements, timeline, map, profiles and data, and
on an entry nothing but its definition and its passages.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "hooks"))

import postil.pages.fill
import postil.pages.views.entry
import postil.site
from postil.chain import Edition
from postil.pages.generate import GeneratedPage
from reader import (  # noqa: F401
    on_config,
    on_files,
    on_nav,
    on_page_content,
    on_page_context,
    on_page_markdown,
)

WHOLE = vars(postil.site)["generate"]
# The lists of comparisons and of disagreements stay, empty: other pages lead there.
LISTS = {"compare.md", "timeline.md", "map.md", "data/index.md"}


def without_lists(edition: Edition) -> Iterator[GeneratedPage]:
    """The generated pages but those about concepts across the texts."""
    whole: Iterator[GeneratedPage] = WHOLE(edition)
    return (page for page in whole if page.path not in LISTS)


# By name: `postil.pages` holds a function that is called like the module.
parts = vars(importlib.import_module("postil.pages.generate"))["PARTS"]
for name in [name for name in parts if name != "passages"]:
    del parts[name]
postil.pages.fill.LISTS.pop("matrix")
vars(postil.site).update(generate=without_lists, export=lambda *_: iter(()))
vars(postil.pages.fill)["profiles"] = lambda index: {}
