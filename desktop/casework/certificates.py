"""The admission certificate from a screen: entered once, corrected by voiding it and entering it anew (D-09)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from desktop.casework.acting import Act, BadInput, Refused, answered, ask, attempt, begin, check_dates, finish, write
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import load_case, situation
from desktop.casework.green_channel import spell
from desktop.casework.rows import CaseView, Outcome, VerbForm
from desktop.handbook.moments import day_start
from desktop.handbook.vocabulary import Finding, Refusal

CORRECTION = "更正住院证"


def enter(desk: Desk, case_id: int, entry: Entry, *, hospital: str, issued_on: date) -> Outcome:
    """The certificate and its own date (GC-06, GC-13); one that is known already is corrected in the same act.

    BadInput when nothing would change; refused when admission is booked at another hospital (GC-13).
    """
    check_dates(issued_on)
    day = day_start(issued_on.isoformat())
    given: dict[str, object] = {"hospital": hospital.strip(), "issued_on": issued_on}

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        under_way = begin(session, desk, case_id, entry, day)
        spell(given, under_way)
        if under_way.case.facts.certificate_at is not None:
            _withdraw(under_way, str(given["hospital"]))
        under_way.happened = day
        warned = ask(under_way, "certificate", given)
        write(under_way, "certificate", given, warned)
        return finish(under_way, "certificate", warned)

    return attempt(desk, work)


def _withdraw(under_way: Act, hospital: str) -> None:
    """Void the record that stands; what the application brought along is only followed by the new one."""
    facts = under_way.case.facts
    if (facts.certificate_at, facts.certificate_hospital) == (under_way.happened, hospital):
        raise BadInput("与已登记的住院证相同，没有要更正的")
    if facts.booked_at and hospital not in (facts.hospital, *under_way.case.ordering_hospitals):
        words = f"入院已安排在{facts.hospital}，住院证不能更正为{hospital}开具"
        raise Refused(Refusal((Finding("GC-13", words),)))
    standing = [seq for seq, verb in facts.verbs.items() if verb == "certificate" and seq not in facts.voided]
    under_way.happened = under_way.entered
    for seq in standing:
        given = {"record": seq, "reason": CORRECTION}
        ask(under_way, "void", {**given, "unlocks": False, "retakes": False, "revives": False, "approved_by": ""})
        write(under_way, "void", given)


def with_known(desk: Desk, form: VerbForm, view: CaseView) -> VerbForm:
    """The certificate's form for a correction: filled in with what is known."""
    if form.verb != "certificate":
        return form
    with desk.reading() as session:
        facts = situation(session, desk, load_case(session, view.id), desk.clock()).facts
    if facts.certificate_at is None:
        return form
    known = {"hospital": facts.certificate_hospital, "issued_on": facts.certificate_at.date().isoformat()}
    fields = tuple(replace(field, prefill=known.get(field.name, field.prefill)) for field in form.fields)
    return replace(form, title=CORRECTION, fields=fields)
