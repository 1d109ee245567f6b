"""A text to the customer as gateways count and judge it: its parts as billed, and that it names no illness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from desktop.handbook.illness_list import ILLNESSES

VARIABLE = re.compile(r"\$\{(\w+)\}")
_GENERAL = (
    "癌", "瘤", "恶性", "肿块", "结节", "白血病", "转移", "晚期", "病理", "化疗", "放疗", "靶向", "透析", "移植",
    "衰竭", "梗死", "中风", "瘫痪", "昏迷", "精神", "传染", "结核", "艾滋", "性病",
)  # fmt: skip
_DEGREE = re.compile(r"^(?:严重|较重|较轻|轻度|重型|急性)+|——.*$|（.*$|\(.*$")


class Billing(NamedTuple):
    """How texts are billed: characters of a single one, and of each part of a longer one; the signature counts."""

    single: int = 70
    part: int = 67


def signed(body: str, signature: str) -> str:
    """The text as it arrives: the registered signature in 【】 before it."""
    return f"【{signature}】{body}" if signature else body


def segments(body: str, signature: str, billing: Billing = Billing()) -> int:  # noqa: B008
    """How many texts are billed; a letter or digit counts as one character, one beyond U+FFFF as two."""
    length = len(signed(body, signature).encode("utf-16-le")) // 2
    return 1 if length <= billing.single else -(-length // billing.part)


def _illness_words() -> tuple[str, ...]:
    names = (_DEGREE.sub("", illness.name) for illness in ILLNESSES)
    return tuple(dict.fromkeys((*_GENERAL, *(name for name in names if len(name) > 1))))


ILLNESS_WORDS = _illness_words()
"""Words that tell a reader over the customer's shoulder what the customer has."""


def illness_word(text: str, besides: str = "") -> str:
    """The first word of a text that names an illness, or ''; `besides` is a hospital's own name, which may."""
    read = text.replace(besides, "") if besides else text
    return next((word for word in ILLNESS_WORDS if word in read), "")


def template_faults(template: str, *, longest: int = 500, most: int = 20) -> Iterator[str]:
    """What a gateway would refuse in a template, one Chinese sentence each; nothing when it is sound."""
    names = VARIABLE.findall(template)
    if len(template) > longest:
        yield f"模板超过 {longest} 字"
    if len(names) > most:
        yield f"变量超过 {most} 个"
    if not VARIABLE.sub("", template).strip():
        yield "模板不能只有变量"
    if VARIABLE.search(template) and re.search(r"\}\$\{", template):
        yield "两个变量不能相邻"
    yield from (f"变量「{name}」重复" for name in dict.fromkeys(names) if names.count(name) > 1)
    yield from (f"不能含「{mark}」" for mark in "【】¥★" if mark in template)
    word = illness_word(VARIABLE.sub("", template))
    if word:
        yield f"含有疾病字样「{word}」"
