"""The house style of a printed workbook: typeface, colours, cell formats, and how a page is set up."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from desktop.casework.papers import ColumnKind
from desktop.reports.cells import FORMATS, UNSEEN
from desktop.reports.styles import ACCENT, AMBER, EMPTY, GREEN, HAIRLINE, INK, MUTED, RED, TINT

TYPEFACE = "微软雅黑"
BODY_SIZE, TITLE_SIZE = 9, 16
HEAD_ROW, FIRST_ROW = 3, 4
"""Rows of the head and of the first line below it, counted from 0: title, subtitle and an empty line come first."""

WARNED, PLAIN_STATE, CALM = "FBE9EC", "FFFFFF", "E8F0F8"
_CENTRED = (ColumnKind.DATE, ColumnKind.MOMENT)


def _aligned(kind: ColumnKind) -> dict[str, Any]:
    """Numbers stand on the right, a little away from the words of the next column."""
    if kind is ColumnKind.TEXT:
        return {"align": "left"}
    return {"align": "center"} if kind in _CENTRED else {"align": "right", "indent": 1}


class House:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book, self._made = book, {}  # type: tuple[Workbook, dict[tuple[tuple[str, Any], ...], Format]]

    def style(self, **wanted: Any) -> Format:
        """A format in the house's typeface; `wanted` are xlsxwriter's own properties."""
        given = {"font_name": TYPEFACE, "font_size": BODY_SIZE, "font_color": f"#{INK}", "valign": "vcenter", **wanted}
        key = tuple(sorted(given.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(given)
        return self._made[key]

    def title(self) -> Format:
        """The sheet's name."""
        return self.style(font_size=TITLE_SIZE, bold=True)

    def note(self, **more: Any) -> Format:
        """Small grey words."""
        return self.style(font_color=f"#{MUTED}", **more)

    def section(self) -> Format:
        """The head of a table among several."""
        return self.style(font_size=11, bold=True, font_color=f"#{ACCENT}")

    def head(self, kind: ColumnKind = ColumnKind.TEXT, **more: Any) -> Format:
        """A column's head, aligned as its cells."""
        return self.style(**{"bold": True, "text_wrap": True, "bg_color": f"#{TINT}", "bottom": 2,
                             "bottom_color": f"#{INK}", **_aligned(kind), **more})  # fmt: skip

    def body(self, kind: ColumnKind, *, wrap: bool = False, form: str = "", **more: Any) -> Format:
        """A column's cells."""
        return self.style(**{"num_format": form or FORMATS[kind], "text_wrap": wrap, **_aligned(kind),
                             "bottom": 4, "bottom_color": f"#{HAIRLINE}", **more})  # fmt: skip

    def total(self, kind: ColumnKind, **more: Any) -> Format:
        """The line below a table."""
        return self.style(**{"num_format": FORMATS[kind], "bold": True, **_aligned(kind), "top": 1,
                             "top_color": f"#{INK}", "bottom": 1, "bottom_color": f"#{INK}", **more})  # fmt: skip

    def told(self, tone: str) -> Format:
        """What a condition lays over a cell: missed, exempt, good."""
        colours = {"missed": (RED, WARNED), "exempt": (ACCENT, CALM), "good": (GREEN, PLAIN_STATE),
                   "warn": (AMBER, "FBF3E4"), "quiet": (MUTED, EMPTY)}  # fmt: skip
        ink, ground = colours[tone]
        return self._book.add_format({"font_color": f"#{ink}", "bg_color": f"#{ground}"})


def set_up_page(sheet: Worksheet, left: str, right: str, foot: str, *, pages: int = 0, scale: int = 0) -> None:
    """A4 landscape, one page wide, or at a scale in per cent; with running heads, whose texts may hold anything."""
    sheet.set_landscape()
    sheet.set_paper(9)
    if scale:
        sheet.set_print_scale(scale)
    else:
        sheet.fit_to_pages(1, pages)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.65)
    sheet.set_header(f'&L&"{TYPEFACE}"&8{printed(left)}&R&"{TYPEFACE}"&8{printed(right)}')
    sheet.set_footer(f'&L&"{TYPEFACE}"&8{printed(foot)}&R&"{TYPEFACE}"&8第 &P 页，共 &N 页')
    sheet.center_horizontally()


def printed(text: str) -> str:
    """A text for a page head, where & gives orders and digits after a size would join it."""
    clean = UNSEEN.sub("", text).replace("&", "&&")
    return f" {clean}" if clean[:1].isdigit() else clean
