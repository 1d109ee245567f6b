"""The hospital visit as part of a stay: its papers, its date, its doing (GC-07, GC-15, GC-16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.casework.acting import Act, BadInput, act
from desktop.casework.desk import Desk, Entry
from desktop.casework.jobs import Look, finish_job
from desktop.casework.rows import Outcome
from desktop.casework.wording import VISIT_PAPERS


def visit_materials(desk: Desk, case_id: int, entry: Entry, *, have: Sequence[str]) -> Outcome:
    """Papers that are there now: id, personal, policy, stay; receipts add up (GC-16)."""
    unknown = [name for name in have if name not in VISIT_PAPERS]
    if unknown or not have:
        raise BadInput(f"探视资料应为 {'、'.join(VISIT_PAPERS)} 中的若干项")
    return act(desk, case_id, entry, "visit_materials", {"have": list(have)})


def plan_visit(desk: Desk, case_id: int, entry: Entry, *, visit_at: datetime, reason: str = "") -> Outcome:
    """Set the visit's time; outside days 1 to 3 only with a reason (GC-07)."""
    return act(desk, case_id, entry, "plan_visit", {"visit_at": visit_at, "reason": reason})


def visit_done(
    desk: Desk, case_id: int, entry: Entry, *, from_: datetime | None = None, to: datetime | None = None,
    cut_short: str = "", look: Look | None = None,
) -> Outcome:  # fmt: skip
    """The visit was made, accompanied `from_` `to`: the right is used (GC-07, GC-12, G-08)."""
    if from_ is not None and to is not None and to <= from_:
        raise BadInput("结束时间须晚于开始时间")

    def keep(under_way: Act) -> None:
        if look:
            look(under_way)
        finish_job(under_way, "visit", from_, to)

    given = {"from_": from_, "to": to, "cut_short": cut_short}
    return act(desk, case_id, entry, "visit_done", given, effect=keep)
