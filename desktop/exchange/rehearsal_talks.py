"""A demo's conversations of online consultation: invented customers, words and pictures, some of them just come."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from desktop.casework import consult, files
from desktop.casework.applying import Application, apply
from desktop.casework.attachment_rows import Arrival
from desktop.casework.desk import Desk, Entry
from desktop.casework.plans import HANDBOOK_PLAN, house_carrier
from desktop.casework.rows import Done
from desktop.exchange.attachment_door import AttachmentDoor
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Person, Policy
from desktop.paths import resource_path

_ME = "林悦"
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


def rehearse_talks(desk: Desk) -> int:
    """Let the invented customers write and the desk answer; returns how many conversations there are."""
    door = AttachmentDoor(desk, _ME)
    try:
        with TemporaryDirectory(prefix="caredesk-talks-") as folder:
            for caller in CALLERS:
                _play(door, caller, Path(folder))
    finally:
        door.close()
    return len(CALLERS)


def _play(door: AttachmentDoor, caller: Caller, folder: Path) -> None:
    desk = door.desk
    case = _enrol(desk, caller)
    for said in caller.said:
        arrivals = _pictures(door, case, folder, said.pictures)
        entry = _entry(said.at)
        if said.who == "customer":
            _done(consult.message(desk, case, entry, text=said.words, arrivals=arrivals))
        elif said.who == "ask":
            _done(consult.ask_more(desk, case, entry, asked=[said.words]))
        else:
            _done(consult.answer(desk, case, entry, text=said.words, arrivals=arrivals))
    _done(files.take(desk, case, Entry(_ME)))


def _entry(at: str) -> Entry:
    return Entry(_ME, parse_moment(at), _LATE if at < "2026-09-22 18:00" else "")


def _done(outcome: object) -> Done:
    if not isinstance(outcome, Done):
        raise RuntimeError(f"rehearsal refused: {outcome}")
    return outcome


def _enrol(desk: Desk, one: Caller) -> int:
    with desk.store.writing() as session:
        person = Person(name=one.name, sex=one.sex, birth_date=one.born, phone=f"139{one.policy[-4:]}2026")
        policy = Policy(
            carrier_id=house_carrier(session).id, number=one.policy, plan_name=HANDBOOK_PLAN.name,
            start=date(2026, 7, 1), end=date(2027, 6, 30), insured=person, relation="本人",
        )  # fmt: skip
        session.add(policy)
        session.flush()
        policy_id = policy.id
    application = Application(item=Item.OC, entrance="wechat")
    return _done(apply(desk, policy_id, application, _entry(one.said[0].at))).case_id


def _pictures(door: AttachmentDoor, case: int, folder: Path, names: Sequence[str]) -> tuple[Arrival, ...]:
    paths = []
    for name in names:
        paths.append(folder / f"{name}.png")
        _DRAWN[name](name).save(paths[-1])
    return door.take(case, paths, lambda _done, _of: None, lambda: False).arrivals if paths else ()


def _ultrasound(_name: str) -> Image.Image:
    """Layers of grey speckle with a dark shape, measured across; nobody's."""
    luck, wide, high = Random("ultrasound"), 824, 656
    sheet = Image.new("L", (wide, high), 4)
    pixels = sheet.load()
    assert pixels is not None
    for y in range(70, 600):
        for x in range(50, 700):
            layer = 80 + 40 * math.sin(y / 27 + math.sin(x / 90)) + luck.randint(-70, 70)
            angle = math.atan2(y - 320, x - 390)
            inside = (((x - 390) / 95) ** 2 + ((y - 320) / 72) ** 2) * (1 + 0.16 * math.sin(9 * angle))
            shade = 14 + luck.randint(0, 40) if inside < 1 else layer * (0.55 if abs(x - 390) < 80 and y > 390 else 1)
            pixels[x, y] = max(0, min(255, round(shade)))
    soft = sheet.filter(ImageFilter.GaussianBlur(1.6)).convert("RGB")
    pen = ImageDraw.Draw(soft)
    pen.text((30, 18), "左乳 2 点 距乳头 3 cm", "white", _font(34))
    pen.text((30, 606), "1  18.6 mm", "#FFD479", _font(34))
    for x in (296, 486):
        pen.line((x - 14, 320, x + 14, 320), "#FFD479", 4)
        pen.line((x, 306, x, 334), "#FFD479", 4)
    return soft


def _sheet(title: str, lines: Sequence[str]) -> Image.Image:
    """A report on a table, name and number covered."""
    sheet = Image.new("RGB", (824, 656), "#7C6A55")
    paper = Image.new("RGB", (700, 610), "#F4F0E4")
    pen = ImageDraw.Draw(paper)
    pen.text((350, 54), title, "#222222", _font(44, "Medium"), anchor="mm")
    pen.text((40, 110), "姓名", "#444444", _font(30))
    pen.rectangle((120, 108, 280, 148), "#111111")
    pen.text((340, 110), "编号", "#444444", _font(30))
    pen.rectangle((420, 108, 650, 148), "#111111")
    for place, line in enumerate(lines):
        pen.text((40, 186 + 62 * place), line, "#222222", _font(36))
    pen.text((40, 550), "样例，人物与内容均为虚构", "#666666", _font(28))
    sheet.paste(paper.rotate(2, expand=True, fillcolor="#7C6A55", resample=Image.Resampling.BICUBIC), (56, 12))
    return sheet


def _pathology(_name: str) -> Image.Image:
    found = ("送检：左乳肿物穿刺", "诊断：左乳浸润性癌", "免疫组化：ER(+) PR(+)", "HER2(1+) Ki-67 约 20%")
    return _sheet("病理检查报告", (*found, "2026-09-21"))


def _check_up(_name: str) -> Image.Image:
    return _sheet("体检报告", ("尿酸 520 μmol/L ↑", "肌酐 88 μmol/L", "甘油三酯 2.1 mmol/L ↑", "2026-09-18"))


def _rash(name: str) -> Image.Image:
    luck = Random(name)
    sheet = Image.new("RGB", (824, 656), "#D9B59A")
    pen = ImageDraw.Draw(sheet)
    for _ in range(90 if name.endswith("全貌") else 28):
        x, y = luck.randint(0, 824), luck.randint(0, 656)
        r = luck.randint(4, 14) if name.endswith("全貌") else luck.randint(16, 46)
        pen.ellipse((x - r, y - r, x + r, y + r), "#C4685A")
    return sheet.filter(ImageFilter.GaussianBlur(6))


def _font(size: int, face: str = "Regular") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource_path("fonts", f"NotoSansSC-{face}.ttf")), size)


_DRAWN = {"彩超图": _ultrasound, "病理报告": _pathology, "体检报告": _check_up, "皮疹全貌": _rash, "皮疹近处": _rash}

