"""A desk of November 2026 with visits in 2027, for tests of what a notice moves."""

from datetime import date

from desktop.casework import green_channel
from desktop.casework.stories.arguments import CASE_VERBS
from desktop.handbook.moments import parse_moment
from desktop.models.tables import Policy
from tests.casework.desks import MANAGER, add_policy
from tests.casework.journeys import done, settled

VISITS = {"before": "2027-02-01 09:30", "after": "2027-02-15 09:00", "amid": "2027-02-09 10:00",
          "early": "2027-01-04 10:00"}  # fmt: skip


def long_policy(desk, number):
    policy = add_policy(desk, number)
    with desk.store.writing() as session:
        session.get(Policy, policy).end = date(2027, 12, 31)
    return policy


def book_into_2027(desk):
    """Fills a desk with outpatient visits of 2027, booked in November 2026; one more is cancelled; their ids."""
    made = {}
    for number, (name, visit) in enumerate({**VISITS, "gone": VISITS["after"]}.items(), 1):
        desk.clock.to(f"2026-11-0{number} 09:00")
        made[name] = settled(desk, long_policy(desk, f"P{number}"))
        done(green_channel.book(desk, made[name], MANAGER, visit_at=parse_moment(visit), title="主任医师"))
    done(CASE_VERBS["cancel"](desk, made["gone"], MANAGER, by="customer", reason="改在当地"))
    desk.clock.to("2026-11-09 09:20")
    return made
