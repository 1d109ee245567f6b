"""What is wrong on the escort calendar, one sentence each, and the one change that would end it (D-01, GC-12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop.casework.candidates import others_of, ranked
from desktop.casework.hospital_names import brief
from desktop.casework.planning.fitness import Hindrance, hindrances, spoken_hours
from desktop.casework.planning.model import Carer, Stint, overlap, shortfall
from desktop.casework.schedule_reading import Snapshot, appointment, moved, span_around
from desktop.casework.schedule_rows import Block, Candidate, Change, Trouble
from desktop.handbook.daytrace import WEEKDAYS, spell_minutes
from desktop.handbook.moments import spoken_moment

OCCASIONS = {"outpatient": "门诊", "admission": "入院", "discharge": "出院", "visit": "探视"}
_HOURS = {**OCCASIONS, "outpatient": "就诊"}
_KINDS = ("inactive", "away", "lapsed", "overlap", "way", "limit")
_GRID = timedelta(minutes=15)
Draw = Callable[[Stint], Block]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A job with everything that is wrong about it; `short` is said on the job itself, `long` in the strip."""

    stint: Stint
    carer: Carer
    kinds: frozenset[str]
    short: str
    long: str


def conflicts(snapshot: Snapshot) -> Mapping[int, str]:
    """What is wrong, in a few words, by job."""
    return {wrong.stint.job_id: wrong.short for wrong in _wrongs(snapshot)}


def troubles(snapshot: Snapshot, draw: Draw) -> Iterator[Trouble]:
    """Each job that cannot stay as it is, in the order of time; of two that overlap the later one is named."""
    for wrong in _wrongs(snapshot):
        advice, change = _remedy(snapshot, wrong, draw)
        sentence = f"{wrong.carer.name} {_day(snapshot, wrong.stint)}{wrong.long}"
        yield Trouble(wrong.stint.job_id, sentence, advice, change)


def _wrongs(snapshot: Snapshot) -> Iterator[Wrong]:
    for stint in sorted(snapshot.jobs, key=lambda one: (one.starts_at, one.job_id)):
        carer = snapshot.carer(stint.escort_id)
        if carer is None or stint.ends_at <= snapshot.now or _attended(snapshot, stint):
            continue
        earlier = [other for other in others_of(snapshot, carer, stint) if _before(other, stint)]
        found = [one for one in hindrances(carer, stint, earlier, snapshot.ways) if one.kind in _KINDS]
        if _uncovered(snapshot, stint):
            found.append(Hindrance("uncovered", f"{_HOURS[stint.occasion]}时间改了，陪诊没有覆盖"))
        if found:
            long = "；".join(_long(snapshot, stint, earlier, one) for one in found)
            yield Wrong(stint, carer, frozenset(one.kind for one in found), found[0].sentence, long)


def _attended(snapshot: Snapshot, stint: Stint) -> bool:
    return snapshot.detail(stint).actual_to is not None


def _before(other: Stint, stint: Stint) -> bool:
    return (other.starts_at, other.job_id) < (stint.starts_at, stint.job_id)


def _uncovered(snapshot: Snapshot, stint: Stint) -> bool:
    facts = snapshot.detail(stint).facts
    moment = appointment(stint, facts)
    over = facts.attended_at if stint.occasion != "discharge" else facts.discharged_at
    return moment is not None and over is None and not stint.starts_at <= moment < stint.ends_at


def _long(snapshot: Snapshot, stint: Stint, earlier: list[Stint], found: Hindrance) -> str:
    """The strip's words."""
    if found.kind == "overlap":
        other = next(one for one in earlier if overlap(one, stint) and one.name in found.sentence)
        shared = min(one.blocked_to for one in (other, stint)) - max(one.blocked_from for one in (other, stint))
        both = f"{_spoken(other)} 与 {_spoken(stint)}" if other.ends_at > stint.starts_at else _way(other, stint)
        return f"{both}，含前后占用重叠 {spell_minutes(_minutes(shared))}"
    if found.kind == "way":
        other = next(one for one in earlier if shortfall(one, stint, snapshot.ways)[1])
        return f"{_way(other, stint)}，路程 {shortfall(other, stint, snapshot.ways)[1]} 分钟"
    if found.kind == "uncovered":
        return f"{_spoken(stint)}：{_HOURS[stint.occasion]}改到 {_new_hour(snapshot, stint)}，陪诊没有覆盖"
    return found.sentence if found.kind == "limit" else f"{_spoken(stint)}：{found.sentence}"


def _new_hour(snapshot: Snapshot, stint: Stint) -> str:
    moment = appointment(stint, snapshot.detail(stint).facts)
    if moment is None or moment.date() == stint.day:
        return f"{moment:%H:%M}" if moment else ""
    return spoken_moment(moment)


def _day(snapshot: Snapshot, stint: Stint) -> str:
    """`10月8日 周四 ` where several days are shown."""
    day = stint.day
    return "" if snapshot.first == snapshot.last else f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]} "


def _way(other: Stint, stint: Stint) -> str:
    ends, starts = f"{other.ends_at:%H:%M}", f"{stint.starts_at:%H:%M}"
    return f"{ends} {brief(other.place)}结束，{starts} 要到{brief(stint.place)}"


def _spoken(stint: Stint) -> str:
    hours = f"{stint.starts_at:%H:%M}–{stint.ends_at:%H:%M}"
    return f"{hours} {brief(stint.place)}{OCCASIONS[stint.occasion]}"


def _remedy(snapshot: Snapshot, wrong: Wrong, draw: Draw) -> tuple[str, Change | None]:
    """The one change that ends it and makes no other conflict; the job keeps its length and covers its visit."""
    stint, carer = wrong.stint, wrong.carer
    start, end = _new_span(snapshot, wrong)
    later = moved(stint, carer.id, start, end)
    if later != stint and _fits(snapshot, carer, later) and _ends(snapshot, wrong, later):
        hours = f"{start:%H:%M}–{end:%H:%M}"
        advice = f"建议 {_of(stint)}改到 {hours}：路程够，当天 {_day_hours(snapshot, carer, later)} 小时"
        change = Change(draw(stint), carer.id, carer.title, start, end, carer.id, ())
        return f"{advice}；先与客户和医院确认，再应用", change
    if "uncovered" not in wrong.kinds:
        start, end = stint.starts_at, stint.ends_at
    wanted = moved(stint, 0, start, end)
    free = (one for one in ranked(snapshot, wanted, besides=carer.id) if not one.hindrance)
    best = next((one for one in free if _ends(snapshot, wrong, moved(stint, one.escort_id, start, end))), None)
    if best is None:
        return f"没有人可以替换 {_of(stint)}，请改时间或加派候补", None
    change = Change(draw(stint), best.escort_id, best.name, start, end, carer.id, best.reasons)
    return _reassigned(snapshot, stint, best), change


def _ends(snapshot: Snapshot, wrong: Wrong, later: Stint) -> bool:
    """Whether the change leaves nothing wrong about the job, and nothing about others of the two escorts that was not.

    Asked by the same rules that find conflicts.
    """
    own, both = wrong.stint.job_id, (wrong.carer.id, later.escort_id)
    before = replace(snapshot, jobs=tuple(one for one in snapshot.jobs if one.escort_id in both))
    after = replace(before, jobs=tuple(later if one.job_id == own else one for one in before.jobs))
    return {one.stint.job_id for one in _wrongs(after)} <= {one.stint.job_id for one in _wrongs(before)} - {own}


def _new_span(snapshot: Snapshot, wrong: Wrong) -> tuple[datetime, datetime]:
    """A visit that was moved takes its escort along; a discharge can wait until the way is long enough."""
    stint = wrong.stint
    moment = appointment(stint, snapshot.detail(stint).facts)
    if "uncovered" in wrong.kinds and moment is not None:
        start, end = span_around(moment, stint.occasion, snapshot.spans)
        return start, max(end, start + (stint.ends_at - stint.starts_at))
    if stint.occasion != "discharge" or not wrong.kinds <= {"way", "overlap"}:
        return stint.starts_at, stint.ends_at
    before = [other for other in others_of(snapshot, wrong.carer, stint) if _before(other, stint)]
    lacking = [needed - gap for gap, needed in (shortfall(one, stint, snapshot.ways) for one in before) if needed]
    lacking += [_minutes(one.blocked_to - stint.blocked_from) for one in before if overlap(one, stint)]
    shift = _GRID * -(-max(lacking, default=0) // 15)
    return stint.starts_at + shift, stint.ends_at + shift


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _fits(snapshot: Snapshot, carer: Carer, stint: Stint) -> bool:
    return next(hindrances(carer, stint, others_of(snapshot, carer, stint), snapshot.ways), None) is None


def _day_hours(snapshot: Snapshot, carer: Carer, stint: Stint) -> str:
    others = [one for one in others_of(snapshot, carer, stint) if one.day == stint.day]
    return spoken_hours(stint.minutes + sum(one.minutes for one in others))


def _of(stint: Stint) -> str:
    return f"{stint.name} {OCCASIONS[stint.occasion]}"


def _reassigned(snapshot: Snapshot, stint: Stint, best: Candidate) -> str:
    told = snapshot.detail(stint).facts.escort_told
    news = "客户已知道原来的陪诊，改派后要再告知" if told else "客户还不知道陪诊是谁，不需再告知"
    why = "·".join(best.reasons) or "时间合适"
    return f"建议 {_of(stint)}改派 {best.name}：{why}，改后 {spoken_hours(best.minutes_then)}/8 小时；{news}"
