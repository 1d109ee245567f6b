"""Hospital grades, physicians' titles and cities, with their usual short forms, as comparable ranks."""

from __future__ import annotations

GRADES = ("未定级", "一级丙等", "一级乙等", "一级甲等", "二级丙等", "二级乙等", "二级甲等",
          "三级丙等", "三级乙等", "三级甲等", "三级特等")
TITLES = ("住院医师", "主治医师", "副主任医师", "主任医师")
_WHOLE_LEVEL = {"一级": "一级丙等", "二级": "二级丙等", "三级": "三级丙等"}


def full_grade(text: str) -> str:
    """`三甲` as `三级甲等`; a bare level counts as its lowest grade; unknown text is 未定级."""
    name = text.strip()
    if len(name) == 2 and name[0] in "一二三" and name[1] in "甲乙丙特":
        name = f"{name[0]}级{name[1]}等"
    name = _WHOLE_LEVEL.get(name, name)
    return name if name in GRADES else "未定级"


def grade_rank(text: str) -> int:
    """Higher is better; 0 for 未定级 and unknown text."""
    return GRADES.index(full_grade(text))


def title_rank(text: str) -> int:
    """0 住院医师 … 3 主任医师; -1 for unknown text."""
    name = text.strip()
    name = name if name.endswith("医师") else f"{name}医师"
    return TITLES.index(name) if name in TITLES else -1


def plain_city(text: str) -> str:
    """`北京市` as `北京`."""
    return text.strip().removesuffix("市")
