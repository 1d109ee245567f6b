"""What is settled with the carrier: what was rendered or counts as rendered, and nothing else."""

from datetime import timedelta

import pytest

from desktop.handbook.facts import Facts
from desktop.handbook.moments import parse_moment
from desktop.handbook.settlement import settlement
from desktop.handbook.vocabulary import Item

NOON = parse_moment("2026-03-06 12:00")
LATER = NOON + timedelta(days=1)


def facts(item=Item.OUTPATIENT, **known):
    """A case of which this is known."""
    made = Facts(item)
    for name, value in known.items():
        setattr(made, name, value)
    return made


def told(found):
    """Whether it is billable, by which rule, and the day it counts for."""
    return found.billable, found.rule, found.at


@pytest.mark.parametrize(("item", "done"), [
    (Item.OC, "answered_at"), (Item.PD, "taken_at"), (Item.OUTPATIENT, "served_at"), (Item.INPATIENT, "discharged_at"),
    (Item.VISIT, "visit_done_at"), (Item.MD, "guided_at"), (Item.ND, "posted_at"),
])  # fmt: skip
def test_what_was_done_is_billable_on_its_day(item, done):
    assert settlement(facts(item)) is None
    found = settlement(facts(item, **{done: NOON}))
    assert (told(found), found.reason) == ((True, "", NOON), "已服务")


@pytest.mark.rule("GC-17")
def test_an_exempt_time_limit_does_not_touch_the_service():
    assert told(settlement(facts(served_at=NOON, exempt_reason="停诊"))) == (True, "GC-17", NOON)


@pytest.mark.rule("D-10", "GC-14")
def test_who_did_not_come_after_the_lock_used_the_right():
    assert told(settlement(facts(no_show_at=NOON, locked_at=NOON))) == (True, "D-10", NOON)
    assert told(settlement(facts(no_show_at=NOON))) == (False, "D-10", None)


@pytest.mark.rule("GC-14", "ND-08", "G-08")
@pytest.mark.parametrize(("item", "known", "rule"), [
    (Item.OUTPATIENT, {"locked_at": NOON}, "GC-14"), (Item.INPATIENT, {"admitted_at": NOON}, "GC-14"),
    (Item.ND, {"locked_at": NOON}, "ND-08"), (Item.MD, {"held_at": NOON}, "G-08"),
])  # fmt: skip
def test_a_right_that_was_used_is_billable_without_the_rest(item, known, rule):
    assert settlement(facts(item, **known)) is None
    assert told(settlement(facts(item, **known, closed_at=LATER))) == (True, rule, NOON)


@pytest.mark.parametrize(("item", "known", "reason"), [
    (Item.OUTPATIENT, {"cancelled_at": NOON}, "已取消"),
    (Item.OUTPATIENT, {"refused": True, "refused_at": NOON}, "审核未通过"),
    (Item.MD, {"closed_at": NOON}, "未服务结案"), (Item.PD, {"taken_at": NOON, "invalid_call": True}, "无效来电"),
    (Item.OUTPATIENT, {"locked_at": NOON, "closed_at": LATER, "released": True}, "医院或服务商未能安排，权益已退回"),
])  # fmt: skip
def test_what_was_not_rendered_says_why(item, known, reason):
    found = settlement(facts(item, **known))
    assert (found.billable, found.reason) == (False, reason)
    assert found.rule
