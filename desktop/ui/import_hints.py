"""The import page's line of keys: Ctrl+Enter only while there is something to go on with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.exchange.list_preview import ListPreview
from desktop.ui.action import Action, Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.cards import Card
from desktop.ui.key_hints import KeyHintBar


class ListPage(Protocol):
    """What the hints look at: the list that is shown, and the card in which its columns are named."""

    preview: ListPreview | None
    cards: Mapping[str, Card]


class ImportHints(KeyHintBar):
    """`go` is the action that leads further; it is always answered, but only shown when it does."""

    def __init__(self, actions: ActionDesk, go: str, page: ListPage, parent: QWidget) -> None:
        super().__init__(actions, Where.IMPORT, parent)
        self._go, self._page = go, page

    def _shown(self, action: Action) -> bool:
        return super()._shown(action) and (action.name != self._go or self._goes_on())

    def _goes_on(self) -> bool:
        shown = self._page.preview
        return shown is not None and (bool(shown.admissible) or self._page.cards["columns"].isVisible())
