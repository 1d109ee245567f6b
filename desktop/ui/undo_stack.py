"""The one memory of what this person did in this session: Ctrl+Z takes the newest back, wherever one is."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.rows import Done, Outcome
from desktop.faults import InputFault
from desktop.handbook.vocabulary import Refusal
from desktop.ui import errors
from desktop.ui.action_desk import ActionDesk
from desktop.ui.toast import Toast
from desktop.ui.worker import Worker

STEPS = 200
Act = tuple[int, int]
"""A case and the number of the last record that an act wrote in it."""
Way = Callable[[], bool]


class Deed(NamedTuple):
    """What was done: records of cases, or something whose owner knows the way back.

    `back` sets the taking back going and says whether it did; its owner tells what came of it. `owner` is whose
    newest deed gets a new name with `rename`.
    """

    title: str
    acts: tuple[Act, ...] = ()
    back: Way | None = None
    owner: str = ""


class _Trip(NamedTuple):
    """A deed on its way back (or forward again)."""

    deed: Deed
    again: bool
    commands: tuple[str, ...]


class UndoStack(QObject):
    """At least fifty deeds, newest last; `changed` carries the ids of the cases that a taking back changed.

    One goes at a time: what is pressed meanwhile waits its turn. `leaving` is the title of the last one taken up.
    """

    changed = Signal(object)
    faulted = Signal(object)

    def __init__(self, source: Any, worker: Worker, desk: ActionDesk, toast: Toast, parent: QObject) -> None:
        super().__init__(parent)
        self._source, self._worker = getattr(source, "undo_desk", None), worker
        self._desk, self._toast = desk, toast
        self._done: deque[Deed] = deque(maxlen=STEPS)
        self._undone: deque[Deed] = deque(maxlen=STEPS)
        self._under_way: _Trip | None = None
        self.leaving = ""
        self._pressed: deque[bool] = deque()

    def did(self, title: str, acts: Sequence[Act] = (), back: Way | None = None, owner: str = "") -> bool:
        """Something was done that can be taken back; says whether it can in this window."""
        if back is None and (self._source is None or not acts):
            return False
        self._done.append(Deed(title, tuple(acts), back, owner))
        self._undone.clear()
        self._offer()
        return True

    def rename(self, owner: str, title: str) -> None:
        """What an owner's newest deed is called now; without a title there is none any more."""
        mine = [place for place, deed in enumerate(self._done) if deed.owner == owner]
        if not title:
            self._done = deque((deed for deed in self._done if deed.owner != owner), maxlen=STEPS)
        elif mine:
            self._done[mine[-1]] = self._done[mine[-1]]._replace(title=title)
        self._offer()

    @property
    def titles(self) -> list[str]:
        """What can be taken back, newest first."""
        return [deed.title for deed in reversed(self._done)]

    def undo(self) -> None:
        """Take the newest deed back."""
        self._press(again=False)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._press(again=True)

    def _press(self, again: bool) -> None:
        if self._under_way is not None:
            self._pressed.append(again)
            return
        pile = self._undone if again else self._done
        if not pile:
            return
        deed = pile.pop()
        self.leaving = deed.title
        if deed.back is not None:
            if not deed.back():
                pile.append(deed)
        else:
            self._set_out(_Trip(deed, again, tuple(uuid4().hex for _ in deed.acts)))
        self._offer()

    def _set_out(self, trip: _Trip) -> None:
        self._under_way = trip
        job = partial(_carry_out, self._source, trip)
        self._worker.run(job, self._arrived, self._failed, urgent=True, command=True)

    @Slot(object)
    def _arrived(self, outcomes: Sequence[Outcome]) -> None:
        trip, self._under_way = self._under_way, None
        if trip is None:
            return
        done = [one for one in outcomes if isinstance(one, Done)]
        refusal = next((one for one in outcomes if isinstance(one, Refusal)), None)
        if refusal is not None:
            self._say_refused(trip, refusal)
        if done:
            deed = trip.deed._replace(acts=tuple((one.case_id, one.seq) for one in done))
            (self._done if trip.again else self._undone).append(deed)
            if refusal is None:
                self._say_done(trip)
            self.changed.emit(tuple(dict.fromkeys(case for one in done for case in (one.case_id, *one.changed))))
        self._offer()
        self._go_on()

    def _say_done(self, trip: _Trip) -> None:
        if trip.again:
            self._toast.tell(f"已重做：{trip.deed.title}")
        else:
            self._toast.tell(f"已撤销：{trip.deed.title}", undoable=False, again=True)

    def _say_refused(self, trip: _Trip, refusal: Refusal) -> None:
        """It stays done; it is not offered again, so that what lies under it can be taken back."""
        why = "；".join(dict.fromkeys(finding.sentence for finding in refusal.findings))
        words = "没有重做" if trip.again else "没有撤销"
        self._toast.tell(f"{words}：{why}", undoable=False)

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        """The desk is out of reach: the deed is still there to be taken back."""
        trip, self._under_way = self._under_way, None
        self._pressed.clear()
        if trip is None:
            return
        if not isinstance(fault, InputFault):
            (self._undone if trip.again else self._done).append(trip.deed)
        self._toast.tell(f"没有撤销：{fault if isinstance(fault, InputFault) else errors.sentence_of(fault)}", False)
        self._offer()
        if not isinstance(fault, InputFault) and not errors.is_environment(fault):
            self.faulted.emit(fault)

    def _go_on(self) -> None:
        if self._pressed:
            self._press(self._pressed.popleft())

    def _offer(self) -> None:
        """What is on its way counts as arrived: the next key waits for it."""
        piles = {False: list(self._done), True: list(self._undone)}
        if self._under_way is not None:
            piles[not self._under_way.again].append(self._under_way.deed)
        undo, redo = (pile[-1].title if pile else "" for pile in piles.values())
        self._desk.stack_offers(undo, redo)


def _carry_out(source: Any, trip: _Trip) -> list[Outcome]:
    """Each act in a transaction of its own, the last one first; after a refusal the others stay."""
    outcomes: list[Outcome] = []
    for (case_id, seq), command_id in zip(reversed(trip.deed.acts), trip.commands, strict=True):
        outcomes.append(source.take_back(case_id, seq, command_id))
        if isinstance(outcomes[-1], Refusal):
            break
    return outcomes
