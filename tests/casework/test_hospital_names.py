"""What the desk calls a hospital: its own list first, then the rule of shortening; everywhere the same."""

from datetime import date

import pytest

from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.day_results import day_jobs
from desktop.casework.directory_import import HospitalRow, enlist
from desktop.casework.hospital_names import HospitalNames, brief, names_of, read_names, shortened
from desktop.casework.roster_desk import RosterDesk
from desktop.models.tables import Hospital
from tests.casework.desks import HandClock, scratch_desk
from tests.casework.escort_desks import CANCER_HOUSE, add_escort, add_hospitals, booked

DAY = date(2026, 9, 23)


@pytest.mark.parametrize(
    ("name", "usual", "short"),
    [
        ("复旦大学附属肿瘤医院", "肿瘤医院", "肿瘤"), ("上海市胸科医院", "胸科医院", "胸科"),
        ("华山医院", "华山医院", "华山"), ("北京协和医院", "协和医院", "协和"),
        ("北京大学第三医院", "北京大学第三医院", "北京大学第三"),
        ("上海交通大学医学院附属瑞金医院", "瑞金医院", "瑞金"), ("医院", "医院", "医院"),
    ],
)
def test_without_a_list_the_rule_shortens(name, usual, short):
    assert shortened(name) == usual
    assert HospitalNames().brief(name) == brief(usual) == short


def test_the_first_other_name_of_the_desks_own_list_is_the_short_one_when_it_is_shorter():
    names = names_of([("复旦大学附属肿瘤医院", ("复旦肿瘤", "肿瘤医院")), ("中山医院", ("复旦大学附属中山医院",))])
    assert names.usual("复旦大学附属肿瘤医院") == names.usual("肿瘤医院") == "复旦肿瘤"
    assert names.usual("中山医院") == "中山医院"


@pytest.fixture
def desk(desk_url):
    """A Monday with the hospitals nobody verified, on both engines."""
    desk = scratch_desk(desk_url, HandClock("2026-09-21 09:30"))
    add_hospitals(desk)
    yield desk
    desk.store.engine.dispose()


def test_samples_say_nothing_and_an_imported_list_is_followed_on_every_screen(desk):
    case = booked(desk, "P1", "2026-09-23 10:00", CANCER_HOUSE)
    escort = add_escort(desk, "何敏")
    calendar = CalendarDesk(desk, "孟佳")
    with desk.store.writing() as session:
        session.query(Hospital).filter_by(name=CANCER_HOUSE).one().aliases = ["肿瘤总院"]
    assert [block.hospital for block in calendar.schedule(DAY, DAY).waiting] == ["肿瘤医院"]
    enlist(desk, [HospitalRow(2, CANCER_HOUSE, "上海", ("复旦肿瘤",))], "林管家")
    (block,) = calendar.schedule(DAY, DAY).waiting
    assert (block.case_id, block.hospital) == (case, "复旦肿瘤")
    calendar.assign(block, escort, block.starts_at, block.ends_at)
    assert [job.hospital for job in day_jobs(desk, DAY)] == ["复旦肿瘤"]
    desk.clock.to("2026-09-24 10:00")
    assert RosterDesk(desk, calendar).cards()[0].known == (("复旦肿瘤", 1),)
    booked(desk, "P2", "2026-09-28 10:00", CANCER_HOUSE)
    (later,) = calendar.schedule(date(2026, 9, 28), date(2026, 9, 28)).waiting
    assert "熟悉复旦肿瘤 1 次" in calendar.candidates(later)[0].reasons


def test_the_lists_own_short_name_comes_before_those_the_samples_had(desk):
    enlist(desk, [HospitalRow(2, CANCER_HOUSE, "上海", ("肿瘤总院",))], "林管家")
    enlist(desk, [HospitalRow(2, CANCER_HOUSE, "上海", ("复旦肿瘤",))], "林管家")
    with desk.reading() as session:
        assert read_names(session).usual(CANCER_HOUSE) == "复旦肿瘤"
