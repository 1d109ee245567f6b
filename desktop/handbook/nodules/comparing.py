"""The expert's category, which is the value of record, beside the computed one: 一致, 不一致, 边界, 无法计算."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from desktop.handbook.nodules.vocabulary import Answer, Status

_SYSTEM_WORDS = re.compile(r"^(C-)?(LUNG|TI|BI)-?RADS(V?20\d\d)?[:：]?")
_NOTHING_COMPUTED = {
    Status.INCOMPLETE: "无法计算",
    Status.NOT_APPLICABLE: "该分类系统不适用",
    Status.REFUSED: "所填内容矛盾，无法计算",
}


class Agreement(StrEnum):
    """How the expert's category and the computed one stand to each other."""

    AGREES = "一致"
    DIFFERS = "不一致"
    BORDER = "边界"
    UNKNOWN = "无法计算"


class Verdict(NamedTuple):
    """The pill and the sentence beside it."""

    agreement: Agreement
    sentence: str


def compare(expert_category: str, computed: Answer) -> Verdict:
    """Verdict on an expert's category; near a limit the category on its other side is a border, not a disagreement."""
    if computed.status in _NOTHING_COMPUTED:
        return Verdict(Agreement.UNKNOWN, _why_not(computed))
    if "flags" in computed.outputs:
        return _by_flags(computed)
    own = _own(computed)
    if own is None:
        return Verdict(Agreement.UNKNOWN, f"{computed.title}不给出类别")
    expert = _plain(expert_category)
    close = [border for border in computed.borders if border.output in ("category", "recommendation")]
    same = {_plain(own), _plain(computed.advice)}
    if close and expert in same | {_plain(word) for border in close for word in (border.beyond, border.words)}:
        return Verdict(Agreement.BORDER, close[0].sentence())
    if expert in same:
        return Verdict(Agreement.AGREES, computed.reason)
    return Verdict(Agreement.DIFFERS, f"{computed.reason}，算得{_said(computed, own)}")


def _own(computed: Answer) -> str | None:
    return computed.category if computed.category is not None else _text(computed.outputs.get("recommendation"))


def _said(computed: Answer, own: str) -> str:
    """A category as it is; a recommendation in Chinese."""
    return f" {own}" if computed.category is not None else f"“{computed.advice}”"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _by_flags(computed: Answer) -> Verdict:
    raised = computed.outputs["flags"]
    return Verdict(Agreement.DIFFERS if raised else Agreement.AGREES, computed.reason)


def _why_not(computed: Answer) -> str:
    if computed.status is Status.INCOMPLETE:
        return computed.advice
    return f"{_NOTHING_COMPUTED[computed.status]}：{computed.reason}"


def _plain(category: str) -> str:
    """4a 类, TI-RADS 4A, TR4 and 3S say the same as 4A, 4A, 4 and 3."""
    plain = _SYSTEM_WORDS.sub("", category.upper().replace(" ", "")).removesuffix("类").removesuffix("级")
    short = re.fullmatch(r"(?:TR)?([0-6][ABCX]?)S?", plain)
    return short[1] if short else plain
