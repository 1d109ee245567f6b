"""Hangs invented papers and an invented chest examination on cases of the demo, through the same door as a drop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFont

from desktop.casework.desk import Desk
from desktop.casework.rehearsal_papers import Shown, lung_case, paper_cases
from desktop.exchange.attachment_door import AttachmentDoor
from desktop.exchange.rehearsal_images import chest_study
from desktop.paths import resource_path

_PAGE = (1240, 1754)
_PAPERS = (
    ("超声报告.jpg", "超声检查报告（样例）", ("检查部位：乳腺及腋窝", "所见：低回声结节", "提示：建议进一步检查")),
    ("病理报告.pdf", "病理检查报告（样例）", ("标本：穿刺组织 3 条", "镜下：见异型细胞", "诊断意见：请结合临床")),
)


def hang_samples(desk: Desk, person: str, papers: int = 8) -> int:
    """Hang papers on the most urgent cases and two examinations on a reading; returns how many files."""
    door, hung = AttachmentDoor(desk, person), 0
    try:
        with TemporaryDirectory(prefix="caredesk-samples-") as folder:
            written = list(_write_papers(Path(folder)))
            for case in paper_cases(desk, papers):
                hung += _hang(door, case, written)
            reading = lung_case(desk)
            if reading is not None:
                hung += _hang(door, reading, [_write_study(Path(folder) / "光盘", reading.person), written[0]])
    finally:
        door.close()
    return hung


def _hang(door: AttachmentDoor, case: Shown, paths: Sequence[Path]) -> int:
    door.person = case.owner or door.person
    return door.hand_over(case.case_id, paths, lambda _done, _of: None, lambda: False).taken


def _write_papers(folder: Path) -> Iterator[Path]:
    for name, title, lines in _PAPERS:
        path = folder / name
        _paper(title, lines).save(path, resolution=150)
        yield path


def _paper(title: str, lines: Sequence[str]) -> Image.Image:
    """A sheet with a few lines, that says itself that it is a sample."""
    sheet = Image.new("RGB", _PAGE, "white")
    pen = ImageDraw.Draw(sheet)
    large, small = (
        ImageFont.truetype(str(resource_path("fonts", f"NotoSansSC-{face}.ttf")), size)
        for face, size in (("Medium", 52), ("Regular", 34))
    )
    pen.text((120, 140), title, "black", large)
    pen.line((120, 230, 1120, 230), "gray", 2)
    for place, line in enumerate((*lines, "样例材料，人物与内容均为虚构")):
        pen.text((120, 290 + 70 * place), line, "black", small)
    return sheet


def _write_study(folder: Path, person: str) -> Path:
    for name, content in chest_study(person):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
