"""Unknown fields: which outcomes remain when every completion is tried, and which fields would decide."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from desktop.handbook.nodules.deciding import decide
from desktop.handbook.nodules.facts import Contradiction, Unknown
from desktop.handbook.nodules.vocabulary import Condition, Decision, Field, Inputs, Level, Table, Value


class Explored(NamedTuple):
    """All decisions that some completion leads to, and the keys whose value makes a difference."""

    decisions: tuple[Decision, ...]
    missing: tuple[str, ...]


def explore(table: Table, given: Inputs) -> Explored:
    """Every decision that the unknown fields leave open; contradictory completions are left out."""
    try:
        return Explored((decide(table, given)[0],), ())
    except Contradiction:
        return Explored((), ())
    except Unknown as unknown:
        return _branch(table, given, unknown.key)


def _branch(table: Table, given: Inputs, key: str) -> Explored:
    branches = [explore(table, {**given, key: value}) for value in candidates(table, key)]
    branches = [branch for branch in branches if branch.decisions]
    decisions = {_signature(one): one for branch in branches for one in branch.decisions}
    differs = len({frozenset(map(_signature, branch.decisions)) for branch in branches}) > 1
    nested = dict.fromkeys(name for branch in branches for name in branch.missing)
    return Explored(tuple(decisions.values()), ((key,) if differs else ()) + tuple(nested))


def _signature(decision: Decision) -> tuple[Value, ...]:
    return (decision.applies, decision.advice, *decision.outputs.values())


def candidates(table: Table, key: str) -> tuple[Value, ...]:
    """Values of a field that stand for all: each choice, and for a number every side of every limit of the table."""
    field = table.fields[key]
    if field.kind == "several":
        return tuple((name,) for name in field.values) + _pairs(table, key)
    if field.kind in ("mm", "mm0", "number"):
        return _numbers(field, limits(table, key))
    fixed: Mapping[str, tuple[Value, ...]] = {"yes_no": (False, True), "mark": (0, 1)}
    return fixed.get(field.kind) or _choices(table, key)


def _choices(table: Table, key: str) -> tuple[Value, ...]:
    """The choices of a field; in a points table one for each number of points is enough."""
    values = table.fields[key].values
    if not table.points or key not in table.points.values:
        return tuple(values)
    short = table.points.short_circuit
    skipped = {str(one) for one in short.values} if short and short.key == key else set()
    by_points = {(one in skipped, table.points.values[key][one]): one for one in values}
    return tuple(by_points.values())


def _pairs(table: Table, key: str) -> tuple[Value, ...]:
    """All that may be seen together at once: the largest number of points."""
    return (tuple(name for name in table.fields[key].values if name != "none"),)


def _numbers(field: Field, ends: tuple[float, ...]) -> tuple[Value, ...]:
    if not ends:
        return (field.low, field.high)
    low = min(ends) / 2
    sides = {value for end in ends for value in (end, end + 0.05, end + 1)}
    return tuple(sorted({value for value in {low, *sides} if field.low <= value <= field.high}))


def limits(table: Table, key: str) -> tuple[float, ...]:
    """The limits of the table at which a number of this field changes something, ascending."""
    ends = {end for condition in _conditions(table) if condition.key == key for end in _ends(condition)}
    if table.points and table.points.action_field == key:
        ends |= {end for level in table.points.levels for end in _level_ends(level)}
    return tuple(sorted(end for end in ends if math.isfinite(end)))


def _conditions(table: Table) -> Iterator[Condition]:
    rows = (*table.rows, *table.upgrades, *(table.flags.rows if table.flags else ()))
    return (condition for row in rows for condition in row.when)


def _ends(condition: Condition) -> tuple[float, ...]:
    return condition.range.limits() if condition.range else ()


def _level_ends(level: Level) -> Iterator[float]:
    return (end for size in (level.fna, level.follow_up) if size for end in size.limits())
