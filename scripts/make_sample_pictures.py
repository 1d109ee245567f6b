"""Draws the invented pictures of resources/samples/papers: sections through a lung, details of it, signatures."""

import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
FOLDER = RESOURCES / "samples" / "papers"
FACE = RESOURCES / "fonts" / "NotoSerifSC-SemiBold.ttf"
INK = (26, 46, 85, 255)
SIDE = 240
NAMES = ("林若谷", "周慎之", "许怀瑾", "方以宁", "顾维桢", "林悦", "苏令仪", "秦望舒")


def lung(size: float) -> Image.Image:
    """A section through the chest, the nodule at the upper left."""
    draw_scale = 2
    picture = Image.new("L", (520 * draw_scale, 388 * draw_scale), 8)
    pen = ImageDraw.Draw(picture)

    def oval(x: float, y: float, rx: float, ry: float, grey: int) -> None:
        pen.ellipse([draw_scale * value for value in (x - rx, y - ry, x + rx, y + ry)], fill=grey)

    oval(260, 200, 245, 172, 150)
    oval(260, 200, 228, 156, 205)
    oval(140, 200, 108, 122, 22)
    oval(384, 200, 104, 122, 22)
    oval(262, 190, 46, 118, 168)
    oval(300, 236, 66, 62, 172)
    oval(262, 300, 34, 32, 232)
    oval(262, 300, 17, 16, 150)
    oval(256, 208, 9, 12, 10)
    for x, y in ((60, 120), (120, 80), (42, 200), (60, 280), (130, 320), (400, 80), (466, 130), (480, 210), (452, 290)):
        oval(x, y, 15, 8, 245)
    vessels(pen, draw_scale)
    oval(129, 136, size, size * 0.9, 225)
    return noisy(picture.resize((520, 388), Image.Resampling.LANCZOS), 7)


def vessels(pen: ImageDraw.ImageDraw, scale: int) -> None:
    """Branches from the middle outwards, the same every time."""
    dice = random.Random(5)
    for _ in range(70):
        left = dice.random() < 0.5
        x, y = (215.0, 205.0) if left else (330.0, 205.0)
        turn, thick = dice.uniform(-1.1, 1.1), dice.uniform(1.0, 2.6)
        for _ in range(dice.randint(4, 9)):
            turn += dice.uniform(-0.4, 0.4)
            step = dice.uniform(7, 13) * (-1 if left else 1)
            ahead = (x + step, y + turn * abs(step))
            if abs(ahead[1] - 200) > 105 or not (45 < ahead[0] < 478):
                break
            pen.line([scale * value for value in (x, y, *ahead)], fill=dice.randint(80, 130), width=max(1, int(thick)))
            (x, y), thick = ahead, thick * 0.9


def detail(size: float) -> Image.Image:
    """A piece of the lung, enlarged, with the nodule in its middle."""
    picture = Image.new("L", (2 * SIDE, 2 * SIDE), 26)
    pen, dice = ImageDraw.Draw(picture), random.Random(9)
    for _ in range(16):
        x, y = dice.uniform(0, 2 * SIDE), dice.choice((0.0, 2.0 * SIDE))
        for _ in range(6):
            ahead = (x + dice.uniform(-60, 60), y + (40 if y < SIDE else -40) * dice.random())
            pen.line([x, y, *ahead], fill=dice.randint(60, 105), width=dice.randint(3, 7))
            x, y = ahead
    pen.ellipse([-60, -30, 130, 60], fill=238)
    corners = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))
    points = [tuple(SIDE + size * 6 * dice.uniform(0.86, 1.1) * part for part in corner) for corner in corners]
    pen.polygon(points, fill=228)
    return noisy(picture.filter(ImageFilter.GaussianBlur(5)).resize((SIDE, SIDE), Image.Resampling.LANCZOS), 5)


def noisy(picture: Image.Image, much: int) -> Image.Image:
    """The picture with the grain of a scanner, the same every time."""
    dice = random.Random(3)
    grain = bytes(min(255, max(0, value + dice.randint(-much, much))) for value in picture.tobytes())
    return Image.frombytes("L", picture.size, grain)


def signature(name: str) -> Image.Image:
    """A name as if written in haste: slanted, the characters uneven and close, on a clear ground."""
    dice, face = random.Random(name), ImageFont.truetype(str(FACE), 150)
    picture = Image.new("RGBA", (150 * len(name) + 90, 230), (*INK[:3], 0))
    for place, char in enumerate(name):
        letter = Image.new("RGBA", (230, 230), (*INK[:3], 0))
        size = dice.uniform(0.86, 1.08)
        ImageDraw.Draw(letter).text((30, 10), char, fill=INK, font=face.font_variant(size=round(150 * size)))
        slant = (1, 0.32, -36, 0.06, 1, -6)
        letter = letter.transform(letter.size, Image.Transform.AFFINE, slant, Image.Resampling.BICUBIC)
        letter = letter.rotate(dice.uniform(-7, 5), Image.Resampling.BICUBIC)
        picture.alpha_composite(letter, (round(118 * place + dice.uniform(0, 14)), round(dice.uniform(0, 14))))
    return picture.crop(picture.getbbox()).reduce(2)


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lung(6.6).save(FOLDER / "lung.jpg", quality=82)
    detail(5.8).save(FOLDER / "lung-then.jpg", quality=82)
    detail(7.7).save(FOLDER / "lung-now.jpg", quality=82)
    for number, name in enumerate(NAMES, 1):
        signature(name).quantize(32).save(FOLDER / f"sign-{number}.png", optimize=True)
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.name}  {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
