"""The tools above the picture: what the mouse does, measuring, the whole slice again, and the three windows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui import cards
from desktop.ui.chips import Chip
from desktop.ui.viewer.pixels import PRESETS, Window

_TOOLS = (("window", "窗宽窗位", ""), ("measure", "长短径", "D"), ("move", "平移", ""), ("zoom", "缩放", ""),
          ("reset", "复位", ""), ("compare", "对比", "O"))  # fmt: skip


class Toolbar(cards.Card):
    """`taken` carries the name of a tool, `preset` that of a window."""

    taken = Signal(str)
    preset = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", 8, parent)
        self.setFixedHeight(44)
        self.setAccessibleName("工具")
        row = QHBoxLayout()
        row.setSpacing(2)
        self.tools = {name: Chip(title, digit=key) for name, title, key in _TOOLS}
        self.presets = {name: Chip(f"{name}窗", digit=str(place)) for place, name in enumerate(PRESETS, 1)}
        for name, chip in self.tools.items():
            chip.setObjectName(name)
            chip.clicked.connect(self._take)
            row.addWidget(chip)
        row.addStretch(1)
        for name, chip in self.presets.items():
            chip.setObjectName(name)
            chip.clicked.connect(self._choose)
            row.addWidget(chip)
        self.body.setContentsMargins(8, 8, 8, 8)
        self.body.addLayout(row)

    def _take(self) -> None:
        self.taken.emit(self.sender().objectName())

    def _choose(self) -> None:
        self.preset.emit(self.sender().objectName())

    def show_state(self, tool: str, window: Window, linked: bool, unmeasurable: str) -> None:
        """Show which tool is on, which window, and why there is no measuring."""
        for name, chip in self.tools.items():
            chip.setChecked(name == tool or (name == "compare" and linked))
        for name, chip in self.presets.items():
            chip.setChecked(PRESETS[name] == window)
        measure = self.tools["measure"]
        measure.setEnabled(not unmeasurable)
        measure.setToolTip(unmeasurable)
        measure.setAccessibleDescription(unmeasurable)
