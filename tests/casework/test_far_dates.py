"""No verb falls over a date beyond the work calendar: it is refused or told, and nothing is written."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from desktop.casework import exempting, roster
from desktop.casework.acting import BadInput
from desktop.casework.applying import Application, apply
from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.desk import Entry
from desktop.casework.drafts import ApplicationDraft
from desktop.casework.forms import FORMS
from desktop.casework.performing import perform
from desktop.casework.roster_rows import EscortDraft, JobResult
from desktop.casework.screen_desk import ScreenDesk
from desktop.handbook.vocabulary import Item, Refusal
from desktop.handbook.workdays import SHANGHAI
from desktop.models.tables import AuditEntry, Record
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.casework.escort_desks import COORDINATOR
from tests.casework.journeys import DEPARTMENT, HOSPITAL, booked, consulted, done, nodule, settled, staying

FAR = [
    datetime(1, 1, 1, tzinfo=SHANGHAI), datetime(2100, 1, 1, tzinfo=SHANGHAI),
    *(pytest.param(far, marks=pytest.mark.slow) for far in (
        datetime(2003, 12, 31, 23, 59, tzinfo=SHANGHAI), datetime(9999, 12, 31, 23, 59, tzinfo=SHANGHAI),
    )),
]  # fmt: skip
NEAR = datetime(2026, 3, 5, 9, 0, tzinfo=SHANGHAI)
PLAIN = {
    "outcome": "reached", "by": "sms", "cause": "hospital", "hospital": HOSPITAL, "department": DEPARTMENT,
    "escort": "何敏", "to": "孟主管", "scope": "hospital", "reason": "院区停诊", "items": ["id"], "have": ["id"],
    "record": 1, "advised": DEPARTMENT, "text": "好", "opinion": "同意", "disciplines": ["外科"], "questions": ["一"],
    "doctor": {"name": "周"}, "courier": "顺丰", "number": "SF1", "name": "周主任", "grade": "三级甲等",
    "title": "主任医师", "city": "北京", "specialty": "外科",
}  # fmt: skip


def one_of_each(desk):
    """One case of each kind, as far as its verbs with dates are possible."""
    outpatient = settled(desk, add_policy(desk, "P1"))
    told = booked(desk, desk.clock, add_policy(desk, "P2"))
    stay = staying(desk, desk.clock, add_policy(desk, "P3"))
    more = [consulted(desk, add_policy(desk, "P4")), nodule(desk, add_policy(desk, "P5"))]
    phone = [open_case(desk, add_policy(desk, f"P{number}"), item) for number, item in ((6, Item.OC), (7, Item.PD))]
    return [outpatient, told, stay, *more, *phone]


@pytest.fixture
def filled(pour, clock):
    """A desk with them, on either engine."""
    return pour(one_of_each, clock)


@pytest.fixture
def desk(filled):
    """The desk."""
    return filled[0]


@pytest.fixture
def everyone(filled):
    """The cases."""
    return filled[1]


def rows(desk):
    with desk.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in (Record, AuditEntry)]


def values(form, **given):
    """A full form: dates near, everything else plain."""
    said = {}
    for field in form.fields:
        if field.kind in ("moment", "date"):
            said[field.name] = NEAR if field.kind == "moment" else NEAR.date()
        elif field.required or field.name in given:
            plain = PLAIN.get(field.name, "x")
            said[field.name] = "x" if field.kind == "text" and isinstance(plain, dict) else plain
    if form.verb == "review":
        said |= {"outcome": "more_material", "missing": ["病理"]}
    if form.verb == "cancel":
        said["by"] = "customer"
    return {**said, **given}


def refused(deed) -> bool:
    """Whether it was refused by a rule or told in a sentence; anything else ends the test."""
    try:
        return isinstance(deed(), Refusal)
    except BadInput:
        return True


@pytest.mark.parametrize("far", FAR, ids=str)
def test_no_verb_takes_a_business_time_beyond_the_calendar(desk, everyone, far):
    before = rows(desk)
    for verb, form in FORMS.items():
        for case in everyone:
            entry = Entry("林管家", far, "昨天没来得及")
            given = values(form)
            if "happened" not in given and verb not in ("certificate",):
                assert refused(lambda: perform(desk, verb, case, entry, given)), (verb, case)  # noqa: B023
    assert rows(desk) == before


@pytest.mark.parametrize("far", FAR, ids=str)
def test_no_verb_takes_an_argument_beyond_the_calendar(desk, everyone, far):
    before, tried = rows(desk), 0
    for verb, form in FORMS.items():
        for field in form.fields:
            if field.kind not in ("moment", "date"):
                continue
            given = values(form, **{field.name: far if field.kind == "moment" else far.date()})
            for case in everyone:
                tried += 1
                assert refused(lambda: perform(desk, verb, case, MANAGER, given)), (verb, field.name, case)  # noqa: B023
    assert tried > 50
    assert rows(desk) == before


@pytest.mark.parametrize("far", FAR, ids=str)
@pytest.mark.parametrize("hours", ["from_", "to", "both"])
def test_the_escorts_hours_stay_within_the_calendar(desk, everyone, far, hours):
    given = {"from_": NEAR, "to": NEAR.replace(hour=11)} | (
        {"from_": far, "to": far} if hours == "both" else {hours: far}
    )
    before = rows(desk)
    for verb in ("admit", "discharge", "no_show", "visit_done", "serve"):
        for case in everyone:
            assert refused(lambda: FORMS[verb].run(desk, case, MANAGER, **given)), (verb, case)  # noqa: B023
    assert rows(desk) == before


@pytest.mark.parametrize("far", FAR, ids=str)
def test_an_application_beyond_the_calendar_is_refused_before_and_at_saving(desk, far):
    policy = add_policy(desk, "660812349031")
    before = rows(desk)
    screens = ScreenDesk(desk, "林管家")
    for item in Item:
        draft = ApplicationDraft(item=item, policy="660812349031", nodule="lung", happened=far, late_reason="补录")
        assert refused(lambda: screens.apply(draft))  # noqa: B023
        screens.check_application(draft)
        assert refused(lambda: apply(desk, policy, Application(item), Entry("林管家", far, "补录")))  # noqa: B023
    paper = ApplicationDraft(item=Item.INPATIENT, policy="660812349031", certificate_hospital=HOSPITAL,
                             certificate_on=far.date())  # fmt: skip
    assert refused(lambda: screens.apply(paper))
    assert screens.check_application(paper).findings
    assert rows(desk) == before


@pytest.mark.parametrize("far", FAR, ids=str)
def test_a_new_policy_beyond_the_calendar_does_not_fall_over(desk, far):
    screens = ScreenDesk(desk, "林管家")
    draft = ApplicationDraft(item=Item.OUTPATIENT, policy="660812349099", policy_from=far.date(), policy_to=far.date())
    screens.check_application(draft)
    assert refused(lambda: screens.apply(draft))


@pytest.mark.parametrize("far", FAR, ids=str)
@pytest.mark.usefixtures("everyone")
def test_calendar_and_roster_take_nothing_beyond_the_calendar(desk, clock, far):
    calendar = CalendarDesk(desk, "孟佳")
    escort = done(roster.add_escort(desk, COORDINATOR, EscortDraft("何敏", "13800004471", cities=("上海",)))).case_id
    (block,) = calendar.schedule(date(2026, 3, 6), date(2026, 3, 6)).waiting
    before = rows(desk)
    for start, end in ((far, far), (NEAR, far), (far, NEAR)):
        assert refused(lambda: calendar.assign(block, escort, start, end))  # noqa: B023
        assert refused(lambda: calendar.set_leave(escort, start, end, "休假"))  # noqa: B023
    span = {"start": far.date(), "end": far.date()}
    declared = {"reason": "停诊", "approved_by": "孟主管", "hospital": HOSPITAL, **span}
    assert refused(lambda: exempting.declare_exemption(desk, MANAGER, **declared))
    assert rows(desk) == before
    calendar.assign(block, escort, block.starts_at, block.ends_at)
    (job,) = calendar.schedule(date(2026, 3, 6), date(2026, 3, 6)).blocks
    clock.to("2026-03-06 18:00")
    after = rows(desk)
    for what in ("served", "no_show"):
        for start, end in ((far, far), (NEAR, far), (far, NEAR)):
            result = JobResult(job.job_id, job.version, what, start, end)
            assert refused(lambda: calendar.finish([result])[0].outcome)  # noqa: B023
    assert rows(desk) == after
