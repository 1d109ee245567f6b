"""The same figures once more, from raw rows and in another way: case by case, verb by verb."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from sqlalchemy import select

from desktop.casework.dossier import load_case, situation
from desktop.handbook import progress
from desktop.handbook.rulebook import CLOCKS
from desktop.handbook.vocabulary import ITEM_TITLES, Item, Unit
from desktop.models.tables import Case, Record

CLOCK = {clock.name: clock for clock in (pair[1] for pair in chain(*CLOCKS.values()))}
DELIVERING = {"GC.outpatient": "serve", "GC.inpatient": "admit", "GC.visit": "visit_done", "ND": "issue_report",
              "OC": "answer", "PD": "take_call"}  # fmt: skip


def counting_records(session, case_id):
    """The records that count: a void that was voided voids nothing."""
    rows = session.scalars(select(Record).where(Record.case_id == case_id).order_by(Record.seq)).all()
    dead = set()
    for row in reversed(rows):
        if row.verb == "void" and row.seq not in dead:
            dead.add(row.details["record"])
    return [row for row in rows if row.seq not in dead]


def first(rows, verb):
    return min((row.happened_at for row in rows if row.verb == verb), default=None)


def life_of(item, rows):
    """When a case was applied for, reviewed, done, ended, read off its verbs."""
    reviews = [row for row in rows if row.verb == "review" and row.details["outcome"] != "more_material"]
    refused = reviews[-1].happened_at if reviews and reviews[-1].details["outcome"] == "refused" else None
    after = [row for row in reviews if not any(
        other.details["outcome"] == "refused" and other.seq > row.seq for other in reviews)]  # fmt: skip
    accepted = min((row.happened_at for row in (reviews if refused else after)
                    if row.details["outcome"] != "refused"), default=None)  # fmt: skip
    cancelled = first(rows, "cancel")
    ends = [row for row in rows if row.verb in ("close", "reopen")]
    closed = ends[-1].happened_at if ends and ends[-1].verb == "close" else None
    held, issued = first(rows, "hold_consultation"), first(rows, "issue_report")
    delivered = first(rows, DELIVERING[item]) if item in DELIVERING else (held and issued and max(held, issued))
    delivered = None if cancelled or refused else delivered
    return {
        "申请": first(rows, "apply"), "审核通过": accepted, "拒绝": refused, "取消": cancelled, "交付": delivered,
        "完成": closed if delivered and not refused else None, "结束": cancelled or refused or closed,
    }  # fmt: skip


def raw_services(desk, start, end):
    """{(item title, flow): number} of what lies in the period, and 在办 at its end."""
    found = Counter()
    with desk.reading() as session:
        for case_id, item in session.execute(select(Case.id, Case.item)).all():
            life = life_of(item, counting_records(session, case_id))
            title = ITEM_TITLES[Item(item)]
            for flow, moment in life.items():
                found[title, flow] += moment is not None and start <= moment < end
            over = min((life[one] for one in ("结束",) if life[one]), default=None)
            found[title, "在办"] += life["申请"] < end and (over is None or over >= end)
    return found


def raw_clocks(desk, start, end):
    """{(clock name, state): number} of clocks due in the period, each case loaded on its own."""
    found = Counter()
    with desk.reading() as session:
        for case_id in session.scalars(select(Case.id)).all():
            row = load_case(session, case_id)
            for reading in progress.clocks_of(situation(session, desk, row, desk.clock())):
                if reading.due is None or reading.state == "ended":
                    continue
                inside = start <= reading.due < end if reading.unit is Unit.MINUTES else start < reading.due <= end
                if inside:
                    found[reading.name, reading.state] += 1
                    found[row.item, reading.kind.value, reading.state] += 1
    return found
