"""Where the parts of the reading's workspace stand, by the width of its window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QRect, Slot

from desktop.ui.documents.preview import FOLDED

LEFT, RIGHT, GAP = 16, 16, 8
PARCEL, PREVIEW, LESS_PREVIEW, LEAST_FINDINGS, TABS_WIDE = 248, 384, 328, 480, 288


class Places(QObject):
    """Lays the page out; where findings would get less than they need, the preview is a tab until it is asked for."""

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._page = page
        self._narrow = False

    @Slot()
    def arrange(self) -> None:
        """Place everything anew."""
        page = self._page
        wide, high = page.width(), page.height()
        inner = wide - LEFT - RIGHT
        tabs = TABS_WIDE
        page.head.setGeometry(LEFT, 10, inner - tabs - 12, 32)
        page.tabs.setGeometry(LEFT + inner - tabs, 10, tabs, 32)
        page.card.setGeometry(LEFT, 52, inner, page.card.height())
        top = 52 + page.card.height() + GAP
        if not page.strip.isHidden():
            page.strip.setGeometry(LEFT, top, inner, page.strip.sizeHint().height())
            top += page.strip.height() + GAP
        bar = high - 36 - page.bar.height()
        page.bar.setGeometry(LEFT, bar, inner, page.bar.height())
        page.hints.setGeometry(LEFT, high - 30, inner, 24)
        self._arrange_lanes(QRect(LEFT, top, inner, bar - GAP - top))

    def _arrange_lanes(self, room: QRect) -> None:
        page = self._page
        beside = PREVIEW if room.width() >= PARCEL + 564 + PREVIEW + 2 * GAP else LESS_PREVIEW
        narrow = room.width() - PARCEL - beside - 2 * GAP < LEAST_FINDINGS
        if narrow != self._narrow:
            self._narrow = narrow
            page.preview.set_folded(narrow)
        over = narrow and not page.preview.folded
        taken = FOLDED if narrow or page.preview.folded else beside
        page.parcel.setGeometry(room.x(), room.y(), PARCEL, room.height())
        middle = room.width() - PARCEL - taken - 2 * GAP
        page.stack.setGeometry(room.x() + PARCEL + GAP, room.y(), middle, room.height())
        shown = beside if over else taken
        page.preview.setGeometry(room.right() + 1 - shown, room.y(), shown, room.height())
        if over:
            page.preview.raise_()

    def panes(self) -> list[Any]:
        """What F6 walks through."""
        page = self._page
        return [page.stack.currentWidget(), page.preview, page.parcel.items]

    def close_overlay(self) -> bool:
        """Esc: fold a preview that was opened in a narrow window; says whether there was one."""
        if self._narrow and not self._page.preview.folded:
            self._page.preview.set_folded(True)
            return True
        return False
