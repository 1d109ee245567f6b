"""What the desk says about a form while it is filled in: counted days, warnings and refusals, before saving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRectF, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.green_rows import Advice
from desktop.handbook.rulebook import RULES
from desktop.ui import cards, glyphs, text, theme
from desktop.ui.worker import Worker

_PAUSE, _LINE = 120, 18
_SIGNS = {"ok": ("ok", "ok_fg"), "warn": ("approx", "soon_fg"), "refuse": ("breach", "breach_bar")}
_GROUNDS = {"ok": "bg_subtle", "warn": "soon_bg", "refuse": "bg_subtle"}
_INKS = {"ok": "text2", "warn": "soon_fg", "refuse": "text"}


class AdviceLines(QWidget):
    """The lines, each on its ground with sign, words and the handbook's section; hidden without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Advice, ...] = ()
        self._wrapped: list[list[str]] = []
        self.hide()

    def say(self, lines: Sequence[Advice]) -> None:
        """Show other lines, or none."""
        self.lines = tuple(lines)
        self.setAccessibleName("；".join(line.words for line in self.lines))
        self.setToolTip("\n".join(_clause(line) for line in self.lines if line.rule in RULES))
        self._break()
        self.setVisible(bool(self.lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        room = max(120, self.width() - 44)
        self._wrapped = [text.wrap(_spoken(line), room, "caption", 500) for line in self.lines]
        self.setFixedHeight(max(1, sum(self._high(lines) for lines in self._wrapped)))
        self.update()

    @staticmethod
    def _high(lines: Sequence[str]) -> int:
        return 12 + _LINE * len(lines) + 4

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter, y = QPainter(self), 0
        for line, words in zip(self.lines, self._wrapped, strict=True):
            high = self._high(words) - 4
            cards.rounded(painter, QRectF(0, y, self.width(), high), 6, _GROUNDS[line.tone])
            sign, tint = _SIGNS[line.tone]
            glyphs.draw(painter, 12, y + 9, sign, theme.colour(tint))
            for place, part in enumerate(words):
                text.draw(painter, 32, y + 6 + _LINE * place, _LINE, part, "caption", _INKS[line.tone], 500)
            y += high + 4


def _spoken(line: Advice) -> str:
    rule = RULES.get(line.rule)
    return f"{line.words}（{rule.section}）" if rule is not None and line.tone != "ok" else line.words


def _clause(line: Advice) -> str:
    rule = RULES[line.rule]
    return f"{rule.section}「{rule.text}」"


class Adviser(QObject):
    """Asks the desk about the sheet's form when the typist rests. Over a source without a green desk it is silent."""

    def __init__(self, source: Any, worker: Worker, sheet: Any) -> None:
        super().__init__(sheet)
        self._green, self._worker, self._sheet = getattr(source, "green", None), worker, sheet
        sheet.filled_in.connect(self.look)
        sheet.closed.connect(self.forget)
        self._asked: tuple[str, int, Mapping[str, Any]] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)

    def look(self) -> None:
        """Ask soon about what the form holds now; a later question replaces this one."""
        errand, panel = self._sheet.errand, self._sheet.panel
        if errand is not None and panel is not None:
            late = panel.late()
            values = {**panel.values(), **dict(errand.fixed), "late_reason": late[1] if late else ""}
            self._asked = errand.form.verb, errand.view.id, values
            self._pause.start()

    def forget(self) -> None:
        """Ask no more."""
        self._asked = None
        self._pause.stop()

    def _ask(self) -> None:
        if self._asked is None or self._green is None:
            return
        job = partial(self._green.advise, *self._asked)
        self._worker.run(job, self._tell, self._stay_silent, lane="advice")

    @Slot(object)
    def _tell(self, lines: Sequence[Advice]) -> None:
        if self._asked is not None:
            self._sheet.say_advice(lines)

    @Slot(object)
    def _stay_silent(self, _fault: BaseException) -> None:
        """Advice that cannot be had is no fault of the form: the verb itself will say so."""
