"""The menu of the steps that have no button: icon, title, what refuses it, and its key, drawn as everything else."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.casework.rows import Step
from desktop.handbook.rulebook import RULES
from desktop.ui import cards, fonts, icons, keycap, text
from desktop.ui.case.verb_signs import ICONS

_WORDS, _REASON = 34, 280


class StepsMenu(QMenu):
    """Steps as lines laid out by their words; a refused one is faint and says which clause stands against it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._steps: dict[str, Step] = {}
        self.setProperty("steps", "true")
        self.setToolTipsVisible(True)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def offer(self, step: Step, reason: str) -> None:
        """Add a line; `reason` is the whole of what refuses it, "" for a step that can be taken."""
        self._steps[step.verb] = step
        made = QAction(f"{step.title}\t{step.key}", self)
        made.setData(step.verb)
        made.setToolTip(reason or step.title)
        if step.findings:
            made.setText(f"{step.title} · {_against(step)}\t{step.key}")
            made.setEnabled(False)
        self.addAction(made)

    def empty(self) -> None:
        """Drop all lines."""
        self.clear()
        self._steps = {}

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card and its lines."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()).adjusted(0, 0, -1, -1), 8, "bg_surface", "border_strong")
        for action in self.actions():
            self._paint_line(painter, self.actionGeometry(action), action)

    def _paint_line(self, painter: QPainter, box: QRect, action: QAction) -> None:
        step, usable = self._steps[action.data()], action.isEnabled()
        high = box.height()
        if action is self.activeAction() and usable:
            cards.rounded(painter, QRectF(box), 6, "bg_selected")
        icon, faint = ICONS.get(step.verb, "circle"), "text2" if usable else "text3"
        icons.draw(painter, box.x() + 10, box.y() + (high - 16) / 2, icon, faint)
        right = box.right() - 8
        if step.key:
            right -= keycap.width(step.key)
            keycap.draw(painter, right, box.y() + (high - keycap.HEIGHT) / 2, step.key,
                        "surface" if usable else "disabled")  # fmt: skip
        x = box.x() + _WORDS
        tint = "text" if usable else "text3"
        x += text.draw(painter, x, box.y(), high, step.title, "dense", tint, 500, keep=True) + 12
        if step.findings:
            text.draw(painter, x, box.y(), high, _against(step), "caption", "text3", room=max(1, right - 8 - x))

    def above(self, corner: QPoint) -> None:
        """Open with its lower right corner at a point of the screen."""
        size = self.sizeHint()
        self.popup(corner - QPoint(size.width(), size.height()))


def _against(step: Step) -> str:
    """`就诊时间通知已发出，不能取消或更改 三（七）6`."""
    found = step.findings[0]
    rule = RULES.get(found.rule)
    sentence = fonts.metrics("caption", 0).elidedText(found.sentence, Qt.TextElideMode.ElideRight, _REASON)
    return f"{sentence} {rule.section if rule and rule.section else found.rule}"
