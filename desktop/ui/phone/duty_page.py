"""The duty roster's page: a week of all phone doctors, gaps shown, everything by keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.phone.lanes import gap_sentence
from desktop.casework.phone.rows import Changed, DoctorCard, DutyDraft, DutyRow, Roster
from desktop.handbook.duty import Gap
from desktop.handbook.phone import GENERAL
from desktop.handbook.vocabulary import Refusal
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.cards import Card
from desktop.ui.case.scroller import Scroller
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.page_head import PageHead
from desktop.ui.phone.doctor_deeds import DoctorDeeds
from desktop.ui.phone.doctor_list import DoctorList
from desktop.ui.phone.duty_fields import duty_fields, duty_of, values_of
from desktop.ui.phone.duty_grid import DutyGrid
from desktop.ui.phone.failing import tell_fault
from desktop.ui.phone.form_popover import FormPopover
from desktop.ui.phone.source import PhoneSource
from desktop.ui.read_page import ReadPage
from desktop.ui.source import Source
from desktop.ui.worker import Worker

WEEK = timedelta(days=7)


class DutyPage(ReadPage):
    """`told` carries a line for the toast, `did` what Ctrl+Z takes back."""

    where = Where.DUTY
    told = Signal(str, bool)
    did = Signal(str)

    def __init__(self, desk: Source, source: PhoneSource, worker: Worker, actions: ActionDesk) -> None:
        super().__init__()
        self._desk, self._source, self._worker, self._actions = desk, source, worker, actions
        now = desk.now()
        self.start = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday())
        self.doctors: tuple[DoctorCard, ...] = ()
        self._seen: DutyRow | None = None
        self.head, self.grid, self.list = PageHead("值班表", self), DutyGrid(self), DoctorList(self)
        self.form = FormPopover(self, duty_fields(desk.now))
        self.staff = DoctorDeeds(self, source, worker)
        self._lay_out()
        self.form.submitted.connect(self._save)
        self.list.opened.connect(self.edit)
        self.grid.opened.connect(self.edit)
        self.head.acted.connect(actions.trigger)
        self.setFocusProxy(self.grid)
        self.setAccessibleName("值班表")

    def _lay_out(self) -> None:
        for name, title, key, icon in (
            ("duty_add", "补排班", "E", "calendar-plus"), ("duty_doctor", "新医生", "N", "user-plus"),
            ("duty_least", "最低人数", "M", "users"), ("duty_export", "导出工作簿", "X", "file-spreadsheet"),
            ("print", "打印", "Ctrl+P", "printer"),
        ):  # fmt: skip
            self.head.offer(name, title, key, icon)
        week, side = Card("", padding=4, parent=self), Card("医生", parent=self)
        self._scroller = Scroller(self.grid)
        self.grid.moved.connect(self._follow)
        week.body.addWidget(self._scroller)
        side.body.addWidget(Scroller(self.list))
        side.setFixedWidth(300)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(week, 1)
        middle.addWidget(side)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 4)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addWidget(self.strip)
        box.addLayout(middle, 1)
        box.addWidget(KeyHintBar(self._actions, Where.DUTY, self))

    @Slot(int, int)
    def _follow(self, middle: int, half: int) -> None:
        """Keep the cursor's day in sight."""
        self._scroller.ensureVisible(0, middle, 0, half)

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read the week and the doctors."""
        self._worker.run(self._source.doctors, self._take_doctors, self.lose, lane="phone doctors")
        job = partial(self._source.roster, self.start, self.start + WEEK)
        self._worker.run(job, self._take, self.lose, lane="phone roster")

    @Slot(object)
    def _take_doctors(self, doctors: tuple[DoctorCard, ...]) -> None:
        self.doctors = doctors
        self.list.show_doctors(doctors)
        choices = tuple((str(one.id), f"{one.name}·{one.title}") for one in doctors if one.active)
        self.form.fields["doctor"].set_choices(choices)  # type: ignore[attr-defined]

    @Slot(object)
    def _take(self, roster: Roster) -> None:
        self.asked = self._desk.now()
        self.strip.clear()
        self.grid.show_roster(roster, self.asked)
        said = gap_sentence(roster.gaps, self.asked) or "没有缺人"
        last = roster.end - timedelta(days=1)
        self.head.set_words(f"{roster.start:%Y-%m-%d} 至 {last:%m-%d} · {said}")

    def tick(self, now: datetime) -> None:
        """Move the line of now."""
        self.grid.now = now
        self.grid.update()

    def turn(self, weeks: int) -> None:
        """Another week; 0 is this one."""
        now = self._desk.now()
        this = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday())
        self.start = self.start + WEEK * weeks if weeks else this
        self.load()

    def add(self) -> None:
        """E: fill the gap with the cursor, else the next one, else any stretch."""
        block, now = self.grid.current, self._desk.now()
        gaps = [one for one in self.grid.roster.gaps if one.end > now] if self.grid.roster else []
        gap = block if isinstance(block, Gap) else gaps[0] if gaps else None
        start = gap.start if gap else now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        end = min(gap.end, start + timedelta(hours=24)) if gap else start + timedelta(hours=8)
        self._seen = None
        self.form.ask("补排班", {"department": gap.department if gap else GENERAL, "start": start, "end": end,
                                 "kind": "duty"})  # fmt: skip

    def step(self, places: int) -> None:
        """J and K: among the doctors when the keyboard is there, else in the week."""
        (self.list if self.list.hasFocus() else self.grid).step(places)

    def edit(self) -> None:
        """Enter: change the doctor or the stretch with the cursor, or fill the gap."""
        block = self.grid.current
        if self.list.hasFocus() and self.list.current is not None:
            self.staff.edit(self.list.current)
            return
        if isinstance(block, DutyRow):
            self._seen = block
            self.form.ask(f"修改 {block.doctor} 的班", values_of(block))
        elif block is not None:
            self.add()

    @Slot(object)
    def _save(self, values: Mapping[str, Any]) -> None:
        draft: DutyDraft = duty_of(values)
        self._worker.run(partial(self._source.save_duty, draft, self._seen), self._saved, self._failed, command=True)

    @Slot(object)
    def _saved(self, changed: Changed) -> None:
        if isinstance(changed.outcome, Refusal):
            self.form.say(changed.outcome.findings[0].sentence)
            return
        self.form.dismiss()
        self.tell("已保存", changed)

    def remove(self) -> None:
        """Delete: take the stretch with the cursor off the roster."""
        block = None if self.list.hasFocus() else self.grid.current
        if isinstance(block, DutyRow):
            self._worker.run(partial(self._source.drop_duty, block), self._removed, self._failed, command=True)

    @Slot(object)
    def _removed(self, changed: Changed) -> None:
        self.tell("已移除", changed)

    def tell(self, words: str, changed: Changed) -> None:
        """Something was changed that Ctrl+Z takes back."""
        self.did.emit(changed.undoable)
        self.told.emit(f"{words}：{changed.undoable}", True)
        self.load()

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self.fail(fault, (self.form,))

    def fail(self, fault: BaseException, forms: tuple[FormPopover, ...]) -> None:
        """Say it in the form that is open, else above the week."""
        for form in forms:
            if form.isVisible():
                form.say(str(fault))
                return
        tell_fault(self, fault)

    def take_back(self) -> bool:
        """Ctrl+Z."""
        self._worker.run(self._source.undo_duty, self._undone, self._failed, command=True)
        return True

    @Slot(object)
    def _undone(self, title: str) -> None:
        self.told.emit(f"已撤销：{title}", False)
        self.load()

    def export(self) -> None:
        """X: the week as a workbook."""
        job = partial(self._source.export_roster, self.start, self.start + WEEK)
        self._worker.run(job, self._exported, self._failed, command=True)

    @Slot(object)
    def _exported(self, path: Path) -> None:
        self.told.emit(f"已导出 {path}", False)

    def print_sheets(self) -> None:
        """Ctrl+P: the week as a PDF of A4 across, opened in the program that prints it."""
        job = partial(self._source.print_roster, self.start, self.start + WEEK)
        self._worker.run(job, self._printed, self._failed, command=True)

    @Slot(object)
    def _printed(self, path: Path) -> None:
        self.told.emit(f"已生成 PDF：{path}", False)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def panes(self) -> list[QWidget]:
        """F6 goes from the week to the doctors and back."""
        return [self.grid, self.list]
