"""The top of the case page: who it is, the lock with its clause, and the stepper."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.casework.rows import CaseView, Stage, Step
from desktop.handbook.rulebook import RULES
from desktop.handbook.vocabulary import ITEM_TITLES
from desktop.ui import cards, fonts, glyphs, icons, text, theme
from desktop.ui.buttons import Button, IconButton

_GLYPHS = {"done": ("ok", "ok_fg"), "now": ("soon", "soon_bar"), "ahead": ("calm", "text3"), "gap": ("pause", "text3")}
_CLOSED = {"closed": "已结案，只读", "cancelled": "已取消，只读", "refused": "审核不符合，待告知客户并结案"}


class CaseTitle(QWidget):
    """Name and item at 20/600, the rest at 13; the subtitle gives way before the name does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._sub = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(32)

    def say(self, title: str, sub: str) -> None:
        """Show another title."""
        self._title, self._sub = title, sub
        self.setAccessibleName(f"{title}，{sub}")
        self.setToolTip(sub)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both on one line."""
        painter = QPainter(self)
        used = text.draw(painter, 0, 0, 32, self._title, "display", room=self.width(), keep=True)
        room = self.width() - used - 12
        if room > 40:
            text.draw(painter, used + 12, 2, 32, self._sub, "dense", "text2", room=room)


class CaseHeader(QWidget):
    """Back, title, and the neighbours in the list one came from."""

    back_wanted = Signal()
    previous_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = IconButton("arrow-left", "返回队列", "Esc", 32, self)
        self.title = CaseTitle(self)
        self.previous = Button("上一件", "K", height=32, role="dense", parent=self)
        self.next = Button("下一件", "J", height=32, role="dense", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.back, self.title, self.previous, self.next):
            row.addWidget(part, 1 if part is self.title else 0)
        self.back.clicked.connect(self.back_wanted)
        self.previous.clicked.connect(self.previous_wanted)
        self.next.clicked.connect(self.next_wanted)

    def show_case(self, view: CaseView) -> None:
        """Show another case."""
        self.title.say(f"{view.name} · {ITEM_TITLES[view.item]}", f"{view.subtitle} · {view.policy}")


class LockBanner(QWidget):
    """Why nothing can be cancelled any more, or that the case is over; with the one thing still possible."""

    step_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self.line, self._clause, self._verb = "lock", "", "", ""
        self.button = Button("", height=32, role="dense", parent=self)
        self.button.clicked.connect(self._announce)
        self.setFixedHeight(56)
        self.hide()

    def show_case(self, view: CaseView) -> None:
        """Say it for this case; hidden when there is nothing to say."""
        over = _CLOSED.get(view.state, "")
        self.line = over or view.lock
        self._icon = "circle-check" if over else "lock"
        rule = RULES.get(view.lock_rule)
        self._clause = f"{rule.section}「{view.lock_clause}」" if rule and view.lock and not over else view.stage
        self._offer(view, "reopen" if over else "rebook")
        self.setAccessibleName(f"{self.line}。{self._clause}")
        self.setToolTip(self._clause)
        self.setVisible(bool(self.line))
        self._place()
        self.update()

    def _offer(self, view: CaseView, verb: str) -> None:
        step: Step | None = next((step for step in view.steps if step.verb == verb and not step.findings), None)
        self._verb = step.verb if step else ""
        self.button.setVisible(step is not None)
        if step is not None:
            self.button.key = step.key
            self.button.set_title("医院原因改期" if verb == "rebook" else step.title)

    def _announce(self) -> None:
        self.step_wanted.emit(self._verb)

    def _place(self) -> None:
        wide = self.button.sizeHint().width()
        self.button.setGeometry(self.width() - wide - 12, 12, wide, 32)

    def resizeEvent(self, _event: QEvent) -> None:
        """Keep the button at the right."""
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint bar, lock, line and clause."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "info_bg")
        cards.rounded(painter, QRectF(0, 8, 3, 40), 1.5, "accent")
        icons.draw(painter, 20, 18, self._icon, "info_fg", 20)
        room = (self.button.x() if not self.button.isHidden() else self.width()) - 56 - 16
        text.draw(painter, 56, 8, 22, self.line, "body", "info_fg", 600, room=room)
        text.draw(painter, 56, 30, 18, self._clause, "caption", "info_fg", room=room)


class Stepper(QWidget):
    """The stations of the item's way, equally wide; dates are shown as far as they fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()
        self.overdue = False
        self.setFixedHeight(44)

    def set_overdue(self, overdue: bool) -> None:
        """Whether the clock of the present station has run out."""
        if overdue != self.overdue:
            self.overdue = overdue
            self.show_stages(self._stages)

    def show_stages(self, stages: tuple[Stage, ...]) -> None:
        """Show other stations."""
        self._stages = stages
        states = {"done": "完成", "now": "当前，已超时" if self.overdue else "当前", "ahead": "未到", "gap": "缺"}
        self.setAccessibleName("进度：" + "，".join(f"{stage.title} {states[stage.state]}" for stage in stages))
        self.setToolTip("\n".join(f"{stage.title} {_mark(stage)}".strip() for stage in stages))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the stations on their card, a thread between them."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        dated = self._fits(True)
        slack = self.width() - 36 - sum(self._wide(stage, dated) for stage in self._stages)
        gap = max(12.0, slack / max(1, len(self._stages) - 1)) if self._stages else 0
        x = 18.0
        for place, stage in enumerate(self._stages):
            used = self._paint_stage(painter, x, stage, dated)
            x += used
            if place < len(self._stages) - 1 and gap > 20:
                cards.hairline(painter, x + 8, x + gap - 8, 22)
            x += gap

    def _fits(self, dated: bool) -> bool:
        need = sum(self._wide(stage, dated) + 20 for stage in self._stages)
        return need + 16 <= self.width()

    @staticmethod
    def _wide(stage: Stage, dated: bool) -> int:
        mark = _mark(stage) if dated or stage.state == "now" else ""
        return 20 + fonts.width(stage.title, "dense", 600) + (6 + fonts.width(mark, "caption") if mark else 0)

    def sign_of(self, stage: Stage) -> tuple[str, str]:
        """The sign of a station and its tint: done, now, overdue, ahead or missing."""
        return ("breach", "breach_bar") if self.overdue and stage.state == "now" else _GLYPHS[stage.state]

    def _paint_stage(self, painter: QPainter, x: float, stage: Stage, dated: bool) -> int:
        sign, tint = self.sign_of(stage)
        glyphs.draw(painter, x, 16, sign, theme.colour(tint))
        now = stage.state == "now"
        ink = "text" if stage.state in ("done", "now") else "text2"
        used = 20 + text.draw(painter, x + 20, 0, 44, stage.title, "dense", ink, 600 if now else 500)
        mark = _mark(stage) if dated or now else ""
        if mark:
            text.draw(painter, x + used + 6, 0, 44, mark, "caption", "text2")
        return self._wide(stage, dated)


def _mark(stage: Stage) -> str:
    if stage.when is not None:
        return f"{stage.when.month}月{stage.when.day}日"
    if stage.note.startswith("清单"):
        return stage.note
    return "当前" if stage.state == "now" else ""

