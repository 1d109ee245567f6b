"""How consultations, readings, online questions and calls of a seeded desk go, station by station."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.casework.seeding.phrases import (
    CALLED,
    CALLED_WITH_REQUEST,
    GUIDED,
    MATERIAL_WANTED,
    NOT_ANSWERED,
    NOTHING,
    answered,
    invited,
    planned,
    reader,
    received,
    reviewed,
    taken,
)
from desktop.casework.seeding.places import ANSWERS, DOCTORS, PHYSICIANS, QUESTIONS, READERS, SPECIALTIES
from desktop.casework.seeding.sketch import Sketch
from desktop.handbook.vocabulary import Item

_COURIERS = ("顺丰", "顺丰", "京东", "EMS")
_MATERIALS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "lung": (("id", "images", "diagnosis"), "CT"),
    "breast": (("id", "images", "report"), "ultrasound"),
    "thyroid": (("id", "images", "report"), "ultrasound"),
}


def review(s: Sketch) -> None:
    """The malignancy is shown in full, sometimes after more material (MD-01)."""
    s.days_on((0, 0, 0, 1, 1, 1, 1, 2))
    if s.chance(0.12):
        s.do("review", MATERIAL_WANTED)
        s.days_on((1, 2, 2, 3))
    s.do("review", reviewed(s.trouble, "confirmed"))


def call(s: Sketch) -> None:
    """The first call, sometimes at the second try."""
    s.days_on((0, 0, 0, 1, 1, 1, 1, 2))
    if s.chance(0.2):
        s.do("call", NOT_ANSWERED)
        s.later(30, 180)
    s.do("call", CALLED_WITH_REQUEST if s.item is Item.MD else CALLED)


def plan_mdt(s: Sketch) -> None:
    """Which disciplines answer which questions; the papers arrive meanwhile."""
    s.days_on((0, 1, 1))
    s.do("receive_materials", received(("id", "diagnosis", "images")))
    s.later(20, 120)
    s.do("plan_mdt", planned(s.trouble.department, QUESTIONS[: s.between(2, 4)]))


def book_expert(s: Sketch) -> None:
    """Three experts of different specialties; a few cases stop at two and give a reason (MD-05)."""
    first = s.between(0, len(PHYSICIANS) // len(SPECIALTIES) - 1) * len(SPECIALTIES)
    for place in range(2 if s.few else 3):
        s.days_on((0, 0, 1))
        s.do("book_expert", invited(PHYSICIANS[first + place]))


def hold_consultation(s: Sketch) -> None:
    """The consultation."""
    s.days_on((1, 1, 2, 2))
    reason = {"reason": "客户要求尽快会诊，第三位专家书面参加"} if s.few else NOTHING["hold_consultation"]
    s.do("hold_consultation", reason, warns=s.few)


def issue_report(s: Sketch) -> None:
    """The report, in a few cases with a second version (D-07)."""
    s.days_on((0, 1, 1, 2) if s.item is Item.MD else (1, 1, 2, 2, 3))
    s.do("issue_report", {"version": 1})
    if s.chance(0.03):
        s.later(30, 200)
        s.do("issue_report", {"version": 2, "replaces": 1})


def send_guidance(s: Sketch) -> None:
    """The guidance after the consultation (MD-08)."""
    s.days_on((0, 1, 1, 2, 3))
    s.do("send_guidance", GUIDED)


def post_report(s: Sketch) -> None:
    """Report and originals go back."""
    s.days_on((0, 0, 0, 1))
    s.do("post_report", {"courier": s.pick(_COURIERS), "number": f"SF{s.between(10**11, 10**12 - 1)}"})
    if s.chance(0.75):
        s.days_on((1, 2, 2, 3))
        s.do("delivered", NOTHING["delivered"])


def receive_materials(s: Sketch) -> None:
    """The set that the reading needs, sometimes in two parcels, sometimes first a misfit (ND-04, ND-10)."""
    items, exam = _MATERIALS[s.nodule]
    s.days_on((1, 2, 2, 3, 4, 5))
    if s.chance(0.2):
        part = received(items[:1]) if s.chance(0.6) else received(items[1:], "MRI" if exam == "CT" else "CT")
        s.do("receive_materials", part, warns=True)
        s.days_on((1, 2, 2, 3))
    s.do("receive_materials", received(items, exam))


def assign_reader(s: Sketch) -> None:
    """A reader whom ND-02 allows."""
    s.days_on((0, 0, 1))
    s.do("assign_reader", reader(s.pick(READERS)))


def answer(s: Sketch) -> None:
    """The answer to an online question, now and then late."""
    s.at += s.between(3, 26) if s.chance(0.93) else s.between(32, 90)
    s.do("answer", answered(s.pick(ANSWERS)))


def take_call(s: Sketch) -> None:
    """A doctor takes the call, now and then late."""
    s.at += s.between(1, 8) if s.chance(0.93) else s.between(12, 40)
    s.do("take_call", taken(s.pick(DOCTORS)))


STATIONS: Mapping[str, Callable[[Sketch], None]] = {
    function.__name__: function
    for function in (
        review, call, plan_mdt, book_expert, hold_consultation, issue_report, send_guidance, post_report,
        receive_materials, assign_reader, answer, take_call,
    )
}  # fmt: skip
