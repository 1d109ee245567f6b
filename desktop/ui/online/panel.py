"""What the conversation would become: service, wish, whether it may, what goes along, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.attachment_rows import KIND_TITLES
from desktop.casework.online.rows import HandOver, HandOverCheck, Link, Talk
from desktop.handbook.nodule_materials import NODULE_TITLES
from desktop.handbook.vocabulary import Item, Service
from desktop.ui import cards, chips, text
from desktop.ui.buttons import Button
from desktop.ui.case.scroller import Scroller
from desktop.ui.case.ticks import TickBox
from desktop.ui.inputs import TextField
from desktop.ui.online.talk_head import HEIGHT, Heading, Line, Promise
from desktop.ui.online.wish_fields import WishFields
from desktop.ui.segments import Segments
from desktop.ui.text_label import Caption

WIDTH, NARROW = 352, 300
_PAUSE_MS = 250
SERVICES = {
    Service.GC: ("转重疾绿通", ((Item.OUTPATIENT.value, "专家门诊"), (Item.INPATIENT.value, "住院安排"))),
    Service.MD: ("转多学科会诊", ((Item.MD.value, "多学科会诊"),)),
    Service.ND: ("转解结服务", tuple((f"{Item.ND.value}:{key}", title) for key, title in NODULE_TITLES.items())),
}
_PROOF = ("pathology", "diagnosis", "certificate")


class HandOverPanel(QWidget):
    """`check_wanted` carries a HandOver after each change, `turn_wanted` and `more_wanted` are the two buttons.

    `link_wanted` carries the case of a link.
    """

    check_wanted = Signal(object)
    turn_wanted = Signal()
    more_wanted = Signal()
    link_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.service = Service.GC
        self.talk: Talk | None = None
        self.verdict: HandOverCheck | None = None
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("转为其他服务")
        self.items = Segments(SERVICES[Service.GC][1], self)
        self.items.set_value(Item.OUTPATIENT.value)
        self.illness = TextField("疾病", required=False, placeholder="按客户资料填写")
        self.wish = WishFields(self)
        self.hospital, self.department = self.wish.hospital, self.wish.department
        self.ticks: list[TickBox] = []
        self._words = TickBox("会话记录")
        self.promise = Promise(self)
        self.go = Button("建绿通案", "Ctrl+N", "primary", "hospital", parent=self)
        self.more = Button("请补材料", "M", parent=self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(16, 10, 16, 4)
        self._column.setSpacing(2)
        self._items_row = QHBoxLayout()
        self._items_row.addWidget(self.items)
        self._column.addLayout(self._items_row)
        self._column.addWidget(self.illness)
        self._column.addWidget(self.wish)
        self._column.addWidget(Caption("可指定医院和科室，不可指定医生", self._inner))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._column.addLayout(self._lines)
        self._column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.go, 1)
        foot.addWidget(self.more)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, HEIGHT, 1, 16)
        box.addWidget(Scroller(self._inner, self), 1)
        below = QVBoxLayout()
        below.setContentsMargins(15, 0, 15, 0)
        below.setSpacing(10)
        below.addWidget(self.promise)
        below.addLayout(foot)
        box.addLayout(below)

    def _connect(self) -> None:
        for field in (self.illness, self.wish):
            field.changed.connect(self._soon.start)
        self.items.chosen.connect(self._ask)
        self._soon.timeout.connect(self._ask)
        self.go.clicked.connect(self.turn_wanted)
        self.more.clicked.connect(self.more_wanted)

    def show_talk(self, talk: Talk | None) -> None:
        """Another conversation, or the same with more said in it: what was typed stays with its own one."""
        fresh = talk is None or self.talk is None or talk.row.case_id != self.talk.row.case_id
        self.talk = talk
        if fresh:
            self.service, self.verdict = Service.GC, None
            self._set_items()
            self.wish.clear()
        if talk is not None and (fresh or not self.illness.value()):
            self.illness.set_value(talk.trigger.illness if talk.trigger else "")
        self._inner.setEnabled(talk is not None)
        self._renew_lines()
        self._ask()

    def turn_service(self) -> None:
        """G: the next service."""
        kinds = list(SERVICES)
        self.service = kinds[(kinds.index(self.service) + 1) % len(kinds)]
        self._set_items()
        self._ask()

    def _set_items(self) -> None:
        title, items = SERVICES[self.service]
        fresh = Segments(items, self._inner)
        fresh.setAccessibleName("项目")
        fresh.set_value(items[0][0])
        fresh.chosen.connect(self._ask)
        self._items_row.replaceWidget(self.items, fresh)
        self.items.deleteLater()
        self.items = fresh
        words = {Service.GC: "建绿通案", Service.MD: "建会诊案", Service.ND: "建解结案"}
        self.go.set_title(words[self.service])
        self.setAccessibleName(title)
        self.update()

    def wanted(self) -> HandOver:
        """What the conversation would become."""
        item, _, nodule = self.items.value().partition(":")
        files = tuple(tick.property("ids")[0] for tick in self.ticks if tick.isChecked())
        return HandOver(
            item, self.hospital.value(), self.department.value(), self.wish.city(), self.illness.value(), nodule,
            files, self._reason(),
        )  # fmt: skip

    def _reason(self) -> str:
        trigger = self.talk.trigger if self.talk is not None else None
        return f"来信含“{trigger.word}”" if trigger else "会话中提出"

    def words_along(self) -> tuple[str, ...]:
        """What was said, a line each, when it goes along."""
        if self.talk is None or not self._words.isChecked():
            return ()
        sides = {"customer": "客户", "desk": "本台"}
        return tuple(f"{sides[one.side]}：{one.text}" for one in self.talk.said if one.side in sides and one.text)

    def _ask(self, *_: object) -> None:
        if self.talk is not None:
            self.check_wanted.emit(self.wanted())

    def show_check(self, verdict: HandOverCheck) -> None:
        """Show what the rules say."""
        self.verdict = verdict
        self._renew_lines()

    def _renew_lines(self) -> None:
        chosen = {tick.text() for tick in self.ticks if not tick.isChecked()}
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        self._words = TickBox("会话记录")
        verdict = self.verdict
        self._add([Heading("能不能接")])
        if verdict is not None:
            self._add([Line(one.title, one.words, "ok" if one.ok else "breach") for one in verdict.lines])
        self._add([Heading("随案带走"), *self._make_ticks(chosen)])
        self._add([Heading("接下来")])
        if verdict is not None:
            self._add([Line(step, when, "wait") for step, when in verdict.ahead])
        links = self.talk.links if self.talk is not None else ()
        self._add([Heading("相关案件"), *map(self._linked, links)] if links else [])
        self._say(verdict)

    def _linked(self, link: Link) -> Button:
        button = linked(link, self._inner)
        button.clicked.connect(partial(self.link_wanted.emit, link.case_id))
        return button

    def _add(self, widgets: Sequence[QWidget]) -> None:
        for widget in widgets:
            self._lines.addWidget(widget)

    def _make_ticks(self, unticked: set[str]) -> list[TickBox]:
        self.ticks = []
        for entry in self.talk.files if self.talk is not None else ():
            kind, title = entry.rows[0].kind, entry.title.rpartition(".")[0] or entry.title
            proof = kind in _PROOF or "病理" in title
            tick = TickBox(f"{title} · {'重疾证明' if proof else KIND_TITLES.get(kind, '参考')}")
            tick.setProperty("ids", list(entry.ids))
            self.ticks.append(tick)
        said = sum(1 for one in self.talk.said if one.side != "middle") if self.talk is not None else 0
        self._words.setText(f"会话记录 {said} 条 · 只读")
        self._words.setAccessibleName(self._words.text())
        boxes = [*self.ticks, self._words]
        for tick in boxes:
            tick.setChecked(tick.text() not in unticked)
        return boxes

    def _say(self, verdict: HandOverCheck | None) -> None:
        if self.talk is None or verdict is None:
            self.promise.tell("")
            self.go.set_reason("先选一个会话")
        elif verdict.refusals:
            self.promise.tell("；".join(verdict.refusals), bad=True)
            self.go.set_reason(verdict.refusals[0])
        else:
            back = "，审核不过即退回。" if verdict.reserves else ""
            self.promise.tell(f"{verdict.reserves}{back}可撤销 Ctrl+Z；会话照常继续")
            self.go.set_reason("")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card and its head."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        chips.draw_tile(painter, 16, 14, self.service, 24)
        text.draw(painter, 52, 8, 22, SERVICES[self.service][0], "body", "text", 600)
        text.draw(painter, 52, 30, 18, "已从会话预填，不用重问客户；G 换服务", "caption", "text2",
                  room=self.width() - 64)  # fmt: skip
        cards.hairline(painter, 1, self.width() - 1, HEIGHT - 1)


def linked(link: Link, parent: QWidget) -> Button:
    """A button for a case that the conversation led to, or came from."""
    title = f"{'已转' if link.to else '由'} {link.number} {link.item or '转来'}"
    return Button(title, "", "quiet", "external-link", 30, "dense", parent)
