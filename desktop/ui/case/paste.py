"""What can be recognised in a pasted text: name, document, telephone, policy and request number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from desktop.handbook.identity import (
    BIRTH,
    CITIZEN,
    FOREIGN_RESIDENT,
    HOME_RETURN,
    PASSPORT,
    RESIDENCE,
    TAIWAN_PERMIT,
    Identity,
    check_identity,
    normalise,
)

TITLES = {"insured": "姓名", "id_number": "证件号", "phone": "手机", "policy": "保单号", "request_no": "申请编号"}
_GUESSES = (CITIZEN, RESIDENCE, HOME_RETURN, FOREIGN_RESIDENT, BIRTH, TAIWAN_PERMIT, PASSPORT)
_LABELLED = {
    "insured": re.compile(r"(?:被保险人|被保人|客户姓名|姓名|客户)\s*[:：]?\s*([一-鿿·]{2,12})"),
    "policy": re.compile(r"(?:保单号码?|保险单号|保单)\s*[:：]?\s*([A-Za-z0-9 \-]{8,36})"),
    "request_no": re.compile(r"(?:申请编号|申请单号|申请号|工单号|服务单号)\s*[:：]?\s*([A-Za-z0-9\-]{4,32})"),
}
_EIGHTEEN = re.compile(r"(?<![0-9A-Za-z])([0-9]{17}[0-9Xx])(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86[ \-]?)?(1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4})(?![0-9])")
_POLICY = re.compile(r"(?<![0-9A-Za-z])([0-9]{10,22})(?![0-9A-Za-z])")
_REQUEST = re.compile(r"(?<![0-9A-Za-z])([A-Z]{1,3}[0-9]{6,16})(?![0-9A-Za-z])")
_NAME_ALONE = re.compile(r"(?:^|[\s,，;；|])([一-鿿]{2,4})(?=$|[\s,，;；|])", re.MULTILINE)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧司上诸葛尤华柏水窦章云费岑常乐时傅皮"
    "卞齐康伍元卜祁米贝明臧计成谈茅庞纪舒屈项祝阮蓝闵席季麻强路娄危童颜梅盛刁骆樊凌霍虞支柯管解应宗宣单杭洪包左吉游温庄"
    "晏柴瞿阎连艾容古易慎戈牛芮储靳邢裴翁荀甘厉祖符景詹束幸司韶查仇区"
)
_NOT_NAMES = frozenset((
    "谢谢", "高兴", "明天", "安排", "方便", "时间", "成功", "水平",
    "本人", "微信", "电话", "姓名", "手机", "保单", "证件", "客户", "女士", "先生", "身份证", "手机号", "保单号",
    "证件号", "申请", "门诊", "住院", "专家门诊", "住院安排", "在线问诊", "电话医生",
))  # fmt: skip


class Pasted(NamedTuple):
    """What was recognised; "" for what was not."""

    insured: str = ""
    id_number: str = ""
    phone: str = ""
    policy: str = ""
    request_no: str = ""

    @property
    def found(self) -> tuple[str, ...]:
        """The names of the recognised parts."""
        return tuple(name for name, value in self._asdict().items() if value)


def recognise(text: str, today: date) -> Pasted:
    """Take a text apart; a number counts once, and a document only with a right check digit."""
    text = text.replace("　", " ")
    found = dict(_labelled(text))
    rest = _without(text, found.values())
    id_number = next(_documents(rest, today), "")
    rest = _without(rest, (id_number,))
    phone = _first(_MOBILE, rest)
    rest = _without(rest, (phone,))
    policy = found.get("policy") or normalise(_first(_POLICY, rest))
    request = found.get("request_no") or _first(_REQUEST, _without(rest, (policy,)))
    return Pasted(found.get("insured") or _name(rest), id_number, normalise(phone), policy, request)


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    for name, pattern in _LABELLED.items():
        if hit := pattern.search(text):
            value = hit[1].strip()
            yield name, value if name == "insured" else normalise(value)


def _without(text: str, taken: Iterable[str]) -> str:
    for part in taken:
        if part:
            text = text.replace(part, " ")
    return text


def _first(pattern: re.Pattern[str], text: str) -> str:
    hit = pattern.search(text)
    return hit[1] if hit else ""


def _documents(text: str, today: date) -> Iterator[str]:
    for hit in _EIGHTEEN.finditer(text):
        if isinstance(check_identity(CITIZEN, hit[1], today), Identity):
            yield hit[1].upper()


def _name(text: str) -> str:
    found = (hit[1] for hit in _NAME_ALONE.finditer(text))
    return next((name for name in found if name[0] in _SURNAMES and name not in _NOT_NAMES), "")


def read_document(number: str, today: date) -> Identity | str:
    """The document a number can be, tried from the commonest kind on; the citizen's card's complaint when none fits."""
    made = check_identity(CITIZEN, number, today)
    if isinstance(made, Identity) or not number:
        return made
    if re.fullmatch(r"[0-9]{15,18}[Xx]?", normalise(number)) and not normalise(number).startswith(("8", "9")):
        return made
    tries = (check_identity(kind, number, today) for kind in _GUESSES[1:])
    return next((found for found in tries if isinstance(found, Identity)), made)
