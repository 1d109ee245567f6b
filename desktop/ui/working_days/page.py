"""The page of holidays and working days: the year at the left, the notice and its effects at the right."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.calendars.calendars_desk import Draft
from desktop.casework.calendars.rows import YearPage
from desktop.faults import InputFault
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.date_inputs import spell_day
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.page_head import PageHead
from desktop.ui.read_page import ReadPage
from desktop.ui.source import Source
from desktop.ui.worker import Worker
from desktop.ui.working_days import words
from desktop.ui.working_days.deeds import YearDeeds
from desktop.ui.working_days.notice_pane import NoticePane
from desktop.ui.working_days.source import YearSource
from desktop.ui.working_days.year_card import YearCard


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
        self._year = 0
        self.head, self.card, self.pane = PageHead(words.TITLE, self), YearCard(self), NoticePane(self)
        self.deeds = YearDeeds(self, source, worker)
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
        self.pane.enable_wanted.connect(self.deeds.enable)
        self.pane.walk_wanted.connect(self.walk)
        self.pane.drop_wanted.connect(self.drop)
        self.pane.effects.opened.connect(self.case_wanted)

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
        self.pane.show_draft(self.draft, self.page, self.wanted)
        weighed = self.draft.preview if self.draft is not None else None
        if weighed is not None and self.page.year == weighed.months[0].days[0].date.year:
            self.card.grid.show_year(weighed.months, self.page.now.date(), frozenset(weighed.changed_days))

    @property
    def year(self) -> int:
        """The year in sight."""
        return self._year

    @property
    def wanted(self) -> int:
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
        self.weigh(partial(self._source.read_day, self.card.grid.cursor_day))

    @Slot(str)
    def read_text(self, notice: str) -> None:
        """Read what was pasted or typed; an empty text is no draft."""
        if not notice.strip():
            self.draft = None
            self._show()
            return
        self.weigh(partial(self._source.read_text, notice, self.wanted))

    def weigh(self, job: partial[Draft]) -> None:
        """Ask what a calendar would do; only the newest question counts."""
        self._worker.run(job, self._weighed, self.fail, lane="draft", urgent=True)

    @Slot(object)
    def _weighed(self, draft: Draft) -> None:
        self.draft = draft
        self.strip.clear()
        self._show()

    def paste(self) -> None:
        """Ctrl+V: read the clipboard."""
        self.pane.paste(QApplication.clipboard().text())

    def walk(self) -> None:
        """Look at the effects one by one."""
        if self.pane.effects.rows:
            self.pane.effects.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object)
    def fail(self, fault: BaseException) -> None:
        """What was entered cannot be right, or the desk is out of reach."""
        if isinstance(fault, InputFault):
            self.strip.tell("请核对", str(fault), kind="warning")
        else:
            self.lose(fault)

    def drop(self) -> None:
        """Esc: leave everything as it is."""
        self.clear()
        self._show()
        self.card.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget the draft."""
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
