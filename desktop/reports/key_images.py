"""The key images of a paper: a whole with its details beside it, or equals in rows; each scaled to its box."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.casework.documents.papers_common import KeyImage
from desktop.reports.blocks import Strip, paragraph, side_by_side, stacked
from desktop.reports.draw import Pen
from desktop.reports.fonts import Font
from desktop.reports.linebreak import set_text
from desktop.reports.pictures import fitted
from desktop.reports.styles import MAIN, MAIN_WIDTH, POINT, SIDE_NOTE, WHITE, Style

WHOLE = (62.2, 46.6)
DETAIL, STEP = 29.6, 32.0
PAIR, ROW_OF = (61.0, 52.0), (40.0, 40.0)
"""The box of one or two equal pictures, and of more, in mm."""
CAPTION_GAP = 1.4
CIRCLE = "F2C230"
NOTE = SIDE_NOTE.but(size=8.2)
SIZE = Style(Font.SANS_MEDIUM, 9.6, 1.4)
BAR_INSET, BAR_WEIGHT = 2.2, 1.2


def key_images(images: Sequence[KeyImage], note: str) -> list[Strip]:
    """The first image large, the next two beside it with the note below, further ones in rows of four.

    Pictures without a mark of their own, as the viewer keeps them, are equals: two or three in a row.
    """
    if not any(image.circle or image.scale for image in images):
        return [*_equals(images), *(paragraph(note, NOTE, before=1.0, justify=False) if note else [])]
    whole, beside, rest = images[0], images[1:3], images[3:]
    first = _large(whole)
    if beside:
        x = MAIN + WHOLE[0] + 2.2
        details = side_by_side(*(_detail(image, x + STEP * place) for place, image in enumerate(beside)))
        parts = [details]
        parts += paragraph(note, NOTE, x, MAIN + MAIN_WIDTH - x, before=0.4, justify=False) if note else []
        first = side_by_side(first, stacked(parts))
    rows = [rest[start : start + 4] for start in range(0, len(rest), 4)]
    strips = [side_by_side(*(_detail(image, MAIN + STEP * place) for place, image in enumerate(row))) for row in rows]
    below = paragraph(note, NOTE, before=1.0, justify=False) if note and not beside else []
    return [first, *strips, *below]


def _equals(images: Sequence[KeyImage]) -> list[Strip]:
    (width, height), per_row = (PAIR, 2) if len(images) <= 2 else (ROW_OF, 3)
    step = (MAIN_WIDTH + 3.0) / per_row
    rows = [images[start : start + per_row] for start in range(0, len(images), per_row)]
    return [
        side_by_side(*(_pictured(image, MAIN + step * place, width, height) for place, image in enumerate(row)))
        for row in rows
    ]  # fmt: skip


def _large(image: KeyImage) -> Strip:
    return _pictured(image, MAIN, *WHOLE)


def _detail(image: KeyImage, x: float) -> Strip:
    return _pictured(image, x, DETAIL, DETAIL)


def _pictured(image: KeyImage, x: float, width: float, height: float) -> Strip:
    """The picture in its box, the circle round the finding, the scale bar, caption and size below."""
    ready = fitted(image.picture, width, height)
    taken = set_text(image.size, SIZE)[0].width * POINT + 1.0 if image.size else 0.0
    caption = stacked(paragraph(image.caption, NOTE, x, width - taken, justify=False))

    def draw(pen: Pen, y: float) -> None:
        pen.picture(image.picture, x, y, width, height)
        if image.circle:
            across, down, radius = image.circle
            pen.ring(x + ready.width * across, y + ready.height * down, ready.width * radius, 1.3, CIRCLE)
        if image.scale:
            right, low = x + ready.width - BAR_INSET, y + ready.height - BAR_INSET
            pen.rule(right - ready.width * image.scale, right, low, BAR_WEIGHT, WHITE)
        below = y + ready.height + CAPTION_GAP
        caption.draw(pen, below)
        if image.size:
            pen.words(image.size, x + width, below + SIZE.baseline - 0.3, SIZE, "right")

    return Strip(ready.height + CAPTION_GAP + max(caption.height, SIZE.pitch) + 1.2, draw)
