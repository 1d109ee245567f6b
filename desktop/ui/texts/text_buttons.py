"""The buttons below a text: those that make sense for how it stands, the others hidden, each with its reason."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from desktop.casework.message_rows import SENT, UNDER_WAY, Preview, Suiting
from desktop.ui.buttons import Button
from desktop.ui.texts.text_paint import PAD

_READING = "正在读取"


class TextButtons(dict[str, Button]):
    """send, prove (a person has sent it), back (pull it back) and copy, as children of the sheet."""

    def __init__(self, sheet: QWidget) -> None:
        super().__init__(
            send=Button("发出", "Ctrl+Enter", "primary", "send", parent=sheet),
            prove=Button("人工已发", "Y", parent=sheet), back=Button("撤回", "U", parent=sheet),
            copy=Button("复制", "Ctrl+C", parent=sheet),
        )  # fmt: skip
        for button in self.values():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def shown(self, text: Suiting | None) -> list[Button]:
        """From the left; the first does what is next."""
        if text is None:
            return []
        if text.state in UNDER_WAY:
            return [self["prove"], self["back"], self["copy"]]
        return [self["copy"]] if text.state in SENT else [self["send"], self["prove"], self["copy"]]

    def place(self, card: QRect, text: Suiting | None, preview: Preview | None) -> None:
        """Lay them out along the card's lower edge; a text with a problem can only be pulled back."""
        shown, x = self.shown(text), card.x() + PAD
        problem = preview.problem if preview else _READING
        for name, button in self.items():
            button.setVisible(button in shown)
            button.set_reason("" if name == "back" else problem)
        for button in shown:
            button.setGeometry(x, card.bottom() - 50, button.sizeHint().width(), 36)
            x += button.width() + 8
