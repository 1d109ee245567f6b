"""Draws the invented pictures of resources/samples/papers: sections through a lung, details of it, signatures."""

import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "samples" / "papers"
INK = (26, 46, 85, 255)
SIDE = 240
STROKES = {
    "sign-1": ((2, 5, 2, 8, 9), 11), "sign-2": ((4, 2, 7, 3, 5), 23), "sign-3": ((3, 6, 4, 2, 8), 37),
    "sign-4": ((6, 3, 5, 4, 3), 41), "sign-5": ((5, 4, 6, 7, 2), 59), "sign-6": ((3, 5, 8), 67),
}  # fmt: skip


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
    points = [(SIDE + size * 6 * dice.uniform(0.86, 1.1) * dx, SIDE + size * 6 * dice.uniform(0.86, 1.1) * dy)
              for dx, dy in ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))]  # fmt: skip
    pen.polygon(points, fill=228)
    return noisy(picture.filter(ImageFilter.GaussianBlur(5)).resize((SIDE, SIDE), Image.Resampling.LANCZOS), 5)


def noisy(picture: Image.Image, much: int) -> Image.Image:
    """The picture with the grain of a scanner, the same every time."""
    dice = random.Random(3)
    grain = bytes(min(255, max(0, value + dice.randint(-much, much))) for value in picture.tobytes())
    return Image.frombytes("L", picture.size, grain)


def signature(turns: tuple[int, ...], seed: int) -> Image.Image:
    """A scribble that looks written: strokes with pressure on a clear ground."""
    picture = Image.new("RGBA", (720, 260), (*INK[:3], 0))
    pen, dice, x = ImageDraw.Draw(picture), random.Random(seed), 60.0
    for turn in turns:
        y = dice.uniform(70, 120)
        for step in range(turn):
            ahead = (x + dice.uniform(10, 50) * (1 if step % 3 else -0.6), y + dice.uniform(-60, 70))
            stroke(pen, (x, y), ahead, dice)
            x, y = ahead[0], min(210.0, max(40.0, ahead[1]))
        x += 34
    return picture.crop((0, 0, min(720, int(x) + 40), 260)).resize((min(720, int(x) + 40) // 2, 130))


def stroke(pen: ImageDraw.ImageDraw, start: tuple[float, float], end: tuple[float, float], dice: random.Random) -> None:
    """One stroke, thick where it begins."""
    bend = dice.uniform(-18, 18)
    for step in range(41):
        share = step / 40
        x = start[0] + (end[0] - start[0]) * share + bend * share * (1 - share) * 2
        y = start[1] + (end[1] - start[1]) * share - bend * share * (1 - share) * 3
        radius = 6.5 * (1 - 0.75 * share)
        pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=INK)


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lung(6.6).save(FOLDER / "lung.jpg", quality=82)
    detail(5.8).save(FOLDER / "lung-then.jpg", quality=82)
    detail(7.7).save(FOLDER / "lung-now.jpg", quality=82)
    for name, (turns, seed) in STROKES.items():
        signature(turns, seed).quantize(32).save(FOLDER / f"{name}.png", optimize=True)
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.name}  {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
