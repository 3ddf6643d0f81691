"""Templates of what is handed over."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from postil.exports.abroad import NOT_XML


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("postil.exports"),
        autoescape=lambda name: name is not None and not name.endswith(".txt.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_allowed,
    )


@cache
def template(name: str) -> Template:
    """One template by its file name."""
    return _environment().get_template(name)


def _allowed(value: object) -> object:
    """What XML can hold: a control character cannot even be escaped there."""
    return NOT_XML.sub("", value) if type(value) is str else value
