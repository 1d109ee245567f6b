"""The pieces of 登记新案件's form: the strip of what was pasted, a grid without holes, headings, and the fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.casework.masking import masked_document, masked_name, masked_phone, masked_policy, person_words
from desktop.casework.wording import ENTRANCES
from desktop.handbook.identity import CITIZEN, Identity
from desktop.handbook.nodule_materials import NODULE_TITLES
from desktop.ui import cards, glyphs, icons, keycap, text, theme
from desktop.ui.case.fields import Clock
from desktop.ui.case.paste import TITLES
from desktop.ui.case.pick_field import PickField
from desktop.ui.case.secret_field import SecretField
from desktop.ui.case.ticks import YesNoField
from desktop.ui.date_inputs import DateField, MomentField
from desktop.ui.inputs import ChoiceField, Field, LongTextField, TextField
from desktop.ui.segments import SegmentField

COLUMNS = 3


class PasteStrip(QWidget):
    """What was recognised in the clipboard, or how to let it be recognised."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: tuple[str, ...] = ()
        self.setFixedHeight(64)
        self.say(())

    def say(self, found: tuple[str, ...]) -> None:
        """Show the names of the recognised parts."""
        self.found = found
        names = "、".join(TITLES[name] for name in found)
        self.setAccessibleName(f"已从剪贴板识别 {len(found)} 项：{names}" if found else "按 Ctrl+V 从剪贴板识别")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, line and ticks."""
        painter = QPainter(self)
        cards.rounded(painter, QRectF(self.rect()), 8, "bg_subtle")
        icons.draw(painter, 16, 13, "clipboard-paste", "accent")
        title = f"已从剪贴板识别 {len(self.found)} 项，均可改" if self.found else "复制整段申请信息，按 Ctrl+V 一次填好"
        text.draw(painter, 44, 10, 22, title, "dense", "text", 600)
        cap = keycap.width("Ctrl+V")
        keycap.draw(painter, self.width() - 12 - cap, 12, "Ctrl+V", "subtle")
        again = "重新粘贴" if self.found else "粘贴识别"
        text.draw_right(painter, self.width() - 18 - cap, 12, 18, again, "caption", "text2")
        x = 44.0
        for name in self.found or tuple(TITLES):
            if self.found:
                glyphs.draw(painter, x, 39, "ok", theme.colour("ok_fg"))
                x += 18
            x += text.draw(painter, x, 36, 18, TITLES[name], "caption", "text2" if self.found else "text3") + 16


class FieldGrid(QWidget):
    """Fields in three columns; those that are put away leave no hole."""

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        for field in self._fields:
            field.setParent(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(14)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 120)

    def show_only(self, wanted: Iterable[Field]) -> None:
        """Show these fields, in their order, and put the others away."""
        chosen = list(wanted)
        for field in self._fields:
            self._grid.removeWidget(field)
            field.setVisible(field in chosen)
        for place, field in enumerate(chosen):
            self._grid.addWidget(field, place // COLUMNS, place % COLUMNS)
        self.setVisible(bool(chosen))


class Heading(QWidget):
    """A section's heading, 16/600, with a remark at its right and perhaps a rule above."""

    def __init__(self, title: str, remark: str = "", ruled: bool = False) -> None:
        super().__init__()
        self._title, self._remark, self._ruled = title, remark, ruled
        self.setFixedHeight(40 if ruled else 24)
        self.setAccessibleName(title)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint rule, heading and remark."""
        painter, y = QPainter(self), self.height() - 24
        if self._ruled:
            cards.hairline(painter, 0, self.width(), 0)
        text.draw(painter, 0, y, 24, self._title, "section")
        text.draw_right(painter, self.width(), y, 24, self._remark, "caption", "text3")


HINTS = (
    (("Tab",), "下一栏"), (("F8",), "下一处未填"), (("Alt+1",), "选项目"), (("Ctrl+V",), "粘贴识别"),
    (("Alt+O",), "打开重复件"), (("Ctrl+Enter",), "登记"), (("Ctrl+Shift+Enter",), "登记并下一件"),
)  # fmt: skip


def make_fields(now: Clock) -> dict[str, Field]:
    """Every field of the form, by the draft's own names."""
    happened = MomentField("申请时间", now, "默认现在", required=False)
    fields: dict[str, Field] = {
        "by": YesNoField("申请人就是被保险人"),
        "insured": SecretField("姓名", masked_name),
        "id_number": SecretField("证件号", masked_document),
        "phone": SecretField("手机", masked_phone),
        "policy": SecretField("保单号", masked_policy),
        "request_no": SecretField("申请编号", required=False),
        "entrance": SegmentField("入口", tuple(ENTRANCES.items())),
        "plan": ChoiceField("计划", (), "新保单"),
        "policy_from": DateField("保单生效日", now),
        "policy_to": DateField("保单终止日", now),
        "city": TextField("希望城市", required=False),
        "hospital": PickField("hospital", "希望医院", "", False),
        "department": PickField("department", "希望科室", "", False),
        "escort_sex": SegmentField("陪诊性别", (("", "不限"), ("女", "女"), ("男", "男")), required=False),
        "illness": PickField("said_illness", "病种", "待审核确认", False),
        "certificate_hospital": PickField("hospital", "住院证开具医院", ""),
        "certificate_on": DateField("住院证日期", now, "以证上日期为准"),
        "nodule": SegmentField("结节部位", tuple(NODULE_TITLES.items())),
        "stay": ChoiceField("所属住院", (), "已入院、未出院"),
        "happened": happened,
        "late_reason": TextField("补录理由", "晚于次一工作日录入"),
        "remark": LongTextField("客户原话", "医院、科室可指定，医生不可指定", False, lines=3),
    }
    fields["by"].set_value(True)
    happened.edit.setPlaceholderText("现在")
    return fields


def spell_identity(found: Identity, today: date) -> str:
    """`女 47 岁`, or the kind of another document."""
    words = person_words(found.sex, found.birth, today)
    return words if found.kind == CITIZEN else f"{found.kind} {words}".strip()
