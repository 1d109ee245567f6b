"""The plan covers the most work that can be covered, never breaks a rule, and on small days equals trying all."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.casework.planning.fitness import hindrances, own_hindrances
from desktop.casework.planning.greedy import greedy
from desktop.casework.planning.model import Away, Carer, Paper, compatible
from desktop.casework.planning.solver import Plan, Task, score, solve
from tests.casework.planning.instances import HOSPITALS, MONDAY, week
from tests.counts import tries


def faults(task: Task, chosen):
    """Everything about a plan that a rule forbids."""
    jobs = defaultdict(list)
    for stint in task.fixed:
        jobs[stint.escort_id].append(stint)
    for w, e in chosen:
        carer, work = task.carers[e], task.works[w]
        yield from own_hindrances(carer, work)
        jobs[carer.id].append(work)
    if len({w for w, _ in chosen}) != len(chosen):
        yield "twice"
    for stints in jobs.values():
        new = [one for one in stints if not one.escort_id]
        pairs = (pair for pair in combinations(stints, 2) if set(pair) & set(new))
        yield from (pair for pair in pairs if not compatible(*pair, task.ways))
        for one in new:
            if sum(other.minutes for other in stints if other.day == one.day) > task.limit:
                yield "too long a day"


def everything(task: Task) -> float:
    """The best score of all plans there are."""
    places = [None, *range(len(task.carers))]
    plans = (
        [(w, e) for w, e in enumerate(choice) if e is not None] for choice in product(places, repeat=len(task.works))
    )
    return max(score(task, plan) for plan in plans if not any(True for _ in faults(task, plan)))


@pytest.mark.rule("D-01", "GC-12")
@settings(max_examples=tries(25))
@given(st.integers(0, 10_000), st.integers(0, 60), st.integers(0, 8), st.integers(0, 12))
def test_no_plan_ever_breaks_a_rule(number, works, carers, fixed):
    task = week(works, carers, number=number, fixed=fixed if carers else 0)
    plan = solve(task, 5)
    assert list(faults(task, plan.chosen)) == []
    assert len(plan.chosen) >= len(greedy(task)) or plan.gap > 0


@settings(max_examples=tries(15))
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(1, 3), st.integers(0, 2))
def test_a_small_day_is_planned_as_well_as_trying_everything(number, works, carers, fixed):
    task = week(works, carers, days=1, number=number, fixed=fixed)
    plan = solve(task, 20)
    assert plan.gap == 0.0
    assert score(task, plan.chosen) == pytest.approx(everything(task))


def test_the_most_is_covered_where_taking_the_best_at_hand_leaves_work_over():
    first, second, third = week(3, 0, days=1).works
    early = MONDAY.replace(hour=8)
    works = [
        _at(first, early, 4), _at(second, early + timedelta(hours=5), 2), _at(third, early + timedelta(hours=5), 2),
    ]  # fmt: skip
    works[2] = _with(works[2], city="北京")
    both = Carer(1, "甲", known={works[1].hospital: 20, works[0].hospital: 20}, cities=("上海", "北京"))
    works[:2] = [_with(work, city="上海") for work in works[:2]]
    task = Task(works, [both, Carer(2, "乙", cities=("上海",))], [], {})
    assert len(solve(task).chosen) == 3
    assert len(greedy(task)) == 2


@pytest.mark.parametrize(
    "carer",
    [
        Carer(1, "甲", active=False), Carer(1, "甲", leave=(Away(MONDAY, MONDAY + timedelta(days=7), ""),)),
        Carer(1, "甲", papers=(Paper("first_aid", MONDAY.date() - timedelta(days=1)),)),
        Carer(1, "甲", cities=("广州",)), Carer(1, "甲", hours={6: (MONDAY.time(), MONDAY.time())}),
    ],
    ids=["inactive", "away", "lapsed", "elsewhere", "off"],
)  # fmt: skip
def test_who_cannot_come_is_not_planned(carer):
    task = week(4, 0, days=1)
    assert solve(Task(task.works, [carer], [], {})).chosen == ()
    assert len(solve(Task(task.works, [Carer(1, "甲")], [], {})).chosen) > 0


def test_the_way_between_two_hospitals_counts():
    one, other = (_at(work, MONDAY.replace(hour=8), 2) for work in week(2, 0, days=1).works)
    one = _with(one, hospital=HOSPITALS[0], city="")
    other = _at(_with(other, hospital=HOSPITALS[1], city=""), one.ends_at + timedelta(hours=1), 2)
    ways = {(HOSPITALS[1], HOSPITALS[0]): 61}
    assert len(solve(Task([one, other], [Carer(1, "甲")], [], ways)).chosen) == 1
    assert len(solve(Task([one, other], [Carer(1, "甲")], [], {})).chosen) == 2
    assert [one.kind for one in hindrances(Carer(1, "甲"), other, [one], ways)] == ["way"]


def test_nothing_to_do_is_a_plan_too():
    assert solve(Task([], [], [], {})).chosen == ()
    assert isinstance(solve(week(3, 0)), Plan)


def test_an_escort_without_a_job_that_day_is_preferred_among_equals():
    works = [_with(_at(work, MONDAY.replace(hour=8 + 4 * n), 1), city="", sex="", hospital=HOSPITALS[0])
             for n, work in enumerate(week(2, 0, days=1).works)]  # fmt: skip
    plan = solve(Task(works, [Carer(1, "甲"), Carer(2, "乙")], [], {}))
    assert {e for _, e in plan.chosen} == {0, 1}


def test_a_plan_cut_short_still_holds_every_rule():
    task = week(150, 12, number=3)
    plan = solve(task, 0.2)
    assert list(faults(task, plan.chosen)) == []
    assert len(plan.chosen) > 30


def _at(stint, start, hours):
    return _with(stint, starts_at=start, ends_at=start + timedelta(hours=hours))


def _with(stint, **changes):
    return replace(stint, **changes)
