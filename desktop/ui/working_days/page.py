"""The page of holidays and working days: the year at the left, the notice and its effects at the right."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.calendars.calendars_desk import Draft
from desktop.casework.calendars.rows import YearPage
from desktop.casework.rows import Done, Outcome
from desktop.faults import InputFault
from desktop.handbook.vocabulary import Refusal
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.date_inputs import spell_day
from desktop.ui.file_dialogs import file_dialog
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.page_head import PageHead
from desktop.ui.read_page import ReadPage
from desktop.ui.source import Source
from desktop.ui.worker import Worker
from desktop.ui.working_days import words
from desktop.ui.working_days.notice_pane import NoticePane
from desktop.ui.working_days.source import YearSource
from desktop.ui.working_days.year_card import YearCard

BACK_MS = 10_000
KINDS = "放假通知 (*.txt *.json *.xlsx *.csv)"


class WorkingDaysPage(ReadPage):
    """`told` carries a line for the toast, `did` what Ctrl+Z takes back ("" when ten seconds are over)."""

    where = Where.YEAR
    told = Signal(str, bool)
    did = Signal(str)
    changed = Signal(object)
    case_wanted = Signal(int)

    def __init__(self, desk: Source, source: YearSource, worker: Worker, actions: ActionDesk) -> None:
        super().__init__()
        self._desk, self._source, self._worker, self._actions = desk, source, worker, actions
        self.page: YearPage | None = None
        self.following: YearPage | None = None
        self.draft: Draft | None = None
        self._year, self._version, self._busy = 0, 0, False
        self.head, self.card, self.pane = PageHead(words.TITLE, self), YearCard(self), NoticePane(self)
        self.back = QTimer(self)
        self.back.setSingleShot(True)
        self.back.setInterval(BACK_MS)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.card.grid)
        self.setAccessibleName(words.TITLE)

    def _lay_out(self) -> None:
        self.head.offer("year_import", "导入", "I", "upload")
        self.head.offer("year_export", "导出 CSV", "X", "download")
        columns = QHBoxLayout()
        columns.setSpacing(8)
        columns.addWidget(self.card, 740)
        columns.addWidget(self.pane, 464)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 12, 4)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addWidget(self.strip)
        box.addLayout(columns, 1)
        box.addWidget(KeyHintBar(self._actions, Where.YEAR, self))

    def _connect(self) -> None:
        self.head.acted.connect(self._actions.trigger)
        self.card.head.wanted.connect(self.show_year)
        self.card.grid.turned.connect(self.turn_day)
        self.pane.typed.connect(self.read_text)
        self.pane.enable_wanted.connect(self.enable)
        self.pane.walk_wanted.connect(self.walk)
        self.pane.drop_wanted.connect(self.drop)
        self.pane.effects.opened.connect(self.case_wanted)
        self.back.timeout.connect(self._forget_back)

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read the year and the one after it; a draft is weighed anew."""
        self._worker.run(partial(_both, self._source, self._year), self._take, self.lose, lane="year")
        if self.draft is not None and self.draft.origin == "notice":
            self.read_text(self.pane.field.toPlainText())

    @Slot(object)
    def _take(self, pages: tuple[YearPage, YearPage | None]) -> None:
        self.page, self.following = pages
        self._year, self.asked = self.page.year, self._desk.now()
        self.strip.clear()
        self._show()
        self._say_time(self._desk.now())

    def _show(self) -> None:
        if self.page is None:
            return
        self.card.show_page(self.page, self.following)
        self.pane.show_draft(self.draft, self.page, self._wanted)
        weighed = self.draft.preview if self.draft is not None else None
        if weighed is not None and self.page.year == weighed.months[0].days[0].date.year:
            self.card.grid.show_year(weighed.months, self.page.now.date(), frozenset(weighed.changed_days))

    @property
    def _wanted(self) -> int:
        """Whose notice would be entered: the year in sight while it is an estimate, else the next."""
        if self.page is None:
            return 0
        return self.page.year if not self.page.published else self.page.missing or self.page.now.year + 1

    def _say_time(self, now: datetime) -> None:
        self.head.set_words(f"管理 · {spell_day(now.date())} {now:%H:%M}")

    def tick(self, now: datetime) -> None:
        """Move the time in the head."""
        self._say_time(now)

    @Slot(int)
    def show_year(self, year: int) -> None:
        """Show another year."""
        self._year = year
        self.load()

    def turn(self, years: int) -> None:
        """[ and ]: the year before or after."""
        self.show_year(self._year + years)

    def step(self, days: int) -> None:
        """An arrow: another day."""
        self.card.grid.step(days)

    def turn_day(self) -> None:
        """Enter: what changing the day under the cursor would do."""
        self.pane.fill_quietly("")
        self._weigh(partial(self._source.read_day, self.card.grid.cursor_day))

    @Slot(str)
    def read_text(self, notice: str) -> None:
        """Read what was pasted or typed; an empty text is no draft."""
        if not notice.strip():
            self.draft = None
            self._show()
            return
        self._weigh(partial(self._source.read_text, notice, self._wanted))

    def _weigh(self, job: partial[Draft]) -> None:
        self._worker.run(job, self._weighed, self._failed, lane="draft", urgent=True)

    @Slot(object)
    def _weighed(self, draft: Draft) -> None:
        self.draft = draft
        self.strip.clear()
        self._show()

    def paste(self) -> None:
        """Ctrl+V: read the clipboard."""
        self.pane.paste(QApplication.clipboard().text())

    def import_file(self) -> None:
        """I: choose a notice, a workbook or a CSV."""
        dialog = file_dialog(self, "导入放假通知", QFileDialog.FileMode.ExistingFile, kinds=KINDS)
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    @Slot(str)
    def read_file(self, path: str) -> None:
        """Read a chosen file."""
        self.pane.fill_quietly("")
        self._weigh(partial(self._source.read_file, Path(path), self._wanted))

    def export_file(self) -> None:
        """X: write the year in sight."""
        dialog = file_dialog(self, "导出年历", QFileDialog.FileMode.AnyFile, kinds="年历 (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"工作日历-{self._year}.csv")
        dialog.fileSelected.connect(self.write_file)
        dialog.open()

    @Slot(str)
    def write_file(self, path: str) -> None:
        """Write it there."""
        self._worker.run(partial(self._source.write_file, self._year, Path(path)), self._written, self._failed)

    @Slot(object)
    def _written(self, count: int) -> None:
        self.told.emit(f"已导出 {self._year} 年放假与补班 {count} 天", False)

    def walk(self) -> None:
        """Look at the effects one by one."""
        if self.pane.effects.rows:
            self.pane.effects.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def enable(self) -> None:
        """Ctrl+Enter: let the draft take effect."""
        reason = words.barred(self.draft, self.page)
        if reason or self.draft is None or self._busy:
            self.told.emit(f"没有启用：{reason or '正在启用'}", False)
            return
        self._busy = True
        job = partial(self._source.enable, self.draft, uuid4().hex)
        self._worker.run(job, self._enabled, self._failed, urgent=True, command=True)

    @Slot(object)
    def _enabled(self, outcome: Outcome) -> None:
        self._busy = False
        if isinstance(outcome, Refusal):
            self.strip.tell("没有启用", outcome.sentence, kind="refusal")
            return
        self._version = outcome.seq
        self._clear()
        self.show_year(int(outcome.number))
        self.back.start()
        self.did.emit(f"启用 {outcome.number} 年日历")
        self.told.emit(f"已启用 {outcome.number} 年日历，{len(outcome.changed)} 件案件重算", True)
        self.changed.emit(outcome.changed)

    def take_back(self) -> bool:
        """Ctrl+Z: let the former calendar take effect again."""
        if not self._version:
            return False
        job = partial(self._source.take_back, self._version, uuid4().hex)
        self._worker.run(job, self._taken_back, self._failed, urgent=True, command=True)
        self._version = 0
        self.back.stop()
        return True

    @Slot(object)
    def _taken_back(self, done: Done) -> None:
        self.told.emit(f"已撤回 {done.number} 年日历，恢复原来的放假安排", False)
        self.load()
        self.changed.emit(done.changed)

    @Slot()
    def _forget_back(self) -> None:
        self._version = 0
        self.did.emit("")

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self._busy = False
        if isinstance(fault, InputFault):
            self.strip.tell("请核对", str(fault), kind="warning")
        else:
            self.lose(fault)

    def drop(self) -> None:
        """Esc: leave everything as it is."""
        self._clear()
        self._show()
        self.card.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self.draft = None
        self.strip.clear()
        self.pane.fill_quietly("")

    def retreat(self) -> bool:
        """Esc drops the draft first, then leaves the page."""
        if self.draft is None and not self.pane.field.toPlainText() and self.card.grid.hasFocus():
            return False
        self.drop()
        return True

    def panes(self) -> list[QWidget]:
        """F6 goes from the grid to the notice and to its effects."""
        return [self.card.grid, self.pane.field, *([self.pane.effects] if self.pane.effects.rows else [])]


def _both(source: YearSource, year: int) -> tuple[YearPage, YearPage | None]:
    """The year, and the next one that is an estimate, for the strip under the grid."""
    page = source.year(year)
    following = page.now.year + 1
    known = dict(page.neighbours)
    return page, source.year(following) if following in known and following != page.year else None
