"""Borders: sizes within 0.5 mm of a limit beyond which the answer would be another one."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.handbook.nodules.exploring import explore, limits
from desktop.handbook.nodules.vocabulary import Border, Decision, Inputs, Table, Value

BAND_MM = 0.5
_SIDES = {-1: "不足", 0: "满", 1: "超过"}
_COMPARED = ("category", "recommendation", "action", "fna")


def borders(table: Table, given: Inputs, decision: Decision) -> tuple[Border, ...]:
    """Every limit close to a size that was given, nearest first, with the answer on its other side."""
    sizes = ((key, given.get(key)) for key, field in table.fields.items() if field.kind in ("mm", "mm0"))
    found = [
        border
        for key, size in sizes
        if isinstance(size, int | float)
        for limit in limits(table, key)
        if _is_close(table, key, size, limit)
        for border in _beyond(table, {**given, key: size}, decision, key, limit)
    ]
    return tuple(sorted(found, key=lambda border: (abs(border.size - border.limit), border.key)))


def _is_close(table: Table, key: str, size: float, limit: float) -> bool:
    """Less than 0.5 mm away; or where only rounding to whole mm lifts the size onto the limit."""
    gap = round(abs(size - limit), 6)
    return gap < BAND_MM or (key in table.whole_mm and gap == BAND_MM and size < limit)


def _beyond(table: Table, given: Inputs, decision: Decision, key: str, limit: float) -> Iterator[Border]:
    """The first answer on the limit's two sides that differs from the present one."""
    size = given[key]
    for value in _sides(table, key, size, limit):
        others = explore(table, {**given, key: value}).decisions
        other = next((one for one in others if _changed(decision, one)), None)
        if other and isinstance(size, int | float):
            output, side = _changed(decision, other), _SIDES[(value > limit) - (value < limit)]
            yield Border(key, table.fields[key].title, size, limit, side, output, *_other_side(other, output))
            return


def _sides(table: Table, key: str, size: Value, limit: float) -> tuple[float, ...]:
    """The sizes on the limit and beside it; for one that only rounding lifted onto it, the one below."""
    step = 1.0 if key in table.whole_mm else 0.1
    lifted = isinstance(size, int | float) and round(limit - size, 6) == BAND_MM
    return (limit - step,) if lifted else (limit, limit - step, limit + step)


def _changed(decision: Decision, other: Decision) -> str:
    """Which compared output differs, or ''."""
    names = (name for name in _COMPARED if name in decision.outputs)
    return next((name for name in names if decision.outputs[name] != other.outputs.get(name)), "")


def _other_side(decision: Decision, output: str) -> tuple[str, str]:
    """The value on the other side, and the words for it."""
    value: Value = decision.outputs.get(output)
    words = decision.advice if output != "category" or value is None else str(value)
    return "" if value is None else str(value), words
