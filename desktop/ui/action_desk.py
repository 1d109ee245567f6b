"""Binds the table of actions to the window: shortcuts that belong to a place, handlers, and what is possible now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.casework.rows import QueueRow, Step
from desktop.ui import actions
from desktop.ui.action import Action, Where
from desktop.ui.actions import ACTIONS, BY_NAME
from desktop.ui.situations import Situation

Handler = Callable[[], None]
Performer = Callable[[Step], None]
_LIVES = Qt.ShortcutContext.WidgetWithChildrenShortcut


class ActionDesk(QObject):
    """Knows the handlers of the actions and what the screen stands on.

    `handle(name, method)` makes an action exist: one without a handler is shown nowhere. Steps of the case go
    to the one `perform` method, with the step. `bind(widget, where)` gives a pane its keys: they fire only
    while it or a child of it has the keyboard, so letters typed into a search box stay letters.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, role: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self.situation = Situation()
        self._handlers: dict[str, Handler] = {}
        self._performer: Performer | None = None
        self._titles: dict[str, str] = {}
        self._form_offer = self._stack_offer = ""
        self._shortcuts: list[QShortcut] = []

    def handle(self, name: str, handler: Handler, title: str = "") -> None:
        """Say what an action does; a `title` replaces the table's (the pages of the digits)."""
        self._handlers[BY_NAME[name].name] = handler
        if title:
            self._titles[name] = title
        self.changed.emit()

    def perform_with(self, performer: Performer) -> None:
        """Say who takes the steps of a case (A, C, B ...)."""
        self._performer = performer
        self.changed.emit()

    def look(self, row: QueueRow | None, steps: tuple[Step, ...] = (), marked: int = 0) -> None:
        """Tell which case the screen stands on now."""
        self.stand(row=row, steps=steps, marked=marked, stage=row.stage if row is not None else "")

    def stand(self, **changes: Any) -> None:
        """Change some of what the screen stands on; the names are those of `Situation`."""
        self.situation = replace(self.situation, **changes)
        self.changed.emit()

    def offer_undo(self, words: str) -> None:
        """Tell what Ctrl+Z would take back in the form or outbox in front; "" leaves it to the window's own stack."""
        self._form_offer = words
        self.stand(undoable=words or self._stack_offer)

    def stack_offers(self, undo: str, redo: str) -> None:
        """Tell what the window's stack would take back, and do again."""
        self._stack_offer = undo
        self.stand(undoable=self._form_offer or undo, redoable=redo)

    @property
    def form_offers(self) -> bool:
        """Whether what Ctrl+Z would take back is the business of the page in sight."""
        return bool(self._form_offer)

    def exists(self, action: Action) -> bool:
        """Whether anything would happen in this build of the program, for this role."""
        if action.roles and self.role not in action.roles:
            return False
        return action.name in self._handlers or (action.verb and self._performer is not None)

    def known(self, where: Where | None = None) -> list[Action]:
        """The actions that exist, in the table's order; of one place with `where`, window actions included."""
        return [
            action
            for action in ACTIONS
            if self.exists(action) and (where is None or where in action.where or Where.WINDOW in action.where)
        ]

    def offered(self, where: Where) -> list[Action]:
        """What the palette lists at a place: its actions, and those of other places that every place offers."""
        here = self.known(where)
        return here + [action for action in self.known() if action.everywhere and action not in here]

    def title(self, action: Action) -> str:
        """What the action is called now."""
        return self._titles.get(action.name) or actions.title_of(action, self.situation)

    def obstacle(self, action: Action) -> str:
        """Why it is not possible now, or ""."""
        return actions.obstacle(action, self.situation)

    def trigger(self, name: str) -> bool:
        """Do an action, or say by `refused` why not; says whether it was done."""
        action = BY_NAME[name]
        if not self.exists(action):
            return False
        if reason := self.obstacle(action):
            self.refused.emit(reason if action.name == "undo" else f"{self.title(action)}：{reason}")
            return False
        step = actions.step_for(action, self.situation) if action.verb else None
        if step is not None and self._performer is not None:
            self._performer(step)
        elif action.name in self._handlers:
            self._handlers[action.name]()
        return True

    def take(self, step: Step) -> None:
        """Take a step of the case, as the palette does for steps without a key."""
        if step.findings:
            self.refused.emit(f"{step.title}：{'；'.join(finding.sentence for finding in step.findings)}")
        elif self._performer is not None:
            self._performer(step)

    def take_verb(self, verb: str) -> bool:
        """Take the current case's step of that verb; says whether it has one."""
        found = [step for step in self.situation.steps if step.verb == verb]
        for step in found[:1]:
            self.take(step)
        return bool(found)

    def keyless_steps(self) -> tuple[Step, ...]:
        """The steps of the case that no key of the table would take."""
        keyed = {key for action in ACTIONS if action.verb for key in action.keys}
        steps = self.situation.steps if self._performer is not None else ()
        return tuple(step for step in steps if actions.key_of(step, steps) not in keyed)

    def bind(self, widget: QWidget, where: Where) -> None:
        """Give a pane (or the window, for `Where.WINDOW`) the keys of its place."""
        for action in ACTIONS:
            if where in action.where:
                for key in action.keys:
                    self._bind_key(widget, action.name, key)

    def _bind_key(self, widget: QWidget, name: str, key: str) -> None:
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(_LIVES)
        shortcut.setObjectName(name)
        shortcut.setAutoRepeat(name in actions.REPEATING)
        shortcut.activated.connect(self._fire)
        self._shortcuts.append(shortcut)

    def _fire(self) -> None:
        self.trigger(self.sender().objectName())

    def bound_keys(self, widget: QWidget) -> set[str]:
        """The keys bound to a pane, for tests and the key sheet."""
        return {
            shortcut.key().toString()
            for shortcut in self._shortcuts
            if isValid(shortcut) and shortcut.parent() is widget
        }
