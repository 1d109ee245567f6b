"""A demo's conversations of online consultation: invented customers and what they and the desk write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from desktop.casework import consult, files
from desktop.casework.applying import Application
from desktop.casework.attachment_rows import Arrival
from desktop.casework.desk import Desk, Entry
from desktop.casework.rehearsal_insured import Insured, accepted, applied
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item

Pictures = Callable[[int, Sequence[str]], tuple[Arrival, ...]]
"""Takes pictures in for a case, by their names."""

PERSON = "林悦"
_LATE = "渠道恢复后补录"


class Said(NamedTuple):
    """One thing said: when, by whom (customer, desk, ask), the words, and pictures by name."""

    at: str
    who: str
    words: str
    pictures: tuple[str, ...] = ()


class Caller(NamedTuple):
    """An invented customer, when they applied, and what was said."""

    name: str
    sex: str
    born: date
    policy: str
    said: tuple[Said, ...]


_HOPE = (
    "上周体检摸到左乳肿块，做了彩超和穿刺，今天结果出来了，报告在下面。"
    "医生说要尽快住院，我想问是不是一定要手术？去哪家医院比较好？"
)
CALLERS = (
    Caller("褚雁", "女", date(1979, 3, 8), "6608202600008853", (
        Said("2026-09-23 14:06", "customer", _HOPE, ("彩超图", "病理报告")),
        Said("2026-09-23 14:08", "customer", "病理写的是左乳浸润性癌"))),
    Caller("段一航", "男", date(1992, 6, 1), "6608202600004417", (
        Said("2026-09-23 14:12", "customer", "体检血脂高，需要吃药吗"),)),
    Caller("俞国安", "男", date(1968, 2, 20), "6608202600005904", (
        Said("2026-09-23 14:17", "customer", "中午开始胸口痛，出冷汗，左臂发麻，要不要去医院"),)),
    Caller("古月", "女", date(1997, 1, 15), "6608202600003126", (
        Said("2026-09-23 10:02", "customer", "手臂起了红疹，痒，三天了"),
        Said("2026-09-23 10:20", "desk", "先避免抓挠和热水烫洗，请拍两张自然光下的照片发来。"),
        Said("2026-09-23 13:40", "customer", "皮疹又起了", ("皮疹全貌", "皮疹近处")))),
    Caller("季兰", "女", date(1960, 4, 2), "6608202600007240", (
        Said("2026-09-23 09:15", "customer", "空腹血糖 9.1，平时吃二甲双胍"),
        Said("2026-09-23 09:30", "desk", "请连续测三天早晚血糖记下来，复诊时带给医生看。"),
        Said("2026-09-23 13:31", "customer", "血糖 9.8，药怎么调"))),
    Caller("费明", "男", date(1975, 8, 19), "6608202600002695", (
        Said("2026-09-23 09:40", "customer", "尿酸 520，脚趾不疼"),
        Said("2026-09-23 09:55", "desk", "先少喝酒、多喝水，把完整的体检报告发来看看。"),
        Said("2026-09-23 11:52", "customer", "", ("体检报告",)))),
    Caller("柏文", "男", date(1981, 5, 27), "6608202600006018", (
        Said("2026-09-22 15:10", "customer", "背上有颗痣变大了"),
        Said("2026-09-22 15:22", "desk", "变化的痣要到皮肤科当面看，先拍照留底。"),
        Said("2026-09-22 15:25", "ask", "照片"))),
    Caller("熊丽", "女", date(1988, 9, 9), "6608202600001583", (
        Said("2026-09-22 16:40", "customer", "甲状腺功能有一项偏高"),
        Said("2026-09-22 16:55", "desk", "要结合整张化验单看，请发来。"),
        Said("2026-09-22 16:56", "ask", "化验单"))),
    Caller("麦婷", "女", date(1995, 3, 30), "6608202600009472", (
        Said("2026-09-21 11:00", "customer", "痛经吃什么药好"),
        Said("2026-09-21 11:18", "desk", "热敷和休息为主，每次都很痛请到妇科看一次，排除别的原因。"))),
)  # fmt: skip


def play_talks(desk: Desk, pictures: Pictures) -> int:
    """Let the customers write and the desk answer; returns how many conversations there are."""
    for caller in CALLERS:
        _play(desk, caller, pictures)
    return len(CALLERS)


def _play(desk: Desk, caller: Caller, pictures: Pictures) -> None:
    insured = Insured(
        caller.name, caller.sex, caller.born, f"139{caller.policy[-4:]}2026", caller.policy, date(2026, 7, 1)
    )
    case = applied(desk, insured, Application(item=Item.OC, entrance="wechat"), _entry(caller.said[0].at)).case_id
    accepted(files.take(desk, case, _entry(caller.said[0].at)))
    for said in caller.said:
        arrivals = pictures(case, said.pictures)
        entry = _entry(said.at)
        if said.who == "customer":
            accepted(consult.message(desk, case, entry, text=said.words, arrivals=arrivals))
        elif said.who == "ask":
            accepted(consult.ask_more(desk, case, entry, asked=[said.words]))
        else:
            accepted(consult.answer(desk, case, entry, text=said.words, arrivals=arrivals))


def _entry(at: str) -> Entry:
    return Entry(PERSON, parse_moment(at), _LATE if at < "2026-09-22 18:00" else "")
