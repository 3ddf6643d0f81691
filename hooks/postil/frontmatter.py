"""YAML with line numbers, checked against a pydantic model.

PyYAML's C parser gives each node's line and column and reads an entry in 0.05 ms, where ruamel.yaml takes
1.9 ms (a thousand entries: two seconds of every build), so its node tree is what we validate. Every scalar
stays a string until pydantic reads it as what the field wants: `title: 2014` is a title, and `NO` is a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from postil.model import Place
from postil.problems import Code, Problems, did_you_mean

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[str | int, ...]

FENCE = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
DEEPEST = 50  # levels
EMPTY = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Split:
    """A file with front matter, taken apart; lines count from 1."""

    front: str | None  # the YAML, or None where the file has none
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class Front:
    """The fields of a file and where each stands."""

    fields: dict[str, Any]
    places: Mapping[Loc, Place]

    def place(self, *loc: str | int) -> Place:
        """Where the field at `loc` stands, or the nearest one around it."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places[loc]


def split(raw: str) -> Split:
    """Take the YAML between two lines of three hyphens off the top of a file."""
    found = FENCE.match(raw)
    if found is None:
        return Split(None, raw, 1)
    return Split(found[1], raw[found.end() :], 1 + raw.count("\n", 0, found.end()))


def required(
    raw: str, name: str, noun: str, shape: str, problems: Problems
) -> tuple[Split, Front | None] | None:
    """A file that has to have front matter, taken apart, and its fields; None where it has none.

    `noun` is what the file is ("entry"), `shape` the front matter to write.
    """
    parts = split(raw)
    if parts.front is None:
        what = f"the {noun} has no front matter"
        problems.add(Code.NO_FRONT_MATTER, Place(name), what, f"start it with {shape}")
        return None
    return parts, parse(parts.front, name, 2, problems)


def parse(text: str, path: str, first_line: int, problems: Problems) -> Front | None:
    """Read YAML whose first line is line `first_line` of the file at `path`; None where it does not parse."""
    if _deep(text):
        what = f"the YAML nests more than {DEEPEST} levels"
        problems.add(Code.BAD_YAML, Place(path, first_line), what, "write it flatter")
        return None
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        unclosed = error.context is not None and "quoted scalar" in error.context
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        column = mark.column + 1 if mark else 1
        what = f"the YAML does not parse: {error.problem or error.context}"
        advice = "quote values that hold a colon and a space, and indent with spaces"
        problems.add(Code.BAD_YAML, Place(path, line, column), what, advice)
        return None
    except (yaml.YAMLError, ValueError) as error:
        what = f"the YAML cannot be read: {str(error).splitlines()[0]}"
        problems.add(Code.BAD_YAML, Place(path, first_line), what, "keep to printable characters")
        return None
    if node is None:
        return Front({}, {(): Place(path, first_line)})
    if not isinstance(node, yaml.MappingNode):
        what = "the front matter is not a list of fields"
        problems.add(Code.BAD_YAML, Place(path, first_line), what, "write lines like `title: …`")
        return None
    return _Reader(path, first_line, problems).front(node)


def _deep(text: str) -> bool:
    """Whether the YAML may nest deeper than anybody writes: libyaml's composer recurses, and falls over."""
    if sum(text.count(sign) for sign in ("[", "{", "- ", ": ")) < DEEPEST:
        return False
    depth = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return True
    except yaml.YAMLError:
        pass  # told by whoever reads it in earnest
    return False


class _Reader:
    """Turns a YAML node tree into plain values and the place of each."""

    def __init__(self, path: str, first_line: int, problems: Problems) -> None:
        self._path, self._first, self._problems = path, first_line, problems
        self._places: dict[Loc, Place] = {}
        self._seen: set[int] = set()

    def front(self, node: yaml.MappingNode) -> Front | None:
        before = len(self._problems)
        fields = self._value(node, ())
        return Front(fields, self._places) if len(self._problems) == before else None

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._path, self._first + node.start_mark.line, node.start_mark.column + 1)

    def _value(self, node: yaml.Node, loc: Loc) -> Any:
        self._places.setdefault(loc, self._place(node))
        if id(node) in self._seen:  # an alias: it could also hold itself
            advice = "write the value out"
            self._problems.add(Code.BAD_YAML, self._place(node), "YAML anchors are not read here", advice)
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and node.value in EMPTY else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*loc, at)) for at, item in enumerate(node.value)]
        fields: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in fields:
                what = f"the field `{name}` stands here twice"
                self._problems.add(Code.BAD_YAML, self._place(key), what, "keep one of them")
            self._places[*loc, name] = self._place(key)
            fields[name] = self._value(value, (*loc, name))
        return fields


def check(front: Front, model: type[Model], problems: Problems) -> Model | None:
    """Read the fields as `model`; each thing wrong becomes a problem at its line, and the answer None."""
    try:
        return model.model_validate(front.fields)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            if not _follows(item):
                _report(front, model, item, problems)
        return None


WANTED = {
    "string": "text",
    "list": "a list: `[one, two]`",
    "tuple": "a list: `[one, two]`",
    "dict": "fields: `{name: value}`",
    "model": "fields: `{name: value}`",
    "int": "a whole number",
    "bool": "`true` or `false`",
}


def _follows(item: Any) -> bool:
    """Whether a list is only called too short because something in it, which is told as well, is wrong."""
    return bool(item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"])


def _report(front: Front, model: type[BaseModel], item: Any, problems: Problems) -> None:
    # pydantic puts the branch of a union into the place; only fields and positions are ours
    loc = tuple(part for part in item["loc"] if not (isinstance(part, str) and part.startswith("#")))
    name = ".".join(str(part) for part in loc)
    kind: str = item["type"]
    stem = kind.split("_")[0]
    if kind == "extra_forbidden":
        known = _fields(model, loc[:-1])
        advice = did_you_mean(str(loc[-1]), known, f"known fields: {', '.join(known)}")
        problems.add(Code.UNKNOWN_FIELD, front.place(*loc), f"there is no field `{name}`", advice)
    elif kind == "missing":
        advice = f"add `{loc[-1]}: …`"
        problems.add(Code.MISSING_FIELD, front.place(*loc), f"the field `{name}` is missing", advice)
    elif kind == "too_short":
        advice = f"it has to be a list of at least {item['ctx']['min_length']}"
        problems.add(Code.WRONG_TYPE, front.place(*loc), f"`{name}` is {_described(item['input'])}", advice)
    elif kind == "literal_error":
        what = f"`{name}` cannot be `{item['input']}`"
        problems.add(Code.WRONG_VALUE, front.place(*loc), what, f"write {item['ctx']['expected']}")
    elif kind == "value_error":
        what, _, advice = str(item["ctx"]["error"]).partition("; ")
        problems.add(Code.WRONG_VALUE, front.place(*loc), f"`{name}`: {what}", advice)
    else:
        what = f"`{name}` is {_described(item['input'])}"
        advice = f"it has to be {WANTED.get(stem, item['msg'].lower())}"
        problems.add(Code.WRONG_TYPE, front.place(*loc), what, advice)


def _described(value: object) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, Mapping):
        return "a set of fields"
    return "a list" if isinstance(value, list) else f"`{value}`"


def _fields(model: type[BaseModel], loc: Loc) -> list[str]:
    """The names that may stand at `loc`, found by walking the model's fields."""
    for part in loc:
        if isinstance(part, int):
            continue
        for field in model.model_fields.values():
            if part == (field.alias or "") or model.model_fields.get(part) is field:
                model = next((kind for kind in _models(field.annotation)), model)
                break
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The models named anywhere inside a type annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _models(part)]
