"""The demo desk's escorts and a day of theirs: invented people, real verbs, hours that make a calendar worth a look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from desktop.casework.applying import Application
from desktop.casework.carers import EVERY_DAY
from desktop.casework.desk import Desk, Entry
from desktop.casework.planning.model import PAPER_TITLES
from desktop.casework.rehearsal_insured import Insured, cast
from desktop.casework.rehearsal_scripts import BREAST, Act
from desktop.casework.rehearsing import Cast, Rehearsal
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Escort, EscortLeave, EscortQualification, Hospital, Travel

COORDINATOR, _MANAGERS = "孟佳", ("陈凯", "周岚")
_CITY = "上海"
_HOSPITALS = {
    "肿瘤": "复旦大学附属肿瘤医院", "中山": "复旦大学附属中山医院", "华山": "复旦大学附属华山医院",
    "华山北": "华山医院北院", "瑞金": "上海交通大学医学院附属瑞金医院",
    "六院": "上海市第六人民医院", "仁济": "上海交通大学医学院附属仁济医院",
    "肺科": "上海市肺科医院", "胸科": "上海市胸科医院",
}  # fmt: skip
_WAYS = (("华山", "华山北", 40), ("肿瘤", "中山", 15), ("肿瘤", "华山", 25), ("六院", "胸科", 20), ("瑞金", "仁济", 20))
_ESCORTS = (
    ("何敏", "女", "13800004471"), ("刘思远", "男", "13800004474"), ("马晓雯", "女", "13800004475"),
    ("唐佳", "女", "13800004476"), ("陶欣", "女", "13800004477"), ("张蕾", "女", "13800004478"),
    ("许静", "女", "13800004479"),
)  # fmt: skip


class Part(NamedTuple):
    """A customer's visit: day, escort and hours; `meets` is when and where, `end` when it really ended."""

    name: str
    hospital: str
    day: str
    visit: str
    escort: str = ""
    start: str = ""
    until: str = ""
    meets: str = ""
    end: str = ""
    item: Item = Item.OUTPATIENT


_PAST = (
    Part("方圆", "胸科", "09-16", "09:00", "张蕾", "08:30", "10:30", "08:40 门诊大厅", "10:20"),
    Part("米兰", "胸科", "09-17", "13:30", "张蕾", "13:00", "15:30", "13:10 门诊大厅", "15:10"),
    Part("田野", "瑞金", "09-16", "09:30", "马晓雯", "09:00", "11:00", "09:10 9 号楼", "11:05"),
    Part("江河", "中山", "09-17", "10:00", "何敏", "09:30", "12:00", "09:40 门诊一层", "11:50"),
    Part("谷雨", "仁济", "09-17", "08:30", "唐佳", "08:00", "10:00", "08:10 2 号楼", "09:45"),
    Part("丁宁", "肿瘤", "09-18", "09:00", "陶欣", "08:30", "10:30", "08:40 一层大厅", "10:30"),
)  # fmt: skip
_TODAY = (
    Part("薛明", "肿瘤", "09-23", "08:30", "何敏", "08:00", "10:30", "08:10 一层大厅", "10:25"),
    Part("卢平", "中山", "09-23", "16:00", "何敏", "15:30", "17:30", "15:10 门诊一层"),
    Part("谢玉芳", "肿瘤", "09-23", "08:45", "刘思远", "08:15", "11:00", "08:25 一层大厅", "11:00"),
    Part("韩春梅", "华山", "09-23", "12:30", "刘思远", "12:00", "14:45", "12:10 住院部", item=Item.INPATIENT),
    Part("朱婷", "六院", "09-23", "14:00", "马晓雯", "13:30", "16:00", "13:40 门诊大厅"),
    Part("秦风", "肺科", "09-23", "09:30", "唐佳", "09:00", "10:30", "09:10 门诊二层", "10:30"),
    Part("石磊", "仁济", "09-23", "15:45", "唐佳", "15:15", "17:15", "15:00 2 号楼"),
    Part("汤宁", "瑞金", "09-23", "09:30", "陶欣", "09:00", "11:00", "09:10 9 号楼", "10:50"),
    Part("龚雪", "肿瘤", "09-23", "16:15", "陶欣", "15:45", "17:45", "15:20 一层大厅"),
    Part("周正", "胸科", "09-23", "16:00"),
)  # fmt: skip
_LEAVING = Part("杨帆", "华山北", "09-23", "15:30", "刘思远", "15:00", "18:00", "", "", Item.INPATIENT)


def hire(desk: Desk) -> None:
    """Escorts with their papers, one on leave, one in reserve; the hospitals they go to and the ways between."""
    with desk.store.writing() as session:
        listed = select(Hospital).where(Hospital.name.in_(_HOSPITALS.values()))
        known = {row.name: row for row in session.scalars(listed)}
        houses = {
            short: known.get(name) or Hospital(name=name, city=_CITY, grade="三级甲等")
            for short, name in _HOSPITALS.items()
        }
        people = [_escort(place) for place in range(len(_ESCORTS))]
        session.add_all([*houses.values(), *people])
        session.flush()
        for one, other, minutes in _WAYS:
            first, last = sorted((houses[one].id, houses[other].id))
            session.add(Travel(from_id=first, to_id=last, minutes=minutes))
        for place, person in enumerate(people):
            session.add_all(_papers(person.id, place))
        away = next(person.id for person in people if person.name == "许静")
        start, end = parse_moment("2026-09-22 00:00"), parse_moment("2026-09-25 00:00")
        session.add(EscortLeave(escort_id=away, starts_at=start, ends_at=end, reason="探亲"))


def _escort(place: int) -> Escort:
    name, sex, phone = _ESCORTS[place]
    return Escort(
        name=name, phone=phone, cities=[_CITY], sex=sex, hours={EVERY_DAY: ["07:30", "18:30"]},
        languages=["普通话", "上海话"] if place % 2 else ["普通话"], reserve=name == "张蕾",
    )  # fmt: skip


def _papers(escort_id: int, place: int) -> Iterator[EscortQualification]:
    for number, kind in enumerate(PAPER_TITLES):
        lasting = kind in ("id_check", "no_record")
        until = None if lasting else date(2027, 1 + (place + number) % 12, 28)
        yield EscortQualification(escort_id=escort_id, kind=kind, valid_until=until)


def rehearse_past(desk: Desk, rehearsal: Rehearsal) -> None:
    """Visits of the week before, which is how escorts come to know hospitals."""
    for place, part in enumerate(_PAST):
        _perform(desk, rehearsal, part, place, "2026-09-14")


def rehearse_today(desk: Desk, rehearsal: Rehearsal) -> None:
    """The day the demo stands in: done in the morning, under way, ahead, one that waits and one in conflict."""
    for place, part in enumerate(_TODAY):
        _perform(desk, rehearsal, part, place, "2026-09-21")
    _leave(desk, rehearsal)


def _perform(desk: Desk, rehearsal: Rehearsal, part: Part, place: int, applied: str) -> None:
    first = parse_moment(f"{applied} 09:10") + timedelta(minutes=3 * place)
    member = _enrol(desk, part, first, place)
    rehearsal.act_out(member, _acts(part, first, _MANAGERS[place % 2]))


def _enrol(desk: Desk, part: Part, when: datetime, place: int) -> Cast:
    insured = Insured(
        part.name, "女" if place % 2 else "男", date(1960 + place, 3, 8), f"139{place:04d}2026",
        f"SH2026{when:%m%d}{place:04d}",
    )  # fmt: skip
    certificate = {"hospital": _HOSPITALS[part.hospital], "issued_on": desk.clock().date().isoformat()}
    wish = {"city": _CITY, "hospital": _HOSPITALS[part.hospital], "department": "肿瘤内科"}
    application = Application(item=part.item, wish=wish, entrance="app")
    if part.item is Item.INPATIENT:
        application = replace(application, certificate=certificate)
    return cast(desk, insured, application, Entry(_MANAGERS[place % 2]))._replace(details={"wish": wish})


def _acts(part: Part, first: datetime, person: str) -> Iterator[tuple[datetime, Act]]:
    visit, hospital = _at(part.day, part.visit), _HOSPITALS[part.hospital]
    place = part.meets.partition(" ")[2] or "门诊楼 3 层"
    yield from _after(first, person, (
        ("take", {}), ("review", {"outcome": "confirmed", "illness": BREAST}), ("triage", {"advised": "肿瘤内科"}),
        ("settle", {"hospital": hospital, "department": "肿瘤内科"}),
        ("book", {"visit_at": visit, "title": "主任医师", "place": place}),
    ))  # fmt: skip
    noon = first.replace(hour=13, minute=30) + timedelta(minutes=first.minute)
    eve = visit.replace(hour=10, minute=0) - timedelta(days=1)
    if part.escort:
        job = {"escort": part.escort, "from_": _at(part.day, part.start), "to": _at(part.day, part.until)}
        yield noon, Act("assign_escort", 0, job, person=COORDINATOR)
    yield noon + timedelta(minutes=20), Act("notify", 0, {"by": "sms"}, person=person)
    yield eve, Act("remind", 0, {"by": "sms"}, person=person)
    if part.meets:
        meeting = {"meeting_at": _at(part.day, part.meets[:5]), "place": place}
        yield eve + timedelta(hours=1), Act("escort_call", 0, meeting, person=part.escort)
    if part.end:
        served, hours = _at(part.day, part.end), {"from_": _at(part.day, part.start), "to": _at(part.day, part.end)}
        yield served + timedelta(minutes=5), Act("serve", 0, hours, person=part.escort)
    if part.end and part in _PAST:
        yield _at(part.day, "17:30"), Act("close", 0, {"gaps": {}}, person=person)


def _leave(desk: Desk, rehearsal: Rehearsal) -> None:
    """A customer goes home: told of in the morning, and squeezed in behind another job."""
    first = parse_moment("2026-09-21 09:45")
    member = _enrol(desk, _LEAVING, first, len(_TODAY))
    stay = _LEAVING._replace(day="09-21", visit="16:00", escort="")
    acts = [one for one in _acts(stay, first, _MANAGERS[0]) if one[1].verb != "remind"]
    hours: dict[str, Any] = {"from_": _at("09-23", _LEAVING.start), "to": _at("09-23", _LEAVING.until)}
    acts += [
        (_at("09-21", "15:00"), Act("remind", 0, {"by": "sms"}, person=_MANAGERS[0])),
        (_at("09-21", "15:10"), Act("escort_call", 0, {}, person="唐佳")),
        (_at("09-21", "16:10"), Act("admit", 0, {}, person=_MANAGERS[0])),
        (_at("09-23", "09:20"), Act("discharge_notice", 0, {"discharge_at": _at("09-23", _LEAVING.visit)},
                                    person=_MANAGERS[0])),
        (_at("09-23", "09:40"), Act("assign_escort", 0, {
            "escort": _LEAVING.escort, "reason": "家属要求原陪诊人员", **hours}, person=COORDINATOR)),
    ]  # fmt: skip
    rehearsal.act_out(member, acts)


def _after(first: datetime, person: str, steps: Any) -> Iterator[tuple[datetime, Act]]:
    for number, (verb, values) in enumerate(steps, 1):
        yield first + timedelta(minutes=12 * number), Act(verb, 0, values, person=person)


def _at(day: str, clock: str) -> datetime:
    return parse_moment(f"2026-{day} {clock}")
