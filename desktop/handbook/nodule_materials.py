"""ND-10: which materials a reading needs, which of those received fit, and what is still lacking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.handbook.ranks import grade_rank
from desktop.handbook.vocabulary import Item

Receipt = Mapping[str, Any]

EXAMS: Mapping[str, tuple[str, ...]] = {
    "lung": ("CT",),
    "breast": ("ultrasound", "mammography", "MRI"),
    "thyroid": ("ultrasound",),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "lung": ("id", "images", "diagnosis"),
    "breast": ("id", "images", "report"),
    "thyroid": ("id", "images", "report"),
}
NEEDED_FOR_CONSULTATION = ("id", "diagnosis", "images")
NODULE_TITLES: Mapping[str, str] = {"lung": "肺结节", "breast": "乳腺结节", "thyroid": "甲状腺结节"}
MATERIAL_TITLES: Mapping[str, str] = {
    "id": "身份证件",
    "images": "影像资料",
    "diagnosis": "诊断证明",
    "report": "检查报告",
    "ultrasound_report": "超声报告",
}
EXAM_TITLES: Mapping[str, str] = {"CT": "CT", "ultrasound": "超声", "mammography": "钼靶", "MRI": "磁共振"}
_EXAMINED = frozenset({"images", "report", "ultrasound_report"})


def misfit(nodule: str, receipt: Receipt) -> str:
    """Why a receipt's examination does not fit the kind of nodule (type, hospital below grade 2), or ''."""
    if not nodule or _EXAMINED.isdisjoint(receipt["items"]):
        return ""
    exam, grade = receipt.get("exam"), receipt.get("hospital_grade")
    allowed = EXAMS[nodule]
    if exam and exam not in allowed:
        wanted = "、".join(EXAM_TITLES[name] for name in allowed)
        return f"{NODULE_TITLES[nodule]}需要{wanted}，收到的是{EXAM_TITLES.get(exam, exam)}"
    if grade and grade_rank(grade) < grade_rank("二级丙等"):
        return f"检查须由二级及以上医院出具，收到的是{grade}"
    return ""


def fitting(nodule: str, receipts: Sequence[Receipt]) -> frozenset[str]:
    """The items received that count: what comes with a misfit examination does not."""
    items: set[str] = set()
    for receipt in receipts:
        received = set(receipt["items"])
        if misfit(nodule, receipt):
            received -= _EXAMINED
        if "ultrasound_report" in received:
            received.add("report")
        items |= received
    return frozenset(items)


def lacking(item: Item, nodule: str, received: frozenset[str]) -> tuple[str, ...]:
    """The needed items not received yet, in the list's order."""
    needed = NEEDED.get(nodule, NEEDED["lung"]) if item is Item.ND else NEEDED_FOR_CONSULTATION
    return tuple(name for name in needed if name not in received)
