"""Fills the form that assigns an escort with the best who is free for the work that waits (D-01, GC-08, GC-11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from desktop.casework.candidates import ranked
from desktop.casework.desk import Desk
from desktop.casework.planning.model import Stint
from desktop.casework.rows import CaseView, VerbForm
from desktop.casework.schedule_reading import moved, read_snapshot
from desktop.handbook.moments import parse_moment, write_moment


def suggested(session: Session, desk: Desk, form: VerbForm, view: CaseView) -> VerbForm:
    """The assign form with the best candidate and why; as it is without open work, or with nobody free.

    The times asked for stay, unless the work is another day's: the discharge after the admission.
    """
    for day in _days(view):
        snapshot = read_snapshot(session, desk, day, day)
        for stint in snapshot.waiting:
            if stint.case_id == view.id:
                work = _as_asked(form, stint)
                best = next((one for one in ranked(snapshot, work) if not one.hindrance), None)
                carer = snapshot.carer(best.escort_id) if best else None
                return _filled(form, work, carer.name, best.reasons) if best and carer else form
    return form


def _days(view: CaseView) -> list[date]:
    """The day of the visit, then that of the discharge."""
    leaving = [task.before for task in view.tasks if task.name == "discharge_escort" and not task.done]
    return [moment.date() for moment in (view.visit_at, *leaving) if moment is not None]


def _as_asked(form: VerbForm, stint: Stint) -> Stint:
    times = {field.name: field.prefill for field in form.fields}
    start, end = (parse_moment(times[name]) for name in ("from_", "to"))
    return moved(stint, 0, start, end) if start.date() == stint.day else stint


def _filled(form: VerbForm, work: Stint, name: str, reasons: Sequence[str]) -> VerbForm:
    known: Mapping[str, str] = {
        "escort": name, "from_": write_moment(work.starts_at), "to": write_moment(work.ends_at),
    }  # fmt: skip
    filled = [replace(field, prefill=known.get(field.name, field.prefill)) for field in form.fields]
    why = " · ".join(reasons[:2])
    return replace(form, fields=tuple(
        replace(field, hint=field.hint or why) if field.name == "escort" else field for field in filled
    ))  # fmt: skip
