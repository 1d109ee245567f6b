"""The results of a day on one screen: digits say what became of each job, Ctrl+Enter records them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from desktop.casework.day_results import DayJob
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.cards import Card
from desktop.ui.case.scroller import Scroller
from desktop.ui.date_inputs import spell_day
from desktop.ui.empty import EmptyState
from desktop.ui.inputs import TextField
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.page_head import PageHead
from desktop.ui.read_page import ReadPage
from desktop.ui.results.columns import ColumnHeads
from desktop.ui.results.recording import Recorded, Recording
from desktop.ui.results.row import ResultRow
from desktop.ui.results.rows import ResultRows
from desktop.ui.results.source import ResultSource
from desktop.ui.source import Source
from desktop.ui.strip import Offer
from desktop.ui.worker import Worker

_ONE_DAY = timedelta(days=1)
_UNLIMITED = 16_777_215


class ResultsPage(ReadPage):
    """`told` carries a line for the toast and whether it can be taken back, `changed` the cases that changed.

    `did` carries what Ctrl+Z takes back and the numbers of its steps.
    """

    where = Where.RESULTS
    told = Signal(str, bool)
    changed = Signal(object)
    did = Signal(str, object)

    def __init__(self, desk: Source, source: ResultSource, worker: Worker, actions: ActionDesk) -> None:
        super().__init__()
        self._desk, self._source, self._worker, self._actions = desk, source, worker, actions
        self.day = desk.now().date()
        self.recording = Recording(source, worker, self)
        self.head = PageHead("当日结果", self)
        self.empty, self.list = EmptyState(self), ResultRows(desk.now, self)
        self.late = TextField("补登原因", "早于上一个工作日的结果补登须写明", required=True)
        self._build()
        self._connect()
        self.setFocusProxy(self.list)
        self.setAccessibleName("当日陪诊结果")

    def _build(self) -> None:
        self.head.offer("results_previous", "", "[", "chevron-left", "前一天")
        self.head.offer("results_next", "", "]", "chevron-right", "后一天")
        self.head.offer("results_record", "登记填好的各单", "Ctrl+Return", kind="primary")
        card = Card("", padding=4, parent=self)
        self._scroller = Scroller(self.list)
        for part in (ColumnHeads(self), self._scroller, self.empty):
            card.body.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 8)
        box.setSpacing(8)
        for widget in (self.head, self.strip, card, self.late, KeyHintBar(self._actions, Where.RESULTS, self)):
            box.addWidget(widget)
        box.setStretchFactor(card, 1)
        self.late.hide()
        self.empty.hide()

    def _connect(self) -> None:
        self.head.acted.connect(self._actions.trigger)
        self.list.edited.connect(self._say)
        self.recording.answered.connect(self._take_outcomes)
        self.recording.undone.connect(self._take_undone)
        self.recording.failed.connect(self.lose)
        deeds: dict[str, Callable[[], None]] = {
            "down": partial(self.list.step, 1), "up": partial(self.list.step, -1),
            "served": partial(self.choose, "served"),
            "no_show": partial(self.choose, "no_show"), "cut_short": partial(self.choose, "cut_short"),
            "clear": partial(self.choose, ""), "order": self.order, "record": self.record,
            "previous": partial(self.turn, -1), "next": partial(self.turn, 1),
        }  # fmt: skip
        for name, deed in deeds.items():
            self._actions.handle(f"results_{name}", deed)

    def show_day(self, day: date) -> None:
        """Turn to a day; what was entered of another one and not recorded is gone."""
        if day != self.day:
            self._fill(())
            self.late.hide()
        self.day = day

    def turn(self, days: int) -> None:
        """The day before or after."""
        self.show_day(self.day + days * _ONE_DAY)
        self.load()

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read the day; what is being entered stays."""
        self._worker.run(partial(_read, self._source, self.day), self._take, self.lose, lane="results")

    @Slot(object)
    def _take(self, read: tuple[date, tuple[DayJob, ...]]) -> None:
        if read[0] != self.day:
            return
        self.asked = self._desk.now()
        self.strip.clear()
        self._fill(read[1])

    def _fill(self, jobs: tuple[DayJob, ...]) -> None:
        self.list.fill(jobs)
        self.empty.setVisible(not jobs)
        self._scroller.setMaximumHeight(_UNLIMITED if jobs else 0)
        if not jobs:
            offers = (Offer("results_previous", "前一天", "["),)
            self.empty.tell("calendar-check", "这一天没有陪诊安排", (spell_day(self.day),), offers)
        self._say()

    @property
    def rows(self) -> list[ResultRow]:
        """The rows of the day."""
        return self.list.rows

    def _say(self) -> None:
        now, drafts = self._desk.now(), self.list.drafts
        done = sum(draft.recorded for draft in drafts)
        filled = sum(bool(draft.what) and not draft.recorded for draft in drafts)
        ahead = sum(not draft.recorded and bool(draft.obstacle(now)) for draft in drafts)
        parts = [spell_day(self.day), f"{len(drafts)} 单"]
        for number, words in ((done, "已登记"), (filled, "已填好"), (ahead, "还没开始")):
            parts += [f"{words} {number}"] if number else []
        self.head.set_words(" · ".join(parts))

    def choose(self, what: str) -> None:
        """Say what became of the current job; a cut short one asks for its reason, the others lead on."""
        row = self._current()
        if row is None:
            return
        row.show_draft(row.draft.chosen(what))
        self._say()
        if what == "cut_short":
            row.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def order(self) -> None:
        """Tick that the expert ordered admission, or untick it (GC-13)."""
        row = self._current()
        if row is not None:
            row.show_draft(row.draft.ticked())
            self._say()

    def _current(self) -> ResultRow | None:
        row = self.list.current
        if row is not None and (why := row.draft.obstacle(self._desk.now())):
            self.told.emit(f"{row.draft.job.name}：{why}", False)
            return None
        return row

    def record(self) -> None:
        """Record every row that is filled and in order; the others keep what was entered."""
        now = self._desk.now()
        filled = [draft for draft in self.list.drafts if draft.what and not draft.recorded]
        ready = [draft.result() for draft in filled if not draft.fault(now)]
        if ready and not self.recording.busy:
            self.recording.record(ready, "" if self.late.isHidden() else self.late.value())
        elif not ready:
            words = "还有没填对的，看每行的说明" if filled else "还没有填：1 完成 · 2 未到 · 3 中途结束"
            self.told.emit(words, False)

    @Slot(object)
    def _take_outcomes(self, recorded: Recorded) -> None:
        for row in self.rows:
            if (why := recorded.refused.get(row.draft.job.job_id)) is not None:
                row.show_draft(replace(row.draft, refused=why))
        self.late.setVisible(recorded.late)
        if recorded.late:
            self.late.setFocus()
        if recorded.steps:
            self.did.emit(f"登记 {len(recorded.steps)} 单结果", recorded.steps)
        self.told.emit(recorded.words, bool(recorded.steps))
        if recorded.done:
            self.changed.emit(recorded.changed)
        self.load()

    @Slot(str, object)
    def _take_undone(self, words: str, changed: tuple[int, ...]) -> None:
        self.told.emit(words, False)
        self.changed.emit(changed)
        self.load()

    def tick(self, _now: datetime) -> None:
        """Jobs begin as time goes on."""
        for row in self.rows:
            row.update()
        self._say()

    def retreat(self) -> bool:
        """Out of a field, back to its row."""
        row = self.list.current
        if row is None or row.hasFocus() or not (row.has_keyboard() or self.late.edit.hasFocus()):
            return False
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _read(source: ResultSource, day: date) -> tuple[date, tuple[DayJob, ...]]:
    return day, tuple(source.jobs(day))
