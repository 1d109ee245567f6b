"""Fields made of fields: an illness with its findings, the doctor on the phone, and the gaps of a checklist."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.rows import ChecklistItem
from desktop.handbook.illness_list import ILLNESSES
from desktop.handbook.ranks import GRADES, TITLES
from desktop.ui.case.suggest import SuggestField
from desktop.ui.case.ticks import YesNoField
from desktop.ui.inputs import ChoiceField, Field, NumberField, TextField
from desktop.ui.segments import SegmentField

_YES_NO = (("yes", "有"), ("no", "无"), ("", "未知"))
_BOOLS: Mapping[str, bool] = {"yes": True, "no": False}
_CANCER_WORDS = ("肿瘤", "癌", "白血病", "淋巴瘤")
_STAGES = (("I", "Ⅰ"), ("II", "Ⅱ"), ("III", "Ⅲ"), ("IV", "Ⅳ"))


def is_away(widget: QWidget) -> bool:
    """Whether a widget was put away; `isHidden` alone also counts one that was never shown yet."""
    return widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and widget.isHidden()


class CompositeField(Field):
    """Several fields that together give one mapping; parts left empty are left out of it."""

    names_itself = True

    def __init__(self, label: str, parts: Mapping[str, Field], hint: str = "", required: bool = True) -> None:
        super().__init__(label, hint, required)
        self.parts = dict(parts)
        self.panel = QWidget(self)
        box = QVBoxLayout(self.panel)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for part in self.parts.values():
            box.addWidget(part)
            part.changed.connect(self.edited)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hold(self.panel, 0)
        if self.parts:
            self.setFocusProxy(next(iter(self.parts.values())))
        self.arrange()

    def wanted(self) -> Collection[str]:
        """The names of the parts that matter for what is entered: all, unless a subclass knows better."""
        return self.parts.keys()

    def arrange(self) -> None:
        """Show the parts that matter now."""
        wanted = self.wanted()
        for name, part in self.parts.items():
            part.setVisible(name in wanted)

    def edited(self) -> None:
        """Another part may matter now."""
        self.arrange()
        super().edited()

    def shown(self) -> Iterator[tuple[str, Field]]:
        """The parts in use, by name."""
        return ((name, part) for name, part in self.parts.items() if not is_away(part))

    def value(self) -> dict[str, Any]:
        """What is entered, part by part."""
        return {name: self.read(name, part) for name, part in self.shown() if not part.is_empty()}

    def read(self, _name: str, part: Field) -> Any:
        """One part's value as the desk expects it."""
        return part.value()

    def set_value(self, value: Any) -> None:
        """Fill in a mapping; text may be JSON."""
        given = json.loads(value) if isinstance(value, str) and value.startswith("{") else value
        if not isinstance(given, Mapping):
            given = {next(iter(self.parts), ""): given} if given else {}
        for name, part in self.parts.items():
            if name in given:
                part.set_value(given[name])
        self.arrange()

    def is_empty(self) -> bool:
        """Whether no part says anything."""
        return not self.value()

    def check(self) -> bool:
        """Every part in use in order."""
        if not self.required and self.is_empty():
            return True
        return all([part.check() for _name, part in self.shown()])


def leaves(field: Field) -> Iterator[Field]:
    """The fields one types into, in order."""
    if isinstance(field, CompositeField):
        for _name, part in field.shown():
            yield from leaves(part)
    else:
        yield field


class IllnessField(CompositeField):
    """The illness and what its exclusions hang on; only the findings that this illness asks for are shown."""

    def __init__(self, label: str, required: bool = False) -> None:
        name = SuggestField(label, "合同名单中的病种", required)
        name.offer([illness.name for illness in ILLNESSES])
        super().__init__(label, {
            "name": name,
            "icd10": TextField("ICD-10 编码", "如 C50.9", required=False),
            "icdo3": SegmentField("ICD-O-3 行为码", tuple((code, f"/{code}") for code in "012369"), required=False),
            "pathology": SegmentField("病理诊断", _YES_NO, required=False),
            "stage": SegmentField("分期", _STAGES, "TNM 或 Ann Arbor", required=False),
            "tnm": TextField("TNM", "如 T2N0M0", required=False),
            "binet": SegmentField("Binet 分期", (("A", "A"), ("B", "B"), ("C", "C")), required=False),
            "net_grade": SegmentField("神经内分泌肿瘤分级", (("G1", "G1"), ("G2", "G2"), ("G3", "G3")), required=False),
            "metastasis": SegmentField("淋巴结或远处转移", _YES_NO, required=False),
        }, required=required)  # fmt: skip

    def wanted(self) -> Collection[str]:
        """The findings that this illness asks for: cancers are judged by code, pathology and site."""
        code, name = self.parts["icd10"].value().upper(), self.parts["name"].value()
        cancer = code.startswith(("C", "D0", "D3", "D4")) or any(word in name for word in _CANCER_WORDS)
        wanted = {"name", "icd10", *(("icdo3", "pathology") if cancer else ())}
        wanted |= {"stage"} if code.startswith(("C73", "C81")) or "甲状腺" in name or "何杰金" in name else set()
        wanted |= {"tnm", "stage", "metastasis"} if code.startswith("C61") or "前列腺" in name else set()
        wanted |= {"metastasis"} if code.startswith("C44") or "皮肤" in name else set()
        wanted |= {"binet"} if code.startswith("C91") or "淋巴细胞白血病" in name else set()
        return wanted | ({"net_grade", "metastasis"} if code.startswith("C7A") or "神经内分泌" in name else set())

    def read(self, name: str, part: Field) -> Any:
        """Codes as numbers, yes and no as truth."""
        value = part.value()
        if name == "icdo3":
            return int(value)
        return _BOOLS[value] if name in ("pathology", "metastasis") else value.upper() if name == "icd10" else value

    def set_value(self, value: Any) -> None:
        """Fill in; truth is shown as 有 or 无."""
        if isinstance(value, str) and value.startswith("{"):
            value = json.loads(value)
        if isinstance(value, Mapping):
            value = {name: {True: "yes", False: "no"}.get(known, known) if isinstance(known, bool) else known
                     for name, known in value.items()}  # fmt: skip
        super().set_value(value)


class DoctorField(CompositeField):
    """Who answers the phone, with what PD-03 asks for."""

    def __init__(self, label: str, required: bool = True) -> None:
        grades = tuple((grade, grade) for grade in reversed(GRADES))
        super().__init__(label, {
            "name": TextField("医生姓名"),
            "title": ChoiceField("职称", tuple((title, title) for title in reversed(TITLES))),
            "years": NumberField("公立医院临床年数", "至少 2 年"),
            "hospital_grade": ChoiceField("医院等级", grades, "二级及以上"),
            "public": YesNoField("公立医院"),
            "general_practitioner": YesNoField("全科医生"),
        }, required=required)  # fmt: skip
        self.parts["general_practitioner"].set_value(True)
        self.parts["public"].set_value(True)


class GapsField(CompositeField):
    """A reason for each item of the closing checklist that is still open (D-08)."""

    def __init__(self, label: str, checklist: Sequence[ChecklistItem]) -> None:
        gaps = [item for item in checklist if not item.done]
        parts = {item.name: TextField(f"未{item.title}的理由", required=True) for item in gaps}
        super().__init__(label, parts, required=bool(parts))
