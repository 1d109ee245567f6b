"""The fields of a stretch of the roster and of a doctor, and what is entered in them as drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from desktop.casework.phone.rows import DoctorCard, DoctorDraft, DutyDraft, DutyRow
from desktop.handbook.phone import DEPARTMENTS, DUTY_KINDS
from desktop.handbook.ranks import GRADES, TITLES
from desktop.ui.case.ticks import ChoicesField, YesNoField
from desktop.ui.date_inputs import MomentField
from desktop.ui.inputs import ChoiceField, Field, NumberField, TextField
from desktop.ui.segments import SegmentField


def _named(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, name) for name in names)


def duty_fields(now: Callable[[], datetime]) -> dict[str, Field]:
    """What a stretch of the roster asks for."""
    return {
        "doctor": ChoiceField("医生", ()), "department": ChoiceField("科室", _named(DEPARTMENTS)),
        "start": MomentField("开始", now), "end": MomentField("结束", now),
        "kind": SegmentField("方式", tuple(DUTY_KINDS.items())),
        "minutes": NumberField("多少分钟内回呼", "呼叫值班时填", required=False),
    }  # fmt: skip


def values_of(row: DutyRow) -> dict[str, Any]:
    """A stretch as its fields show it."""
    return {"doctor": str(row.doctor_id), "department": row.department, "start": row.start, "end": row.end,
            "kind": row.kind, "minutes": row.minutes or None}  # fmt: skip


def duty_of(values: Mapping[str, Any]) -> DutyDraft:
    """What was entered."""
    minutes = int(values["minutes"] or 0) if values["kind"] == "on_call" else 0
    span = values["start"], values["end"]
    return DutyDraft(int(values["doctor"]), values["department"], *span, values["kind"], minutes)


def doctor_fields() -> dict[str, Field]:
    """What PD-03 asks for, and how to reach the doctor."""
    return {
        "name": TextField("姓名"), "title": ChoiceField("职称", _named(TITLES)),
        "hospital": TextField("曾任职医院"), "hospital_grade": ChoiceField("医院等级", _named(tuple(reversed(GRADES)))),
        "years": NumberField("公立医院临床年数"), "phone": TextField("电话", required=False),
        "departments": ChoicesField("科室", _named(DEPARTMENTS)), "public": YesNoField("公立医院从业"),
        "general_practitioner": YesNoField("全科医生"), "active": YesNoField("在用，可以排班"),
    }  # fmt: skip


def doctor_values(card: DoctorCard) -> dict[str, Any]:
    """A doctor as the fields show one."""
    years = float(card.given["years"])
    return {
        "name": card.name, "title": card.title, "hospital": card.hospital, "years": f"{round(years, 2):g}",
        "hospital_grade": card.given["hospital_grade"], "departments": list(card.departments), "phone": card.phone,
        "public": card.given["public"], "general_practitioner": card.given["general_practitioner"],
        "active": card.active,
    }  # fmt: skip


def least_fields() -> dict[str, Field]:
    """How many of each department answer at least, in words."""
    return {name: TextField(name, required=False) for name in DEPARTMENTS}


def doctor_of(values: Mapping[str, Any]) -> DoctorDraft:
    """What was entered."""
    return DoctorDraft(
        values["name"], values["title"], values["hospital"], values["hospital_grade"], values["public"],
        values["general_practitioner"], float(values["years"]), tuple(values["departments"]), values["phone"],
        values["active"],
    )  # fmt: skip
