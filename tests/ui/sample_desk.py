"""A small desk in memory with invented cases, as the screens need one: for tests and trial pictures only."""

from __future__ import annotations

import threading
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from desktop.casework.rows import (
    CaseView,
    Fact,
    FactGroup,
    QueueCount,
    QueueQuery,
    QueueRow,
    QuotaTile,
    Stage,
    Step,
    TimelineEntry,
)
from desktop.handbook.calendars import load_calendar
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.vocabulary import ClockReading, Item, Kind, Unit
from desktop.handbook.workdays import SHANGHAI, WorkCalendar
from desktop.paths import resource_path

NOW = datetime(2026, 9, 23, 14, 20, tzinfo=SHANGHAI)
ME = "林悦"
TABS = ("todo", "today", "overdue", "customer", "unassigned", "follow", "done", "all")

_TABLE = Path(__file__).with_name("sample_rows.txt")


@lru_cache(maxsize=1)
def calendar() -> WorkCalendar:
    """The real calendar of the resources."""
    return load_calendar(resource_path("calendars"))


def _moment(words: str) -> datetime | None:
    if not words:
        return None
    day, _, clock = words.partition(" ")
    month, number = map(int, day.split("-"))
    hour, minute = map(int, (clock or "09:00").split(":"))
    return datetime(2026, month, number, hour, minute, tzinfo=SHANGHAI)


def _unit(clock: str) -> Unit:
    if clock.startswith(("oc.", "pd.")):
        return Unit.MINUTES
    return Unit.HOURS if clock == "gc.notice" else Unit.DAYS


def _note(stage: str, clock: str) -> str:
    if stage == "等院区恢复":
        return "院区暂停门诊"
    return "等住院证（开证且医院科室确定后 10 个工作日）" if clock == "gc.inpatient" else "等资料收齐"


def _state(stage: str, due: datetime | None) -> str:
    if due is None:
        return "waiting"
    return "exempt" if stage == "等院区恢复" else "missed" if due < NOW else "running"


def _row(place: int, line: str) -> QueueRow:
    item, number, name, request, stage, step, clock, title, kind, rule, started, due, holder, since, owner = (
        line.split("|")
    )
    state = _state(stage, _moment(due))
    note = _note(stage, clock) if state in ("waiting", "exempt") else ""
    reading = ClockReading(
        clock, title, Kind(kind), _unit(clock), state, _moment(started), _moment(due), None, False, note, rule, step
    )
    owner = ME if owner == "me" else owner
    locked = stage in ("待陪诊来电", "待就诊", "待提醒", "待入院")
    return QueueRow(
        place, 1, number, Item(item), name, request, stage, step, reading,
        holder, _moment(since), None, owner, locked, True,
    )


def sample_rows() -> list[QueueRow]:
    """Forty invented cases as they stand at `NOW`; the first twelve are mine."""
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_row(place, line) for place, line in enumerate(lines, 1)]


def many_rows(count: int) -> list[QueueRow]:
    """As many rows as wanted, made of the sample's by turns."""
    rows = sample_rows()
    return [rows[place % len(rows)]._replace(id=place + 1) for place in range(count)]


class SampleDesk:
    """A `Source` over a list of rows; it counts the calls and remembers their threads. `fault` makes reads fail."""

    def __init__(self, rows: list[QueueRow] | None = None, now: datetime = NOW) -> None:
        self.calendar = calendar()
        self.hours = DeskHours()
        self.rows = {row.id: row for row in (sample_rows() if rows is None else rows)}
        self.calls: Counter[str] = Counter()
        self.threads: set[int] = set()
        self.seen: list[int] = []
        self.fault: Exception | None = None
        self._now = now

    def now(self) -> datetime:
        """The fixed moment of this desk."""
        return self._now

    def set_now(self, now: datetime) -> None:
        """Move the clock."""
        self._now = now

    def _called(self, name: str) -> None:
        self.calls[name] += 1
        self.threads.add(threading.get_ident())
        if self.fault:
            raise self.fault

    def _shown(self, query: QueueQuery, tab: str) -> list[QueueRow]:
        return [row for row in self.rows.values() if _matches(row, query, tab)]

    def queue_ids(self, query: QueueQuery) -> array:
        """Ids in the order of the query."""
        self._called("queue_ids")
        rows = self._shown(query, query.tab)
        if len(rows) < 5000:
            rows.sort(key=lambda row: _sort_key(row, query.sort), reverse=query.descending)
        return array("q", [row.id for row in rows])

    def queue_rows(self, ids: Sequence[int]) -> list[QueueRow]:
        """The rows of some ids."""
        self._called("queue_rows")
        self.seen.extend(ids)
        return [self.rows[case] for case in ids if case in self.rows]

    def queue_counts(self, owner: str, now: datetime) -> Mapping[str, QueueCount]:
        """Counts per page."""
        self._called("queue_counts")
        rows = list(self.rows.values())
        pages = {"today": [row for row in rows if row.owner == owner], "all": rows}
        pages |= {name: [row for row in rows if row.item.service == name] for name in ("OC", "PD", "GC", "MD", "ND")}
        return {name: QueueCount(len(some), sum(_overdue(row, now) for row in some)) for name, some in pages.items()}

    def tab_counts(self, query: QueueQuery) -> Mapping[str, int]:
        """Counts per view, and of promises, targets and waiting ones in the view that is on."""
        self._called("tab_counts")
        if len(self.rows) > 5000:
            return {}
        counts = {tab: len(self._shown(query, tab)) for tab in TABS}
        kinds = Counter(_kind(row) for row in self._shown(query, query.tab))
        return {**counts, **{name: kinds[name] for name in ("promise", "target", "waiting")}}

    def queue_choices(self, _query: QueueQuery, field: str) -> Sequence[str]:
        """What a filter offers."""
        self._called("queue_choices")
        if field == "hospital":
            return ["复旦肿瘤", "华山", "瑞金", "中山"]
        return sorted({getattr(row, field) for row in self.rows.values()} - {""})

    def case_view(self, case_id: int, now: datetime) -> CaseView:
        """A case page with invented facts."""
        self._called("case_view")
        return sample_case(self.rows[case_id], now)

    def close(self) -> None:
        """Nothing to leave."""
        self._called("close")


def _kind(row: QueueRow) -> str:
    return "waiting" if row.reading.state == "waiting" else str(row.reading.kind)


def _overdue(row: QueueRow, now: datetime) -> bool:
    return row.reading.due is not None and row.reading.due < now and row.reading.state != "exempt"


def _matches(row: QueueRow, query: QueueQuery, tab: str) -> bool:
    owner = "" if tab == "unassigned" else query.owner
    due = row.reading.due
    in_tab = {
        "todo": True, "all": True, "done": False, "follow": False, "overdue": _overdue(row, query.now),
        "today": due is not None and query.now <= due < query.today_end,
        "customer": row.holder == "customer", "unassigned": not row.owner,
    }[tab]
    wanted = [
        (query.service, row.item.service), (owner, row.owner), (query.stage, row.stage), (query.holder, row.holder)
    ]
    words = f"{row.name} {row.number} {row.request}"
    return (
        in_tab and all(not wish or wish == have for wish, have in wanted)
        and (not query.hospital or query.hospital in row.request) and query.search in words
    )


def _sort_key(row: QueueRow, sort: str) -> tuple:
    due = row.reading.due
    if sort == "due":
        return due is None, due or NOW, row.id
    return {"name": (row.name,), "stage": (row.stage,), "number": (row.number,)}.get(sort, (row.id,))


STEPS = (
    Step("notify", "发时间通知", "R", "send", True, "发出即锁定：门诊权益记为已用，客户不能再取消或更改。", ()),
    Step("log_call", "记电话", "C", "phone", False, "", ()),
    Step("book", "预约", "B", "calendar-check", False, "", ()),
    Step("assign_escort", "派陪诊", "E", "users", False, "", ()),
    Step("accept", "接单", "A", "user-check", False, "", ()),
    Step("snooze", "稍后", "S", "clock", False, "", ()),
)


def sample_case(row: QueueRow, now: datetime) -> CaseView:
    """A whole case around a queue row, with invented facts."""
    facts = (
        Fact("就诊", "9月29日 周二 09:30", "第 5 个工作日"),
        Fact("医院", "复旦大学附属肿瘤医院 · 胃外科"),
        Fact("号源", "主任医师 · 门诊楼 3 层 12 诊室"),
        Fact("陪诊", "何敏 · 距院 1.8 km · 预计 3 小时"),
    )
    quotas = (
        QuotaTile("GC.outpatient", "门诊", 1, 0, 1, 0, "本案预留 1", True),
        QuotaTile("GC.inpatient", "住院", 1, 0, 0, 1, "含探视 1", False),
        QuotaTile("MD", "会诊", 1, 0, 0, 1, "未用", False),
        QuotaTile("ND", "解结", 1, 1, 0, 0, "3月已用", False),
    )
    happened = now - timedelta(hours=3)
    entry = TimelineEntry(1, happened, now, "book", "预约成功", "9月29日 09:30 主任医师", ME, (), False, False)
    stages = (Stage("审核", "done", now - timedelta(days=5), ""), Stage("预约", "now", None, ""))
    policy = "保单 6608****2217 · 本人 · 有效至 2026-12-31"
    return CaseView(
        row.id, row.version, row.number, row.item, row.name, "女 52 岁 · 138****2046", policy,
        row.owner, row.stage, "open", "", "", "", row.holder, row.holder_since, row.holder_until,
        (FactGroup("就诊", "", facts),), quotas, (row.reading,), 0, stages, (entry,), STEPS, (), (),
    )
