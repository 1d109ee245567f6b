"""Somebody else saved the same field meanwhile: both values side by side, and whose stays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.handbook.documents.differences import spoken
from desktop.ui import cards, icons, text
from desktop.ui.buttons import Button
from desktop.ui.documents.merging import Clash
from desktop.ui.documents.writing import Writing

_LINES, _TOP, _FOOT = 3, 38, 42


class ClashStrip(QWidget):
    """Hidden until two people wrote in the same field; Alt+T takes the other's value, Alt+M stays with mine."""

    def __init__(self, writing: Writing, parent: QWidget) -> None:
        super().__init__(parent)
        self._writing, self.title = writing, ""
        self.pairs: list[tuple[str, str, str]] = []
        self.theirs = Button("用对方的", "Alt+T", height=30, role="dense", parent=self)
        self.mine = Button("用我的", "Alt+M", "primary", height=30, role="dense", parent=self)
        self.theirs.clicked.connect(self._take_theirs)
        self.mine.clicked.connect(self._take_mine)
        for key, deed in (("Alt+T", self._take_theirs), ("Alt+M", self._take_mine)):
            shortcut = QShortcut(QKeySequence(key), parent)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
        writing.clashed.connect(self.tell)
        writing.shown.connect(self.hide)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @Slot(object)
    def tell(self, clash: Clash) -> None:
        """Show the fields both changed, with both values; the other text is kept as a version either way."""
        if self._writing.row is None:
            return
        form, now = self._writing.row.form, self._writing.content
        conflict = clash.conflict
        self.title = f"{conflict.person} {conflict.at:%H:%M} 也改了这{len(clash.both)}栏，你写的还在"
        fields = {field.name: (section, field) for section, field in form.fields()}
        self.pairs = [
            (f"{fields[name][0].letter} {fields[name][1].title}", spoken(fields[name][1], now.get(name)) or "（空）",
             spoken(fields[name][1], conflict.theirs.get(name)) or "（空）")
            for name in clash.both
        ]  # fmt: skip
        self.setAccessibleName(self.title + "。" + "；".join("，".join(pair) for pair in self.pairs))
        self.setFixedHeight(_TOP + 76 * min(2, len(self.pairs)) + _FOOT)
        self.show()
        self.update()

    def _take_theirs(self) -> None:
        self._end(True)

    def _take_mine(self) -> None:
        self._end(False)

    def _end(self, theirs: bool) -> None:
        if not self.isHidden():
            self.hide()
            self._writing.settle(theirs=theirs)

    def resizeEvent(self, _event: QEvent) -> None:
        """Keep the buttons at the lower right."""
        x, y = self.width() - 12, self.height() - _FOOT + 4
        for button in (self.mine, self.theirs):
            wide = button.sizeHint().width()
            x -= wide
            button.setGeometry(x, y, wide, 30)
            x -= 8

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title and pairs."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 6, "soon_bg")
        icons.draw(painter, 12, 10, "git-compare", "soon_fg")
        text.draw(painter, 36, 8, 20, self.title, "dense", "soon_fg", 600, room=self.width() - 48)
        half = (self.width() - 36) // 2
        for place, (label, mine, theirs) in enumerate(self.pairs[:2]):
            y = _TOP + 76 * place
            for x, who, said in ((12, f"我的·{label}", mine), (24 + half, "对方的", theirs)):
                cards.rounded(painter, QRectF(x, y - 4, half, 72), 6, "bg_surface")
                text.draw(painter, x + 8, y - 2, 18, who, "caption", "text3", room=half - 16)
                for line, words in enumerate(text.wrap(said, half - 16, "caption")[:_LINES]):
                    text.draw(painter, x + 8, y + 16 + 17 * line, 17, words, "caption", "text")
        text.draw(painter, 12, self.height() - _FOOT + 8, 20, "没用上的一份会留作版本", "caption", "soon_fg")
