"""Checks the documents, telephone numbers and policy numbers that people write into lists, for every kind in use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

CITIZEN = "身份证"
RESIDENCE = "港澳台居民居住证"
HOME_RETURN = "回乡证"
TAIWAN_PERMIT = "台胞证"
PASSPORT = "护照"
FOREIGN_RESIDENT = "外国人永久居留证"
BIRTH = "出生证明"
HOUSEHOLD = "户口簿"

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_REGIONS = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71")
_SPECIAL_REGIONS = frozenset({"81", "82", "83"})
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_FIRST_BIRTH = date(1900, 1, 1)


class Identity(NamedTuple):
    """A document that can be right: `sex` (男, 女 or '') and `birth` are what its number says."""

    kind: str
    number: str
    sex: str = ""
    birth: date | None = None


class Phone(NamedTuple):
    """A telephone number that can be right; kind is mobile, landline, hotline or abroad."""

    kind: str
    number: str


def normalise(text: str) -> str:
    """ASCII digits and upper-case letters for full-width ones, without blanks, dashes and invisible characters."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    return re.sub(r"[\s\-‐-―−_]", "", text).upper()


def check_digit(first17: str) -> str:
    """The 18th character (GB 11643) of a number's first 17 digits; ValueError for anything else."""
    if len(first17) != 17 or not (first17.isascii() and first17.isdigit()):
        raise ValueError("17 digits wanted")
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def check_identity(kind: str, number: str, today: date) -> Identity | str:
    """The document, or the Chinese sentence that says what is wrong with it.

    `kind` is what people call it, or empty for a citizen's card; `today` bounds the date of birth.
    """
    name = re.sub(r"\s", "", unicodedata.normalize("NFKC", kind)).upper()
    known = KINDS.get(name, CITIZEN if not name else "")
    if not known:
        return f"不认识的证件类型「{kind.strip()[:20]}」，请填{'、'.join(_CHECKS)}之一"
    text = normalise(number)
    return _CHECKS[known](text, today) if text else "没有证件号码"


def check_phone(text: str) -> Phone | str:
    """A telephone number of the mainland, Hong Kong, Macao or Taiwan, or the sentence that says what is wrong."""
    number = re.sub(r"[()]", "", normalise(text))
    number = re.sub(r"^(?:\+|00)?86(?=1[3-9][0-9]{9}$|0)", "", number)
    for kind, pattern in _PHONES:
        if pattern.fullmatch(number):
            return Phone(kind, number)
    if re.fullmatch(r"1[0-9]*", number) and len(number) != 11:
        return f"手机号应为 11 位，填的是 {len(number)} 位"
    return "电话号码不成立：手机 11 位、1 开头；座机带区号；港澳台带 +852、+853、+886"


def check_policy_number(text: str) -> str | None:
    """The policy number as text of 8 to 32 letters and digits; None when it cannot be one."""
    number = normalise(text)
    return number if re.fullmatch(r"[A-Z0-9]{8,32}", number) else None


def _eighteen(kind: str, number: str, today: date) -> Identity | str:
    if not _EIGHTEEN.fullmatch(number):
        return _not_eighteen(number)
    birth = _birth(number[6:14])
    if birth is None:
        return f"证件号码里的出生日期 {number[6:14]} 不存在，请对照证件核对"
    if not _FIRST_BIRTH <= birth <= today:
        return f"证件号码里的出生日期 {birth} 不可能，请对照证件核对"
    if check_digit(number[:17]) != number[17]:
        return "证件号码的校验码不对，请对照证件逐位核对"
    return Identity(kind, number, "男" if int(number[16]) % 2 else "女", birth)


def _not_eighteen(number: str) -> str:
    if re.fullmatch(r"[0-9]{15}", number):
        return "15 位旧身份证号已停用，请填 18 位号码"
    if len(number) != 18:
        return f"证件号码应为 18 位，填的是 {len(number)} 位"
    return "证件号码只能是 17 位数字加 1 位数字或 X"


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _citizen(number: str, today: date) -> Identity | str:
    if number[:2] in _SPECIAL_REGIONS and _EIGHTEEN.fullmatch(number):
        return f"这是{RESIDENCE}的号码，请改证件类型"
    if number[:1] == "9" and _EIGHTEEN.fullmatch(number):
        return f"这是{FOREIGN_RESIDENT}的号码，请改证件类型"
    found = _eighteen(CITIZEN, number, today)
    if isinstance(found, Identity) and not _REGIONS.match(number):
        return f"证件号码的地区码 {number[:2]} 不存在，请对照证件核对"
    return found


def _household(number: str, today: date) -> Identity | str:
    found = _citizen(number, today)
    return found._replace(kind=HOUSEHOLD) if isinstance(found, Identity) else f"户口簿请填本人页的公民身份号码：{found}"


def _residence(number: str, today: date) -> Identity | str:
    if _EIGHTEEN.fullmatch(number) and number[:2] not in _SPECIAL_REGIONS:
        return f"{RESIDENCE}的号码以 81、82 或 83 开头"
    return _eighteen(RESIDENCE, number, today)


def _foreign_resident(number: str, today: date) -> Identity | str:
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return Identity(FOREIGN_RESIDENT, number)
    if _EIGHTEEN.fullmatch(number) and number[0] == "9":
        return _eighteen(FOREIGN_RESIDENT, number, today)
    return f"{FOREIGN_RESIDENT}为 3 个字母加 12 位数字，或以 9 开头的 18 位号码"


def _shaped(kind: str, pattern: str, sentence: str) -> Callable[[str, date], Identity | str]:
    shape = re.compile(pattern)

    def check(number: str, _: date) -> Identity | str:
        return Identity(kind, number) if shape.fullmatch(number) else sentence

    return check


_CHECKS: Mapping[str, Callable[[str, date], Identity | str]] = {
    CITIZEN: _citizen,
    RESIDENCE: _residence,
    HOME_RETURN: _shaped(HOME_RETURN, r"[HM][0-9]{8}([0-9]{2})?", "回乡证号为 H 或 M 加 8 位或 10 位数字"),
    TAIWAN_PERMIT: _shaped(TAIWAN_PERMIT, r"[0-9]{8}([0-9]{2})?", "台胞证号为 8 位或 10 位数字"),
    PASSPORT: _shaped(PASSPORT, r"(?=.*[0-9])[A-Z0-9]{5,17}", "护照号为 5 至 17 位字母和数字"),
    "中国护照": _shaped(
        PASSPORT, r"E[A-Z0-9][0-9]{7}|G[0-9]{8}|[DSP][A-Z0-9][0-9]{7,8}",
        "中国护照号为 E、G、D、S 或 P 开头的 9 至 10 位号码",
    ),
    FOREIGN_RESIDENT: _foreign_resident,
    BIRTH: _shaped(BIRTH, r"[A-Z][0-9]{9}", "出生医学证明编号为 1 个字母加 9 位数字"),
    HOUSEHOLD: _household,
}
_ALIASES: Mapping[str, str] = {
    CITIZEN: "居民身份证 二代身份证 中国居民身份证 公民身份证 ID 身份证号",
    RESIDENCE: "港澳居民居住证 台湾居民居住证 居住证 港澳台居住证",
    HOME_RETURN: "港澳居民来往内地通行证 港澳通行证 港澳来往内地通行证 港澳居民通行证",
    TAIWAN_PERMIT: "台湾居民来往大陆通行证 台湾通行证 台湾居民通行证",
    PASSPORT: "外国护照 PASSPORT",
    "中国护照": "普通护照 因私护照",
    FOREIGN_RESIDENT: "外国人永久居留身份证 外国人居留证 永久居留证 永居证 外国人永居",
    BIRTH: "出生医学证明 出生证",
    HOUSEHOLD: "户口本 户口",
}
KINDS: Mapping[str, str] = {
    alias: kind for kind in _CHECKS for alias in (kind, *_ALIASES[kind].split())
}
"""What people call a document -> the name the desk keeps."""

_PHONES = (
    ("mobile", re.compile(r"1[3-9][0-9]{9}")),
    ("landline", re.compile(r"0[0-9]{2,3}[0-9]{7,8}([0-9]{1,6})?")),
    ("hotline", re.compile(r"[48]00[0-9]{7}|95[0-9]{3,4}")),
    ("abroad", re.compile(r"\+?852[2-9][0-9]{7}|\+?853[268][0-9]{7}|\+?886[0-9]{8,9}")),
)
