"""The findings of a review: when and where it was diagnosed, pathology, codes, and what an exclusion hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.handbook.judgement import condition_of
from desktop.handbook.ranks import GRADES
from desktop.ui.case.composite_fields import IllnessField, is_away, leaves
from desktop.ui.case.fields import Clock
from desktop.ui.date_inputs import DateField
from desktop.ui.inputs import ChoiceField, Field
from desktop.ui.segments import SegmentField

_GRADES = tuple((grade, grade) for grade in ("三级甲等", *(one for one in reversed(GRADES) if one != "三级甲等")))
_OWNERS = (("yes", "公立"), ("no", "民营"))
_MET = (("yes", "已满足"), ("no", "尚未"), ("", "未知"))
_TRUTH = {"yes": True, "no": False}
_SAID: dict[Any, str] = {True: "yes", False: "no"}


class CancerFindings(IllnessField):
    """The findings that a malignancy is judged by; the name itself is chosen from the list beside it."""

    def __init__(self) -> None:
        self.named = ""
        super().__init__("病种", required=False)
        self.setFocusProxy(self.parts["icd10"])

    def name_it(self, name: str) -> None:
        """Another illness was chosen: other findings may matter."""
        self.named = name
        self.parts["name"].set_value(name)
        self.arrange()

    def arrange(self) -> None:
        """Show what this illness asks for, without its name; what the checklist misses is not optional."""
        super().arrange()
        self.parts["name"].setVisible(False)
        for name, part in self.parts.items():
            part.required = name != "icd10" or "icdo3" in self.wanted()
            part.update()

    def shown(self) -> Iterator[tuple[str, Field]]:
        """The findings in use; the name is not typed here."""
        return ((name, part) for name, part in super().shown() if name != "name")

    def value(self) -> dict[str, Any]:
        """The findings with the illness's name."""
        found = super().value()
        return {"name": self.named, **found} if self.named else found


class ReviewForm(QWidget):
    """Two columns of short fields, then the findings; `changed` after every edit."""

    changed = Signal()

    def __init__(self, now: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.diagnosed = DateField("确诊日期", now, "如 9-12", required=True)
        self.grade = ChoiceField("诊断医院等级", _GRADES, "二级及以上", required=True)
        self.public = SegmentField("医院性质", _OWNERS, required=True)
        self.condition = SegmentField("条款条件", _MET, required=True)
        self.cancer = CancerFindings()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.diagnosed, 0, 0)
        grid.addWidget(self.grade, 0, 1)
        grid.addWidget(self.public, 1, 0)
        grid.addWidget(self.condition, 1, 1)
        grid.addWidget(self.cancer, 2, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        for field in (self.diagnosed, self.grade, self.public, self.condition, self.cancer):
            field.changed.connect(self.changed)

    def fill(self, illness: Mapping[str, Any], findings: Mapping[str, Any]) -> None:
        """Show what is known; what is not known is emptied."""
        self.diagnosed.set_value(findings.get("diagnosed_on"))
        self.grade.set_value(findings.get("hospital_grade", ""))
        self.public.set_value(_SAID.get(findings.get("public"), ""))
        self.condition.set_value(_SAID.get(findings.get("condition"), ""))
        for name, part in self.cancer.parts.items():
            part.set_value("" if name not in illness else None)
        self.cancer.set_value(dict(illness))
        self.name_it(str(illness.get("name") or ""))

    def name_it(self, name: str) -> None:
        """Another illness: its findings, and its own condition when it is no malignancy that has one."""
        self.cancer.name_it(name)
        self.condition.setVisible(bool(condition_of({"name": name})) and "恶性肿瘤" not in name)

    def illness(self) -> dict[str, Any]:
        """The illness with its findings as the rules read them."""
        return self.cancer.value()

    def findings(self) -> dict[str, Any]:
        """The rest of the checklist; what is not filled in is left out."""
        found = {
            "diagnosed_on": self.diagnosed.value(), "hospital_grade": self.grade.value(),
            "public": _TRUTH.get(self.public.value()),
            "condition": None if is_away(self.condition) else _TRUTH.get(self.condition.value()),
        }  # fmt: skip
        return {name: value for name, value in found.items() if value not in (None, "")}

    def gaps(self) -> list[Field]:
        """The fields still empty, in the order of Tab."""
        own = [field for field in (self.diagnosed, self.grade, self.public, self.condition) if not is_away(field)]
        return [leaf for leaf in (*own, *leaves(self.cancer)) if leaf.is_empty()]
