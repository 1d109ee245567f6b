"""A nodule's structured description in the words, sizes and places that its paper prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from desktop.casework.documents.filling_common import Row, text
from desktop.casework.documents.papers_nodule import Spot
from desktop.handbook.nodules.breast import BreastFinding
from desktop.handbook.nodules.findings import Choice, FindingFault, from_document, title_of
from desktop.handbook.nodules.lung import LungFinding
from desktop.handbook.nodules.thyroid import ThyroidFinding

Finding = LungFinding | BreastFinding | ThyroidFinding
KINDS: Mapping[str, type[LungFinding] | type[BreastFinding] | type[ThyroidFinding]] = {
    "lung": LungFinding, "breast": BreastFinding, "thyroid": ThyroidFinding,
}  # fmt: skip

_NOT_ROWS = frozenset({
    "number", "side", "lobe", "segment", "third", "clock", "nipple_cm", "compared_on", "previous_category",
    "slice_thickness_mm", "series", "slice", "long_mm", "short_mm", "length_mm", "width_mm", "height_mm", "depth_mm",
})  # fmt: skip
"""Said elsewhere on the paper: the head of the column, the key image, the head of the report."""

_LEVELS = {
    "right_upper": 0.25, "right_middle": 0.55, "right_lower": 0.75, "left_upper": 0.3, "left_lower": 0.7,
    "upper": 0.2, "middle": 0.5, "lower": 0.8,
}  # fmt: skip
_SIDES = {"right": "右", "left": "左", "isthmus": "峡"}


def finding_of(row: Row, name: str = "findings") -> Finding | None:
    """The description of a nodule row; None when there is none that can be read."""
    described, kind = row.get(name), KINDS.get(text(row, "kind"))
    if not isinstance(described, Mapping) or kind is None:
        return None
    try:
        return from_document(kind, described)
    except FindingFault:
        return None


def finding_rows(found: Sequence[Row]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is described of any nodule, as a title and one text for each; what is not described is a dash."""
    known = [finding_of(row) for row in found]
    kinds = dict.fromkeys(type(finding) for finding in known if finding is not None)
    for kind in kinds:
        for one in fields(kind):
            values = tuple(_words(kind, one.name, finding) for finding in known)
            if one.name not in _NOT_ROWS and any(values):
                yield title_of(kind, one.name), tuple(value or "—" for value in values)


def _words(kind: type[Finding], name: str, finding: Finding | None) -> str:
    if not isinstance(finding, kind):
        return ""
    unit = kind.__dataclass_fields__[name].metadata["unit"]
    return _spoken(getattr(finding, name), unit)


def _spoken(value: Any, unit: str) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return "、".join(_spoken(part, unit) for part in value)
    if isinstance(value, Choice):
        return value.chinese
    if isinstance(value, bool):
        return "有" if value else "无"
    return f"{value:g} {unit}".strip() if isinstance(value, (int, float)) else str(value)


def size_of(finding: Finding | None) -> float | None:
    """The size that is compared, in mm: a lung nodule's mean diameter, the largest one of the others."""
    if finding is None:
        return None
    return finding.mean_mm if isinstance(finding, LungFinding) else finding.max_mm


def category_words(row: Row) -> str:
    """`4A 类`; `TR4`, which says of itself what it is, stays so."""
    category = text(row, "category")
    return f"{category} 类" if category[:1].isdigit() else category


def size_words(finding: Finding | None) -> str:
    """`8.2 × 7.0 mm，均值 7.6 mm`, or the three diameters; "" when none is known."""
    if finding is None:
        return ""
    lung = isinstance(finding, LungFinding)
    sizes = (finding.long_mm, finding.short_mm) if isinstance(finding, LungFinding) else finding.sizes_mm
    known = " × ".join(f"{size:.1f}" for size in sizes if size is not None)
    mean = f"，均值 {size_of(finding):.1f} mm" if lung and size_of(finding) is not None else ""
    return f"{known} mm{mean}" if known else ""


def spot_of(row: Row) -> Spot | None:
    """Where the nodule is drawn; None when its side is not described."""
    described = row.get("findings")
    if not isinstance(described, Mapping):
        return None
    lobe = text(described, "lobe")
    side = _SIDES.get(text(described, "side") or lobe.split("_")[0])
    if side is None:
        return None
    level = _LEVELS.get(text(described, "third") or lobe, 0.5)
    clock = described.get("clock")
    distance = described.get("nipple_cm")
    return Spot(
        side, level, clock if isinstance(clock, int) else 0,
        float(distance) if isinstance(distance, (int, float)) else 0.0, main=row.get("number") == 1,
    )  # fmt: skip
