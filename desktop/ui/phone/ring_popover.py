"""Somebody rings: the number is typed, who has it is offered, Enter opens and takes the call."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.phone.rows import Match
from desktop.faults import InputFault
from desktop.ui import chips, text
from desktop.ui.inputs import TextField
from desktop.ui.phone.caller_column import MatchList
from desktop.ui.phone.source import PhoneSource
from desktop.ui.popover import SHADOW, Popover
from desktop.ui.text_label import Caption
from desktop.ui.worker import Worker

_WIDE, _ROW = 420, 62
_KEYS = ((("Return",), "查号、接听"), (("Up", "Down"), "选人"), (("Esc",), "关闭"))


class RingPopover(Popover):
    """`taken` carries the match whose call is opened; `faulted` what is no fault of the entry."""

    taken = Signal(object)
    faulted = Signal(object)
    stays = True

    def __init__(self, host: QWidget, source: PhoneSource, worker: Worker) -> None:
        super().__init__(host, _WIDE, 220)
        self._source, self._worker = source, worker
        self.number = TextField("来电号码", "手机或座机")
        self.number.edit.returnPressed.connect(self.seek)
        self.matches = MatchList(self)
        self.say = Caption("", self, "dense", "text2")
        box = QVBoxLayout(self)
        box.setContentsMargins(SHADOW + 16, SHADOW + 44, SHADOW + 16, SHADOW + 40)
        box.setSpacing(8)
        for widget in (self.number, self.matches, self.say):
            box.addWidget(widget)
        box.addStretch(1)
        self.setAccessibleName("有人来电")

    def ask(self) -> None:
        """Open and wait for a number."""
        self.number.set_value("")
        self._show(())
        self.say.set_words("输入号码，按 Enter 查找")
        self.open_at(QPoint((self.host.width() - _WIDE) // 2, 120))
        self.number.setFocus()

    def _show(self, matches: tuple[Match, ...]) -> None:
        self.matches.show_matches(matches)
        self.matches.setVisible(bool(matches))
        self.set_card_size(_WIDE, 44 + 60 + 8 + len(matches) * _ROW + 28 + 44)

    @Slot()
    def seek(self) -> None:
        """Look for the number."""
        if self.number.check():
            self.say.set_words("正在查找")
            job = partial(self._source.callers, self.number.value())
            self._worker.run(job, self._found, self._failed, lane="ring", urgent=True)

    @Slot(object)
    def _found(self, matches: tuple[Match, ...]) -> None:
        self._show(matches)
        if matches:
            self.say.set_words("选被保险人，Enter 接听")
            self.matches.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.say.set_words("没有登记过这个号码：请按 Ctrl+N 登记申请")

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        self.say.set_words("没有查到")
        if isinstance(fault, InputFault):
            self.number.set_fault(str(fault))
        else:
            self.faulted.emit(fault)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a person takes the call."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.matches.hasFocus():
            one = self.matches.current
            self.dismiss()
            if one is not None:
                self.taken.emit(one)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, title and keys."""
        super().paintEvent(event)
        painter, card = QPainter(self), self.card()
        text.draw(painter, card.x() + 16, card.y() + 8, 32, "有人来电", "section")
        x = card.x() + 16
        for keys, words in _KEYS:
            x += chips.draw_hint(painter, x, card.bottom() - 30, keys, words, "surface") + 12
