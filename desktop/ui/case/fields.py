"""From the table of a verb's fields to the fields on screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from desktop.casework.rows import ChecklistItem, FormField
from desktop.handbook.moments import parse_moment
from desktop.ui import fonts
from desktop.ui.case.composite_fields import DoctorField, GapsField, IllnessField
from desktop.ui.case.pick_field import PickField
from desktop.ui.case.picking import PICKED
from desktop.ui.case.ticks import ChoicesField, YesNoField
from desktop.ui.date_inputs import DateField, MomentField
from desktop.ui.inputs import ChoiceField, Field, LongTextField, NumberField, TextField
from desktop.ui.segments import SegmentField

Clock = Callable[[], datetime]
_SEGMENTS_AT_MOST = 4
_SEGMENTS_ROOM = 300


class LinesField(LongTextField):
    """Several lines, each an item of its own; the value is the list without empty lines."""

    def value(self) -> Any:
        """The lines that say something."""
        return [line.strip() for line in self.edit.toPlainText().splitlines() if line.strip()]

    def set_value(self, value: Any) -> None:
        """Fill in a list or a text."""
        super().set_value(value if isinstance(value, str) else "\n".join(value or ()))


def make_field(spec: FormField, now: Clock, checklist: Sequence[ChecklistItem] = ()) -> Field:
    """The field for one entry of a form, prefilled; ValueError for a kind that no screen knows."""
    maker = _MAKERS.get(spec.kind)
    if maker is None:
        raise ValueError(f"unknown kind of field: {spec.kind}")
    field = maker(spec, now, checklist)
    if spec.prefill:
        field.set_value(read_prefill(spec))
    return field


def read_prefill(spec: FormField) -> Any:
    """The prefilled text as the field wants it: dates and moments read, an unreadable one dropped."""
    if spec.kind not in ("date", "moment"):
        return spec.prefill
    try:
        moment = parse_moment(spec.prefill)
    except ValueError:
        return None
    return moment.date() if spec.kind == "date" else moment


def _text(spec: FormField, _now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return TextField(spec.label, spec.hint, spec.required)


def _long_text(spec: FormField, _now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return LongTextField(spec.label, spec.hint, spec.required)


def _lines(spec: FormField, _now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return LinesField(spec.label, spec.hint or "一行一项", spec.required)


def _date(spec: FormField, now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return DateField(spec.label, now, spec.hint, spec.required)


def _moment(spec: FormField, now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return MomentField(spec.label, now, spec.hint, spec.required)


def _choice(spec: FormField, _now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    wide = sum(max(56, fonts.width(label, "dense", 600) + 20) for _value, label in spec.choices)
    few = 2 <= len(spec.choices) <= _SEGMENTS_AT_MOST and wide <= _SEGMENTS_ROOM
    kind = SegmentField if few else ChoiceField
    return kind(spec.label, spec.choices, spec.hint, spec.required)


def _choices(spec: FormField, _now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return ChoicesField(spec.label, spec.choices, spec.hint, spec.required)


def _number(spec: FormField, _now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return NumberField(spec.label, spec.hint, spec.required)


def _yes_no(spec: FormField, _now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return YesNoField(spec.label, spec.hint)


def _picked(spec: FormField, _now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return PickField(spec.kind, spec.label, spec.hint, spec.required)


def _illness(spec: FormField, _now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return IllnessField(spec.label, spec.required)


def _doctor(spec: FormField, _now: Clock, _list: Sequence[ChecklistItem]) -> Field:
    return DoctorField(spec.label, spec.required)


def _gaps(spec: FormField, _now: Clock, checklist: Sequence[ChecklistItem]) -> Field:
    return GapsField(spec.label, checklist)


_MAKERS: dict[str, Callable[[FormField, Clock, Sequence[ChecklistItem]], Field]] = {
    "text": _text, "long_text": _long_text, "lines": _lines, "date": _date, "moment": _moment, "choice": _choice,
    "choices": _choices, "number": _number, "yes_no": _yes_no, "illness": _illness,
    "doctor": _doctor, "gaps": _gaps, **dict.fromkeys(PICKED, _picked),
}  # fmt: skip
KINDS = tuple(_MAKERS)


def as_text(value: Any) -> str:
    """A value as a condition compares it: `true` for a tick, ISO for dates."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value or "")
