"""Whatever is done in whatever order: the ledger of rights adds up, and no escort has two jobs at once."""

from datetime import timedelta
from itertools import combinations, count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from desktop.casework.acting import BadInput
from desktop.casework.applying import Application, apply
from desktop.casework.dossier import load_case, situation
from desktop.casework.jobs import assign_escort
from desktop.casework.plans import HANDBOOK_PLAN, extend, house_carrier, save_plan
from desktop.casework.rights import ledger
from desktop.casework.rows import Done
from desktop.casework.stories.arguments import CASE_VERBS
from desktop.handbook import progress
from desktop.handbook.moments import parse_moment
from desktop.handbook.path import PATHS
from desktop.handbook.verbs import applies
from desktop.handbook.vocabulary import LIMITED, Item
from desktop.models.tables import Case, EntitlementUse, Escort, Job, Record
from tests.casework.desks import CANCER, MANAGER, HandClock, add_policy, open_case, scratch_desk
from tests.casework.journeys import DEPARTMENT, HOSPITAL
from tests.counts import tries

MONDAY = parse_moment("2026-03-02 09:00")
HOUR, BUFFER = timedelta(hours=1), timedelta(minutes=30)
PAPER = {"hospital": HOSPITAL, "issued_on": "2026-03-01"}
ASKED = {Item.INPATIENT: {"certificate": PAPER}, Item.ND: {"nodule": "lung"}}
QUOTAS = {"GC.outpatient": 2, "GC.inpatient": 1, "GC.visit": 2, "MD": 1, "ND": 2}
numbers = count(1)
few = settings(max_examples=tries(5, 500), suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def desk(desk_url):
    """A desk whose plan gives two of some rights."""
    desk = scratch_desk(desk_url, HandClock())
    with desk.store.writing() as session:
        save_plan(session, house_carrier(session), extend(HANDBOOK_PLAN, "two", {"quotas": QUOTAS}))
    yield desk
    desk.store.engine.dispose()


def forward(now):
    """The verbs that carry a case on, in their order, with well-formed arguments."""
    return [
        ("review", {"outcome": "confirmed", "illness": CANCER}), ("triage", {"advised": DEPARTMENT}),
        ("book", {"visit_at": now + 30 * HOUR, "title": "主任医师", "hospital": HOSPITAL, "department": DEPARTMENT}),
        ("notify", {"by": "sms"}), ("serve", {"from_": now - HOUR, "to": now}), ("admit", {}),
        ("visit_materials", {"have": ["id", "personal", "policy", "stay"]}),
        ("plan_visit", {"visit_at": now + HOUR, "reason": "客户要求"}), ("visit_done", {}),
        ("call", {"outcome": "reached", "request_recorded": True}),
        ("plan_mdt", {"disciplines": ["肿瘤内科"], "questions": ["方案"]}), ("hold_consultation", {"reason": "急"}),
        ("receive_materials", {"items": ["id", "images", "diagnosis"], "exam": "CT"}),
    ]  # fmt: skip


def astray(now, item, what):
    """The verbs that turn a case back, move it or end it."""
    gaps = {station.item: "客户放弃" for station in PATHS[item] if station.item}
    mistake = {"record": 1 + what % 7, "reason": "误录", "approved_by": "孟主管"}
    return [
        ("review", {"outcome": "refused", "reason": "不符"}),
        ("review", {"outcome": "more_material", "missing": ["病理"]}),
        ("review", {"outcome": "confirmed", "illness": CANCER}), ("void", mistake), ("discharge", {}), ("no_show", {}),
        ("rebook", {"visit_at": now + 40 * HOUR, "cause": "hospital"}),
        ("cancel", {"by": "customer", "reason": "放弃"}),
        ("close", {"gaps": gaps}), ("reopen", {"reason": "复核"}),
        ("close", {"cause": "hospital", "approved_by": "孟主管"}), ("issue_report", {}),
    ]  # fmt: skip


def choose(desk, case_id, what):
    """The case's next step, or now and then a step astray, among those that no rule refuses whatever its arguments."""
    now = desk.clock()
    with desk.reading() as session:
        case = situation(session, desk, load_case(session, case_id), now, MANAGER.person)
    past = {verb for seq, verb in case.facts.verbs.items() if seq not in case.facts.voided}
    ahead = [one for one in forward(now) if one[0] not in past]
    ways = astray(now, case.item, what) if what % 3 == 0 else ahead
    allowed = [one for one in ways if applies(one[0], case.item) and progress.may(case, one[0])]
    return allowed[what // 3 % len(allowed) if what % 3 == 0 else 0] if allowed else ("note", {"text": "没有可做的"})


def attempt(desk, policy, cases, which, what):
    """One application or one verb on one of the policy's cases; the outcome, or None for what cannot be right."""
    desk.clock.now += HOUR
    if not cases or which % 4 == 0:
        item = LIMITED[what % 5]
        done = apply(desk, policy, Application(item=item, **ASKED.get(item, {})), MANAGER)
        cases += [done.case_id] if isinstance(done, Done) else []
        return done
    case_id = cases[which % len(cases)]
    verb, given = choose(desk, case_id, what)
    try:
        return CASE_VERBS[verb](desk, case_id, MANAGER, **given)
    except BadInput:
        return None


def check_ledger(desk, policy):
    """G-08 and D-03 for one policy, counted anew from its cases and from the ledger's own rows."""
    with desk.reading() as session:
        lines = ledger(session, policy, desk.clock().date())
        cases = session.scalars(select(Case).where(Case.policy_id == policy)).all()
        uses = session.scalars(select(EntitlementUse).where(EntitlementUse.policy_id == policy)).all()
        for line in lines:
            states = [case.right_state for case in cases if case.item == line.name]
            assert (line.total, line.reserved, line.used) == (
                QUOTAS[line.name], states.count("reserved"), states.count("used"))  # fmt: skip
            assert min(line.left, line.reserved, line.used) >= 0
            assert line.left == line.total - line.reserved - line.used
            taken = [use.use_no for use in uses if use.quota == line.name and use.state != "returned"]
            assert len(taken) == len(set(taken)) == line.reserved + line.used
            assert sum(case.limited for case in cases if case.item == line.name) <= 1


@pytest.mark.rule("G-08", "GC-18", "D-03", "D-09")
@few
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 500)), min_size=20, max_size=50))
def test_the_ledger_adds_up_whatever_is_done(desk, moves):
    desk.clock.now = MONDAY
    policy, cases = add_policy(desk, f"L{next(numbers)}", "two"), []
    for which, what in moves:
        before = records(desk)
        outcome = attempt(desk, policy, cases, which, what)
        assert records(desk) > before if isinstance(outcome, Done) else records(desk) == before
        check_ledger(desk, policy)


def records(desk):
    """How many records there are."""
    with desk.reading() as session:
        return session.scalar(select(func.count()).select_from(Record))


def clashes(one, other):
    """D-01 by hand: the same escort, and the spans with half an hour before and after overlap."""
    return one[0] == other[0] and one[1] - BUFFER < other[2] + BUFFER and other[1] - BUFFER < one[2] + BUFFER


QUARTERS = st.integers(0, 40)
JOBS = st.tuples(st.integers(0, 3), st.integers(0, 1), QUARTERS, st.integers(1, 12), st.booleans())


@pytest.mark.rule("D-01")
@few
@given(st.lists(JOBS, min_size=4, max_size=14))
def test_no_escort_has_two_unforced_jobs_at_once(desk, wanted):
    desk.clock.now = MONDAY
    cases = [open_case(desk, add_policy(desk, f"J{next(numbers)}")) for _ in range(4)]
    names = [f"陪诊{next(numbers)}", f"陪诊{next(numbers)}"]
    held = {}
    for case, who, start, length, forced in wanted:
        from_ = MONDAY + timedelta(days=2, minutes=15 * start)
        job = (names[who], from_, from_ + timedelta(minutes=15 * length))
        clash = any(clashes(job, other) for owner, (other, _) in held.items() if owner != case)
        outcome = assign_escort(desk, cases[case], MANAGER, escort=job[0], from_=job[1], to=job[2],
                                reason="客户坚持" if forced else "")  # fmt: skip
        assert isinstance(outcome, Done) == (forced or not clash)
        if isinstance(outcome, Done):
            held[case] = job, clash
        assert kept(desk, names) == {(*one, mark) for one, mark in held.values()}
    unforced = [one for one, mark in held.values() if not mark]
    assert not any(clashes(one, other) for one, other in combinations(unforced, 2))


def kept(desk, names):
    """The live jobs of these escorts: escort, from, to, forced."""
    with desk.reading() as session:
        rows = session.execute(
            select(Escort.name, Job.starts_at, Job.ends_at, Job.forced).join(Job.escort)
            .where(Escort.name.in_(names), ~Job.cancelled)
        )  # fmt: skip
        return {tuple(row) for row in rows}
