"""Hospitals as people call them: `复旦大学附属肿瘤医院` is 肿瘤医院 on a block and 肿瘤 in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.tables import Hospital

_OWNERS = re.compile(r"^.*(?:附属|大学|医学院|科学院|自治区|省|市)(?=[^医院]|医科)")
_CITIES = ("北京", "上海", "广州", "杭州", "成都", "武汉", "深圳", "南京", "天津", "重庆", "西安")
_PROVINCE = re.compile(r"^[^大学医]{2,4}(?:省|市)(?=.{3})")
_ORDINAL = re.compile(r"^第[一二三四五六七八九十]")


class HospitalNames:
    """What the desk calls its hospitals: as its own list of them says, else by the rule of shortening.

    `shorts` are short names by full name and by every other name.
    """

    def __init__(self, shorts: Mapping[str, str] | None = None) -> None:
        self._shorts = dict(shorts or {})

    def usual(self, name: str) -> str:
        """The name as a block bears it: `肿瘤医院`."""
        return self._shorts.get(name) or shortened(name)

    def brief(self, name: str) -> str:
        """The same without 医院, for a list: `肿瘤`."""
        return brief(self.usual(name))


def names_of(rows: Iterable[tuple[str, Sequence[str]]]) -> HospitalNames:
    """Names from the desk's own list, each with its other names: the first of these is the short one when it is one."""
    shorts: dict[str, str] = {}
    for name, aliases in rows:
        if aliases and len(aliases[0]) < len(name):
            shorts |= {one: aliases[0] for one in (*aliases, name)}
    return HospitalNames(shorts)


def read_names(session: Session) -> HospitalNames:
    """The names as the directory has them; what nobody verified is a sample and says nothing."""
    rows = session.execute(select(Hospital.name, Hospital.aliases).where(Hospital.verified, Hospital.active))
    return names_of((row[0], row[1]) for row in rows)


@lru_cache(maxsize=4096)
def shortened(name: str) -> str:
    """The rule: without the university, the city or the province before it; the whole name when nothing is left."""
    rest = _OWNERS.sub("", name)
    for city in _CITIES:
        if rest.startswith(city) and rest not in (f"{city}医院", f"{city}市医院"):
            rest = rest[len(city) :]
    if _ORDINAL.match(rest) or not rest.removesuffix("医院"):
        return _PROVINCE.sub("", name)
    return rest


def brief(usual: str) -> str:
    """A usual name without 医院: `华山医院北院` is 华山北院."""
    return usual.replace("医院", "") or usual
