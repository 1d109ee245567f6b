"""The head of a queue page: title, today line and search; below it the views with their counts and the filters."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.ui import cards, fonts, icons, keycap, text
from desktop.ui.buttons import Button
from desktop.ui.chips import Chip, FilterChip
from desktop.ui.queue_wish import spell_filter

_PAUSE_MS = 120
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Tab)
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchBox(QLineEdit):
    """The search field: what is typed is sought after a short pause, ↓ goes to the list, Enter opens the first hit."""

    sought = Signal(str)
    left = Signal()
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", "true")
        self.setFont(fonts.font("dense"))
        self.setPlaceholderText("搜索 姓名、拼音、案号、保单")
        self.setAccessibleName("搜索案件")
        self.setTextMargins(34, 0, 16 + keycap.width("Ctrl+F"), 0)
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._seek)
        self.textEdited.connect(self._pause.start)

    def sizeHint(self) -> QSize:
        """304 px wide."""
        return QSize(304, 32)

    def _seek(self) -> None:
        self.sought.emit(self.text().strip())

    def empty(self) -> None:
        """Take the words out without seeking."""
        self._pause.stop()
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with ↓, open the first hit with Enter, type otherwise."""
        if event.key() in _DOWN:
            self.left.emit()
        elif event.key() in _OPEN:
            self._pause.stop()
            self._seek()
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select what is there, so that the next letter starts anew."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.OtherFocusReason):
            self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, lens and key cap around the text."""
        painter = QPainter(self)
        focused = self.hasFocus()
        edge, wide = ("focus", 2) if focused else ("border_strong", 1)
        cards.rounded(painter, QRectF(self.rect()), 6, "bg_surface", edge, wide)
        icons.draw(painter, 10, 8, "search", "text2")
        if not focused:
            keycap.draw(painter, self.width() - 8 - keycap.width("Ctrl+F"), 7, "Ctrl+F", "surface")
        painter.end()
        super().paintEvent(event)


class HeadLine(QWidget):
    """Title in 20/600 and the line of the day beside it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._line = title, ""
        self.setFixedHeight(32)
        self.setAccessibleName(title)

    def set_line(self, line: str) -> None:
        """Show another line of the day; repaints only when it changed."""
        if line != self._line:
            self._line = line
            self.setAccessibleDescription(line)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both; a line that does not fit loses its last parts, never half a part."""
        painter = QPainter(self)
        x = text.draw(painter, 0, 0, 32, self._title, "display") + 12
        words = self._line
        while words and x + fonts.width(words, "dense") > self.width():
            words = words.rpartition(" · ")[0]
        text.draw(painter, x, 1, 32, words, "dense", "text2")


class ViewTabs(QWidget):
    """The views of a queue with their counts; `chosen` carries the name. Filters are at the right."""

    chosen = Signal(str)
    filter_wanted = Signal()

    def __init__(self, views: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = {name: Chip(title, parent=self) for name, title in views}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for name, chip in self._chips.items():
            chip.setObjectName(name)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(self._announce)
            row.addWidget(chip)
        row.addStretch(1)
        self.filter_button = Button("筛选", "F", "quiet", "list-filter", 28, "dense", self)
        self.filter_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.filter_button.clicked.connect(self.filter_wanted)
        row.addWidget(self.filter_button)

    def names(self) -> tuple[str, ...]:
        """The views' names, left to right."""
        return tuple(self._chips)

    def choose(self, name: str) -> None:
        """Show which view is on, without telling."""
        for other, chip in self._chips.items():
            chip.setChecked(other == name)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show the counts; overdue ones in crimson. Views without a count show none."""
        for name, chip in self._chips.items():
            number = counts.get(name)
            chip.set_count("" if number is None else f"{number:,}", alarming=name == "overdue" and bool(number))

    def _announce(self) -> None:
        self.chosen.emit(self.sender().objectName())


class FilterRow(QWidget):
    """The filters in force, each with its cross; hidden while there are none."""

    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[FilterChip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 12)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self.setAccessibleName("筛选条件")
        self.hide()

    def show_filters(self, filters: dict[str, str]) -> None:
        """Show exactly these filters."""
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips.clear()
        for place, (name, value) in enumerate(filters.items()):
            chip = FilterChip(name, spell_filter(name, value), self)
            chip.removed.connect(self.removed)
            self._row.insertWidget(place, chip)
            self._chips.append(chip)
        self.setVisible(bool(filters))
