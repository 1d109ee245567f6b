"""Cases brought to a certain point by the desk's own verbs, for tests that begin there."""

from __future__ import annotations

from desktop.casework import consultation, files, green_channel, reviewing
from desktop.casework.desk import Desk
from desktop.casework.rows import Done, Outcome
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from tests.casework.desks import CANCER, MANAGER, HandClock, open_case

HOSPITAL, DEPARTMENT = "北京协和医院", "乳腺外科"
EXPERT = {"name": "周主任", "hospital": HOSPITAL, "grade": "三级甲等", "title": "主任医师", "city": "北京"}


def done(outcome: Outcome) -> Done:
    """The outcome of a verb that had to happen; a refusal ends the test with its sentence."""
    assert isinstance(outcome, Done), getattr(outcome, "sentence", outcome)
    return outcome


def settled(desk: Desk, policy: int, **more) -> int:
    """An outpatient case whose hospital and department are agreed: 2 March 2026, 09:10."""
    case = open_case(desk, policy, **more)
    done(reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER))
    done(reviewing.triage(desk, case, MANAGER, advised=DEPARTMENT))
    done(green_channel.settle(desk, case, MANAGER, hospital=HOSPITAL, department=DEPARTMENT))
    return case


def booked(desk: Desk, clock: HandClock, policy: int, visit: str = "2026-03-06 09:30", **more) -> int:
    """An outpatient case booked on 3 March at 11:00 for 6 March at 09:30."""
    case = settled(desk, policy, **more)
    clock.to("2026-03-03 11:00")
    booking = {"title": "主任医师", "place": "门诊楼 3 层", "original_id": True}
    done(green_channel.book(desk, case, MANAGER, visit_at=parse_moment(visit), **booking))
    return case


def locked(desk: Desk, clock: HandClock, policy: int) -> int:
    """The same with its notice sent."""
    case = booked(desk, clock, policy)
    done(green_channel.notify(desk, case, MANAGER, by="sms"))
    return case


def served(desk: Desk, clock: HandClock, policy: int, *, admission_ordered: bool = False) -> int:
    """The same after the visit."""
    case = locked(desk, clock, policy)
    clock.to("2026-03-06 12:00")
    start, end = parse_moment("2026-03-06 09:30"), parse_moment("2026-03-06 11:00")
    done(green_channel.serve(desk, case, MANAGER, from_=start, to=end, admission_ordered=admission_ordered))
    return case


def staying(desk: Desk, clock: HandClock, policy: int) -> int:
    """An inpatient case with certificate, bed and admission on 5 March at 10:00."""
    certificate = {"hospital": HOSPITAL, "issued_on": "2026-03-01"}
    case = open_case(desk, policy, Item.INPATIENT, certificate=certificate)
    done(reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER))
    done(reviewing.triage(desk, case, MANAGER, advised=DEPARTMENT))
    done(green_channel.settle(desk, case, MANAGER, hospital=HOSPITAL, department=DEPARTMENT))
    clock.to("2026-03-03 11:00")
    done(green_channel.book(desk, case, MANAGER, visit_at=parse_moment("2026-03-05 09:30")))
    done(green_channel.notify(desk, case, MANAGER, by="phone"))
    clock.to("2026-03-05 10:00")
    done(green_channel.admit(desk, case, MANAGER))
    return case


def consulted(desk: Desk, policy: int, experts: int = 3) -> int:
    """A consultation with a plan and so many experts, each of another specialty."""
    case = open_case(desk, policy, Item.MD)
    done(reviewing.review(desk, case, MANAGER, outcome="confirmed", illness=CANCER))
    done(files.call(desk, case, MANAGER, outcome="reached", request_recorded=True))
    done(consultation.plan_mdt(desk, case, MANAGER, disciplines=["肿瘤科"], questions=["是否手术"]))
    for number, specialty in enumerate(("肿瘤内科", "放疗科", "病理科")[:experts]):
        expert = {**EXPERT, "name": f"专家{number}", "specialty": specialty}
        done(consultation.book_expert(desk, case, MANAGER, **expert))
    return case


def nodule(desk: Desk, policy: int, kind: str = "lung") -> int:
    """A nodule reading that has been phoned about."""
    case = open_case(desk, policy, Item.ND, nodule=kind)
    done(files.call(desk, case, MANAGER, outcome="reached"))
    return case
