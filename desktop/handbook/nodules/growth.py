"""Growth between two examinations of the same nodule: diameters, ellipsoid volume, doubling time (VDT)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from desktop.handbook.nodules.breast import BreastFinding
from desktop.handbook.nodules.findings import half_up
from desktop.handbook.nodules.follow_up import add_months
from desktop.handbook.nodules.lung import LungFinding
from desktop.handbook.nodules.lung_choices import LungChange
from desktop.handbook.nodules.thyroid import ThyroidFinding

_MONTH_DAYS = 365.25 / 12
Sizes = tuple[float | None, float | None, float | None]


class GrowthRules(NamedTuple):
    """The limits of growth: lung in mm within months, thyroid in per cent, mm and volume, breast in per cent."""

    lung_mm: float
    lung_months: int
    thyroid_percent: float
    thyroid_mm: float
    thyroid_dimensions: int
    thyroid_volume_percent: float
    breast_percent: float
    breast_months: int
    doubling_days: Mapping[str, tuple[float, float]]
    sources: Mapping[str, str]


class Growth(NamedTuple):
    """What two dates show: sizes in mm, volumes in mm³, days between, and the change in the system's words.

    `change` is growing, slow_growing, stable or decreased; None when a size is unknown on one date.
    """

    before_mm: float | None
    after_mm: float | None
    change_mm: float | None
    days: int
    change: LungChange | None
    before_mm3: float | None
    after_mm3: float | None
    doubling_days: float | None
    percent: float | None
    sentence: str

    @property
    def months(self) -> float:
        """The interval in months, to 0.1."""
        return half_up(self.days / _MONTH_DAYS)


def load_growth_rules(path: Path) -> GrowthRules:
    """The limits from resources/nodules/growth.json."""
    rules = json.loads(path.read_text(encoding="utf-8"))
    lung, thyroid, breast, doubling = rules["lung"], rules["thyroid"], rules["breast"], rules["doubling_days"]
    return GrowthRules(
        lung["diameter_mm"], lung["within_months"], thyroid["percent"], thyroid["mm"], thyroid["dimensions"],
        thyroid["volume_percent"], breast["percent"], breast["within_months"],
        {key: (span[0], span[1]) for key, span in doubling.items() if key != "source"},
        {key: str(part["source"]) for key, part in rules.items() if isinstance(part, dict)},
    )  # fmt: skip


def ellipsoid_mm3(sizes: Sizes) -> float | None:
    """π/6 · a · b · c, or None while a diameter is unknown."""
    if any(size is None for size in sizes):
        return None
    return math.pi / 6 * math.prod(size for size in sizes if size is not None)


def doubling_days(before: float | None, after: float | None, days: int) -> float | None:
    """Days in which the volume doubles at this rate; None when it did not grow or a volume is unknown."""
    if not before or not after or after <= before or days <= 0:
        return None
    return days * math.log(2) / math.log(after / before)


def lung_growth(rules: GrowthRules, before: LungFinding, after: LungFinding, first: date, second: date) -> Growth:
    """Lung-RADS: more than 1.5 mm within 12 months is growth; over a longer time the yearly rate decides.

    A part-solid nodule grows also when its solid component does. ValueError when the dates are not in order.
    """
    days = _days(first, second)
    volumes = _lung_volumes(before, after)
    changes = [_rate(rules, *pair, first, second) for pair in _lung_pairs(before, after)]
    change = next((one for one in _WORST if one in changes), None)
    gap = _difference(before.mean_mm, after.mean_mm)
    doubled = doubling_days(*volumes, days)
    sentence = _lung_sentence(rules, change, gap, doubled, after)
    percent = _percent(before.mean_mm, after.mean_mm)
    return Growth(before.mean_mm, after.mean_mm, gap, days, change, *volumes, doubled, percent, sentence)


_WORST = (LungChange.GROWING, LungChange.SLOW_GROWING, LungChange.STABLE, LungChange.DECREASED)


def _days(first: date, second: date) -> int:
    if second <= first:
        raise ValueError("对比日期应早于本次检查日期")
    return (second - first).days


def _lung_pairs(before: LungFinding, after: LungFinding) -> tuple[tuple[float | None, float | None], ...]:
    parts = ((before.mean_mm, after.mean_mm), (before.solid_mean_mm, after.solid_mean_mm))
    return parts if after.density == "part_solid" else parts[:1]


def _lung_volumes(before: LungFinding, after: LungFinding) -> tuple[float | None, float | None]:
    """Measured volumes where both dates have one, else spheres of the mean diameters: never one of each."""
    if before.volume_mm3 and after.volume_mm3:
        return before.volume_mm3, after.volume_mm3
    return ellipsoid_mm3((before.mean_mm,) * 3), ellipsoid_mm3((after.mean_mm,) * 3)


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else round(after - before, 1)


def _percent(before: float | None, after: float | None) -> float | None:
    return None if not before or after is None else half_up((after - before) / before * 100)


def _rate(
    rules: GrowthRules, before: float | None, after: float | None, first: date, second: date
) -> LungChange | None:
    gap = _difference(before, after)
    if gap is None:
        return None
    if gap < -rules.lung_mm:
        return LungChange.DECREASED
    if gap <= rules.lung_mm:
        return LungChange.STABLE
    if second <= add_months(first, rules.lung_months):
        return LungChange.GROWING
    yearly = gap * rules.lung_months / ((second - first).days / _MONTH_DAYS)
    return LungChange.GROWING if yearly > rules.lung_mm else LungChange.SLOW_GROWING


def _lung_sentence(
    rules: GrowthRules, change: LungChange | None, gap: float | None, doubled: float | None, after: LungFinding
) -> str:
    if change is None or gap is None:
        return "无法比较：缺少一次检查的长径或短径"
    words = f"{change.chinese} {gap:+.1f} mm（界值 +{rules.lung_mm:g} mm / {rules.lung_months} 个月）"
    if doubled is None or change is LungChange.STABLE:
        return words
    low, high = rules.doubling_days.get(after.density.value if after.density else "", (0, 0))
    range_ = f"，{'在' if low <= doubled <= high else '不在'}可疑范围 {low:g}–{high:g} 天" if high else ""
    return f"{words}；倍增时间约 {doubled:.0f} 天{range_}"


def thyroid_growth(
    rules: GrowthRules, before: ThyroidFinding, after: ThyroidFinding, first: date, second: date
) -> Growth:
    """ACR TI-RADS: at least 20 % and 2 mm in two dimensions, or at least 50 % of the volume."""
    days, pairs = _days(first, second), list(zip(before.sizes_mm, after.sizes_mm, strict=True))
    volumes = ellipsoid_mm3(before.sizes_mm), ellipsoid_mm3(after.sizes_mm)
    grown = [_dimension_grew(rules, *pair) for pair in pairs]
    volume = _percent(*volumes)
    by_volume = _volume_grew(rules, *volumes)
    enough = grown.count(True) >= rules.thyroid_dimensions
    growing = True if enough or by_volume else None if None in grown else False
    change = None if growing is None else LungChange.GROWING if growing else LungChange.STABLE
    sentence = _thyroid_sentence(change, grown.count(True), volume)
    gap = _difference(before.max_mm, after.max_mm)
    return Growth(before.max_mm, after.max_mm, gap, days, change, *volumes, doubling_days(*volumes, days), volume,
                  sentence)  # fmt: skip


def _dimension_grew(rules: GrowthRules, before: float | None, after: float | None) -> bool | None:
    if before is None or after is None:
        return None
    gap = round(after - before, 1)
    return gap >= rules.thyroid_mm and round(gap / before * 100, 6) >= rules.thyroid_percent


def _volume_grew(rules: GrowthRules, before: float | None, after: float | None) -> bool:
    return bool(before and after and round((after / before - 1) * 100, 6) >= rules.thyroid_volume_percent)


def _thyroid_sentence(change: LungChange | None, dimensions: int, volume: float | None) -> str:
    if change is None:
        return "无法比较：缺少一次检查的径线"
    words = f"{dimensions} 个径线增加 ≥20% 且 ≥2 mm"
    return f"{change.chinese}：{words}" + ("" if volume is None else f"，体积 {volume:+.1f}%")


def breast_growth(rules: GrowthRules, before: BreastFinding, after: BreastFinding, first: date, second: date) -> Growth:
    """BI-RADS: the largest diameter grew by more than 20 % in 6 months; a longer interval counts by its share."""
    days = _days(first, second)
    share = _six_months_share(rules, before.max_mm, after.max_mm, first, second)
    change = None if share is None else LungChange.GROWING if share > rules.breast_percent else LungChange.STABLE
    volumes = ellipsoid_mm3(before.sizes_mm), ellipsoid_mm3(after.sizes_mm)
    sentence = "无法比较：缺少一次检查的径线" if change is None else f"{change.chinese}：6 个月最大径 {share:+.1f}%"
    gap = _difference(before.max_mm, after.max_mm)
    return Growth(before.max_mm, after.max_mm, gap, days, change, *volumes, doubling_days(*volumes, days), share,
                  sentence)  # fmt: skip


def _six_months_share(
    rules: GrowthRules, before: float | None, after: float | None, first: date, second: date
) -> float | None:
    percent = None if not before or after is None else round((after - before) / before * 100, 6)
    if percent is None or second <= add_months(first, rules.breast_months):
        return percent
    return percent * rules.breast_months / ((second - first).days / _MONTH_DAYS)


def as_lung_change(growth: Growth, finding: LungFinding) -> Mapping[str, Any]:
    """The Lung-RADS inputs that a growth decides: follow-up and change, beside what the finding says itself."""
    if growth.change is None or finding.change is LungChange.NEW:
        return {}
    return {"time": "follow_up", "dyn": growth.change.value}
