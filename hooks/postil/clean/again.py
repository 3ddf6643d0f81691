"""A second run over what the first one made: what one removal lays bare, another rule may find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from postil.clean.draft import Draft
from postil.clean.syntax import unescaped
from postil.model import Change, Dropped, Finding


def merged(first: Draft, second: Draft, origins: Sequence[int]) -> Draft:
    """The account of two runs as if it were one, with the blocks of the second.

    `origins` are the raw lines from which the lines of the first run's Markdown came; the second run's
    account counts those, and is told here in lines of the raw text.
    """
    record, spare = _fields(first.record, second.record)
    changes = tuple(_as_raw(change, origins, second.escapes) for change in second.changes)
    dropped = tuple(
        Dropped(
            piece.rule,
            raw_line(origins, piece.line),
            unescaped(piece.text) if second.escapes else piece.text,
        )
        for piece in second.dropped
    )
    findings = tuple(replace(finding, line=raw_line(origins, finding.line)) for finding in second.findings)
    return replace(
        second,
        record=record,
        changes=first.changes + changes,
        dropped=first.dropped + dropped + tuple(Dropped("record-line", 1, text) for text in spare),
        findings=_still_true(first.findings, findings),
    )


def _as_raw(change: Change, origins: Sequence[int], escapes: bool) -> Change:
    """A change of the Markdown as one of the raw text, which writes no escapes."""
    before, after = change.before, change.after
    if escapes:
        before, after = unescaped(before), unescaped(after)
    return replace(change, line=raw_line(origins, change.line), before=before, after=after)


def raw_line(origins: Sequence[int], line: int) -> int:
    """The raw line from which a line of the Markdown comes."""
    return origins[min(max(line, 1), len(origins)) - 1] if origins else 1


_Fields = Mapping[str, str | tuple[str, ...]]


def _fields(first: _Fields, second: _Fields) -> tuple[_Fields, list[str]]:
    """The fields of both; what the first run found stands, what the second found besides is left over."""
    spare = [
        value if isinstance(value, str) else " ".join(value)
        for name, value in second.items()
        if name in first and first[name] != value
    ]
    return MappingProxyType({**second, **first}), spare


def _still_true(first: Sequence[Finding], second: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of the last run, at the places where the first one saw them."""
    seen = {(finding.code, finding.message): finding for finding in first}
    return tuple(seen.get((finding.code, finding.message), finding) for finding in second)
