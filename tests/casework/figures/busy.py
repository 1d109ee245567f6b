"""A desk whose March 2026 has something of everything: kept and missed promises, exemptions, voids, cancellations."""

from __future__ import annotations

from datetime import timedelta

from desktop.casework import consult, exempting, files, green_channel, jobs, reviewing
from desktop.casework.desk import Desk, Entry
from desktop.casework.seeding import seed
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Escort
from tests.casework.desks import CANCER, MANAGER, HandClock, add_policy, open_case
from tests.casework.journeys import booked, consulted, done, locked, nodule, served, settled, staying

SUPERVISOR = "孟主管"
SEEDED = 50


def busy_march(desk: Desk) -> None:
    """Cases by the desk's own verbs, then invented ones; ends on 8 April 2026."""
    clock = desk.clock
    assert isinstance(clock, HandClock)
    numbers = iter(range(1, 40))

    def policy() -> int:
        clock.to("2026-03-02 09:10")
        return add_policy(desk, f"P{next(numbers):09d}")

    _visits(desk, clock, policy)
    _voided_and_exempt(desk, clock, policy)
    consulted(desk, policy())
    nodule(desk, policy())
    done(files.cancel(desk, nodule(desk, policy()), MANAGER, by="customer", reason="王芳改主意，电话 13800004471"))
    case = open_case(desk, policy(), Item.OC)
    done(consult.answer(desk, case, MANAGER, text="多喝水"))
    clock.to("2026-03-31 17:00")
    seed(desk, SEEDED)
    clock.to("2026-04-08 09:00")


def _visits(desk, clock, policy) -> None:
    served(desk, clock, policy())
    staying(desk, clock, policy())
    locked(desk, clock, policy())
    settled(desk, policy())
    no_show = locked(desk, clock, policy())
    clock.to("2026-03-06 12:00")
    done(green_channel.no_show(desk, no_show, MANAGER, reason="客户没有来"))
    refused = open_case(desk, policy())
    done(reviewing.review(desk, refused, MANAGER, outcome="refused", reason="不在范围"))
    _long_escort(desk, clock, policy())


def _long_escort(desk, clock, policy_id) -> None:
    with desk.store.writing() as session:
        session.add(Escort(name="甘棠", phone="13800004471", cities=["北京"]))
    case = booked(desk, clock, policy_id)
    start = parse_moment("2026-03-06 08:30")
    done(jobs.assign_escort(desk, case, MANAGER, escort="甘棠", from_=start, to=start + timedelta(hours=3)))
    done(green_channel.notify(desk, case, MANAGER, by="sms"))
    clock.to("2026-03-06 14:00")
    done(green_channel.serve(desk, case, MANAGER, from_=start, to=start + timedelta(hours=5)))


def _voided_and_exempt(desk, clock, policy) -> None:
    """A booking entered by mistake and voided; a late one that is exempt; a refusal that was taken back."""
    mistaken = booked(desk, clock, policy())
    clock.to("2026-03-20 11:00")
    seq = _last(desk, mistaken, "book")
    done(files.void(desk, mistaken, MANAGER, record=seq, reason="录错了"))
    late = settled(desk, policy())
    clock.to("2026-03-20 11:00")
    done(exempting.exempt(desk, late, MANAGER, reason="疫情期间号源紧张", approved_by=SUPERVISOR))
    undone = open_case(desk, policy())
    done(reviewing.review(desk, undone, MANAGER, outcome="refused", reason="看错了"))
    seq = _last(desk, undone, "review")
    done(files.void(desk, undone, Entry(SUPERVISOR), record=seq, reason="看错了材料"))
    done(reviewing.review(desk, undone, MANAGER, outcome="suspected", illness=CANCER))


def _last(desk, case_id, verb) -> int:
    from desktop.casework.dossier import load_case

    with desk.reading() as session:
        return max(record.seq for record in load_case(session, case_id).records if record.verb == verb)
