"""The assign form comes with the best who is free, at the hours of the work that waits."""

import pytest

from desktop.casework import green_channel, jobs
from desktop.casework.screen_desk import ScreenDesk
from desktop.handbook.moments import parse_moment
from tests.casework.desks import MANAGER
from tests.casework.escort_desks import COORDINATOR, add_escort, add_hospitals, admitted, booked


@pytest.fixture
def screens(desk):
    """The desk as 林管家's screens see it, with three hospitals."""
    add_hospitals(desk)
    return ScreenDesk(desk, "林管家")


def asked(screens, case):
    """What the form is filled in with, and the hint of the escort's field."""
    form = screens.form("assign_escort", screens.case_view(case, screens.now()))
    return {field.name: field.prefill for field in form.fields}, form.fields[0].hint


@pytest.mark.rule("D-01", "GC-08")
def test_the_best_free_escort_stands_in_the_form_and_is_assigned_as_it_stands(desk, screens, clock):
    clock.to("2026-03-02 09:10")
    case, other = (booked(desk, number, "2026-03-06 09:30") for number in ("P1", "P2"))
    assert asked(screens, case)[0]["escort"] == ""
    add_escort(desk, "周宁", sex="男", phone="13800000001")
    add_escort(desk, "何敏", sex="女", phone="13800000002", cities=("北京",))
    known, hint = asked(screens, case)
    assert (known["escort"], known["from_"]) == ("周宁", "2026-03-06 09:00")
    assert hint
    times = {name: parse_moment(known[name]) for name in ("from_", "to")}
    jobs.assign_escort(desk, case, COORDINATOR, escort=known["escort"], **times)
    assert asked(screens, other)[0]["escort"] == ""
    known, hint = asked(screens, case)
    assert (known["escort"], hint) == ("", "现在是周宁")


@pytest.mark.rule("GC-11")
def test_once_the_discharge_waits_the_form_is_about_its_day(desk, screens, clock):
    clock.to("2026-03-02 09:10")
    case = admitted(desk, "P1")
    add_escort(desk, "周宁", phone="13800000001")
    clock.to("2026-03-02 10:00")
    green_channel.discharge_notice(desk, case, MANAGER, discharge_at=parse_moment("2026-03-05 10:00"))
    known, _hint = asked(screens, case)
    assert (known["escort"], known["from_"], known["to"]) == ("周宁", "2026-03-05 09:30", "2026-03-05 12:00")
