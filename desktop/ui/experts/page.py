"""The experts' page: who they are, where and in which specialty they work, when they can be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.casework.consulting.expert_files import ExpertEdit, draft_of
from desktop.casework.consulting.rows import ExpertCard
from desktop.handbook.ranks import TITLES
from desktop.ui import chips, fonts, text
from desktop.ui.action_desk import ActionDesk
from desktop.ui.case.pick_field import PickField
from desktop.ui.case.picking import Ask
from desktop.ui.case.ticks import YesNoField
from desktop.ui.inputs import ChoiceField, TextField
from desktop.ui.roster.escort_list import Lines
from desktop.ui.roster.facts import FileFacts, leave_lines
from desktop.ui.roster.files_frame import Files
from desktop.ui.roster.files_page import FilesPage
from desktop.ui.roster.form import FileForm
from desktop.ui.roster.form_fields import WeekHoursField
from desktop.ui.roster.leave_rows import LeaveRows
from desktop.ui.roster.source import RosterSource
from desktop.ui.roster.wording import hours_words, leave_words
from desktop.ui.source import Source
from desktop.ui.worker import Worker

_FIRST = ("stethoscope", "还没有专家", "登记之后，会诊和解结都从这里邀请；也可把专家名单（工作簿）拖进窗口导入")
_SPANS = {
    "name": (0, 0, 2), "title": (0, 2, 2), "city": (0, 4, 2), "hospital": (1, 0, 3), "specialty": (1, 3, 3),
    "phone": (2, 0, 3), "active": (2, 3, 3), "hours": (3, 0, 6),
}  # fmt: skip


def _away(card: ExpertCard, now: datetime) -> str:
    leave = next((one for one in card.absences if one.end > now), None)
    return f"{'不在' if leave.start <= now else '将不在'} {leave_words(leave, now.date())}" if leave else ""


def _asked(card: ExpertCard) -> str:
    counts = ((card.consulted, "会诊", "次"), (card.read, "解读", "份"))
    return "，".join(f"{word} {count} {unit}" for count, word, unit in counts if count) or "还没有合作过"


def _free(card: ExpertCard) -> str:
    return hours_words(card.hours) if card.hours else "可约时段未定"


def spoken(card: ExpertCard, now: datetime) -> str:
    """What a screen reader says of an expert's line."""
    parts = [card.name, card.title, card.specialty, card.hospital, card.grade, card.city, _free(card), _asked(card),
             _away(card, now), "" if card.active else "已停用"]  # fmt: skip
    return "，".join(part for part in parts if part)


def _paint_words(painter: QPainter, card: ExpertCard, box: QRectF, now: datetime) -> None:
    """Name, title and specialty; hospital, grade and city; when free, how often asked, when away."""
    ink, soft = ("text", "text2") if card.active else ("text_disabled", "text_disabled")
    x, y, right = box.x() + 20, box.y() + 8, box.right() - 16
    at = x + text.draw(painter, x, y, 22, card.name, "body", ink, 600, keep=True) + 8
    at += text.draw(painter, at, y, 22, card.title, "dense", soft, keep=True) + 8
    for words in (card.specialty, *(() if card.active else ("已停用",))):
        if words and at + chips.tag_width(words) < right:
            at += chips.draw_tag(painter, at, y + 2, words, "plain", 18) + 6
    where = " · ".join(part for part in (card.hospital, card.grade, card.city) if part)
    text.draw(painter, x, y + 22, 20, where, "dense", soft, room=round(right - x))
    away = _away(card, now)
    wide = fonts.width(away, "caption") + 12 if away else 0
    text.draw_right(painter, right, y + 42, 20, away, "caption", soft)
    text.draw(painter, x, y + 42, 20, f"{_free(card)} · {_asked(card)}", "caption",
              "text3" if card.active else soft, room=round(right - x - wide))  # fmt: skip


def summary(cards: Sequence[ExpertCard], _today: date) -> str:
    """`12 位可邀 · 9 位可解读结节 · 6 个专科 · 1 位停用`."""
    active = [card for card in cards if card.active]
    parts = [f"{len(active)} 位可邀", f"{sum(not card.cannot_read for card in active)} 位可解读结节",
             f"{len({card.specialty for card in active})} 个专科"]  # fmt: skip
    gone = len(cards) - len(active)
    return " · ".join([*parts, f"{gone} 位停用"] if gone else parts)


class ExpertFacts(FileFacts):
    """The file of one expert."""

    nobody = "没有选中的专家"

    def lines(self, card: ExpertCard) -> tuple[int, int]:
        """Facts and absences."""
        return len(_facts(card)) + max(1, len(card.absences)), 1

    def paint(self, painter: QPainter, card: ExpertCard) -> None:
        """Paint the two parts."""
        y = self.paint_head(painter, self.paint_facts(painter, _facts(card)), "不在的时间")
        self.paint_lines(painter, y, leave_lines(card.absences, self._now().date()), "没有")


def _facts(card: ExpertCard) -> list[tuple[str, str]]:
    return [
        ("职称", card.title), ("专科", card.specialty), ("医院", card.hospital), ("等级", card.grade),
        ("城市", card.city), ("电话", card.phone), ("可约", _free(card)),
        ("解读结节", card.cannot_read or "符合条件"), ("合作", _asked(card)),
        ("状态", "可邀" if card.active else "已停用，不再邀请"), ("备注", card.note),
    ]  # fmt: skip


class ExpertForm(FileForm):
    """`fill` shows an expert's file, `edit` says what is to change."""

    away = "absences"

    places = (("姓名", "name"), ("专家库里已有", "name"), ("职称", "title"), ("医院", "hospital"),
              ("专科", "specialty"), ("上班时间", "hours"), ("电话", "phone"))  # fmt: skip

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(draft_of, parent)
        hours = WeekHoursField("可约时段")
        hours.set_hint("如 8-12 或 14:00–17:00；空着的那天不可约")
        self.fields = {
            "name": TextField("姓名"), "title": ChoiceField("职称", tuple((one, one) for one in reversed(TITLES))),
            "city": TextField("城市", "空着用医院的", required=False),
            "hospital": PickField("hospital", "医院", "须在医院名录里"),
            "specialty": PickField("department", "专科"), "phone": TextField("电话", required=False),
            "active": YesNoField("在册：可以邀请"), "hours": hours, "note": TextField("备注", required=False),
        }  # fmt: skip
        self.leaves = LeaveRows(now, self)
        self._lay_out()
        for name in ("hospital", "specialty"):
            field = self.fields[name]
            assert isinstance(field, PickField)
            field.wanted.connect(self._ask)
        self.follow()

    def _lay_out(self) -> None:
        grid = self._stand(_SPANS)
        grid.addWidget(self.leaves, 4, 0, 1, 6)
        grid.addWidget(self.fields["note"], 5, 0, 1, 6)

    def _ask(self, words: str) -> None:
        field: Any = self.sender()
        self.wanted.emit(Ask(field.kind, words, "", field))

    def edit(self) -> ExpertEdit:
        """What differs from the file as it was read."""
        return ExpertEdit(*super().edit())


EXPERTS = Lines("专家名单", spoken, _paint_words)


class ExpertPage(FilesPage):
    """The experts."""

    def __init__(self, desk: Source, source: RosterSource, worker: Worker, actions: ActionDesk) -> None:
        files = Files("专家", "专家", _FIRST, EXPERTS, ExpertFacts(desk.now), ExpertForm(desk.now), summary)
        super().__init__(files, desk, source, worker, actions)
