"""The choices of a lung nodule's structured findings, each with its Chinese title."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.handbook.nodules.findings import Choice


class Side(Choice):
    """Side of the body; lung and breast."""

    RIGHT = "right", "右"
    LEFT = "left", "左"


class LungLobe(Choice):
    """The five lobes."""

    RIGHT_UPPER = "right_upper", "右上叶"
    RIGHT_MIDDLE = "right_middle", "右中叶"
    RIGHT_LOWER = "right_lower", "右下叶"
    LEFT_UPPER = "left_upper", "左上叶"
    LEFT_LOWER = "left_lower", "左下叶"


class Segment(Choice):
    """Bronchopulmonary segments; the left lung joins S1+2 and S7+8."""

    S1 = "S1", "S1"
    S2 = "S2", "S2"
    S1_2 = "S1+2", "S1+2"
    S3 = "S3", "S3"
    S4 = "S4", "S4"
    S5 = "S5", "S5"
    S6 = "S6", "S6"
    S7 = "S7", "S7"
    S8 = "S8", "S8"
    S7_8 = "S7+8", "S7+8"
    S9 = "S9", "S9"
    S10 = "S10", "S10"


SEGMENTS: Mapping[LungLobe, tuple[str, ...]] = {
    LungLobe.RIGHT_UPPER: ("S1", "S2", "S3"),
    LungLobe.RIGHT_MIDDLE: ("S4", "S5"),
    LungLobe.RIGHT_LOWER: ("S6", "S7", "S8", "S9", "S10"),
    LungLobe.LEFT_UPPER: ("S1+2", "S3", "S4", "S5"),
    LungLobe.LEFT_LOWER: ("S6", "S7+8", "S9", "S10"),
}


class Density(Choice):
    """Solid, part-solid (mGGN) or ground glass (pGGN)."""

    SOLID = "solid", "实性"
    PART_SOLID = "part_solid", "部分实性"
    GGN = "ggn", "纯磨玻璃"


class LungShape(Choice):
    """Outline."""

    ROUND = "round", "圆形"
    OVAL = "oval", "椭圆形"
    LENTIFORM = "lentiform", "豆形"
    TRIANGULAR = "triangular", "三角形"
    IRREGULAR = "irregular", "不规则形"


class LungMargin(Choice):
    """Margin; lobulated and spiculated may stand together."""

    SMOOTH = "smooth", "光滑"
    LOBULATED = "lobulated", "分叶"
    SPICULATED = "spiculated", "毛刺"


class Calcification(Choice):
    """Calcification pattern; the first four after 无 are benign."""

    NONE = "none", "无"
    COMPLETE = "complete", "完全"
    CENTRAL = "central", "中心"
    POPCORN = "popcorn", "爆米花"
    CONCENTRIC = "concentric", "同心环"
    ECCENTRIC = "eccentric", "偏心"
    PUNCTATE = "punctate", "点状"


BENIGN_CALCIFICATION = frozenset({
    Calcification.COMPLETE, Calcification.CENTRAL, Calcification.POPCORN, Calcification.CONCENTRIC,
})  # fmt: skip


class Cavity(Choice):
    """Air inside."""

    NONE = "none", "无"
    VACUOLE = "vacuole", "空泡"
    CAVITY = "cavity", "空洞"


class Place(Choice):
    """Position relative to the pleura."""

    INNER = "inner", "非近胸膜"
    JUXTAPLEURAL = "juxtapleural", "近胸膜"
    FISSURE = "fissure", "叶间裂"


class Airway(Choice):
    """Whether the nodule lies in an airway, and how far out."""

    NONE = "none", "否"
    SUBSEGMENTAL = "subsegmental", "亚段"
    SEGMENTAL = "segmental", "段及以上"


class CystWall(Choice):
    """Wall of an atypical cyst."""

    THIN = "thin", "薄壁"
    THICK = "thick", "厚壁"


class CystLocules(Choice):
    """Locules of an atypical cyst."""

    UNI = "uni", "单房"
    MULTI = "multi", "多房"


class CystChange(Choice):
    """What changed in an atypical cyst."""

    NONE = "none", "无"
    GROWING = "cystic_component_growing", "囊性部分增大"
    MULTILOCULAR = "became_multilocular", "变为多房"
    WALL = "wall_growing", "囊壁增厚或出现结节"
    SEPTA = "more_septa_or_opacity", "分隔或密度增加"


class LungChange(Choice):
    """Change against the earlier examination."""

    BASELINE = "baseline", "基线"
    NEW = "new", "新发"
    STABLE = "stable", "稳定"
    GROWING = "growing", "增大"
    SLOW_GROWING = "slow_growing", "缓慢增大"
    DECREASED = "decreased", "缩小"


class Previous(Choice):
    """Category of the earlier examination in the same system."""

    ONE = "1", "1"
    TWO = "2", "2"
    THREE = "3", "3"
    FOUR_A = "4A", "4A"
    FOUR_B = "4B", "4B"


class SuspiciousSign(Choice):
    """Signs beside the margin that raise a category to 4X."""

    LYMPH_NODES = "lymph_nodes", "淋巴结肿大"
    DOUBLING = "doubling", "一年内体积倍增"
    OTHER = "other", "其他可疑征象"


class RiskFactor(Choice):
    """What makes a person high-risk."""

    SMOKING = "smoking", "吸烟 ≥20 包年（含戒烟不足 15 年）"
    OCCUPATION = "occupation", "职业暴露"
    LUNG_DISEASE = "lung_disease", "慢阻肺、肺纤维化或肺结核"
    CANCER_HISTORY = "cancer_history", "恶性肿瘤史"
    FAMILY = "family", "肺癌家族史"
