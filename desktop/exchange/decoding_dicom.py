"""In the child: what a DICOM file says of itself, and its pixels as plain numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image
from pydicom import config, dcmread
from pydicom.dataset import FileDataset
from pydicom.errors import InvalidDicomError
from pydicom.pixels.utils import pixel_array
from pydicom.uid import UID

from desktop.exchange.decoding_pictures import THUMBNAIL, Unreadable, as_jpeg

SIDE, PIXELS, FRAMES = 8_192, 40_000_000, 4_000
_NUMBERS = ("RescaleSlope", "RescaleIntercept", "WindowCenter", "WindowWidth", "SliceThickness", "KVP",
            "SliceLocation", "Exposure", "SeriesNumber", "InstanceNumber")  # fmt: skip
_WORDS = ("PatientName", "PatientID", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "Modality",
          "SeriesDescription", "ConvolutionKernel", "BodyPartExamined", "PhotometricInterpretation",
          "InstitutionName", "StudyDate", "SeriesDate")  # fmt: skip
_LISTS = ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "ImagerPixelSpacing")
_TAGS = [*_NUMBERS, *_WORDS, *_LISTS, "Rows", "Columns", "NumberOfFrames", "SamplesPerPixel", "BitsAllocated",
         "SpecificCharacterSet", "MediaStorageSOPClassUID"]  # fmt: skip
_DIRECTORY = "1.2.840.10008.1.3.10"

config.settings.reading_validation_mode = config.IGNORE


def _read(content: BytesIO, *, pixels: bool) -> FileDataset:
    """The data set; a file without the usual preamble is read too, when it says something of an image."""
    try:
        if pixels:
            return dcmread(content, force=True)
        return dcmread(content, force=True, stop_before_pixels=True, specific_tags=list(_TAGS))
    except (InvalidDicomError, EOFError, OSError) as fault:
        raise Unreadable("DICOM 文件不完整或已损坏") from fault


def _number(data: FileDataset, name: str) -> float | None:
    value = data.get(name)
    if isinstance(value, Iterable) and not isinstance(value, str):
        value = next(iter(value), None)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _list(data: FileDataset, name: str) -> list[float]:
    try:
        found = [float(value) for value in data.get(name) or ()]
    except (TypeError, ValueError):
        return []
    return found if all(map(math.isfinite, found)) else []


def facts(data: FileDataset) -> dict[str, Any]:
    """Whose, which series, where in it, how large a pixel is; no key for what the file does not say."""
    told: dict[str, Any] = {name: str(data.get(name) or "").strip()[:200] for name in _WORDS}
    told |= {name: number for name in _NUMBERS if (number := _number(data, name)) is not None}
    told |= {name: values for name in _LISTS if (values := _list(data, name))}
    told |= {name: int(_number(data, name) or 0) for name in ("Rows", "Columns", "NumberOfFrames")}
    told["Directory"] = str(data.file_meta.get("MediaStorageSOPClassUID", "")) == _DIRECTORY
    return told


def dicom_facts(content: BytesIO, _question: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The header."""
    data = _read(content, pixels=False)
    told = facts(data)
    if not told["Directory"] and not (told["Rows"] and told["Columns"]) and not told["SeriesInstanceUID"]:
        raise Unreadable("DICOM 文件不完整或已损坏")
    if not told["Directory"]:
        _check(told)
    return told, b""


def _check(told: Mapping[str, Any]) -> None:
    rows, columns, frames = told["Rows"], told["Columns"], told["NumberOfFrames"]
    if rows > SIDE or columns > SIDE or rows * columns > PIXELS or frames > FRAMES:
        raise Unreadable(f"影像标称 {columns}×{rows}，大得不合理，不打开")


def _pixels(content: BytesIO, question: Mapping[str, Any]) -> tuple[dict[str, Any], Any]:
    data = _read(content, pixels=True)
    told = facts(data)
    _check(told)
    if "PixelData" not in data or not told["Rows"] or not told["Columns"]:
        raise Unreadable("这个 DICOM 文件里没有影像")
    try:
        grid = pixel_array(data, index=min(int(question.get("frame", 0)), max(told["NumberOfFrames"] - 1, 0)))
    except RuntimeError as fault:
        raise Unreadable(_undecoded(data)) from fault
    return told, grid


def _undecoded(data: FileDataset) -> str:
    """Why the pixels cannot be had: a way of compressing nobody here knows, or a damaged file."""
    way = data.file_meta.get("TransferSyntaxUID")
    if isinstance(way, UID) and way.is_compressed:
        return f"影像的压缩方式（{way.name}）本机不能解；请向医院要未压缩的 DICOM"
    return "影像的数据不完整或已损坏"


def dicom_frame(content: BytesIO, question: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """A frame: `Type` i2 or u2 (little-endian, one value a pixel) or rgb (three bytes a pixel), and the header."""
    told, grid = _pixels(content, question)
    if grid.ndim == 3:
        colours = np.ascontiguousarray(grid[..., :3]).astype(np.uint8)
        return {**told, "Type": "rgb"}, colours.tobytes()
    if grid.dtype.itemsize > 2:
        grid = np.clip(grid, -32768, 32767).astype(np.int16)
    kind = "i2" if np.issubdtype(grid.dtype, np.signedinteger) else "u2"
    return {**told, "Type": kind}, grid.astype(f"<{kind}").tobytes()


def dicom_thumbnail(content: BytesIO, question: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The frame in the file's own window, or over the whole of its values, as a small JPEG."""
    told, grid = _pixels(content, question)
    if grid.ndim == 2:
        grid = _windowed(grid, told)
    image = Image.fromarray(np.ascontiguousarray(grid[..., :3] if grid.ndim == 3 else grid).astype(np.uint8))
    image.thumbnail((THUMBNAIL, THUMBNAIL))
    return {"width": told["Columns"], "height": told["Rows"]}, as_jpeg(image.convert("RGB"))


def _windowed(grid: Any, told: Mapping[str, Any]) -> Any:
    values = grid.astype(np.float32) * told.get("RescaleSlope", 1.0) + told.get("RescaleIntercept", 0.0)
    width, centre = told.get("WindowWidth", 0.0), told.get("WindowCenter", 0.0)
    if width < 1:
        low, high = float(values.min()), float(values.max())
        width, centre = max(high - low, 1.0), (low + high) / 2
    shades = np.clip((values - (centre - width / 2)) / width, 0, 1) * 255
    return 255 - shades if told["PhotometricInterpretation"] == "MONOCHROME1" else shades
