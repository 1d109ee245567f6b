"""The shapes of the organs on the location diagram, and where a described nodule lies in them; 右 is on the left."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

WIDE, HIGH = 196.0, 148.0
Set = tuple[tuple[str, Any], ...]


class Region(NamedTuple):
    """A part of an organ: its name, outline, and the fields of a description that put a nodule there."""

    name: str
    path: QPainterPath
    sets: Set


def path_of(points: str) -> QPainterPath:
    """A closed outline: `M x y`, `L x y` and `C` with six numbers, as in SVG."""
    path, words = QPainterPath(), points.split()
    while words:
        mark = words.pop(0)
        numbers = [float(words.pop(0)) for _ in range({"M": 2, "L": 2, "C": 6}[mark])]
        if mark == "M":
            path.moveTo(*numbers)
        elif mark == "L":
            path.lineTo(*numbers)
        else:
            path.cubicTo(*numbers)
    path.closeSubpath()
    return path


_LUNG = (
    ("右上叶", "right_upper", "M 62 12 C 42 18 27 42 22 74 L 50 64 L 82 74 C 84 46 80 20 62 12"),
    ("右中叶", "right_middle", "M 50 64 L 82 74 C 82 90 82 102 84 114 L 64 112"),
    ("右下叶", "right_lower", "M 22 74 L 50 64 L 64 112 L 84 114 C 86 126 82 130 76 132 C 56 136 32 138 18 134"
     " C 12 118 15 96 22 74"),
    ("左上叶", "left_upper", "M 134 12 C 156 18 170 44 174 62 L 128 104 C 122 100 114 92 118 80"
     " C 116 46 116 20 134 12"),
    ("左下叶", "left_lower", "M 174 62 C 182 92 184 118 178 134 C 164 138 140 136 122 130 C 116 122 120 110 128 104"),
)  # fmt: skip
_THIRDS = (("上部", "upper"), ("中部", "middle"), ("下部", "lower"))


@cache
def regions(kind: str) -> tuple[Region, ...]:
    """The parts of an organ, in the order the arrow keys go through them."""
    return {"lung": _lungs, "breast": _breasts, "thyroid": _thyroid}[kind]()


def _lungs() -> tuple[Region, ...]:
    return tuple(Region(title, path_of(points), (("lobe", name),)) for title, name, points in _LUNG)


def _breasts() -> tuple[Region, ...]:
    found = []
    for side, title, middle in (("right", "右乳", 49.0), ("left", "左乳", 147.0)):
        for clock in range(1, 13):
            path = QPainterPath(QPointF(middle, 80))
            path.arcTo(QRectF(middle - 43, 37, 86, 86), 90 - 30 * clock - 15, 30)
            path.closeSubpath()
            found.append(Region(f"{title} {clock} 点", path, (("side", side), ("clock", clock))))
    return tuple(found)


def _thyroid() -> tuple[Region, ...]:
    found = []
    for lobe, title, left in (("right", "右叶", 42.0), ("left", "左叶", 108.0)):
        whole = QPainterPath()
        whole.addEllipse(QRectF(left, 12, 46, 124))
        for place, (words, third) in enumerate(_THIRDS):
            part = QPainterPath()
            part.addRect(QRectF(left - 2, 12 + place * 124 / 3, 50, 124 / 3))
            found.append(Region(f"{title} {words}", whole.intersected(part), (("lobe", lobe), ("third", third))))
    isthmus = QPainterPath()
    isthmus.addRoundedRect(QRectF(82, 84, 32, 26), 8, 8)
    return (*found, Region("峡部", isthmus, (("lobe", "isthmus"),)))


def region_of(kind: str, findings: Mapping[str, Any]) -> int:
    """Which part a description speaks of; -1 while it does not say."""
    for place, one in enumerate(regions(kind)):
        if all(findings.get(name) == value for name, value in one.sets):
            return place
    lobe = [place for place, one in enumerate(regions(kind)) if dict(one.sets).get("lobe") == findings.get("lobe")]
    return lobe[len(lobe) // 2] if lobe and findings.get("lobe") and kind == "thyroid" else -1


_SPOTS = {"S1": 0.3, "S2": 0.5, "S3": 0.62, "S6": 0.36, "S1+2": 0.36}


def spot(kind: str, findings: Mapping[str, Any]) -> QPointF | None:
    """Where the marker stands; None while the description does not say."""
    place = region_of(kind, findings)
    if place < 0:
        return None
    box = regions(kind)[place].path.boundingRect()
    if kind == "breast":
        middle = 49.0 if findings.get("side") == "right" else 147.0
        angle = math.radians(30 * int(findings["clock"]) - 90)
        far = min(1.0, 0.35 + float(findings.get("nipple_cm") or 2) / 12) * 40
        return QPointF(middle + far * math.cos(angle), 80 + far * math.sin(angle))
    down = _SPOTS.get(str(findings.get("segment") or ""), 0.5)
    return _inside(regions(kind)[place].path, QPointF(box.center().x(), box.y() + down * box.height()))


def _inside(path: QPainterPath, wanted: QPointF) -> QPointF:
    """The wanted point, moved sideways until it lies well inside."""
    box = path.boundingRect()
    inside = [x for x in range(round(box.left()), round(box.right()) + 1) if path.contains(QPointF(x, wanted.y()))]
    return QPointF(sum(inside) / len(inside), wanted.y()) if inside else box.center()
