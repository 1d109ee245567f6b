"""A breast nodule as it is described on ultrasound, and the inputs of the BI-RADS consistency flags."""

# A field with its title is made once and never changes.
# ruff: noqa: RUF009

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.handbook.nodules.findings import Choice, largest, millimetres, refuse_beside_others, shown
from desktop.handbook.nodules.lung_choices import Side
from desktop.handbook.nodules.thyroid import Elasticity, Vascularity

Plain = dict[str, Any]


class BreastShape(Choice):
    """Shape."""

    OVAL = "oval", "椭圆形"
    ROUND = "round", "圆形"
    IRREGULAR = "irregular", "不规则形"


class Orientation(Choice):
    """Orientation to the skin."""

    PARALLEL = "parallel", "平行"
    NOT_PARALLEL = "not_parallel", "不平行"


class BreastMargin(Choice):
    """Margin; all but the first are not circumscribed."""

    CIRCUMSCRIBED = "circumscribed", "清楚"
    INDISTINCT = "indistinct", "模糊"
    ANGULAR = "angular", "成角"
    MICROLOBULATED = "microlobulated", "微分叶"
    SPICULATED = "spiculated", "毛刺"


class BreastEcho(Choice):
    """Echo pattern."""

    ANECHOIC = "anechoic", "无回声"
    HYPER = "hyper", "高回声"
    COMPLEX = "complex", "囊实混合"
    HYPO = "hypo", "低回声"
    ISO = "iso", "等回声"
    HETEROGENEOUS = "heterogeneous", "不均匀"


class Posterior(Choice):
    """Posterior features."""

    NONE = "none", "无改变"
    ENHANCEMENT = "enhancement", "增强"
    SHADOWING = "shadowing", "声影"
    COMBINED = "combined", "混合"


class BreastCalcification(Choice):
    """Where calcifications lie."""

    NONE = "none", "无"
    IN_MASS = "in_mass", "肿块内"
    OUTSIDE = "outside", "肿块外"
    INTRADUCTAL = "intraductal", "导管内"


class Associated(Choice):
    """Associated features."""

    DISTORTION = "distortion", "结构扭曲"
    DUCT = "duct", "导管改变"
    SKIN = "skin", "皮肤改变"
    OEDEMA = "oedema", "水肿"


class Special(Choice):
    """Special cases."""

    NONE = "none", "无"
    SIMPLE_CYST = "simple_cyst", "单纯囊肿"
    CLUSTERED_MICROCYSTS = "clustered_microcysts", "微囊簇"
    COMPLICATED_CYST = "complicated_cyst", "复杂囊肿"
    SKIN_MASS = "skin_mass", "皮肤内肿块"
    FOREIGN_BODY = "foreign_body", "异物或假体"
    LYMPH_NODE = "lymph_node", "淋巴结"
    VASCULAR = "vascular", "血管异常"
    POSTSURGICAL = "postsurgical", "术后积液"
    FAT_NECROSIS = "fat_necrosis", "脂肪坏死"


class Background(Choice):
    """Background tissue."""

    FAT = "fat", "均匀脂肪"
    FIBROGLANDULAR = "fibroglandular", "均匀纤维腺体"
    HETEROGENEOUS = "heterogeneous", "不均匀"


class AxillaryNodes(Choice):
    """Lymph nodes of the axilla."""

    NORMAL = "normal", "未见异常"
    SUSPICIOUS = "suspicious", "可疑"


@dataclass(frozen=True, slots=True)
class BreastFinding:
    """One breast nodule on ultrasound; lengths in mm to 0.1, nipple distance in cm; None or () = not described."""

    number: int | None = shown("编号", low=1, high=99)
    side: Side | None = shown("侧别")
    clock: int | None = shown("钟点", low=1, high=12)
    nipple_cm: float | None = shown("距乳头", high=30, unit="cm")
    depth_mm: float | None = millimetres("深度")
    length_mm: float | None = millimetres("长径")
    width_mm: float | None = millimetres("宽径")
    height_mm: float | None = millimetres("前后径")
    shape: BreastShape | None = shown("形状")
    orientation: Orientation | None = shown("方位")
    margin: tuple[BreastMargin, ...] = shown("边缘", default=())
    echo: BreastEcho | None = shown("回声")
    posterior: Posterior | None = shown("后方回声")
    calcification: tuple[BreastCalcification, ...] = shown("钙化", default=())
    associated: tuple[Associated, ...] = shown("相关征象", default=())
    vascularity: Vascularity | None = shown("血供")
    elasticity: Elasticity | None = shown("弹性")
    special: Special | None = shown("特殊所见")
    background: Background | None = shown("腺体背景")
    axillary_nodes: AxillaryNodes | None = shown("腋窝淋巴结")
    pathology: bool | None = shown("病理证实")

    def __post_init__(self) -> None:
        """Refuses what cannot be true together, naming the fields."""
        refuse_beside_others(self.margin, BreastMargin.CIRCUMSCRIBED, "边缘（margin）")
        refuse_beside_others(self.calcification, BreastCalcification.NONE, "钙化（calcification）")

    @property
    def sizes_mm(self) -> tuple[float | None, float | None, float | None]:
        """The three diameters."""
        return self.length_mm, self.width_mm, self.height_mm

    @property
    def max_mm(self) -> float | None:
        """The largest known diameter."""
        return largest(self.sizes_mm)


def breast_inputs(finding: BreastFinding, expert: str, growth_pct_6m: float | None = None) -> Plain:
    """The inputs of the consistency flags: the expert's category beside what was described."""
    choices: Plain = {
        "shape": finding.shape, "orientation": finding.orientation, "margin": next(iter(finding.margin), None),
        "echo": finding.echo, "posterior": finding.posterior, "special": finding.special,
    }  # fmt: skip
    told = {"expert": expert, "pathology": finding.pathology, "growth_pct_6m": growth_pct_6m}
    plain = {key: value.value for key, value in choices.items() if value is not None}
    return plain | {key: value for key, value in told.items() if value is not None}
