"""The two themes: colours from the token table, Qt palettes, and the program's only style sheet."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.paths import resource_path

THEMES = ("light", "dark")
_ROLE = QPalette.ColorRole
_PALETTE = {
    _ROLE.Window: "bg_app",
    _ROLE.WindowText: "text",
    _ROLE.Base: "bg_surface",
    _ROLE.AlternateBase: "bg_subtle",
    _ROLE.Text: "text",
    _ROLE.Button: "bg_surface",
    _ROLE.ButtonText: "text",
    _ROLE.BrightText: "breach_bar",
    _ROLE.Highlight: "bg_selected",
    _ROLE.HighlightedText: "text",
    _ROLE.ToolTipBase: "bg_surface",
    _ROLE.ToolTipText: "text",
    _ROLE.PlaceholderText: "text3",
    _ROLE.Link: "accent",
    _ROLE.LinkVisited: "accent",
    _ROLE.Accent: "accent",
    _ROLE.Light: "bg_surface",
    _ROLE.Midlight: "bg_subtle",
    _ROLE.Mid: "border",
    _ROLE.Dark: "border_strong",
    _ROLE.Shadow: "border",
}
_DISABLED = (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.HighlightedText)


def read_tokens() -> Mapping[str, tuple[str, str]]:
    """Each token's colour in the light and in the dark theme, as `#RRGGBB`."""
    text = resource_path("theme", "tokens.json").read_text(encoding="utf-8")
    return {name: (pair[0], pair[1]) for name, pair in json.loads(text)["colours"].items()}


class ThemeSwitch(QObject):
    """Which theme is on; `changed` carries its name after the palette has been set.

    Widgets that paint with `colour()` need not listen: setting the palette repaints them all.
    """

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name = "light"
        self.colours: dict[str, QColor] = {}
        self._tables = _colour_tables()
        self.colours = self._tables["light"]

    def turn(self, name: str) -> None:
        """Turn to `light` or `dark`, in every open window."""
        self.name = name
        self.colours = self._tables[name]
        app = QApplication.instance()
        if isinstance(app, QApplication):
            dress(app)
        self.changed.emit(name)

    def toggle(self) -> None:
        """Turn to the other theme."""
        self.turn("dark" if self.name == "light" else "light")


def _colour_tables() -> dict[str, dict[str, QColor]]:
    tokens = read_tokens()
    return {
        theme: {name: QColor(pair[side]) for name, pair in tokens.items()}
        for side, theme in enumerate(THEMES)
    }


SWITCH = ThemeSwitch()


def colour(token: str) -> QColor:
    """The colour of a token in the theme that is on; KeyError for an unknown token."""
    return SWITCH.colours[token]


def faded(token: str, alpha: float) -> QColor:
    """The token's colour with `alpha` from 0 to 1."""
    shade = QColor(colour(token))
    shade.setAlphaF(alpha)
    return shade


def dress(app: QApplication) -> None:
    """Give the application its style, palette and chrome in the theme that is on.

    The old chrome goes first: Qt replaces one sheet by another four times slower than it takes one off and one on.
    """
    app.setStyleSheet("")
    if app.style().objectName() != "fusion" and not app.styleSheet():
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(make_palette())
    app.setStyleSheet(chrome())


def make_palette() -> QPalette:
    """Our own palette of the theme that is on: Qt's dark colour scheme does nothing on some platforms."""
    palette = QPalette()
    for role, token in _PALETTE.items():
        palette.setColor(role, colour(token))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("text_disabled"))
    return palette


def chrome() -> str:
    """The one style sheet: scroll bars, inputs, menus and tooltips; never fonts."""
    sheet = _CHROME
    for token in sorted(SWITCH.colours, key=len, reverse=True):
        sheet = sheet.replace(f"@{token};", f"{colour(token).name()};")
    return sheet


_CHROME = """
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @border_strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; background: none; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: @bg_surface; color: @text; border: 1px solid @border_strong; border-radius: 6px;
  padding: 0 10px; selection-background-color: @accent; selection-color: @on_accent; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: 2px solid @focus; padding: 0 9px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 5px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
  background: @bg_subtle; color: @text_disabled; border-color: @border; }
QLineEdit[fault="true"], QPlainTextEdit[fault="true"], QComboBox[fault="true"] {
  border: 2px solid @breach_bar; padding: 0 9px; }
QPlainTextEdit[fault="true"] { padding: 5px 7px; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"], QTextEdit[bare="true"] {
  background: transparent; border: none; padding: 0; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: none; width: 0; }
QComboBox QAbstractItemView { background: @bg_surface; color: @text; border: 1px solid @border_strong;
  padding: 4px; outline: none; selection-background-color: @bg_selected; selection-color: @text; }
QMenu { background: @bg_surface; color: @text; border: 1px solid @border_strong; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu[steps="true"]::item { padding: 7px 24px 7px 34px; }
QMenu::item:selected { background: @bg_selected; }
QMenu::item:disabled { color: @text_disabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QHeaderView::section { background: @bg_surface; color: @text2; border: none; border-bottom: 1px solid @border;
  padding: 6px 4px; }
QToolTip { background: @bg_surface; color: @text; border: 1px solid @border_strong; padding: 4px 6px; }
"""
