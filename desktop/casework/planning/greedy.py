"""A plan made the simple way, piece by piece in the order of time: what the solver is measured against."""

from __future__ import annotations

from desktop.casework.planning.fitness import hindrances
from desktop.casework.planning.ranking import worth
from desktop.casework.planning.solver import Pair, Task


def greedy(task: Task) -> tuple[Pair, ...]:
    """Each piece of work to the escort who suits best then."""
    jobs = {carer.id: list(task.jobs_of().get(carer.id, [])) for carer in task.carers}
    chosen: list[Pair] = []
    for w in sorted(range(len(task.works)), key=lambda place: task.works[place].starts_at):
        work = task.works[w]
        free = [
            (worth(carer, work, jobs[carer.id], task.ways), -e)
            for e, carer in enumerate(task.carers)
            if next(hindrances(carer, work, jobs[carer.id], task.ways, task.limit), None) is None
        ]
        if free:
            e = -max(free)[1]
            jobs[task.carers[e].id].append(work)
            chosen.append((w, e))
    return tuple(chosen)
