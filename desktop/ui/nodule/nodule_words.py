"""What a nodule's card says in words: its fields, its change, its verdict and what is to be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.handbook.nodules.comparing import Agreement
from desktop.handbook.nodules.cross_check import Judged
from desktop.handbook.nodules.findings import mean_of
from desktop.handbook.nodules.growth import Growth
from desktop.ui.nodule.specs import described, measured_names, spoken

Cells = tuple[tuple[str, str, bool], ...]
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "lung": ("margin", "calcification", "pleural_retraction", "place", "vessel_sign", "solid"),
    "breast": ("shape", "orientation", "margin", "echo", "posterior", "calcification", "axillary_nodes"),
    "thyroid": ("composition", "echogenicity", "shape", "margin", "foci", "neck_nodes", "vascularity"),
}  # fmt: skip


def cells(row: Mapping[str, Any]) -> Cells:
    """Nine labelled values, the mean or largest size in heavier type; what is not described is a dash."""
    kind, found = str(row.get("kind")), row.get("findings") or {}
    known = described(kind)
    said = {name: spoken(one, found.get(name)) for name, one in known.items()}
    rest = [(known[name].title, said[name] or "—", False) for name in _SHOWN[kind] if name in known]
    if kind == "lung":
        mean = mean_of(found.get("long_mm"), found.get("short_mm"))
        head = (
            ("系列 / 层", f"{said['series'] or '—'} / {said['slice'] or '—'}", False),
            ("长 × 短径", f"{said['long_mm'] or '—'} × {said['short_mm'] or '—'} mm", False),
            ("平均径", f"{mean:.1f} mm" if mean is not None else "—", True),
        )
        return (*head, *rest, ("实性成分", _solid(found), False))
    sizes = [float(found[name]) for name in measured_names(kind) if name in found]
    across = " × ".join(f"{size:.1f}" for size in sizes)
    largest = f"{max(sizes):.1f} mm" if sizes else "—"
    return (("三径 mm", across or "—", False), ("最大径", largest, True), *rest)[:9]


def _solid(found: Mapping[str, Any]) -> str:
    density = found.get("density")
    if density == "part_solid":
        mean = mean_of(found.get("solid_long_mm"), found.get("solid_short_mm"))
        return f"{mean:.1f} mm" if mean is not None else "—"
    return {"solid": "全部", "ggn": "无"}.get(str(density), "—")


def tag(row: Mapping[str, Any]) -> str:
    """The tag beside the place: density, composition or shape."""
    found = row.get("findings") or {}
    name = {"lung": "density", "breast": "shape", "thyroid": "composition"}[str(row.get("kind"))]
    known = described(str(row.get("kind")))
    return spoken(known[name], found.get(name))


def change_words(growth: Growth | None, row: Mapping[str, Any]) -> tuple[str, bool]:
    """`增大 +2.2 mm`, and whether it grew."""
    if growth is not None and growth.change is not None and growth.change_mm is not None:
        return f"{growth.change.chinese} {growth.change_mm:+.1f} mm", growth.change.value in ("growing", "slow_growing")
    known = described(str(row.get("kind")))
    if "change" not in known:
        return "无对比", False
    return spoken(known["change"], (row.get("findings") or {}).get("change")) or "无对比", False


def verdict_lines(row: Mapping[str, Any], judged: Judged) -> tuple[str, str]:
    """The words beside the pill, and the line below it."""
    confirmed = f"{row['confirmed_by']} {_brief(row)} 确认 {row.get('category')}" if row.get("confirmed_at") else ""
    if judged.agreement is Agreement.BORDER:
        near, _, beyond = judged.border.partition("；")
        beyond = beyond.removesuffix("，请专家确认")
        return near, f"{beyond}。{confirmed or '请专家确认'}"
    if judged.agreement is Agreement.DIFFERS:
        first = judged.sentence if judged.computed else f"{judged.sentence}"
        word = str(row.get("word") or "")
        after = confirmed or "理由已写，Enter 确认"
        return first, f"{after}：{word}" if word else f"以专家的 {row.get('category')} 为准，须写明理由后才能签发"
    if judged.agreement is Agreement.UNKNOWN:
        asked = "、".join(title for _, title in judged.missing)
        return (f"缺 {asked}" if asked and not judged.fault else judged.sentence), "Enter 去补；专家类别照常记录"
    return judged.sentence, confirmed or (judged.answer.advice if judged.answer is not None else "")


def _brief(row: Mapping[str, Any]) -> str:
    day, _, clock = str(row.get("confirmed_at", "")).partition(" ")
    return f"{int(day[5:7])}/{int(day[8:10])} {clock}" if len(day) == 10 else ""


def button_of(row: Mapping[str, Any], judged: Judged) -> tuple[str, str]:
    """What Enter does on this nodule: its words, and the deed (word, confirm, field:NAME, edit)."""
    if judged.agreement is Agreement.DIFFERS and not row.get("confirmed_at"):
        return f"按专家 {_short(row.get('category'))} 确认", "confirm" if row.get("word") else "word"
    if judged.agreement is Agreement.UNKNOWN and judged.missing and not judged.fault:
        return f"补 {judged.missing[0][1]}", f"field:{judged.missing[0][0]}"
    if judged.agreement is Agreement.BORDER and not row.get("confirmed_at"):
        return f"确认 {_short(row.get('category'))}", "confirm"
    return "复核", "edit"


def _short(category: Any) -> str:
    return str(category) if len(str(category)) < 5 else ""
