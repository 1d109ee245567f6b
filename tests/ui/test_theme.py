"""The colours carry enough contrast in both themes, and no widget styles itself."""

import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLineEdit

from desktop.paths import resource_path
from desktop.ui import theme

DOCUMENT = json.loads(resource_path("theme", "tokens.json").read_text(encoding="utf-8"))
UI = Path(theme.__file__).parent


def luminance(colour: QColor) -> float:
    """Relative luminance after WCAG 2."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of two colours."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_there_are_fifty_two_pairs():
    assert len(DOCUMENT["pairs"]) == len({tuple(pair) for pair in DOCUMENT["pairs"]}) == 52


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_pair_of_text_and_ground_is_readable(name):
    side = theme.THEMES.index(name)
    tokens = theme.read_tokens()
    low = [
        (front, back, round(contrast(QColor(tokens[front][side]), QColor(tokens[back][side])), 2))
        for front, back, wanted in DOCUMENT["pairs"]
        if contrast(QColor(tokens[front][side]), QColor(tokens[back][side])) < wanted
    ]
    assert not low


def test_only_the_theme_sets_a_style_sheet():
    guilty = [path.name for path in UI.rglob("*.py") if "setStyleSheet" in path.read_text() and path.name != "theme.py"]
    assert not guilty


def test_no_widget_names_a_colour_of_its_own():
    guilty = [
        path.name for path in UI.rglob("*.py") if re.search(r"\"#[0-9A-Fa-f]{6}\"", path.read_text())
    ]
    assert not guilty


def test_the_style_sheet_names_no_font_and_leaves_no_token_open():
    assert "font" not in theme.chrome()
    assert "@" not in theme.chrome()


def test_turning_the_theme_changes_palette_and_tells(qtbot, dressed):
    with qtbot.waitSignal(theme.SWITCH.changed) as told:
        theme.SWITCH.turn("dark")
    assert told.args == ["dark"]
    assert dressed.palette().color(QPalette.ColorRole.Window).name() == "#14171c"
    theme.SWITCH.toggle()
    assert dressed.palette().color(QPalette.ColorRole.Window).name() == "#f4f6f8"


def test_a_field_wears_the_sheet_of_the_theme_that_is_on_and_the_old_sheet_goes_first(qtbot, dressed, monkeypatch):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    put_on = []
    monkeypatch.setattr(theme, "chrome", lambda chrome=theme.chrome: (put_on.append(dressed.styleSheet()), chrome())[1])
    for name, ground in (("dark", "#1b1f26"), ("light", "#ffffff")):
        theme.SWITCH.turn(name)
        assert field.grab().toImage().pixelColor(field.width() // 2, 6).name() == ground
    assert put_on == ["", ""]


def test_an_unknown_token_is_an_error():
    with pytest.raises(KeyError):
        theme.colour("red")
