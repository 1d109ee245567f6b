"""The import page's line of keys: Ctrl+Enter only while there is something to go on with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ui.action import Action, Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.key_hints import KeyHintBar


class ImportHints(KeyHintBar):
    """`goes_on` says whether the action called `go` leads further now."""

    def __init__(self, actions: ActionDesk, go: str, goes_on: Callable[[], bool], parent: QWidget) -> None:
        super().__init__(actions, Where.IMPORT, parent)
        self._go, self._goes_on = go, goes_on

    def _shown(self, action: Action) -> bool:
        return super()._shown(action) and (action.name != self._go or self._goes_on())
