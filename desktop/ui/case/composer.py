"""Where a call or a note is written down: C, a digit for how it went, some words, Ctrl+Enter."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.rows import CaseView
from desktop.handbook.vocabulary import Item
from desktop.ui import cards, fonts, keycap, text
from desktop.ui.case.call_back import ASK
from desktop.ui.case.composer_parts import NoteEdit, OutcomeChips
from desktop.ui.case.ticks import TickBox

REQUEST = "已记录安排需求"
MODES = {"call": "电话记录", "note": "备注"}
_PLACEHOLDERS = {"call": "先按 1–4 选结果，再写通话要点", "note": "写下备注"}


class Draft(NamedTuple):
    """What stands in the composer: mode call or note, outcome ("" for none yet), words, and the request tick."""

    mode: str = "call"
    outcome: str = ""
    words: str = ""
    request: bool = False


class Composer(QWidget):
    """A framed place for a call or a note; what is typed for a case stays until it is saved.

    `call_logged` carries outcome, words and whether the arrangement request was taken down with it (MD-06),
    `note_logged` the words. `left` asks for the keyboard to go back to the list.
    """

    call_logged = Signal(str, str, bool)
    note_logged = Signal(str)
    left = Signal()

    def __init__(self, height: int = 84, captioned: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._captioned = captioned
        self._case = 0
        self._kept: dict[int, Draft] = {}
        self._mode, self._takes_request = "call", False
        self.request = TickBox(REQUEST, "caption", parent=self)
        self.chips = OutcomeChips(self)
        self.edit = NoteEdit(self)
        self.setFixedHeight(height)
        self._lay_out()
        for part in (self.chips, self.edit):
            part.submitted.connect(self.submit)
            part.left.connect(self.left)
        self.chips.chosen.connect(self._to_words)
        self.chips.typed.connect(self._type)
        self.edit.choosing = self._choosing
        self.edit.digit.connect(self.chips.pick)
        self.edit.focused.connect(self._refresh)
        self.turn("call")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.chips)
        top.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 26)
        box.setSpacing(4)
        box.addLayout(top)
        box.addWidget(self.edit, 1)

    def show_case(self, view: CaseView) -> None:
        """Belong to another case: put away what was typed, take out what was typed for this one."""
        self._takes_request = view.item is Item.MD
        self.request.setVisible(self._takes_request and self._mode == "call")
        if view.id == self._case:
            return
        self._kept[self._case] = self.draft()
        self._case = view.id
        self.fill(self._kept.pop(view.id, Draft()))

    def draft(self) -> Draft:
        """What stands here now."""
        return Draft(self._mode, self.chips.value(), self.edit.toPlainText(), self.request_recorded())

    def fill(self, draft: Draft) -> None:
        """Put a draft in place."""
        self.turn(draft.mode)
        self.chips.choose(draft.outcome)
        self.edit.setPlainText(draft.words)
        self.request.setChecked(draft.request)

    def turn(self, mode: str) -> None:
        """Become the place for calls or for notes."""
        self._mode = mode
        self.chips.setVisible(mode == "call")
        self.request.setVisible(mode == "call" and self._takes_request)
        self.edit.setPlaceholderText(_PLACEHOLDERS[mode])
        self.edit.setAccessibleName("通话要点" if mode == "call" else "备注")
        self.update()

    def begin(self, mode: str) -> None:
        """Take the keyboard. Letters are words at once; a call's first digit is its outcome."""
        self.turn(mode)
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choosing(self) -> bool:
        """Whether a digit still is the call's outcome: none chosen, and nothing written."""
        return self._mode == "call" and not self.chips.value() and not self.edit.toPlainText()

    def _type(self, letters: str) -> None:
        self.edit.setFocus()
        self.edit.insertPlainText(letters)

    def submit(self) -> None:
        """Save, or say what is missing."""
        words = self.edit.toPlainText().strip()
        if self._mode == "note":
            if words:
                self.note_logged.emit(words)
        elif self.chips.value():
            self.call_logged.emit(self.chips.value(), words, self.request_recorded())
        else:
            self.chips.demand()

    def clear(self, case_id: int) -> None:
        """Empty what was typed for a case, after it was saved."""
        self._kept.pop(case_id, None)
        if case_id == self._case:
            focus = QApplication.focusWidget()
            had_keyboard = focus is not None and self.isAncestorOf(focus)
            self.fill(Draft())
            if had_keyboard:
                self.left.emit()

    def _to_words(self, outcome: str) -> None:
        self.edit.setPlaceholderText(ASK if outcome == "later" else _PLACEHOLDERS[self._mode])
        self.edit.setFocus()

    def _refresh(self, _focused: bool) -> None:
        self.update()

    def request_recorded(self) -> bool:
        """Whether the call also took down the arrangement request (MD-06)."""
        return self._takes_request and self.request.isChecked()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tick of the arrangement request into the foot, before the keys."""
        super().resizeEvent(event)
        self.request.setGeometry(8, self.height() - 27, self.request.sizeHint().width(), 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, mode and keys; the mode gives way to the tick."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        focused = self.edit.hasFocus()
        cards.rounded(painter, box, 8, "bg_surface", "focus" if focused else "border_strong", 2 if focused else 1)
        foot = self.height() - 24
        if self._captioned and self.request.isHidden():
            used = keycap.draw(painter, 10, foot, "C" if self._mode == "call" else "Q", "surface")
            text.draw(painter, 10 + used + 6, foot, 18, MODES[self._mode], "caption", "text3")
        wide = fonts.width("保存", "caption")
        text.draw(painter, self.width() - 10 - wide, foot, 18, "保存", "caption", "text3")
        keycap.draw(painter, self.width() - 16 - wide - keycap.width("Ctrl+Enter"), foot, "Ctrl+Enter", "surface")
