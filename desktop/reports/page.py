"""The A4 page of the house: letterhead, title, running head and foot, and the PDF file with its properties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from desktop.casework.papers import Provider
from desktop.reports.blocks import Strip, paragraph, stacked
from desktop.reports.draw import Pen
from desktop.reports.flow import Page
from desktop.reports.fonts import Font, face
from desktop.reports.styles import (
    FIELD_LABEL,
    FOOT,
    FOOT_LINE,
    FOOT_RULE,
    INK,
    LEFT,
    MAIN,
    PAGE_NUMBER,
    PROVIDER,
    PROVIDER_NOTE,
    QUARTER,
    RIGHT,
    RUNNING,
    RUNNING_HEAD,
    SUBTITLE,
    TITLE,
    Style,
)

LANGUAGE = "zh-CN"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on every page, and in the file's properties; `issued` becomes the file's date."""

    title: str
    author: str
    subject: str
    issued: datetime
    program: str
    running: tuple[str, str, str]
    foot: str
    code: str = ""


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


def title_strip(title: str, subtitle: str = "", style: Style = TITLE) -> Strip:
    """The document's title and the grey line below it."""
    parts = [*paragraph(title, style.but(leading=1.45), LEFT, RIGHT - LEFT, justify=False)]
    parts += paragraph(subtitle, SUBTITLE, LEFT, RIGHT - LEFT, justify=False) if subtitle else []
    return stacked(parts)


def render(sheet: Sheet, pages: Sequence[Page]) -> bytes:
    """The PDF; the same content gives the same bytes."""
    return render_parts(sheet, (Part(sheet, pages),))


def render_parts(whole: Sheet, parts: Sequence[Part]) -> bytes:
    """One PDF of several sheets, each with its own head and foot; `whole` says what stands in the file's properties."""
    face(Font.SANS)
    file = BytesIO()
    canvas = Canvas(file, A4, invariant=1, pageCompression=1, lang=LANGUAGE, initialFontName=Font.SANS.value)  # type: ignore[arg-type]
    _label(canvas, whole)
    pen, drawn, total = Pen(canvas), 0, sum(len(part.pages) for part in parts)
    for part in parts:
        for number, page in enumerate(part.pages, 1):
            drawn += 1
            if part.title and number == 1:
                pen.mark(part.title)
            for strip, y in page:
                strip.draw(pen, y)
            _frame(pen, part.sheet, number > 1, (drawn, total))
            pen.turn_page()
    canvas.save()
    return file.getvalue()


def _label(canvas: Canvas, sheet: Sheet) -> None:
    zone = f"{sheet.issued:%z}" or "+0000"
    stamp = f"D:{sheet.issued:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.author)
    canvas.setSubject(sheet.subject)
    canvas.setCreator(sheet.program)
    canvas.setProducer(sheet.program)
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _frame(pen: Pen, sheet: Sheet, continued: bool, place: tuple[int, int]) -> None:
    if continued:
        left, middle, right = sheet.running
        pen.words(left, LEFT, RUNNING_HEAD, RUNNING.but(font=Font.SANS_SEMI, colour=INK))
        pen.words(middle, MAIN, RUNNING_HEAD, RUNNING)
        pen.words(right, RIGHT, RUNNING_HEAD, RUNNING, "right")
    pen.rule(LEFT, RIGHT, FOOT_RULE)
    pen.words(sheet.foot, LEFT, FOOT_LINE, FOOT)
    if sheet.code:
        pen.words(f"核验码 {sheet.code}", LEFT + 128, FOOT_LINE, FOOT, "right")
    pen.words(f"第 {place[0]} 页，共 {place[1]} 页", RIGHT, FOOT_LINE, PAGE_NUMBER, "right")
