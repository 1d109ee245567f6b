"""Which fields a nodule's description has on the screen, in which order, and how a typed text becomes a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from desktop.handbook.nodules.cross_check import KINDS
from desktop.handbook.nodules.findings import Choice
from desktop.handbook.nodules.lung_choices import SEGMENTS

NOT_SAID = "未述"
_HIDDEN = {"number", "side", "compared_on", "slice_thickness_mm"}
_FIRST: Mapping[str, tuple[str, ...]] = {
    "lung": ("lobe", "segment", "density", "long_mm", "short_mm", "series", "slice", "margin", "calcification",
             "pleural_retraction", "place", "vessel_sign", "cavity", "solid_long_mm", "solid_short_mm"),
    "breast": ("side", "clock", "nipple_cm", "length_mm", "width_mm", "height_mm", "shape", "orientation", "margin",
               "echo", "posterior", "calcification"),
    "thyroid": ("lobe", "third", "composition", "width_mm", "depth_mm", "height_mm", "echogenicity", "shape", "margin",
                "foci"),
}  # fmt: skip
_EARLIER: Mapping[str, tuple[str, ...]] = {
    "lung": ("long_mm", "short_mm"), "breast": ("length_mm", "width_mm", "height_mm"),
    "thyroid": ("width_mm", "depth_mm", "height_mm"),
}  # fmt: skip
_SEGMENTS = {
    "S1": "尖段", "S2": "后段", "S1+2": "尖后段", "S3": "前段", "S4": "外侧段", "S5": "内侧段", "S6": "背段",
    "S7": "内基底段", "S8": "前基底段", "S7+8": "前内基底段", "S9": "外基底段", "S10": "后基底段",
}  # fmt: skip
_LINGULA = {"S4": "上舌段", "S5": "下舌段"}


class Spec(NamedTuple):
    """One field: the part of the row it lies in (findings, previous or row itself), its name, title, kind, choices.

    kind: text, number, whole, date, choice, many or flag.
    """

    part: str
    name: str
    title: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""


@cache
def specs_of(kind: str) -> tuple[Spec, ...]:
    """The fields of a kind of nodule, those that decide most first, then the earlier sizes, then the rest."""
    every = {one.name: one for one in _described(kind)}
    first = [every[name] for name in _FIRST[kind]]
    earlier = [every[name]._replace(part="previous", title=f"前次{every[name].title}") for name in _EARLIER[kind]]
    return (*first, *earlier, *(one for one in every.values() if one not in first))


@cache
def described(kind: str) -> Mapping[str, Spec]:
    """The fields of the description by name."""
    return {one.name: one for one in specs_of(kind) if one.part == "findings"}


def measured_names(kind: str) -> tuple[str, ...]:
    """The names of the diameters."""
    return _EARLIER[kind]


def _described(kind: str) -> Iterator[Spec]:
    described = KINDS[kind]
    hints = get_type_hints(described)
    for one in fields(described):
        if one.name not in _HIDDEN or (one.name == "side" and kind == "breast"):
            yield _spec(one.name, one.metadata, hints[one.name])


def _spec(name: str, told: Mapping[str, Any], hint: Any) -> Spec:
    many = get_origin(hint) is tuple
    inner = next(part for part in get_args(hint) if part not in (type(None), ...))
    kinds = {float: "number", int: "whole", bool: "flag", date: "date"}
    if isinstance(inner, type) and issubclass(inner, Choice):
        pairs = tuple((one.value, one.chinese) for one in inner)
        return Spec("findings", name, told["title"], "many" if many else "choice", pairs)
    return Spec("findings", name, told["title"], kinds.get(inner, "text"), unit=told["unit"])


def read(spec: Spec, words: str) -> Any:
    """The value of a typed text, None for nothing; ValueError with one sentence for what cannot be read."""
    words = words.strip()
    if not words:
        return None
    try:
        if spec.kind == "number":
            return float(words.removesuffix(spec.unit).strip())
        if spec.kind == "whole":
            return int(words)
        if spec.kind == "date":
            return date.fromisoformat(words).isoformat()
    except ValueError:
        raise ValueError(f"{spec.title}应为{'日期' if spec.kind == 'date' else '数字'}") from None
    return words


def spoken(spec: Spec, value: Any) -> str:
    """A value as it is read: the choice's title, 有 or 无, a number with one decimal where it is a length."""
    if value is None or value == []:
        return ""
    if spec.kind == "flag":
        return "有" if value else "无"
    if spec.kind == "many":
        return "、".join(dict(spec.choices).get(str(one), str(one)) for one in value)
    if spec.kind == "choice":
        return dict(spec.choices).get(str(value), str(value))
    return f"{value:.1f}" if spec.unit == "mm" and isinstance(value, int | float) else f"{value}"


def place_words(kind: str, findings: Mapping[str, Any]) -> str:
    """Where a nodule is, as its report says: 右上叶 尖段 S1, 左乳 2 点 距乳头 3 cm, 右叶 中部."""
    by_name = described(kind)
    said = {name: spoken(by_name[name], findings.get(name)) for name in ("lobe", "segment", "third") if name in by_name}
    if kind == "lung":
        return " ".join(part for part in (said["lobe"], _segment_words(findings)) if part)
    if kind == "thyroid":
        return " ".join(part for part in (said["lobe"], said["third"]) if part)
    side = {"right": "右乳", "left": "左乳"}.get(str(findings.get("side")), "")
    clock = f"{findings['clock']} 点" if findings.get("clock") else ""
    far = f"距乳头 {findings['nipple_cm']:g} cm" if findings.get("nipple_cm") else ""
    return " ".join(part for part in (side, clock, far) if part)


def _segment_words(findings: Mapping[str, Any]) -> str:
    segment = str(findings.get("segment") or "")
    left = str(findings.get("lobe") or "").startswith("left")
    name = (_LINGULA if left else {}).get(segment) or _SEGMENTS.get(segment, "")
    return f"{name} {segment}".strip()


def segments_in(lobe: str) -> tuple[str, ...]:
    """The segments of a lobe; all of them while none is named."""
    known = {one.value: segments for one, segments in SEGMENTS.items()}
    return known.get(lobe, tuple(_SEGMENTS))
