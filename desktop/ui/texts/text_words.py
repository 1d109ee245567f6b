"""What is said of a text beside it: its state, its parts as billed, and what came of sending it."""

from __future__ import annotations

from datetime import datetime

from desktop.casework.message_rows import STATES, Preview, Suiting


def state_words(text: Suiting, now: datetime) -> str:
    """`人工已发 10:05`, with the day when it was another; "" for a text that is still to be sent."""
    if text.state in ("", "withdrawn"):
        return ""
    if text.since is None:
        return STATES[text.state]
    day = "" if text.since.date() == now.date() else f"{text.since.month}月{text.since.day}日 "
    return f"{STATES[text.state]} {day}{text.since:%H:%M}"


def foot_words(shown: Preview) -> str:
    """`短信 2 段·98 字`, and at night when it goes."""
    counted = f"短信 {shown.segments} 段·{len(shown.body)} 字"
    return f"{counted}·{shown.waits}" if shown.waits else counted
