"""Which illness it is: a search over the plan's list by name, pinyin or code, and the conditions of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.handbook.illness_list import Illness
from desktop.handbook.illness_table import CANCER_EXCLUSIONS
from desktop.ui import cards, text
from desktop.ui.case import keys
from desktop.ui.case.keys import Key
from desktop.ui.case.review_parts import Stack
from desktop.ui.inputs import TextField

_ROW, _SHOWN = 32, 6
_SURE = {"high": "高", "medium": "中", "low": "低，以手术为准"}


class IllnessRows(QWidget):
    """The illnesses that answer to what was typed, 32 px each; the chosen one is marked."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: tuple[Illness, ...] = ()
        self.at, self._top = 0, 0
        self.setAccessibleName("计划的重疾名单")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_found(self, found: Sequence[Illness], chosen: str) -> None:
        """Show other illnesses, the chosen one current when it is among them."""
        self.found = tuple(found)
        self.at = next((place for place, one in enumerate(found) if one.name == chosen), 0)
        self.setFixedHeight(_ROW * max(1, min(_SHOWN, len(found))))
        self.go(0)

    def go(self, step: int) -> None:
        """Go up or down, keeping the current row in sight."""
        self.at = min(max(self.at + step, 0), max(0, len(self.found) - 1))
        self._top = min(max(self._top, self.at - _SHOWN + 1), self.at)
        self.setAccessibleDescription(self.found[self.at].name if self.found else "没有这个病种")
        self.update()

    def take(self) -> None:
        """Choose the current row."""
        if self.found:
            self.picked.emit(self.found[self.at])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the pointer."""
        place = self._top + int(event.position().y() // _ROW)
        if place < len(self.found):
            self.at = place
            self.take()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows in sight."""
        painter = QPainter(self)
        if not self.found:
            text.draw(painter, 10, 0, _ROW, "名单里没有；可选「不符合」并写明理由", "dense", "text2")
        for place, one in enumerate(self.found[self._top : self._top + _SHOWN]):
            box = QRectF(0, place * _ROW, self.width(), _ROW)
            if self._top + place == self.at:
                cards.rounded(painter, box, 6, "bg_selected")
                cards.rounded(painter, QRectF(0, box.y() + 6, 3, 20), 1.5, "accent")
            code = one.icd10.split(" ")[0] if one.icd10 else "轻度" if one.mild else ""
            text.draw(painter, 10, box.y(), _ROW, one.name, "dense", "text", room=self.width() - 100)
            text.draw_right(painter, self.width() - 10, box.y(), _ROW, code, "caption", "text3")


class Conditions(Stack):
    """What the standard asks for the chosen illness, and what it leaves out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words: tuple[str, ...] = ()

    def say(self, illness: Illness | None) -> None:
        """Say it for another illness."""
        self.words = tuple(_conditions(illness)) if illness else ()
        self.setAccessibleName("；".join(self.words))
        self.setToolTip("\n".join(CANCER_EXCLUSIONS) if illness and illness.number == 1 else "")
        self.setVisible(bool(self.words))
        self.fit()

    def _lines(self) -> list[str]:
        room = max(80, self.width() - 24)
        return [line for words in self.words for line in text.wrap(words, room, "caption")]

    def heights(self) -> list[int]:
        """All lines on one ground."""
        return [16 + 18 * len(self._lines())]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 6, "bg_subtle")
        for place, line in enumerate(self._lines()):
            text.draw(painter, 12, 8 + 18 * place, 18, line, "caption", "text2")


def _conditions(illness: Illness) -> list[str]:
    words = [f"条件：{illness.condition}" if illness.condition else "条件：以条款定义为准"]
    if illness.number == 1:
        words.append("除外七类：/0 /1 /2；甲状腺Ⅰ期；前列腺 T1N0M0；未转移皮肤癌（黑色素瘤除外）；Binet A；"
                     "何杰金Ⅰ期；未转移 G1 神经内分泌瘤")  # fmt: skip
    if illness.icd10:
        words.append(f"ICD-10 提示 {illness.icd10}（把握 {_SURE.get(illness.confidence, '未知')}，须与保险公司核对）")
    return words


class IllnessPicker(QWidget):
    """Search field, list while one searches, and the conditions of the chosen illness; `changed` after a choice."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[Illness, ...] = ()
        self.chosen: Illness | None = None
        self.search = TextField("病种", "名称、拼音首字母或 ICD-10", True, "搜索计划的重疾名单")
        self.rows, self.conditions = IllnessRows(), Conditions()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.search, self.rows, self.conditions):
            box.addWidget(part)
        self.search.changed.connect(self._filter)
        self.search.edit.installEventFilter(self)
        self.rows.picked.connect(self._pick)
        self.setFocusProxy(self.search)

    def offer(self, known: Sequence[Illness], name: str) -> None:
        """Offer another plan's list, with what is known already chosen."""
        self._known = tuple(known)
        self.chosen = next((one for one in known if one.name == name), None)
        self._settle()

    def name(self) -> str:
        """The chosen illness, or Chinese words that no illness of the list answers to; "" while one searches."""
        words = str(self.search.value()).strip()
        if self.chosen is not None:
            return self.chosen.name
        return "" if self.rows.found or words.isascii() else words

    def _settle(self) -> None:
        if self.chosen is not None:
            self.search.set_value(self.chosen.name)
        self.rows.show_found(self._known, self.chosen.name if self.chosen else "")
        self.rows.setVisible(self.chosen is None)
        self.conditions.say(self.chosen)

    def _filter(self) -> None:
        """Typing searches; the former choice is gone as soon as the words are others."""
        words = str(self.search.value()).strip()
        if self.chosen is not None and words != self.chosen.name:
            self.chosen = None
            self.conditions.say(None)
        self.rows.show_found([one for one in self._known if not words or one.answers(words)], "")
        self.rows.setVisible(self.chosen is None)
        self.changed.emit()

    def _pick(self, illness: Illness) -> None:
        self.chosen = illness
        self._settle()
        self.changed.emit()
        self.search.edit.selectAll()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list and Enter chooses while one types."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self.chosen is not None:
            return False
        step = {Key.Key_Up: -1, Key.Key_Down: 1}.get(Key(event.key()), 0)
        if step:
            self.rows.go(step)
        elif keys.is_plain(event, keys.RETURNS):
            self.rows.take()
        else:
            return False
        return True
