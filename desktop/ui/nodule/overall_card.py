"""The reading as a whole: where the nodules lie, the highest category beside the computed one, and the system."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.handbook.documents.nodule_check import scene_of
from desktop.handbook.nodules.comparing import Agreement
from desktop.handbook.nodules.systems import systems_of
from desktop.ui import cards, fonts, text
from desktop.ui.buttons import IconButton
from desktop.ui.inputs import Combo
from desktop.ui.nodule.book import NoduleBook
from desktop.ui.nodule.diagram import Diagram, Marked
from desktop.ui.nodule.own_keys import OVERRIDE, keeps_moves
from desktop.ui.nodule.verdict_paint import draw_pill

HIGH, LEFT = 168, 226
_WORST = (Agreement.DIFFERS, Agreement.UNKNOWN, Agreement.BORDER, Agreement.AGREES)


class OverallCard(QWidget):
    """`picked` carries the nodule taken on the diagram."""

    picked = Signal(int)

    def __init__(self, book: NoduleBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.diagram = Diagram(self)
        self.diagram.move(14, 10)
        self.system = Combo(self)
        self.system.setAccessibleName("分类系统")
        self.system.setFont(fonts.font("dense"))
        self.system.activated.connect(self._choose)
        self.diagram.picked.connect(self.picked)
        self.diagram.placed.connect(self._place)
        self.more = IconButton("plus", "添加结节", "Insert", 28, self)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._kind = ""
        self.setFixedHeight(HIGH)

    def renew(self) -> None:
        """Show the reading as it is now."""
        book = self.book
        if book.kind != self._kind:
            self._kind = book.kind
            self.system.clear()
            self.system.addItems([one.title for one in systems_of(book.kind)])
        self.system.setCurrentText(book.system.title)
        self.system.setEnabled(book.editable)
        self.more.setVisible(book.editable)
        marks = [Marked(str(row.get("number", "")), row.get("findings") or {}) for row in book.rows]
        self.diagram.show_marks(book.kind, marks, book.at)
        expert, computed, _ = self.categories()
        self.setAccessibleName(f"整体类别，专家 {expert or '未给'}，计算 {computed or '无'}")
        self.update()

    def categories(self) -> tuple[str, str, Agreement]:
        """The experts' highest, the computed highest, and how they stand to each other."""
        book = self.book
        expert, computed = book.highest("category"), book.highest("computed")
        if not book.rows:
            return "", "", Agreement.UNKNOWN
        if expert and computed:
            return expert, computed, Agreement.AGREES if expert == computed else Agreement.DIFFERS
        worst = next(one for one in _WORST if any(judged.agreement is one for judged in book.judged))
        return expert, computed, worst

    def _choose(self, place: int) -> None:
        self.book.set_system(systems_of(self.book.kind)[place])

    def _place(self, sets: dict[str, object]) -> None:
        """An empty part was taken: the current nodule lies there, when it does not lie anywhere yet."""
        row = self.book.current
        if row is not None and not row.get("place"):
            for name, value in sets.items():
                self.book.set_value("findings", name, value)

    def event(self, event: QEvent) -> bool:
        """The chooser and the button keep their keys."""
        mine = event.type() == OVERRIDE and keeps_moves(event, self.system, self.more)
        return mine or super().event(event)

    def resizeEvent(self, _event: QEvent) -> None:
        """Place the chooser."""
        self.system.setGeometry(LEFT + 60, 78, min(188, self.width() - LEFT - 130), 28)
        self.more.move(self.width() - 40, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the categories and what they rest on."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "border")
        expert, computed, agreement = self.categories()
        text.draw(painter, LEFT, 12, 18, "整体类别（取最高）", "dense", "text2")
        x = LEFT + self._big(painter, LEFT, expert, "text", 600) + 10
        x += text.draw(painter, x, 36, 28, "专家记录值", "caption", "text2") + 18
        x += self._big(painter, x, computed, "text3", 500) + 10
        x += text.draw(painter, x, 36, 28, "程序计算", "caption", "text2") + 16
        if self.book.rows and x + 90 < self.width():
            draw_pill(painter, x, 39, agreement)
        cards.hairline(painter, LEFT, self.width() - 16, 71)
        text.draw(painter, LEFT, 78, 28, "分类系统", "caption", "text2")
        revision = f"规则表 {self.book.table.revision}"
        right = self.system.geometry().right() + 10
        text.draw(painter, right, 78, 28, revision, "caption", "text3", room=self.width() - right - 8)
        for place, (label, words) in enumerate((("专家", self._reader()), ("对比", self._compared()))):
            text.draw(painter, LEFT, 112 + 22 * place, 20, label, "caption", "text2")
            text.draw(painter, LEFT + 60, 112 + 22 * place, 20, words, "dense", "text", room=self.width() - LEFT - 76)

    @staticmethod
    def _big(painter: QPainter, x: float, words: str, tint: str, weight: int) -> int:
        role = "display" if len(words) < 6 else "caption"
        return text.draw(painter, x, 34, 32, words or "—", role, tint, weight, room=110)

    def _reader(self) -> str:
        said = self.book.content
        if str(said.get("reader", "")) in ("", "资料未提供"):
            return "还没有派专家，按 Y"
        return "·".join(str(said[name]) for name in ("reader", "reader_title", "reader_hospital") if said.get(name))

    def _compared(self) -> str:
        scene = scene_of(self.book.content)
        if scene.first_time:
            return "无既往检查"
        if scene.prior_on is None or scene.examined_on is None:
            return "还没有填两次检查的日期，Ctrl+3 到报告填写"
        months = round((scene.examined_on - scene.prior_on).days / (365.25 / 12), 1)
        exam = str(self.book.content.get("prior_exam") or "")
        return f"{scene.prior_on} {exam}，间隔 {months:g} 个月"
