"""The plan of some days: reads the calendar, lets the solver work, and enters what was chosen (D-01, GC-12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from desktop.casework.candidates import ranked
from desktop.casework.planning.fitness import file_gaps, hindrances
from desktop.casework.planning.model import Carer, Stint
from desktop.casework.schedule import block
from desktop.casework.schedule_reading import Snapshot, moved
from desktop.casework.schedule_rows import Candidate, Change, Proposal

if TYPE_CHECKING:
    from desktop.casework.planning.solver import Task

_WORDS = {"overlap": "时间重叠", "away": "请假", "lapsed": "证件过期", "hours": "不在上班时间", "way": "路程不够",
          "limit": "当天已满", "inactive": "已停用"}  # fmt: skip


def propose(snapshot: Snapshot, seconds: float = 10.0) -> Proposal:
    """Who should do the open work; jobs already given stay. The solver is loaded when it is first asked."""
    solver = import_module("desktop.casework.planning.solver")
    carers = _sendable(snapshot)
    task: Task = solver.Task(snapshot.waiting, carers, snapshot.jobs, snapshot.ways)
    plan = solver.solve(task, seconds)
    chosen = {w: carers[e] for w, e in plan.chosen}
    changes = tuple(_change(snapshot, work, chosen[w]) for w, work in enumerate(snapshot.waiting) if w in chosen)
    left = tuple(
        (block(snapshot, work, {}), why_left(snapshot, work))
        for w, work in enumerate(snapshot.waiting) if w not in chosen
    )  # fmt: skip
    return Proposal(changes, left, plan.gap, plan.seconds)


def _sendable(snapshot: Snapshot) -> list[Carer]:
    return [carer for carer in snapshot.carers if next(file_gaps(carer), None) is None]


def _change(snapshot: Snapshot, work: Stint, carer: Carer) -> Change:
    found = _as_candidate(snapshot, work, carer)
    reasons = found.reasons if found else ()
    return Change(block(snapshot, work, {}), carer.id, carer.title, work.starts_at, work.ends_at, 0, reasons)


def _as_candidate(snapshot: Snapshot, work: Stint, carer: Carer) -> Candidate | None:
    rows: Sequence[Candidate] = ranked(snapshot, moved(work, 0, work.starts_at, work.ends_at))
    return next((row for row in rows if row.escort_id == carer.id), None)


def why_left(snapshot: Snapshot, work: Stint) -> str:
    """Why nobody was found, in one sentence."""
    near = [carer for carer in _sendable(snapshot) if not work.city or not carer.cities or work.city in carer.cities]
    if not near:
        return f"没有人在{work.city}"
    kinds: Counter[str] = Counter()
    for carer in near:
        first = next(hindrances(carer, work, snapshot.jobs_of(carer.id), snapshot.ways), None)
        kinds[first.kind if first else ""] += 1
    free = kinds.pop("", 0)
    if free:
        return f"人手不够：合适的 {free} 人都派给了同时段的其他陪诊"
    if len(kinds) == 1:
        return f"全部{_WORDS[next(iter(kinds))]}"
    return "不可派：" + "·".join(f"{_WORDS[kind]} {count}" for kind, count in kinds.most_common())
