"""Prints how long an escort plan takes and how much more it covers than a plan made piece by piece in the same run."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desktop.casework.planning.greedy import greedy
from desktop.casework.planning.ranking import worth
from desktop.casework.planning.solver import Pair, Task, solve
from tests.casework.planning.instances import week

SIZES = ((200, 40, 2.0), (400, 40, 10.0))
WEEKS = (1, 2, 3)


def suits(task: Task, chosen: tuple[Pair, ...]) -> float:
    """How well a plan's choices suit on average, from 0 to 1."""
    return sum(worth(task.carers[e], task.works[w], (), task.ways) for w, e in chosen) / max(1, len(chosen))


def main() -> None:
    """One line per size and invented week."""
    print(f"{'单数×人数':<12}{'秒':>8}{'目标':>6}{'差距':>10}{'派出':>6}{'逐单':>6}{'比':>8}{'合适':>8}{'逐单':>8}")
    for works, carers, goal in SIZES:
        for number in WEEKS:
            task = week(works, carers, number=number)
            began = perf_counter()
            plan = solve(task, goal)
            seconds, simple = perf_counter() - began, greedy(task)
            ratio = len(plan.chosen) / max(1, len(simple))
            print(
                f"{works}×{carers:<8}{seconds:>9.2f}{goal:>8.0f}{plan.gap:>12.2%}{len(plan.chosen):>8}{len(simple):>8}"
                f"{ratio:>9.3f}{suits(task, plan.chosen):>10.3f}{suits(task, simple):>10.3f}"
            )


if __name__ == "__main__":
    main()
