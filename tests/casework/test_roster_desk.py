"""The roster as one person works with it: what changed is saved together, and nobody is overwritten unseen."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from desktop.casework import audit, jobs
from desktop.casework.acting import BadInput
from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.roster_desk import LeaveDraft, Paper, RosterDesk, RosterEdit
from desktop.casework.roster_rows import EscortDraft
from desktop.handbook.moments import parse_moment
from desktop.models.tables import AuditEntry, Job
from tests.casework.desks import MANAGER, HandClock
from tests.casework.escort_desks import add_hospitals, booked

MIN = EscortDraft("何敏", "13800004471", "女", ("上海",), hours={"0": ("08:00", "18:00")})
NOTHING = RosterEdit(None, {}, (), ())


@pytest.fixture
def clock():
    """A Wednesday afternoon."""
    return HandClock("2026-09-23 14:20")


@pytest.fixture
def roster(desk):
    """The roster of one coordinator."""
    return RosterDesk(desk, CalendarDesk(desk, "孟佳"))


def at(text):
    return parse_moment(f"2026-{text}")


def only(saved):
    assert not saved.stale
    assert not saved.refused
    return next(card for card in saved.cards if card.id == saved.escort_id)


def test_a_new_escort_is_entered_with_papers_and_leave_at_once(roster):
    leave = LeaveDraft(0, at("10-01 00:00"), at("10-04 00:00"), "休假")
    papers = {"health_certificate": Paper(True, date(2026, 10, 10)), "id_check": Paper(True)}
    card = only(roster.save(None, RosterEdit(MIN, papers, (leave,), ())))
    assert (card.name, card.phone, card.cities, card.active) == ("何敏", "13800004471", ("上海",), True)
    assert {(paper.kind, paper.valid_until) for paper in card.qualifications} == {
        ("health_certificate", date(2026, 10, 10)), ("id_check", None)}  # fmt: skip
    assert [(one.start, one.reason) for one in card.leaves] == [(at("10-01 00:00"), "休假")]


def test_papers_and_leave_are_changed_and_taken_back_without_a_new_version_of_the_file(roster):
    leave = LeaveDraft(0, at("10-01 00:00"), at("10-04 00:00"))
    card = only(roster.save(None, RosterEdit(MIN, {"training": Paper(True)}, (leave,), ())))
    again = RosterEdit(None, {"training": Paper(False)}, (), (card.leaves[0].id,))
    after = only(roster.save(card, again))
    assert (after.qualifications, after.leaves, after.version) == ((), (), card.version)


def test_who_was_faster_and_what_they_changed_is_said_and_nothing_is_overwritten(desk, roster):
    seen = only(roster.save(None, RosterEdit(MIN, {}, (), ())))
    other = RosterDesk(desk, CalendarDesk(desk, "高翔"))
    only(other.save(seen, RosterEdit(replace(MIN, phone="13900006620", reserve=True), {}, (), ())))
    late = roster.save(seen, RosterEdit(replace(MIN, note="会粤语"), {"training": Paper(True)}, (), ()))
    assert late.stale == (
        "高翔在 9月23日 周三 14:20 改过何敏：电话 13800004471 → 13900006620，候补 否 → 是；没有保存"
    )
    (card,) = late.cards
    assert (card.phone, card.note, card.qualifications) == ("13900006620", "", ())
    mine = only(roster.save(card, RosterEdit(replace(MIN, note="会粤语"), {}, (), ())))
    assert (mine.phone, mine.note) == ("13800004471", "会粤语")


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (replace(MIN, name=" "), "姓名"),
        (replace(MIN, phone="1380000"), "电话"),
        (replace(MIN, hours={"0": ("18:00", "08:00")}), "上班时间"),
    ],
)
def test_what_cannot_be_right_is_named_and_nothing_is_entered(roster, draft, said):
    with pytest.raises(BadInput, match=said):
        roster.save(None, RosterEdit(draft, {}, (), ()))
    assert roster.cards() == ()


def test_a_second_escort_of_the_same_name_is_refused(roster):
    roster.save(None, RosterEdit(MIN, {}, (), ()))
    with pytest.raises(BadInput, match="已有陪诊人员「何敏」"):
        roster.save(None, RosterEdit(MIN, {}, (), ()))


def test_a_leave_that_overlaps_another_is_told_with_the_file_that_was_saved(roster):
    leave = LeaveDraft(0, at("10-01 00:00"), at("10-04 00:00"))
    card = only(roster.save(None, RosterEdit(MIN, {}, (leave,), ())))
    saved = roster.save(card, RosterEdit(replace(MIN, note="会粤语"), {}, (leave,), ()))
    assert "已请假" in saved.refused
    assert saved.cards[0].note == "会粤语"
    assert saved.cards[0].version == card.version + 1


@pytest.mark.rule("D-01")
def test_a_leave_over_given_jobs_names_them_and_leaves_them_with_the_escort(desk, roster):
    card = only(roster.save(None, RosterEdit(MIN, {}, (), ())))
    add_hospitals(desk)
    case = booked(desk, "P1", "2026-09-25 09:30")
    jobs.assign_escort(desk, case, MANAGER, escort="何敏", from_=at("09-25 09:30"), to=at("09-25 11:30"))
    saved = roster.save(card, RosterEdit(None, {}, (LeaveDraft(0, at("09-25 00:00"), at("09-26 00:00")),), ()))
    assert saved.warned == "9月25日 周五 09:30 王*"
    assert len(only(saved).leaves) == 1
    with desk.reading() as session:
        assert [job.escort_id for job in session.scalars(select(Job).where(Job.cancelled.is_(False)))] == [card.id]
    free = LeaveDraft(0, at("09-29 00:00"), at("09-30 00:00"))
    assert roster.save(only(saved), RosterEdit(None, {}, (free,), ())).warned == ""


def test_saving_nothing_changes_nothing(roster):
    card = only(roster.save(None, RosterEdit(MIN, {}, (), ())))
    assert only(roster.save(card, NOTHING)) == card


def state(roster):
    """The roster without its numbers: undoing writes papers and leave anew."""
    return [
        (card.name, card.phone, card.active, card.hours,
         {(paper.kind, paper.valid_until) for paper in card.qualifications},
         {(leave.start, leave.end, leave.reason) for leave in card.leaves})
        for card in roster.cards()
    ]  # fmt: skip


DAY = date(2026, 12, 1)
LABELS = ("停用 何敏", "修改 何敏", "修改 何敏 的证件", "修改 何敏 的请假", "修改 何敏 的档案")
LEAVE = LeaveDraft(0, at("10-01 00:00"), at("10-04 00:00"), "休假")


def edits(card):
    """Every kind of change of a known escort, with what an undo calls it."""
    (leave,) = card.leaves
    return {
        "停用 何敏": RosterEdit(replace(MIN, active=False), {}, (), ()),
        "修改 何敏": RosterEdit(replace(MIN, phone="13900006620", hours={"1": ("09:00", "12:00")}), {}, (), ()),
        "修改 何敏 的证件": RosterEdit(None, {"training": Paper(False), "insurance": Paper(True, DAY)}, (), ()),
        "修改 何敏 的请假": RosterEdit(None, {}, (LeaveDraft(leave.id, leave.start, at("10-08 00:00"), "病假"),), ()),
        "修改 何敏 的档案": RosterEdit(None, {"training": Paper(False)}, (), (leave.id,)),
    }  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_every_kind_of_change_can_be_taken_back_to_where_it_was(roster, label):
    card = only(roster.save(None, RosterEdit(MIN, {"training": Paper(True)}, (LEAVE,), ())))
    before = state(roster)
    saved = roster.save(card, edits(card)[label])
    assert state(roster) != before
    assert saved.undoable == label
    undone = roster.undo()
    assert not undone.stale
    assert state(roster) == before
    assert undone.undoable == "新增 何敏"


def test_undo_goes_back_step_by_step_to_the_empty_roster(roster):
    card = only(roster.save(None, RosterEdit(MIN, {"training": Paper(True)}, (LEAVE,), ())))
    for change in ({"note": "会粤语"}, {"note": "会粤语", "reserve": True}):
        card = only(roster.save(card, RosterEdit(replace(MIN, **change), {}, (), ())))
    assert [roster.undo().undoable for _ in range(3)] == ["修改 何敏", "新增 何敏", ""]
    assert roster.cards() == ()
    with pytest.raises(BadInput, match="没有可以撤销"):
        roster.undo()


def test_what_somebody_else_changed_since_is_not_undone_and_it_is_said_who(desk, roster):
    card = only(roster.save(None, RosterEdit(MIN, {}, (LEAVE,), ())))
    card = only(roster.save(card, RosterEdit(replace(MIN, note="会粤语"), {}, (), ())))
    RosterDesk(desk, CalendarDesk(desk, "高翔")).save(card, RosterEdit(None, {"training": Paper(True)}, (), ()))
    before = state(roster)
    undone = roster.undo()
    assert undone.stale == "没有撤销「修改 何敏」：高翔在 9月23日 周三 14:20 改过何敏"
    assert state(roster) == before


def test_a_new_escort_who_was_given_work_stays(desk, clock):
    clock.to("2026-09-21 09:30")
    calendar = CalendarDesk(desk, "孟佳")
    roster = RosterDesk(desk, calendar)
    escort = only(roster.save(None, RosterEdit(replace(MIN, hours=None), {}, (), ()))).id
    booked(desk, "P1", "2026-09-23 16:00")
    (block,) = calendar.schedule(at("09-23 00:00").date(), at("09-23 00:00").date()).waiting
    calendar.assign(block, escort, block.starts_at, block.ends_at)
    with pytest.raises(BadInput, match="何敏已经派过单"):
        roster.undo()
    assert [card.name for card in roster.cards()] == ["何敏"]


def test_an_undo_stands_in_the_audit_trail(desk, roster):
    roster.save(None, RosterEdit(MIN, {}, (), ()))
    roster.undo()
    with desk.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert [(entry.action, entry.person, entry.subject) for entry in entries[-2:]] == [
            ("add_escort", "孟佳", "何敏"), ("undo_escort", "孟佳", "何敏")]  # fmt: skip
        assert audit.first_break(session) is None
