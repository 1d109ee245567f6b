"""The lane of materials: how many of the required are here, the checklist, and what can be said of one entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QWidget

from desktop.casework.consulting.rows import ConsultationSheet, MaterialLine
from desktop.handbook.consultation_materials import PROBLEMS, TUMOURS
from desktop.ui import cards, fonts, icons, keycap, text
from desktop.ui.buttons import Button
from desktop.ui.mdt.material_list import MaterialList
from desktop.ui.tracking import road_words

WIDE, HEAD, ROAD, FOOT = 268, 46, 24, 100
_PROBLEM_KEYS = tuple(PROBLEMS)
Values = Mapping[str, Any]


class MaterialsLane(QWidget):
    """`checked` carries the arguments of check_material, `asked` a click on M, `returned` one on the originals.

    `grouped` carries the tumour group whose list is wanted.
    """

    checked = Signal(dict)
    asked = Signal()
    returned = Signal()
    grouped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: ConsultationSheet | None = None
        self.road = ""
        self.list = MaterialList()
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.list)
        self.list.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self.ask = Button("补件短信", "M", icon="message-square-text", height=32, role="dense", parent=self)
        self.ask.clicked.connect(self.asked)
        self.list.picked.connect(self._follow)
        self.setFocusProxy(self.list)
        self.setAccessibleName("病历材料")

    def show_sheet(self, sheet: ConsultationSheet) -> None:
        """Show another checklist, or the same as it is now."""
        self.sheet = sheet
        self.list.show_lines(sheet.materials)
        wanted = len(sheet.to_ask)
        self.ask.set_title(f"补件短信·{wanted} 项一条" if wanted else "补件短信")
        self.ask.set_reason("" if wanted else "没有要补的资料")
        self.road = road_words(sheet.parcels)
        self.setAccessibleDescription(self.road)
        self._place()
        self.update()

    def mark(self, problem: str) -> None:
        """1 to 5: this is wrong with the current entry; the same again takes it away."""
        line = self.list.line
        if line is not None:
            wrong = "" if line.problem == problem else problem
            self._check(line, state="received", problem=wrong)

    def tick(self) -> None:
        """Space: received, or not after all."""
        line = self.list.line
        if line is not None:
            self._check(line, state="" if line.state == "received" else "received", problem="")

    def turn_original(self) -> None:
        """0: an original, which has to go back (MD-10), or no original."""
        line = self.list.line
        if line is not None:
            form = "" if line.form == "original" else "original"
            self._check(line, state="received", problem=line.problem, form=form)

    def turn_not_provided(self) -> None:
        """Alt+0: the customer does not have it."""
        line = self.list.line
        if line is not None:
            self._check(line, state="" if line.state == "not_provided" else "not_provided", problem="", form="")

    def _check(self, line: MaterialLine, **changes: Any) -> None:
        """Show it at once, and have it recorded; what was known of the entry goes along."""
        settled = changes["state"] in ("received", "not_provided") and not changes.get("problem")
        new = line._replace(**changes, open=not settled)
        if self.sheet is not None:
            lines = tuple(new if one.key == line.key else one for one in self.sheet.materials)
            self.sheet = replace(self.sheet, materials=lines)
            self.list.show_lines(lines)
            self.update()
        values: dict[str, Any] = {
            "item": new.key, "state": new.state, "problem": new.problem, "form": new.form, "hospital": new.hospital,
            "note": new.remark, "title": new.title, "dated": date.fromisoformat(new.dated) if new.dated else None,
        }  # fmt: skip
        self.checked.emit(values)

    def open_groups(self) -> None:
        """Alt+G: which tumour's list."""
        menu = QMenu(self)
        for one in TUMOURS:
            action = menu.addAction(one.title)
            action.triggered.connect(partial(self.grouped.emit, one.key))
        menu.popup(self.mapToGlobal(self.rect().topLeft()) + self._group_box().bottomLeft().toPoint())

    def _group_box(self) -> QRectF:
        return QRectF(15 + fonts.width("病历材料", "body", 600) + 8, 8, 96, 24)

    def _follow(self) -> None:
        box = self.list.box(self.list.at)
        self._scroll.ensureVisible(20, round(box.center().y()), 0, 44)
        self.update()

    def resizeEvent(self, _event: QEvent) -> None:
        """Keep list and button in place."""
        self._place()

    def _place(self) -> None:
        head = HEAD + (ROAD if self.road else 0)
        self._scroll.setGeometry(0, head, self.width(), self.height() - head - FOOT)
        self.ask.setGeometry(15, self.height() - 44, self.width() - 30, 32)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The chips of the foot and the group are clickable."""
        spot = event.position()
        if self._group_box().contains(spot):
            self.open_groups()
        for place, box in enumerate(self._chips()):
            if box.contains(spot):
                self.mark(_PROBLEM_KEYS[place])
        if self._back_box().contains(spot) and self.sheet is not None and self.sheet.originals:
            self.returned.emit()

    def _chips(self) -> list[QRectF]:
        x, found, gap = 15.0, [], 4
        widths = [fonts.width(title, "caption", 500) + 12 for title in PROBLEMS.values()]
        spare = (self.width() - 30 - sum(widths) - gap * (len(widths) - 1)) / len(widths)
        for wide in widths:
            found.append(QRectF(x, self.height() - 74, wide + spare, 24))
            x += wide + spare + gap
        return found

    def _back_box(self) -> QRectF:
        return QRectF(self.width() / 2, self.height() - FOOT + 4, self.width() / 2, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint card, head with its bar, and foot."""
        painter, sheet = QPainter(self), self.sheet
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        text.draw(painter, 15, 6, 28, "病历材料", "body", "text", 600)
        if sheet is None:
            return
        asked = [one for one in sheet.materials if one.need == "required"]
        received = sum(not one.open for one in asked)
        problems = sum(bool(one.problem) for one in sheet.materials)
        box = self._group_box()
        used = text.draw(painter, box.x(), 7, 28, sheet.tumour_title or "未分组", "caption", "accent", room=64)
        icons.draw(painter, box.x() + used + 2, 15, "chevron-down", "accent", 12)
        words = f"必需 {received}/{len(asked)}·问题 {problems}"
        if box.x() + used + 16 + fonts.width(words, "caption") > self.width() - 15:
            words = f"{received}/{len(asked)}·问题 {problems}"
        text.draw_right(painter, self.width() - 15, 6, 28, words, "caption", "text2")
        self._paint_bar(painter, received, problems, max(1, len(asked)))
        if self.road:
            icons.draw(painter, 15, HEAD + 2, "truck", "text3", 14)
            text.draw(painter, 36, HEAD - 1, 20, f"{self.road} · Ctrl+Alt+T 查", "caption", "text2",
                      room=self.width() - 51)  # fmt: skip
        cards.hairline(painter, 0, self.width(), self.height() - FOOT)
        self._paint_foot(painter, sheet)

    def _paint_bar(self, painter: QPainter, received: int, problems: int, total: int) -> None:
        wide = self.width() - 30
        cards.rounded(painter, QRectF(15, 37, wide, 4), 2, "bg_subtle")
        share = wide * received / total
        cards.rounded(painter, QRectF(15, 37, share, 4), 2, "text3")
        if problems:
            cards.rounded(painter, QRectF(15 + share, 37, min(wide - share, wide * problems / total), 4), 2, "soon_bar")

    def _paint_foot(self, painter: QPainter, sheet: ConsultationSheet) -> None:
        y, line = self.height() - FOOT + 4, self.list.line
        used = text.draw(painter, 15, y, 20, "标注所选", "caption", "text3")
        if sheet.originals:
            words = f"待寄回原件 {len(sheet.originals)}"
            x = self.width() - 15 - fonts.width(words, "caption") - keycap.width("R") - 6
            text.draw(painter, x, y, 20, words, "caption", "soon_fg")
            keycap.draw(painter, self.width() - 15 - keycap.width("R"), y + 1, "R", "surface")
        elif line is not None:
            room = self.width() - 30 - used - 12
            wide = min(room, fonts.width(line.title, "caption"))
            text.draw(painter, self.width() - 15 - wide, y, 20, line.title, "caption", "text2", room=room)
        for (key, title), box in zip(PROBLEMS.items(), self._chips(), strict=True):
            on = line is not None and line.problem == key
            cards.rounded(painter, box, 5, "soon_bg" if on else "bg_surface", "soon_bar" if on else "border")
            text.draw_centred(painter, box.x(), box.y(), box.width(), 24, title, "caption",
                              "soon_fg" if on else "text2", 600 if on else 0)  # fmt: skip
