"""What happened is recorded with its true time, never before it can have happened (GC-10, GC-11, GC-15)."""

from datetime import date

import pytest

from desktop.casework import green_channel
from desktop.casework.acting import BadInput
from desktop.casework.dossier import load_case, situation
from desktop.casework.rows import Done
from desktop.casework.screen_desk import ScreenDesk
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case
from tests.casework.desks import MANAGER, HandClock, open_case
from tests.casework.escort_desks import CHEST, _decided, add_person, admitted, booked

PAPERS = {"have": ["id", "personal", "policy", "stay"]}


@pytest.fixture
def clock():
    """Monday morning."""
    return HandClock("2026-09-21 09:30")


@pytest.fixture
def screen(desk):
    """The desk as 林管家 sees it."""
    return ScreenDesk(desk, "林管家")


def moment(text):
    return parse_moment(f"2026-09-{text}")


def facts(desk, case):
    with desk.reading() as session:
        return situation(session, desk, load_case(session, case), desk.clock()).facts


def form(screen, verb, case):
    return screen.form(verb, screen.case_view(case, screen.now()))


def inpatient(desk, visit):
    """An admission booked for that hour."""
    certificate = {"hospital": CHEST, "issued_on": "2026-09-21"}
    case = open_case(desk, add_person(desk, "P1"), Item.INPATIENT, certificate=certificate)
    _decided(desk, case, CHEST)
    green_channel.book(desk, case, MANAGER, visit_at=moment(visit), title="主任医师")
    return case


def visit_of(screen, desk, stay, planned=""):
    """A hospital visit of a stay, planned when an hour is given."""
    with desk.reading() as session:
        policy = session.get_one(Case, stay).policy_id
    case = open_case(desk, policy, Item.VISIT, stay_id=stay)
    screen.perform("visit_materials", case, PAPERS, None)
    if planned:
        screen.perform("plan_visit", case, {"visit_at": moment(planned)}, None)
    return case


@pytest.mark.rule("GC-10", "GC-11", "D-10")
@pytest.mark.parametrize("verb", ["serve", "admit", "visit_done", "no_show"])
def test_nothing_is_recorded_before_its_day(desk, screen, verb):
    if verb == "visit_done":
        case = visit_of(screen, desk, admitted(desk, "P1"), "23 10:00")
    else:
        case = inpatient(desk, "23 10:00") if verb == "admit" else booked(desk, "P1", "2026-09-23 10:00")
    hours = {"from_": moment("21 08:00"), "to": moment("21 09:00")} if verb == "serve" else {}
    with pytest.raises(BadInput, match="9月23日 周三 10:00，那天还没到"):
        screen.perform(verb, case, hours, None)
    known = facts(desk, case)
    assert (known.served_at, known.admitted_at, known.visit_done_at, known.no_show_at) == (None,) * 4


@pytest.mark.rule("GC-11")
def test_an_admission_carries_its_own_hour_and_none_ahead_of_now(desk, screen, clock):
    case = inpatient(desk, "23 10:00")
    clock.to("2026-09-23 11:20")
    (asked,) = form(screen, "admit", case).fields
    assert (asked.label, asked.kind, asked.prefill, asked.required) == ("入院时间", "moment", "2026-09-23 11:20", True)
    with pytest.raises(BadInput, match="晚于现在"):
        screen.perform("admit", case, {}, (moment("23 15:00"), ""))
    assert isinstance(screen.perform("admit", case, {"happened": moment("23 10:40")}, None), Done)
    assert facts(desk, case).admitted_at == moment("23 10:40")


def test_entered_on_a_later_day_the_form_proposes_the_hour_that_was_planned(desk, screen, clock):
    case = inpatient(desk, "23 10:00")
    clock.to("2026-09-24 09:00")
    assert form(screen, "admit", case).fields[0].prefill == "2026-09-23 10:00"
    screen.perform("admit", case, {}, (moment("23 10:00"), ""))
    screen.perform("discharge_notice", case, {"discharge_at": moment("24 16:00")}, None)
    clock.to("2026-09-25 09:00")
    assert form(screen, "discharge", case).fields[0].prefill == "2026-09-24 16:00"


@pytest.mark.rule("GC-10")
def test_a_visit_ends_before_it_is_recorded_and_the_form_ends_it_now(desk, screen, clock):
    case = booked(desk, "P1", "2026-09-23 10:00")
    clock.to("2026-09-23 11:10")
    known = {field.name: field.prefill for field in form(screen, "serve", case).fields}
    assert (known["from_"], known["to"]) == ("2026-09-23 10:00", "2026-09-23 11:10")
    with pytest.raises(BadInput, match="12:00 还没到，看完再登记"):
        screen.perform("serve", case, {"from_": moment("23 10:00"), "to": moment("23 12:00")}, None)
    screen.perform("serve", case, {"from_": moment("23 10:00"), "to": moment("23 11:00")}, None)
    assert facts(desk, case).served_at == moment("23 11:00")


@pytest.mark.rule("GC-11")
def test_a_discharge_comes_after_the_admission_and_not_before_the_day_told_of(desk, screen, clock):
    case = admitted(desk, "P1")
    with pytest.raises(BadInput, match="晚于入院时间"):
        screen.perform("discharge", case, {"happened": moment("21 09:00")}, None)
    screen.perform("discharge_notice", case, {"discharge_at": moment("24 10:00")}, None)
    clock.to("2026-09-23 10:00")
    with pytest.raises(BadInput, match="接到出院通知"):
        screen.perform("discharge", case, {}, None)
    screen.perform("discharge_notice", case, {"discharge_at": moment("23 09:40")}, None)
    assert isinstance(screen.perform("discharge", case, {}, None), Done)


@pytest.mark.rule("GC-15")
def test_a_discharge_with_an_open_visit_warns_before_and_after(desk, screen, clock):
    stay = admitted(desk, "P1")
    visit = visit_of(screen, desk, stay)
    clock.to("2026-09-22 10:00")
    (line,) = screen.green.advise("discharge", stay, {})
    assert (line.tone, line.rule) == ("warn", "GC-15")
    assert "出院后不能再安排" in line.words
    done = screen.perform("discharge", stay, {}, None)
    assert [one.rule for one in done.warnings] == ["GC-15"]
    assert facts(desk, visit).visit_done_at is None


@pytest.mark.rule("GC-15")
def test_a_discharge_after_the_visit_was_made_is_quiet(desk, screen, clock):
    stay = admitted(desk, "P1")
    visit = visit_of(screen, desk, stay, "22 10:00")
    clock.to("2026-09-22 10:40")
    screen.perform("visit_done", visit, {}, None)
    assert screen.green.advise("discharge", stay, {}) == ()
    assert screen.perform("discharge", stay, {}, None).warnings == ()
    assert date(2026, 9, 22) == facts(desk, stay).discharged_at.date()
