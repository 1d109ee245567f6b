"""Which cases a seeded desk has: every item in every stage once, then by their shares; how long they stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from random import Random
from typing import NamedTuple

from desktop.handbook.path import PATHS
from desktop.handbook.vocabulary import Item

ENDINGS = ("待结案", "已结案", "已取消")
PLAIN = (Item.OC, Item.PD)
"""Served around the clock (T-06): their axis is plain minutes."""

_SHARES: Mapping[Item, float] = {
    Item.OC: 0.38, Item.PD: 0.26, Item.OUTPATIENT: 0.15, Item.INPATIENT: 0.06, Item.VISIT: 0.02, Item.MD: 0.05,
    Item.ND: 0.08,
}  # fmt: skip
_OPEN_SHARE, _PLAIN_OPEN_SHARE, _CANCELLED_SHARE = 0.28, 0.04, 0.08
_RARER = {"不符合": 0.3, "待补材料": 0.5, "待结案": 0.6}

AGES: Mapping[str, tuple[int, ...]] = {
    "待审核": (0, 0, 0, 0, 1, 1, 1, 2), "待补材料": (0, 1, 1, 2), "不符合": (0, 0, 1), "待分诊": (0, 0, 1, 1, 2),
    "待定医院": (0, 0, 1, 2), "待预约": (0, 1, 1, 2, 3, 4, 5, 6), "待住院证": (0, 1, 2, 4, 6, 8),
    "待安排床位": (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11), "待发通知": (0, 0, 0, 0, 0, 1), "住院中": (0, 1, 2, 3, 5, 8),
    "待首次电话": (0, 0, 0, 1, 1, 1, 2), "待定方案": (0, 1, 2, 3), "约请专家": (0, 1, 2, 3), "待会诊": (0, 1, 2, 3),
    "待签发报告": (0, 0, 1, 2), "待诊后指导": (0, 0, 1, 2, 4), "待寄报告": (0, 0, 0, 1, 2),
    "等资料": (0, 1, 2, 4, 7, 12), "待派专家": (0, 0, 1, 2), "待出报告": (0, 1, 2, 3, 4, 5),
    "待探视资料": (0, 0, 1, 2, 3, 4),
    "待安排探视": (0, 0, 1, 2), "待结案": (0, 0, 1, 2, 4),
}  # fmt: skip
VISITS: Mapping[str, tuple[int, ...]] = {
    "待提醒": (1, 2, 2, 3, 4, 5, 6, 8, 10, 0), "待陪诊来电": (1, 1, 1, 0), "待就诊": (1, 1, 0, 0, -1),
    "待入院": (1, 1, 0, -1), "待探视": (2, 1, 1, 0, -1),
}  # fmt: skip
"""Working days from today to the visit, for cases that wait for one; the others are dated by their last record."""

MINUTES: Mapping[str, tuple[int, ...]] = {
    "待解答": (2, 4, 7, 9, 12, 15, 18, 21, 24, 27, 33, 48), "待接听": (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 12, 18),
    "待结案": (5, 20, 60, 120, 400),
}  # fmt: skip


class Scenario(NamedTuple):
    """One card of the deck: an item and the stage its case stands in."""

    item: Item
    stage: str

    @property
    def is_open(self) -> bool:
        """Whether the case is still worked on."""
        return self.stage not in ENDINGS[1:]


def _stages(item: Item) -> tuple[str, ...]:
    reviewed = ("待补材料", "不符合") if any(station.verb == "review" for station in PATHS[item]) else ()
    return (*(station.stage for station in PATHS[item]), *reviewed, *ENDINGS)


SCENARIOS = tuple(Scenario(item, stage) for item in Item for stage in _stages(item))


def _weight(scenario: Scenario) -> float:
    share = _PLAIN_OPEN_SHARE if scenario.item in PLAIN else _OPEN_SHARE
    if scenario.is_open:
        every = sum(_RARER.get(stage, 1.0) for stage in _stages(scenario.item) if stage not in ENDINGS[1:])
        return _SHARES[scenario.item] * share * _RARER.get(scenario.stage, 1.0) / every
    cancelled = _CANCELLED_SHARE if scenario.stage == "已取消" else 1 - _CANCELLED_SHARE
    return _SHARES[scenario.item] * (1 - share) * cancelled


_WEIGHTS = tuple(accumulate(_weight(scenario) for scenario in SCENARIOS))


def deck(rng: Random, cases: int) -> Iterator[Scenario]:
    """Every scenario once, in random order, then any by their shares; as many as might be wanted."""
    first = list(SCENARIOS)
    rng.shuffle(first)
    yield from first
    while cases > 0:
        yield from rng.choices(SCENARIOS, cum_weights=_WEIGHTS, k=1000)
