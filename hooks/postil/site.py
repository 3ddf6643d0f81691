"""What a static site generator needs of Postil, without knowing which one it is."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from postil.chain import Edition, make
from postil.exports import ExportFile, export
from postil.markdown.extension import Postil
from postil.pages import Filler, GeneratedPage, Head, generate
from postil.pages.render import term_page
from postil.pages.views.place import neighbours
from postil.problems import Problem, Problems
from postil.read.texts import RAW, RECORDS
from postil.settings import Imprint, settings_of


class Site:
    """One build of one edition, page by page: `begin`, then Markdown runs, then `fill`."""

    def __init__(self, edition: Edition, problems: Problems) -> None:
        self._edition = edition
        self.problems: tuple[Problem, ...] = tuple(problems)
        index = edition.index
        self.withheld = tuple(sorted(edition.withheld))
        self._filler: Filler | None = None
        self._path = ""
        self.extension = Postil(
            {term.id: term.title for term in index.terms.values()},
            {text.id: text.source.siglum for text in index.texts.values()},
            self._locate,
            self._entry,
        )

    @classmethod
    def make(
        cls,
        root: Path,
        docs: Path,
        extra: Mapping[str, Any],
        extensions: Sequence[Any],
        configs: Mapping[str, Any],
        language: str,
        imprint: Imprint,
    ) -> Site:
        """Work through the corpus under `docs`. Raises ValueError where a setting is wrong."""
        problems = Problems()
        settings = settings_of(root, docs, extra, tuple(extensions), configs, language, imprint)
        edition = make(settings, problems)
        return cls(edition, problems)

    def pages(self) -> Iterator[GeneratedPage]:
        """The pages that no file under docs/ holds."""
        return generate(self._edition)

    def neighbours(self) -> Iterator[tuple[str, str, str]]:
        """Paths of texts with those that a reader finds before and after each, or ""."""
        return neighbours(self._edition.index)

    def keeps_out(self, path: str) -> bool:
        """Whether a file under docs/ is no page and no asset of this site: a raw source, a record, a text
        that its rights withhold, one that could not be read; scripts and styles of what is switched off."""
        if path.startswith("assets/practice") and not self._edition.settings.practice:
            return True
        folder, _, name = path.rpartition("/")
        stem, kind = posixpath.splitext(name)
        if folder.partition("/")[0] != "texts" or name == "index.md":
            return kind == ".md" and path not in self._edition.pages
        if kind.lower() == ".md":
            return folder != "texts" or stem not in self._edition.index.texts
        return kind.lower() in RAW | RECORDS

    def settle(self, urls: Mapping[str, str]) -> Iterator[ExportFile]:
        """Take the address of every page's source; from here on pages can be filled. The site's other files
        are made as they are asked for."""
        self._filler = Filler(self._edition, urls.__getitem__)
        return export(self._edition, urls.__getitem__)

    def begin(self, path: str, markdown: str) -> None:
        """The page made from the source `path` is converted next; `markdown` is what will be converted."""
        self._path = path
        parsed = self._edition.parsed.pop(path, None)
        same = parsed is not None and parsed.source.strip("\n") == markdown.strip("\n")
        self.extension.parsed = parsed if same else None
        self.extension.page = self._filler.page(path) if self._filler else None

    def fill(self, path: str, html: str, searched: bool) -> str:
        """A rendered page with Postil's parts filled in; `searched`: those that the search index reads."""
        return self._filler.fill(path, html, searched) if self._filler else html

    def head(self, path: str, title: str, description: str) -> Head:
        """What the head of a page says of it; title and description as MkDocs knows them."""
        return self._filler.head(path, title, description) if self._filler else Head(description, "")

    def _locate(self, text: str, passage: str) -> str | None:
        page = self._edition.index.page_of(text, passage)
        return f"{self._relative(page)}#{passage}" if page else None

    def _entry(self, term: str) -> str | None:
        return self._relative(term_page(term)) if term in self._edition.index.terms else None

    def _relative(self, target: str) -> str:
        return posixpath.relpath(target, posixpath.dirname(self._path) or ".")
