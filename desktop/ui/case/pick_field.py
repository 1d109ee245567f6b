"""A field whose name is picked from the desk's own: typed in Chinese, pinyin or initials, and taken by Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from shiboken6 import isValid

from desktop.casework.suggestions import Suggestion
from desktop.handbook.illness_list import letters_only
from desktop.ui.case import keys
from desktop.ui.case.keys import Key
from desktop.ui.case.pick_list import PickList
from desktop.ui.inputs import TextField

_PAUSE = 120


class Pick(NamedTuple):
    """How a kind of field asks, and what it says of a name that the desk does not know.

    Of a `closed` kind only the names on file can be taken: ↓ below an unknown one shows everybody there is.
    """

    placeholder: str
    unlisted: str
    closed: bool = False


PICKS = {
    "hospital": Pick("名称、简称或拼音首字母", "未在目录"),
    "department": Pick("科室或拼音首字母", "未在目录"),
    "said_illness": Pick("病种、拼音或首字母", "未在名单，按客户说法记"),
    "escort": Pick("姓名或拼音首字母", "不在陪诊名册，按 ↓ 看名单", closed=True),
    "colleague": Pick("姓名或拼音首字母", "本台没有这个人，按 ↓ 看名单", closed=True),
    "supervisor": Pick("姓名或拼音首字母", "不是在册主管，按 ↓ 看名单", closed=True),
}


PINYIN = "拼音只用来查找，请从候选中选医院，或写中文全名"


class PickField(TextField):
    """A text field with up to eight names below it; a name that is not among them may stand, with an amber hint.

    ↓ ↑ move, Enter takes the current name, at first the top one, and goes on to the next field; Esc closes the list.
    `wanted` carries what was typed when the typist pauses; `take_offers` takes the desk's answer. `picked` carries
    the Suggestion that was taken, or that a name typed or filled in turned out to be.
    """

    wanted = Signal(str)
    picked = Signal(object)
    caution = ""

    def __init__(self, kind: str, label: str, hint: str = "", required: bool = True) -> None:
        super().__init__(label, hint, required, PICKS[kind].placeholder)
        self.kind, self._unlisted, self._hint = kind, PICKS[kind].unlisted, hint
        self._closed = PICKS[kind].closed
        self.list = PickList(label)
        self._offers: tuple[Suggestion, ...] = ()
        self._open_wanted = self._take_wanted = self._waiting = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.list.chosen.connect(self._take)
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        self.destroyed.connect(self.list.deleteLater)

    def check(self) -> bool:
        """Of a closed kind a name that is not on file is a fault; so is the pinyin of a hospital that was not taken."""
        if self.caution and not self._waiting:
            pinyin = PINYIN if self.is_pinyin() else ""
            self.set_fault(self._unlisted if self._closed else pinyin)
        return super().check()

    def is_pinyin(self) -> bool:
        """Whether letters stand here that only look a hospital up."""
        return self.kind == "hospital" and bool(self.caution) and letters_only(self.value())

    def set_caution(self, sentence: str) -> None:
        """Show in amber what is unusual about the entry and yet allowed, or nothing with an empty sentence."""
        self.caution = sentence
        self._name()
        self.update()

    def _name(self) -> None:
        super()._name()
        if self.caution and not self.fault:
            self.control.setAccessibleDescription(self.caution)

    def _note(self) -> tuple[str, str, str]:
        return (self.caution, "soon_fg", "soon") if self.caution and not self.fault else super()._note()

    def set_value(self, value: Any) -> None:
        """Fill in a name; the desk is asked whether it knows it."""
        super().set_value(value)
        self._forget()
        if self.value():
            self._waiting = True
            self._pause.start()

    @property
    def waiting(self) -> bool:
        """Whether the desk has not answered yet."""
        return self._waiting

    def offered(self) -> list[str]:
        """The names on offer now."""
        return [one.value for one in self._offers]

    def _forget(self) -> None:
        self._offers = ()
        self._open_wanted = self._take_wanted = self._waiting = False
        self._pause.stop()
        self._close()
        self.set_caution("")
        self.set_hint(self._hint)

    def _typed(self, _words: str) -> None:
        self._forget()
        self._open_wanted = self._waiting = True
        self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        self.wanted.emit(self.value())

    @Slot(object)
    def take_offers(self, offers: Sequence[Suggestion]) -> None:
        """Show the desk's answer: the list while one types, the hint for a name that nobody knows."""
        self._waiting = False
        self._offers = tuple(offers)
        if self._take_wanted and offers:
            self._take(0)
        elif self._open_wanted and self.edit.hasFocus() and offers:
            self.list.open_below(self.edit, offers)
            self._announce()
        else:
            self._close()
            self._judge()

    def _close(self) -> None:
        if isValid(self.list):
            self.list.hide()

    def _announce(self) -> None:
        """Let the field say the current row, because the list never has the keyboard."""
        self.edit.setAccessibleDescription(self.list.accessibleDescription())

    def _known(self) -> Suggestion | None:
        """The name on offer that stands here, in full or by the only other name that fits."""
        exact = [one for one in self._offers if one.exact]
        same = [one for one in exact if one.value == self.value()] or (exact if len(exact) == 1 else [])
        return same[0] if same else None

    def _judge(self) -> None:
        """Say that a name is unknown, or which one a short name means; what was typed stays as it is."""
        known = self._known()
        self.set_caution(self._unlisted if self.value() and known is None else "")
        self.set_hint(f"即 {known.value}" if known is not None and known.value != self.value() else self._hint)
        if known is not None:
            self.picked.emit(known)

    @Slot(int)
    def _take(self, place: int) -> None:
        one = self._offers[place]
        self._forget()
        self.edit.setText(one.value)
        self._offers = (one._replace(exact=one.mark != self._unlisted),)
        self._judge()
        self.edited()
        if self.edit.hasFocus():
            self.focusNextChild()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The list's keys belong to the list while it is open."""
        if isinstance(event, QKeyEvent) and self._wants(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._press(event)
            return True
        if event.type() == QEvent.Type.FocusOut:
            self._leave()
        return False

    def _wants(self, event: QKeyEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if keys.is_plain(event, keys.RETURNS):
            return not self.list.isHidden() or (self._open_wanted and self._waiting)
        if keys.is_plain(event, (Key.Key_Down,)):
            return True
        return not self.list.isHidden() and keys.is_plain(event, (Key.Key_Up, Key.Key_Escape))

    def _press(self, event: QKeyEvent) -> None:
        if event.key() in keys.RETURNS:
            self._enter()
        elif event.key() == Key.Key_Escape:
            self._close()
            self._judge()
        elif self.list.isHidden():
            unknown = self._closed and not self._waiting and self.caution
            self._open_wanted = self._waiting = True
            self.wanted.emit("") if unknown else self._ask()
        else:
            self.list.step(1 if event.key() == Key.Key_Down else -1)
            self._announce()

    def _enter(self) -> None:
        """Take the current name; one who types faster than the desk answers gets the top one when it comes."""
        if not self.list.isHidden():
            self._take(self.list.at)
        else:
            self._take_wanted = True
            self._ask()

    def _leave(self) -> None:
        self._close()
        self._open_wanted = False
        if not self._waiting:
            self._judge()

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with its field."""
        self._close()
        super().hideEvent(event)
