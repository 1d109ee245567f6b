"""What the board asks before it acts: the text as it goes, a call, a proof, each in one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from desktop.casework.board_rows import BoardCard
from desktop.casework.message_rows import PURPOSES, VISIT_TEXTS, Preview
from desktop.handbook.workdays import WorkCalendar
from desktop.ui.reminders import board_words
from desktop.ui.reminders.ask_sheet import Question

_BEFORE = timedelta(minutes=30)
HOW = "手机短信"


def sending(shown: Preview, cards: Sequence[BoardCard]) -> Question:
    """The text with real values; of several the first, and whose the others are."""
    others = "、".join(card.name for card in cards[1:7]) + ("等" if len(cards) > 7 else "")
    count = len(cards)
    title = f"{shown.name}·{shown.title}" if count == 1 else f"{count} 条{shown.title}"
    lines = (shown.visit,) if count == 1 else (f"下面是{shown.name}的，另外 {count - 1} 条各用自己的内容：{others}",)
    warned = (*(found.sentence for found in shown.warnings), *((shown.waits,) if shown.waits else ()))
    foot = f"短信 {shown.segments} 段·{len(shown.body)} 字·{shown.phone}"
    primary, other = ("发出", ("改用电话", "C")) if count == 1 else (f"发出 {count} 条", ("", ""))
    return Question("send", title, (*lines, *warned), shown.body, foot, shown.consequence, (), primary, other)


def calling(card: BoardCard, calendar: WorkCalendar) -> Question:
    """The escort's call: what was agreed, or that nobody answered."""
    meeting = card.meeting.split(" ", 2)
    meet = f"{card.visit_at - _BEFORE:%H:%M}" if card.visit_at else ""
    again = f"{card.call_back:%H:%M}" if card.call_back else ""
    fields = (("at", "见面时间", meet), ("place", "见面地点", meeting[-1]), ("again", "约几点再拨", again))
    what = f"陪诊 {card.escort or '未派'}致电：见面时间、地点、携带物品"
    lines = (board_words.card_words(card, calendar), what, "没说上话：写下约几点再拨，再按未接或约回电")
    return Question("call", f"{card.name}·陪诊来电", lines, fields=fields, primary="已接通", other=("未接", "2"),
                    third=("约回电", "4"))  # fmt: skip


def phoning(card: BoardCard, calendar: WorkCalendar) -> Question:
    """The customer was told by phone instead of by text."""
    when = board_words.card_words(card, calendar)
    lines = (when, "通完电话再确认：时间、地点、注意事项、陪诊联系方式都已告知" if card.purpose in VISIT_TEXTS
             else "通完电话再确认：该说的都已告知")
    return Question("phone", f"{card.name}·{PURPOSES[card.purpose]}改用电话", lines, consequence=card.consequence,
                    primary="已电话告知")  # fmt: skip


def proving(cards: Sequence[BoardCard], person: str, now: datetime) -> Question:
    """Texts a person sent by hand: who, when, how."""
    names = "、".join(card.name for card in cards[:8]) + ("等" if len(cards) > 8 else "")
    lines = (names, f"{person} {now:%H:%M} 记录，留作凭证")
    consequence = next((card.consequence for card in cards if card.consequence), "")
    return Question("sent", f"人工已发 {len(cards)} 条", lines, consequence=consequence,
                    fields=(("how", "怎样发的", HOW),), primary="记为已发")  # fmt: skip


def meeting_moment(card: BoardCard, words: str) -> datetime | None:
    """A time of day on the visit's date; None when it is none."""
    return at_hour(card.visit_at, words) if card.visit_at is not None else None


def at_hour(day: datetime, words: str) -> datetime | None:
    """A time of day like 15:30 on a day; None when it is none."""
    hour, _, minute = words.replace("：", ":").partition(":")
    if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
        return None
    return day.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
