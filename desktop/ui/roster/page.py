"""The roster's page: the escorts at the left, the file of the chosen one at the right, to read and to write in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.casework.roster_desk import Saved
from desktop.casework.roster_rows import EscortCard
from desktop.ui.action_desk import ActionDesk
from desktop.ui.actions import Where
from desktop.ui.buttons import Button
from desktop.ui.cards import Card
from desktop.ui.case.scroller import Scroller
from desktop.ui.empty import EmptyState
from desktop.ui.key_hints import KeyHintBar
from desktop.ui.page_head import PageHead
from desktop.ui.read_page import ReadPage
from desktop.ui.roster.escort_list import RosterList
from desktop.ui.roster.facts import EscortFacts
from desktop.ui.roster.form import EscortForm
from desktop.ui.roster.saving import Saving
from desktop.ui.roster.source import RosterSource
from desktop.ui.roster.wording import summary
from desktop.ui.source import Source
from desktop.ui.strip import Offer
from desktop.ui.worker import Worker

_GIVEN = "请假期间已派的单仍在名下，日历上标为冲突，请改派或退回待指派"


class RosterPage(ReadPage):
    """`told` carries a line for the toast and whether it can be taken back.

    `changed` says that lanes of the calendar are different now, `did` what Ctrl+Z takes back.
    """

    where = Where.ROSTER
    told = Signal(str, bool)
    changed = Signal()
    did = Signal(str)

    def __init__(self, desk: Source, source: RosterSource, worker: Worker, actions: ActionDesk) -> None:
        super().__init__()
        self._desk, self._source, self._worker, self._actions = desk, source, worker, actions
        self._wanted = 0
        self.editing = False
        self.list = RosterList(desk.now, self)
        self.facts, self.form = EscortFacts(desk.now), EscortForm(desk.now)
        self.empty = EmptyState(self)
        self.saving = Saving(self.form, source, worker, self.strip, self)
        self.head = PageHead("陪诊人员", self)
        self.card = Card("档案", parent=self)
        self._sheets = QStackedWidget(self)
        self._build()
        self._connect()
        self.setFocusProxy(self.list)
        self.setAccessibleName("陪诊人员")

    def _build(self) -> None:
        self.head.offer("roster_new", "新陪诊人员", "N", "user-plus")
        self.head.offer("roster_edit", "修改", "F2", "pencil")
        self._save = Button("保存", "Ctrl+Return", "primary", parent=self)
        self._drop = Button("不保存", "Esc", parent=self)
        for sheet in (self.facts, self.form):
            self._sheets.addWidget(Scroller(sheet))
        self.card.body.addWidget(self._sheets, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self._drop, self._save):
            button.hide()
            foot.addWidget(button)
        self.card.body.addLayout(foot)
        left = Card("", padding=4, parent=self)
        left.body.addWidget(self.list)
        left.body.addWidget(self.empty)
        self.empty.hide()
        _lay_out(self, self.head, self.strip, (left, self.card), KeyHintBar(self._actions, Where.ROSTER, self))

    def _connect(self) -> None:
        self.list.picked.connect(self._pick)
        self.list.doubleClicked.connect(self.edit)
        self.head.acted.connect(self._actions.trigger)
        self.empty.acted.connect(self._actions.trigger)
        self.answers |= {"mine": self.save, "theirs": self.retreat}
        self.saving.saved.connect(self._saved)
        self.saving.undone.connect(self._undone)
        self.saving.refused.connect(self._keep)
        self.saving.faulted.connect(self.faulted)
        self._save.clicked.connect(self.save)
        self._drop.clicked.connect(self.retreat)
        for name, deed in (("down", partial(self.list.step, 1)), ("up", partial(self.list.step, -1)),
                           ("edit", self.edit), ("new", self.add), ("save", self.save)):  # fmt: skip
            self._actions.handle(f"roster_{name}", deed)

    @property
    def chosen(self) -> EscortCard | None:
        """The escort that has the cursor."""
        row = self.list.currentIndex().row()
        return self.list.roster.cards[row] if 0 <= row < len(self.list.roster.cards) else None

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read the roster; while a file is written in nothing is taken out of its hands."""
        self._stand()
        if not self.editing:
            self._worker.run(self._source.cards, self._take, self.lose, lane="roster")

    @Slot(object)
    def _take(self, read: tuple[EscortCard, ...]) -> None:
        if self.editing:
            return
        self.asked = self._desk.now()
        self.strip.clear()
        self._show(read, self._wanted or (self.chosen.id if self.chosen else 0))

    def _show(self, cards: tuple[EscortCard, ...], escort_id: int) -> None:
        self._wanted = 0
        self.list.roster.show(cards)
        self.list.choose(next((row for row, card in enumerate(cards) if card.id == escort_id), 0))
        self.head.set_words(summary(cards, self._desk.now().date()))
        self.list.setVisible(bool(cards))
        self.empty.setVisible(not cards)
        if not cards:
            self.empty.tell("users", "还没有陪诊人员", ("登记之后就能在日历上派单",),
                            (Offer("roster_new", "登记第一位", "N", True),))  # fmt: skip
            self._pick(-1)

    @Slot(int)
    def _pick(self, _row: int) -> None:
        if not self.editing:
            card = self.chosen
            self.facts.show_card(card)
            self.card.title = card.name if card else "档案"
            self.card.set_fact("F2 修改" if card else "")

    def edit(self, *_: object) -> None:
        """Write in the chosen file."""
        if self.chosen is not None and not self.editing:
            self._begin(self.chosen)

    def add(self) -> None:
        """Write a new file."""
        if not self.editing:
            self._begin(None)

    def _begin(self, card: EscortCard | None) -> None:
        self.editing = True
        self.saving.forget()
        self.form.fill(card)
        self.card.title = f"修改 {card.name}" if card else "新陪诊人员"
        self.card.set_fact("")
        self._turn()
        self.form.fields["name"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self) -> None:
        self._sheets.setCurrentIndex(1 if self.editing else 0)
        self._save.setVisible(self.editing)
        self._drop.setVisible(self.editing)
        self.list.setEnabled(not self.editing)
        self._stand()

    def _stand(self) -> None:
        if self.isVisible():
            self._actions.stand(block=None, scene="", mode="edit" if self.editing else "")

    def save(self) -> None:
        """Check the form and save what changed; after a conflict, over what the other one saved."""
        if not self.editing or self.saving.busy:
            return
        faulty = self.form.faulty()
        if faulty is not None:
            faulty.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.form.seen is not None and not any(self.form.edit()):
            self._end("")
        else:
            self.saving.save()

    @Slot(object)
    def _saved(self, saved: Saved) -> None:
        name = self.form.draft().name
        if saved.undoable:
            self.did.emit(saved.undoable)
        self._end(f"已保存 {name}", undoable=bool(saved.undoable))
        self._show(saved.cards, saved.escort_id)
        self.strip.tell(_GIVEN, saved.warned, kind="warning") if saved.warned else self.strip.clear()
        self.changed.emit()

    def take_back(self) -> bool:
        """Take back what was saved last here, unless somebody else changed the file since; says whether it tries."""
        if self.editing:
            self.told.emit("先保存或按 Esc 离开，再撤销", False)
            return False
        if not self.saving.busy:
            self.saving.undo()
            return True
        return False

    @Slot(str)
    def _keep(self, words: str) -> None:
        self.told.emit(words, False)
        self.load()

    @Slot(str, object)
    def _undone(self, words: str, saved: Saved) -> None:
        self._show(saved.cards, saved.escort_id)
        self.told.emit(words, False)
        self.changed.emit()

    def _end(self, words: str, *, undoable: bool = False) -> None:
        self.editing = False
        self.saving.forget()
        self.strip.clear()
        self._turn()
        self._pick(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if words:
            self.told.emit(words, undoable)

    def retreat(self) -> bool:
        """Leave the form without saving."""
        if not self.editing:
            return False
        self._end("")
        self.load()
        return True

    def leave(self) -> None:
        """Another page comes: the keys of the form are its own no longer."""
        self._actions.stand(mode="")


def _lay_out(page: QWidget, head: QWidget, strip: QWidget, both: tuple[QWidget, QWidget], keys: QWidget) -> None:
    middle = QHBoxLayout()
    middle.setSpacing(8)
    for widget, share in zip(both, (10, 11), strict=True):
        middle.addWidget(widget, share)
    box = QVBoxLayout(page)
    box.setContentsMargins(16, 10, 16, 8)
    box.setSpacing(0)
    box.addWidget(head)
    box.addSpacing(10)
    box.addWidget(strip)
    box.addLayout(middle, 1)
    box.addSpacing(6)
    box.addWidget(keys)
