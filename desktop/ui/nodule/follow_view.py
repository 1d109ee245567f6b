"""What comes next and what was before: the plan the category recommends with its dates, and the sizes over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.casework.documents.earlier_readings import EarlierNodule
from desktop.handbook.documents.nodule_check import scene_of
from desktop.handbook.nodules.cross_check import Judged, finding_in, size_of
from desktop.handbook.nodules.findings import FindingFault
from desktop.handbook.nodules.follow_up import dated
from desktop.ui import cards, text
from desktop.ui.buttons import Button
from desktop.ui.documents.section_view import SectionView
from desktop.ui.nodule import nodule_words
from desktop.ui.nodule.book import NoduleBook
from desktop.ui.nodule.own_keys import keeps_moves

_ROW, _TOP = 28, 72
_EXAMS = {"lung": "低剂量薄层 CT", "breast": "乳腺超声", "thyroid": "甲状腺超声"}


class Line(NamedTuple):
    """One line of the comparison: a nodule on a day."""

    label: str
    day: str
    size: str
    category: str
    change: str


def recommended(book: NoduleBook) -> tuple[Judged | None, list[dict[str, str]]]:
    """The plan of the nodule with the highest computed category, dated from this examination."""
    examined = scene_of(book.content).examined_on
    best = next((one for row, one in zip(book.rows, book.judged, strict=True)
                 if one.computed and row.get("computed") == book.highest("computed") and one.answer), None)  # fmt: skip
    if best is None or best.answer is None or examined is None:
        return best, []
    exam = _EXAMS[book.kind]
    return best, [{"when": one.spoken(), "item": exam, "note": "按计算类别建议，专家可改"}
                  for one in dated(best.answer.plan, examined)]  # fmt: skip


def compared(book: NoduleBook, earlier: Sequence[EarlierNodule] = ()) -> Iterator[Line]:
    """Every nodule on every day that is known: those of earlier issued reports, then of this one, oldest first."""
    scene = scene_of(book.content)
    for one in earlier:
        if one.day != str(scene.prior_on):
            size = f"{one.size:.1f} mm" if one.size is not None else "—"
            yield Line(one.label, one.day, size, one.category, one.report)
    for row, judged in zip(book.rows, book.judged, strict=True):
        label = f"{row.get('number')} {row.get('place', '')}".strip()
        growth = judged.growth
        before = str((row.get("findings") or {}).get("previous_category", "") or "")
        after, change = size_now(row), nodule_words.change_words(growth, row)[0]
        if growth is not None and growth.before_mm is not None:
            yield Line(label, str(scene.prior_on), f"{growth.before_mm:.1f} mm", before or "—", "")
        size = f"{after:.1f} mm" if after is not None else "—"
        yield Line(label, str(scene.examined_on or "未填日期"), size, str(row.get("category") or "—"), change)


def size_now(row: Mapping[str, Any]) -> float | None:
    """The size on this examination, in mm; None while it is not described."""
    try:
        return size_of(finding_in(row, "findings"))
    except FindingFault:
        return None


class ComparisonCard(QWidget):
    """Recommendation above, sizes over time below; the button writes the plan into the report."""

    def __init__(self, book: NoduleBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.earlier: tuple[EarlierNodule, ...] = ()
        self.write = Button("写入随访时间表", "Enter", height=32, role="dense", parent=self)

    def show_earlier(self, earlier: Sequence[EarlierNodule]) -> None:
        """Show what earlier issued reports say of the same person."""
        self.earlier = tuple(earlier)
        self.renew()

    def renew(self) -> None:
        """Show it as it is now."""
        best, plan = recommended(self.book)
        self.write.set_reason("" if plan and self.book.editable else "没有可写入的日期")
        self._best, self._plan, self._lines = best, plan, list(compared(self.book, self.earlier))
        self.setAccessibleName("；".join(f"{one.label} {one.day} {one.size} {one.change}" for one in self._lines))
        self.setFixedHeight(_TOP + _ROW * max(1, len(plan)) + 44 + _ROW * max(1, len(self._lines)) + 12)
        self.update()

    _best: Judged | None = None
    _plan: list[dict[str, str]]
    _lines: list[Line]

    def resizeEvent(self, _event: QEvent) -> None:
        """Keep the button at the right."""
        wide = self.write.sizeHint().width()
        self.write.setGeometry(self.width() - wide - 16, 10, wide, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint plan and table."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        text.draw(painter, 16, 12, 24, "随访计划", "body", "text", 600)
        advice = self._best.answer.advice if self._best and self._best.answer else "还没有可依据的计算类别"
        text.draw(painter, 16, 42, 20, advice, "dense", "text2", room=self.width() - 32)
        y: float = _TOP
        for row in self._plan:
            text.draw(painter, 16, y, _ROW, row["when"], "dense", "text", 600, room=260)
            text.draw(painter, 290, y, _ROW, row["item"], "dense", "text2", room=self.width() - 300)
            y += _ROW
        if not self._plan:
            text.draw(painter, 16, y, _ROW, "此类别没有定期随访", "dense", "text3")
            y += _ROW
        self._paint_table(painter, y + 8)

    def _paint_table(self, painter: QPainter, y: float) -> None:
        cards.hairline(painter, 16, self.width() - 16, y)
        columns = (16, 190, 290, 370, 430)
        for x, words in zip(columns, ("结节", "日期", "大小", "类别", "变化"), strict=True):
            text.draw(painter, x, y + 6, 20, words, "caption", "text3")
        for place, line in enumerate(self._lines):
            for index, (x, words) in enumerate(zip(columns, line, strict=True)):
                room = (columns[index + 1] if index < 4 else self.width() - 8) - x - 8
                text.draw(painter, x, y + 28 + _ROW * place, _ROW, words, "dense", "text" if index else "text2",
                          room=round(room))  # fmt: skip


class FollowView(QScrollArea):
    """`told` one line for the toast, `entered` when the plan was written into the report."""

    told = Signal(str)

    def __init__(self, book: NoduleBook, writing: Any, editor: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book, self._writing, self._editor = book, writing, editor
        self.card = ComparisonCard(book)
        self.section: SectionView | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        page.setAutoFillBackground(False)
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.card)
        box.addStretch(1)
        self.setWidget(page)
        self.card.write.clicked.connect(self.write_plan)
        book.changed.connect(self.card.renew)
        self.setFocusProxy(self.card.write)
        self.setAccessibleName("随访与对比")

    def event(self, event: QEvent) -> bool:
        """Its button keeps Enter and Space."""
        return keeps_moves(event) or super().event(event)

    def write_plan(self) -> None:
        """Put the recommended dates into the report's schedule, and go there to change them."""
        _, plan = recommended(self.book)
        if not plan or not self.book.editable:
            return
        self._writing.put("schedule", plan)
        if not self._writing.content.get("next_exam"):
            self._writing.put("next_exam", plan[0]["when"])
        self._writing.refreshed.emit(("schedule", "next_exam"))
        self.told.emit(f"已写入 {len(plan)} 次随访，Ctrl+3 到报告第 6 节修改")
