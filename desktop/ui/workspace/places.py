"""Where the parts of a workspace stand: head, card, strip, lanes, bar and hints from top to bottom."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QObject, QRect, Slot

LEFT, RIGHT, GAP = 16, 16, 8


class WorkspacePlaces(QObject):
    """Lays a workspace out; a preview that finds no room beside the rest is folded until it is asked for."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._page = page
        self._narrow = False

    @Slot()
    def arrange(self) -> None:
        """Place everything anew."""
        page = self._page
        inner, high = page.width() - LEFT - RIGHT, page.height()
        self._arrange_head(inner)
        page.card.setGeometry(LEFT, 52, inner, page.card.height())
        top = 52 + page.card.height() + GAP
        if not page.strip.isHidden():
            page.strip.setGeometry(LEFT, top, inner, page.strip.sizeHint().height())
            top += page.strip.height() + GAP
        bar = high - 36 - page.bar.height()
        page.bar.setGeometry(LEFT, bar, inner, page.bar.height())
        page.hints.setGeometry(LEFT, high - 30, inner, 24)
        self._arrange_lanes(QRect(LEFT, top, inner, bar - GAP - top))

    def _arrange_head(self, inner: int) -> None:
        self._page.head.setGeometry(LEFT, 10, inner, 32)

    @abstractmethod
    def _arrange_lanes(self, room: QRect) -> None:
        """Place what stands between card and bar."""

    @abstractmethod
    def panes(self) -> list[Any]:
        """What F6 walks through."""

    def _fold_when(self, narrow: bool) -> None:
        """Fold or unfold the preview where the room for it has come or gone."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._page.preview.set_folded(narrow)

    def _place_preview(self, room: QRect, wide: int, *, over: bool) -> None:
        """At the right edge, `wide` px; `over` the other lanes where there is no room beside them."""
        preview = self._page.preview
        preview.setGeometry(room.right() + 1 - wide, room.y(), wide, room.height())
        if over:
            preview.raise_()

    def close_overlay(self) -> bool:
        """Esc: fold a preview that was opened in a narrow window; says whether there was one."""
        if self._narrow and not self._page.preview.folded:
            self._page.preview.set_folded(True)
            return True
        return False
