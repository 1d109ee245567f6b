"""Hospitals as people call them: `复旦大学附属肿瘤医院` is 肿瘤医院 on a block and 肿瘤 in a list."""

from __future__ import annotations

import re
from functools import lru_cache

_OWNERS = re.compile(r"^.*(?:附属|大学|医学院|科学院|自治区|省|市)(?=[^医院]|医科)")
_CITIES = ("北京", "上海", "广州", "杭州", "成都", "武汉", "深圳", "南京", "天津", "重庆", "西安")
_PROVINCE = re.compile(r"^[^大学医]{2,4}(?:省|市)(?=.{3})")
_ORDINAL = re.compile(r"^第[一二三四五六七八九十]")


@lru_cache(maxsize=4096)
def usual_hospital(name: str) -> str:
    """The name without the university, the city or the province before it; the whole name when nothing is left."""
    rest = _OWNERS.sub("", name)
    for city in _CITIES:
        if rest.startswith(city) and rest not in (f"{city}医院", f"{city}市医院"):
            rest = rest[len(city) :]
    if _ORDINAL.match(rest) or not rest.removesuffix("医院"):
        return _PROVINCE.sub("", name)
    return rest


@lru_cache(maxsize=4096)
def short_hospital(name: str) -> str:
    """The same without 医院: `华山医院北院` is 华山北院."""
    return usual_hospital(name).replace("医院", "") or name
