"""The open cases of an absent person: shown who would take which and why, handed over one by one, taken back as one."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop.casework import files, undoing
from desktop.casework.acting import BadInput
from desktop.casework.desk import Entry
from desktop.casework.people.people_desk import PeopleDesk
from desktop.casework.rows import Done
from desktop.casework.verification import verify
from desktop.casework.views import case_view
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import AuditEntry, User
from tests.casework.desks import MANAGER, add_policy, open_case
from tests.casework.journeys import done, settled

CHEN, QIAN = "陈凯", "钱管家"


@pytest.fixture
def cases(desk):
    """Three open cases of the health manager, one of which shares its policy with a case of Chen's."""
    with desk.store.writing() as session:
        session.add_all(User(login=name, name=name, role="manager") for name in (CHEN, QIAN))
    shared = add_policy(desk, "P1")
    own = [settled(desk, shared), open_case(desk, add_policy(desk, "P2"), Item.ND, nodule="lung"),
           open_case(desk, add_policy(desk, "P3"), Item.OC)]  # fmt: skip
    for case in own:
        done(files.take(desk, case, MANAGER))
    done(files.take(desk, open_case(desk, shared, Item.MD), Entry(CHEN)))
    return own


def owner(desk, case):
    """Who has the case now."""
    with desk.reading() as session:
        return case_view(session, desk, case, desk.clock(), "孟主管").owner


@pytest.mark.rule("D-02")
def test_the_plan_says_who_takes_which_and_why_and_writes_nothing(desk, cases):
    shown = PeopleDesk(desk, "孟主管").plan("林管家", [CHEN, QIAN])
    told = {one.case_id: (one.to, one.why, one.refused) for one in shown.passings}
    assert told[cases[0]] == (CHEN, "同一保单的另一件由其负责", "")
    assert {told[case][0] for case in cases[1:]} == {QIAN}
    assert "在办最少（0 件）" in {why for _, why, _ in told.values()}
    assert {owner(desk, case) for case in cases} == {"林管家"}


@pytest.mark.rule("D-02")
def test_only_the_owner_or_a_supervisor_hands_over(desk, cases):
    shown = PeopleDesk(desk, QIAN).plan("林管家", [CHEN])
    assert shown.possible == ()
    assert {"林管家正在负责" in one.refused and "D-02" in one.refused for one in shown.passings} == {True}
    assert PeopleDesk(desk, QIAN).carry_out(shown) == ()
    assert len(PeopleDesk(desk, "林管家").plan("林管家", [CHEN]).possible) == len(cases)


@pytest.mark.rule("D-02")
def test_each_case_has_its_record_and_its_own_audit_entry_and_is_taken_back(desk, cases):
    people = PeopleDesk(desk, "孟主管")
    passed = people.carry_out(people.plan("林管家", [QIAN], "休假三天"))
    assert [type(one.outcome) for one in passed] == [Done] * 3
    assert {owner(desk, case) for case in cases} == {QIAN}
    with desk.reading() as session:
        audited = session.scalars(select(AuditEntry).filter_by(action="hand_over")).all()
        line = case_view(session, desk, cases[0], desk.clock(), "孟主管").timeline[0]
    assert sorted(entry.case_id for entry in audited) == sorted(cases)
    assert (line.person, line.detail) == ("孟主管", f"转给{QIAN}：休假三天")
    for one in passed:
        done(undoing.undo(desk, one.outcome.case_id, Entry("孟主管"), record=one.outcome.seq))
    assert {owner(desk, case) for case in cases} == {"林管家"}
    assert verify(desk).differences == ()


@pytest.mark.rule("D-02")
def test_a_case_that_went_to_somebody_else_meanwhile_stays_there(desk, cases):
    people = PeopleDesk(desk, "孟主管")
    shown = people.plan("林管家", [QIAN])
    done(files.hand_over(desk, cases[1], MANAGER, to=CHEN))
    outcomes = {one.passing.case_id: one.outcome for one in people.carry_out(shown)}
    assert isinstance(outcomes[cases[1]], Refusal)
    assert outcomes[cases[1]].rules == ("D-02",)
    assert owner(desk, cases[1]) == CHEN
    assert owner(desk, cases[0]) == QIAN


def test_who_is_away_takes_nothing_over(desk, cases):
    people = PeopleDesk(desk, "孟主管")
    done(people.set_absence(QIAN, date(2026, 3, 2), date(2026, 3, 4), "休假"))
    assert {one.to for one in people.plan("林管家", [CHEN, QIAN]).passings} == {CHEN}
    alone = people.plan("林管家", [QIAN])
    assert {one.refused for one in alone.passings} == {"钱管家也不在（至 03-04）"}
    assert cases


@pytest.mark.parametrize(("owner_", "to", "said"), [
    ("无此人", [QIAN], "无此人"), ("林管家", [], "转给谁"), ("林管家", ["林管家"], "自己"),
    ("林管家", ["无此人"], "无此人"),
])  # fmt: skip
def test_names_must_be_right(desk, cases, owner_, to, said):
    with pytest.raises(BadInput, match=said):
        PeopleDesk(desk, "孟主管").plan(owner_, to)
    assert cases


def test_an_absence_is_entered_once_and_taken_back(desk, cases):
    people = PeopleDesk(desk, "孟主管")
    kept = done(people.set_absence(CHEN, date(2026, 3, 9), date(2026, 3, 11), "培训"))
    with pytest.raises(BadInput, match="已登记不在"):
        people.set_absence(CHEN, date(2026, 3, 11), date(2026, 3, 12))
    with pytest.raises(BadInput, match="早于开始"):
        people.set_absence(CHEN, date(2026, 3, 14), date(2026, 3, 12))
    chen = next(one for one in people.colleagues() if one.name == CHEN)
    assert (chen.open_cases, chen.away_on(date(2026, 3, 11)).reason) == (1, "培训")
    assert chen.away_on(date(2026, 3, 12)) is None
    done(people.drop_absence(kept.seq))
    with pytest.raises(BadInput, match="没有这段"):
        people.drop_absence(kept.seq)
    assert not any(one.absences for one in people.colleagues())
    assert cases
