"""Folds a case's timeline into facts: one pass in entry order, voided records left out (D-09)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from desktop.handbook import aftercare_facts as aftercare
from desktop.handbook import folding_consultation as consulted
from desktop.handbook import folding_conversation as conversed
from desktop.handbook.consultation_facts import Details
from desktop.handbook.facts import Facts
from desktop.handbook.moments import day_start, earlier, parse_moment
from desktop.handbook.vocabulary import Item, Record
from desktop.handbook.voiding import voided
from desktop.handbook.workdays import WorkCalendar

Handler = Callable[[Facts, Record, Details], None]


def fold(
    item: Item, records: Sequence[Record], calendar: WorkCalendar, *, lock_on: str = "notice", attempts: int = 3
) -> Facts:
    """The facts of a timeline in entry order.

    `lock_on` is the plan's locking event (GC-14), `attempts` how many unanswered calls make a customer lost.
    """
    facts = Facts(item, lock_on, attempts)
    facts.voided = voided(records)
    for record in records:
        if record.seq in facts.voided:
            continue
        handler = _HANDLERS.get(record.verb)
        if handler is not None:
            handler(facts, record, record.details)
    for record in records:
        facts.entered_by[record.seq] = record.person
        facts.verbs[record.seq] = record.verb
    if facts.visit_at is not None and facts.last_booked_at is not None:
        facts.reminded_at = _first_counted(facts.reminders, facts.visit_at.date(), calendar)
        facts.escort_called_at = _first_counted(facts.escort_calls, facts.visit_at.date(), calendar)
    return facts


def _first_counted(moments: Sequence[datetime], visit: date, calendar: WorkCalendar) -> datetime | None:
    """GC-09: what was sent before the working day before the visit is not yet its reminder.

    That day is the one known when it was sent: a calendar published later takes no reminder back (T-05).
    """
    counted = (moment for moment in moments if moment.date() >= calendar.known_at(moment).previous(visit))
    return min(counted, default=None)


def _apply(facts: Facts, record: Record, details: Details) -> None:
    facts.applied_at = record.happened
    facts.nodule = details.get("nodule") or ""
    facts.wish = details.get("wish") or {}
    facts.complaint = details.get("illness") or ""
    if facts.item is Item.VISIT:
        facts.accepted_at = record.happened
        facts.triaged_at = record.happened
    if details.get("certificate"):
        _certificate(facts, record, details["certificate"])


def _review(facts: Facts, record: Record, details: Details) -> None:
    """GC-02, MD-01: the last word counts; an acceptance after a refusal is a new one, not the one before it."""
    outcome = details["outcome"]
    facts.outcome = outcome
    facts.asked_material = outcome == "more_material"
    facts.illness = details.get("illness") or facts.illness
    if facts.refused and outcome != "refused":
        facts.refused, facts.accepted_at = False, None
    if outcome == "more_material":
        facts.asked_at = record.happened
        return
    facts.decided_at = earlier(facts.decided_at, record.happened)
    if outcome == "refused":
        facts.refused, facts.refused_at = True, record.happened
    else:
        facts.accepted_at = earlier(facts.accepted_at, record.happened)


def _triage(facts: Facts, record: Record, details: Details) -> None:
    facts.triaged_at = earlier(facts.triaged_at, record.happened)
    facts.department_flagged = bool(details.get("flagged"))
    facts.department = facts.department or details.get("decided") or ""


def _settle(facts: Facts, record: Record, details: Details) -> None:
    facts.settled_at = earlier(facts.settled_at, record.happened)
    facts.hospital, facts.department = details["hospital"], details["department"]
    facts.city = details.get("city") or facts.city


def _certificate(facts: Facts, _record: Record, details: Details) -> None:
    facts.certificate_at = day_start(details["issued_on"])
    facts.certificate_hospital = details["hospital"]


def _book(facts: Facts, record: Record, details: Details) -> None:
    facts.booked_at = earlier(facts.booked_at, record.happened)
    facts.last_booked_at = record.happened
    facts.visit_at = parse_moment(details["visit_at"])
    facts.booking = {**facts.booking, **details}
    if details.get("escort_sex"):
        facts.wish = {**facts.wish, "escort_sex": details["escort_sex"]}
    facts.notified_at = facts.no_show_at = facts.visit_checked_at = None
    facts.reminders = facts.escort_calls = ()
    facts.meeting_at, facts.meeting_place = None, ""
    _release_escort(facts, record, details)


def _release_escort(facts: Facts, _record: Record, details: Details) -> None:
    """D-01: the escort's job did not survive a rebooking, a voiding or a reopening."""
    if details.get("escort_released"):
        facts.escort = facts.discharge_escort = ""


def _tell_escort(facts: Facts, *, named: bool = True) -> None:
    """GC-08: the customer knows now who comes, unless what was sent named nobody or somebody else."""
    facts.escort_told = bool(facts.escort) and named
    if facts.escort_told:
        facts.told_escort = facts.escort


def _notify(facts: Facts, record: Record, details: Details) -> None:
    if facts.visit_at is None:
        return
    facts.notified_at = earlier(facts.notified_at, record.happened)
    _tell_escort(facts, named=details.get("names_escort", True))
    if facts.lock_on == "notice":
        facts.lock(record)


def _remind(facts: Facts, record: Record, _details: Details) -> None:
    facts.reminders = (*facts.reminders, record.happened)
    if facts.lock_on == "reminder":
        facts.lock(record)


def _escort_call(facts: Facts, record: Record, details: Details) -> None:
    _tell_escort(facts)
    meeting = details.get("meeting_at")
    facts.meeting_at = parse_moment(meeting) if meeting else facts.meeting_at
    facts.meeting_place = details.get("place") or facts.meeting_place
    facts.escort_calls = (*facts.escort_calls, record.happened)
    facts.missed_calls, facts.call_back_at = (), None


def _confirm_visit(facts: Facts, record: Record, _details: Details) -> None:
    """T-05: the hospital was asked about a visit that a new calendar put on a day off."""
    facts.visit_checked_at = record.happened


def _assign_escort(facts: Facts, _record: Record, details: Details) -> None:
    facts.escort_told = facts.escort_told and facts.escort == details["escort"]
    facts.escort = details["escort"]
    if facts.admitted_at is not None:
        facts.discharge_escort = facts.escort


def _escort_released(facts: Facts, _record: Record, _details: Details) -> None:
    facts.escort, facts.escort_told, facts.discharge_escort = "", False, ""


def _discharge_notice(facts: Facts, _record: Record, details: Details) -> None:
    facts.leaves_at = parse_moment(details["discharge_at"])


def _serve(facts: Facts, record: Record, details: Details) -> None:
    facts.served_at = earlier(facts.served_at, record.happened)
    facts.ordered_admission = bool(details.get("admission_ordered"))
    facts.cut_short = details.get("cut_short") or ""


def _miss(facts: Facts, moment: datetime) -> None:
    """An unanswered call counts unless the customer was reached after it."""
    if facts.last_reached_at is None or moment > facts.last_reached_at:
        facts.missed_calls = tuple(sorted((*facts.missed_calls, moment)))


def _call(facts: Facts, record: Record, details: Details) -> None:
    again = details.get("again_at")
    facts.call_back_at = parse_moment(again) if again else None
    if details["outcome"] in ("no_answer", "refused"):
        if details["outcome"] == "no_answer":
            _miss(facts, record.happened)
        return
    facts.missed_calls = tuple(one for one in facts.missed_calls if one > record.happened)
    facts.last_reached_at = max(facts.last_reached_at or record.happened, record.happened)
    if details["outcome"] == "later":
        return
    facts.reached_at = earlier(facts.reached_at, record.happened)
    _tell_escort(facts)
    if facts.item is not Item.MD or facts.accepted_at is not None:
        facts.called_at = earlier(facts.called_at, record.happened)
    if details.get("request_recorded"):
        facts.requested_at = earlier(facts.requested_at, record.happened)


def _record_call(facts: Facts, record: Record, details: Details) -> None:
    """What became of a phone doctor's call; a later call replaces the appointment of the one before."""
    again = details.get("again_at")
    facts.recorded_at = earlier(facts.recorded_at, record.happened)
    facts.invalid_call = details["outcome"] == "invalid"
    facts.call_back_at = parse_moment(again) if again else None


def _send_text(facts: Facts, record: Record, details: Details) -> None:
    facts.texted = {**facts.texted, details["about"]: record.happened}
    if details["about"] == "escort_changed" and details.get("escort", facts.escort) == facts.escort:
        _tell_escort(facts)


def _exempt(facts: Facts, _record: Record, details: Details) -> None:
    facts.exemption_asked = {}
    if not details.get("scope"):
        facts.exempt_reason = details["reason"]


def _ask_exemption(facts: Facts, record: Record, details: Details) -> None:
    facts.exemption_asked = {**details, "by": record.person}


def _refuse_exemption(facts: Facts, _record: Record, _details: Details) -> None:
    facts.exemption_asked = {}


def _take(facts: Facts, record: Record, details: Details) -> None:
    facts.owner, facts.owned_since = details.get("to") or record.person, record.entered


def _close(facts: Facts, record: Record, details: Details) -> None:
    facts.closed_at = record.happened
    facts.released = bool(details.get("cause"))


def _reopen(facts: Facts, record: Record, details: Details) -> None:
    facts.closed_at, facts.released = None, False
    _release_escort(facts, record, details)


def _first(name: str) -> Handler:
    """A handler that keeps the earliest business time of such records, whichever was entered first."""

    def keep(facts: Facts, record: Record, _details: Details) -> None:
        setattr(facts, name, earlier(getattr(facts, name), record.happened))

    return keep


def _collect(name: str, key: str) -> Handler:
    """A handler that adds the named list to a set of the facts."""

    def add(facts: Facts, _record: Record, details: Details) -> None:
        setattr(facts, name, getattr(facts, name) | frozenset(details[key]))

    return add


def _plan_visit(facts: Facts, record: Record, details: Details) -> None:
    facts.visit_planned_at = record.happened
    facts.visit_at = parse_moment(details["visit_at"])
    facts.no_show_at = None


_CONSULTED = (
    "book_expert", "release_expert", "propose_time", "confirm_time", "check_material", "return_originals",
    "assign_reader",
)
_HANDLERS: Mapping[str, Handler] = {
    "apply": _apply, "review": _review, "triage": _triage, "settle": _settle, "certificate": _certificate,
    "book": _book, "rebook": _book, "notify": _notify, "remind": _remind, "escort_call": _escort_call,
    "assign_escort": _assign_escort, "release_escort": _escort_released, "discharge_notice": _discharge_notice,
    "confirm_visit": _confirm_visit,
    "serve": _serve, "admit": _first("admitted_at"),
    "discharge": _first("discharged_at"), "no_show": _first("no_show_at"),
    "visit_materials": _collect("visit_materials", "have"), "plan_visit": _plan_visit,
    "visit_done": _first("visit_done_at"), "call": _call, "plan_mdt": _first("planned_at"),
    **{name: getattr(consulted, name) for name in _CONSULTED},
    "hold_consultation": _first("held_at"), "receive_materials": consulted.receive,
    "issue_report": consulted.issue, "post_report": consulted.post,
    "delivered": _first("delivered_at"), "send_guidance": _first("guided_at"), 
    **{name: getattr(conversed, name) for name in ("message", "answer", "ask_more", "refer")},
    "take_call": _first("taken_at"), "record_call": _record_call, "exempt": _exempt,
    "ask_exemption": _ask_exemption, "refuse_exemption": _refuse_exemption, "take": _take, "hand_over": _take,
    "cancel": _first("cancelled_at"), "close": _close, "reopen": _reopen,
    "void": _release_escort, "send_text": _send_text,
    **{name: getattr(aftercare, name) for name in ("survey", "complain", "settle_complaint", "explain_breach")},
}
