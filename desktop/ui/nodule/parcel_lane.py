"""The parcel's lane: its number, the set with its boxes, what recording it means, and what has to go back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.casework.consulting.rows import ReadingSheet
from desktop.casework.forms import LOCKS_MATERIALS
from desktop.handbook.documents.shared import QUALITIES
from desktop.ui import cards, fonts, text
from desktop.ui.buttons import Button
from desktop.ui.inputs import Combo
from desktop.ui.nodule.blocks import Block, Originals
from desktop.ui.nodule.item_list import ItemList
from desktop.ui.nodule.own_keys import OVERRIDE, keeps_moves
from desktop.ui.nodule.receipt import Receipt, courier_of, shown_number
from desktop.ui.segments import Segments

WIDE, HEAD = 248, 40
_GRADES = ("三级甲等", "三级乙等", "三级丙等", "二级甲等", "二级乙等", "二级丙等", "一级甲等", "未定级")


class ParcelLane(QWidget):
    """`received` carries the Receipt that was confirmed, `judged` the image quality that was chosen."""

    received = Signal(object)
    judged = Signal(str)
    post_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: ReadingSheet | None = None
        self.receipt = Receipt()
        self.number = QLineEdit()
        self.number.setPlaceholderText("扫描或粘贴运单号")
        self.number.setAccessibleName("运单号")
        self.exam, self.grade = Combo(), Combo()
        self.items, self.quality = ItemList(), Segments(tuple((one, one) for one in QUALITIES))
        self.wrong, self.will, self.trace = Block("wrong"), Block("will"), Block("plain")
        self.lock, self.originals = Block("lock"), Originals()
        self.confirm = Button("登记收讫", "Enter", "primary", height=32, role="dense")
        self.post = Button("寄出报告与原件", "R", icon="truck", height=32, role="dense")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.items)
        self.setAccessibleName("收件")

    def _lay_out(self) -> None:
        page, self.choices = QWidget(), QWidget()
        row = QHBoxLayout(self.choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for combo, name in ((self.exam, "检查类型"), (self.grade, "检查医院等级")):
            combo.setAccessibleName(name)
            combo.setPlaceholderText(name.removeprefix("检查"))
            combo.setFixedHeight(30)
            combo.setFont(fonts.font("dense"))
            row.addWidget(combo, 1)
        self.number.setFixedHeight(32)
        self.quality.setFixedHeight(28)
        box = QVBoxLayout(page)
        box.setContentsMargins(16, 2, 16, 12)
        box.setSpacing(8)
        for part in (self.number, self.items, self.choices, self.wrong, self.will, self.confirm, self.quality,
                     self.trace, self.lock, self.originals, self.post):  # fmt: skip
            box.addWidget(part)
        box.addStretch(1)
        self.roll = QScrollArea(self)
        self.roll.setFrameShape(QFrame.Shape.NoFrame)
        self.roll.setWidgetResizable(True)
        self.roll.setWidget(page)
        page.setAutoFillBackground(False)
        self.roll.viewport().setAutoFillBackground(False)

    def _connect(self) -> None:
        self.number.textEdited.connect(self._number_typed)
        self.number.returnPressed.connect(self.items.setFocus)
        self.items.ticked.connect(self.tick)
        self.items.original.connect(self.turn_original)
        self.items.confirmed.connect(self.record)
        self.confirm.clicked.connect(self.record)
        self.exam.activated.connect(self._chosen)
        self.grade.activated.connect(self._chosen)
        self.quality.chosen.connect(self.judged)
        self.post.clicked.connect(self.post_wanted)

    def show_sheet(self, sheet: ReadingSheet, trace: Sequence[str], *, can_post: bool) -> None:
        """Show the parcel's state; `trace` are the lines that explain the five days."""
        if self.sheet is None or self.sheet.case_id != sheet.case_id or self.sheet.items != sheet.items:
            self.receipt = Receipt()
            self.number.clear()
        if self.sheet is None or self.sheet.exams != sheet.exams:
            self.exam.clear()
            for value, title in sheet.exams:
                self.exam.addItem(title, value)
            for value, title in (("CT", "CT"), ("ultrasound", "超声"), ("mammography", "钼靶"), ("MRI", "磁共振")):
                if value not in dict(sheet.exams):
                    self.exam.addItem(title, value)
            self.grade.clear()
            self.grade.addItems(_GRADES)
        self.sheet = sheet
        self._trace = tuple(trace)
        last = next((one for one in sheet.parcels if one.incoming), None)
        self.number.setPlaceholderText(shown_number(last.number) if last else "扫描或粘贴运单号")
        gone = [(name, shown_number(one.number)) for one in sheet.parcels if not one.incoming for name in one.contents]
        self.originals.show_rows(sheet.originals, gone)
        self.post.setVisible(can_post)
        self._renew()

    _trace: tuple[str, ...] = ()

    def show_quality(self, quality: str, *, editable: bool) -> None:
        """What the report says of the images."""
        self.quality.set_value(quality)
        self.quality.setEnabled(editable)
        self.quality.setVisible(self.sheet is not None and "images" in {i.key for i in self.sheet.items if i.received})

    def tick(self, key: str) -> None:
        """Space: in the parcel, or not after all; what was recorded before stays."""
        if self.sheet is not None and not any(one.key == key and one.received for one in self.sheet.items):
            self.receipt.tick(key)
            self._chosen()

    def turn_original(self, key: str) -> None:
        """0: it has to go back."""
        if self.sheet is not None and not any(one.key == key and one.received for one in self.sheet.items):
            self.receipt.turn_original(key)
            self._chosen()

    def _number_typed(self, words: str) -> None:
        self.receipt.number = words
        self.update()

    def _chosen(self) -> None:
        self.receipt.exam = self.exam.currentData() if self.exam.currentIndex() >= 0 else ""
        self.receipt.grade = self.grade.currentText() if self.grade.currentIndex() >= 0 else ""
        self._renew()

    def _renew(self) -> None:
        """What recording this parcel would mean stands there before it is recorded (D-04)."""
        sheet, receipt = self.sheet, self.receipt
        if sheet is None:
            return
        self.items.show_sheet(sheet, receipt)
        open_ = any(not one.received for one in sheet.items) and (sheet.complete_at is None or bool(receipt.items))
        self.choices.setVisible(open_)
        lacking = receipt.lacking(sheet)
        why = receipt.misfit(sheet) if receipt.items else sheet.misfit
        self._say_wrong(why, lacking)
        locks = bool(receipt.items) and receipt.locks(sheet)
        self.will.say("登记后服务即生效" if locks else "",
                      (LOCKS_MATERIALS, *(() if lacking else ("资料收齐，5 个工作日从今天起算。",))))  # fmt: skip
        self.confirm.setVisible(bool(receipt.items))
        self.confirm.set_title(f"{'确认收讫' if locks else '登记'} {len(receipt.items)} 项")
        self.trace.say(self._trace[0] if self._trace else "", self._trace[1:])
        self.lock.say("已收讫，服务已生效" if sheet.lock else "", ("身份证件与影像已收到：权益已用，不能取消或更改。",))
        self.update()

    def _say_wrong(self, why: str, lacking: Sequence[str]) -> None:
        if why:
            self.wrong.say("与结节不符，时限不起算", (why,))
        elif lacking and (self.receipt.items or (self.sheet is not None and any(i.received for i in self.sheet.items))):
            self.wrong.say("资料不齐，时限不起算", (f"还缺 {'、'.join(lacking)}",))
        else:
            self.wrong.say("")

    def record(self) -> None:
        """Enter, the second key: what is ticked has been received."""
        if self.receipt.items:
            self.received.emit(self.receipt)

    def event(self, event: QEvent) -> bool:
        """The number, the choices and the buttons keep their keys."""
        mine = event.type() == OVERRIDE and not self.items.hasFocus() and keeps_moves(event)
        return mine or super().event(event)

    def resizeEvent(self, _event: object) -> None:
        """Keep the head free."""
        self.roll.setGeometry(1, HEAD, self.width() - 2, self.height() - HEAD - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint card and head."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        text.draw(painter, 16, 8, 28, "收件", "body", "text", 600)
        sheet = self.sheet
        if sheet is None:
            return
        incoming = [one for one in sheet.parcels if one.incoming]
        courier = courier_of(self.receipt.number)
        state, tint = ("齐", "ok_fg") if sheet.complete_at else ("未齐", "soon_fg")
        words = courier or f"{f'第 {len(incoming)} 包·' if incoming else ''}{state}"
        text.draw_right(painter, self.width() - 16, 8, 28, words, "dense", "text2" if courier else tint, 600)
