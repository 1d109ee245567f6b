"""A page of files: the people at the left, the file of the chosen one at the right, to read and to write in."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot

from desktop.casework.roster_desk import Saved
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.picking import Ask, look_up
from desktop.ui.roster.files_frame import Files, FilesFrame
from desktop.ui.roster.source import RosterSource
from desktop.ui.source import Source
from desktop.ui.strip import Offer
from desktop.ui.worker import Worker

_GIVEN = "请假期间已派的单仍在名下，日历上标为冲突，请改派或退回待指派"


class FilesPage(FilesFrame):
    """The page at work: reads, chooses, writes, saves and takes back."""

    def __init__(self, files: Files, desk: Source, source: RosterSource, worker: Worker, actions: ActionDesk) -> None:
        super().__init__(files, desk, source, worker, actions)
        self._connect()

    def _connect(self) -> None:
        self.list.picked.connect(self._pick)
        self.list.doubleClicked.connect(self.edit)
        self.head.acted.connect(self._actions.trigger)
        self.empty.acted.connect(self._actions.trigger)
        self.answers |= {"mine": self.save, "theirs": self.retreat}
        self.form.wanted.connect(self._look_up)
        self.saving.saved.connect(self._saved)
        self.saving.undone.connect(self._undone)
        self.saving.refused.connect(self._keep)
        self.saving.faulted.connect(self.faulted)
        self._save.clicked.connect(self.save)
        self._drop.clicked.connect(self.retreat)
        self._hold_keys()

    @Slot(object)
    def _look_up(self, ask: Ask) -> None:
        directory: Any = getattr(self._desk, "directory", None)
        look_up(directory, self._worker, ask)

    def _hold_keys(self) -> None:
        """The keys of files belong to the page of files that is on."""
        for name, deed in (("down", partial(self.list.step, 1)), ("up", partial(self.list.step, -1)),
                           ("find", self.finder.take_keyboard), ("edit", self.edit), ("new", self.add),
                           ("save", self.save)):  # fmt: skip
            self._actions.handle(f"roster_{name}", deed)

    @property
    def chosen(self) -> Any:
        """The file that has the cursor, None for none."""
        row = self.list.currentIndex().row()
        return self.list.shown.rows[row] if 0 <= row < len(self.list.shown.rows) else None

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read the files; while one is written in nothing is taken out of its hands."""
        self._hold_keys()
        self._stand()
        if not self.editing:
            self._worker.run(self._source.cards, self._take, self.lose, lane=f"files {id(self)}")

    @Slot(object)
    def _take(self, read: tuple[Any, ...]) -> None:
        if self.editing:
            return
        self.asked = self._desk.now()
        self.strip.clear()
        self._show(read, self._wanted or (self.chosen.id if self.chosen else 0))

    def _show(self, cards: tuple[Any, ...], file_id: int) -> None:
        self._wanted = 0
        self.finder.offer(cards, file_id)
        self.finder.setVisible(bool(cards))
        self.head.set_words(self._files.summary(cards, self._desk.now().date()))
        self.list.setVisible(bool(cards))
        self.empty.setVisible(not cards)
        if not cards:
            icon, title, detail = self._files.first
            self.empty.tell(icon, title, (detail,), (Offer("roster_new", "登记第一位", "N", True),))
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

    def _begin(self, card: Any) -> None:
        self.editing = True
        self.saving.forget()
        self.form.fill(card)
        self.card.title = f"修改 {card.name}" if card else f"新{self._files.one}"
        self.card.set_fact("")
        self._turn()
        self.form.fields["name"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self) -> None:
        self._sheets.setCurrentIndex(1 if self.editing else 0)
        self._save.setVisible(self.editing)
        self._drop.setVisible(self.editing)
        self.list.setEnabled(not self.editing)
        self.finder.setEnabled(not self.editing)
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
            return self.finder.clear()
        self._end("")
        self.load()
        return True

    def leave(self) -> None:
        """Another page comes: the keys of the form are its own no longer."""
        self._actions.stand(mode="")
