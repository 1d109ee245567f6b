"""Runs a verb from a form's values, and fills forms in with what the case already knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk, Entry
from desktop.casework.facts_view import CERTIFICATE, ESCORT_WISH
from desktop.casework.forms import FORMS
from desktop.casework.hospital_choice import hospitals_of
from desktop.casework.rows import HAPPENED, CaseView, FormField, Outcome, VerbForm
from desktop.handbook import before_visit, departments
from desktop.handbook.moments import spoken_moment, write_moment
from desktop.handbook.ranks import TITLES
from desktop.handbook.vocabulary import Item
from desktop.handbook.workdays import WorkCalendar

GAP = "gap:"
_DOCTOR = (
    FormField("name", "医生姓名"),
    FormField("title", "职称", "choice", choices=tuple((one, one) for one in (*TITLES[1:], TITLES[0]))),
    FormField("years", "公立医院临床年数", "number"),
    FormField("hospital_grade", "曾任职医院等级", "choice",
              choices=tuple((one, one) for one in ("三级甲等", "三级乙等", "二级甲等", "二级乙等", "一级甲等"))),
    FormField("public", "公立医院从业", "yes_no"),
    FormField("general_practitioner", "全科医生", "yes_no", prefill="yes"),
)  # fmt: skip


def perform(desk: Desk, verb: str, case_id: int, entry: Entry, values: Mapping[str, Any]) -> Outcome:
    """The verb with a form's values; raises BadInput for a verb that does not exist."""
    form = FORMS.get(verb)
    if form is None or form.run is None:
        raise BadInput(f"没有操作「{verb}」")
    given = _arguments(verb, values)
    given |= hospitals_of(desk, form, given)
    happened = given.pop(HAPPENED, None)
    return form.run(desk, case_id, replace(entry, happened=happened) if happened else entry, **given)


def _arguments(verb: str, values: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in values.items() if value is not None}
    if verb == "take_call" and "doctor" not in given:
        return {"doctor": given}
    if verb == "close":
        gaps = {name.removeprefix(GAP): value for name, value in given.items() if name.startswith(GAP) and value}
        kept = {name: value for name, value in given.items() if not name.startswith(GAP)}
        return {**kept, "gaps": {**(kept.get("gaps") or {}), **gaps}}
    return given


_TELLING = {"notify": "GC-08", "remind": "GC-09", "escort_call": "GC-09"}


def cautioned(form: VerbForm, view: CaseView, now: datetime, calendar: WorkCalendar) -> VerbForm:
    """The form with what the rules would warn of if it were sent now: too late or too early for the visit."""
    if form.verb == "assign_escort" and view.visit_at is not None and now > view.visit_at:
        return replace(form, caution=f"就诊时间 {spoken_moment(view.visit_at)} 已过，请核对陪诊的起止时间（GC-12）")
    rule = _TELLING.get(form.verb)
    if rule is None:
        return form
    early = before_visit.too_early(view.visit_at, now, calendar) if rule == "GC-09" else ""
    said = before_visit.visit_over(view.visit_at, now) or early
    return replace(form, caution=f"{said}（{rule}）") if said else form


def prefilled(form: VerbForm, view: CaseView, now: datetime) -> VerbForm:
    """The form for this case: what is known already is filled in, closing asks a reason for each open item."""
    if form.verb == "close":
        gaps = [FormField(f"{GAP}{item.name}", f"{item.title}未完成的理由") for item in view.checklist if not item.done]
        if view.item in (Item.OC, Item.PD):
            gaps.append(FormField("summary", "小结", "long_text", required=False, hint="问了什么、建议什么"))
        return replace(form, fields=tuple(gaps))
    if form.verb == "take_call":
        return replace(form, fields=_DOCTOR)
    known = _known(form.verb, view, now)
    own = _of_admission(form) if view.item is Item.INPATIENT else form.fields
    fields = (replace(field, prefill=known.get(field.name, field.prefill)) for field in own)
    return replace(form, fields=tuple(_wished(field, view) for field in fields))


def _of_admission(form: VerbForm) -> tuple[FormField, ...]:
    """A booking of a bed asks for the admission: no expert's title, and the admission's own words."""
    if form.verb not in ("book", "rebook"):
        return form.fields
    new = "新的" if form.verb == "rebook" else ""
    labels = {"visit_at": f"{new}入院时间", "place": "入院地点"}
    return tuple(
        replace(field, label=labels.get(field.name, field.label)) for field in form.fields if field.name != "title"
    )


def _wished(field: FormField, view: CaseView) -> FormField:
    """The escort's field says what the customer wishes, and who comes now: a change names somebody else."""
    if field.kind != "escort":
        return field
    facts = _facts(view)
    wished, present = facts.get(ESCORT_WISH, ""), facts.get("陪诊", "")
    words = (f"现在是{present}" if present else "", f"客户要{wished}" if wished else "")
    return replace(field, hint=" · ".join(filter(None, words)) or field.hint, prefill="" if present else field.prefill)


def _facts(view: CaseView) -> dict[str, str]:
    return {fact.label: fact.value for group in view.groups for fact in group.facts}


def _certified(view: CaseView) -> str:
    """GC-13: admission is arranged where the certificate was issued."""
    notes = (fact.note for group in view.groups for fact in group.facts if fact.label == CERTIFICATE)
    return next(notes, "")


_ATTENDED = ("admit", "discharge", "visit_done")


def _attended(verb: str, view: CaseView, now: datetime) -> datetime:
    """Now on the day itself; entered later, the hour that was planned."""
    leaving = next((task.before for task in view.tasks if task.name == "discharge_escort"), None)
    planned = leaving if verb == "discharge" else view.visit_at
    return planned if planned is not None and planned.date() < now.date() else now


def _known(verb: str, view: CaseView, now: datetime) -> dict[str, str]:
    facts = _facts(view)
    common = {
        "hospital": facts.get("医院", ""), "department": facts.get("科室", ""), "title": "主任医师", "by": "sms",
        "escort_sex": facts.get(ESCORT_WISH, "").removesuffix("陪诊") or "不限",
        "advised": facts.get("科室", ""), "outcome": "confirmed" if verb == "review" else "reached",
    }  # fmt: skip
    if verb in ("book_expert", "assign_reader"):
        return {"grade": "三级甲等", "title": "主任医师"}
    if verb in ("assign_escort", "serve"):
        start = view.visit_at or now
        begin = start - timedelta(minutes=30) if verb == "assign_escort" else start
        end = begin + timedelta(hours=3)
        if verb == "serve" and begin < now:
            end = min(end, now)
        return {"from_": write_moment(begin), "to": write_moment(end), "escort": facts.get("陪诊", "")}
    if verb in _ATTENDED:
        return {HAPPENED: write_moment(_attended(verb, view, now))}
    if verb == "triage":
        wish = facts.get("科室", "")
        usual = next(iter(view.suggested), wish)
        fitting = wish if departments.fits(wish, view.suggested) and wish else usual
        return {"advised": fitting, "decided": wish if wish != fitting else ""}
    if verb == "settle":
        return {**common, "hospital": _certified(view) or common["hospital"]}
    if verb in ("cancel", "rebook"):
        return {"by": "customer", "cause": "hospital" if view.lock else "customer"}
    return common

