"""Rows of facts and rights as both the inspector and the case page paint them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.casework.rows import Fact, QuotaTile
from desktop.ui import cards, fonts, icons, text

HIDDEN_RIGHT = "GC.visit"


class SectionLabel(QWidget):
    """A heading of 20 px, 12/600, with a remark at its right."""

    def __init__(self, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.remark = title, remark
        self.setFixedHeight(20)
        self.setAccessibleName(title)

    def say(self, title: str, remark: str = "") -> None:
        """Show another heading."""
        self.title, self.remark = title, remark
        self.setAccessibleName(title)
        self.setAccessibleDescription(remark)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heading and remark."""
        painter = QPainter(self)
        used = text.draw(painter, 0, 0, 20, self.title, "caption", "text2", 600)
        room = self.width() - used - 12
        wide = min(fonts.width(self.remark, "caption"), room)
        if self.remark and room > 20:
            text.draw(painter, self.width() - wide, 0, 20, self.remark, "caption", "text3", room=room)


class Measures(NamedTuple):
    """Sizes of a list of facts: row pitch, where values begin, how many lines a value may take."""

    pitch: int
    label: int
    lines: int = 1


INSPECTOR = Measures(24, 44)
CASE_PAGE = Measures(28, 68, 2)


class FactRows(QWidget):
    """Label and value line by line; a value too long for its lines is whole in the tool tip."""

    def __init__(self, measures: Measures, leading: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measures, self._leading = measures, leading
        self.facts: tuple[Fact, ...] = ()
        self._rows: list[tuple[Fact, list[str]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show other facts."""
        self.facts = tuple(facts)
        self.setAccessibleName("；".join(f"{fact.label} {fact.value} {fact.note}".strip() for fact in facts))
        self._arrange()

    def resizeEvent(self, _event: QEvent) -> None:
        """Break the values anew."""
        self._arrange()

    def _arrange(self) -> None:
        self._rows = [(fact, self._broken(fact)) for fact in self.facts]
        self.setFixedHeight(max(1, sum(self._height(lines) for _fact, lines in self._rows)))
        self.update()

    def _height(self, lines: Sequence[str]) -> int:
        return self._measures.pitch + 20 * (len(lines) - 1)

    def _room(self, fact: Fact) -> int:
        return max(60, self.width() - self._measures.label - (20 if fact.locked else 0))

    def _broken(self, fact: Fact) -> list[str]:
        """The value's lines; the note stands at the end of the last one, which may hold nothing else."""
        note = fonts.width(fact.note, "caption") + 8 if fact.note else 0
        lines = text.wrap(fact.value, self._room(fact), "dense", 500) or [""]
        if self._measures.lines == 1:
            return [fact.value]
        kept = lines[: self._measures.lines]
        if len(lines) > len(kept):
            kept[-1] = "".join(lines[len(kept) - 1 :])
        tight = fonts.width(kept[-1], "dense", 500) + note > self._room(fact)
        return [*kept, ""] if fact.note and tight else kept

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows; in the leading group the first value weighs more, as the most asked for."""
        painter, y = QPainter(self), 0
        for place, (fact, lines) in enumerate(self._rows):
            self._paint_row(painter, y, fact, lines, 500 if place == 0 and self._leading else 0)
            y += self._height(lines)

    def _paint_row(self, painter: QPainter, y: int, fact: Fact, lines: Sequence[str], weight: int) -> None:
        x, pitch = self._measures.label, self._measures.pitch
        text.draw(painter, 0, y, pitch, fact.label, "dense", "text3", room=x - 4)
        if fact.locked:
            icons.draw(painter, x, y + (pitch - 14) / 2, "lock", "text3", 14)
            x += 20
        note = fonts.width(fact.note, "caption") + 8 if fact.note and len(lines) == 1 else 0
        for line in lines:
            text.draw(painter, x, y, pitch, line, "dense", "text", weight, room=max(40, self._room(fact) - note))
            y += 20
        if fact.note:
            text.draw_right(painter, self.width(), y - 20, pitch, fact.note, "caption", "text3")

    def event(self, event: QEvent) -> bool:
        """Tell the whole value under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _tell(self, spot: QPoint, corner: QPoint) -> None:
        y = 0
        for fact, lines in self._rows:
            y += self._height(lines)
            if spot.y() < y:
                QToolTip.showText(corner, f"{fact.label}：{fact.value} {fact.note}".strip(), self)
                return


def shown_rights(quotas: Sequence[QuotaTile]) -> tuple[QuotaTile, ...]:
    """Four tiles: the hospital visit belongs to the stay and only stands alone when it is the case's own."""
    visit = next((tile for tile in quotas if tile.name == HIDDEN_RIGHT), None)
    if visit is None:
        return tuple(quotas)
    if visit.own:
        return tuple(tile for tile in quotas if tile.name != "GC.inpatient")
    return tuple(
        tile._replace(note=f"含探视 {visit.left}") if tile.name == "GC.inpatient" and tile.note == "未用" else tile
        for tile in quotas
        if tile.name != HIDDEN_RIGHT
    )


class RightTiles(QWidget):
    """The policy's rights as tiles of 56 px: title, how many are left, what became of the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: tuple[QuotaTile, ...] = ()
        self.setFixedHeight(56)

    def show_rights(self, quotas: Sequence[QuotaTile]) -> None:
        """Show other rights."""
        self.tiles = shown_rights(quotas)
        words = (f"{tile.title} 剩 {tile.left}，{tile.note}" for tile in self.tiles)
        self.setAccessibleName("权益：" + "；".join(words))
        self.setToolTip("\n".join(map(spell_right, self.tiles)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tiles, 4 px apart."""
        painter = QPainter(self)
        count = max(1, len(self.tiles))
        wide = (self.width() - 4 * (count - 1)) / count
        for place, tile in enumerate(self.tiles):
            self._paint_tile(painter, QRectF(place * (wide + 4), 0, wide, 56), tile)

    def _paint_tile(self, painter: QPainter, box: QRectF, tile: QuotaTile) -> None:
        own = tile.own and tile.reserved > 0
        ink = "info_fg" if own else "text2"
        cards.rounded(painter, box, 6, "info_bg" if own else "bg_subtle")
        edge = 10 if box.width() >= 74 else 6
        x, room = box.x() + edge, round(box.width() - 2 * edge)
        text.draw(painter, x, 8, 20, tile.title, "caption", ink)
        number = str(tile.left) if tile.total else "—"
        tint = ink if own else "text" if tile.left else "text3"
        text.draw_right(painter, box.right() - edge, 6, 22, number, "section", tint)
        text.draw(painter, x, 30, 20, note_of(tile), "caption", ink, room=room)


def spell_right(tile: QuotaTile) -> str:
    """A right in one line: total, used, reserved, left."""
    return f"{tile.title}：共 {tile.total}，已用 {tile.used}，预留 {tile.reserved}，剩 {tile.left} {tile.note}".strip()


def note_of(tile: QuotaTile) -> str:
    """What became of a right, short enough for its tile: another case's number is in the tool tip."""
    if tile.own or "-" not in tile.note:
        return tile.note
    return "他案已用" if tile.used else "他案预留"
