"""The plan that covers the most open work and, among those, suits best: one binary choice per escort and piece of work.

Days are planned one after the other, since no job lasts over midnight: how much is covered does not suffer, and what
was planned before counts as load. Work that excludes each other is one row per escort and clique, which keeps the
relaxation tight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter
from typing import Any

import highspy

from desktop.casework.planning.fitness import hindrances
from desktop.casework.planning.model import DAY_LIMIT, Carer, Stint, Ways, compatible
from desktop.casework.planning.ranking import worth

SPREAD = 0.1
"""What it is worth that one more escort has work on a day."""

TOLERANCE = 1e-6
"""A plan that could be better by no more than this share is called the best."""

Pair = tuple[int, int]
Row = tuple[float, list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be planned: open work, the escorts, the jobs that stay, the ways, the minutes of a day."""

    works: Sequence[Stint]
    carers: Sequence[Carer]
    fixed: Sequence[Stint]
    ways: Ways
    limit: int = DAY_LIMIT

    def jobs_of(self) -> Mapping[int, list[Stint]]:
        """The jobs that stay, by escort."""
        found: dict[int, list[Stint]] = defaultdict(list)
        for stint in self.fixed:
            found[stint.escort_id].append(stint)
        return found


@dataclass(frozen=True, slots=True)
class Plan:
    """Who does what, as (place in `works`, place in `carers`); `gap` 0.0 is proven best."""

    chosen: tuple[Pair, ...]
    gap: float
    seconds: float


def solve(task: Task, seconds: float = 10.0) -> Plan:
    """The best plan found within about `seconds`; every constraint holds whatever the time was."""
    began = perf_counter()
    chosen: list[Pair] = []
    reached = possible = 0.0
    days = sorted({work.day for work in task.works})
    for place, day in enumerate(days):
        left = (seconds - (perf_counter() - began)) / (len(days) - place)
        today = _Day(task, day, chosen)
        pairs, value, bound = today.solved(max(0.05, left))
        chosen += pairs
        reached, possible = reached + value, possible + bound
    gap = max(0.0, (possible - reached) / possible) if possible else 0.0
    return Plan(tuple(chosen), 0.0 if gap < TOLERANCE else gap, perf_counter() - began)


def score(task: Task, chosen: Sequence[Pair]) -> float:
    """What a plan of one day is worth: one more covered piece of work outweighs everything else."""
    jobs = task.jobs_of()
    suits = sum(worth(task.carers[e], task.works[w], jobs.get(task.carers[e].id, ()), task.ways) for w, e in chosen)
    busy = {carer.id for carer in task.carers if jobs.get(carer.id)} | {task.carers[e].id for _, e in chosen}
    return covering(task) * len(chosen) + suits + SPREAD * len(busy)


def covering(task: Task) -> float:
    """The weight of one covered piece of work: more than all wishes together."""
    return 1.0 + (1 + SPREAD) * len(task.works)


class _Day:
    """The choices of one day, what was chosen on the days before being settled."""

    def __init__(self, task: Task, day: date, settled: Sequence[Pair]) -> None:
        self._task = task
        self._works = [w for w, work in enumerate(task.works) if work.day == day]
        jobs = {key: list(stints) for key, stints in task.jobs_of().items()}
        for w, e in settled:
            jobs.setdefault(task.carers[e].id, []).append(task.works[w])
        self._jobs = jobs
        self._today = {key: [one for one in stints if one.day == day] for key, stints in jobs.items()}
        self._worths = dict(self._choices())

    def _choices(self) -> Iterator[tuple[Pair, float]]:
        """Every pair that nothing hinders, with its worth."""
        task = self._task
        for w in self._works:
            for e, carer in enumerate(task.carers):
                today = self._today.get(carer.id, ())
                if next(hindrances(carer, task.works[w], today, task.ways, task.limit), None) is None:
                    yield (w, e), worth(carer, task.works[w], self._jobs.get(carer.id, ()), task.ways)

    def solved(self, seconds: float) -> tuple[list[Pair], float, float]:
        """The pairs chosen, their value and the value that no plan can exceed.

        First as much as possible is covered, then the wishes are met without covering less: told apart, both are
        proven best far sooner than in one sum.
        """
        if not self._worths:
            return [], 0.0, 0.0
        began = perf_counter()
        model, weight = self._model(), covering(self._task)
        works = self._task.works
        chosen = max((self._simply(lambda w: works[w].ends_at), self._simply(lambda w: works[w].starts_at)), key=len)
        most = float(len({w for w, _ in self._worths}))
        if len(chosen) < most:
            chosen, bound = model.best([1.0] * len(self._worths), 0.0, chosen, seconds / 2)
            most = min(most, bound)
        model.keep(len(chosen))
        wishes = list(self._worths.values())
        left = max(0.05, seconds - (perf_counter() - began))
        chosen, bound = model.best(wishes, SPREAD, chosen, left)
        value = self._value(chosen)
        bound = min(bound, (1 + SPREAD) * most) if most < len(chosen) + 1 - TOLERANCE else (1 + SPREAD) * most
        return chosen, weight * len(chosen) + value, weight * max(len(chosen), int(most + TOLERANCE)) + bound

    def _value(self, chosen: Sequence[Pair]) -> float:
        """What the choices are worth beside what they cover."""
        idle = {e for _, e in chosen if not self._today.get(self._task.carers[e].id)}
        return sum(self._worths[pair] for pair in chosen) + SPREAD * len(idle)

    def _simply(self, order: Callable[[int], datetime]) -> list[Pair]:
        """A plan to begin with: piece by piece in that order, each to the escort who suits best then."""
        task, chosen = self._task, []
        today = {carer.id: list(self._today.get(carer.id, ())) for carer in task.carers}
        by_work: dict[int, list[Pair]] = defaultdict(list)
        for pair in self._worths:
            by_work[pair[0]].append(pair)
        for w in sorted(by_work, key=order):
            for pair in sorted(by_work[w], key=self._worths.__getitem__, reverse=True):
                carer = task.carers[pair[1]]
                if next(hindrances(carer, task.works[w], today[carer.id], task.ways, task.limit), None) is None:
                    today[carer.id].append(task.works[w])
                    chosen.append(pair)
                    break
        return chosen

    def _model(self) -> _Model:
        columns = {pair: place for place, pair in enumerate(self._worths)}
        rows = [*_once(columns), *_cliques(self._task, self._works, columns), *self._room(columns)]
        idle = list(self._idle(columns))
        return _Model(columns, [*rows, *idle], len(idle))

    def _room(self, columns: Mapping[Pair, int]) -> Iterator[Row]:
        """No escort's day grows beyond the limit."""
        by_carer: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for (w, e), column in columns.items():
            by_carer[e].append((column, float(self._task.works[w].minutes)))
        for e, terms in by_carer.items():
            kept = sum(stint.minutes for stint in self._today.get(self._task.carers[e].id, ()))
            if sum(minutes for _, minutes in terms) > self._task.limit - kept:
                yield float(self._task.limit - kept), terms

    def _idle(self, columns: Mapping[Pair, int]) -> Iterator[Row]:
        """A column says that an escort without a job gets one: it is not above what is given to that escort."""
        by_carer: dict[int, list[int]] = defaultdict(list)
        for (_, e), column in columns.items():
            if not self._today.get(self._task.carers[e].id):
                by_carer[e].append(column)
        for place, given in enumerate(by_carer.values()):
            yield 0.0, [(len(columns) + place, 1.0), *((column, -1.0) for column in given)]


class _Model:
    """The rows in the solver's hands."""

    def __init__(self, columns: Mapping[Pair, int], rows: Sequence[Row], idle: int) -> None:
        self._columns, self._idle = columns, idle
        lp, every = highspy.HighsLp(), len(columns) + idle
        lp.num_col_, lp.num_row_, lp.sense_ = every, len(rows), highspy.ObjSense.kMaximize
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = [0.0] * every, [0.0] * every, [1.0] * every
        kinds = highspy.HighsVarType
        lp.integrality_ = [*[kinds.kInteger] * len(columns), *[kinds.kContinuous] * idle]
        _put_rows(lp, rows)
        self._solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("mip_rel_gap", TOLERANCE)
        self._solver.passModel(lp)

    def keep(self, count: int) -> None:
        """From now on no plan covers less."""
        places = list(range(len(self._columns)))
        self._solver.addRow(float(count), highspy.kHighsInf, len(places), places, [1.0] * len(places))

    def best(
        self, weights: Sequence[float], idle: float, start: Sequence[Pair], seconds: float
    ) -> tuple[list[Pair], float]:
        """The pairs of the best plan found in that time, never worse than `start`, and the bound of every plan."""
        solver, every = self._solver, len(self._columns) + self._idle
        solver.changeColsCost(every, list(range(every)), [*weights, *[idle] * self._idle])
        solver.setOptionValue("time_limit", solver.getRunTime() + seconds)
        first = highspy.HighsSolution()
        taken = {self._columns[pair] for pair in start}
        first.col_value = [float(place in taken) for place in range(every)]
        solver.setSolution(first)
        solver.run()
        info, values = solver.getInfo(), list(solver.getSolution().col_value)
        chosen = [pair for pair, value in zip(self._columns, values, strict=False) if value > 0.5]
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            return chosen, info.objective_function_value
        return (chosen, info.mip_dual_bound) if len(chosen) >= len(start) else (list(start), info.mip_dual_bound)


def _put_rows(lp: highspy.HighsLp, rows: Sequence[Row]) -> None:
    lp.row_lower_ = [-highspy.kHighsInf] * len(rows)
    lp.row_upper_ = [upper for upper, _ in rows]
    starts: list[int] = [0]
    index: list[int] = []
    value: list[float] = []
    for _, terms in rows:
        index.extend(column for column, _ in terms)
        value.extend(weight for _, weight in terms)
        starts.append(len(index))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, index, value


def _once(columns: Mapping[Pair, int]) -> Iterator[Row]:
    """One escort per piece of work."""
    by_work: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (w, _), column in columns.items():
        by_work[w].append((column, 1.0))
    yield from ((1.0, terms) for terms in by_work.values())


def _cliques(task: Task, works: Sequence[int], columns: Mapping[Pair, int]) -> Iterator[Row]:
    """Of work that excludes each other, one escort does one."""
    groups = list(exclusive_groups(task, works))
    for e in range(len(task.carers)):
        seen: set[tuple[int, ...]] = set()
        for group in groups:
            members = tuple(w for w in group if (w, e) in columns)
            if len(members) > 1 and members not in seen:
                seen.add(members)
                yield 1.0, [(columns[w, e], 1.0) for w in members]


def exclusive_groups(task: Task, places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Sets of work no two of which one escort can do; together they hold every such pair.

    What is going on at one moment is such a set; a pair apart in time but too far for the way makes another.
    """
    works = task.works
    order = sorted(places, key=lambda w: works[w].blocked_from)
    held: set[Pair] = set()
    excludes = _exclusions(task, order)
    for w in order:
        now = [o for o in order if works[o].blocked_from <= works[w].blocked_from < works[o].blocked_to]
        yield from _grown(now, order, excludes, held)
    for place, w in enumerate(order):
        for o in order[place + 1 :]:
            if o in excludes[w] and (w, o) not in held:
                yield from _grown([w, o], order, excludes, held)


def _exclusions(task: Task, order: Sequence[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = {w: set() for w in order}
    for place, w in enumerate(order):
        for o in order[place + 1 :]:
            if not compatible(task.works[w], task.works[o], task.ways):
                found[w].add(o)
                found[o].add(w)
    return found


def _grown(
    seed: Sequence[int], order: Sequence[int], excludes: Mapping[int, set[int]], held: set[Pair]
) -> Iterator[tuple[int, ...]]:
    """The clique with everything that can join it, unless all of its pairs are held already."""
    group = set(seed)
    common = set.intersection(*(excludes[w] for w in seed))
    while common:
        joining = min(common)
        group.add(joining)
        common &= excludes[joining]
    members = [w for w in order if w in group]
    pairs = {(w, o) for place, w in enumerate(members) for o in members[place + 1 :]}
    if pairs - held:
        held |= pairs
        yield tuple(members)
