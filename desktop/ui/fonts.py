"""The program's typefaces: one family list, six roles in pixels, and what the face can and cannot show."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication

from desktop.paths import resource_path

FAMILIES = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "sans-serif",
)
ROLES = {
    "timer": (24, 600),
    "display": (20, 600),
    "title": (18, 600),
    "section": (16, 600),
    "body": (14, 400),
    "dense": (13, 400),
    "caption": (12, 400),
    "badge": (11, 600),
}
THIN = "\u2009"
_DENSE_KINDS: tuple[Any, ...] = ("QMenu", "QToolTip", "QHeaderView", "QAbstractItemView")


def load_fonts() -> list[str]:
    """Register the bundled faces once per application; returns the families they brought."""
    families: list[str] = []
    for path in sorted(resource_path("fonts").glob("NotoSans*.ttf")):
        handle = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(handle) if handle >= 0 else []
    forget()
    return families


def forget() -> None:
    """Drop everything measured, after faces have come or gone."""
    for cached in (font, metrics, width, full_width_dot, _faces):
        cached.cache_clear()


@lru_cache(maxsize=64)
def font(role: str = "body", weight: int = 0) -> QFont:
    """The font of a role, in its own or another weight (400, 500, 600), with digits of equal width."""
    pixels, usual = ROLES[role]
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight or usual))
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@lru_cache(maxsize=64)
def metrics(role: str = "body", weight: int = 0) -> QFontMetrics:
    """The measures of a role's font."""
    return QFontMetrics(font(role, weight))


@lru_cache(maxsize=8192)
def width(text: str, role: str = "body", weight: int = 0) -> int:
    """How many pixels a line of text takes."""
    return metrics(role, weight).horizontalAdvance(dotted(text))


@lru_cache(maxsize=1)
def full_width_dot() -> bool:
    """Whether this machine's face draws the middle dot as wide as a Chinese character."""
    measure = metrics("body")
    return measure.horizontalAdvance("·") > 0.8 * measure.horizontalAdvance("中")


def dotted(text: str) -> str:
    """The text with its middle dots set as the face needs: `A·B`, or with thin spaces round a narrow dot."""
    if "·" not in text:
        return text
    between = "·" if full_width_dot() else f"{THIN}·{THIN}"
    return between.join(part.strip(" " + THIN) for part in text.split("·"))


@lru_cache(maxsize=1)
def _faces() -> tuple[QRawFont, ...]:
    known = set(QFontDatabase.families())
    return tuple(QRawFont.fromFont(QFont(name)) for name in FAMILIES if name in known)


def missing(text: str) -> set[str]:
    """The characters of a text that none of our faces can draw (they would appear as boxes)."""
    return {
        char
        for char in text
        if char.isprintable() and not any(face.supportsCharacter(ord(char)) for face in _faces())
    }


def set_application_font(app: QApplication) -> None:
    """Make the body font everybody's font, so that no widget falls back to foreign metrics."""
    app.setFont(font("body"))
    for kind in _DENSE_KINDS:
        app.setFont(font("dense"), kind)
