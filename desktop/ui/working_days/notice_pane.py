"""The right pane: the notice to paste, what was read in it, what it would move, and the button that enables it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.casework.calendars.calendars_desk import Draft
from desktop.casework.calendars.rows import YearPage
from desktop.ui import cards, fonts, glyphs, text, theme
from desktop.ui.buttons import Button
from desktop.ui.case.scroller import Scroller
from desktop.ui.working_days import words
from desktop.ui.working_days.notice_lists import EffectHead, EffectList, FeastList, Verdict

_PAUSE_MS, _LEAST = 250, 440
_HINT = "粘贴国务院办公厅放假通知的全文，或按 I 选文件"


class Told(QWidget):
    """Two lines on a tinted ground: the visits to check, or what enabling does."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fill, self._ink = ("soon_bg", "soon_fg") if kind == "warning" else ("info_bg", "info_fg")
        self._sign = kind == "warning"
        self.lines = ("", "")
        self.setFixedHeight(50)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, first: str, second: str = "") -> None:
        """Show two lines, or go away with an empty one."""
        self.lines = (first, second)
        self.setAccessibleName(f"{first}。{second}")
        self.setToolTip(first)
        self.setVisible(bool(first))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter, x = QPainter(self), 12
        cards.rounded(painter, QRectF(self.rect()), 6, self._fill)
        if self._sign:
            glyphs.draw(painter, 12, 11, "breach", theme.colour(self._ink))
            x = 32
        for place, line in enumerate(self.lines):
            weight = 500 if not place and self._sign else 0
            text.draw(painter, x, 5 + 20 * place, 20, line, "caption", self._ink, weight, room=self.width() - x - 10)


class NoticePane(cards.Card):
    """`typed` carries the text after a pause; `enable_wanted`, `walk_wanted` and `drop_wanted` are its buttons."""

    typed = Signal(str)
    enable_wanted = Signal()
    walk_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", padding=0, parent=parent)
        self.draft: Draft | None = None
        self.year, self.heading = 0, ""
        self.field = QPlainTextEdit(self)
        self.verdict, self.feasts = Verdict(self), FeastList(self)
        self.head, self.effects = EffectHead(self), EffectList()
        self.visits, self.after = Told("warning", self), Told("info", self)
        self.enable = Button("启用", "Ctrl+Enter", "primary", "calendar-check")
        self.walk, self.drop = Button("逐条核对", "F6"), Button("放弃", "Esc")
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(_PAUSE_MS)
        self._set_field()
        self._lay_out()
        self.pause.timeout.connect(self._tell_typed)
        self.field.textChanged.connect(self.pause.start)
        self.enable.clicked.connect(self.enable_wanted)
        self.walk.clicked.connect(self.walk_wanted)
        self.drop.clicked.connect(self.drop_wanted)

    def _set_field(self) -> None:
        self.field.setFont(fonts.font("dense"))
        self.field.setPlaceholderText(_HINT)
        self.field.setAccessibleName("放假通知的全文")
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(56)
        self.field.setMaximumHeight(96)
        self.setMinimumWidth(_LEAST)

    def _lay_out(self) -> None:
        top, low = QVBoxLayout(), QVBoxLayout()
        top.setContentsMargins(16, 56, 16, 8)
        low.setContentsMargins(16, 6, 16, 14)
        top.setSpacing(8)
        low.setSpacing(8)
        for part in (self.field, self.verdict, self.feasts):
            top.addWidget(part)
        self._scroller, self._rest = Scroller(self.effects), QWidget(self)
        low.addWidget(self.head)
        low.addWidget(self._scroller, 1)
        low.addWidget(self._rest, 1)
        low.addWidget(self.visits)
        low.addWidget(self.after)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.enable, 1)
        row.addWidget(self.walk)
        row.addWidget(self.drop)
        low.addLayout(row)
        self.body.setSpacing(0)
        self.body.addLayout(top)
        self.body.addLayout(low, 1)

    def _tell_typed(self) -> None:
        self.typed.emit(self.field.toPlainText())

    def paste(self, notice: str) -> None:
        """Put a notice into the field and read it at once."""
        self.field.setPlainText(notice)
        self.pause.stop()
        self._tell_typed()

    def fill_quietly(self, notice: str) -> None:
        """Put words into the field without reading them."""
        self.field.blockSignals(True)
        self.field.setPlainText(notice)
        self.field.blockSignals(False)

    def show_draft(self, draft: Draft | None, page: YearPage | None, year: int) -> None:
        """Show a draft, or the empty pane; `year` is the one whose notice would be entered."""
        self.draft, self.year = draft, year
        self.heading = words.title_of(draft, year)
        for part in (self.verdict, self.feasts, self.head, self.effects):
            part.show_draft(draft)
        weighed = draft.preview if draft is not None else None
        self._scroller.setVisible(weighed is not None)
        self._rest.setVisible(weighed is None)
        self.visits.tell(words.visits_words(weighed) if weighed else "", words.SENT)
        versions = max(len(page.versions), 1) if page is not None and draft and page.year == draft.notice.year else 1
        self.after.tell(*(words.consequence(draft, versions) if draft is not None and weighed else ("", "")))
        self.enable.set_title(words.enable_words(draft, year))
        self.enable.set_reason(words.barred(draft, page))
        self.walk.setVisible(bool(self.effects.rows))
        self.drop.setVisible(draft is not None or bool(self.field.toPlainText()))
        self.setAccessibleName(self.heading)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, heading and the line between the halves."""
        super().paintEvent(event)
        painter = QPainter(self)
        text.draw(painter, 16, 8, 26, self.heading, "section")
        reason = f" · {self.enable.reason}" if self.enable.reason and self.draft is not None else ""
        text.draw(painter, 16, 32, 20, f"粘贴全文，程序识别日期；启用前不影响任何时限{reason}", "caption", "text2",
                  room=self.width() - 32)  # fmt: skip
        if self.head.isVisible():
            cards.hairline(painter, 0, self.width(), self.head.y() - 4)
