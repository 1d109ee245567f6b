"""The customer's wish for the escort's sex: from the application or the booking to facts, timeline and candidates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.casework import green_channel, jobs
from desktop.casework.acting import BadInput
from desktop.casework.applying import Application, apply
from desktop.casework.calendar_desk import CalendarDesk
from desktop.casework.drafts import ApplicationDraft
from desktop.casework.screen_desk import ScreenDesk
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from tests.casework.desks import MANAGER, add_policy
from tests.casework.escort_desks import add_escort
from tests.casework.journeys import done, settled

VISIT = parse_moment("2026-03-06 09:30")
NUMBER = "660812349031"


@pytest.fixture
def screens(desk):
    """The desk as 林管家's screens see it."""
    return ScreenDesk(desk, "林管家")


def view(screens, case):
    return screens.case_view(case, screens.now())


def facts(screens, case):
    return {fact.label: fact.value for group in view(screens, case).groups for fact in group.facts}


def field(form, name):
    return next(one for one in form.fields if one.name == name)


def wishes_of_the_day(desk):
    return [block.wish for block in CalendarDesk(desk, "孟佳").schedule(VISIT.date(), VISIT.date()).waiting]


def test_the_wish_of_the_application_reaches_facts_timeline_and_calendar(desk, screens):
    add_policy(desk, NUMBER)
    case = done(screens.apply(ApplicationDraft(item=Item.OUTPATIENT, policy=NUMBER, escort_sex="女"))).case_id
    assert facts(screens, case)["要求"] == "女陪诊"
    assert "女陪诊" in view(screens, case).timeline[0].detail


def test_no_wish_leaves_no_trace(desk, screens):
    add_policy(desk, NUMBER)
    case = done(screens.apply(ApplicationDraft(item=Item.OUTPATIENT, policy=NUMBER))).case_id
    assert "要求" not in facts(screens, case)
    assert "陪诊" not in view(screens, case).timeline[0].detail


def test_the_booking_form_starts_at_the_applications_wish_and_can_change_it(desk, screens):
    case = settled(desk, add_policy(desk), wish={"escort_sex": "男"})
    assert field(screens.form("book", view(screens, case)), "escort_sex").prefill == "男"
    done(green_channel.book(desk, case, MANAGER, visit_at=VISIT, title="主任医师", escort_sex="女"))
    assert facts(screens, case)["要求"] == "女陪诊"
    assert "女陪诊" in view(screens, case).timeline[0].detail
    assert wishes_of_the_day(desk) == ["女陪诊"]
    assert field(screens.form("assign_escort", view(screens, case)), "escort").hint == "客户要女陪诊"


@pytest.mark.rule("GC-08")
def test_a_change_of_escort_asks_for_another_one_and_says_who_comes_now(desk, screens):
    add_escort(desk, "何敏")
    case = settled(desk, add_policy(desk))
    done(green_channel.book(desk, case, MANAGER, visit_at=VISIT, title="主任医师"))
    done(jobs.assign_escort(desk, case, MANAGER, escort="何敏", from_=VISIT - timedelta(minutes=30),
                            to=VISIT + timedelta(hours=2)))  # fmt: skip
    escort = field(screens.form("assign_escort", view(screens, case)), "escort")
    assert (escort.prefill, escort.hint) == ("", "现在是何敏")


def test_the_booking_can_lift_the_wish_and_repeating_it_says_nothing_new(desk, screens):
    case = settled(desk, add_policy(desk), wish={"escort_sex": "男"})
    done(green_channel.book(desk, case, MANAGER, visit_at=VISIT, title="主任医师", escort_sex="不限"))
    assert "要求" not in facts(screens, case)
    assert wishes_of_the_day(desk) == [""]
    other = settled(desk, add_policy(desk, "P2"), wish={"escort_sex": "男"})
    done(green_channel.book(desk, other, MANAGER, visit_at=VISIT, title="主任医师", escort_sex="男"))
    assert "陪诊" not in view(screens, other).timeline[0].detail
    assert facts(screens, other)["要求"] == "男陪诊"


def test_who_meets_the_booked_wish_comes_first_among_equals(desk):
    case = settled(desk, add_policy(desk))
    done(green_channel.book(desk, case, MANAGER, visit_at=VISIT, title="主任医师", escort_sex="女"))
    add_escort(desk, "刘思远", sex="男", cities=("北京",))
    woman = add_escort(desk, "唐佳", sex="女", cities=("北京",))
    calendar = CalendarDesk(desk, "孟佳")
    (block,) = calendar.schedule(date(2026, 3, 6), date(2026, 3, 6)).waiting
    best = calendar.candidates(block)[0]
    assert best.escort_id == woman
    assert "合客户意愿（女陪诊）" in best.reasons


def test_a_wish_that_is_none_is_not_taken(small_desk):
    policy = add_policy(small_desk)
    with pytest.raises(BadInput, match="不限、女、男"):
        apply(small_desk, policy, Application(Item.OUTPATIENT, wish={"escort_sex": "female"}), MANAGER)
    case = settled(small_desk, policy)
    with pytest.raises(BadInput, match="不限、女、男"):
        green_channel.book(small_desk, case, MANAGER, visit_at=VISIT, title="主任医师", escort_sex="女性")
