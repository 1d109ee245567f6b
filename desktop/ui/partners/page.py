"""The page of partners: how each stands, a form for the chosen one, and a test call that says one sentence."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.gateways.partners import PartnerRow
from desktop.faults import InputFault
from desktop.ui import errors
from desktop.ui.buttons import Button
from desktop.ui.cards import Card
from desktop.ui.case import keys
from desktop.ui.case.keys import Key
from desktop.ui.case.scroller import Scroller
from desktop.ui.page_head import PageHead
from desktop.ui.partners.form import FIELDS, PartnerForm
from desktop.ui.partners.partner_list import PartnerList
from desktop.ui.partners.source import PartnerSource, Sheet
from desktop.ui.read_page import ReadPage
from desktop.ui.strip import Strip
from desktop.ui.worker import Worker

_LIST = 360
_CALLING = ("正在试", "最多等 15 秒，不影响别的操作")


class PartnerPage(ReadPage):
    """↑ ↓ choose a partner, Ctrl+Enter saves it, Ctrl+T calls it, Esc goes back. `told` is a line for the toast."""

    back_wanted = Signal()
    told = Signal(str)

    def __init__(self, source: PartnerSource, worker: Worker, now: Any) -> None:
        super().__init__()
        self._source, self._worker, self._now = source, worker, now
        self._calls: Worker | None = None
        self.key = ""
        self.head, self.answer = PageHead("对接设置", self), Strip("info", self)
        self.list = PartnerList(self)
        self.forms = {key: PartnerForm(key, self) for key in FIELDS}
        self.sheet = Card("设置", parent=self)
        self.save_button = Button("保存", "Ctrl+Return", "primary", "save")
        self.test_button = Button("试一下", "Ctrl+T", icon="activity")
        self._lay_out()
        self.list.chosen.connect(self.open)
        self.save_button.clicked.connect(self.save)
        self.test_button.clicked.connect(self.test)
        self.setFocusProxy(self.list)
        self.setAccessibleName("对接设置")

    def _lay_out(self) -> None:
        side, inner = Card("", padding=4, parent=self), QWidget(self)
        side.setFixedWidth(_LIST)
        side.body.addWidget(self.list)
        side.body.addStretch(1)
        stack = QVBoxLayout(inner)
        stack.setContentsMargins(0, 0, 8, 0)
        for form in self.forms.values():
            form.hide()
            stack.addWidget(form)
        stack.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.test_button, self.save_button):
            buttons.addWidget(button)
        for part in (self.answer, Scroller(inner)):
            self.sheet.body.addWidget(part)
        self.sheet.body.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(side)
        row.addWidget(self.sheet, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addWidget(self.strip)
        box.addLayout(row, 1)

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read how the partners stand; what is being typed stays."""
        self._worker.run(self._source.rows, self.show_rows, self.lose, lane="partners")

    @Slot(object)
    def show_rows(self, rows: tuple[PartnerRow, ...]) -> None:
        """Show them."""
        self.asked = self._now()
        self.strip.clear()
        self.list.show_rows(rows, self.asked)
        count = sum(row.active for row in rows)
        self.head.set_words(f"{count} 家已配置，{len(rows) - count} 家由人办理 · 没有网络也照常工作 · Esc 返回")
        if not self.key and rows:
            self.open(rows[self.list.at].key)

    @Slot(str)
    def open(self, key: str) -> None:
        """Read how one is set up."""
        self.answer.clear()
        self._worker.run(partial(self._source.sheet, key), self._show_sheet, self.lose, lane="partner")

    @Slot(object)
    def _show_sheet(self, sheet: Sheet) -> None:
        self.key = sheet.key
        self.forms[sheet.key].fill(sheet)
        for key, form in self.forms.items():
            form.setVisible(key == sheet.key)
        row = next((row for row in self.list.rows if row.key == sheet.key), None)
        self.sheet.title = row.title if row is not None else "设置"
        self.sheet.setAccessibleName(self.sheet.title)
        self.sheet.update()

    def save(self) -> None:
        """Ctrl+Enter: keep the values, and the secrets that were typed."""
        form = self.forms.get(self.key)
        values = form.values() if form is not None else None
        if form is not None and values is not None:
            job = partial(self._source.save, self.key, values, form.typed_secrets())
            self._worker.run(job, self._saved, self._failed, command=True)

    @Slot(object)
    def _saved(self, _answer: object) -> None:
        self.told.emit(f"已保存{self.sheet.title}的设置")
        self.load()
        self.open(self.key)

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        if isinstance(fault, InputFault) or errors.is_environment(fault):
            words = str(fault) if str(fault) else errors.sentence_of(fault)
            self.answer.tell("没有保存", words, kind="refusal")
        else:
            self.faulted.emit(fault)

    def test(self) -> None:
        """Ctrl+T: call the partner as it was saved, in a thread of its own."""
        if not self.key or (self._calls is not None and self._calls.busy()):
            return
        if self._calls is None and self._source.possible():
            self._calls = Worker(self)
        self.answer.tell(*_CALLING, kind="info")
        job = partial(_called, self._source, self.key)
        (self._calls or self._worker).run(job, self._answered, self._untold)

    @Slot(object)
    def _answered(self, told: tuple[str, bool, str]) -> None:
        key, ok, sentence = told
        if key == self.key:
            self.answer.tell("对方有回答" if ok else "没有成功", sentence, kind="info" if ok else "warning")
        self.load()

    @Slot(object)
    def _untold(self, fault: BaseException) -> None:
        self.answer.clear()
        self.lose(fault)

    def at_rest(self) -> bool:
        """Whether no call is under way."""
        return self._calls is None or not self._calls.busy()

    @Slot()
    def close_down(self) -> None:
        """The window closes: a call under way ends by itself within seconds."""
        if self._calls is not None:
            self._calls.close()

    def panes(self) -> list[QWidget]:
        """F6 goes from the list to the form and back."""
        first = next(iter(self.forms[self.key].fields.values())) if self.key else self.list
        return [self.list, first]

    def event(self, event: QEvent) -> bool:
        """The page's own keys come before the window's shortcuts."""
        if isinstance(event, QKeyEvent):
            mine = event.key() == Key.Key_Escape or keys.is_submit(event) or _is_test(event)
            if keys.claim(event, mine):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter, Ctrl+T, Esc."""
        if event.key() == Key.Key_Escape:
            self.back_wanted.emit()
        elif keys.is_submit(event):
            self.save()
        elif _is_test(event):
            self.test()
        else:
            super().keyPressEvent(event)


def _is_test(event: QKeyEvent) -> bool:
    return event.key() == Key.Key_T and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def _called(source: PartnerSource, key: str) -> tuple[str, bool, str]:
    ok, sentence = source.call(key)
    return key, ok, sentence
