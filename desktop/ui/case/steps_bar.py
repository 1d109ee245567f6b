"""The case's steps as buttons: the next one first, a call, the next usual one, and the rest in a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.rows import Step
from desktop.handbook.rulebook import RULES
from desktop.handbook.vocabulary import Finding
from desktop.ui import cards, icons, keycap, text
from desktop.ui.actions import key_of
from desktop.ui.buttons import Button, IconButton
from desktop.ui.case.steps_menu import StepsMenu
from desktop.ui.case.verb_signs import ICONS, short_title

_GAP, _MORE = 8, 28
_HIDDEN = ("void",)
_USUAL = ("call", "assign_escort", "book", "rebook", "note", "take", "close")


def reason_of(findings: Sequence[Finding]) -> str:
    """Why a step is refused, rule by rule: the sentence, the handbook's section and words, the rule's id."""
    return "\n".join(_spell(finding) for finding in findings)


def _spell(finding: Finding) -> str:
    rule = RULES.get(finding.rule)
    clause = f"\n{rule.section}「{rule.text}」" if rule else ""
    return f"{finding.sentence}（{finding.rule}）{clause}"


_LAST = ("close", "cancel")


def ordered(steps: Sequence[Step]) -> list[Step]:
    """The steps as buttons want them: the next one, then the usual ones, then the others; voiding is elsewhere."""
    shown = [step for step in steps if step.verb not in _HIDDEN]
    rank = {verb: place for place, verb in enumerate(_USUAL)}
    return sorted(shown, key=lambda step: (not step.primary, bool(step.findings), rank.get(step.verb, len(rank))))


class StepButton(Button):
    """A button for one step; a refused one keeps the focus and says why when it is pressed or hovered."""

    wanted = Signal(str)
    barred = Signal(object)

    def __init__(self, step: Step, parent: QWidget) -> None:
        kind = "primary" if step.primary and not step.findings else "normal"
        icon = ICONS.get(step.verb, "") if step.primary else ""
        super().__init__(short_title(step.verb, step.title), step.key, kind, icon, parent=parent)
        self.step = step
        if step.findings:
            reason = reason_of(step.findings)
            self.setToolTip(reason)
            self.setAccessibleDescription(f"现在不能：{reason}")
            self.setCursor(Qt.CursorShape.ForbiddenCursor)
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        if self.step.findings:
            self.barred.emit(self.step)
        else:
            self.wanted.emit(self.step.verb)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a refused step as disabled, focus ring included."""
        if not self.step.findings:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 6, "bg_subtle", "border")
        x = (self.width() - self.content_width()) / 2
        icon = ICONS.get(self.step.verb, "") if self.step.primary else ""
        if icon:
            icons.draw(painter, x, 10, icon, "text_disabled")
            x += 24
        x += text.draw(painter, x, 0, self.height(), self.text(), "body", "text_disabled", 500)
        if self.key:
            keycap.draw(painter, x + 8, (self.height() - keycap.HEIGHT) / 2, self.key, "disabled")
        if self.hasFocus():
            cards.focus_ring(painter, QRectF(self.rect()))


class StepsBar(QWidget):
    """One row of 36 px: as many steps as fit, the primary one widest, then 更多 for all the others.

    `step_wanted` carries the verb, `barred` the step that is refused.
    """

    step_wanted = Signal(str)
    barred = Signal(object)

    def __init__(self, parent: QWidget | None = None, most: int = 3) -> None:
        super().__init__(parent)
        self._most = most
        self._steps: list[Step] = []
        self._buttons: list[StepButton] = []
        self.more = IconButton("ellipsis", "更多步骤", size=_MORE, parent=self)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.clicked.connect(self.open_menu)
        self._menu = StepsMenu(self)
        self._menu.triggered.connect(self._take)
        self.setFixedHeight(36)
        self.setAccessibleName("可办的步骤")

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Offer other steps."""
        own = [step._replace(key=key_of(step, steps)) for step in steps]
        if self._steps == ordered(own):
            return
        self._steps = ordered(own)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for step in [one for one in self._steps if one.primary or one.verb not in _LAST][: self._most]:
            button = StepButton(step, self)
            button.wanted.connect(self.step_wanted)
            button.barred.connect(self.barred)
            self._buttons.append(button)
        self._arrange()

    def buttons(self) -> list[StepButton]:
        """The buttons in view, from the left."""
        return [button for button in self._buttons if not button.isHidden()]

    def reachable(self) -> set[str]:
        """Every verb that a button or the menu offers."""
        return {button.step.verb for button in self.buttons()} | {step.verb for step in self._rest()}

    def _rest(self) -> list[Step]:
        shown = {button.step.verb for button in self.buttons()}
        return [step for step in self._steps if step.verb not in shown]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the row out anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - _MORE - _GAP
        fitting: list[StepButton] = []
        for button in self._buttons:
            need = sum(one.minimumSizeHint().width() + _GAP for one in [*fitting, button]) - _GAP
            button.setVisible(need <= room or not fitting)
            if not button.isHidden():
                fitting.append(button)
        if len(fitting) == len(self._steps):
            room = self.width()
        self.more.setVisible(len(fitting) < len(self._steps))
        self._place(fitting, room)
        self.more.move(self.width() - _MORE, 4)

    def _place(self, fitting: Sequence[StepButton], room: int) -> None:
        used = sum(button.sizeHint().width() for button in fitting[1:]) + _GAP * max(0, len(fitting) - 1)
        tight = fitting and room - used < fitting[0].minimumSizeHint().width()
        x = 0
        for place, button in enumerate(fitting):
            wide = button.minimumSizeHint().width() if tight else button.sizeHint().width()
            if place == 0:
                rest = sum((b.minimumSizeHint() if tight else b.sizeHint()).width() + _GAP for b in fitting[1:])
                wide = max(wide, room - rest)
            button.setGeometry(x, 0, wide, 36)
            x += wide + _GAP

    def sizeHint(self) -> QSize:
        """As wide as it gets."""
        return QSize(340, 36)

    def fill_menu(self) -> StepsMenu:
        """The menu of the steps that have no button, with their keys; refused ones say why."""
        self._menu.empty()
        for step in self._rest():
            self._menu.offer(step, reason_of(step.findings))
        return self._menu

    def open_menu(self) -> None:
        """Open the menu above its button."""
        self.fill_menu().above(self.more.mapToGlobal(QPoint(_MORE, -4)))

    def _take(self, action: QAction) -> None:
        self.step_wanted.emit(action.data())


class Consequence(QWidget):
    """What cannot be undone about the next step, said before it happens (D-04): two lines on info_bg."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self._lines: list[str] = []
        self.setFixedHeight(48)
        self.hide()

    def say(self, words: str) -> None:
        """Say it, or nothing."""
        self.words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self._break()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentence anew."""
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        self._lines = text.wrap(self.words, max(80, self.width() - 46), "caption", 500)
        self.setFixedHeight(max(28, 12 + 18 * len(self._lines)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint lock and words."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 6, "info_bg")
        icons.draw(painter, 12, 8, "lock", "info_fg", 14)
        for place, line in enumerate(self._lines):
            text.draw(painter, 34, 6 + 18 * place, 18, line, "caption", "info_fg", 500)
