"""Turns a sketch into the rows of a case: moments dated, escorts given out, columns derived by the handbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import wording
from desktop.casework.derived import derive
from desktop.casework.plans import read_plan
from desktop.casework.seeding.deck import PLAIN
from desktop.casework.seeding.people import Invented
from desktop.casework.seeding.phrases import Phrase
from desktop.casework.seeding.places import ONLINE_QUESTIONS, PHONE_QUESTIONS
from desktop.casework.seeding.roster import USUAL_BUFFER, Roster
from desktop.casework.seeding.sketch import DAY, Axis, Sketch, Step, instant
from desktop.casework.seeding.writing import Row, Writer
from desktop.handbook import progress
from desktop.handbook.fold import fold
from desktop.handbook.situation import Office, Situation
from desktop.handbook.vocabulary import Exemption, Finding, Item, Plan, PolicyTerms, Record, Service
from desktop.handbook.workdays import day_of
from desktop.models.jsontext import to_json
from desktop.models.tables import PlanVersion

RECORD_COLUMNS = (
    "case_id", "seq", "verb", "happened_at", "entered_at", "user_id", "person", "details", "text", "rules",
)  # fmt: skip
_REQUEST_SHARE = {"wechat": 0.55, "app": 0.9, "phone": 1.0}


@dataclass(slots=True)
class House:
    """One invented insured with a policy: what was applied for under it, and its ids once they are given."""

    insured: Invented
    number: str
    plan: str
    offers: frozenset[str]
    start: int
    end: int
    status: str
    city: str
    items: set[Item] = field(default_factory=set)
    person_id: int = 0
    policy_id: int = 0

    def terms(self) -> PolicyTerms:
        """The policy as rules see it."""
        return PolicyTerms(self.number, day_of(self.start), day_of(self.end), self.status, self.insured.name)

    def dates(self) -> tuple[date, date]:
        """The policy's first and last day."""
        return day_of(self.start), day_of(self.end)


class Shelf:
    """Every version of the carrier's plans, by the day of the application (G-03)."""

    def __init__(self, session: Session, carrier_id: int) -> None:
        rows = select(PlanVersion).where(PlanVersion.carrier_id == carrier_id).order_by(PlanVersion.effective_from)
        self._versions: dict[str, list[tuple[int, Plan, int]]] = {}
        for row in session.scalars(rows):
            number = (row.effective_from - day_of(0)).days
            self._versions.setdefault(row.name, []).append((number, read_plan(row), row.id))

    def on(self, name: str, day: int) -> tuple[Plan, int]:
        """The plan as it was in force on a day number, with the version's id."""
        versions = self._versions[name]
        return next((plan, key) for start, plan, key in reversed(versions) if start <= day or start == versions[0][0])


class JobDraft(NamedTuple):
    """An escort's job, in minutes since 2004."""

    escort: str
    occasion: str
    start: int
    end: int
    before: int
    after: int
    cancelled: bool


@dataclass(slots=True)
class Draft:
    """A case ready for the database but for its ids and number."""

    house: House
    item: Item
    plan_id: int
    opened: int
    entrance: str
    request_no: str | None
    details: str
    derived: dict[str, Any]
    owner: str
    records: list[Row]
    jobs: list[JobDraft]
    exemptions: list[Mapping[str, Any]]
    stay: Draft | None
    case_id: int = 0


@dataclass(slots=True)
class Study:
    """What drafts are made with: the desk's office and clock, the engine's writer, who is who."""

    axis: Axis
    now: datetime
    office: Office
    writer: Writer
    roster: Roster
    users: Mapping[str, int]
    declared: Sequence[Exemption]
    shelf: Shelf


class _Pen:
    """Writes one case's records, step by step."""

    def __init__(self, study: Study, house: House, sketch: Sketch, application: Mapping[str, Any], shift: int) -> None:
        self.study, self.house, self.sketch, self.application = study, house, sketch, application
        self.shift, self.plain = shift, sketch.item in PLAIN
        self.milestones: list[Record] = []
        self.rows: list[Row] = []
        self.jobs: list[JobDraft] = []
        self.exemptions: list[Mapping[str, Any]] = []
        self.plan, self.plan_id = study.shelf.on(house.plan, self.minute(sketch.steps[0].at) // DAY)

    def minute(self, at: int) -> int:
        """Minutes since 2004 of a point of the sketch's axis."""
        return at + self.shift if self.plain else self.study.axis.worked(at + self.shift)

    def write(self, step: Step) -> None:
        """Add the step as milestone and row."""
        entered = self.minute(step.at)
        happened = entered if step.happened == step.at else self.minute(step.happened)
        details = self._details(step)
        warned = self._warnings(step, details, entered) if step.warns else ()
        shared = isinstance(details, Phrase)
        line = details.line if shared and not warned else wording.line(step.verb, details, warned)
        seq = len(self.rows) + 1
        at = instant(entered)
        when = at if happened == entered else instant(happened)
        self.milestones.append(Record(seq, step.verb, when, at, step.person, details))
        moment = self.study.writer.moment
        self.rows.append((
            seq, step.verb, moment(happened), moment(entered), self.study.users[step.person], step.person,
            details.json if shared else to_json(details), line, ",".join(finding.rule for finding in warned),
        ))  # fmt: skip
        self._follow(step, details, entered)

    def _details(self, step: Step) -> Any:
        if step.verb == "apply":
            return self.application
        if not step.moments:
            return step.details
        dated = {key: self._dated(key, at) for key, at in step.moments}
        if step.verb == "assign_escort":
            return {"escort": self._escort(step), **dated}
        return {**step.details, **dated}

    def _dated(self, key: str, at: int) -> str:
        text = self.study.axis.text(self.minute(at))
        return text[:10] if key == "issued_on" else text

    def _escort(self, step: Step) -> str:
        """Give the job to somebody who is free; D-01 holds."""
        start, end = (self.minute(at) for _, at in step.moments)
        visit = self.sketch.item is Item.VISIT
        place = self.sketch.certificate[0] if self.sketch.certificate else self.sketch.hospital
        before, after = (USUAL_BUFFER,) * 2 if visit else self.study.roster.buffers.get(place, (USUAL_BUFFER,) * 2)
        name = self.study.roster.take(self.sketch.city, start - before, end + after)
        self.jobs.append(JobDraft(name, _occasion(self.sketch.item), start, end, before, after, False))
        return name

    def _warnings(self, step: Step, details: Mapping[str, Any], entered: int) -> tuple[Finding, ...]:
        moments = {"happened": step.happened, **dict(step.moments)}
        given = {**details, **{key: instant(self.minute(at)) for key, at in moments.items()}}
        return progress.warnings(self.situation(instant(entered)), step.verb, given)

    def _follow(self, step: Step, details: Mapping[str, Any], entered: int) -> None:
        if step.verb == "exempt":
            self.exemptions.append({**details, "asked_by": step.person, "created_at": instant(entered)})

    def situation(self, now: datetime) -> Situation:
        """The case so far, as rules see it."""
        study, plan = self.study, self.plan
        facts = fold(self.sketch.item, self.milestones, study.office.calendar, lock_on=plan.lock_on)
        declared = study.declared if facts.item.service is Service.GC else ()
        return Situation(facts, plan, self.house.terms(), study.office, now, exemptions=declared)


def _occasion(item: Item) -> str:
    return {Item.INPATIENT: "admission", Item.VISIT: "visit"}.get(item, "outpatient")


def draft(study: Study, house: House, sketch: Sketch, shift: int, number: int, stay: Draft | None) -> Draft:
    """The case of a sketch that is moved by `shift`; `number` is its running number over all seeded cases."""
    entrance = _entrance(sketch)
    request_no = None if entrance == "phone" else f"CS{number:010d}"
    first = sketch.steps[0]
    application = _application(study, sketch, shift, entrance, request_no)
    pen = _Pen(study, house, sketch, application, shift)
    for step in sketch.steps:
        pen.write(step)
    case = pen.situation(study.now)
    jobs = [job._replace(cancelled=True) for job in pen.jobs] if sketch.jobs_cancelled else pen.jobs
    return Draft(
        house, sketch.item, pen.plan_id, pen.minute(first.at), entrance, request_no, pen.rows[0][6], derive(case),
        case.facts.owner, pen.rows, jobs, pen.exemptions, stay,
    )  # fmt: skip


def _entrance(sketch: Sketch) -> str:
    chance = sketch.rng.random()
    return next(name for name, bound in _REQUEST_SHARE.items() if chance < bound)


def _application(
    study: Study, sketch: Sketch, shift: int, entrance: str, request_no: str | None
) -> dict[str, Any]:
    """The details of the application, as the verb keeps them: without what is empty."""
    found: dict[str, Any] = {"item": sketch.item.value, "by": "insured", "entrance": entrance}
    if sketch.nodule:
        found["nodule"] = sketch.nodule
    if wish := _wish(sketch):
        found["wish"] = wish
    if sketch.certified and sketch.certificate:
        hospital, day = sketch.certificate
        issued = study.axis.worked(day * DAY + shift) // DAY
        found["certificate"] = {"hospital": hospital, "issued_on": study.axis.day_text(issued)}
    if sketch.item in (Item.OUTPATIENT, Item.INPATIENT, Item.MD):
        found["illness"] = sketch.trouble.illness
    if sketch.item in PLAIN:
        found["remark"] = sketch.pick(ONLINE_QUESTIONS if sketch.item is Item.OC else PHONE_QUESTIONS)
    return {**found, "request_no": request_no} if request_no else found


def _wish(sketch: Sketch) -> dict[str, str]:
    if sketch.item in PLAIN or sketch.item is Item.VISIT:
        return {}
    if sketch.item in (Item.MD, Item.ND) or sketch.chance(0.2):
        return {"city": sketch.city}
    return {"city": sketch.city, "hospital": sketch.hospital, "department": sketch.trouble.department}
