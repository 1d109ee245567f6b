"""Y: who may read, the least used first; below them who may not, each with the handbook's reason (ND-02)."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.ui.mdt.invite_popover import InvitePopover


class ReaderPopover(InvitePopover):
    """`invited` carries the Choice, `barred` the reason of one that cannot be given the reading."""

    barred = Signal(str)

    look = InvitePopover.look._replace(
        name="派阅片专家", search_name="找阅片专家", placeholder="派阅片专家：姓名、医院或首字母"
    )  # fmt: skip

    def choose(self) -> None:
        """Give the reading; who is barred stays listed and is told of."""
        row = self.rows[self.at] if self.rows else None
        if row is not None and row.hindrance:
            self.barred.emit(f"不能派给 {row.card.name}：{row.hindrance}")
        else:
            super().choose()
