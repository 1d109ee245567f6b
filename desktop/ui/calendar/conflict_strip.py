"""The strip under the calendar: how many conflicts, the worst in one sentence, and the one change that would end it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.schedule_rows import Trouble
from desktop.ui import cards, icons, text
from desktop.ui.buttons import Button

_LEFT, _LINE = 44, 20


class ConflictStrip(QWidget):
    """Shows the trouble of the block under the cursor, else the first. Its keys are those on its caps.

    While the cursor is on the troubled block, or the strip has the keyboard, Enter applies and Esc keeps. From any
    other block Enter opens the case, so Tab leads here first. `applied` and `kept` carry the Trouble.
    """

    applied = Signal(object)
    kept = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trouble: Trouble | None = None
        self.count = 0
        self.live = False
        self._let_be: set[tuple[int, str]] = set()
        self.keep = Button("不改", "Esc", height=32, role="dense", parent=self)
        self.apply = Button("应用", "Return", height=32, role="dense", parent=self)
        for button in (self.keep, self.apply):
            button.installEventFilter(self)
        self.keep.clicked.connect(self.let_be)
        self.apply.clicked.connect(self.mend)
        self.hide()

    @property
    def has_keyboard(self) -> bool:
        """Whether one of its buttons has it."""
        return self.keep.hasFocus() or self.apply.hasFocus()

    @property
    def mending(self) -> bool:
        """Whether Enter on the view applies the proposal."""
        return self.live and not self.isHidden() and not self.apply.isHidden()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The caps change with the keyboard's place."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_keys()
        return False

    def _show_keys(self) -> None:
        before = "" if self.live or self.has_keyboard else "Tab "
        for button, title, key in ((self.keep, "不改", "Esc"), (self.apply, "应用", "Return")):
            button.key = f"{before}{key}"
            button.set_title(title)
        self._arrange()

    def show_troubles(self, troubles: Sequence[Trouble], of_cursor: Trouble | None) -> None:
        """Show one of the troubles, or nothing when there are none; what was left as it is stays away."""
        troubles = [trouble for trouble in troubles if _name(trouble) not in self._let_be]
        self.count = len(troubles)
        self.live = of_cursor is not None and of_cursor in troubles
        self.trouble = of_cursor if self.live else next(iter(troubles), None)
        self.setVisible(self.trouble is not None)
        if self.trouble is None:
            return
        mendable = self.trouble.change is not None
        self.apply.setVisible(mendable)
        self.setAccessibleName(f"{self.title()}。{self.advice()}")
        self._show_keys()
        self.update()

    def title(self) -> str:
        """`1 处冲突：…`."""
        return f"{self.count} 处冲突：{self.trouble.sentence}" if self.trouble else ""

    def advice(self) -> str:
        """The proposal, or that there is none."""
        if self.trouble is None:
            return ""
        if self.trouble.change is None:
            return self.trouble.advice or "没有现成的改法：选中它，按 E 换人，或按 V 移动"
        return self.trouble.advice if self.trouble.advice.startswith("建议") else f"建议 {self.trouble.advice}"

    def mend(self) -> None:
        """Apply the proposal."""
        if self.trouble is not None and self.trouble.change is not None:
            self.applied.emit(self.trouble)

    def let_be(self) -> None:
        """Keep things as they are, and say no more of it today."""
        if self.trouble is not None:
            self._let_be.add(_name(self.trouble))
            self.kept.emit(self.trouble)

    def take_focus(self) -> None:
        """Give the keyboard to what would most likely be pressed."""
        (self.apply if self.apply.isVisible() else self.keep).setFocus(Qt.FocusReason.TabFocusReason)

    def _room(self) -> int:
        return self.width() - _LEFT - 28 - self.keep.width() - (self.apply.width() + 8) * (not self.apply.isHidden())

    def _lines(self) -> tuple[list[str], list[str]]:
        room = max(160, self._room())
        return text.wrap(self.title(), room, "dense", 600), text.wrap(self.advice(), room, "caption")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        for button in (self.keep, self.apply):
            button.resize(max(96, button.sizeHint().width()), 32)
        titles, advice = self._lines()
        high = max(60, 20 + _LINE * (len(titles) + len(advice)))
        if high != self.height():
            self.setFixedHeight(high)
        x = self.width() - 16
        for button in (self.apply, self.keep):
            if not button.isHidden():
                x -= button.width()
                button.move(x, (high - 32) // 2)
                x -= 8

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, triangle, cause and proposal."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 6, "soon_bg")
        titles, advice = self._lines()
        y = (self.height() - _LINE * (len(titles) + len(advice)) - 2) / 2
        icons.draw(painter, 16, y + 2, "triangle-alert", "soon_fg")
        for line in titles:
            text.draw(painter, _LEFT, y, _LINE, line, "dense", "soon_fg", 600)
            y += _LINE
        for line in advice:
            text.draw(painter, _LEFT, y + 2, _LINE, line, "caption", "soon_fg")
            y += _LINE


def _name(trouble: Trouble) -> tuple[int, str]:
    return trouble.job_id, trouble.sentence
