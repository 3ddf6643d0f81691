"""What a site decides for itself: `extra.postil` in mkdocs.yml, and the library of originals."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

import yaml
from markdown import Markdown

from postil.model import Answers, MarkPolicy
from postil.parse import DEFAULT_EXTENSIONS


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a site says of itself; a command that writes no pages need not know it."""

    name: str = ""
    url: str = ""  # its address on the web with a slash at the end, "" where that is not known
    description: str = ""
    folders: bool = True  # a page is a folder with an index.html (MkDocs: use_directory_urls)


OWN = ("answers", "diacritics", "glossary", "mark", "practice")  # the fields of extra.postil


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how terms are marked."""

    root: Path  # the project's folder; names in problems are relative to it
    docs: Path
    glossary: Path
    mark: MarkPolicy = "first"
    library: Path | None = None  # folder of originals: makes this the classroom edition
    extensions: tuple[Any, ...] = DEFAULT_EXTENSIONS
    configs: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"  # of the site; a text in another one says so
    imprint: Imprint = Imprint()
    plain: bool = False  # whether names are found whatever their diacritics
    answers: Answers = "everyone"  # who sees the answers to questions, where a text's record says nothing
    instructor: bool = False  # this build is the instructor's own: it holds every answer
    practice: bool = True  # whether the site has cards and a quiz

    @property
    def edition(self) -> Literal["public", "classroom"]:
        return "classroom" if self.library else "public"


def settings_of(
    root: Path,
    docs: Path,
    extra: Mapping[str, Any],
    extensions: tuple[Any, ...],
    configs: Mapping[str, Any],
    language: str = "en",
    imprint: Imprint = Imprint(),
) -> Settings:
    """Settings from the parts of a configuration; the library's folder comes from the environment."""
    own = extra.get("postil") or {}
    if not isinstance(own, Mapping):
        raise ValueError(f"extra.postil is {own!r}; write fields: {', '.join(OWN)}")
    for name in own:
        if name not in OWN:
            raise ValueError(f"extra.postil has no field {name!r}; known: {', '.join(OWN)}")
    library = os.environ.get("POSTIL_LIBRARY", "").strip()
    folder = root / library if library else None
    mark = own.get("mark", "first")
    if mark not in ("first", "all", "never"):
        raise ValueError(f"extra.postil.mark is {mark!r}; write first, all or never")
    diacritics = own.get("diacritics", "exact")
    if diacritics not in ("exact", "fold"):
        raise ValueError(f"extra.postil.diacritics is {diacritics!r}; write exact or fold")
    practice = own.get("practice", True)
    if not isinstance(practice, bool):
        raise ValueError(f"extra.postil.practice is {practice!r}; write true or false")
    if folder is not None and not folder.is_dir():
        raise ValueError(f"POSTIL_LIBRARY names no folder: {library}")
    answers = own.get("answers", "everyone")
    if answers not in ("everyone", "instructor"):
        raise ValueError(f"extra.postil.answers is {answers!r}; write everyone or instructor")
    glossary = root / str(own.get("glossary", "glossary"))
    if "glossary" in own and not glossary.is_dir():
        raise ValueError(f"extra.postil.glossary names no folder: {own['glossary']}")
    return Settings(
        *(root, docs, glossary, mark, folder, extensions, configs, language, imprint),
        plain=diacritics == "fold",
        answers=answers,
        instructor=_instructor(),
        practice=practice,
    )


def _instructor() -> bool:
    """Whether the environment asks for the instructor's own build."""
    said = os.environ.get("POSTIL_ANSWERS", "").strip()
    if said not in ("", "0", "1"):
        raise ValueError(f"POSTIL_ANSWERS is {said!r}; write 1 for a build that holds every answer")
    return said == "1"


def read_settings(config: Path) -> Settings:
    """Settings of the mkdocs.yml at `config`, for the command line. Raises ValueError where it is wrong."""
    try:
        fields = yaml.load(config.read_text("utf-8"), _Tolerant) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{config.name} does not parse: {' '.join(str(error).split())}") from error
    if not isinstance(fields, Mapping):
        raise ValueError(f"{config.name} is no list of settings")
    names, configs = _extensions(fields.get("markdown_extensions") or [])
    try:
        Markdown(extensions=names, extension_configs=configs)
    except (ImportError, AttributeError, TypeError, KeyError) as error:
        raise ValueError(f"markdown_extensions: {error}") from error
    root = config.resolve().parent
    docs = root / fields.get("docs_dir", "docs")
    url = str(fields.get("site_url") or "")
    imprint = Imprint(
        str(fields.get("site_name") or ""),
        url and url.rstrip("/") + "/",
        str(fields.get("site_description") or ""),
        str(fields.get("use_directory_urls", True)).lower() not in ("false", "0"),
    )
    return settings_of(root, docs, _mapping(fields.get("extra")), names, configs, imprint=imprint)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _extensions(listed: list[Any]) -> tuple[tuple[str, ...], dict[str, Any]]:
    """MkDocs' notation: a name, or a name with its options; toc, tables and fenced_code are always on."""
    configs: dict[str, Any] = {"toc": {}, "tables": {}, "fenced_code": {}}
    for item in listed:
        configs |= (
            {item: {}} if isinstance(item, str) else {name: options or {} for name, options in item.items()}
        )
    return tuple(configs), {name: options for name, options in configs.items() if options}


class _Tolerant(yaml.SafeLoader):
    """Reads the tags that MkDocs knows."""


def _python_name(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    module, _, name = suffix.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        *names, default = [loader.construct_object(item) for item in node.value]
    else:
        names, default = [loader.construct_scalar(cast(yaml.ScalarNode, node))], None
    return next((os.environ[name] for name in names if name in os.environ), default)


_Tolerant.add_multi_constructor("tag:yaml.org,2002:python/name:", _python_name)
_Tolerant.add_constructor("!ENV", _environment)
_Tolerant.add_constructor("!relative", lambda loader, node: None)
