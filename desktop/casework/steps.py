"""Which verbs a case offers now, the usual next one first; what a rule refuses is shown with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.casework.certificates import CORRECTION
from desktop.casework.forms import FORMS
from desktop.casework.rows import Step
from desktop.handbook import aftercare, breaches, path, progress
from desktop.handbook.before_visit import visit_to_check
from desktop.handbook.situation import Situation
from desktop.handbook.verbs import AFTERCARE, CASE_VERBS, applies
from desktop.handbook.vocabulary import BOOKABLE, Item

_ORDER = (
    "review", "triage", "certificate", "settle", "book", "notify", "remind", "escort_call", "assign_escort",
    "release_escort", "serve", "admit", "discharge_notice", "discharge", "visit_materials", "plan_visit",
    "visit_done", "plan_mdt", "book_expert", "propose_time", "confirm_time", "hold_consultation", "release_expert",
    "check_material", "receive_materials", "assign_reader", "issue_report", "send_guidance", "post_report",
    "return_originals", "delivered", "answer", "take_call", "record_call", "turn_into",
    "call", "note", "send_text", "rebook", "confirm_visit", "no_show", "message", "ask_more", "refer", "settle_sign",
    "exempt", "refuse_exemption", "ask_exemption", "take", "hand_over", "close", "cancel", "reopen", "void",
    "survey", "complain", "settle_complaint", "explain_breach",
)  # fmt: skip
_ONCE: Mapping[str, str] = {
    "triage": "triaged_at", "plan_mdt": "planned_at", "hold_consultation": "held_at", "discharge": "discharged_at",
    "admit": "admitted_at", "serve": "served_at", "visit_done": "visit_done_at",
    "take_call": "taken_at", "post_report": "posted_at", "delivered": "delivered_at", "send_guidance": "guided_at",
    "discharge_notice": "discharged_at", "book": "booked_at", "certificate": "admitted_at", "settle": "booked_at",
}  # fmt: skip
_AFTER: Mapping[str, str] = {
    "rebook": "booked_at", "no_show": "visit_at", "delivered": "posted_at", "discharge": "admitted_at",
    "remind": "booked_at", "escort_call": "booked_at", "notify": "booked_at", "serve": "booked_at",
    "admit": "booked_at", "assign_escort": "accepted_at", "release_escort": "escort",
    "discharge_notice": "admitted_at", "release_expert": "experts", "propose_time": "planned_at",
    "confirm_time": "unconfirmed", "check_material": "accepted_at", "return_originals": "originals_here",
}  # fmt: skip


def offered_steps(case: Situation) -> tuple[Step, ...]:
    """The verbs worth showing: the usual next one first and marked primary, then the others in the desk's order."""
    wanted = _next_verb(case)
    return tuple(
        _step(case, verb, primary=verb == wanted) for verb in sorted(_relevant(case), key=lambda verb: verb != wanted)
    )


def _next_verb(case: Situation) -> str:
    if not case.facts.is_open:
        return "reopen" if case.facts.closed_at else ""
    if case.facts.refused:
        return "close"
    if case.facts.asked_material:
        return "review" if case.item in (*BOOKABLE, Item.MD) else "message" if case.item is Item.OC else "call"
    if case.facts.no_show_at:
        return "close"
    if case.facts.taken_at and not case.facts.recorded_at:
        return "record_call"
    station = path.current_station(case.facts)
    if station is None and case.item is Item.OC and case.facts.to_answer_since:
        return "answer"
    if station is None and aftercare.to_call_back(case.facts):
        return "survey"
    return station.verb if station else "close"


def _relevant(case: Situation) -> Iterator[str]:
    for verb in _ORDER:
        if not applies(verb, case.item) or verb not in CASE_VERBS:
            continue
        if _sensible(case, verb):
            yield verb


def _sensible(case: Situation, verb: str) -> bool:
    facts = case.facts
    if verb in AFTERCARE:
        return _aftercare_sensible(case, verb)
    if not facts.is_open:
        return verb in (("reopen", "void") if facts.closed_at else ("void",))
    if verb in ("reopen", "void"):
        return verb == "void"
    if verb in ("ask_exemption", "exempt", "refuse_exemption"):
        return _exemption_sensible(case, verb)
    if verb == "confirm_visit":
        return visit_to_check(case)
    if case.item is Item.VISIT and verb in ("review", "triage", "settle"):
        return False
    if verb == "review" and facts.accepted and facts.outcome == "confirmed":
        return False
    if verb == "take":
        return facts.owner != case.person
    if verb in _ONCE and getattr(facts, _ONCE[verb]):
        return False
    return not (verb in _AFTER and not getattr(facts, _AFTER[verb]))


def _aftercare_sensible(case: Situation, verb: str) -> bool:
    """What belongs to the time after the service is offered also when the case is over."""
    facts = case.facts
    if verb == "survey":
        return aftercare.delivered_at(facts) is not None and not (facts.survey and facts.survey.level)
    if verb == "explain_breach":
        return bool(breaches.settled_misses(facts, progress.clocks_of(case)))
    return verb != "settle_complaint" or bool(facts.open_complaints)


def _exemption_sensible(case: Situation, verb: str) -> bool:
    """One asks, another person, a supervisor, is offered the answer (D-05)."""
    facts = case.facts
    if case.item not in BOOKABLE:
        return False
    asked = facts.exemption_asked
    if verb == "ask_exemption":
        return not asked and not facts.exempt_reason
    return bool(asked) and case.person in case.office.supervisors and case.person != asked["by"]


def _step(case: Situation, verb: str, *, primary: bool) -> Step:
    form = FORMS[verb]
    refusal = progress.obstacle(case, verb)
    consequence = "" if verb == "receive_materials" and case.item is not Item.ND else form.irreversible
    if verb == "notify" and case.facts.locked_at:
        consequence = ""
    title = CORRECTION if verb == "certificate" and case.facts.certificate_at else form.title
    return Step(verb, title, form.key, form.icon, primary, consequence, refusal.findings if refusal else ())
