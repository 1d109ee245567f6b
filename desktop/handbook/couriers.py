"""The usual couriers: how their numbers look, whether one is plausible, and where a customer follows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Courier:
    """`name` as people write it, `code` as parcel desks name it, `forms` of its numbers, `page` to follow one.

    `own` are the forms that no other courier uses: they tell the courier from the number alone.
    """

    name: str
    code: str
    own: str
    others: str
    page: str

    def fits(self, number: str) -> bool:
        """Whether the number looks like one of its own."""
        return re.fullmatch(f"{self.own}|{self.others}" if self.others else self.own, number) is not None


_ANYWHERE = "https://www.kuaidi100.com/chaxun?com={code}&nu={number}"
COURIERS: tuple[Courier, ...] = (
    Courier("顺丰", "shunfeng", r"SF\d{12,15}", r"\d{12}|\d{15}",
            "https://www.sf-express.com/chn/sc/waybill/waybill-detail/{number}"),
    Courier("京东", "jd", r"JD[A-Z0-9]{9,16}(-\d+-\d+-?)?", "", _ANYWHERE),
    Courier("极兔", "jtexpress", r"JT\d{13}|UT\d{13}", "", _ANYWHERE),
    Courier("圆通", "yuantong", r"YT\d{12,18}", r"[A-Z]?\d{10,12}", _ANYWHERE),
    Courier("中通", "zhongtong", r"ZTO\d{10,14}|7[0-9]{13}", r"\d{12}", _ANYWHERE),
    Courier("申通", "shentong", r"STO\d{10,15}|77\d{13}", r"\d{12,13}", _ANYWHERE),
    Courier("韵达", "yunda", r"YD\d{13}", r"[34]\d{12,14}|\d{13}|\d{15}", _ANYWHERE),
    Courier("EMS", "ems", r"E[A-Z]\d{9}CN", r"1\d{12}|9\d{12}|[A-Z]{2}\d{9}[A-Z]{2}",
            "https://www.ems.com.cn/queryList?mailNo={number}"),
    Courier("邮政", "youzhengguonei", r"[KPXC][A-Z]\d{9}CN", r"9\d{12}", _ANYWHERE),
    Courier("德邦", "debangwuliu", r"DPK\d{12,14}", r"\d{8,10}", _ANYWHERE),
)  # fmt: skip
_BY_NAME: Mapping[str, Courier] = {one.name: one for one in COURIERS}
_SPELLED: Mapping[str, str] = {
    "顺丰速运": "顺丰", "顺丰快递": "顺丰", "SF": "顺丰", "京东物流": "京东", "京东快递": "京东", "JD": "京东",
    "极兔速递": "极兔", "J&T": "极兔", "圆通速递": "圆通", "圆通快递": "圆通", "YTO": "圆通", "中通快递": "中通",
    "ZTO": "中通", "申通快递": "申通", "STO": "申通", "韵达快递": "韵达", "韵达速递": "韵达", "中国邮政": "邮政",
    "邮政速递": "EMS", "德邦快递": "德邦",
}  # fmt: skip
_UPU = re.compile(r"[A-Z]{2}(\d{8})(\d)[A-Z]{2}")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def plain_number(number: str) -> str:
    """Upper case, without the blanks and dashes that people put in; JD keeps its dashes."""
    found = number.upper().replace(" ", "")
    return found if found.startswith("JD") else found.replace("-", "")


def courier_named(name: str) -> Courier | None:
    """The courier of a name as people write it; None for one that is not in the table."""
    plain = name.strip().upper()
    return _BY_NAME.get(_SPELLED.get(plain, plain))


def courier_of(number: str) -> Courier | None:
    """The courier that alone writes such numbers; None when the number does not tell."""
    plain = plain_number(number)
    return next((one for one in COURIERS if re.fullmatch(one.own, plain)), None)


def number_fault(name: str, number: str) -> str:
    """Why a number cannot be this courier's, in one sentence; "" when it may be. Unknown couriers are not judged."""
    plain, courier = plain_number(number), courier_named(name)
    if not re.fullmatch(r"[A-Z0-9-]{8,30}", plain):
        return f"「{number}」不像运单号"
    if len(set(plain[-8:])) == 1:
        return f"运单号「{number}」像是随手填的"
    if not _upu_holds(plain):
        return f"运单号「{number}」的校验位不对，请再核对"
    if courier is None or courier.fits(plain):
        return ""
    other = courier_of(plain)
    return f"运单号「{number}」不像{courier.name}的" + (f"，像{other.name}的" if other else "")


def _upu_holds(number: str) -> bool:
    """The postal union's check digit (S10); numbers of another form hold."""
    found = _UPU.fullmatch(number)
    if found is None:
        return True
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(found[1], _WEIGHTS, strict=True)) % 11
    return int(found[2]) == {10: 0, 11: 5}.get(rest, rest)


def tracking_page(name: str, number: str) -> str:
    """Where the parcel is followed in a browser; "" when neither name nor number tells the courier."""
    plain = plain_number(number)
    courier = courier_named(name) or courier_of(plain)
    if courier is None or not plain:
        return ""
    return courier.page.format(code=courier.code, number=quote(plain, safe=""))
