"""A small escort calendar in memory, with invented people: it books, refuses, frees, undoes and plans for real."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count, pairwise

from desktop.casework.rows import Done, Outcome
from desktop.casework.schedule_rows import (
    Absence,
    Block,
    Candidate,
    Change,
    DayHead,
    Lane,
    Proposal,
    Schedule,
    Trouble,
)  # fmt: skip
from desktop.handbook.vocabulary import Finding, Refusal
from desktop.handbook.workdays import SHANGHAI, DayKind
from tests.ui.calendar.sample_days import ESCORTS, JOBS, LEAVES
from tests.ui.sample_desk import NOW, SampleDesk, calendar

KINDS = {DayKind.WORK: "work", DayKind.MAKEUP: "makeup", DayKind.HOLIDAY: "holiday", DayKind.WEEKEND: "weekend"}
ONE_DAY = timedelta(days=1)
DAY = date(2026, 9, 23)


def at(day: date, clock: str) -> datetime:
    """A moment of a day."""
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI)


def named(page, name: str) -> Block:
    """The block of a customer on a page."""
    return next(block for block in page.agenda.every() if block.name == name)


def sample_blocks() -> list[Block]:
    """The jobs of the table, those without an escort open; what has ended is done."""
    return [_block(place, line) for place, line in enumerate(JOBS.strip().splitlines(), 1)]


def _block(place: int, line: str) -> Block:
    month_day, hours, who, name, hospital, occasion, meeting = (part.strip() for part in line.split("|"))
    month, number = map(int, month_day.split("-"))
    day = date(2026, month, number)
    start, end = (at(day, clock) for clock in hours.split("–"))
    escort = next((key for key, (title, _known) in ESCORTS.items() if title == who), 0)
    state = "open" if not escort else "done" if end <= NOW else "running" if start <= NOW else "planned"
    return Block(
        place if escort else 0, 1, escort, place, f"GT-2609{place:02}-001", name, hospital, "", meeting,
        occasion, start, end, 30, 30, state, bool(escort), "客户要在上午" if not escort else "", "",
    )  # fmt: skip


def blocked(block: Block) -> tuple[datetime, datetime]:
    """What a job takes with the ways before and after it."""
    return block.starts_at - timedelta(minutes=block.before), block.ends_at + timedelta(minutes=block.after)


def overlap(one: Block, other: Block) -> bool:
    """Whether two blocked spans share more than an edge (D-01)."""
    (start, end), (since, until) = blocked(one), blocked(other)
    return start < until and since < end


class SampleCalendar:
    """A `CalendarSource` over a list of blocks; it remembers the threads it was called in.

    `fault` makes it fail, a cleared `gate` makes it slow.
    """

    def __init__(self, blocks: Sequence[Block] | None = None, escorts: Sequence[int] = tuple(ESCORTS)) -> None:
        given = sample_blocks() if blocks is None else blocks
        self.blocks = {(block.case_id, block.occasion): block for block in given}
        self.escorts = tuple(escorts)
        self.threads: set[int] = set()
        self.fault: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.deeds: list[str] = []
        self._ids = count(1000)
        self._seqs = count(1)
        self._history: dict[int, tuple[str, dict]] = {}

    def _called(self) -> None:
        self.threads.add(threading.get_ident())
        self.gate.wait(10)
        if self.fault:
            raise self.fault

    def schedule(self, first: date, last: date) -> Schedule:
        """The days from first to last."""
        self._called()
        blocks = [block for block in self.blocks.values() if first <= block.starts_at.date() <= last]
        given = [self._judged(block) for block in blocks if block.escort_id]
        days = [first + n * ONE_DAY for n in range((last - first).days + 1)]
        heads = tuple(self._head(day, given) for day in days)
        workdays = sum(head.kind in ("work", "makeup") for head in heads)
        lanes = tuple(self._lane(key, given, max(1, workdays)) for key in self.escorts)
        waiting = tuple(block for block in blocks if not block.escort_id)
        return Schedule(first, last, heads, lanes, tuple(given), waiting, tuple(self._troubles(given)))

    def _head(self, day: date, given: Sequence[Block]) -> DayHead:
        kind = calendar().kind_of(day)
        jobs = sum(block.starts_at.date() == day for block in given)
        return DayHead(day, KINDS[kind], calendar().holiday_name(day), False, jobs)

    def _lane(self, key: int, given: Sequence[Block], workdays: int) -> Lane:
        name, known = ESCORTS[key]
        minutes = sum(int((block.ends_at - block.starts_at).seconds / 60) for block in given if block.escort_id == key)
        leaves = tuple(
            Absence(at(first, "00:00"), at(last, "00:00") + ONE_DAY, "请假")
            for who, first, last in LEAVES if who == name
        )  # fmt: skip
        return Lane(key, name, "138****2046", known, ("上海",), minutes, 480 * workdays, time(9), time(18), leaves, ())

    def _judged(self, block: Block) -> Block:
        return block._replace(conflict=self._clash(block) if block.state == "planned" else "")

    def _clash(self, block: Block) -> str:
        others = [other for other in self.blocks.values() if other.escort_id == block.escort_id and other != block]
        before = [other for other in others if other.starts_at < block.starts_at and overlap(block, other)]
        if not before:
            return ""
        if before[-1].ends_at > block.starts_at:
            return f"与 {before[-1].starts_at:%H:%M} {before[-1].name} 重叠"
        gap = int((block.starts_at - before[-1].ends_at).total_seconds() // 60)
        return f"与前一单间隔 {gap} 分，路程需 40 分"

    def _troubles(self, given: Sequence[Block]):
        for block in given:
            if block.conflict:
                day = f"{block.starts_at:%H:%M}"
                sentence = f"{ESCORTS[block.escort_id][0]} {day} 要到{block.hospital}；{block.conflict}"
                yield Trouble(block.job_id, sentence, *self._advice(block))

    def _advice(self, block: Block) -> tuple[str, Change | None]:
        for quarters in range(1, 9):
            start, end = (moment + quarters * timedelta(minutes=15) for moment in (block.starts_at, block.ends_at))
            if not self.trial(block, block.escort_id, start, end):
                change = Change(block, block.escort_id, ESCORTS[block.escort_id][0], start, end, block.escort_id, ())
                return f"{block.name} 顺延到 {start:%H:%M}–{end:%H:%M}：路程够，先与客户和医院确认，再应用", change
        return "", None

    def trial(self, block: Block, escort_id: int, starts_at: datetime, ends_at: datetime) -> str:
        """Why it would not fit."""
        name = ESCORTS[escort_id][0]
        day = starts_at.date()
        if any(who == name and first <= day <= last for who, first, last in LEAVES):
            return f"请假：{name} {day.month}月{day.day}日不在"
        tried = block._replace(escort_id=escort_id, starts_at=starts_at, ends_at=ends_at)
        key = (block.case_id, block.occasion)
        clashes = [
            other for own, other in self.blocks.items()
            if own != key and other.escort_id == escort_id and overlap(tried, other)
        ]  # fmt: skip
        if clashes:
            other = clashes[0]
            return f"时间重叠：{name} {other.starts_at:%H:%M}–{other.ends_at:%H:%M} 在{other.hospital}"
        return ""

    def candidates(self, block: Block) -> Sequence[Candidate]:
        """All escorts, the least busy who knows the hospital first, those who cannot last."""
        self._called()
        found = [self._candidate(block, key) for key in self.escorts]
        return sorted(found, key=lambda one: (bool(one.hindrance), block.hospital not in ESCORTS[one.escort_id][1],
                                              one.minutes_now))  # fmt: skip

    def _candidate(self, block: Block, key: int) -> Candidate:
        day = block.starts_at.date()
        own = [other for other in self.blocks.values() if other.escort_id == key and other.starts_at.date() == day]
        now = sum((other.ends_at - other.starts_at).seconds // 60 for other in own)
        then = now + (block.ends_at - block.starts_at).seconds // 60
        reasons = ["全天空闲" if not own else f"当天另有 {len(own)} 件"]
        reasons += [f"熟悉{block.hospital.replace('医院', '')}"] * (block.hospital in ESCORTS[key][1])
        hindrance = self.trial(block, key, block.starts_at, block.ends_at)
        return Candidate(key, ESCORTS[key][0], tuple(reasons), now, then, 480, hindrance)

    def assign(
        self, block: Block, escort_id: int, starts_at: datetime, ends_at: datetime, reason: str = ""
    ) -> Outcome:
        """Give it, unless somebody was quicker or it does not fit."""
        self._called()
        own = self.blocks[block.case_id, block.occasion]
        if own.version != block.version:
            return Refusal((Finding("D-01", "别人刚刚改过这一件，请看过再改"),))
        refusal = self.trial(block, escort_id, starts_at, ends_at)
        if refusal and not reason:
            return Refusal((Finding("D-01", refusal),))
        job = own.job_id or next(self._ids)
        return self._put(own, f"派 {own.name} 给{ESCORTS[escort_id][0]}", job_id=job, escort_id=escort_id,
                         starts_at=starts_at, ends_at=ends_at, state="planned", told=False)  # fmt: skip

    def unassign(self, block: Block, reason: str = "") -> Outcome:
        """Let it wait again."""
        self._called()
        own = self.blocks[block.case_id, block.occasion]
        label = f"退回 {own.name}" + f"（{reason}）" * bool(reason)
        return self._put(own, label, job_id=0, escort_id=0, state="open")

    def _put(self, own: Block, label: str, **changes) -> Outcome:
        seq = next(self._seqs)
        self._history[seq] = (label, {"block": own})
        self.blocks[own.case_id, own.occasion] = own._replace(version=own.version + 1, **changes)
        self.deeds.append(label)
        return Done(own.case_id, seq, own.number, (), (own.case_id,))

    def undo(self, token: int) -> Outcome:
        """Put back what a deed changed; 0 is the last one."""
        self._called()
        token = token or max(self._history)
        label, kept = self._history.pop(token)
        own = kept["block"]
        now = self.blocks[own.case_id, own.occasion]
        self.blocks[own.case_id, own.occasion] = own._replace(version=now.version + 1)
        self.deeds.append(f"撤销 {label}")
        return Done(own.case_id, token, own.number, (), (own.case_id,))

    def undo_label(self) -> str:
        """The last deed."""
        return list(self._history.values())[-1][0] if self._history else ""

    def propose(self, first: date, last: date) -> Proposal:
        """Give each open piece of work to the best who can, on a copy of the calendar."""
        self._called()
        trial = SampleCalendar(list(self.blocks.values()), self.escorts)
        changes, left = [], []
        for block in sorted(self.schedule(first, last).waiting, key=lambda some: some.starts_at):
            best = trial.candidates(block)[0]
            if best.hindrance:
                left.append((block, best.hindrance))
                continue
            trial.assign(block, best.escort_id, block.starts_at, block.ends_at)
            changes.append(Change(block, best.escort_id, best.name, block.starts_at, block.ends_at, 0, best.reasons))
        return Proposal(tuple(changes), tuple(left), 0.0, 0.4)

    def accept(self, proposal: Proposal, chosen: Sequence[int]) -> Sequence[Outcome]:
        """Carry the chosen changes out."""
        picked = [proposal.changes[place] for place in chosen]
        return [self.assign(one.block, one.escort_id, one.starts_at, one.ends_at) for one in picked]

    def is_sound(self, day: date) -> bool:
        """Whether no escort is in two places at once on a day."""
        blocks = sorted(self.blocks.values(), key=lambda one: one.starts_at)
        for key in self.escorts:
            own = [some for some in blocks if some.escort_id == key and some.starts_at.date() == day]
            if any(overlap(one, other) for one, other in pairwise(own)):
                return False
        return True


class CalendarSampleDesk(SampleDesk):
    """The sample desk with an escort calendar."""

    def __init__(self, escorts: SampleCalendar | None = None, now: datetime = NOW) -> None:
        super().__init__(now=now)
        self.person, self.connection = "孟佳", "共享库已连接 · 12 ms"
        self.calendar_desk = escorts or SampleCalendar()

    def hospitals(self, _prefix: str) -> Sequence[str]:
        """None: no form of these tests asks."""
        return []


def many_blocks(wanted: int, lanes: int = 125) -> tuple[list[Block], dict]:
    """So many blocks on one day over so many lanes, and the escorts for them."""
    base = sample_blocks()[0]
    escorts = {1000 + lane: (f"陪诊{lane + 1:03}", ("中山医院", "华山医院")) for lane in range(lanes)}
    made = []
    for place in range(wanted):
        lane, turn = place % lanes, place // lanes
        start = at(NOW.date(), "07:00") + turn * timedelta(minutes=85)
        made.append(base._replace(
            job_id=place + 1, escort_id=1000 + lane, case_id=place + 1, name=f"周{place % 40}", starts_at=start,
            ends_at=start + timedelta(minutes=60), before=10, after=10, state=("planned", "done", "running")[place % 3],
        ))  # fmt: skip
    return made, escorts


def crowded(schedule: Schedule, blocks: Sequence[Block], escorts: dict) -> Schedule:
    """A schedule with other jobs and lanes."""
    lane = schedule.lanes[0]
    lanes = tuple(lane._replace(escort_id=key, name=name, hospitals=known) for key, (name, known) in escorts.items())
    return replace(schedule, lanes=lanes, blocks=tuple(blocks), waiting=(), troubles=())
