"""Whatever was done lawfully is taken back to where it began, newest first, until one act is final."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desktop.casework.acting import BadInput
from desktop.casework.rows import Done
from desktop.casework.stories.arguments import CASE_VERBS
from desktop.casework.verification import verify
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import Case, Record
from tests.casework.desks import HandClock, add_policy, open_case, scratch_desk
from tests.casework.taking_back import back, lin, stored
from tests.casework.test_any_sequence import ASKED, MONDAY, choose
from tests.counts import tries

numbers = count(1)


@pytest.fixture
def desk(desk_url):
    desk = scratch_desk(desk_url, HandClock())
    yield desk
    desk.store.engine.dispose()


MOVES = st.lists(st.integers(0, 500), min_size=3, max_size=14)


@pytest.mark.rule("D-09", "G-08", "D-01")
@settings(max_examples=tries(5, 300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from((Item.OUTPATIENT, Item.INPATIENT, Item.MD, Item.ND)), MOVES)
def test_any_legal_acts_are_taken_back_to_where_they_began(desk, item, moves):
    """Newest first until one is final; each leaves exactly what there was before it."""
    desk.clock.now = MONDAY
    case = open_case(desk, add_policy(desk, f"U{next(numbers)}"), item, **ASKED.get(item, {}))
    acts = []
    for what in moves:
        desk.clock.now += timedelta(minutes=20)
        verb, given_ = choose(desk, case, what)
        before = stored(desk, case)
        try:
            outcome = CASE_VERBS[verb](desk, case, lin(), **given_)
        except BadInput:
            continue
        if isinstance(outcome, Done):
            acts.append((outcome, before))
    for act, before in reversed(acts):
        outcome = back(desk, act)
        if isinstance(outcome, Refusal):
            assert {finding.rule for finding in outcome.findings} <= {"D-04", "D-08", "G-08", "D-03"}, outcome
            break
        assert stored(desk, case) == before
    assert verify(desk).differences == ()
    with desk.reading() as session:
        assert session.scalar(select(Case.right_state).where(Case.id == case)) is not None
        assert session.scalars(select(Record.seq).where(Record.case_id == case)).all()
