"""Paints one card of the reminders board: customer, visit, place, escort, and how it stands."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.casework.board_rows import BoardCard
from desktop.handbook.countdown import Face
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.vocabulary import Service
from desktop.handbook.workdays import WorkCalendar
from desktop.ui import cards, chips, fonts, glyphs, icons, keycap, text, theme
from desktop.ui.reminders import board_words
from desktop.ui.sla_cell import LOOKS

HEIGHT, FAILED_HEIGHT, SPACE, PAD = 126, 148, 8, 12
_PILL = 20
_KEYS = {"notice": "R", "reminder": "R", "call": "C", "sent": "Y", "failed": "C"}


class Moment(NamedTuple):
    """With what a card is painted: the time and the desk's calendar."""

    now: datetime
    calendar: WorkCalendar
    hours: DeskHours


class Stand(NamedTuple):
    """How a card stands on the screen; `held` are the seconds left in the outbox, None outside it."""

    focused: bool = False
    marked: bool = False
    hovered: bool = False
    held: int | None = None


def draw_card(painter: QPainter, box: QRectF, card: BoardCard, at: Moment, stand: Stand) -> None:
    """Paint a card into its box; name, visit and deadline are never cut."""
    _ground(painter, box, card, stand)
    x, y, right = box.x() + PAD, box.y(), box.right() - PAD
    room = round(right - x)
    chips.draw_tile(painter, x, y + 11, Service.GC, 20)
    text.draw(painter, x + 29, y + 10, 22, card.name, "body", "text", 600, keep=True)
    _draw_corner(painter, right, y, card, stand)
    visit = board_words.card_words(card, at.calendar)
    role = "dense" if fonts.width(visit, "dense", 500) <= room else "caption"
    text.draw(painter, x, y + 38, 19, visit, role, "text", 500, keep=True)
    place = card.meeting if card.lane == "call" else card.place
    text.draw(painter, x, y + 58, 18, place, "caption", "text2", room=room)
    if card.lane == "failed":
        _draw_failure(painter, box, card)
        return
    if card.visit_at is not None:
        _draw_escort(painter, box, card, stand)
    _draw_state(painter, box, card, at, stand)


def _ground(painter: QPainter, box: QRectF, card: BoardCard, stand: Stand) -> None:
    if stand.held is not None:
        cards.rounded(painter, box, 8, "bg_subtle", "border_strong", 1, dashed=True)
        if stand.focused:
            cards.focus_ring(painter, box, 8)
    elif stand.focused:
        cards.rounded(painter, box, 8, "bg_selected", "accent", 2)
    elif stand.marked:
        cards.rounded(painter, box, 8, "bg_selected", "accent")
    elif card.lane == "failed":
        cards.rounded(painter, box, 8, "bg_surface", "breach_bar")
    else:
        cards.rounded(painter, box, 8, "bg_hover" if stand.hovered else "bg_surface", "border")


def _draw_corner(painter: QPainter, right: float, y: float, card: BoardCard, stand: Stand) -> None:
    if stand.marked:
        icons.draw(painter, right - 16, y + 13, "check", "accent")
    elif stand.focused and stand.held is None:
        key = _KEYS[card.lane]
        keycap.draw(painter, right - keycap.width(key), y + 12, key, "app")
    else:
        text.draw_right(painter, right, y + 12, 18, board_words.tag_of(card), "caption", "text3")


def _draw_escort(painter: QPainter, box: QRectF, card: BoardCard, stand: Stand) -> None:
    x, y, right = box.x() + PAD, box.y() + 77, box.right() - PAD
    icons.draw(painter, x, y + 3, "user", "text2", 12)
    words, tint = (card.why or card.escort, "text2") if card.escort else ("陪诊未派", "accent")
    text.draw(painter, x + 20, y, 18, words, "caption", tint, 0 if card.escort else 500, room=round(right - x) - 20)
    if card.gap and card.lane == "reminder":
        tag = f"提前 {card.gap} 天"
        wide = chips.tag_width(tag) + 4
        plate = QRectF(right - wide, y - 1, wide, 20)
        cards.rounded(painter, plate, 4, "bg_surface" if stand.focused or stand.marked else "bg_subtle")
        text.draw_centred(painter, plate.x(), plate.y(), wide, 20, tag, "caption", "text2")


def _draw_state(painter: QPainter, box: QRectF, card: BoardCard, at: Moment, stand: Stand) -> None:
    x, y, right = box.x() + PAD, box.bottom() - 25, box.right() - PAD
    if stand.held is not None:
        icons.draw(painter, x, y + 4, "hourglass", "text2", 12)
        text.draw(painter, x + 20, y, _PILL, f"在发件箱·{stand.held} 秒", "caption", "text2")
    elif card.lane == "sent":
        late = board_words.is_late_receipt(card, at.now)
        gone, waits = board_words.wait_words(card, at.now)
        glyphs.draw(painter, x, y + 4, "wait", theme.colour("text2"))
        text.draw(painter, x + 20, y, _PILL, gone, "caption", "text2")
        text.draw_right(painter, right, y, _PILL, waits, "caption", "soon_fg" if late else "text2", 600 if late else 0)
    else:
        _draw_due(painter, x, y, right, card, at)


def _draw_due(painter: QPainter, x: float, y: float, right: float, card: BoardCard, at: Moment) -> None:
    face = board_words.face_of(card, at.now, at.calendar, at.hours)
    words = board_words.due_words(card, at.now, face)
    if card.reading.due is None:
        glyphs.draw(painter, x, y + 4, "wait", theme.colour("text2"))
        used = 20 + text.draw(painter, x + 20, y, _PILL, board_words.plain_words(card), "caption", "text2", 500)
    else:
        used = _draw_pill(painter, x, y, face)
    late = board_words.is_late_call(card, at.now)
    if x + used + 6 + fonts.width(words, "caption", 600 if late else 0) <= right:
        tint = "soon_fg" if late else "text2"
        text.draw_right(painter, right, y, _PILL, words, "caption", tint, 600 if late else 0)


def _draw_pill(painter: QPainter, x: float, y: float, face: Face) -> int:
    look = LOOKS[face.band]
    wide = 24 + fonts.width(face.headline, "caption", 600) + (10 if look.pill else 0)
    if look.pill:
        cards.rounded(painter, QRectF(x - 2, y, wide, _PILL), 10, look.pill)
    glyphs.draw(painter, x + 5, y + 4, look.glyph, theme.colour(look.sign))
    weight = 600 if look.pill else 500
    text.draw(painter, x + 22, y, _PILL, face.headline, "caption", look.ink, weight, keep=True)
    return wide


def phone_button(box: QRectF) -> QRectF:
    """Where 改用电话 lies on a failed card."""
    return QRectF(box.x() + 10, box.bottom() - 38, box.width() - 20, 30)


def _draw_failure(painter: QPainter, box: QRectF, card: BoardCard) -> None:
    x, y = box.x() + PAD, box.y() + 82
    icons.draw(painter, x, y, "circle-alert", "breach_bar", 14)
    when = f"，{card.since:%H:%M} 网关退回" if card.since else ""
    room = round(box.width() - 2 * PAD - 22)
    text.draw(painter, x + 21, y - 2, 18, f"{card.failure}{when}", "caption", "breach_bar", 500, room=room)
    draw_button(painter, phone_button(box), "改用电话", "C")


def draw_button(painter: QPainter, box: QRectF, title: str, key: str = "") -> None:
    """A button inside a painted card: the card's keys do the same."""
    cards.rounded(painter, box, 6, "bg_surface", "border_strong")
    wide = fonts.width(title, "dense", 500) + (8 + keycap.width(key) if key else 0)
    x = box.x() + (box.width() - wide) / 2
    x += text.draw(painter, x, box.y(), box.height(), title, "dense", "text", 500)
    if key:
        keycap.draw(painter, x + 8, box.y() + (box.height() - keycap.HEIGHT) / 2, key, "surface")
