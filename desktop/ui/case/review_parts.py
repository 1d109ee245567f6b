"""The painted pieces of the review workspace: materials, the checklist's lines, the proposal, and the four outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.casework.green_rows import Material
from desktop.casework.wording import OUTCOMES
from desktop.handbook.judgement import Proposal, ReviewLine
from desktop.ui import cards, glyphs, text, theme
from desktop.ui.case import keys
from desktop.ui.case.keys import Key

DIGITS = {str(place): name for place, name in enumerate(OUTCOMES, 1)}
HINTS = (
    (("↑", "↓"), "选病种"), (tuple(DIGITS), "结论"), (("F8",), "下一处未填"), (("Ctrl+Enter",), "记录"),
    (("Esc",), "返回，草稿保留"), (("Tab",), "下一栏"),
)  # fmt: skip
TYPING_HINTS = tuple((("Ctrl+1", *caps[1:]) if words == "结论" else caps, words) for caps, words in HINTS)
_SIGNS = {"ok": ("ok", "ok_fg"), "against": ("breach", "breach_bar"), "missing": ("wait", "soon_bar"),
          "ask": ("approx", "soon_bar")}  # fmt: skip
_DECIDES = "结论由审核人定，建议与结论都留存"
_STATES = {"ok": "符合", "against": "不符合", "missing": "缺", "ask": "留意"}
_TONES = {"confirmed": ("ok_bg", "ok_fg", "ok"), "suspected": ("soon_bg", "soon_fg", "approx"),
          "more_material": ("soon_bg", "soon_fg", "wait"), "refused": ("flag_bg", "text", "breach")}  # fmt: skip


class Stack(QWidget):
    """Lines of words below each other, broken to the width; subclasses say by `heights` how high their rows are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def heights(self) -> list[int]:
        """The height of each row at the present width."""
        return []

    def fit(self) -> None:
        """Take the height of all rows."""
        self.setFixedHeight(max(1, sum(self.heights())))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self.fit()


class MaterialList(Stack):
    """What there is to look at, under headings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.materials: tuple[Material, ...] = ()

    def show_materials(self, materials: Sequence[Material]) -> None:
        """Show another case's materials."""
        self.materials = tuple(materials)
        self.setAccessibleName("材料：" + "；".join(f"{one.title} {one.detail}" for one in materials))
        self.fit()

    def _detail(self, one: Material) -> list[str]:
        return text.wrap(one.detail, max(80, self.width()), "caption")

    def heights(self) -> list[int]:
        """A heading takes 32, a material 24 and 18 for each line about it."""
        heads = 32 * len({one.group for one in self.materials})
        return [heads, *(32 + 18 * len(self._detail(one)) for one in self.materials)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint headings and materials."""
        painter, y = QPainter(self), 0
        for group, found in groupby(self.materials, key=lambda one: one.group):
            wide = text.draw(painter, 0, y + 4, 24, group, "caption", "text2", 600)
            cards.hairline(painter, wide + 10, self.width(), y + 16)
            y += 32
            for one in found:
                text.draw(painter, 0, y, 22, one.title, "dense", "text", 500, room=self.width())
                for place, line in enumerate(self._detail(one)):
                    text.draw(painter, 0, y + 22 + 18 * place, 18, line, "caption", "text2")
                y += 32 + 18 * len(self._detail(one))


class ChecklistLines(Stack):
    """The checklist line by line: sign, title, and what was found or is missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[ReviewLine, ...] = ()

    def show_lines(self, lines: Sequence[ReviewLine]) -> None:
        """Show other lines."""
        self.lines = tuple(lines)
        self.setAccessibleName("；".join(f"{line.title} {_STATES[line.state]} {line.detail}" for line in lines))
        self.fit()

    def _words(self, line: ReviewLine) -> list[str]:
        words = f"缺 {line.detail}" if line.state == "missing" else line.detail
        return text.wrap(words, max(80, self.width() - 108), "caption") or [""]

    def heights(self) -> list[int]:
        """24 for a line, 18 more for each further line of words."""
        return [24 + 18 * (len(self._words(line)) - 1) for line in self.lines]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter, y = QPainter(self), 0
        for line, high in zip(self.lines, self.heights(), strict=True):
            sign, tint = _SIGNS[line.state]
            glyphs.draw(painter, 2, y + 6, sign, theme.colour(tint))
            text.draw(painter, 24, y, 24, line.title, "dense", "text", 500, room=80)
            ink = "breach_bar" if line.state == "against" else "text2"
            for place, words in enumerate(self._words(line)):
                text.draw(painter, 108, y + 3 + 18 * place, 18, words, "caption", ink)
            y += high


class Remark(Stack):
    """A sentence on quiet ground with a sign before it; hidden while there is nothing to say."""

    def __init__(self, sign: str, tint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._tint, self.words = sign, tint, ""
        self.hide()

    def say(self, words: str) -> None:
        """Say something else, or nothing."""
        self.words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.fit()

    def _lines(self) -> list[str]:
        return text.wrap(self.words, max(80, self.width() - 36), "caption")

    def heights(self) -> list[int]:
        """18 for each line, and its edges."""
        return [12, *(18 for _line in self._lines())]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, sign and words."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 6, "bg_subtle")
        glyphs.draw(painter, 8, 9, self._sign, theme.colour(self._tint))
        for place, line in enumerate(self._lines()):
            text.draw(painter, 28, 6 + 18 * place, 18, line, "caption", "text")


class ProposalBanner(Stack):
    """What the checklist proposes, why, and the handbook's section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposal: Proposal | None = None

    def say(self, proposal: Proposal) -> None:
        """Show another proposal."""
        self.proposal = proposal
        self.setAccessibleName(f"{self._title()}。{proposal.reason}。{proposal.clause}")
        self.fit()

    def _title(self) -> str:
        outcome = self.proposal.outcome if self.proposal else ""
        wanting = f"（还缺 {len(self.proposal.missing)} 项）" if self.proposal and outcome == "more_material" else ""
        return f"核对表建议：{OUTCOMES[outcome]}{wanting}" if outcome else "核对表还不能建议"

    def _words(self) -> list[str]:
        proposal = self.proposal
        reason = proposal.reason if proposal and proposal.outcome != "more_material" else ""
        words = "；".join(filter(None, (reason, _DECIDES if proposal and proposal.outcome else "")))
        return text.wrap(words, max(80, self.width() - 52), "caption")[:4]

    def heights(self) -> list[int]:
        """Title and reason on one ground."""
        return [44 + 18 * len(self._words())]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        proposal = self.proposal
        ground, ink, sign = _TONES.get(proposal.outcome if proposal else "", ("bg_subtle", "text2", "wait"))
        cards.rounded(painter, QRectF(self.rect()).adjusted(0, 0, 0, -4), 8, ground)
        glyphs.draw(painter, 14, 15, sign, theme.colour(ink))
        text.draw(painter, 36, 9, 24, self._title(), "body", ink, 600)
        text.draw_right(painter, self.width() - 12, 9, 24, proposal.clause if proposal else "", "caption", ink)
        for place, words in enumerate(self._words()):
            text.draw(painter, 36, 33 + 18 * place, 18, words, "caption", ink)


class OutcomeRow(QWidget):
    """确诊, 疑似, 补材料, 不符合 as four chips of 36 px: a digit chooses, arrows step; `chosen` carries the value."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._barred, self.proposed = "", frozenset[str](), ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(36)
        self.setAccessibleName("审核结论")

    def value(self) -> str:
        """The chosen outcome, or ""."""
        return self._value

    def choose(self, value: str) -> None:
        """Choose without telling; a barred outcome is not chosen."""
        self._value = "" if value in self._barred else value
        self.setAccessibleDescription(OUTCOMES.get(self._value, "未选，按 1 到 4 选择"))
        self.update()

    def bar(self, names: frozenset[str]) -> None:
        """Outcomes that do not exist for this service."""
        self._barred = names
        self.choose(self._value)

    def pick(self, value: str) -> None:
        """Choose as the person does."""
        if value not in self._barred:
            self.choose(value)
            self.chosen.emit(value)

    def event(self, event: QEvent) -> bool:
        """The digits belong to the row."""
        if isinstance(event, QKeyEvent) and keys.claim(event, event.text() in DIGITS):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, arrows step."""
        step = {Key.Key_Left: -1, Key.Key_Right: 1}.get(Key(event.key()), 0)
        names = [name for name in OUTCOMES if name not in self._barred]
        if event.text() in DIGITS:
            self.pick(DIGITS[event.text()])
        elif step:
            at = names.index(self._value) + step if self._value else 0
            self.pick(names[min(max(at, 0), len(names) - 1)])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the chip under the pointer."""
        place = int(event.position().x() * len(OUTCOMES) / max(1, self.width()))
        self.pick(list(OUTCOMES)[min(place, len(OUTCOMES) - 1)])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chips; the proposed one has a dashed frame until another is chosen."""
        painter, each = QPainter(self), (self.width() + 8) / len(OUTCOMES)
        for place, (name, title) in enumerate(OUTCOMES.items()):
            self._paint_chip(painter, QRectF(place * each, 0, each - 8, 36), str(place + 1), name, title)

    def _paint_chip(self, painter: QPainter, box: QRectF, digit: str, name: str, title: str) -> None:
        mine = name == self._value
        hinted = name == self.proposed and not mine
        edge = "accent" if mine else "border_strong"
        ground = "bg_selected" if mine else "bg_surface"
        cards.rounded(painter, box, 6, ground, edge, 2 if mine else 1, dashed=hinted)
        ink = "text_disabled" if name in self._barred else "text" if mine else "text2"
        wide = text.lay_out(title, "dense", 600).width + 16
        x = box.x() + (box.width() - wide) / 2
        x += text.draw(painter, x, 0, 36, digit, "dense", ink, 600) + 6
        text.draw(painter, x, 0, 36, title, "dense", ink, 600 if mine else 500)
        if self.hasFocus() and (mine or (not self._value and digit == "1")):
            cards.focus_ring(painter, box)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()
