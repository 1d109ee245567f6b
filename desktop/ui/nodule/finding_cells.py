"""The controls of a nodule's form: each a label of 12 px above one control of 30 px."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop.ui import fonts, icons, text
from desktop.ui.buttons import Button
from desktop.ui.inputs import Combo
from desktop.ui.nodule.specs import NOT_SAID, Spec, read, spoken

_LABEL, _CONTROL = 18, 30


class Cell(QWidget):
    """A labelled control; `edited` carries its Spec and the value, `faulted` a sentence about what was typed."""

    edited = Signal(object, object)
    faulted = Signal(str)
    entered = Signal(object)

    def __init__(self, spec: Spec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.control: QWidget = self
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, _LABEL, 0, 0)
        self.setFixedHeight(_LABEL + _CONTROL)

    def hold(self, control: QWidget) -> None:
        """Take the control in."""
        self.control = control
        control.setFixedHeight(_CONTROL)
        control.setAccessibleName(self.spec.title)
        control.setFont(fonts.font("dense"))
        control.installEventFilter(self)
        self._box.addWidget(control)
        self.setFocusProxy(control)

    def show_value(self, value: Any) -> None:
        """Show a value, without telling."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell when the control gets the keyboard."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self)
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the label with its unit."""
        painter = QPainter(self)
        used = text.draw(painter, 0, 0, 17, self.spec.title, "caption", "text3", room=self.width())
        if self.spec.unit and used + 40 < self.width():
            text.draw_right(painter, self.width(), 0, 17, self.spec.unit, "caption", "text3")


class LineCell(Cell):
    """A text or a number; it is written when the line is left or Enter is struck."""

    def __init__(self, spec: Spec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.line = QLineEdit(self)
        self.hold(self.line)
        self._shown = ""
        self.line.editingFinished.connect(self._finish)

    def show_value(self, value: Any) -> None:
        """Show a value; what is being typed stays."""
        words = spoken(self.spec, value)
        if not (self.line.hasFocus() and self.line.isModified()):
            self.line.setText(words)
        self._shown = words

    def _finish(self) -> None:
        words = self.line.text()
        if words == self._shown:
            return
        try:
            value = read(self.spec, words)
        except ValueError as fault:
            self.faulted.emit(str(fault))
            return
        self.line.setModified(False)
        self._shown = words
        self.edited.emit(self.spec, value)


class ChoiceCell(Cell):
    """One of several, or 有 and 无; the first entry says that nothing is described."""

    def __init__(self, spec: Spec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.combo = Combo(self)
        self.offer(spec.choices if spec.kind == "choice" else ((True, "有"), (False, "无")))
        self.combo.activated.connect(self._chosen)
        self.hold(self.combo)

    def offer(self, choices: Any) -> None:
        """Offer other choices."""
        self.combo.clear()
        self.combo.addItem(NOT_SAID, None)
        for value, title in choices:
            self.combo.addItem(title, value)

    def show_value(self, value: Any) -> None:
        """Choose a value."""
        found = next((at for at in range(self.combo.count()) if self.combo.itemData(at) == value), -1)
        if found < 0 and value is not None:
            self.combo.addItem(str(value), value)
            found = self.combo.count() - 1
        self.combo.setCurrentIndex(max(0, found))

    def _chosen(self, place: int) -> None:
        self.edited.emit(self.spec, self.combo.itemData(place))


class _MenuButton(Button):
    """Looks like a combo, opens a menu of boxes."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, the ticked ones and the arrow."""
        painter = QPainter(self)
        self._paint_ground(painter)
        text.draw(painter, 10, 0, self.height(), self.text() or NOT_SAID, "dense", "text", room=self.width() - 36)
        icons.draw(painter, self.width() - 26, 7, "chevron-down", "text2")
        if self.hasFocus():
            self._paint_focus(painter)
        del event


class ManyCell(Cell):
    """Several of several: Enter or Space opens the list, Space in it ticks."""

    def __init__(self, spec: Spec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.button = _MenuButton("", height=_CONTROL, role="dense", parent=self)
        self.menu = QMenu(self)
        for value, title in spec.choices:
            action = self.menu.addAction(title)
            action.setCheckable(True)
            action.setData(value)
        self.menu.triggered.connect(self._ticked)
        self.button.clicked.connect(self._open)
        self.hold(self.button)

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(QPoint(0, _CONTROL + 2)))

    def show_value(self, value: Any) -> None:
        """Tick what is described."""
        ticked = [str(one) for one in value or ()]
        for action in self.menu.actions():
            action.setChecked(str(action.data()) in ticked)
        self.button.set_title(spoken(self.spec, ticked))
        self.button.setAccessibleName(f"{self.spec.title} {spoken(self.spec, ticked)}")

    def _ticked(self, _action: object) -> None:
        self.edited.emit(self.spec, [action.data() for action in self.menu.actions() if action.isChecked()])


def make_cell(spec: Spec, parent: QWidget) -> Cell:
    """The control of a field."""
    if spec.kind == "many":
        return ManyCell(spec, parent)
    return ChoiceCell(spec, parent) if spec.kind in ("choice", "flag") else LineCell(spec, parent)


def box_of(cell: Cell) -> QRectF:
    """The cell with the room it keeps around itself, for scrolling it into sight."""
    return QRectF(cell.geometry()).adjusted(0, -8, 0, 8)


ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
