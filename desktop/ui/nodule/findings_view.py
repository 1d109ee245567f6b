"""The lane of findings: the reading as a whole above, one card for each nodule below, walked through by ↑ ↓."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.handbook.documents.gaps import Gap
from desktop.handbook.documents.nodule_check import scene_of
from desktop.handbook.nodules.systems import categories
from desktop.nodule_tables import nodule_rules
from desktop.ui.buttons import Button
from desktop.ui.nodule import nodule_words
from desktop.ui.nodule.book import NoduleBook
from desktop.ui.nodule.finding_form import FindingForm
from desktop.ui.nodule.nodule_card import NoduleCard
from desktop.ui.nodule.overall_card import OverallCard
from desktop.ui.nodule.verdict_paint import slope_of


class FindingsView(QScrollArea):
    """`told` says one line for the toast. Enter does what the current card's button says, F2 opens its form."""

    told = Signal(str)

    def __init__(self, book: NoduleBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.overall = OverallCard(book)
        self.cards: list[NoduleCard] = []
        self.forms: dict[str, FindingForm] = {}
        self.editing = -1
        self.more = Button("添加结节", "Insert", icon="plus", height=32, role="dense")
        self.more.clicked.connect(self.add)
        self.overall.more.clicked.connect(self.add)
        self._lay_out()
        self.overall.picked.connect(self.book.go)
        book.changed.connect(self.renew)
        book.moved.connect(self._moved)
        self.setAccessibleName("结节描述")

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        page.setAutoFillBackground(False)
        self._box = QVBoxLayout(page)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._box.addWidget(self.overall)
        self._box.addWidget(self.more)
        self._box.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)

    def renew(self) -> None:
        """Show every nodule as it is now."""
        while len(self.cards) > len(self.book.rows):
            card = self.cards.pop()
            if card.form is not None:
                self._take_form_back()
            self._box.removeWidget(card)
            card.deleteLater()
        while len(self.cards) < len(self.book.rows):
            self._make_card()
        scene = scene_of(self.book.content)
        for place, (row, judged) in enumerate(zip(self.book.rows, self.book.judged, strict=True)):
            slope = slope_of(judged.growth, (scene.prior_on, scene.examined_on), self.book.kind, nodule_rules().growth)
            self.cards[place].show_nodule(row, judged, slope, on=place == self.book.at)
        self.overall.renew()
        self.more.setVisible(self.book.editable and not self.book.rows)
        self._show_form()

    def _make_card(self) -> None:
        card = NoduleCard(len(self.cards))
        card.chosen.connect(self._choose)
        card.deed.connect(self._do)
        self._box.insertWidget(1 + len(self.cards), card)
        self.cards.append(card)

    def _choose(self, place: int) -> None:
        self.book.go(place)
        if self.editing < 0:
            self.setFocus()

    def _moved(self) -> None:
        if self.editing >= 0 and self.editing != self.book.at:
            self.leave_form()
        self.renew()
        QTimer.singleShot(0, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        if self.book.at < len(self.cards):
            self.ensureWidgetVisible(self.cards[self.book.at], 0, 8)

    def step(self, places: int) -> None:
        """↑ ↓: another nodule."""
        self.book.go(self.book.at + places)

    def act(self) -> None:
        """Enter: what the current card's button says."""
        if self.book.current is not None:
            self._do(self.book.at, nodule_words.button_of(self.book.current, self.book.judged[self.book.at])[1])

    def _do(self, place: int, deed: str) -> None:
        self.book.go(place)
        if deed == "confirm":
            row = self.book.current
            if self.book.confirm() and row is not None:
                self.told.emit(f"结节 {row.get('number')} 已按专家 {row.get('category')} 确认")
        elif deed.startswith("field:"):
            self.edit(deed.removeprefix("field:"))
        else:
            self.edit("word" if deed == "word" else "")

    def edit(self, name: str = "") -> None:
        """F2: open the current nodule's form, at a field of it."""
        if self.book.current is None:
            self.add()
            return
        if name == "system":
            self.overall.system.setFocus()
            return
        self.editing = self.book.at
        self._show_form()
        self.forms[self.book.kind].go_to(name)

    def _show_form(self) -> None:
        if not 0 <= self.editing < len(self.cards):
            return
        form = self.forms.get(self.book.kind)
        if form is None:
            form = self.forms[self.book.kind] = FindingForm(self.book, self.book.kind)
            form.left.connect(self.leave_form)
            form.entered.connect(self._follow)
            form.faulted.connect(self.told)
        form.show_row(self.book.rows[self.editing], categories(self.book.table))
        form.set_editable(self.book.editable)
        if self.cards[self.editing].form is not form:
            self.cards[self.editing].lend(form)

    def leave_form(self) -> bool:
        """Esc: close the form; says whether one was open."""
        if self.editing < 0:
            return False
        self.setFocus()
        self._take_form_back()
        return True

    def _take_form_back(self) -> None:
        form = self.forms.get(self.book.kind)
        if 0 <= self.editing < len(self.cards):
            self.cards[self.editing].lend(None)
        if form is not None:
            form.setParent(None)
            form.hide()
        self.editing = -1

    def _follow(self, cell: Any) -> None:
        self._entered = cell
        QTimer.singleShot(0, self._show_entered)

    _entered: Any = None

    def _show_entered(self) -> None:
        if self._entered is not None and self.editing >= 0:
            self.ensureWidgetVisible(self._entered, 0, 60)

    def add(self) -> None:
        """Insert: another nodule, its form open."""
        self.leave_form()
        self.book.add()
        self.edit("lobe" if self.book.kind != "breast" else "side")

    def remove(self) -> None:
        """Delete: the current nodule."""
        self.leave_form()
        self.book.remove()

    def go_to(self, gap: Gap) -> None:
        """Put the keyboard where a gap of the nodules is."""
        if gap.row < 0:
            self.more.setFocus()
            return
        self.book.go(gap.row)
        names = {"findings": "", "place": "side" if self.book.kind == "breast" else "lobe", "version": "system"}
        self.edit(names.get(gap.column, gap.column))
