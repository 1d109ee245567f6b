"""How green-channel cases of a seeded desk go, station by station, as the rules allow it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.casework.seeding.phrases import (
    CALLED,
    MATERIAL_WANTED,
    NOT_ANSWERED,
    NOTHING,
    listed,
    reviewed,
    said,
)
from desktop.casework.seeding.places import SUPERVISOR
from desktop.casework.seeding.sketch import AFTERNOON, DAY, MORNING, OPENING, Sketch
from desktop.casework.wording import ORIGINAL_ID
from desktop.handbook.rulebook.green_channel import NOTICE
from desktop.handbook.vocabulary import Item

CERTIFICATE_LATE = "客户寄送住院证较晚"
_LEADS = (1, 1, 2, 2, 2, 3, 3, 4, 5, 6)
_VISIT_PAPERS = ("id", "personal", "policy", "stay")


def review(s: Sketch) -> None:
    """The decision, now and then after more material."""
    s.days_on((0, 0, 0, 0, 1, 1, 1, 1, 1, 2))
    if s.chance(0.08):
        s.do("review", MATERIAL_WANTED)
        s.days_on((1, 1, 2, 3))
    s.do("review", reviewed(s.trouble, "suspected" if s.chance(0.2) else "confirmed"))


def triage(s: Sketch) -> None:
    """The talk before booking, now and then with a wish that differs (GC-03)."""
    s.days_on((0, 0, 0, 1))
    if s.chance(0.15):
        s.do("call", NOT_ANSWERED)
        s.later(30, 150)
    s.do("call", CALLED)
    s.later(1, 6)
    advised = s.trouble.department
    s.department = wish = s.trouble.other if s.chance(0.08) else advised
    s.do("triage", said("triage", advised=advised, decided=wish, flagged=wish != advised), warns=wish != advised)


def settle(s: Sketch) -> None:
    """Hospital and department are agreed: the promise runs."""
    s.days_on((0, 0, 1))
    hospital = s.certificate[0] if s.certificate else s.hospital
    s.do("settle", said("settle", hospital=hospital, department=s.department, city=s.city))
    if s.person != SUPERVISOR and s.chance(0.02):
        s.later(30, 120)
        s.do("exempt", said("exempt", reason="该科号源与床位紧张，医院暂停预约", approved_by=SUPERVISOR))


def certificate(s: Sketch) -> None:
    """The admission certificate, when it did not come with the application; entered late with a reason (D-06)."""
    if s.certified:
        return
    s.days_on((1, 2, 2, 3, 4))
    day = max(s.at // DAY - s.pick((0, 0, 1, 1, 3)), s.steps[0].at // DAY)
    late = s.at // DAY - day > 1
    s.certificate = (s.hospital, day)
    reason = {"late_reason": CERTIFICATE_LATE} if late else {}
    s.do("certificate", {"hospital": s.hospital, **reason}, {"issued_on": day * DAY}, happened=day * DAY)


def book(s: Sketch) -> None:
    """A booking within the promise, or rarely a visit after the promised day."""
    inpatient = s.item is Item.INPATIENT
    s.days_on((1, 1, 2, 3, 4, 6) if inpatient else (0, 0, 1, 1, 2, 2, 3, 4))
    _arrange(s, s.lead or s.pick(_LEADS))
    place = "住院部 1 楼" if inpatient else s.pick(("门诊楼 2 楼", "门诊楼 3 楼", "特需门诊"))
    title = {} if inpatient else {"title": s.pick(("主任医师", "副主任医师"))}
    asked = s.city == "北京"
    details = {**title, "place": place, "original_id": asked, **({"bring": [ORIGINAL_ID]} if asked else {})}
    s.do("book", details, {"visit_at": s.visit_at}, warns=True)
    if not s.unescorted:
        s.later(3, 40)
        escort(s)


def _arrange(s: Sketch, lead: int) -> None:
    lead = max(lead, 2 if s.at % DAY > 15 * 60 else 1)
    morning = s.item is Item.INPATIENT or s.chance(0.6)
    low, high = MORNING if morning else AFTERNOON
    s.visit_at = (s.at // DAY + lead) * DAY + low + 15 * s.between(0, (high - low) // 15)


def escort(s: Sketch) -> None:
    """An escort from half an hour before the visit."""
    s.do("assign_escort", {}, {"from": s.visit_at - 30, "to": s.visit_at + 15 * s.between(6, 10)})


def notify(s: Sketch) -> None:
    """The notice that locks (GC-08, GC-14), perhaps followed by a rebooking for the hospital's cause."""
    s.later(2, 120)
    s.do("notify", said("notify", by=s.pick(("sms", "sms", "phone")), notice=NOTICE), warns=s.unescorted)
    if not s.unescorted:
        return
    s.later(20, 200)
    _arrange(s, max(s.lead, s.pick(_LEADS)) + 1)
    s.do("rebook", _cause(s), {"visit_at": s.visit_at}, warns=True)
    s.unescorted = False
    s.later(3, 40)
    escort(s)
    s.later(2, 60)
    s.do("notify", said("notify", by="sms", notice=NOTICE))


def _cause(s: Sketch) -> dict[str, str]:
    """Why a visit was moved after the notice."""
    return {"cause": s.pick(("hospital", "hospital", "provider"))}


def remind(s: Sketch) -> None:
    """The reminder on the working day before the visit (GC-09)."""
    morning = (s.visit_at // DAY - 1) * DAY + OPENING + s.between(0, 150)
    s.at = max(morning, s.at + s.between(3, 12))
    s.do("remind", said("remind", by="sms"))


def escort_call(s: Sketch) -> None:
    """The escort's call on the same day, nearly always before 17:00."""
    s.at += s.between(3, 110 if s.at % DAY < 15 * 60 else 6)
    s.do("escort_call", {"place": s.pick(("门诊大厅", "医院正门", "住院部一楼"))}, {"meeting_at": s.visit_at - 20})


def serve(s: Sketch) -> None:
    """The visit took place; the expert of some orders admission."""
    begin, end = s.visit_at - 15, s.visit_at + s.between(60, 85)
    s.at = end + s.between(5, 45)
    s.do("serve", {"admission_ordered": s.ordered}, {"from": begin, "to": end}, happened=end)


def admit(s: Sketch) -> None:
    """The admission, accompanied."""
    s.at = s.visit_at + s.between(10, 70)
    s.do("admit", NOTHING["admit"])


def discharge(s: Sketch) -> None:
    """The discharge some days later."""
    s.on_day(s.at // DAY + s.between(3, 11))
    s.do("discharge", NOTHING["discharge"])


def visit_materials(s: Sketch) -> None:
    """The papers of a hospital visit, sometimes in two goes (GC-16)."""
    s.later(5, 60)
    if s.chance(0.25):
        s.do("visit_materials", listed("visit_materials", "have", *_VISIT_PAPERS[:2]))
        s.later(20, 120)
    s.do("visit_materials", listed("visit_materials", "have", *_VISIT_PAPERS))


def plan_visit(s: Sketch) -> None:
    """A time on day 1 to 3 (GC-07), or later with the customer's reason."""
    s.later(10, 120)
    applied = s.steps[0].at // DAY
    later = s.chance(0.06)
    day = max(applied + (s.pick((4, 5)) if later else s.pick((1, 2, 2, 3))), s.at // DAY + 1)
    reason = {"reason": "客户希望术后再探视"} if later or day > applied + 3 else {}
    s.visit_at = day * DAY + s.pick((MORNING, AFTERNOON))[0] + 15 * s.between(0, 3)
    s.do("plan_visit", reason, {"visit_at": s.visit_at}, warns=True)
    s.later(3, 40)
    escort(s)


def visit_done(s: Sketch) -> None:
    """The hospital visit was made."""
    s.at = s.visit_at + s.between(40, 90)
    s.do("visit_done", NOTHING["visit_done"])


STATIONS: Mapping[str, Callable[[Sketch], None]] = {
    function.__name__: function
    for function in (
        review, triage, settle, certificate, book, notify, remind, escort_call, serve, admit, discharge,
        visit_materials, plan_visit, visit_done,
    )
}  # fmt: skip
