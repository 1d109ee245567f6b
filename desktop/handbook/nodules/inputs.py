"""The door for inputs: plain values of one nodule, checked against the system's fields; faults name the field."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from desktop.handbook.nodules.vocabulary import Field, Inputs, Table, Value

_LONGEST = 10**15
_GROUPS = ("cyst",)


class InputFault(ValueError):
    """An input that a system cannot take; the message is one Chinese sentence and names the field."""


def read_inputs(table: Table, inputs: Mapping[str, object]) -> Inputs:
    """The inputs, each checked: only known keys, only their values; `cyst: {wall}` may be nested; None = unknown.

    Sizes and other numbers must be JSON numbers, never text; `InputFault` says what is wrong with which field.
    """
    if not isinstance(inputs, Mapping):
        raise InputFault("inputs 应为一个对象（字段: 值）")
    flat = _flat(inputs)
    for key in flat:
        if key not in table.fields:
            known = "、".join(table.fields)
            raise InputFault(f"{table.title}没有字段「{key}」，可用：{known}")
    return MappingProxyType({
        key: _value(table.fields[key], value) for key, value in flat.items() if value is not None and value != []
    })


def _flat(inputs: Mapping[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in inputs.items():
        nested = value.items() if key in _GROUPS and isinstance(value, Mapping) else None
        flat |= {f"{key}.{name}": one for name, one in nested} if nested is not None else {str(key): value}
    return flat


def _value(field: Field, value: object) -> Value:
    return _READERS[field.kind](field, value)


def _named(field: Field) -> str:
    return f"{field.title}（{field.key}）"


def _number(field: Field, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputFault(f"{_named(field)}应为数字，不是{_shown(value)}")
    if isinstance(value, float) and not math.isfinite(value):
        raise InputFault(f"{_named(field)}不是有效的数字")
    if not field.low <= value <= field.high:
        raise InputFault(f"{_named(field)}应在 {field.low:g} 到 {field.high:g} 之间，不是 {_shown(value)}")
    return value


def _size(field: Field, value: object) -> float:
    size = _number(field, value)
    if not size:
        raise InputFault(f"{_named(field)}应大于 0 mm")
    return size


def _mark(field: Field, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value not in (0, 1):
        raise InputFault(f"{_named(field)}只能是 0 或 1，不是{_shown(value)}")
    return int(value)


def _yes_no(field: Field, value: object) -> bool:
    if not isinstance(value, bool):
        raise InputFault(f"{_named(field)}只能是 true 或 false，不是{_shown(value)}")
    return value


def _choice(field: Field, value: object) -> str:
    if not isinstance(value, str) or value not in field.values:
        raise InputFault(f"{_named(field)}没有取值{_shown(value)}，可用：{'、'.join(field.values)}")
    return value


def _several(field: Field, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise InputFault(f"{_named(field)}应为列表，不是{_shown(value)}")
    return tuple(dict.fromkeys(_choice(field, one) for one in value))


def _shown(value: object) -> str:
    text = "过大的数" if isinstance(value, int) and abs(value) > _LONGEST else str(value)
    return f"「{text[:40]}…」" if len(text) > 40 else f"「{text}」"


_READERS: Mapping[str, Callable[[Field, object], Value]] = {
    "choice": _choice, "several": _several, "yes_no": _yes_no, "mark": _mark,
    "mm": _size, "mm0": _number, "number": _number,
}  # fmt: skip
