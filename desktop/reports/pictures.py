"""Makes pictures ready for the paper: upright, no finer than the printer, in the form a PDF carries without loss."""

from __future__ import annotations

import warnings
import zlib
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

FINEST = 300
"""Dots per inch: what is finer is brought down, for no printer shows it and the post carries it."""

JPEG_FINEST = 2 * FINEST
"""A JPEG is taken as it is up to here: setting it anew costs more than it saves."""

LEVEL = 6
_ORIENTATION = 0x0112
_INCH = 25.4


class UnreadablePicture(ValueError):
    """A picture that cannot be opened: broken, of an unknown kind or unreasonably large."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"有一张图片无法打开：{reason}")
        self.reason = reason


class Ready(NamedTuple):
    """A picture to embed: its box in mm, its size in pixels, its coded samples and how they are coded.

    `colours` is the number of channels, 1 or 3. `mask` are the coded samples of its transparency, empty for none.
    """

    width: float
    height: float
    columns: int
    rows: int
    colours: int
    coded: bytes
    jpeg: bool
    mask: bytes = b""


@lru_cache(maxsize=16)
def fitted(image: bytes, width: float, height: float) -> Ready:
    """The picture scaled to its box in mm, its own proportions kept; UnreadablePicture when it cannot be opened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(image)) as opened:
                return _ready(opened, image, width, height)
    except UnidentifiedImageError:
        raise UnreadablePicture("不是图片，或格式不认识") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnreadablePicture("图片过大") from None
    except (OSError, ValueError, SyntaxError, EOFError, zlib.error) as fault:
        raise UnreadablePicture("文件不完整或已损坏") from fault


def check_picture(image: bytes) -> None:
    """UnreadablePicture for what could not be printed."""
    fitted(image, 100.0, 100.0)


def _ready(opened: Image.Image, image: bytes, width: float, height: float) -> Ready:
    turned = opened.getexif().get(_ORIENTATION, 1) if opened.format in ("JPEG", "PNG", "MPO") else 1
    columns, rows = opened.size[::-1] if turned >= 5 else opened.size
    scale = min(width / columns, height / rows)
    box = (columns * scale, rows * scale)
    dots = _INCH / scale
    if opened.format == "JPEG" and turned == 1 and opened.mode in ("L", "RGB") and dots <= JPEG_FINEST:
        _check_whole(image)
        return Ready(*box, columns, rows, len(opened.mode), image, jpeg=True)
    upright = ImageOps.exif_transpose(opened)
    share = min(1.0, FINEST / dots)
    return _coded(upright, box, (max(1, round(columns * share)), max(1, round(rows * share))))


def _check_whole(image: bytes) -> None:
    """Refuse a JPEG that breaks off: it is not decoded here, and a reader would show it half grey."""
    if b"\xff\xd9" not in image[-64:]:
        raise UnreadablePicture("文件不完整或已损坏")


def _coded(picture: Image.Image, box: tuple[float, float], size: tuple[int, int]) -> Ready:
    see_through = picture.has_transparency_data
    picture = picture.convert("RGBA" if see_through else "L" if _is_grey(picture) else "RGB")
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    mask = zlib.compress(picture.getchannel("A").tobytes(), LEVEL) if see_through else b""
    solid = picture.convert("RGB") if see_through else picture
    return Ready(*box, *size, len(solid.getbands()), zlib.compress(solid.tobytes(), LEVEL), jpeg=False, mask=mask)


def _is_grey(picture: Image.Image) -> bool:
    return picture.mode in ("1", "L", "I;16", "I", "F")
