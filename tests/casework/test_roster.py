"""The roster: everything of an escort in one place, one transaction and one audit entry per change."""

from datetime import date, time

import pytest
from sqlalchemy import select

from desktop.casework import audit, jobs, roster
from desktop.casework.acting import BadInput
from desktop.casework.desk import Entry
from desktop.casework.roster_rows import DayHours, EscortDraft
from desktop.handbook.moments import parse_moment
from desktop.models.errors import Stale
from desktop.models.tables import AuditEntry, Escort
from tests.casework.desks import MANAGER, HandClock, scratch_desk
from tests.casework.escort_desks import CHEST, COORDINATOR, HUASHAN, add_escort, add_hospitals, booked


@pytest.fixture
def clock():
    """A clock set by hand."""
    return HandClock("2026-09-21 09:30")


@pytest.fixture
def desk(desk_url, clock):
    """A desk with hospitals."""
    desk = scratch_desk(desk_url, clock)
    add_hospitals(desk)
    yield desk
    desk.store.engine.dispose()


def cards(desk):
    with desk.reading() as session:
        return roster.escort_cards(session, desk.clock())


def actions(desk):
    with desk.reading() as session:
        assert audit.first_break(session) is None
        return [(row.action, row.subject) for row in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_an_escort_is_listed_with_everything(desk, clock):
    escort = add_escort(
        desk, "何敏", phone="13800004471", sex="女", languages=("普通话", "上海话"), reserve=True, note="会开车",
        hours={"0": ("08:00", "12:00"), "4": ("13:00", "18:00")},
    )  # fmt: skip
    roster.set_qualification(desk, escort, COORDINATOR, kind="training")
    start, end = parse_moment("2026-09-24 00:00"), parse_moment("2026-09-25 00:00")
    roster.set_leave(desk, escort, COORDINATOR, start=start, end=end, reason="事假")
    case = booked(desk, "P1", "2026-09-21 12:00", CHEST)
    span = {"from_": parse_moment("2026-09-21 11:30"), "to": parse_moment("2026-09-21 13:30")}
    jobs.assign_escort(desk, case, MANAGER, escort="何敏", **span)
    roster.set_qualification(desk, escort, COORDINATOR, kind="health_certificate", valid_until=date(2026, 8, 31))
    clock.to("2026-09-22 09:00")
    (card,) = cards(desk)
    assert (card.sex, card.languages, card.reserve, card.note) == ("女", ("普通话", "上海话"), True, "会开车")
    assert card.hours == (DayHours(0, time(8), time(12)), DayHours(4, time(13), time(18)))
    assert [(paper.title, paper.valid_until, paper.lapsed) for paper in card.qualifications] == [
        ("健康证", date(2026, 8, 31), True), ("培训", None, False)
    ]  # fmt: skip
    assert [leave.reason for leave in card.leaves] == ["事假"]
    assert card.known == (("胸科", 1),)


def test_every_change_is_one_audit_entry(desk):
    escort = add_escort(desk, "何敏")
    roster.set_qualification(desk, escort, COORDINATOR, kind="training")
    roster.set_qualification(desk, escort, COORDINATOR, kind="training", held=False)
    day = {"start": parse_moment("2026-09-24 00:00"), "end": parse_moment("2026-09-25 00:00")}
    roster.set_leave(desk, escort, COORDINATOR, **day)
    roster.drop_leave(desk, cards(desk)[0].leaves[0].id, COORDINATOR)
    roster.set_travel(desk, COORDINATOR, one=CHEST, other=HUASHAN, minutes=20)
    roster.set_travel(desk, COORDINATOR, one=HUASHAN, other=CHEST, minutes=0)
    assert [action for action, _ in actions(desk)] == [
        "add_escort", "set_qualification", "set_qualification", "set_leave", "drop_leave", "set_travel", "set_travel"
    ]  # fmt: skip
    assert (cards(desk)[0].qualifications, cards(desk)[0].leaves) == ((), ())


def test_a_repeated_command_adds_one_escort(desk):
    entry = Entry("孟佳", command_id="c-1")
    first = roster.add_escort(desk, entry, EscortDraft("何敏"))
    assert roster.add_escort(desk, entry, EscortDraft("何敏")).case_id == first.case_id
    assert len(cards(desk)) == 1


def test_an_escort_changed_meanwhile_is_not_overwritten(desk):
    escort = add_escort(desk, "何敏")
    version = cards(desk)[0].version
    roster.change_escort(desk, escort, version, COORDINATOR, EscortDraft("何敏", phone="13800004471"))
    with pytest.raises(Stale):
        roster.change_escort(desk, escort, version, COORDINATOR, EscortDraft("何小敏"))
    assert cards(desk)[0].phone == "13800004471"


@pytest.mark.parametrize(
    ("draft", "word"),
    [
        (EscortDraft(" "), "姓名"), (EscortDraft("何敏", phone="1380000"), "手机号"),
        (EscortDraft("何敏", sex="x"), "性别"),
        (EscortDraft("何敏", hours={"every": ("18:00", "08:00")}), "晚于"),
        (EscortDraft("何敏", hours={"8": ("08:00", "18:00")}), "上班时间"),
        (EscortDraft("何敏", hours={"0": ("八点", "18:00")}), "上班时间"), (EscortDraft("唐佳"), "已有陪诊人员"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_one_sentence_and_changes_nothing(desk, draft, word):
    add_escort(desk, "唐佳")
    before = actions(desk)
    with pytest.raises(BadInput, match=word):
        roster.add_escort(desk, COORDINATOR, draft)
    with desk.reading() as session:
        assert len(session.scalars(select(Escort)).all()) == 1
    assert actions(desk) == before


def test_leaves_do_not_overlap_and_papers_are_known_ones(desk):
    escort = add_escort(desk, "何敏")
    start, end = parse_moment("2026-09-24 00:00"), parse_moment("2026-09-26 00:00")
    roster.set_leave(desk, escort, COORDINATOR, start=start, end=end)
    with pytest.raises(BadInput, match="已请假"):
        roster.set_leave(desk, escort, COORDINATOR, start=parse_moment("2026-09-25 00:00"), end=end)
    with pytest.raises(BadInput, match="须晚于"):
        roster.set_leave(desk, escort, COORDINATOR, start=end, end=start)
    with pytest.raises(BadInput, match="不存在"):
        roster.set_qualification(desk, escort, COORDINATOR, kind="driving")
    leave = cards(desk)[0].leaves[0]
    roster.set_leave(desk, escort, COORDINATOR, start=start, end=parse_moment("2026-09-25 00:00"), leave_id=leave.id)
    assert [one.end for one in cards(desk)[0].leaves] == [parse_moment("2026-09-25 00:00")]
