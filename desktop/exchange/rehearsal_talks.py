"""Draws the pictures of a demo's conversations, and takes them in through the same door as a drop."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from desktop.casework.attachment_rows import Arrival
from desktop.casework.desk import Desk
from desktop.casework.rehearsal_talks import PERSON, play_talks
from desktop.exchange.attachment_door import AttachmentDoor
from desktop.paths import resource_path


def rehearse_talks(desk: Desk) -> int:
    """Let the invented customers write and the desk answer; returns how many conversations there are."""
    door = AttachmentDoor(desk, PERSON)
    try:
        with TemporaryDirectory(prefix="caredesk-talks-") as folder:
            return play_talks(desk, lambda case, names: _pictures(door, case, Path(folder), names))
    finally:
        door.close()


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

