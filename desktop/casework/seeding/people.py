"""Invented people for a seeded desk: names, documents with a valid check digit, telephone numbers nobody has."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from desktop.casework.names import name_key

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文"
)
_WOMEN = ("秀雅婷文晓雨思梦玉美春慧月彩若静", "英兰珍梅华燕琴霞洁怡颖芳玲红云敏")
_MEN = ("建国志明永伟海俊子振德立家承文景", "强东军平涛辉华康杰斌林峰毅龙波成")

def _pairs(singles: str, first: str, second: str) -> list[str]:
    return [*singles, *(one + other for one in first for other in second if one != other)]


WOMEN = _pairs("丹敏静燕芳娟玲颖洁琳倩薇蓉瑶", *_WOMEN)
MEN = _pairs("伟强磊军勇杰涛明超波辉刚健俊", *_MEN)

_PLACES = (110000, 120000, 130100, 210100, 310000, 320100, 330100, 340100, 350100, 370100, 410100, 420100, 430100,
           440100, 440300, 500000, 510100, 520100, 610100, 620100)  # fmt: skip
"""Whole cities and provinces: real cards carry a district, so that no living person has one of these numbers."""

_FIRST_BIRTH, _BIRTH_DAYS = date(1938, 1, 1).toordinal(), 65 * 365
_SERIALS = 998
_STRIDE, _JUMP = 7_654_321, 4_321_987
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


class Invented(NamedTuple):
    """One invented person; `key` is the searchable pinyin of the name."""

    name: str
    key: str
    sex: str
    birth: date
    document: str
    phone: str


def invented(number: int, chance: float) -> Invented:
    """The person of a running number: another document and telephone for each number; `chance` picks the name."""
    birth, document = _document(number)
    man = int(document[16]) % 2 == 1
    name = _name(chance, MEN if man else WOMEN)
    phone = f"154{(number * 7919 + 31_415_926) % 10**8:08d}"
    return Invented(name, name_key(name), "男" if man else "女", birth, document, phone)


def _name(chance: float, given: list[str]) -> str:
    place = int(chance * len(SURNAMES) * len(given))
    return SURNAMES[place % len(SURNAMES)] + given[place // len(SURNAMES)]


def _document(number: int) -> tuple[date, str]:
    """A birth date and an 18-character number (GB 11643); a bijection of `number`, so that none comes twice."""
    rest, place = divmod(number, len(_PLACES))
    days, serial = divmod((rest * _STRIDE + (place + 1) * _JUMP) % (_BIRTH_DAYS * _SERIALS), _SERIALS)
    birth = date.fromordinal(_FIRST_BIRTH + days)
    first = f"{_PLACES[place]}{birth:%Y%m%d}{serial + 1:03d}"
    return birth, first + check_character(first)


def check_character(first: str) -> str:
    """The 18th character of a citizen's number by its first 17 digits (GB 11643)."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True)) % 11]


def escort_names() -> list[str]:
    """Names of escorts, each once, in a fixed order."""
    given = [name for pair in zip(WOMEN, MEN, strict=False) for name in pair]
    return list(dict.fromkeys(["何敏", *(surname + name for name in given for surname in SURNAMES)]))

