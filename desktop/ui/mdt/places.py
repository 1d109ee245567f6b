"""Where the parts of the consultation's workspace stand, by the width and height of its window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Slot
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.case.outbox import application
from desktop.ui.documents.preview import FOLDED, WIDE
from desktop.ui.workspace.places import GAP, WorkspacePlaces

MATERIALS, NARROW_MATERIALS = 268, 256
FOLD_BELOW, OVER_BELOW = 1220, 1084
"""The page's own widths: below the first the preview is a tab, below the second it opens over the editor."""
LOW = 800


class Places(WorkspacePlaces):
    """Lays the page out; at narrow widths the preview is folded until it is asked for."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        application().focusChanged.connect(self._focus_moved)

    def _arrange_lanes(self, room: QRect) -> None:
        page = self._page
        self._fold_when(page.width() < FOLD_BELOW)
        materials = MATERIALS if page.width() >= OVER_BELOW else NARROW_MATERIALS
        page.materials.setGeometry(room.x(), room.y(), materials, room.height())
        over = self._narrow and not page.preview.folded and page.width() < OVER_BELOW
        beside = FOLDED if page.preview.folded or over else WIDE
        middle = QRect(room.x() + materials + GAP, room.y(), room.width() - materials - beside - 2 * GAP, room.height())
        page.plan.set_folded(self._folds_plan())
        page.plan.setGeometry(middle.x(), middle.y(), middle.width(), page.plan.height())
        below = middle.y() + page.plan.height() + GAP
        page.editor.setGeometry(middle.x(), below, middle.width(), room.bottom() + 1 - below)
        self._place_preview(room, min(WIDE, room.width()) if over else beside, over=over)

    def _folds_plan(self) -> bool:
        """In a low window the plan gives its room to the report while one writes."""
        focus = QApplication.focusWidget()
        writes = focus is not None and self._page.editor.isAncestorOf(focus)
        return self._page.height() < LOW and writes

    @Slot(object, object)
    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        preview = self._page.preview
        if self._narrow and new is not None and preview.isAncestorOf(old) and not preview.isAncestorOf(new):
            preview.set_folded(True)
        if self._page.isVisible() and self._page.height() < LOW and self._page.plan.folded != self._folds_plan():
            self.arrange()

    def panes(self) -> list[Any]:
        """What F6 walks through."""
        page = self._page
        return [page.editor, page.preview, page.materials.list, page.plan]
