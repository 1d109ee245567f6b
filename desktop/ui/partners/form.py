"""The form of one partner: its values, and secrets that are typed unseen and never shown again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.casework.gateways.settings import KINDS
from desktop.ui.case.ticks import YesNoField
from desktop.ui.inputs import ChoiceField, Field, NumberField, TextField
from desktop.ui.partners.source import Sheet
from desktop.ui.segments import SegmentField
from desktop.ui.text_label import Caption

_WHERE = {
    "": "还没有", "keychain": "已保存，不再显示；留空不改", "environment": "由环境变量给出，这里不用填",
}  # fmt: skip


def _line(label: str, example: str = "", required: bool = False) -> Callable[[], Field]:
    return lambda: TextField(label, required=required, placeholder=example)


_CA = _line("只信任这个根证书文件", "PEM 文件的路径；空着用系统的")
FIELDS: Mapping[str, Mapping[str, Callable[[], Field]]] = {
    "carrier": {
        "url": _line("接口网址", "https://…；空着不用接口"), "folder": _line("盯着的文件夹", "空着不用文件夹"),
        "interval": lambda: NumberField("每隔多少秒问一次"), "ca_file": _CA,
    },
    "sms": {
        "kind": lambda: ChoiceField("由谁发送", tuple(KINDS.items())), "sign": _line("报备过的签名", "不带【】"),
        "app_id": _line("应用编号 SdkAppId"), "region": _line("地域", "ap-guangzhou"),
        "host": _line("SMPP 服务器"), "port": lambda: NumberField("SMPP 端口"), "sender": _line("发送号码"),
        "url": _line("接口网址", "空着用云厂商的"), "ca_file": _CA,
    },
    "courier": {
        "customer": _line("快递100 给本台的编号", "空着不自动查"), "url": _line("接口网址", required=True),
        "ca_file": _CA,
    },
    "mail": {
        "host": _line("邮件服务器", "空着不发邮件"), "port": lambda: NumberField("端口"),
        "security": lambda: SegmentField("加密方式", (("tls", "TLS"), ("starttls", "STARTTLS"))),
        "user": _line("登录名"), "sender": _line("发件地址", "name@example.com"), "ca_file": _CA,
    },
}  # fmt: skip
SECRETS: Mapping[str, Mapping[str, str]] = {
    "carrier": {"carrier.token": "接口密钥"}, "sms": {"sms.key-id": "密钥编号", "sms.key-secret": "密钥"},
    "courier": {"courier.key": "密钥"}, "mail": {"mail.password": "邮箱口令"},
}  # fmt: skip
_CLOUD, _SMPP = frozenset({"sign", "url", "ca_file"}), frozenset({"host", "port", "sender", "ca_file"})
SHOWN: Mapping[str, frozenset[str]] = {
    "manual": frozenset(), "aliyun": _CLOUD, "tencent": _CLOUD | {"app_id", "region"}, "smpp": _SMPP,
}  # fmt: skip
"""Which of the text gateway's fields its kind needs."""


class PartnerForm(QWidget):
    """Two fields a row. `edited` after every change by the user."""

    edited = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.fields = {name: make() for name, make in FIELDS[key].items()}
        self.secrets = {name: TextField(label, required=False, masked=True) for name, label in SECRETS[key].items()}
        self.clear = YesNoField("从钥匙串取出已保存的密钥")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(self._grid)
        box.addWidget(Caption("密钥只进系统钥匙串，不进数据库，也不再显示", self, "caption", "text3"))
        box.addStretch(1)
        for field in self._every():
            field.changed.connect(self._changed)
        self._arrange()

    def _every(self) -> tuple[Field, ...]:
        return *self.fields.values(), *self.secrets.values(), self.clear

    def _arrange(self) -> None:
        """Lay out what this kind of partner needs."""
        kind = self.fields["kind"].value() if "kind" in self.fields else ""
        wanted = SHOWN.get(kind)
        for field in self._every():
            self._grid.removeWidget(field)
        shown = [field for name, field in self.fields.items() if wanted is None or name in wanted or name == "kind"]
        by_hand = wanted is not None and not wanted
        shown += [] if by_hand else [*self.secrets.values(), self.clear]
        for field in self._every():
            field.setVisible(field in shown)
        for place, field in enumerate(shown):
            self._grid.addWidget(field, place // 2, place % 2)

    def _changed(self) -> None:
        if self.sender() is self.fields.get("kind"):
            self._arrange()
        self.edited.emit()

    def fill(self, sheet: Sheet) -> None:
        """Show what is set; secrets only by where they lie."""
        for name, field in self.fields.items():
            field.set_fault("")
            field.set_value(sheet.values[name])
        for name, field in self.secrets.items():
            field.set_value("")
            field.set_hint(_WHERE[sheet.secrets[name]])
        self.clear.set_value(False)
        kept = "keychain" in sheet.secrets.values()
        if not kept and self.clear.box.hasFocus():
            next(iter(self.secrets.values())).setFocus()
        self.clear.setEnabled(kept)
        self._arrange()

    def values(self) -> dict[str, Any] | None:
        """What is entered; None when a field is not in order, which then has the keyboard."""
        wrong = [field for field in self.fields.values() if not field.isHidden() and not field.check()]
        if wrong:
            wrong[0].setFocus()
            return None
        return {name: field.value() for name, field in self.fields.items() if field.value() is not None}

    def typed_secrets(self) -> dict[str, str]:
        """The secrets that were typed, or empty ones for all when they are to be taken out."""
        if self.clear.value():
            return dict.fromkeys(self.secrets, "")
        return {name: field.value() for name, field in self.secrets.items() if field.value()}
