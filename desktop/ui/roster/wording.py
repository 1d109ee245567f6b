"""The roster's words: hours, papers that lapse, leave, and the hospitals an escort knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from desktop.casework.roster_rows import DayHours, EscortCard, Leave, Qualification

SOON_DAYS = 30
_DAYS = "一二三四五六日"


class Mark(NamedTuple):
    """A short caption and its tone: soon (amber), breach (crimson), info or plain."""

    words: str
    tone: str


def short_day(day: date, today: date) -> str:
    """`10月8日`, with its year when that is another one."""
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日"


def paper_state(paper: Qualification, today: date) -> Mark:
    """How a paper stands today: `已过期 12 天`, `还有 20 天`, or until when it is good."""
    if paper.valid_until is None:
        return Mark("长期有效", "plain")
    left = (paper.valid_until - today).days
    if left < 0:
        return Mark(f"已过期 {-left} 天", "breach")
    if left <= SOON_DAYS:
        return Mark("今天到期" if left == 0 else f"还有 {left} 天", "soon")
    return Mark(f"至 {short_day(paper.valid_until, today)}", "plain")


def paper_marks(card: EscortCard, today: date) -> list[Mark]:
    """The papers that have lapsed or lapse within 30 days, the worst first."""
    standing = [(paper, paper_state(paper, today)) for paper in card.qualifications]
    worst_first = sorted(standing, key=lambda one: one[0].valid_until or date.max)
    return [Mark(f"{paper.title}{_brief(state)}", state.tone) for paper, state in worst_first if state.tone != "plain"]


def _brief(state: Mark) -> str:
    return "过期" if state.tone == "breach" else f" {state.words}"


def hours_words(hours: Sequence[DayHours]) -> str:
    """`周一至周五 08:00–18:00，周六 09:00–12:00`; days with the same hours in a row are one."""
    if not hours:
        return "未定上班时间"
    said = []
    for (start, end, _gap), group in groupby(enumerate(hours), key=_run_of):
        days = [one.weekday for _, one in group]
        first, last = _DAYS[days[0]], _DAYS[days[-1]]
        name = "每天" if len(days) == 7 else f"周{first}" if len(days) == 1 else f"周{first}至周{last}"
        said.append(f"{name} {start:%H:%M}–{end:%H:%M}")
    return "，".join(said)


def _run_of(placed: tuple[int, DayHours]) -> tuple:
    place, one = placed
    return one.starts, one.ends, one.weekday - place


def leave_words(leave: Leave, today: date) -> str:
    """`10月1日 至 10月3日`; with the hours where it is not whole days."""
    whole = leave.start.hour == leave.start.minute == leave.end.hour == leave.end.minute == 0
    if not whole:
        end = f"{leave.end:%H:%M}" if leave.start.date() == leave.end.date() else _moment(leave.end, today)
        return f"{_moment(leave.start, today)} 至 {end}"
    last = (leave.end - timedelta(days=1)).date()
    first = short_day(leave.start.date(), today)
    return first if last == leave.start.date() else f"{first} 至 {short_day(last, today)}"


def _moment(moment: datetime, today: date) -> str:
    return f"{short_day(moment.date(), today)} {moment:%H:%M}"


def next_leave(card: EscortCard, now: datetime) -> Leave | None:
    """The leave that is on or comes next."""
    return next((leave for leave in card.leaves if leave.end > now), None)


def next_leave_words(card: EscortCard, now: datetime) -> str:
    """`请假 10月1日 至 10月3日`; "" when there is none ahead."""
    leave = next_leave(card, now)
    return f"{'请假中' if leave.start <= now else '请假'} {leave_words(leave, now.date())}" if leave else ""


def known_words(card: EscortCard) -> str:
    """`肿瘤 12 次、胸科 5 次`."""
    return "、".join(f"{name} {visits} 次" for name, visits in card.known)


def spoken(card: EscortCard, now: datetime) -> str:
    """What a screen reader says of an escort's line."""
    standing = ("候补" if card.reserve else "", "" if card.active else "已停用")
    parts = [card.name, *standing, card.phone, " ".join(card.cities)]
    parts += [known_words(card), hours_words(card.hours), next_leave_words(card, now)]
    parts += [mark.words for mark in paper_marks(card, now.date())]
    return "，".join(part for part in parts if part)


def summary(cards: Sequence[EscortCard], today: date) -> str:
    """`8 人在岗 · 2 人候补 · 1 人证件过期 · 2 人 30 天内到期`."""
    active = [card for card in cards if card.active]
    tones = [{mark.tone for mark in paper_marks(card, today)} for card in active]
    lapsed = sum("breach" in some for some in tones)
    soon = sum("soon" in some and "breach" not in some for some in tones)
    parts = [f"{sum(not card.reserve for card in active)} 人在岗"]
    for number, words in ((sum(card.reserve for card in active), "人候补"), (lapsed, "人证件过期"),
                          (soon, "人 30 天内到期"), (len(cards) - len(active), "人停用")):  # fmt: skip
        parts += [f"{number} {words}"] if number else []
    return " · ".join(parts)
