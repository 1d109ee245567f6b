"""Who may be put on the roster of phone doctors, never twice at once, and where too few answer."""

import pytest

from desktop.casework.acting import BadInput
from desktop.casework.desk import Entry
from desktop.casework.phone import duties
from desktop.casework.phone.phone_desk import PhoneDesk
from desktop.casework.rows import Done
from desktop.handbook.duty import USUAL, Minimum, gaps
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Refusal
from desktop.models.errors import Stale
from desktop.models.tables import AuditEntry
from tests.casework.desks import MANAGER
from tests.casework.phone.ward import doctor, hired, stretch

DAY = parse_moment("2026-03-02 12:00"), parse_moment("2026-03-03 12:00")


@pytest.fixture
def phone(desk):
    """The phone doctor's desk on either engine."""
    return PhoneDesk(desk, MANAGER.person)


@pytest.mark.rule("PD-03")
@pytest.mark.parametrize(
    ("more", "lacking"),
    [
        ({"general_practitioner": False}, "不是全科医生"),
        ({"years": 1.9}, "公立医院临床从业不满 2 年"),
        ({"public": False}, "不是公立医院从业经历"),
        ({"hospital_grade": "一级甲等"}, "医院等级低于二级"),
        ({"title": "住院医师"}, "职称低于主治医师"),
        ({"title": "住院医师", "years": 1}, "公立医院临床从业不满 2 年、职称低于主治医师"),
    ],
)
def test_a_doctor_lacking_any_part_is_not_put_on_the_roster_and_it_is_named(phone, more, lacking):
    (card,) = hired(phone, doctor(**more))
    outcome = phone.save_duty(stretch(card, "2026-03-02 20:00", "2026-03-03 06:00")).outcome
    assert isinstance(outcome, Refusal)
    assert outcome.rules == ("PD-03",)
    assert outcome.findings[0].sentence == f"陆远不能接听：{lacking}" == card.unfit
    assert phone.roster(*DAY).duties == ()


@pytest.mark.rule("PD-03")
def test_one_who_just_meets_every_part_is(phone):
    (card,) = hired(phone, doctor(years=2, hospital_grade="二级丙等", title="主治医师"))
    assert isinstance(phone.save_duty(stretch(card, "2026-03-02 20:00", "2026-03-03 06:00")).outcome, Done)
    (row,) = phone.roster(*DAY).duties
    assert (row.doctor, row.department, row.on_call) == ("陆远", "全科", False)


def test_a_doctor_never_answers_twice_at_the_same_time(phone):
    (card,) = hired(phone, doctor())
    phone.save_duty(stretch(card, "2026-03-02 20:00", "2026-03-03 06:00"))
    with pytest.raises(BadInput, match="同一时间不能排两处"):
        phone.save_duty(stretch(card, "2026-03-03 05:59", "2026-03-03 08:00", "内科", kind="on_call", minutes=30))
    phone.save_duty(stretch(card, "2026-03-03 06:00", "2026-03-03 08:00"))
    assert len(phone.roster(*DAY).duties) == 2


@pytest.mark.rule("PD-02")
def test_gaps_are_what_is_lacking_of_the_minimum_hour_by_hour(phone, desk):
    one, two = hired(phone, doctor(), doctor("韦清"))
    phone.save_duty(stretch(one, "2026-03-02 12:00", "2026-03-03 12:00"))
    phone.save_duty(stretch(two, "2026-03-02 12:00", "2026-03-03 02:00"))
    phone.save_duty(stretch(two, "2026-03-03 06:00", "2026-03-03 12:00"))
    (gap,) = phone.roster(*DAY).gaps
    assert (f"{gap.start:%H:%M}", f"{gap.end:%H:%M}", gap.present, gap.lacking) == ("02:00", "06:00", 1, 1)
    least = [Minimum("全科", 0, 24, 1), Minimum("儿科", 18, 22, 1)]
    duties.set_minimum(desk, MANAGER, least)
    assert [(gap.department, gap.start.hour, gap.end.hour) for gap in phone.roster(*DAY).gaps] == [("儿科", 18, 22)]


@pytest.mark.rule("PD-02")
def test_one_who_is_only_on_call_fills_no_gap(phone, desk):
    (card,) = hired(phone, doctor())
    duties.set_minimum(desk, MANAGER, [Minimum("妇产科", 0, 24, 1)])
    phone.save_duty(stretch(card, "2026-03-02 12:00", "2026-03-03 12:00", "妇产科", kind="on_call", minutes=30))
    (gap,) = phone.roster(*DAY).gaps
    assert (gap.start, gap.end, gap.present) == (*DAY, 0)


def test_an_empty_roster_is_one_gap(phone):
    (gap,) = phone.roster(*DAY).gaps
    assert (gap.start, gap.end, gap.lacking) == (*DAY, 2)
    assert gaps((), (), *DAY) == ()


def test_every_change_is_in_the_audit_trail_and_a_slower_one_is_told(phone, desk):
    (card,) = hired(phone, doctor())
    phone.save_duty(stretch(card, "2026-03-02 20:00", "2026-03-03 06:00"))
    (seen,) = phone.roster(*DAY).duties
    phone.save_duty(stretch(card, "2026-03-02 21:00", "2026-03-03 06:00"), seen)
    with pytest.raises(Stale):
        phone.drop_duty(seen)
    with desk.store.reading() as session:
        actions = [one.action for one in session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions[-3:] == ["add_phone_doctor", "add_phone_duty", "change_phone_duty"]


def test_changes_are_taken_back_one_after_the_other(phone):
    (card,) = hired(phone, doctor())
    added = phone.save_duty(stretch(card, "2026-03-02 20:00", "2026-03-03 06:00"))
    assert added.undoable == "补排 陆远 03-02 20:00–06:00 的班"
    (seen,) = phone.roster(*DAY).duties
    phone.save_duty(stretch(card, "2026-03-02 21:00", "2026-03-03 06:00"), seen)
    (seen,) = phone.roster(*DAY).duties
    phone.drop_duty(seen)
    assert phone.undo_duty().startswith("移除")
    assert [one.start.hour for one in phone.roster(*DAY).duties] == [21]
    assert phone.undo_duty().startswith("改")
    assert [one.start.hour for one in phone.roster(*DAY).duties] == [20]
    assert phone.undo_duty().startswith("补排")
    assert phone.roster(*DAY).duties == ()
    with pytest.raises(BadInput, match="没有可以撤销"):
        phone.undo_duty()


def test_somebody_elses_change_is_not_taken_back(phone, desk):
    (card,) = hired(phone, doctor())
    phone.save_duty(stretch(card, "2026-03-02 20:00", "2026-03-03 06:00"))
    (seen,) = phone.roster(*DAY).duties
    duties.save_duty(desk, Entry("孟主管"), stretch(card, "2026-03-02 22:00", "2026-03-03 06:00"), seen)
    with pytest.raises(BadInput, match="已被别人改过"):
        phone.undo_duty()
    assert [one.start.hour for one in phone.roster(*DAY).duties] == [22]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"department": "眼科"}, "没有科室"),
        ({"kind": "on_call"}, "多少分钟内回呼"),
        ({"minutes": 30}, "多少分钟内回呼"),
        ({"end": parse_moment("2026-03-02 20:00")}, "结束须晚于开始"),
        ({"end": parse_moment("2026-03-03 20:01")}, "不超过 24 小时"),
    ],
)
def test_a_stretch_that_cannot_be_is_named(phone, more, sentence):
    (card,) = hired(phone, doctor())
    draft = stretch(card, "2026-03-02 20:00", "2026-03-03 06:00")
    with pytest.raises(BadInput, match=sentence):
        phone.save_duty(draft._replace(**more))


def test_a_doctor_out_of_service_is_not_put_on_the_roster(phone):
    (card,) = hired(phone, doctor())
    phone.save_doctor(doctor(active=False), card)
    with pytest.raises(BadInput, match="已停用"):
        phone.save_duty(stretch(card, "2026-03-02 20:00", "2026-03-03 06:00"))
    with pytest.raises(Stale):
        phone.save_doctor(doctor(), card)


@pytest.mark.rule("PD-03")
@pytest.mark.parametrize("more", [{"active": False}, {"title": "住院医师"}, {"years": 1}])
def test_who_still_has_stretches_ahead_stays_fit_and_in_service(phone, clock, more):
    (card,) = hired(phone, doctor())
    phone.save_duty(stretch(card, "2026-03-02 20:00", "2026-03-03 06:00"))
    clock.to("2026-03-03 05:00")
    with pytest.raises(BadInput, match=r"还有 1 班没有值完（最早 3月2日 周一 20:00）"):
        phone.save_doctor(doctor(**more), card)
    assert phone.doctors()[0].active
    clock.to("2026-03-03 06:00")
    assert isinstance(phone.save_doctor(doctor(**more), card).outcome, Done)


def test_a_doctor_taken_back_is_as_before_unless_somebody_was_faster(desk, phone):
    (card,) = hired(phone, doctor())
    assert phone.save_doctor(doctor(phone="13800004402", departments=("内科",)), card).undoable == "改医生 陆远"
    assert phone.undo_duty() == "改医生 陆远"
    (back,) = phone.doctors()
    assert (back.phone, back.departments) == (card.phone, card.departments)
    phone.save_doctor(doctor(phone="13800004402"), back)
    PhoneDesk(desk, "别人").save_doctor(doctor(phone="13800004403"), phone.doctors()[0])
    with pytest.raises(BadInput, match="已被别人改过"):
        phone.undo_duty()
    assert phone.doctors()[0].phone == "13800004403"


@pytest.mark.rule("PD-02")
def test_the_minimum_taken_back_is_the_one_before(desk, phone):
    assert phone.minimum() == USUAL
    phone.set_minimum([Minimum("儿科", 8, 20, 1)])
    assert phone.undo_duty() == "改值班最低人数"
    assert phone.minimum() == USUAL
    phone.set_minimum([])
    PhoneDesk(desk, "别人").set_minimum([Minimum("内科", 0, 24, 1)])
    with pytest.raises(BadInput, match="已被别人改过"):
        phone.undo_duty()
