"""What all structured findings share: titled choices, titled fields, and the way to and from plain dicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import Field, field, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import UnionType
from typing import Any, ClassVar, Protocol, TypeVar, get_args, get_origin, get_type_hints


class FindingFault(ValueError):
    """A finding that cannot be read; the message is one Chinese sentence and names the field."""


class Choice(StrEnum):
    """A value with its Chinese title."""

    chinese: str

    def __new__(cls, value: str, chinese: str) -> Choice:
        """One member from its value and title."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.chinese = chinese
        return member


class Finding(Protocol):
    """A frozen dataclass of findings."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


F = TypeVar("F", bound=Finding)


def largest(sizes: Iterable[float | None]) -> float | None:
    """The largest known diameter; None when none is known."""
    return max((size for size in sizes if size is not None), default=None)


def refuse_beside_others(given: Sequence[Choice], alone: Choice, field: str) -> None:
    """Refuse a choice that excludes all others beside another; `field` as it is named in the sentence."""
    if alone in given and len(given) > 1:
        raise FindingFault(f"{field}不能既是“{alone.chinese}”又有其他")


def shown(title: str, *, default: Any = None, low: float = 0, high: float = 1000, unit: str = "") -> Any:
    """A dataclass field with its Chinese title, its unit and the bounds of its number; not given = None = unknown."""
    return field(default=default, metadata={"title": title, "low": low, "high": high, "unit": unit})


def millimetres(title: str, *, low: float = 0.1) -> Any:
    """A length in mm, kept to 0.1 mm."""
    return shown(title, low=low, high=500, unit="mm")


def title_of(kind: type[Finding], name: str) -> str:
    """The Chinese title of a field."""
    return str(kind.__dataclass_fields__[name].metadata["title"])


def half_up(value: float) -> float:
    """To one decimal, halves upwards, as written on paper: 8.25 is 8.3."""
    return float(Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def mean_of(long_mm: float | None, short_mm: float | None) -> float | None:
    """(L + S) / 2 to 0.1 mm, half up; None while one of them is unknown."""
    if long_mm is None or short_mm is None:
        return None
    return float(((Decimal(repr(long_mm)) + Decimal(repr(short_mm))) / 2).quantize(Decimal("0.1"), ROUND_HALF_UP))


def as_document(finding: Finding) -> dict[str, Any]:
    """A plain dict for JSON; what is unknown is left out."""
    pairs = ((one.name, getattr(finding, one.name)) for one in fields(finding))
    return {name: _plain(value) for name, value in pairs if value is not None and value != ()}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Choice):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def from_document(kind: type[F], document: Mapping[str, Any]) -> F:
    """A finding from its plain dict; `FindingFault` for an unknown key, a wrong value, or what cannot be true."""
    if not isinstance(document, Mapping):
        raise FindingFault("结节描述应为一个对象（字段: 值）")
    known = {one.name: one for one in fields(kind)}
    hints = get_type_hints(kind)
    for name in document:
        if name not in known:
            raise FindingFault(f"结节描述没有字段「{name}」")
    values = {
        name: _read(known[name], hints[name], value) for name, value in document.items() if value is not None
    }
    return kind(**values)


def _read(one: Field[Any], hint: Any, value: Any) -> Any:
    if get_origin(hint) is tuple:
        if not isinstance(value, list | tuple):
            raise FindingFault(f"{one.metadata['title']}（{one.name}）应为列表")
        return tuple(dict.fromkeys(_single(one, get_args(hint)[0], part) for part in value))
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    return _single(one, hint, value)


def _single(one: Field[Any], kind: Any, value: Any) -> Any:
    name = f"{one.metadata['title']}（{one.name}）"
    if isinstance(kind, type) and issubclass(kind, Choice):
        return _choice(name, kind, value)
    return _READERS[kind](name, one, value)


def _choice(name: str, kind: type[Choice], value: Any) -> Choice:
    try:
        return kind(value)  # type: ignore[call-arg]
    except ValueError:
        titles = "、".join(f"{member.value}（{member.chinese}）" for member in kind)
        raise FindingFault(f"{name}没有取值「{value}」，可用：{titles}") from None


def _number(name: str, one: Field[Any], value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FindingFault(f"{name}应为数字，不是「{value}」")
    low, high = one.metadata["low"], one.metadata["high"]
    if not low <= value <= high:
        raise FindingFault(f"{name}应在 {low:g} 到 {high:g} {one.metadata['unit']}之间")
    return half_up(value) if one.metadata["unit"] == "mm" else float(value)


def _whole(name: str, one: Field[Any], value: Any) -> int:
    number = _number(name, one, value)
    if number != int(number):
        raise FindingFault(f"{name}应为整数，不是「{value}」")
    return int(number)


def _yes_no(name: str, _: Field[Any], value: Any) -> bool:
    if not isinstance(value, bool):
        raise FindingFault(f"{name}只能是 true 或 false，不是「{value}」")
    return value


def _text(name: str, _: Field[Any], value: Any) -> str:
    if not isinstance(value, str) or len(value) > 500:
        raise FindingFault(f"{name}应为不超过 500 字的文字")
    return value


def _day(name: str, _: Field[Any], value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise FindingFault(f"{name}应写成 2026-09-15，不是「{value}」") from None


_READERS: Mapping[Any, Callable[[str, Field[Any], Any], Any]] = {
    float: _number, int: _whole, bool: _yes_no, str: _text, date: _day,
}  # fmt: skip


def not_larger(finding: Finding, small: str, large: str) -> None:
    """`FindingFault` when the number `small` is larger than the number `large`."""
    one, other = getattr(finding, small), getattr(finding, large)
    if one is not None and other is not None and one > other:
        kind = type(finding)
        raise FindingFault(f"{title_of(kind, small)}（{small}）不能大于{title_of(kind, large)}（{large}）")
