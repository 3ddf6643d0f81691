"""What the views of generated pages work with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from postil.index import Index
from postil.model import Assignment, Citation
from postil.pages.render import Addresses, Portable
from postil.read.history import UNKNOWN, Changes

Relations = Mapping[str, Mapping[str, list[str]]]  # term id → kind of relation → term ids


@dataclass(frozen=True, slots=True)
class Around:
    """The corpus as seen from the page that is being filled."""

    index: Index
    to: Addresses
    portable: Portable
    relations: Relations
    changes: Changes = field(default_factory=lambda: UNKNOWN)
    assignments: tuple[Assignment, ...] = ()
    site: str = ""  # its name

    def inline(self, source: str) -> Markup:
        """One paragraph of Markdown for this page, without its `<p>`."""
        return self.to.settle(self.portable.inline(source))

    def cited(self, cites: Iterable[Citation]) -> Markup:
        """Citations as links."""
        return Markup(" ").join(self.inline(one.raw) for one in cites)

    def block(self, source: str) -> Markup:
        """Markdown for this page."""
        return self.to.settle(self.portable.block(source))


# Works out the values for the template of the same name: `PARTS["names"]` those of `names.html.j2`.
Part = Callable[[Around, Any], Mapping[str, Any]]
