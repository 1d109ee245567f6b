"""Tells what was said in a conversation, from the records of its case: bubbles of both sides, and lines between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from desktop.casework.attachment_rows import AttachmentEntry
from desktop.casework.online.rows import Utterance
from desktop.casework.wording import ENTRANCES, SIGN_WAYS
from desktop.handbook.facts import Facts
from desktop.handbook.vocabulary import ITEM_TITLES, Item
from desktop.models.tables import Case, Record

Pictures = Mapping[int, tuple[AttachmentEntry, ...]]
_BETWEEN: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "refer": lambda d: f"已转 {d['doctor']} 医生答复",
    "settle_sign": lambda d: f"急症信号：{SIGN_WAYS[d['way']]}" + (f"，{d['reason']}" if d.get("reason") else ""),
    "turn_into": lambda d: f"已转{ITEM_TITLES[Item(d['item'])]} {d['to']}",
    "came_from": lambda d: f"由 {d['from']} 转来",
    "hand_over": lambda d: f"已转派给 {d['to']}",
    "close": lambda d: f"已结束会话。小结：{d['summary']}" if d.get("summary") else "已结束会话",
    "reopen": lambda _: "已重新打开",
}


def customers_words(row: Case, facts: Facts, after: int = 0) -> str:
    """All the customer wrote, one message a line; with `after` only what came after that record."""
    lines = [_opening(row.details)] if after < 1 else []
    lines += [
        str(one.details.get("text", "")) for one in sorted(row.records, key=lambda one: one.seq)
        if one.verb == "message" and one.seq > after and one.seq not in facts.voided
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def _opening(details: Mapping[str, Any]) -> str:
    return str(details.get("remark") or details.get("illness") or "")


def said(records: Sequence[Record], pictures: Pictures, entrance: str) -> Iterator[Utterance]:
    """The conversation in the order in which it happened; `pictures` are the files by the record they hang on."""
    for one in sorted(records, key=lambda one: (one.happened_at, one.seq)):
        yield from _told(one, pictures.get(one.seq, ()), entrance)


def _told(one: Record, pictures: tuple[AttachmentEntry, ...], entrance: str) -> Iterator[Utterance]:
    details, at = one.details, one.happened_at
    if one.verb == "apply":
        yield Utterance(one.seq, "middle", ENTRANCES.get(entrance, "本台登记"), at)
        if _opening(details):
            yield Utterance(one.seq, "customer", _opening(details), at)
    elif one.verb in ("message", "attach"):
        yield Utterance(one.seq, "customer", str(details.get("text", "")), at, pictures=pictures)
        if details.get("receipt"):
            yield Utterance(one.seq, "middle", f"已自动回执“{details['receipt']}”，不算首答", at)
    elif one.verb == "answer":
        yield Utterance(one.seq, "desk", str(details.get("text", "")), at, one.person, pictures, details["notice"])
    elif one.verb == "ask_more":
        words = details.get("text") or f"请补充：{'、'.join(details['asked'])}"
        yield Utterance(one.seq, "desk", str(words), at, one.person)
    elif one.verb in _BETWEEN:
        yield Utterance(one.seq, "middle", _BETWEEN[one.verb](details), at, one.person)
