"""The certificate and its hospital from a screen: named by the directory, proposed, corrected (GC-13)."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.casework import green_channel
from desktop.casework.acting import BadInput
from desktop.casework.directory import keys_of
from desktop.casework.dossier import load_case, situation
from desktop.casework.drafts import ApplicationDraft
from desktop.casework.rows import Done
from desktop.casework.screen_desk import ScreenDesk
from desktop.casework.verification import verify
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item, Refusal
from desktop.models.tables import Hospital
from tests.casework.desks import MANAGER, HandClock, add_policy, open_case
from tests.casework.escort_desks import CANCER_HOUSE, CHEST, HUASHAN, _decided

MONDAY = {"hospital": CHEST, "issued_on": "2026-09-21"}


@pytest.fixture
def clock():
    """Monday morning."""
    return HandClock("2026-09-21 09:30")


@pytest.fixture
def screen(desk):
    """The desk as 林管家 sees it, with three hospitals, one of them known by a Latin name."""
    with desk.store.writing() as session:
        session.add_all(Hospital(name=name, city="上海", aliases=also, name_key=keys_of(name, also), verified=True)
                        for name, also in ((CHEST, ["SCH"]), (HUASHAN, []), (CANCER_HOUSE, [])))  # fmt: skip
    return ScreenDesk(desk, "林管家")


def facts(desk, case):
    with desk.reading() as session:
        return situation(session, desk, load_case(session, case), desk.clock()).facts


def form(screen, verb, case):
    made = screen.form(verb, screen.case_view(case, screen.now()))
    return made, {field.name: field.prefill for field in made.fields}


def enter(screen, case, hospital, day=date(2026, 9, 21), command=""):
    return screen.perform("certificate", case, {"hospital": hospital, "issued_on": day}, None, command)


def inpatient(desk, **certificate):
    return open_case(desk, add_policy(desk), Item.INPATIENT, certificate=certificate or MONDAY)


@pytest.mark.rule("GC-13")
def test_pinyin_finds_a_hospital_and_is_never_taken_for_one(desk, screen):
    case = inpatient(desk)
    for verb, more in (("certificate", {"issued_on": date(2026, 9, 21)}), ("settle", {"department": "胸外科"})):
        with pytest.raises(BadInput, match=f"「hsyy」是拼音.*如 {HUASHAN}"):
            screen.perform(verb, case, {"hospital": "hsyy", **more}, None)
    with pytest.raises(BadInput, match="「zzzz」是拼音，不会写进案件：请从候选中选，"):
        enter(screen, case, "zzzz")
    assert facts(desk, case).certificate_hospital == CHEST
    with pytest.raises(BadInput, match="拼音"):
        screen.perform("settle", case, {"hospital": "shxk", "department": "胸外科"}, None)


def test_a_latin_name_of_the_directory_is_that_hospital(desk, screen):
    case = inpatient(desk, hospital=HUASHAN, issued_on="2026-09-21")
    assert isinstance(enter(screen, case, "SCH"), Done)
    assert facts(desk, case).certificate_hospital == CHEST


@pytest.mark.parametrize("name", ["hospital", "certificate_hospital"])
def test_registering_takes_no_pinyin_for_a_hospital(desk, screen, name):
    add_policy(desk, "P12345678")
    draft = ApplicationDraft(item=Item.INPATIENT, policy="P12345678", entrance="phone", certificate_hospital=CHEST,
                             certificate_on=date(2026, 9, 21))  # fmt: skip
    with pytest.raises(BadInput, match="「hsyy」是拼音"):
        screen.apply(replace(draft, **{name: "hsyy"}))
    assert isinstance(screen.apply(draft), Done)


@pytest.mark.rule("GC-13")
def test_settling_proposes_the_certificates_hospital_and_warns_of_another(desk, screen):
    case = open_case(desk, add_policy(desk), Item.INPATIENT, certificate=MONDAY, wish={"hospital": HUASHAN})
    _, known = form(screen, "settle", case)
    assert known["hospital"] == CHEST
    (line,) = screen.green.advise("settle", case, {"hospital": CHEST, "department": "胸外科"})[:1]
    assert (line.tone, line.rule) == ("ok", "GC-13")
    told = {one.rule: one for one in screen.green.advise("settle", case, {"hospital": HUASHAN, "department": "胸外科"})}
    assert told["GC-13"].tone == "warn"
    assert f"不能安排到{HUASHAN}" in told["GC-13"].words
    alias = screen.green.advise("settle", case, {"hospital": "SCH", "department": "胸外科"})
    assert [one.tone for one in alias if one.rule == "GC-13"] == ["ok"]


@pytest.mark.rule("GC-13", "GC-06", "D-09")
def test_a_certificate_is_corrected_by_voiding_it_and_both_stay(desk, screen, clock):
    case = open_case(desk, add_policy(desk), Item.INPATIENT, certificate=MONDAY)
    clock.to("2026-09-22 10:00")
    made, known = form(screen, "certificate", case)
    assert (made.title, known) == ("更正住院证", {"hospital": CHEST, "issued_on": "2026-09-21"})
    first = enter(screen, case, HUASHAN)
    second = enter(screen, case, CANCER_HOUSE, date(2026, 9, 22), "c9")
    assert facts(desk, case).certificate_hospital == CANCER_HOUSE
    view = screen.case_view(case, screen.now())
    assert [(one.verb, one.voided) for one in view.timeline[:3]] == [
        ("certificate", False), ("void", False), ("certificate", True)]  # fmt: skip
    assert view.timeline[2].seq == first.seq
    assert "更正住院证" in [step.title for step in view.steps]
    with pytest.raises(BadInput, match="没有要更正的"):
        enter(screen, case, CANCER_HOUSE, date(2026, 9, 22))
    assert enter(screen, case, CANCER_HOUSE, date(2026, 9, 22), "c9").seq == second.seq
    screen.undo_desk.take_back(case, second.seq, "c10")
    assert facts(desk, case).certificate_hospital == HUASHAN
    assert verify(desk).differences == ()


@pytest.mark.rule("GC-13")
def test_a_correction_keeps_to_the_hospital_where_admission_is_booked(desk, screen):
    case = inpatient(desk)
    _decided(desk, case, CHEST)
    green_channel.book(desk, case, MANAGER, visit_at=parse_moment("2026-09-24 09:00"), title="主任医师")
    refused = enter(screen, case, HUASHAN)
    assert isinstance(refused, Refusal)
    assert refused.rules == ("GC-13",)
    assert enter(screen, case, CHEST, date(2026, 9, 16)).rules == ("D-06",)
    late = screen.perform("certificate", case, {"hospital": CHEST, "issued_on": date(2026, 9, 16)}, (None, "看错日期"))
    assert isinstance(late, Done)
    assert facts(desk, case).certificate_at == parse_moment("2026-09-16 00:00")
