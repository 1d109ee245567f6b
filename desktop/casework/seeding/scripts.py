"""The story behind each case of a seeded desk: its stations by the handbook's own path, moved to its place in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from desktop.casework.seeding import consulting, green_channel
from desktop.casework.seeding.deck import AGES, MINUTES, PLAIN, VISITS, Scenario
from desktop.casework.seeding.phrases import MATERIAL_WANTED, NOT_ANSWERED, NOT_COVERED, NOTHING, said
from desktop.casework.seeding.places import CANCERS, HOSPITALS, PEOPLE, REMARKS, SUPERVISOR, TROUBLES
from desktop.casework.seeding.sketch import DAY, OPENING, Axis, Sketch
from desktop.handbook.path import PATHS
from desktop.handbook.vocabulary import BOOKABLE, GC_ITEMS, Item


@dataclass(slots=True)
class Story:
    """The cases that belong together under one policy, and how far they are moved on their axis."""

    sketches: list[Sketch]
    plain: bool
    shift: int = 0


def story(rng: Random, scenario: Scenario, city: str, axis: Axis, horizon: int, room: int) -> Story | None:
    """The story of a scenario, dated; None when it needs more cases than there is `room` for."""
    if scenario.item in PLAIN:
        told = Story([_plain(rng, scenario, city)], plain=True)
        told.shift = _plain_shift(rng, told.sketches[0], scenario, axis, horizon)
        return told
    lead = _lead(rng, scenario.stage)
    if scenario.item is Item.VISIT:
        sketches = _with_stay(rng, scenario, city) if room > 1 else []
    elif scenario.item is Item.INPATIENT and room > 1 and (scenario.stage == "待住院证" or rng.random() < 0.2):
        sketches = _with_order(rng, scenario, city, lead)
    elif scenario.stage == "待住院证":
        sketches = []
    else:
        sketches = [_told(_sketch(rng, scenario, city, lead), scenario.stage)]
    told = Story(sketches, plain=False)
    told.shift = _shift(rng, told, scenario, axis, horizon) if sketches else 0
    return told if sketches else None


def _lead(rng: Random, stage: str) -> int:
    """Working days from booking to visit; for a case that waits for its visit, more than there are to the visit."""
    return max(0, rng.choice(VISITS[stage])) + rng.randint(1, 3) if stage in VISITS else 0


def _sketch(rng: Random, scenario: Scenario, city: str, lead: int = 0) -> Sketch:
    item = scenario.item
    sketch = Sketch(item, rng, city, rng.choice(HOSPITALS[city]), rng.choice(CANCERS if item is Item.MD else TROUBLES),
                    rng.choice(PEOPLE[item.service.value]), lead=lead)  # fmt: skip
    sketch.at = OPENING + rng.randint(0, 480)
    sketch.nodule = rng.choice(("lung", "lung", "breast", "thyroid")) if item is Item.ND else ""
    if item is Item.INPATIENT:
        sketch.certificate, sketch.certified = (sketch.hospital, rng.choice((0, -1, -1, -2, -4))), True
    if scenario.stage == "已结案":
        sketch.few = rng.random() < 0.05
        sketch.unescorted = rng.random() < 0.06
    first = PATHS[item][0].stage
    sketch.owned = not scenario.is_open or rng.random() > (0.35 if scenario.stage == first else 0.06)
    return sketch


def _plain(rng: Random, scenario: Scenario, city: str) -> Sketch:
    sketch = _sketch(rng, scenario, city)
    sketch.at = 0
    return _told(sketch, scenario.stage)


def _with_stay(rng: Random, scenario: Scenario, city: str) -> list[Sketch]:
    stay = _told(_sketch(rng, Scenario(Item.INPATIENT, "住院中"), city), "住院中")
    stay.owned = True
    visit = _sketch(rng, scenario, city)
    visit.stay, visit.hospital, visit.trouble = stay, stay.hospital, stay.trouble
    visit.on_day(stay.at // DAY + rng.randint(1, 2))
    _told(visit, scenario.stage)
    if not scenario.is_open:
        stay.at = max(stay.at, visit.at)
        _stations(stay)["discharge"](stay)
        _close(stay)
    return [stay, visit]


def _with_order(rng: Random, scenario: Scenario, city: str, lead: int) -> list[Sketch]:
    outpatient = _sketch(rng, Scenario(Item.OUTPATIENT, "已结案"), city)
    outpatient.ordered = True
    _told(outpatient, "待结案")
    _close(outpatient)
    inpatient = _sketch(rng, scenario, city, lead)
    inpatient.hospital, inpatient.trouble = outpatient.hospital, outpatient.trouble
    inpatient.certificate, inpatient.certified = None, False
    inpatient.on_day(outpatient.at // DAY + rng.randint(1, 3))
    return [outpatient, _told(inpatient, scenario.stage)]


def _stations(sketch: Sketch) -> Mapping[str, Callable[[Sketch], None]]:
    return green_channel.STATIONS if sketch.item in GC_ITEMS else consulting.STATIONS


def _told(sketch: Sketch, stage: str) -> Sketch:
    """The sketch played from the application to its stage, by the handbook's own path."""
    _open(sketch)
    if stage in ("待补材料", "不符合"):
        _reviewed_short(sketch, stage)
        return sketch
    stop = _before_lock(sketch) if stage == "已取消" else stage
    for station in PATHS[sketch.item]:
        if station.stage == stop:
            break
        if _short_ending(sketch, stage, station.verb):
            return sketch
        _stations(sketch)[station.verb](sketch)
    if stage == "已取消":
        _cancel(sketch)
    elif stage == "已结案":
        _close(sketch)
    return sketch


def _open(s: Sketch) -> None:
    s.do("apply", {})
    if s.owned:
        s.later(*((1, 2) if s.item in PLAIN else (3, 50)))
        s.do("take", NOTHING["take"])
    if s.item not in PLAIN:
        _remark(s)


def _remark(s: Sketch) -> None:
    if s.chance(0.08):
        s.later(2, 30)
        s.do("note", said("note", text=s.pick(REMARKS)))
    if s.chance(0.01):
        s.later(2, 30)
        s.do("call", NOT_ANSWERED)
        s.later(1, 5)
        s.do("void", {"record": len(s.steps), "reason": "记在了别的案件名下"})
    if s.owned and s.chance(0.03):
        s.later(2, 30)
        receiver = s.pick(PEOPLE[s.item.service.value])
        s.do("hand_over", said("hand_over", to=receiver))
        s.person = receiver


def _reviewed_short(s: Sketch, stage: str) -> None:
    s.days_on((0, 0, 1, 1))
    s.do("review", MATERIAL_WANTED if stage == "待补材料" else NOT_COVERED)


def _short_ending(s: Sketch, stage: str, verb: str) -> bool:
    """Some closed cases end before their last station: refused, not attended, or no new visit to be found."""
    if stage != "已结案":
        return False
    if verb == "review" and s.chance(0.05):
        _reviewed_short(s, "不符合")
        s.days_on((0, 1))
        s.do("close", NOTHING["close"])
        return True
    if s.item in BOOKABLE and verb == "remind" and s.person != SUPERVISOR and s.chance(0.01):
        s.later(5, 60)
        s.jobs_cancelled = True
        s.do("close", said("close", cause="hospital", approved_by=SUPERVISOR))
        return True
    if verb in ("serve", "admit") and s.chance(0.04):
        s.at = s.visit_at + s.between(45, 90)
        s.jobs_cancelled = True
        s.do("no_show", said("no_show", reason="客户临时不适，未到院"))
        _close(s)
        return True
    return False


def _before_lock(s: Sketch) -> str:
    """Where a cancelled case stood: somewhere before the service counted as rendered (G-08)."""
    last = {"GC.outpatient": 5, "GC.inpatient": 6, "GC.visit": 3, "MD": 5, "ND": 2}.get(s.item.value, 1)
    return s.pick([station.stage for station in PATHS[s.item][:last]])


def _cancel(s: Sketch) -> None:
    if s.item in PLAIN:
        s.later(1, 2)
    else:
        s.days_on((0, 0, 1))
    s.jobs_cancelled = True
    s.do("cancel", said("cancel", by="customer", reason=s.pick(("客户已自行就诊", "客户改变主意", "客户要求暂缓"))))


def _close(s: Sketch) -> None:
    if s.item in PLAIN:
        s.at += s.between(2, 240)
    else:
        s.days_on((0, 0, 1, 1, 2))
    s.do("close", NOTHING["close"])


def _shift(rng: Random, told: Story, scenario: Scenario, axis: Axis, horizon: int) -> int:
    """How far the story is moved, in whole working days, so that nothing lies in the future."""
    last = max(step.at for sketch in told.sketches for step in sketch.steps)
    if not scenario.is_open:
        back = int(rng.random() * horizon)
        place = axis.place - back - last // DAY
    elif scenario.stage in VISITS:
        place = axis.place + _wanted_visit(rng, told, scenario) - told.sketches[-1].visit_at // DAY
    else:
        place = axis.place - rng.choice(AGES[scenario.stage]) - last // DAY
    while last + place * DAY > axis.now_at:
        place -= 1
    return place * DAY


def _wanted_visit(rng: Random, told: Story, scenario: Scenario) -> int:
    """In how many working days the visit is: what the lead was drawn for, less what the booking took of it."""
    sketch = told.sketches[-1]
    if not sketch.lead:
        return rng.choice(VISITS[scenario.stage])
    allowed: Sequence[int] = [days for days in VISITS[scenario.stage] if days < sketch.lead]
    return rng.choice(allowed)


def _plain_shift(rng: Random, sketch: Sketch, scenario: Scenario, axis: Axis, horizon: int) -> int:
    last = sketch.steps[-1].at
    if scenario.is_open:
        return axis.now - rng.choice(MINUTES[scenario.stage]) - last
    day = axis.now // DAY - int(rng.random() * horizon * 1.4)
    minute = rng.randint(8 * 60, 22 * 60) if rng.random() < 0.75 else rng.randint(0, DAY - 1)
    return min(day * DAY + minute, axis.now - last - 1)
