"""A thyroid nodule as it is described, and the inputs of ACR TI-RADS and C-TIRADS derived from it."""

# A field with its title is made once and never changes.
# ruff: noqa: RUF009

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.handbook.nodules.findings import Choice, FindingFault, largest, millimetres, refuse_beside_others, shown

Plain = dict[str, Any]


class ThyroidLobe(Choice):
    """Lobe."""

    LEFT = "left", "左叶"
    RIGHT = "right", "右叶"
    ISTHMUS = "isthmus", "峡部"


class ThyroidThird(Choice):
    """Third of the lobe."""

    UPPER = "upper", "上部"
    MIDDLE = "middle", "中部"
    LOWER = "lower", "下部"


class Composition(Choice):
    """Composition."""

    CYSTIC = "cystic", "囊性"
    SPONGIFORM = "spongiform", "海绵样"
    MIXED = "mixed", "囊实混合"
    SOLID = "solid", "实性"
    UNDETERMINED = "undetermined", "无法判断"


class Echogenicity(Choice):
    """Echogenicity of the solid part; very hypo = darker than the strap muscle."""

    ANECHOIC = "anechoic", "无回声"
    HYPER = "hyper", "高回声"
    ISO = "iso", "等回声"
    HYPO = "hypo", "低回声"
    VERY_HYPO = "very_hypo", "极低回声"
    UNDETERMINED = "undetermined", "无法判断"


class ThyroidShape(Choice):
    """Shape on the transverse plane."""

    WIDER = "wider", "宽大于高"
    TALLER = "taller", "高大于宽"


class ThyroidMargin(Choice):
    """Margin."""

    SMOOTH = "smooth", "光滑"
    ILL_DEFINED = "ill_defined", "模糊"
    LOBULATED_IRREGULAR = "lobulated_irregular", "分叶或不规则"
    ETE = "ete", "腺外侵犯"
    UNDETERMINED = "undetermined", "无法判断"


class Focus(Choice):
    """Echogenic foci; all that were seen."""

    NONE = "none", "无"
    LARGE_COMET_TAIL = "large_comet_tail", "大彗星尾"
    MACRO = "macro", "粗钙化"
    RIM = "rim", "边缘钙化"
    PUNCTATE = "punctate", "点状强回声"


class Neighbour(Choice):
    """What the nodule touches."""

    CAPSULE = "capsule", "被膜"
    TRACHEA = "trachea", "气管"
    NERVE = "nerve", "喉返神经"


class Vascularity(Choice):
    """Blood flow; thyroid and breast."""

    ABSENT = "absent", "无"
    INTERNAL = "internal", "内部"
    RIM = "rim", "周边"


class Elasticity(Choice):
    """Elasticity; thyroid and breast."""

    SOFT = "soft", "软"
    INTERMEDIATE = "intermediate", "中等"
    HARD = "hard", "硬"


class Bethesda(Choice):
    """Fine-needle aspiration, Bethesda category."""

    I = "I", "I 取材不足"  # noqa: E741
    II = "II", "II 良性"
    III = "III", "III 意义不明"
    IV = "IV", "IV 滤泡性肿瘤"
    V = "V", "V 可疑恶性"
    VI = "VI", "VI 恶性"


class NeckNodes(Choice):
    """Lymph nodes of the neck."""

    NORMAL = "normal", "未见异常"
    SUSPICIOUS = "suspicious", "可疑"


@dataclass(frozen=True, slots=True)
class ThyroidFinding:
    """One thyroid nodule on ultrasound; lengths in mm to 0.1; None or () = not described."""

    number: int | None = shown("编号", low=1, high=99)
    lobe: ThyroidLobe | None = shown("叶")
    third: ThyroidThird | None = shown("部位")
    width_mm: float | None = millimetres("左右径（横切面）")
    depth_mm: float | None = millimetres("前后径（横切面）")
    height_mm: float | None = millimetres("上下径（纵切面）")
    composition: Composition | None = shown("成分")
    echogenicity: Echogenicity | None = shown("回声")
    shape: ThyroidShape | None = shown("形态")
    margin: ThyroidMargin | None = shown("边缘")
    foci: tuple[Focus, ...] = shown("强回声灶", default=())
    capsule_invasion: bool | None = shown("被膜或腺外侵犯")
    vascularity: Vascularity | None = shown("血供")
    elasticity: Elasticity | None = shown("弹性")
    neck_nodes: NeckNodes | None = shown("颈部淋巴结")
    neighbours: tuple[Neighbour, ...] = shown("邻近结构", default=())
    bethesda: Bethesda | None = shown("FNA Bethesda 分类")
    tsh: float | None = shown("TSH", high=1000, unit="mIU/L")

    def __post_init__(self) -> None:
        """Refuses what cannot be true together, naming the fields."""
        refuse_beside_others(self.foci, Focus.NONE, "强回声灶（foci）")
        told = _measured_shape(self.width_mm, self.depth_mm)
        if self.shape and told and self.shape is not told:
            raise FindingFault(f"形态（shape）{self.shape.chinese}与横切面两径不符")

    @property
    def sizes_mm(self) -> tuple[float | None, float | None, float | None]:
        """The three diameters: width, depth, height."""
        return self.width_mm, self.depth_mm, self.height_mm

    @property
    def max_mm(self) -> float | None:
        """The largest known diameter."""
        return largest(self.sizes_mm)


def _measured_shape(width: float | None, depth: float | None) -> ThyroidShape | None:
    """Taller than wide on the transverse plane: depth beyond width there; the longitudinal plane does not count."""
    if width is None or depth is None:
        return None
    return ThyroidShape.TALLER if depth > width else ThyroidShape.WIDER


def thyroid_inputs(system: str, finding: ThyroidFinding) -> Plain:
    """The inputs of a thyroid system from a described nodule; what was not described is left out."""
    return {key: value for key, value in _INPUTS[system](finding).items() if value is not None and value != []}


def _shape(finding: ThyroidFinding) -> ThyroidShape | None:
    return finding.shape or _measured_shape(finding.width_mm, finding.depth_mm)


def _margin(finding: ThyroidFinding) -> ThyroidMargin | None:
    return ThyroidMargin.ETE if finding.capsule_invasion else finding.margin


def _text(choice: Choice | None) -> str | None:
    return None if choice is None else choice.value


def _acr(finding: ThyroidFinding) -> Plain:
    return {
        "composition": _text(finding.composition), "echogenicity": _text(finding.echogenicity),
        "shape": _text(_shape(finding)), "margin": _text(_margin(finding)),
        "foci": [one.value for one in finding.foci], "max_mm": finding.max_mm,
    }  # fmt: skip


def _c_tirads(finding: ThyroidFinding) -> Plain:
    margin, foci = _margin(finding), finding.foci or None
    ill = (ThyroidMargin.ILL_DEFINED, ThyroidMargin.LOBULATED_IRREGULAR, ThyroidMargin.ETE)
    shape = _shape(finding)
    return {
        "biopsy_malignant": True if finding.bethesda is Bethesda.VI else None,
        "solid": _mark(finding.composition, Composition.SOLID), "vertical": _mark(shape, ThyroidShape.TALLER),
        "marked_hypo": _mark(finding.echogenicity, Echogenicity.VERY_HYPO),
        "margin_ill_irreg_ete": _mark(margin, *ill), "max_mm": finding.max_mm,
        "microcalc": None if foci is None else int(Focus.PUNCTATE in foci),
        "comet_tail": None if foci is None else int(Focus.LARGE_COMET_TAIL in foci),
    }  # fmt: skip


def _mark(choice: Choice | None, *wanted: Choice) -> int | None:
    """1 or 0; what was not described or could not be told is unknown."""
    return None if choice is None or choice.value == "undetermined" else int(choice in wanted)


_INPUTS = {"acr_tirads_2017": _acr, "c_tirads_2020": _c_tirads}
