"""Ten thousand conversations: each question reads few of them, and only what changed; counted, not timed."""

from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import event, insert, select

from desktop.casework import consult
from desktop.casework.online.online_desk import OnlineDesk
from desktop.casework.online.reading import AT_ONCE
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case, Record
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.counts import tries

MANY = tries(600, 10_000)
_OWN = {"id", "number", "version"}


def crowd(desk, first: int, many: int) -> None:
    """As many more conversations like the first, each with its application."""
    with desk.store.writing() as session:
        row, record = session.get(Case, first), session.scalars(select(Record).where(Record.case_id == first)).one()
        case = {one.key: getattr(row, one.key) for one in Case.__mapper__.column_attrs if one.key not in _OWN}
        said = {one.key: getattr(record, one.key) for one in Record.__mapper__.column_attrs if one.key != "id"}
        places = range(first + 1, first + 1 + many)
        cases = [{**case, "id": place, "number": f"WZ-{place}", "version": 1} for place in places]
        session.execute(insert(Case), cases)
        session.execute(insert(Record), [{**said, "case_id": place, "command_id": None} for place in places])


@pytest.fixture
def first(desk) -> int:
    """The first of many."""
    case = open_case(desk, add_policy(desk), Item.OC, entrance="wechat", remark="体检血脂高，要吃药吗")
    crowd(desk, case, MANY - 1)
    return case


@contextmanager
def counting(desk):
    """Counts statements and the cases and records that were read whole."""
    counted = Counter()

    def state(*told):
        counted["statements"] += told[2].startswith("SELECT")

    def case(*_):
        counted["cases"] += 1

    def record(*_):
        counted["records"] += 1

    listeners = ((desk.store.engine, "before_cursor_execute", state), (Case, "load", case), (Record, "load", record))
    for target, name, listener in listeners:
        event.listen(target, name, listener)
    yield counted
    for target, name, listener in listeners:
        event.remove(target, name, listener)


def test_each_question_reads_a_window_and_then_only_what_changed(desk, first):
    online = OnlineDesk(desk, MANAGER.person)
    with counting(desk) as begun:
        talks = online.talks()
    assert (len(talks.rows), talks.more) == (AT_ONCE, True)
    assert begun["cases"] == begun["records"] == AT_ONCE
    assert begun["statements"] == 4
    asked = 1
    while talks.more:
        talks, asked = online.talks(), asked + 1
    assert (len(talks.rows), asked) == (MANY, -(-MANY // AT_ONCE))
    with counting(desk) as still:
        assert online.talks().rows == talks.rows
    assert (still["cases"], still["records"]) == (0, 0)
    assert still["statements"] == 2
    consult.message(desk, first + MANY - 1, MANAGER, text="突然胸痛")
    with counting(desk) as changed:
        rows = online.talks().rows
    assert (rows[0].case_id, rows[0].flagged) == (first + MANY - 1, ("胸痛",))
    assert changed["cases"] == 1


def test_what_was_read_is_the_same_as_read_anew(desk, first):
    online = OnlineDesk(desk, MANAGER.person)
    while online.talks().more:
        pass
    consult.message(desk, first, MANAGER, text="还要空腹吗")
    consult.answer(desk, first + 1, MANAGER, text="请先复查")
    other = OnlineDesk(desk, MANAGER.person)
    while other.talks().more:
        pass
    assert online.talks() == other.talks()
    assert online.talks().median is not None
