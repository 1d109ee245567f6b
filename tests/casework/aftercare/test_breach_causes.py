"""Causes of missed clocks: asked for once the clock is settled, one for each, and firm when the month is closed."""

from uuid import uuid4

import pytest

from desktop.casework import breaches, files, green_channel, undoing
from desktop.casework.acting import BadInput
from desktop.casework.aftercare_fields import filled
from desktop.casework.closed_months import CLOSED_MONTHS, is_closed
from desktop.casework.desk import Entry
from desktop.casework.forms import FORMS
from desktop.casework.views import case_view
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Setting
from tests.casework.desks import MANAGER, add_policy
from tests.casework.journeys import done, settled

WHY = {"clock": "gc.outpatient", "cause": "hospital", "words": "专家号一周只放一次"}


def close_month(desk, month):
    """Freeze the figures of a month."""
    with desk.store.writing() as session:
        session.merge(Setting(key=CLOSED_MONTHS, value={"months": [month]}))


def late(desk, clock):
    """An outpatient case booked two days after its promise of 9 March."""
    case = settled(desk, add_policy(desk))
    clock.to("2026-03-11 11:00")
    done(green_channel.book(desk, case, MANAGER, visit_at=parse_moment("2026-03-13 09:30"), title="主任医师"))
    return case


def seen(desk, case):
    """The case as its screens show it."""
    with desk.reading() as session:
        return case_view(session, desk, case, desk.clock(), "林管家")


def asked(desk, case):
    """What the case asks about."""
    return [task.title for task in seen(desk, case).tasks if task.name == "breach_cause"]


@pytest.mark.rule("GC-05")
def test_a_settled_miss_is_asked_about_until_it_is_explained(desk, clock):
    case = late(desk, clock)
    assert asked(desk, case) == ["补超时原因：预约"]
    assert "explain_breach" in [step.verb for step in seen(desk, case).steps]
    done(breaches.explain_breach(desk, case, MANAGER, **WHY))
    assert asked(desk, case) == []
    assert seen(desk, case).timeline[0].detail == "预约：医院号源或床位，专家号一周只放一次"
    done(breaches.explain_breach(desk, case, MANAGER, **{**WHY, "cause": "customer"}))


def test_a_clock_that_still_runs_or_was_met_has_no_cause(desk, clock):
    case = settled(desk, add_policy(desk))
    clock.to("2026-03-11 11:00")
    assert asked(desk, case) == []
    for name in ("gc.outpatient", "gc.review", "gc.nothing"):
        with pytest.raises(BadInput, match="没有超时，或还没有办完"):
            breaches.explain_breach(desk, case, MANAGER, **{**WHY, "clock": name})


@pytest.mark.parametrize(("wrong", "said"), [({"cause": "weather"}, "weather"), ({"words": " "}, "一句话")])
def test_a_cause_is_of_the_list_and_has_a_word_of_text(small_desk, clock, wrong, said):
    case = late(small_desk, clock)
    with pytest.raises(BadInput, match=said):
        breaches.explain_breach(small_desk, case, MANAGER, **{**WHY, **wrong})


def test_the_form_offers_the_settled_misses_first_the_unexplained(small_desk, clock):
    matters = seen(small_desk, late(small_desk, clock)).matters
    form = filled(FORMS["explain_breach"], matters, clock(), small_desk.office.calendar)
    assert (form.fields[0].prefill, form.fields[0].choices) == ("gc.outpatient", (("gc.outpatient", "预约"),))


def test_a_cause_of_a_closed_month_is_not_changed_voided_or_taken_back(desk, clock):
    case = late(desk, clock)
    given = done(breaches.explain_breach(desk, case, Entry("林管家", command_id=uuid4().hex), **WHY))
    close_month(desk, "2026-03")
    for change in (
        lambda: breaches.explain_breach(desk, case, MANAGER, **{**WHY, "cause": "desk"}),
        lambda: files.void(desk, case, MANAGER, record=given.seq, reason="误录"),
        lambda: undoing.undo(desk, case, MANAGER, record=given.seq),
    ):
        with pytest.raises(BadInput, match="2026 年 3 月已经结账"):
            change()
    assert seen(desk, case).timeline[0].seq == given.seq


def test_a_cause_nobody_gave_may_still_be_given_after_the_month_is_closed(desk, clock):
    case = late(desk, clock)
    close_month(desk, "2026-03")
    done(breaches.explain_breach(desk, case, MANAGER, **WHY))
    assert asked(desk, case) == []


def test_a_month_is_closed_by_shanghais_calendar(small_desk):
    close_month(small_desk, "2026-03")
    with small_desk.reading() as session:
        asked = [is_closed(session, parse_moment(text)) for text in
                 ("2026-02-28 23:59", "2026-03-01 00:00", "2026-03-31 23:59", "2026-04-01 00:00")]  # fmt: skip
    assert asked == [False, True, True, False]
