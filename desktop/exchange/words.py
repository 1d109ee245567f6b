"""The words that lists use for services, items, entrances, nodules and who applies, and what the desk calls them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from desktop.handbook.vocabulary import Item

GREEN_CHANNEL = "GC"


@lru_cache(maxsize=4096)
def word(text: str) -> str:
    """A word for comparing: one width, small letters, without blanks and punctuation."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def _table(rows: Mapping[str, str]) -> dict[str, str]:
    return {word(alias): value for value, aliases in rows.items() for alias in aliases.split()}


SERVICES: Mapping[str, str] = _table({
    Item.OC: "在线问诊 OC 图文问诊 线上问诊 问诊",
    Item.PD: "电话医生 PD 电话问诊 电话咨询",
    GREEN_CHANNEL: "重疾绿通 GC 绿通 绿色通道 重疾绿色通道 就医绿通",
    Item.MD: "多学科会诊 MD MDT 会诊 专家会诊 MDT会诊",
    Item.ND: "解结服务 ND 解结 结节解读 结节阅片 结节阅片解读",
    Item.OUTPATIENT: "专家门诊 门诊预约 专家门诊预约 GC.outpatient",
    Item.INPATIENT: "住院安排 住院手术安排 住院手术 GC.inpatient",
    Item.VISIT: "住院探视 探视 探视服务 GC.visit",
})  # fmt: skip
ITEMS: Mapping[str, str] = _table({
    Item.OUTPATIENT: "专家门诊 门诊 门诊预约 专家门诊预约 预约门诊 outpatient GC.outpatient",
    Item.INPATIENT: "住院安排 住院 住院手术 住院手术安排 手术安排 手术 inpatient GC.inpatient",
    Item.VISIT: "住院探视 探视 探视服务 visit GC.visit",
})  # fmt: skip
ENTRANCES: Mapping[str, str] = _table({
    "wechat": "微信 微信公众号 公众号 人保寿险E服务 E服务 wechat 微信公众号人保寿险E服务",
    "app": "APP 人保寿险管家 管家APP 人保寿险管家APP 客户端 手机APP",
    "phone": "电话 来电 热线 客服电话 电话申请 phone",
})  # fmt: skip
NODULES: Mapping[str, str] = _table({
    "lung": "肺结节 肺 肺部 肺部结节 lung",
    "breast": "乳腺结节 乳腺 breast",
    "thyroid": "甲状腺结节 甲状腺 thyroid",
})  # fmt: skip
YES = frozenset({"本人", "是", "y", "yes", "被保险人", "被保险人本人", "本人申请", "true", "1"})
SELF = "本人"
SERVICE_CHOICES = "在线问诊、电话医生、重疾绿通、多学科会诊、解结服务"
ITEM_CHOICES = "专家门诊、住院安排、住院探视"
ENTRANCE_CHOICES = "人保寿险E服务（微信）、人保寿险管家（APP）、电话"
NODULE_CHOICES = "肺结节、乳腺结节、甲状腺结节"
