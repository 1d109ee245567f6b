"""Small pictures, scans, documents and DICOM files made by code, harmless and hostile ones."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
from PIL import Image

from desktop.exchange.rehearsal_images import LUNG as NODULE
from desktop.exchange.rehearsal_images import Series, ct_file, dicom_file

SERIES = Series(3, "薄层肺窗", "B60", "20260915", 3, NODULE)
JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70"


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), colour: str = "red", pages: int = 1) -> bytes:
    """A picture of one colour; of several pages when it is a TIFF."""
    out = BytesIO()
    image = Image.new("RGB", size, colour)
    more = {"save_all": True, "append_images": [image] * (pages - 1)} if pages > 1 else {}
    image.save(out, kind, **more)
    return out.getvalue()


def huge_png(side: int = 60_000) -> bytes:
    """A PNG whose head claims so many pixels a side, of a few hundred bytes."""

    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(bytes(1000))) + part(b"IEND", b"")


def pdf(pages: int = 2, kids: str = "") -> bytes:
    """A PDF with a page tree; `kids` lets the tree point where it likes."""
    leaves = [f"{3 + n} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj" for n in range(pages)]
    listed = kids or " ".join(f"{3 + n} 0 R" for n in range(pages))
    objects = ["1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
               f"2 0 obj<</Type/Pages/Kids[{listed}]/Count {pages}>>endobj", *leaves]  # fmt: skip
    whole, places = b"%PDF-1.7\n", []
    for words in objects:
        places.append(len(whole))
        whole += words.encode() + b"\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    return whole + f"{end}trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{len(whole)}\n%%EOF\n".encode()


def slice_file(number: int = 1, side: int = 16, value: int = -600, patient: str = "王^芳", **more) -> bytes:
    """A small slice, all of it of one density."""
    return ct_file(np.full((side, side), value, np.int16), SERIES, number, patient, **more)


def absurd_slice(rows: int = 65_535, columns: int = 65_535) -> bytes:
    """A slice that claims more pixels than it has."""
    sizes = {(0x28, 0x10): (b"US", struct.pack("<H", rows)), (0x28, 0x11): (b"US", struct.pack("<H", columns))}
    return slice_file(more=sizes)


def compressed_slice(syntax: str = JPEG_LOSSLESS) -> bytes:
    """A slice whose pixels are compressed in a way nobody here can undo."""
    return slice_file(syntax=syntax)


def photographed_slice(side: int = 32, shade: int = 90) -> bytes:
    """A slice of eight bits whose pixels are a JPEG."""
    out = BytesIO()
    Image.new("L", (side, side), shade).save(out, "JPEG")
    frame = out.getvalue() + b"\0" * (len(out.getvalue()) % 2)
    item = struct.pack("<HHI", 0xFFFE, 0xE000, 0) + struct.pack("<HHI", 0xFFFE, 0xE000, len(frame)) + frame
    pixels = struct.pack("<HH", 0x7FE0, 0x10) + b"OB\0\0" + struct.pack("<I", 0xFFFFFFFF) + item
    eight = {(0x28, 0x100 + n): (b"US", struct.pack("<H", value)) for n, value in enumerate((8, 8, 7, 0))}
    whole = slice_file(side=side, more=eight, syntax="1.2.840.10008.1.2.4.50")
    place = whole.index(struct.pack("<HH", 0x7FE0, 0x10) + b"OW")
    return whole[:place] + pixels + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)


def deep_slice(depth: int = 3_000) -> bytes:
    """A sequence in a sequence in a sequence ..."""
    begin = struct.pack("<HH", 0x0040, 0xA730) + b"SQ\0\0" + struct.pack("<I", 0xFFFFFFFF)
    item = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    return dicom_file({(8, 0x60): (b"CS", "CT")}, "1.2.3") + (begin + item) * depth
