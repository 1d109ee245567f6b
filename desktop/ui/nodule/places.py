"""Where the parts of the reading's workspace stand, by the width of its window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect

from desktop.ui.documents.preview import FOLDED
from desktop.ui.workspace.places import GAP, LEFT, WorkspacePlaces

PARCEL, PREVIEW, LESS_PREVIEW, LEAST_FINDINGS, TABS_WIDE = 248, 384, 328, 480, 288


class Places(WorkspacePlaces):
    """Lays the page out; where findings would get less than they need, the preview is a tab until it is asked for."""

    def _arrange_head(self, inner: int) -> None:
        page = self._page
        page.head.setGeometry(LEFT, 10, inner - TABS_WIDE - 12, 32)
        page.tabs.setGeometry(LEFT + inner - TABS_WIDE, 10, TABS_WIDE, 32)

    def _arrange_lanes(self, room: QRect) -> None:
        page = self._page
        beside = PREVIEW if room.width() >= PARCEL + 564 + PREVIEW + 2 * GAP else LESS_PREVIEW
        narrow = room.width() - PARCEL - beside - 2 * GAP < LEAST_FINDINGS
        self._fold_when(narrow)
        over = narrow and not page.preview.folded
        taken = FOLDED if narrow or page.preview.folded else beside
        page.parcel.setGeometry(room.x(), room.y(), PARCEL, room.height())
        middle = room.width() - PARCEL - taken - 2 * GAP
        page.stack.setGeometry(room.x() + PARCEL + GAP, room.y(), middle, room.height())
        self._place_preview(room, beside if over else taken, over=over)

    def panes(self) -> list[Any]:
        """What F6 walks through."""
        page = self._page
        return [page.stack.currentWidget(), page.preview, page.parcel.items]
