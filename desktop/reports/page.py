"""The A4 page of the house: letterhead, title, running head and foot, and the PDF file with its properties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from desktop.casework.papers import Provider
from desktop.reports.blocks import Strip, paragraph, side_by_side, stacked
from desktop.reports.canvas import HouseCanvas, Properties
from desktop.reports.draw import Pen
from desktop.reports.flow import Page
from desktop.reports.fonts import Font
from desktop.reports.linebreak import set_text
from desktop.reports.styles import (
    FIELD_LABEL,
    FOOT,
    FOOT_LINE,
    FOOT_RULE,
    INK,
    LEFT,
    MAIN,
    PAGE_NUMBER,
    POINT,
    PROVIDER,
    PROVIDER_NOTE,
    QUARTER,
    RED,
    RIGHT,
    RUNNING,
    RUNNING_HEAD,
    SUBTITLE,
    TITLE,
    WATERMARK_STYLE,
    Style,
)
from desktop.reports.watching import UNWATCHED, Watch

NOT_ISSUED = "草稿，未签发，不得外发"
WATERMARK = ("草", "稿")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on every page, and in the file's properties; `issued` becomes the file's date.

    A `draft` says so across every page and in its foot. `running_x` is where the middle of the running head begins;
    `running_strong` sets its right end bolder. `keywords` are for the machine that checks the file.
    """

    title: str
    author: str
    subject: str
    issued: datetime
    program: str
    running: tuple[str, str, str]
    foot: str
    code: str = ""
    draft: bool = False
    keywords: str = ""
    running_x: float = MAIN
    running_strong: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that belong together in a file of several sheets; `title` is what the table of contents calls them."""

    sheet: Sheet
    pages: Sequence[Page]
    title: str = ""


def letterhead(provider: Provider, facts: Sequence[tuple[str, str]], top: float = 17.0) -> Strip:
    """The provider's mark and name, and the paper's number, version and date on the fourth column."""

    def draw(pen: Pen, y: float) -> None:
        provider_mark(pen, provider, y)
        for place, (label, value) in enumerate(facts):
            baseline = y + 2.9 + 4.5 * place
            pen.words(label, LEFT + 3 * QUARTER, baseline, FIELD_LABEL)
            pen.words(value, LEFT + 3 * QUARTER + 17, baseline, FIELD_LABEL.but(colour=INK))

    return Strip(max(8.2, 4.5 * len(facts)), draw, before=top)


def provider_mark(pen: Pen, provider: Provider, y: float) -> None:
    """The provider's own mark, or the house's stand-in, with name and department beside it."""
    if provider.mark:
        pen.picture(provider.mark, LEFT, y, 8.2, 8.2)
    else:
        pen.cross_mark(LEFT, y, 8.2)
    pen.words(provider.name, LEFT + 10.6, y + 3.4, PROVIDER)
    pen.words(provider.department, LEFT + 10.6, y + 7.3, PROVIDER_NOTE)


def title_strip(title: str, subtitle: str = "", style: Style = TITLE, draft: bool = False) -> Strip:
    """The document's title and the grey line below it; a draft says beside the title what it is not for."""
    parts = [*paragraph(title, style.but(leading=1.45), LEFT, RIGHT - LEFT, justify=False)]
    parts += paragraph(subtitle, SUBTITLE, LEFT, RIGHT - LEFT, justify=False) if subtitle else []
    words = stacked(parts)
    return side_by_side(words, _draft_words(title, style)) if draft else words


def _draft_words(title: str, style: Style) -> Strip:
    (line,) = set_text(title, style)
    x = LEFT + line.width * POINT + 18.0
    strong = Style(Font.SANS_SEMI, 13, 1.4, RED)

    def draw(pen: Pen, y: float) -> None:
        baseline = y + style.but(leading=1.45).baseline
        wide = pen.words("草稿", x, baseline, strong)
        pen.words("未签发，不得用于诊疗，不得外发", x + wide + 3.0, baseline, strong.but(font=Font.SANS, size=8.6))

    return Strip(0.0, draw)


def render(sheet: Sheet, pages: Sequence[Page], watch: Watch = UNWATCHED) -> bytes:
    """The PDF; the same content gives the same bytes. Cancelled when the watch calls it off."""
    return render_parts(sheet, (Part(sheet, pages),), watch)


def render_parts(whole: Sheet, parts: Sequence[Part], watch: Watch = UNWATCHED) -> bytes:
    """One PDF of several sheets, each with its own head and foot; `whole` says what stands in the file's properties."""
    file = BytesIO()
    canvas = HouseCanvas(file)
    canvas.describe(
        Properties(whole.title, whole.author, whole.subject, whole.keywords, whole.program, whole.issued)
    )  # fmt: skip
    pen, drawn, total = Pen(canvas), 0, sum(len(part.pages) for part in parts)
    for part in parts:
        for number, page in enumerate(part.pages, 1):
            watch.ask()
            drawn += 1
            if part.title and number == 1:
                pen.mark(part.title)
            _draw(pen, part.sheet, page, number > 1, (drawn, total))
            watch.tell(drawn, total)
    canvas.save()
    return file.getvalue()


def _draw(pen: Pen, sheet: Sheet, page: Page, continued: bool, place: tuple[int, int]) -> None:
    if sheet.draft:
        _watermark(pen)
    for strip, y in page:
        strip.draw(pen, y)
    _frame(pen, sheet, continued, place)
    pen.turn_page()


def _watermark(pen: Pen) -> None:
    """The word across the page, behind the text."""
    for place, char in enumerate(WATERMARK):
        pen.turned(char, 79.0 + 47.0 * place, 186.0 - 69.0 * place, 56.0, WATERMARK_STYLE)


def _frame(pen: Pen, sheet: Sheet, continued: bool, place: tuple[int, int]) -> None:
    if continued:
        left, middle, right = sheet.running
        pen.words(left, LEFT, RUNNING_HEAD, RUNNING.but(font=Font.SANS_SEMI, colour=INK))
        pen.words(middle, sheet.running_x, RUNNING_HEAD, RUNNING)
        strong = RUNNING.but(font=Font.SANS_MEDIUM, colour=INK)
        pen.words(right, RIGHT, RUNNING_HEAD, strong if sheet.running_strong else RUNNING, "right")
    pen.rule(LEFT, RIGHT, FOOT_RULE)
    pen.words(sheet.foot, LEFT, FOOT_LINE, FOOT)
    if sheet.draft:
        pen.words(NOT_ISSUED, LEFT + 132, FOOT_LINE, FOOT.but(font=Font.SANS_SEMI, colour=RED), "right")
    elif sheet.code:
        pen.words(f"核验码 {sheet.code}", LEFT + 128, FOOT_LINE, FOOT, "right")
    pen.words(f"第 {place[0]} 页，共 {place[1]} 页", RIGHT, FOOT_LINE, PAGE_NUMBER, "right")
