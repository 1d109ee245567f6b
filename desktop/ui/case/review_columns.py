"""The three columns of the review workspace: what was handed in, what it is, and what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.green_rows import ReviewSheet
from desktop.casework.prepared import names_illness, review_text
from desktop.casework.wording import OUTCOMES
from desktop.handbook.judgement import Proposal
from desktop.handbook.vocabulary import Item
from desktop.ui import cards, text
from desktop.ui.attachments.section import AttachmentSection
from desktop.ui.buttons import Button
from desktop.ui.case.fields import Clock, LinesField
from desktop.ui.case.review_form import ReviewForm
from desktop.ui.case.review_illness import IllnessPicker
from desktop.ui.case.review_parts import ChecklistLines, MaterialList, OutcomeRow, ProposalBanner, Remark
from desktop.ui.case.rows_painted import SectionLabel
from desktop.ui.case.scroller import Scroller
from desktop.ui.inputs import LongTextField, TextField

_TELLING = "有病情字样，请换一种说法"
_NO_SUSPECTED = frozenset({"suspected"})


def _scrolled(card: cards.Card, parts: tuple[QWidget, ...], gap: int = 12) -> None:
    inner = QWidget()
    box = QVBoxLayout(inner)
    box.setContentsMargins(16, 0, 16, 16)
    box.setSpacing(gap)
    for part in parts:
        box.addWidget(part)
    box.addStretch(1)
    card.body.addWidget(Scroller(inner), 1)


class MaterialsColumn(cards.Card):
    """What the application says and what hangs on the case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("材料", "", 0, parent)
        self.materials, self.attachments = MaterialList(), AttachmentSection()
        _scrolled(self, (self.materials, self.attachments))

    def show_sheet(self, sheet: ReviewSheet) -> None:
        """Show another case."""
        self.materials.show_materials(sheet.materials)


class FindingsColumn(cards.Card):
    """Which illness it is and what the materials show; `changed` after every edit."""

    changed = Signal()

    def __init__(self, now: Clock, parent: QWidget | None = None) -> None:
        super().__init__("病种与核对", "", 0, parent)
        self.picker, self.form = IllnessPicker(), ReviewForm(now)
        _scrolled(self, (self.picker, self.form))
        self.picker.changed.connect(self._renamed)
        self.form.changed.connect(self.changed)

    def _renamed(self) -> None:
        self.form.name_it(self.picker.name())
        self.changed.emit()

    def show_sheet(self, sheet: ReviewSheet) -> None:
        """Show what is known, or what was left half done."""
        draft: Mapping[str, Any] = sheet.draft or {}
        illness = draft.get("illness", sheet.illness)
        self.set_fact(f"{sheet.plan.title or sheet.plan.name} · {len(sheet.illnesses)} 种")
        self.picker.offer(sheet.illnesses, str(illness.get("name") or ""))
        if self.picker.chosen is None:
            self.picker.search.set_value(str(illness.get("name") or ""))
        self.form.fill(illness, draft.get("findings", sheet.findings))


class TextPreview(QWidget):
    """The text prepared for the customer, broken to the width, without any word of the illness."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self.setMinimumHeight(60)

    def say(self, words: str) -> None:
        """Show another text."""
        self.words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFixedHeight(16 + 20 * max(1, len(self._lines())))
        self.update()

    def _lines(self) -> list[str]:
        return text.wrap(self.words or "选好结论后写好给客户的话", max(80, self.width() - 24), "dense")

    def resizeEvent(self, event: Any) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self.say(self.words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text on its ground."""
        painter = QPainter(self)
        cards.rounded(painter, self.rect().toRectF(), 6, "bg_subtle")
        for place, line in enumerate(self._lines()):
            text.draw(painter, 12, 8 + 20 * place, 20, line, "dense", "text" if self.words else "text3")


class DecisionColumn(cards.Card):
    """The checklist with its proposal, the decision, and what the customer is told."""

    changed = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("结论", "", 0, parent)
        self._item, self._missing, self._against = Item.OUTPATIENT, "", ""
        self.banner, self.lines, self.outcomes = ProposalBanner(), ChecklistLines(), OutcomeRow()
        self.missing = LinesField("要补的材料", "一行一项", True)
        self.decided, self.differing = Remark("ok", "ok_fg"), Remark("approx", "soon_bar")
        self.reason = LongTextField("理由", "只给本台看", True, lines=2)
        self.told = TextField("给客户的说明", "写进给客户的话", False, "可不填，如 不在本保单的服务范围")
        self.preview = TextPreview()
        self.head = SectionLabel("给客户的话", "不含病情，可用于短信")
        self.submit = Button("记录审核", "Ctrl+Enter", "primary", "shield-check")
        self.copy = Button("复制", "", "normal", "copy", height=36)
        _scrolled(self, (
            self.decided, self.banner, self.lines, self.outcomes, self.differing, self.missing, self.reason, self.told,
            self.head, self.preview,
        ))  # fmt: skip
        self.body.addLayout(self._foot())
        self.outcomes.chosen.connect(self._chosen)
        self.missing.changed.connect(self._edited)
        self.reason.changed.connect(self._edited)
        self.told.changed.connect(self._edited)
        self.copy.clicked.connect(self._copy)
        self.arrange()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 16)
        row.setSpacing(8)
        row.addWidget(self.submit, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignRight)
        return row

    def show_sheet(self, sheet: ReviewSheet) -> None:
        """Begin another review, or go on with what was left."""
        draft: Mapping[str, Any] = sheet.draft or {}
        self._item, self._missing = sheet.view.item, ""
        self.decided.say(f"{sheet.decided}。再记录一次，以最后一次为准" if sheet.decided else "")
        self.outcomes.bar(_NO_SUSPECTED if self._item is Item.MD else frozenset())
        self.outcomes.choose(str(draft.get("outcome", "")))
        self.missing.set_value(draft.get("missing", ()))
        self.reason.set_value(draft.get("reason", ""))
        self.told.set_value(draft.get("told", ""))
        self.arrange()

    def propose(self, proposal: Proposal) -> None:
        """Show what the checklist proposes; what is missing is written down until it is edited by hand."""
        self.banner.say(proposal)
        self.lines.show_lines(proposal.lines)
        self.outcomes.proposed = proposal.outcome
        self.outcomes.update()
        mine = "\n".join(self.missing.value())
        if mine == self._missing:
            self._missing = "\n".join(proposal.missing)
            if mine != self._missing:
                self.missing.set_value(self._missing)
        self._against = proposal.reason if proposal.outcome == "refused" else ""
        self.arrange()

    def _chosen(self, _outcome: str) -> None:
        self._edited()

    def _edited(self) -> None:
        self.arrange()
        self.changed.emit()

    def arrange(self) -> None:
        """Show what this decision asks for, and the text that follows from it."""
        outcome = self.outcomes.value()
        self._word_reason(outcome)
        self.missing.setVisible(outcome == "more_material")
        differs = bool(outcome and self.outcomes.proposed and outcome != self.outcomes.proposed)
        self.differing.say(
            f"与核对表建议（{OUTCOMES[self.outcomes.proposed]}）不同，两者都会留存" if differs else ""
        )
        self.reason.setVisible(differs or outcome == "refused")
        self.reason.required = outcome == "refused"
        self.reason.update()
        self.told.setVisible(outcome == "refused")
        self.told.set_fault(_TELLING if names_illness(self.told.value()) else "")
        words = review_text(self._item, outcome, self.missing.value(), self.told.value()) if outcome else ""
        self.preview.say(words)
        self.copy.setEnabled(bool(words))

    def _word_reason(self, outcome: str) -> None:
        """What speaks against the illness is written down for a refusal, and for nothing else."""
        mine = self.reason.value()
        if outcome in ("", "refused") and not mine and self._against:
            self.reason.set_value(self._against)
        elif outcome not in ("", "refused") and mine and mine == self._against:
            self.reason.set_value("")

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.preview.words)
        self.copied.emit("已复制给客户的话")

    def lacking(self) -> QWidget | None:
        """What the decision still needs before it can be recorded."""
        outcome = self.outcomes.value()
        if not outcome:
            return self.outcomes
        if outcome == "more_material" and not self.missing.value():
            return self.missing.control
        if outcome != "refused":
            return None
        return self.reason.control if not self.reason.value() else self.told.control if self.told.fault else None
