"""Texts to the customer: templates read from the resources, filled with real values, and checked before they go."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from desktop.casework.acting import BadInput
from desktop.handbook.moments import spoken_day
from desktop.handbook.rulebook.green_channel import NOTICE
from desktop.handbook.sms import VARIABLE, Billing, illness_word, segments, signed, template_faults
from desktop.handbook.workdays import SHANGHAI
from desktop.paths import resource_path

CONDUCT = "{conduct}"
BLANK = "＿＿"
"""What stands in a sketch for a value that is not known yet."""



class TextFault(BadInput):
    """A text that cannot go to a customer, in one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Template:
    """One registered text: its code, its name for people, and its words with `${…}` variables."""

    code: str
    name: str
    words: str

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in the order of the words."""
        return tuple(VARIABLE.findall(self.words))


@dataclass(frozen=True, slots=True)
class TextSet:
    """The desk's templates with the signature, the limits of each variable (characters) and how texts are billed."""

    signature: str
    service_phone: str
    opens: time
    closes: time
    billing: Billing
    longest: int
    most: int
    limits: Mapping[str, int]
    templates: Mapping[str, Template]

    def faults(self) -> Iterator[str]:
        """Whatever a gateway would refuse in any template, named with its code."""
        for template in self.templates.values():
            for fault in template_faults(template.words, longest=self.longest, most=self.most):
                yield f"{template.code}：{fault}"
            unlimited = (one for one in template.variables if one not in self.limits)
            yield from (f"{template.code}：变量「{one}」没有长度上限" for one in unlimited)

    def may_send(self, now: datetime) -> bool:
        """Whether gateways take texts at this hour."""
        return self.opens <= now.astimezone(SHANGHAI).time() < self.closes

    def opening_after(self, now: datetime) -> datetime:
        """When they take texts again."""
        local = now.astimezone(SHANGHAI)
        start = local.replace(hour=self.opens.hour, minute=self.opens.minute, second=0, microsecond=0)
        return start if local < start else datetime.fromtimestamp(start.timestamp() + 86_400, SHANGHAI)


    def waiting_words(self, now: datetime) -> str:
        """When a text goes that is put on its way at this hour; "" while gateways take texts."""
        if self.may_send(now):
            return ""
        opening = self.opening_after(now)
        day = "今天" if opening.date() == now.astimezone(SHANGHAI).date() else "明天"
        return f"{_hour(self.closes)} 后暂存，{day} {_hour(self.opens)} 发"


def _hour(moment: time) -> str:
    return f"{moment:%H:%M}"


@dataclass(frozen=True, slots=True)
class CustomerText:
    """A filled text: what the customer reads (signature included), what it was made from, and how it is billed."""

    code: str
    body: str
    variables: Mapping[str, str]
    segments: int


@cache
def text_set(path: Path | None = None) -> TextSet:
    """The templates that ship with the program, or those of another file of the same shape."""
    known: dict[str, Any] = json.loads((path or resource_path("sms_templates.json")).read_text(encoding="utf-8"))
    limits = known["limits"]
    return TextSet(
        known["signature"], known["service_phone"], time.fromisoformat(known["hours"]["from"]),
        time.fromisoformat(known["hours"]["until"]), Billing(known["billing"]["single"], known["billing"]["part"]),
        limits["template"], limits["variables"], limits["variable"],
        {one["code"]: Template(one["code"], one["name"], one["template"].replace(CONDUCT, NOTICE))
         for one in known["templates"]},
    )  # fmt: skip


def fill(texts: TextSet, code: str, values: Mapping[str, str], hospital: str = "") -> CustomerText:
    """The template with its values; `hospital` is the one name in it that may contain an illness.

    Raises TextFault for an unknown template or variable, a missing or over-long value, or a word that tells the
    illness.
    """
    template = texts.templates.get(code)
    if template is None:
        raise TextFault(f"没有短信模板「{code}」")
    given = {name: value.strip() for name, value in values.items()}
    _check_values(texts, template, given)
    body = VARIABLE.sub(lambda found: given[found[1]], template.words)
    word = illness_word(body, hospital)
    if word:
        raise TextFault(f"短信里出现疾病字样「{word}」，不能发出：请改就诊地点的写法")
    whole = signed(body, texts.signature)
    return CustomerText(code, whole, given, segments(body, texts.signature, texts.billing))


def sketch(texts: TextSet, code: str, values: Mapping[str, str], hospital: str = "") -> tuple[CustomerText, str]:
    """The template filled as far as it can be, and why it cannot go as it is ("" when it can)."""
    try:
        return fill(texts, code, values, hospital), ""
    except TextFault as fault:
        template = texts.templates[code]
        body = VARIABLE.sub(lambda found: values.get(found[1], "").strip() or BLANK, template.words)
        counted = segments(body, texts.signature, texts.billing)
        return CustomerText(code, signed(body, texts.signature), values, counted), str(fault)


def _check_values(texts: TextSet, template: Template, given: Mapping[str, str]) -> None:
    unknown = [name for name in given if name not in template.variables]
    if unknown:
        raise TextFault(f"模板「{template.name}」没有变量「{unknown[0]}」")
    missing = [name for name in template.variables if not given.get(name)]
    if missing:
        raise TextFault(f"短信还缺「{VARIABLE_TITLES.get(missing[0], missing[0])}」")
    for name in template.variables:
        if len(given[name]) > texts.limits[name]:
            title, long = VARIABLE_TITLES.get(name, name), len(given[name])
            raise TextFault(f"短信的「{title}」有 {long} 字，网关最多 {texts.limits[name]} 字：{given[name]}")


VARIABLE_TITLES: Mapping[str, str] = {
    "name": "客户姓名", "service": "服务", "no": "编号", "due": "截止时间", "tel": "客服电话", "items": "材料",
    "addr": "地址", "recv": "收件人", "rtel": "收件电话", "date": "日期", "when": "就诊时间", "place": "就诊地点",
    "escort": "陪诊人员", "etel": "陪诊电话", "mgr": "健康管家", "courier": "快递公司", "track": "运单号",
    "reason": "原因", "left": "剩余次数", "bring": "携带物品",
}  # fmt: skip


def when_words(moment: datetime) -> str:
    """`10月9日周五10:20`, without blanks: they are billed."""
    local = moment.astimezone(SHANGHAI)
    return f"{spoken_day(local.date()).replace(' ', '')}{local:%H:%M}"


def place_words(hospital: str, department: str, place: str, limit: int) -> str:
    """Where to go: the hospital, then the booked place, or without one the department.

    A place or department that names an illness is left out (a hospital's own name stays, or it could not be found);
    so is what does not fit into `limit` characters, the hospital last of all.
    """
    detail = place or department
    if illness_word(detail):
        detail = ""
    whole = f"{hospital}{detail.replace(' ', '')}"
    return whole if len(whole) <= limit else hospital
