"""Invented weeks of escort work, the same for the same number."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from desktop.casework.planning.model import Away, Carer, Stint
from desktop.casework.planning.solver import Task
from desktop.handbook.moments import parse_moment

MONDAY = parse_moment("2026-09-21 00:00")
HOSPITALS = tuple(f"第{number}医院" for number in range(12))
CITIES = ("上海", "北京")
HALF_HOUR = timedelta(minutes=30)


def week(works: int, carers: int, days: int = 5, number: int = 1, fixed: int = 0) -> Task:
    """A task of that size over some days from Monday."""
    luck = Random(number)
    ways = {
        (one, other): luck.randrange(15, 90, 5)
        for place, one in enumerate(HOSPITALS) for other in HOSPITALS[place + 1 :] if luck.random() < 0.5
    }  # fmt: skip
    people = [_carer(luck, place + 1) for place in range(carers)]
    kept: list[Stint] = []
    for place in range(fixed):
        stint = _stint(luck, 10_000 + place, days, luck.choice(people).id)
        if all(stint.escort_id != one.escort_id or stint.day != one.day for one in kept):
            kept.append(stint)
    return Task([_stint(luck, place, days) for place in range(works)], people, kept, ways)


def _carer(luck: Random, number: int) -> Carer:
    start = MONDAY + timedelta(days=luck.randrange(5))
    return Carer(
        id=number, name=f"陪诊{number}", sex=luck.choice("男女"),
        cities=CITIES if luck.random() < 0.1 else (CITIES[luck.random() < 0.3],),
        leave=(Away(start, start + timedelta(days=1), ""),) if luck.random() < 0.2 else (), reserve=luck.random() < 0.1,
        known={luck.choice(HOSPITALS): luck.randrange(1, 20) for _ in range(3)},
    )  # fmt: skip


def _stint(luck: Random, number: int, days: int, escort_id: int = 0) -> Stint:
    start = MONDAY + timedelta(days=luck.randrange(days), hours=7, minutes=15 * luck.randrange(0, 36))
    return Stint(
        case_id=number, occasion="outpatient", name=f"客{number}", hospital=luck.choice(HOSPITALS),
        city=CITIES[luck.random() < 0.3], starts_at=start,
        ends_at=start + timedelta(minutes=15 * luck.randrange(6, 13)),
        before=HALF_HOUR, after=HALF_HOUR, sex=luck.choice(("", "", "", "男", "女")), job_id=number if escort_id else 0,
        escort_id=escort_id,
    )  # fmt: skip
