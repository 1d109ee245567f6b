"""An invented chest examination as DICOM files: computed shapes, an invented patient, a bright nodule of known size."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np

SIDE, SPACING, STEP = 512, 0.7, 2.5
"""Pixels a side, millimetres a pixel, millimetres between slices."""

_ROOT = "1.2.826.0.1.3680043.10.1999"
_CT, _EXPLICIT = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2.1"
_LONG = (b"OB", b"OW", b"SQ", b"UN", b"UT")


class Nodule(NamedTuple):
    """A round shadow: where (millimetres from the middle of the picture, and the table's), how wide, how dense."""

    x: float
    y: float
    z: float
    diameter: float
    hu: int = 30


class Series(NamedTuple):
    """One series of the examination."""

    number: int
    title: str
    kernel: str
    day: str
    slices: int
    nodule: Nodule
    noise: float = 30.0
    window: tuple[int, int] = (1500, -600)


LUNG = Nodule(-68.0, -36.0, 0.0, 8.0)
CHEST = (
    Series(3, "薄层肺窗", "B60", "20260915", 20, LUNG),
    Series(2, "纵隔窗", "B30", "20260915", 12, LUNG, 12.0, (350, 40)),
    Series(4, "薄层肺窗", "B60", "20260310", 20, LUNG._replace(diameter=5.6, x=-67.0), 30.0),
)


def _element(group: int, number: int, kind: bytes, value: Any) -> bytes:
    body = value if isinstance(value, bytes) else str(value).encode()
    body += (b"\0" if kind in (b"UI", b"OB", b"OW") else b" ") * (len(body) % 2)
    head = struct.pack("<HH", group, number) + kind
    return head + (struct.pack("<HI", 0, len(body)) if kind in _LONG else struct.pack("<H", len(body))) + body


Elements = Mapping[tuple[int, int], tuple[bytes, Any]]


def dicom_file(elements: Elements, instance: str, *, syntax: str = _EXPLICIT) -> bytes:
    """A DICOM file of these elements ((group, element) -> (value representation, value)), in their order."""
    meta = b"".join((
        _element(2, 1, b"OB", b"\0\1"), _element(2, 2, b"UI", _CT), _element(2, 3, b"UI", instance),
        _element(2, 0x10, b"UI", syntax), _element(2, 0x12, b"UI", _ROOT),
    ))  # fmt: skip
    body = b"".join(_element(*tag, *elements[tag]) for tag in sorted(elements))
    return bytes(128) + b"DICM" + _element(2, 0, b"UL", struct.pack("<I", len(meta))) + meta + body


def ct_file(
    pixels: Any, series: Series, number: int, patient: str = "", *, spacing: float = SPACING, study: str = "",
    more: Elements | None = None, syntax: str = _EXPLICIT,
) -> bytes:  # fmt: skip
    """A slice of Hounsfield units (rows x columns, int16) as a file; `spacing` 0 leaves the size of a pixel out."""
    of_study = study or f"{_ROOT}.{series.day}"
    of_series = f"{of_study}.{series.number}"
    rows, columns = pixels.shape
    elements: dict[tuple[int, int], tuple[bytes, Any]] = {
        (8, 5): (b"CS", "ISO_IR 192"), (8, 0x16): (b"UI", _CT), (8, 0x18): (b"UI", f"{of_series}.{number}"),
        (8, 0x20): (b"DA", series.day), (8, 0x60): (b"CS", "CT"), (8, 0x80): (b"LO", "申江医院"),
        (8, 0x103E): (b"LO", series.title), (0x10, 0x10): (b"PN", patient), (0x10, 0x20): (b"LO", "SAMPLE"),
        (0x18, 0x50): (b"DS", "1.0"), (0x18, 0x60): (b"DS", "120"), (0x18, 0x1152): (b"IS", "86"),
        (0x18, 0x1210): (b"SH", series.kernel), (0x20, 0xD): (b"UI", of_study), (0x20, 0xE): (b"UI", of_series),
        (0x20, 0x11): (b"IS", series.number), (0x20, 0x13): (b"IS", number),
        (0x20, 0x32): (b"DS", f"-179.2\\-179.2\\{_table(series, number):.1f}"),
        (0x20, 0x37): (b"DS", "1\\0\\0\\0\\1\\0"), (0x28, 2): (b"US", struct.pack("<H", 1)),
        (0x28, 4): (b"CS", "MONOCHROME2"), (0x28, 0x10): (b"US", struct.pack("<H", rows)),
        (0x28, 0x11): (b"US", struct.pack("<H", columns)), (0x28, 0x100): (b"US", struct.pack("<H", 16)),
        (0x28, 0x101): (b"US", struct.pack("<H", 16)), (0x28, 0x102): (b"US", struct.pack("<H", 15)),
        (0x28, 0x103): (b"US", struct.pack("<H", 0)), (0x28, 0x1050): (b"DS", series.window[1]),
        (0x28, 0x1051): (b"DS", series.window[0]), (0x28, 0x1052): (b"DS", "-1024"), (0x28, 0x1053): (b"DS", "1"),
        (0x7FE0, 0x10): (b"OW", (np.clip(pixels, -1024, 3000) + 1024).astype("<u2").tobytes()),
    }  # fmt: skip
    if spacing:
        elements[0x28, 0x30] = (b"DS", f"{spacing}\\{spacing}")
    return dicom_file({**elements, **(more or {})}, f"{of_series}.{number}", syntax=syntax)


def _table(series: Series, number: int) -> float:
    """Where a slice lies on the table, the middle one at 0; the first is the highest."""
    return ((series.slices + 1) // 2 - number) * STEP


class Oval(NamedTuple):
    """An ellipse of one density: its middle and half axes in millimetres."""

    x: float
    y: float
    rx: float
    ry: float
    hu: float


_BODY = (
    Oval(0, 6, 166, 122, -95), Oval(0, 6, 157, 112, 45), Oval(-74, 4, 60, 92, -860), Oval(74, 4, 60, 92, -860),
    Oval(4, 2, 32, 46, 40), Oval(16, 16, 32, 34, 55), Oval(0, 76, 22, 24, 280), Oval(0, 76, 14, 15, 160),
    Oval(0, -92, 20, 7, 300), Oval(-15, 10, 7, 7, -990), Oval(19, 10, 7, 7, -990),
)  # fmt: skip


def _lay(grid: Any, oval: Oval) -> None:
    """Put an ellipse into the picture, its edge soft over two pixels; only the square round it is computed."""
    column, row = (round(place / SPACING + SIDE / 2) for place in (oval.x, oval.y))
    wide, high = round(oval.rx / SPACING) + 3, round(oval.ry / SPACING) + 3
    top, left = max(row - high, 0), max(column - wide, 0)
    area = grid[top : row + high, left : column + wide]
    y = (np.arange(top, top + area.shape[0], dtype=np.float32) - SIDE / 2) * SPACING - oval.y
    x = (np.arange(left, left + area.shape[1], dtype=np.float32) - SIDE / 2) * SPACING - oval.x
    distance = np.sqrt((x[None, :] / oval.rx) ** 2 + (y[:, None] / oval.ry) ** 2)
    share = np.clip((1 - distance) * min(oval.rx, oval.ry) / 0.9, 0, 1)
    area += (oval.hu - area) * share


@cache
def _chest() -> Any:
    """What all slices share: body, lungs with their vessels, heart, spine, windpipes."""
    grid = np.full((SIDE, SIDE), -1000.0, np.float32)
    for oval in _BODY:
        _lay(grid, oval)
    random = np.random.default_rng(7)
    for side in (-1, 1):
        for angle in random.uniform(-1.5, 1.5, 18):
            _lay_vessel(grid, side, float(angle), random)
    return grid


def _lay_vessel(grid: Any, side: int, turn: float, random: Any) -> None:
    x, y = side * 28.0, 8.0
    for place in range(34):
        x, y = x + side * 2.4 * math.cos(turn), y + 2.7 * math.sin(turn)
        turn += random.normal(0, 0.13)
        if ((abs(x) - 74) / 55) ** 2 + ((y - 4) / 87) ** 2 >= 1:
            return
        width = 3.4 - place * 0.085
        _lay(grid, Oval(x, y, width, width, 20 - place * 9))


@cache
def _grain() -> Any:
    return np.random.default_rng(11).standard_normal((SIDE, SIDE), np.float32)


def chest_slice(series: Series, number: int) -> Any:
    """One slice as Hounsfield units, int16."""
    z, nodule, grid = _table(series, number), series.nodule, _chest().copy()
    for place in range(9):
        angle = -1.25 + place * 0.36 + z * 0.004
        for side in (-1, 1):
            _lay(grid, Oval(side * 148 * math.cos(angle), 6 + 106 * math.sin(angle), 11, 5, 480))
    radius = math.sqrt(max((nodule.diameter / 2) ** 2 - (z - nodule.z) ** 2, 0))
    if radius > 0.3:
        _lay(grid, Oval(nodule.x, nodule.y, radius, radius, nodule.hu))
    grid += np.roll(_grain(), (number * 37, series.number * 53), (0, 1)) * series.noise
    return np.clip(grid, -1024, 3000).astype(np.int16)


def chest_study(patient: str) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files of both examinations, as a disc has them."""
    for series in CHEST:
        for number in range(1, series.slices + 1):
            name = f"{series.day}/SE{series.number:04d}/IM{number:05d}"
            yield name, ct_file(chest_slice(series, number), series, number, patient)
