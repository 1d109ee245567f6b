"""The sentences of the reminders board: its day line, its cards' states, and why it is empty."""

from __future__ import annotations

from datetime import date, datetime

from desktop.casework.board_rows import Board, BoardCard, GapOffer
from desktop.casework.message_rows import PURPOSES
from desktop.casework.texts import text_set
from desktop.handbook.countdown import Face, countdown
from desktop.handbook.daytrace import SHORT_NAMES, WEEKDAYS, spell_minutes
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.vocabulary import Item
from desktop.handbook.workdays import DayKind, WorkCalendar

TAGS = {**PURPOSES, "reminder": "提醒", "notice": "通知", "courtesy": "前日提醒", "escort_call": "陪诊来电"}
ITEM_TAGS = {Item.OUTPATIENT: "门诊", Item.INPATIENT: "住院"}
SUBTITLES = {
    "notice": "预约后 4 个工作小时·目标", "reminder": "18:00 前·承诺", "call": "陪诊本人致电·承诺",
    "sent": "2 小时无回执则改电话", "failed": "原因和改用电话",
}  # fmt: skip
ICONS = {"notice": "lock", "reminder": "bell", "call": "phone", "sent": "check", "failed": "circle-alert"}
SHOWN_PAST = 6
"""How many visits of the past are named above the lanes; the others are counted."""

NO_RECEIPT = 120
"""Minutes without a receipt after which the customer is phoned."""


def card_words(card: BoardCard, calendar: WorkCalendar) -> str:
    """When the visit is; without one, what the text is about."""
    return visit_words(card.visit_at, calendar) if card.visit_at is not None else PURPOSES.get(card.purpose, "")


def visit_words(moment: datetime, calendar: WorkCalendar) -> str:
    """`10月10日 周六·补班 09:00`."""
    makeup = "·补班" if calendar.kind_of(moment.date()) is DayKind.MAKEUP else ""
    return f"{day_words(moment.date())}{makeup} {moment:%H:%M}"


def day_words(day: date) -> str:
    """`10月8日 周四`."""
    return f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def tag_of(card: BoardCard) -> str:
    """What stands at the card's upper right."""
    if card.lane in ("sent", "failed", "call") or card.purpose not in ("notice", "reminder"):
        return TAGS[card.purpose]
    return ITEM_TAGS.get(card.item, "")


def face_of(card: BoardCard, now: datetime, calendar: WorkCalendar, hours: DeskHours) -> Face:
    """The countdown of a card's clock."""
    return countdown(card.reading, now, calendar, hours)


def due_words(card: BoardCard, now: datetime, face: Face) -> str:
    """Beside the pill: until when; for a call when it was agreed for, or how often nobody answered."""
    due = card.reading.due
    if card.lane == "call":
        return call_words(card, now)
    if due is None:
        return card.reading.note
    return f"{due:%H:%M} 前" if due.date() == now.date() else face.deadline


def call_words(card: BoardCard, now: datetime) -> str:
    """How far an escort's call has come: `约 15:30`, `未接 1 次`, `未拨`; one agreed for another day names it."""
    if card.call_back is not None:
        day = "" if card.call_back.date() == now.date() else f"{card.call_back.day}日 "
        return f"约 {day}{card.call_back:%H:%M}"
    return f"未接 {card.missed} 次" if card.missed else "未拨"


def is_late_call(card: BoardCard, now: datetime) -> bool:
    """Whether the time has passed for which the next call was agreed."""
    return card.lane == "call" and card.call_back is not None and card.call_back < now


def plain_words(card: BoardCard) -> str:
    """In place of the pill, where no promise is running."""
    return "待告知" if card.purpose == "escort_changed" else "待发"


def wait_words(card: BoardCard, now: datetime) -> tuple[str, str]:
    """A text under way: when it went, and how long there has been no receipt."""
    if card.since is None:
        return "已发", ""
    minutes = int((now - card.since).total_seconds()) // 60
    if card.state == "queued":
        return text_set().waiting_words(now) or "待发", ""
    gone = f"{card.since:%H:%M} {'已导出' if card.exported else '已发'}"
    return gone, f"等 {spell_minutes(minutes)}" if minutes else "刚发出"


def is_late_receipt(card: BoardCard, now: datetime) -> bool:
    """Whether a receipt has been missing for so long that the customer is phoned instead."""
    if card.lane != "sent" or card.state == "queued" or card.since is None:
        return False
    return (now - card.since).total_seconds() > NO_RECEIPT * 60


def day_line(board: Board) -> tuple[str, str]:
    """The strip's sentence in two parts: which visits are reminded today, and how far it has come."""
    tally = board.tally
    if tally is None:
        return "今天没有要提醒的就诊：", f"待发通知 {len(board.lanes['notice'])}，失败 {len(board.lanes['failed'])}"
    head = f"{day_words(tally.visit_day)} 就诊 {tally.visits} 件，前 1 个工作日就是今天："
    calls = f"陪诊来电还差 {tally.to_call}（17:00 前）" if tally.to_call else "陪诊来电已齐"
    on_the_way = f"·待回执 {tally.on_the_way}" if tally.on_the_way else ""
    return head, f"提醒已发 {tally.reminded}{on_the_way}·待发 {tally.to_remind}，{calls}"


def past_words(board: Board, calendar: WorkCalendar) -> tuple[str, str]:
    """Visits whose time has come without a result: how many, and who; two empty texts for none."""
    past = board.passed
    if not past:
        return "", ""
    told = {True: "（通知没发）", False: ""}
    named = (f"{one.name} {visit_words(one.visit_at, calendar)}{told[one.untold]}" for one in past[:SHOWN_PAST])
    rest = f"，还有 {len(past) - SHOWN_PAST} 位" if len(past) > SHOWN_PAST else ""
    return f"另有 {len(past)} 位就诊时间已过，还没有登记结果", "、".join(named) + rest


def gap_words(offer: GapOffer) -> tuple[str, str]:
    """The holiday card: its title and its question."""
    name = SHORT_NAMES.get(offer.holiday, offer.holiday) or "长假"
    return f"节前提前 {offer.days} 天", (
        f"{len(offer.cases)} 件都隔{name}。再加发 {day_words(offer.eve)} 前日提醒？"
    )


def empty_words(board: Board) -> tuple[str, tuple[str, ...]]:
    """Why the board is empty, and what comes next."""
    following = board.following
    if following is None:
        return "今天没有要发的提醒", ("之后也没有已约好的就诊",)
    name = SHORT_NAMES.get(following.holiday, following.holiday)
    before = f"，{name}前" if name else ""
    when = f"{following.day.month}/{following.day.day}"
    return "今天没有要发的提醒", (f"下一批 {when}（{following.visits} 件{before}）",)


def spoken(card: BoardCard, now: datetime, calendar: WorkCalendar, hours: DeskHours) -> str:
    """A card read aloud: it always names customer, visit and deadline."""
    parts = [card.name, TAGS[card.purpose], card_words(card, calendar), card.place]
    parts.append(card.escort or ("陪诊未派" if card.visit_at else ""))
    if card.why:
        parts.append(card.why)
    if card.lane == "sent":
        parts.extend(wait_words(card, now))
    elif card.lane == "failed":
        parts.append(f"失败 {card.failure}")
    elif card.reading.due is None:
        parts.append(f"{plain_words(card)}，{card.reading.note}")
    else:
        parts.append(face_of(card, now, calendar, hours).spoken)
    parts.append(call_words(card, now) if card.lane == "call" else "")
    return "，".join(part for part in parts if part)
