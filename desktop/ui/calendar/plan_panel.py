"""The automatic plan as a list of differences: each can be left out, Enter takes the rest, Esc drops all."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.schedule_rows import Change, Proposal
from desktop.ui import cards, chips, fonts, icons, text
from desktop.ui.buttons import Button
from desktop.ui.calendar.wording import day_words, span, where

WIDTH = 340
_HEAD, _ROW, _LEFT_ROW, _FOOT = 60, 60, 44, 104


def gap_words(gap: float) -> str:
    """How good the plan is: `已证明最优`, or `最多还可好 3 %`."""
    return "已证明最优" if gap <= 0 else f"最多还可好 {max(1, round(gap * 100))} %"


def change_words(change: Change) -> str:
    """`→ 张蕾 · 全天空闲`, with the time when it is another one."""
    block = change.block
    moved = (change.starts_at, change.ends_at) != (block.starts_at, block.ends_at)
    parts = [change.escort or "待指派", *([span(change.starts_at, change.ends_at)] if moved else []), *change.reasons]
    return f"→ {' · '.join(parts)}"


class PlanPanel(QWidget):
    """Lists a Proposal beside the calendar; the page leads its keys.

    `accepted` carries it with the places kept, `dropped` tells of Esc, `pointed` carries the Change under the
    bar, or None.
    """

    accepted = Signal(object, object)
    dropped = Signal()
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposal: Proposal | None = None
        self.at = 0
        self.left_out: set[int] = set()
        self._top = 0
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("自动排班的差异")
        self.accept_button = Button("采用", "Return", "primary", parent=self)
        self.drop_button = Button("不用", "Esc", parent=self)
        self.accept_button.clicked.connect(self.accept)
        self.drop_button.clicked.connect(self.dropped)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.addStretch(1)
        box.addWidget(self.accept_button)
        box.addWidget(self.drop_button)
        self.hide()

    def show_proposal(self, proposal: Proposal) -> None:
        """Show a proposal with everything taken."""
        self.proposal, self.at, self._top = proposal, 0, 0
        self.left_out.clear()
        self.show()
        self._follow()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The places of the changes that are kept."""
        count = len(self.proposal.changes) if self.proposal else 0
        return tuple(place for place in range(count) if place not in self.left_out)

    @property
    def kept(self) -> tuple[Change, ...]:
        """The changes that are kept."""
        return tuple(self.proposal.changes[place] for place in self.chosen) if self.proposal else ()

    def accept(self) -> None:
        """Take what is kept."""
        if self.proposal is not None and self.chosen:
            self.accepted.emit(self.proposal, self.chosen)

    def toggle(self) -> None:
        """Leave the change under the bar out, or take it in again."""
        if self.proposal is not None and self.at < len(self.proposal.changes):
            self.left_out ^= {self.at}
            self._follow()

    def step(self, down: int) -> None:
        """Move the bar."""
        if self.proposal is not None:
            self.at = min(max(self.at + down, 0), max(0, len(self.proposal.changes) - 1))
            self._follow()

    def _follow(self) -> None:
        room = max(1, int((self.height() - _HEAD - _FOOT) // _ROW))
        self._top = min(max(self._top, self.at - room + 1), self.at)
        self.accept_button.set_title(f"采用 {len(self.chosen)} 处")
        self.accept_button.set_reason("" if self.chosen else "没有选中的变动")
        change = self.proposal.changes[self.at] if self.proposal and self.proposal.changes else None
        state = "留下" if self.at in self.left_out else "采用"
        self.setAccessibleDescription(f"{change.block.name}，{change_words(change)}，{state}" if change else "没有变动")
        self.pointed.emit(change)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses; on the box it leaves out."""
        place = self._top + int(event.position().y() - _HEAD) // _ROW
        if self.proposal is not None and event.position().y() > _HEAD and 0 <= place < len(self.proposal.changes):
            self.at = place
            if event.position().x() < 44:
                self.toggle()
            self._follow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title, changes and what stays open."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        if self.proposal is None:
            return
        text.draw(painter, 16, 10, 22, f"自动排班 · {len(self.proposal.changes)} 处变动", "body", "text", 600)
        words = gap_words(self.proposal.gap)
        chips.draw_tag(painter, 16, 34, words, "ok" if self.proposal.gap <= 0 else "info", 20)
        seconds = f"用时 {self.proposal.seconds:.1f} 秒" if self.proposal.seconds >= 0.1 else "用时不到 0.1 秒"
        text.draw_right(painter, WIDTH - 14, 34, 20, seconds, "caption", "text3")
        painter.setClipRect(QRectF(1, _HEAD, WIDTH - 2, self.height() - _HEAD - _FOOT))
        y = float(_HEAD)
        for place in range(self._top, len(self.proposal.changes)):
            self._paint_change(painter, y, place, self.proposal.changes[place])
            y += _ROW
        self._paint_left(painter, y)

    def _paint_change(self, painter: QPainter, y: float, place: int, change: Change) -> None:
        if place == self.at:
            cards.rounded(painter, QRectF(8, y + 2, WIDTH - 16, _ROW - 4), 6, "bg_selected")
            if self.hasFocus():
                cards.rounded(painter, QRectF(8, y + 14, 3, _ROW - 28), 1.5, "accent")
        taken = place not in self.left_out
        ground, edge = ("accent", None) if taken else (None, "border_strong")
        cards.rounded(painter, QRectF(18, y + 12, 16, 16), 4, ground, edge)
        if taken:
            icons.draw(painter, 20, y + 14, "check", "on_accent", 12)
        block = change.block
        used = text.draw(painter, 44, y + 10, 20, block.name, "dense", "text" if taken else "text3", 600) + 8
        line = f"{day_words(block.starts_at.date())} {block.starts_at:%H:%M} {where(block)}"
        text.draw(painter, 44 + used, y + 10, 20, line, "caption", "text2", room=WIDTH - 60 - used)
        ink = "info_fg" if taken else "text3"
        text.draw(painter, 44, y + 31, 18, change_words(change), "caption", ink, room=WIDTH - 62)

    def _paint_left(self, painter: QPainter, y: float) -> None:
        if self.proposal is None or not self.proposal.left:
            return
        text.draw(painter, 16, y + 8, 20, f"仍未派出 {len(self.proposal.left)}", "caption", "text3", 600)
        y += 30
        for block, reason in self.proposal.left:
            name = f"{block.name} {block.starts_at:%H:%M}"
            text.draw(painter, 16, y, 18, name, "caption", "text", 600)
            wide = fonts.width(name, "caption", 600) + 8
            text.draw(painter, 16 + wide, y, 18, where(block), "caption", "text2", room=WIDTH - 34 - wide)
            text.draw(painter, 16, y + 18, 18, reason, "caption", "soon_fg", room=WIDTH - 32)
            y += _LEFT_ROW
