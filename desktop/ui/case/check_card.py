"""The right card of 登记新案件: every rule looked at, the ledger of rights, likely duplicates, the clocks to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.casework.drafts import ApplicationCheck, CheckLine, ClockPreview, DuplicateRow
from desktop.casework.rows import QuotaTile
from desktop.ui import cards, glyphs, icons, keycap, text, theme
from desktop.ui.buttons import Button
from desktop.ui.case.clock_lines import CHIPS
from desktop.ui.case.rows_painted import HIDDEN_RIGHT
from desktop.ui.case.scroller import Scroller
from desktop.ui.empty import EmptyState
from desktop.ui.today_line import short_day

_SIGNS = {
    "ok": ("ok", "ok_fg"), "refused": ("breach", "breach_bar"), "warned": ("approx", "soon_fg"),
    "open": ("wait", "text3"),
}  # fmt: skip
_WORDS = {"ok": "符合", "refused": "不符合", "warned": "提醒", "open": "还不能核对"}
_EMPTY = ("填保单号、选服务项目后", "这里逐条核对规则、权益和同一客户的其他案件")
_LINE, _ROW = 46, 29


class CheckLines(QWidget):
    """The rules looked at, 46 px each and more for a long detail: sign, title, detail, rule id."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[CheckLine, ...] = ()
        self._wrapped: list[list[str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_lines(())

    def show_lines(self, lines: tuple[CheckLine, ...]) -> None:
        """Show other lines."""
        self._lines = lines
        self._break()
        said = "；".join(f"{line.title} {_WORDS[line.state]} {line.detail}" for line in lines)
        self.setAccessibleName(said or "填保单号和项目后逐条核对")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the details anew."""
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        room = max(120, self.width() - 30)
        self._wrapped = [text.wrap(line.detail, room, "caption") or [""] for line in self._lines]
        self.setFixedHeight(max(1, sum(_LINE + 18 * (len(words) - 1) for words in self._wrapped)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter, y = QPainter(self), 0
        for line, words in zip(self._lines, self._wrapped, strict=True):
            sign, tint = _SIGNS[line.state]
            glyphs.draw(painter, 2, y + 8, sign, theme.colour(tint))
            ink = "breach_bar" if line.state == "refused" else "text"
            text.draw(painter, 26, y + 2, 22, line.title, "body", ink, 500, room=self.width() - 90)
            for place, part in enumerate(words):
                text.draw(painter, 26, y + 24 + 18 * place, 18, part, "caption", "text2", room=self.width() - 26)
            text.draw_right(painter, self.width(), y + 2, 22, line.rule, "caption", "text3")
            y += _LINE + 18 * (len(words) - 1)


class Ledger(QWidget):
    """总/已用/预留/剩 of each right, 29 px a row."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: tuple[QuotaTile, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_tiles(())

    def show_tiles(self, tiles: Sequence[QuotaTile]) -> None:
        """Show another policy's rights; the hospital visit is said beside the stay."""
        self._tiles = tuple(tile for tile in tiles if tile.name != HIDDEN_RIGHT)
        self.setVisible(bool(self._tiles))
        self.setFixedHeight(28 + _ROW * len(self._tiles))
        self.setAccessibleName("权益：" + "；".join(f"{tile.title} 剩 {tile.left}" for tile in self._tiles))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint head and rows."""
        painter, right = QPainter(self), self.width()
        text.draw(painter, 0, 0, 24, "权益", "body", "text", 600)
        for place, head in enumerate(("剩", "预留", "已用", "总")):
            text.draw_right(painter, right - 36 * place, 0, 24, head, "caption", "text3")
        for place, tile in enumerate(self._tiles):
            self._paint_row(painter, 26 + place * _ROW, tile)

    def _paint_row(self, painter: QPainter, y: int, tile: QuotaTile) -> None:
        right = self.width()
        title = f"{tile.title}（含探视 1 次）" if tile.name == "GC.inpatient" else tile.title
        used = text.draw(painter, 0, y, _ROW, title, "dense", "text")
        room = round(right - 140 - used)
        note = tile.note if room > 42 else ""
        text.draw(painter, used + 12, y, _ROW, note, "caption", "text3", room=max(1, room - 12))
        for place, number in enumerate((tile.left, tile.reserved, tile.used, tile.total)):
            tint, weight = ("text" if tile.left else "breach_bar", 600) if place == 0 else ("text2", 0)
            text.draw_right(painter, right - 36 * place, y, _ROW, str(number), "dense", tint, weight)
        cards.hairline(painter, 0, right, y + _ROW - 1)


class Duplicates(QWidget):
    """Other cases of the same person; Alt+O or a click opens one (`open_wanted` carries its id)."""

    open_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[DuplicateRow, ...] = ()
        self.same, self.title = False, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_rows(())

    def show_rows(self, rows: tuple[DuplicateRow, ...]) -> None:
        """Show other cases, at most three; the one D-03 leads to first."""
        self.rows = tuple(sorted(rows, key=lambda row: (not row.same_item, not row.open)))[:3]
        self.same = any(row.same_item and row.open for row in rows)
        self.title = f"{'可能重复：' if self.same else ''}同一客户还有 {len(rows)} 件"
        self.setVisible(bool(rows))
        self.setFixedHeight(70 + 28 * len(self.rows))
        said = "；".join(f"{row.number} {row.words}" for row in self.rows)
        self.setAccessibleName(f"{self.title}：{said}")
        self.update()

    def open_first(self) -> bool:
        """Open the first one; says whether there is one."""
        if self.rows:
            self.open_wanted.emit(self.rows[0].case_id)
        return bool(self.rows)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the case under the pointer."""
        place = int((event.position().y() - 40) // 28)
        if 0 <= place < len(self.rows):
            self.open_wanted.emit(self.rows[place].case_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        ground, ink, faint = ("soon_bg", "soon_fg", "soon_fg") if self.same else ("bg_subtle", "text", "text2")
        cards.rounded(painter, QRectF(self.rect()), 8, ground)
        icons.draw(painter, 16, 14, "users", ink)
        text.draw(painter, 42, 10, 24, self.title, "body", ink, 600)
        for place, row in enumerate(self.rows):
            y = 40 + 28 * place
            used = text.draw(painter, 42, y, 24, row.number, "caption", ink, 600)
            cap = keycap.width("Alt+O") + 20 if place == 0 else 0
            room = round(self.width() - 42 - used - 16 - cap)
            text.draw(painter, 42 + used + 12, y, 24, row.words, "caption", faint, room=max(1, room))
            if place == 0:
                keycap.draw(painter, self.width() - 12 - keycap.width("Alt+O"), y + 3, "Alt+O", "surface")
        last = "同一项目已在办：请打开在办的那件" if self.same else "不同项目可以并办；同项目会直接打开在办的那件"
        text.draw(painter, 42, self.height() - 28, 20, last, "caption", faint)


class ClockList(QWidget):
    """The clocks the case would carry, 24 px each."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_clocks(self, clocks: Sequence[ClockPreview], now: datetime) -> None:
        """Show other clocks."""
        self._words = tuple((clock.title, spell_clock(clock, now)) for clock in clocks)
        self.setVisible(bool(clocks))
        self.setFixedHeight(28 + 24 * len(self._words))
        self.setAccessibleName("登记后的时限：" + "；".join(" ".join(pair) for pair in self._words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the clocks."""
        painter = QPainter(self)
        text.draw(painter, 0, 0, 24, "登记后的时限", "caption", "text2", 600)
        for place, (title, words) in enumerate(self._words):
            y = 26 + 24 * place
            text.draw(painter, 0, y, 24, title, "caption", "text", 600, room=60)
            text.draw(painter, 64, y, 24, words, "caption", "text2", room=self.width() - 64)


def spell_clock(clock: ClockPreview, now: datetime) -> str:
    """`明天 18:00 前 · 内部目标 1 个工作日`, or what it waits for."""
    kind = CHIPS.get(clock.kind, "")
    if clock.due is None:
        return f"待计时 · {clock.words.removeprefix('待计时·')}"
    return " · ".join(part for part in (f"{short_day(clock.due, now)} 前", f"{kind} {clock.words}".strip()) if part)


class CheckFoot(QWidget):
    """What is missing, and the buttons."""

    def __init__(self, drafts: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self._warned = "", 0
        self.submit = Button("登记", "Ctrl+Enter", "primary", parent=self)
        self.save = Button("暂存草稿", "Ctrl+S", parent=self)
        self.submit_next = Button("登记并下一件", "Ctrl+Shift+Enter", "quiet", height=30, role="dense", parent=self)
        self.save.setVisible(drafts)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.submit, 1)
        row.addWidget(self.save, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 40, 20, 12)
        box.setSpacing(6)
        box.addLayout(row)
        box.addWidget(self.submit_next)

    def say(self, words: str, reason: str, warned: int = 0) -> None:
        """Say what is missing, why it cannot be saved yet ("" when it can), and how many remarks do not hinder it."""
        self.words, self._warned = words, warned
        self.setAccessibleDescription(words or self.ready())
        self.submit.set_reason(reason)
        self.submit_next.set_reason(reason)
        self.update()

    def ready(self) -> str:
        """`可以登记`, with the remarks that do not hinder it."""
        return f"可以登记 · {self._warned} 条提醒，请先核对" if self._warned else "可以登记"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line above the buttons."""
        painter = QPainter(self)
        cards.hairline(painter, 1, self.width() - 1, 0)
        if not self.words:
            sign, tint = _SIGNS["warned" if self._warned else "ok"]
            glyphs.draw(painter, 20, 17, sign, theme.colour(tint))
            text.draw(painter, 40, 12, 20, self.ready(), "dense", "text2")
            return
        used = text.draw(painter, 20, 12, 20, self.words, "dense", "breach_bar", 600, room=self.width() - 80)
        keycap.draw(painter, 30 + used, 13, "F8", "surface")


class CheckCard(cards.Card):
    """The live check, filled by `show_check`."""

    open_wanted = Signal(int)

    def __init__(self, drafts: bool, parent: QWidget | None = None) -> None:
        super().__init__("实时核对", "", 0, parent)
        self.lines, self.ledger, self.duplicates, self.clocks = CheckLines(), Ledger(), Duplicates(), ClockList()
        self.empty = EmptyState()
        self.empty.tell("shield-check", "还没有可核对的", _EMPTY)
        self.foot = CheckFoot(drafts)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(20, 0, 20, 12)
        box.setSpacing(14)
        for part in (self.lines, self.ledger, self.duplicates, self.clocks):
            box.addWidget(part)
        box.addStretch(1)
        self.body.setSpacing(0)
        self._area = Scroller(inner)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self.foot)
        self.duplicates.open_wanted.connect(self.open_wanted)

    def show_check(self, check: ApplicationCheck, now: datetime) -> None:
        """Show what the desk would say now."""
        told = bool(check.lines or check.quotas or check.duplicates)
        self.empty.setVisible(not told)
        self._area.setVisible(told)
        self.set_fact(f"{now:%H:%M} 核对")
        self.lines.show_lines(check.lines)
        self.ledger.show_tiles(check.quotas)
        self.duplicates.show_rows(check.duplicates)
        self.clocks.show_clocks(check.clocks, now)
