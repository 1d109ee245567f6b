"""The fields of the aftercare's forms, and what a case fills in of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desktop.casework.aftercare_rows import Matters
from desktop.casework.rows import FormField as Field
from desktop.casework.rows import VerbForm
from desktop.handbook.aftercare import CATEGORIES, COMPLAINT_DAYS, LEVELS, NOT_REACHED, RESULTS
from desktop.handbook.breaches import CAUSES, settled_misses
from desktop.handbook.facts import Facts
from desktop.handbook.vocabulary import ClockReading
from desktop.handbook.workdays import WorkCalendar

Choices = tuple[tuple[str, str], ...]
_REACHED = {"reached": "已回访", "not_reached": "未能回访"}


def _pairs(titles: Mapping[str, str]) -> Choices:
    return tuple(titles.items())


SURVEY_FIELDS = (
    Field("outcome", "结果", "choice", choices=_pairs(_REACHED), prefill="reached"),
    Field("level", "满意度", "choice", choices=_pairs(LEVELS), show_if=("outcome", ("reached",))),
    Field("reason", "未回访的原因", "choice", choices=_pairs(NOT_REACHED), show_if=("outcome", ("not_reached",))),
    Field("words", "客户的话", "long_text", required=False),
)
COMPLAINT_FIELDS = (
    Field("category", "类别", "choice", choices=_pairs(CATEGORIES)),
    Field("words", "客户投诉什么", "long_text"),
    Field("responsible", "由谁处理", "colleague"),
    Field("due_on", "处理期限", "date"),
)
SETTLED_FIELDS = (
    Field("number", "投诉编号", "choice"),
    Field("outcome", "处理结果", "choice", choices=_pairs(RESULTS)),
    Field("answer", "怎样处理、怎样答复客户", "long_text"),
)
BREACH_FIELDS = (
    Field("clock", "哪项时限", "choice"),
    Field("cause", "原因在", "choice", choices=_pairs(CAUSES)),
    Field("words", "一句话说明"),
)


def matters_of(facts: Facts, readings: Sequence[ClockReading]) -> Matters:
    """The open matters of a case."""
    complaints = tuple((one.number, f"{one.number} {CATEGORIES[one.category]}") for one in facts.open_complaints)
    asked = sorted(settled_misses(facts, readings), key=lambda one: (one.name in facts.breaches, one.kind != "promise"))
    return Matters(complaints, tuple((one.name, one.title) for one in asked))


def filled(form: VerbForm, matters: Matters, now: datetime, calendar: WorkCalendar) -> VerbForm:
    """The form of an aftercare verb for this case: what can be chosen, the usual deadline; another form as it is."""
    if form.verb == "complain":
        due_on = calendar.add(now.date(), COMPLAINT_DAYS)
        return _with(form, "due_on", prefill=due_on.isoformat())
    if form.verb == "settle_complaint":
        first = next((number for number, _ in matters.complaints), "")
        return _with(form, "number", choices=matters.complaints, prefill=first)
    if form.verb == "explain_breach":
        return _with(form, "clock", choices=matters.misses, prefill=next((name for name, _ in matters.misses), ""))
    return form


def _with(form: VerbForm, name: str, *, prefill: str = "", choices: Choices = ()) -> VerbForm:
    fields = (
        replace(one, prefill=prefill, choices=choices or one.choices) if one.name == name else one
        for one in form.fields
    )
    return replace(form, fields=tuple(fields))
