"""Relations that contradict each other: nothing contains itself, and nothing follows upon itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from postil.model import Place, Term
from postil.problems import Code, Problems

# Kinds of relation that must not lead back to where they began, those of one order taken together:
# field → (what the upper does to the lower, whether the term that names the other is the lower).
ORDERS = {
    "broader": ("contains", True),
    "narrower": ("contains", False),
    "part_of": ("contains", True),
    "member_of": ("contains", True),
    "succeeds": ("comes before", True),
}


@dataclass(frozen=True, slots=True)
class _Step:
    """One stated relation of an order: `lower` stands below `upper`."""

    order: str
    lower: str
    upper: str
    field: str  # "relations.broader"
    place: Place


def check_relations(terms: Iterable[Term], problems: Problems) -> None:
    """Report each relation of a term to itself, and each by which it would contain or follow upon itself.

    The relations are taken in order of place; the one that closes a circle is reported, with the place of
    one that it contradicts.
    """
    terms = tuple(terms)
    for term in terms:
        for named in term.named_terms:
            if named.id == term.id:
                what = f"`{named.field}` names the entry itself, `{term.id}`"
                problems.add(Code.CONTRARY_RELATION, named.place, what, "name another term, or take it out")
    upwards: dict[tuple[str, str], list[_Step]] = {}
    for step in sorted(_steps(terms), key=lambda one: (one.place.path, one.place.line, one.place.column)):
        way = _way(step.upper, step.lower, step.order, upwards)
        if way:
            other = way[0]
            links = ", ".join(f"`{one.upper}` {step.order} `{one.lower}`" for one in way)
            what = f"by `{step.field}` `{step.upper}` {step.order} `{step.lower}`, but elsewhere {links}"
            advice = f"take out this relation or the one in {other.place.path}:{other.place.line}"
            problems.add(Code.CONTRARY_RELATION, step.place, what, advice)
        else:
            upwards.setdefault((step.order, step.lower), []).append(step)


def _steps(terms: Iterable[Term]) -> Iterator[_Step]:
    for term in terms:
        for named in term.named_terms:
            order, below = ORDERS.get(named.field.removeprefix("relations."), ("", True))
            if order and named.id != term.id:
                lower, upper = (term.id, named.id) if below else (named.id, term.id)
                yield _Step(order, lower, upper, named.field, named.place)


def _way(start: str, end: str, order: str, upwards: dict[tuple[str, str], list[_Step]]) -> list[_Step]:
    """The relations that lead up from one term to another, the nearest first; none where there is no way."""
    ways: list[list[_Step]] = [[]]
    seen = {start}
    for way in ways:  # grows as it is walked: the shortest ways come first
        at = way[-1].upper if way else start
        for step in upwards.get((order, at), ()):
            if step.upper == end:
                return [*way, step]
            if step.upper not in seen:
                seen.add(step.upper)
                ways.append([*way, step])
    return []
