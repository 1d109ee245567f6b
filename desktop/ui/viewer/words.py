"""What is written into the corners of a picture."""

from __future__ import annotations

from desktop.ui.viewer.looking import Looking
from desktop.ui.viewer.pane import Pane

Corners = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def corner_words(looking: Looking, pane: Pane) -> Corners:
    """Patient (masked) and examination, series and slice, window and zoom, tube."""
    patient = looking.patient
    upper, lower, tube = _of_picture(looking, pane)
    whose = f"{patient['name']} {patient['words']}".strip()
    return (whose, patient["number"], _where(looking)), upper, (*lower, f"缩放 {pane.zoom:.0%}"), tube


def picture_words(looking: Looking, pane: Pane) -> Corners:
    """The same for a key image, without anything that names a person."""
    upper, lower, tube = _of_picture(looking, pane)
    return (looking.patient["number"], _where(looking)), upper, lower, tube


def _where(looking: Looking) -> str:
    details = looking.place.row.details
    return f"{looking.current.day or ''} {details.get('hospital', '')}".strip()


def _of_picture(looking: Looking, pane: Pane) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    series, details = looking.current, looking.place.row.details
    upper = [f"系列 {series.title}", f"层 {looking.slice + 1} / {len(series.places)}"]
    if details.get("thickness"):
        upper.append(f"层厚 {float(details['thickness']):.1f} mm")
    window = f"窗宽 {pane.window.width:.0f} 窗位 {pane.window.centre:.0f}".replace("-", "−")
    colour = pane.slide is not None and pane.slide.colour
    tube = (f"{details['kv']:.0f} kV" if details.get("kv") else "",
            f"{details['mas']:.0f} mAs" if details.get("mas") else "", str(details.get("kernel", "")))  # fmt: skip
    return tuple(upper), () if colour else (window,), (" ".join(part for part in tube if part),)
