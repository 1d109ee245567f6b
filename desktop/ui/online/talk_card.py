"""The middle of the page: head, emergency, what is said, what may be a critical illness, and the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.online.rows import Talk, Utterance
from desktop.ui import cards
from desktop.ui.case.scroller import Scroller
from desktop.ui.online.bubbles import Bubbles
from desktop.ui.online.composer import Composer
from desktop.ui.online.talk_head import TalkHead
from desktop.ui.strip import Offer, Strip

_LEAST = 380


class TalkCard(QWidget):
    """One conversation; new words come into sight by themselves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = TalkHead(self)
        self.alarm, self.trigger = Strip("error", self), Strip("warning", self)
        self.bubbles = Bubbles()
        self.scroller = Scroller(self.bubbles, self)
        self.composer = Composer(self)
        self.setMinimumWidth(_LEAST)
        self._lay_out()
        self.scroller.verticalScrollBar().rangeChanged.connect(self._to_end)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 0, 1, 1)
        box.setSpacing(0)
        above, below = QVBoxLayout(), QVBoxLayout()
        above.setContentsMargins(15, 10, 15, 0)
        above.addWidget(self.alarm)
        below.setContentsMargins(15, 0, 15, 10)
        below.addWidget(self.trigger)
        box.addWidget(self.head)
        box.addLayout(above)
        box.addWidget(self.scroller, 1)
        box.addLayout(below)
        box.addWidget(self.composer)

    def show_talk(self, talk: Talk | None, said: list[Utterance], now: datetime) -> None:
        """Show a conversation with everything said in it."""
        self.head.show_talk(talk, now)
        self.composer.set_open("" if talk is not None else "先选一个会话")
        self.bubbles.show_said(talk.row.name if talk is not None else "", said, now)
        self._warn(talk)

    def _warn(self, talk: Talk | None) -> None:
        """An emergency comes first, in the customer's words; then what may be a critical illness."""
        if talk is not None and talk.alarms:
            first = talk.alarms[0]
            offers = (Offer("told_120", "已告知拨打 120", "E", True), Offer("no_emergency", "不是急症"))
            self.alarm.tell(f"急症信号“{'、'.join(first.words[:3])}”：{first.title}", first.say, offers)
        else:
            self.alarm.clear()
        if talk is not None and talk.trigger is not None:
            said = f"来信含“{talk.trigger.word}”：属重疾，可转重疾绿通"
            self.trigger.tell(said, offers=(Offer("turn", "转办", "Ctrl+N"),))
        else:
            self.trigger.clear()

    def _to_end(self) -> None:
        bar = self.scroller.verticalScrollBar()
        bar.setValue(bar.maximum())

    def paintEvent(self, _event: Any) -> None:
        """Paint the card."""
        cards.rounded(QPainter(self), QRectF(self.rect()), 8, "bg_surface", "border")
