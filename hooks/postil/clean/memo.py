"""Answers that several rules ask for again, kept while one text is cleaned."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")
_FORGET: list[Callable[[], None]] = []


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """A pure function of texts that is worked out once for each text, until `forget` is called."""
    kept = cache(cast("Callable[..., R]", function))
    _FORGET.append(kept.cache_clear)
    return cast("Callable[P, R]", kept)


def forget() -> None:
    """Let go of all answers, so that no text outlives its cleaning."""
    for clear in _FORGET:
        clear()
