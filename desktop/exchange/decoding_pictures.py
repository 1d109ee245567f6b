"""In the child: photographs and scans to plain pixels, their number of pages, and the page count of a PDF."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

PIXELS = 80_000_000
PAGES = 2_000
THUMBNAIL = 320
_UNPACKED = 32 << 20
_COUNT = re.compile(rb"/Type\s*/Pages\b[^>]{0,4000}?/Count\s+(\d{1,7})|/Count\s+(\d{1,7})[^>]{0,4000}?/Type\s*/Pages\b")
_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)

Image.MAX_IMAGE_PIXELS = PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class Unreadable(Exception):
    """The content cannot be shown, in one Chinese sentence without its full stop."""


def _opened(content: BytesIO) -> Image.Image:
    try:
        image = Image.open(content, formats=("JPEG", "PNG", "TIFF", "MPO"))
    except UnidentifiedImageError as fault:
        raise Unreadable("图片不完整或已损坏") from fault
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise Unreadable("图片的像素太多，不打开；请向发件人要小一些的") from fault
    if image.width * image.height > PIXELS:
        raise Unreadable("图片的像素太多，不打开；请向发件人要小一些的")
    return image


def _page(image: Image.Image, number: int, most: int) -> Image.Image:
    """A page upright, in RGB, with no side longer than `most`."""
    if number:
        image.seek(number)
        if image.width * image.height > PIXELS:
            raise Unreadable("图片的像素太多，不打开；请向发件人要小一些的")
    image.draft("RGB", (most, most))
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    image.thumbnail((most, most), Image.Resampling.BILINEAR)
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "P"):
        ground = Image.new("RGBA", turned.size, (255, 255, 255, 255))
        turned = Image.alpha_composite(ground, turned.convert("RGBA"))
    return turned.convert("RGB")


def picture_facts(content: BytesIO, _question: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Width, height, pages, and a thumbnail as JPEG."""
    image = _opened(content)
    size, pages = image.size, min(int(getattr(image, "n_frames", 1)), PAGES)
    return {"width": size[0], "height": size[1], "pages": pages}, as_jpeg(_page(image, 0, THUMBNAIL))


def as_jpeg(image: Image.Image) -> bytes:
    """A small picture as a file."""
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def picture(content: BytesIO, question: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """A page in plain RGB, three bytes a pixel, no side longer than `most`."""
    image = _opened(content)
    pages = min(int(getattr(image, "n_frames", 1)), PAGES)
    shown = _page(image, min(int(question.get("page", 0)), pages - 1), int(question["most"]))
    return {"width": shown.width, "height": shown.height, "pages": pages}, shown.tobytes()


def pdf_facts(content: BytesIO, _question: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """How many pages the page tree claims (0 when it does not say) and whether a password locks it.

    Nothing of the document is followed, so that a circle in it leads nowhere.
    """
    whole = content.getvalue()
    locked = b"/Encrypt" in whole[-4096:] or b"/Encrypt" in whole[:4096]
    claimed = [int(first or second) for part in _parts(whole) for first, second in _COUNT.findall(part)]
    pages = max((count for count in claimed if count <= PAGES), default=0)
    return {"pages": pages, "locked": locked}, b""


def _parts(whole: bytes) -> Iterator[bytes]:
    """The document itself, then what its object streams unpack to, 32 MB at most."""
    yield whole
    left = _UNPACKED
    for found in _STREAM.finditer(whole):
        unpacked = _unpacked(whole[found.end() : found.end() + _UNPACKED], left)
        left -= len(unpacked)
        if left <= 0:
            return
        yield unpacked


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def archive_facts(content: BytesIO, question: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Whether a zip is an office document; one that holds programs, scripts or macros is refused, nothing unpacked."""
    try:
        with zipfile.ZipFile(content) as package:
            names = [part.filename for part in package.infolist()]
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError) as fault:
        raise Unreadable("压缩包不完整或已损坏") from fault
    running = re.compile(str(question["running"]), re.IGNORECASE)
    if any(running.search(name) or name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("里面有程序、脚本或宏，不收")
    return {"office": "[Content_Types].xml" in names, "files": len(names)}, b""
