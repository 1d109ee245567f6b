"""Prints how long a three-page report with a 4-megapixel image takes, beside plain reportlab drawing that image."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.casework.documents.papers_nodule import NodulePaper
from desktop.casework.documents.samples.nodule import sample_lung
from desktop.reports.linebreak import forget_set_lines
from desktop.reports.nodule_report import nodule_report

SIZE = (2448, 1634)
ROUNDS = 15
GOAL = 25.0


def photograph() -> bytes:
    """Four megapixels of smooth shades with grain, as a JPEG of some 1.5 MB."""
    dice = random.Random(4)
    small = Image.frombytes("RGB", (306, 204), dice.randbytes(306 * 204 * 3))
    file = BytesIO()
    small.resize(SIZE, Image.Resampling.BICUBIC).save(file, "JPEG", quality=88)
    return file.getvalue()


def report(image: bytes) -> NodulePaper:
    """The reading of a lung, three pages, its large image replaced."""
    paper = sample_lung()
    return replace(paper, images=(paper.images[0]._replace(picture=image), *paper.images[1:]))


def plain(image: bytes) -> bytes:
    """Three pages by plain reportlab with nothing but the image."""
    file = BytesIO()
    canvas = Canvas(file, A4)
    for page in range(3):
        if not page:
            canvas.drawImage(ImageReader(BytesIO(image)), 60, 400, 480, 320)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def timed(work: object, prepare: object = None) -> float:
    """The middle of some rounds, in milliseconds; `prepare` is not counted."""
    taken = []
    for _ in range(ROUNDS):
        if callable(prepare):
            prepare()
        began = perf_counter()
        assert callable(work)
        work()
        taken.append((perf_counter() - began) * 1000)
    return median(taken)


def main() -> None:
    """One line: the report warm, with no line remembered, plain reportlab, and the ratio."""
    image = photograph()
    paper = report(image)
    began = perf_counter()
    content = nodule_report(paper)
    first = (perf_counter() - began) * 1000
    warm = timed(lambda: nodule_report(paper))
    anew = timed(lambda: nodule_report(paper), forget_set_lines)
    bare = timed(lambda: plain(image))
    print(f"3 页报告，{SIZE[0] * SIZE[1] / 1e6:.1f} 兆像素图片，{len(content) / 1e6:.2f} MB")
    print(f"首次 {first:.1f} ms；已热 {warm:.1f} ms（目标 {GOAL:.0f}）；逐行重排 {anew:.1f} ms")
    print(f"只画同一张图的 reportlab {bare:.1f} ms；比 {warm / bare:.2f}")


if __name__ == "__main__":
    main()
