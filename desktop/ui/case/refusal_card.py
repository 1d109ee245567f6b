"""A refusal as the user reads it: every rule's sentence, the handbook's own words, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.handbook.rulebook import RULES
from desktop.handbook.vocabulary import Finding
from desktop.ui import cards, chips, icons, text
from desktop.ui.buttons import Button
from desktop.ui.strip import Offer

_LEFT, _EDGE = 44, 16
_TITLE, _LINE, _GAP, _WIDE = 24, 20, 8, 560


class Paragraph(NamedTuple):
    """One rule of a refusal, laid out: sentence lines, clause lines, and the chip that names section and rule."""

    sentence: list[str]
    clause: list[str]
    chip: str

    @property
    def height(self) -> int:
        """Pixels it takes."""
        return _LINE * (len(self.sentence) + len(self.clause)) + (22 if self.chip else 0) + _GAP


def chip_of(rule: str) -> str:
    """`三（七）4·GC-13`."""
    known = RULES.get(rule)
    return f"{known.section} · {rule}" if known else rule


def clause_of(rule: str) -> str:
    """The handbook's words for a rule, quoted; the desk's own rules say so."""
    known = RULES.get(rule)
    if known is None:
        return ""
    return f"本台规则「{known.text}」" if known.section == "本台" else f"手册原文「{known.text}」"


class RefusalCard(QWidget):
    """A card outlined in crimson: title, one paragraph per rule in the rulebook's order, buttons for the ways on.

    `acted` carries the name of the offer that was taken. Hidden until `tell`.
    """

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.findings: tuple[Finding, ...] = ()
        self._note = ""
        self._paragraphs: list[Paragraph] = []
        self._buttons: list[Button] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(
        self, title: str, findings: Sequence[Finding] = (), offers: Sequence[Offer] = (), note: str = ""
    ) -> None:
        """Show a refusal; `note` stands beside the buttons."""
        changed = (title, tuple(findings), note) != (self.title, self.findings, self._note)
        self.title, self.findings, self._note = title, tuple(findings), note
        said = (f"{found.sentence}（{found.rule}）{clause_of(found.rule)}" for found in findings)
        self.setAccessibleName("。".join((title, *said)))
        if changed or len(offers) != len(self._buttons):
            self._rebuild(offers)
        self._arrange()
        self.show()

    def clear(self) -> None:
        """Take it away."""
        self.title, self.findings = "", ()
        self.hide()

    def buttons(self) -> list[Button]:
        """The ways on, in order."""
        return self._buttons

    def _rebuild(self, offers: Sequence[Offer]) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._make(offer) for offer in offers]

    def _make(self, offer: Offer) -> Button:
        button = Button(offer.title, offer.key, height=30, role="dense", parent=self)
        button.setObjectName(offer.name)
        button.clicked.connect(self._announce)
        button.show()
        return button

    def _announce(self) -> None:
        self.acted.emit(self.sender().objectName())

    def _room(self) -> int:
        return max(120, self.width() - _LEFT - _EDGE)

    def _alone(self) -> bool:
        return len(self.findings) == 1

    def _lay_out(self, finding: Finding) -> Paragraph:
        sentence = [] if self._alone() else text.wrap(finding.sentence, self._room(), "dense", 600)
        chip = "" if self._chip_on_top() else chip_of(finding.rule)
        return Paragraph(sentence, text.wrap(clause_of(finding.rule), self._room(), "dense"), chip)

    def _chip_on_top(self) -> bool:
        """A single rule's chip stands beside the title when there is room for both."""
        return self._alone() and self.width() >= _WIDE

    def _titles(self) -> list[str]:
        words = f"{self.title}：{self.findings[0].sentence}" if self._alone() else self.title
        side = chips.tag_width(chip_of(self.findings[0].rule)) + 12 if self._chip_on_top() else 0
        return text.wrap(words, self._room() - side, "body", 600)

    def _arrange(self) -> None:
        self._paragraphs = [self._lay_out(finding) for finding in self.findings]
        high = 12 + _TITLE * len(self._titles()) + sum(part.height for part in self._paragraphs) + 4
        high += 38 if self._buttons or self._note else 0
        self.setFixedHeight(high)
        x = _LEFT
        for button in self._buttons:
            wide = button.sizeHint().width()
            button.setGeometry(x, high - 42, wide, 30)
            x += wide + 8
        self.update()

    def sizeHint(self) -> QSize:
        """As high as what it says."""
        return QSize(320, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentences anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_surface", "breach_bar")
        cards.rounded(painter, QRectF(0, 6, 3, self.height() - 12), 1.5, "breach_bar")
        icons.draw(painter, 18, 16, "circle-alert", "breach_bar")
        y = 12
        for line in self._titles():
            text.draw(painter, _LEFT, y, _TITLE, line, "body", "text", 600)
            y += _TITLE
        if self._chip_on_top():
            chip = chip_of(self.findings[0].rule)
            chips.draw_tag(painter, self.width() - _EDGE - chips.tag_width(chip), 15, chip, "plain", 18)
        for part in self._paragraphs:
            y = self._paint_part(painter, y, part)
        if self._note:
            x = self._buttons[-1].geometry().right() + 16 if self._buttons else _LEFT
            room = self.width() - x - _EDGE
            text.draw(painter, x, self.height() - 42, 30, self._note, "caption", "text2", room=max(1, room))

    def _paint_part(self, painter: QPainter, y: int, part: Paragraph) -> int:
        for line in part.sentence:
            text.draw(painter, _LEFT, y, _LINE, line, "dense", "text", 600)
            y += _LINE
        for line in part.clause:
            text.draw(painter, _LEFT, y, _LINE, line, "dense", "text2")
            y += _LINE
        if part.chip:
            chips.draw_tag(painter, _LEFT, y + 2, part.chip, "plain", 18)
            y += 22
        return y + _GAP
