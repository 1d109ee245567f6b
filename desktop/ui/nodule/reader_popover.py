"""Y: who may read, the least used first; below them who may not, each with the handbook's reason (ND-02)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.mdt.invite_popover import InvitePopover


class ReaderPopover(InvitePopover):
    """`invited` carries the Choice, `barred` the reason of one that cannot be given the reading."""

    barred = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.search.setPlaceholderText("派阅片专家：姓名、医院或首字母")
        self.search.setAccessibleName("找阅片专家")
        self.setAccessibleName("派阅片专家")

    def _invite(self) -> None:
        choice = self.choices[self.at] if self.choices else None
        if choice is not None and choice.hindrance:
            self.barred.emit(f"不能派给 {choice.card.name}：{choice.hindrance}")
            return
        super()._invite()
