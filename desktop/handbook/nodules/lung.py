"""A lung nodule as it is described, and the inputs of each lung system derived from it."""

# A field with its title is made once and never changes.
# ruff: noqa: RUF009

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from desktop.handbook.nodules import lung_choices as of
from desktop.handbook.nodules.findings import Choice, FindingFault, mean_of, millimetres, not_larger, shown

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LungFinding:
    """One lung nodule on one CT; lengths in mm to 0.1, volume in mm³; None or () = not described."""

    number: int | None = shown("编号", low=1, high=99)
    side: of.Side | None = shown("侧别")
    lobe: of.LungLobe | None = shown("肺叶")
    segment: of.Segment | None = shown("肺段")
    series: int | None = shown("系列号", high=99999)
    slice: int | None = shown("层号", high=99999)
    slice_thickness_mm: float | None = millimetres("层厚")
    long_mm: float | None = millimetres("长径")
    short_mm: float | None = millimetres("短径")
    density: of.Density | None = shown("密度")
    solid_long_mm: float | None = millimetres("实性成分长径", low=0)
    solid_short_mm: float | None = millimetres("实性成分短径", low=0)
    volume_mm3: float | None = shown("体积", high=10_000_000, unit="mm³")
    shape: of.LungShape | None = shown("形态")
    margin: tuple[of.LungMargin, ...] = shown("边缘", default=())
    calcification: of.Calcification | None = shown("钙化")
    fat: bool | None = shown("含脂肪")
    cavity: of.Cavity | None = shown("空泡或空洞")
    pleural_retraction: bool | None = shown("胸膜牵拉")
    vessel_sign: bool | None = shown("血管征")
    place: of.Place | None = shown("位置")
    airway: of.Airway | None = shown("气道")
    cyst_wall: of.CystWall | None = shown("囊壁")
    cyst_locules: of.CystLocules | None = shown("囊腔分房")
    cyst_change: of.CystChange | None = shown("囊腔变化")
    change: of.LungChange | None = shown("变化")
    compared_on: date | None = shown("对比日期")
    previous_category: of.Previous | None = shown("前次类别")
    stable_months: float | None = shown("稳定或缩小的月数", high=600)
    suspicious_signs: tuple[of.SuspiciousSign, ...] = shown("可疑征象", default=())
    risk_factors: tuple[of.RiskFactor, ...] = shown("高危因素", default=())

    def __post_init__(self) -> None:
        """Refuses what cannot be true together, naming the fields."""
        not_larger(self, "short_mm", "long_mm")
        not_larger(self, "solid_short_mm", "solid_long_mm")
        not_larger(self, "solid_long_mm", "long_mm")
        if self.lobe and self.side and not self.lobe.value.startswith(self.side.value):
            raise FindingFault(f"肺叶（lobe）{self.lobe.chinese}与侧别（side）{self.side.chinese}不符")
        if self.lobe and self.segment and self.segment.value not in of.SEGMENTS[self.lobe]:
            segments = "、".join(of.SEGMENTS[self.lobe])
            raise FindingFault(f"肺段（segment）{self.segment.chinese}不在{self.lobe.chinese}，可用：{segments}")

    @property
    def mean_mm(self) -> float | None:
        """Mean diameter, (L + S) / 2 to 0.1 mm."""
        return mean_of(self.long_mm, self.short_mm)

    @property
    def solid_mean_mm(self) -> float | None:
        """Mean diameter of the solid component: all of a solid nodule, nothing of ground glass."""
        if self.density is of.Density.SOLID:
            return self.mean_mm
        return 0.0 if self.density is of.Density.GGN else mean_of(self.solid_long_mm, self.solid_short_mm)


class Person(NamedTuple):
    """What a system asks about the person; None = unknown."""

    age: int | None = None
    smoker: bool | None = None
    earlier_cancer: bool | None = None
    known_cancer: bool | None = None
    immunosuppressed: bool | None = None
    screening: bool | None = None
    multiple: bool | None = None
    probability: float | None = None


NOBODY = Person()


def lung_inputs(system: str, finding: LungFinding, person: Person = NOBODY) -> Plain:
    """The inputs of a lung system from a described nodule; what was not described is left out."""
    return {key: value for key, value in _INPUTS[system](finding, person).items() if value is not None}


def _lung_rads(finding: LungFinding, _: Person) -> Plain:
    baseline = finding.change is of.LungChange.BASELINE
    return {
        "kind": _text(finding.density), "mean": finding.mean_mm, "solid": _solid_part(finding),
        "benign": _benign(finding), "jux": _juxtapleural(finding), "airway": _text(finding.airway),
        "cyst.wall": _text(finding.cyst_wall), "cyst.locules": _text(finding.cyst_locules),
        "cyst.change": _text(finding.cyst_change), "suspicious": _suspicious(finding),
        "time": None if finding.change is None else "baseline" if baseline else "follow_up",
        "dyn": None if baseline else _text(finding.change),
        "prev": _text(finding.previous_category), "stable_months": finding.stable_months,
    }  # fmt: skip


def _fleischner(finding: LungFinding, person: Person) -> Plain:
    return {
        "kind": _text(finding.density), "mm": finding.mean_mm, "solid_mm": _solid_part(finding),
        "high": True if finding.risk_factors else None, "multiple": person.multiple, "age": person.age,
        "known_cancer": person.known_cancer, "immunosuppressed": person.immunosuppressed,
        "screening": person.screening,
    }  # fmt: skip


def _c_lung_rads(finding: LungFinding, person: Person) -> Plain:
    benign = _benign(finding)
    return {
        "kind": _text(finding.density), "mm": finding.mean_mm, "solid": _solid_part(finding),
        "calc": None if benign is None else benign == "calcification", "p": person.probability,
    }  # fmt: skip


def _mayo(finding: LungFinding, person: Person) -> Plain:
    lobes = (of.LungLobe.RIGHT_UPPER, of.LungLobe.LEFT_UPPER)
    return {
        "age": person.age, "smoke": _mark(person.smoker), "cancer": _mark(person.earlier_cancer),
        "mm": finding.long_mm, "spic": _mark(of.LungMargin.SPICULATED in finding.margin if finding.margin else None),
        "upper": _mark(finding.lobe in lobes if finding.lobe else None),
    }  # fmt: skip


_INPUTS = {
    "lung_rads_v2022": _lung_rads, "fleischner_2017": _fleischner, "c_lung_rads_2024": _c_lung_rads,
    "mayo_spn": _mayo,
}  # fmt: skip


def _text(choice: Choice | None) -> str | None:
    return None if choice is None else choice.value


def _mark(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _solid_part(finding: LungFinding) -> float | None:
    return finding.solid_mean_mm if finding.density is of.Density.PART_SOLID else None


def _benign(finding: LungFinding) -> str | None:
    if finding.calcification in of.BENIGN_CALCIFICATION:
        return "calcification"
    if finding.fat:
        return "fat"
    return None if finding.calcification is None else "none"


def _juxtapleural(finding: LungFinding) -> bool | None:
    """The table's juxtapleural nodule: at pleura or fissure, solid, smooth, and oval, lentiform or triangular."""
    shapes = (of.LungShape.OVAL, of.LungShape.LENTIFORM, of.LungShape.TRIANGULAR)
    told = (
        None if finding.place is None else finding.place is not of.Place.INNER,
        None if finding.density is None else finding.density is of.Density.SOLID,
        None if not finding.margin else finding.margin == (of.LungMargin.SMOOTH,),
        None if finding.shape is None else finding.shape in shapes,
    )
    return False if False in told else None if None in told else True


def _suspicious(finding: LungFinding) -> bool | None:
    if of.LungMargin.SPICULATED in finding.margin or finding.suspicious_signs:
        return True
    return False if finding.margin else None
