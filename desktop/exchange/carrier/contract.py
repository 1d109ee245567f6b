"""The contract with a carrier, as `resources/carrier-feed.openapi.yaml` documents it: what may come and how it is read.

An application has the fields of a list's columns, all of them text; the rules for each are those of an import.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from desktop.casework.feed.rows import Arrival, Reason, Verdict
from desktop.exchange.headings import COLUMNS, TITLES, Headings
from desktop.exchange.http_door import Malformed
from desktop.exchange.list_rows import check_rows
from desktop.exchange.row_reader import Problem

APPLICATIONS, MESSAGES, DOCUMENTS = "/v1/applications", "/v1/messages", "/v1/documents/{sha256}"
PAGE, BATCH = 100, 100
MOST = 1000
"""Applications a page may hold, whatever was asked for."""

AHEAD = timedelta(minutes=10)
"""How far a carrier's clock may be ahead of ours."""

_HEADINGS = Headings({column.field: place for place, column in enumerate(COLUMNS)}, TITLES)
_FIELD_OF = {title: field for field, title in TITLES.items()}
_NUMBER_CHARS = 100


class PageRead(NamedTuple):
    """A page of applications: what came, the next cursor, and whether more lies behind it."""

    applications: Sequence[Any]
    cursor: str
    more: bool


def read_page(answer: Any, after: str) -> PageRead:
    """A page as the carrier answered; Malformed when it is none. An application in it may be anything yet."""
    if not isinstance(answer, dict):
        raise Malformed("对方的回答不合约定：应为一个对象。")
    found, cursor, more = answer.get("applications"), answer.get("cursor"), answer.get("more")
    if not isinstance(found, list) or not isinstance(cursor, str) or not isinstance(more, bool):
        raise Malformed("对方的回答不合约定：缺少 applications、cursor 或 more。")
    if len(found) > MOST or len(cursor) > 1000 or not (cursor.isascii() and cursor.isprintable()):
        raise Malformed("对方的回答不合约定：一页太长，或位置标记太长。")
    if more and cursor == after:
        raise Malformed("对方的回答不合约定：还有下一页，位置却没有前进。")
    return PageRead(found, cursor, more)


def read_verdicts(answer: Any, sent: Mapping[str, int]) -> list[Verdict]:
    """What the carrier said of each message (`sent`: key -> id); Malformed unless it speaks of every one."""
    results = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(results, list):
        raise Malformed("对方的回答不合约定：缺少 results。")
    said = {each["key"]: each for each in results if isinstance(each, dict) and isinstance(each.get("key"), str)}
    if any(each.get("outcome") not in ("taken", "known", "refused") for each in said.values()) or sent.keys() - said:
        raise Malformed("对方没有逐条答复本台发出的消息，稍后自动重发。")
    return [
        Verdict(sent[key], each["outcome"] == "refused", _plain(each.get("reason"))[:200])
        for key, each in said.items() if key in sent
    ]  # fmt: skip


def _plain(value: Any) -> str:
    return "".join(char for char in value if char.isprintable()) if isinstance(value, str) else ""


def read_applications(found: Iterable[Any], now: datetime) -> tuple[Arrival, ...]:
    """Each application checked by itself: one that is wrong carries its reasons and stands in nobody's way."""
    return tuple(_arrival(each, now) for each in found)


def _arrival(found: Any, now: datetime) -> Arrival:
    payload = json.dumps(found, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    sha256 = hashlib.sha256(payload.encode("ascii")).hexdigest()
    number = _number(found)
    key = number or f"#{sha256}"
    if not isinstance(found, dict):
        return Arrival(key, "", sha256, payload, None, (Reason("", "", "这一份不是申请：应为一个 JSON 对象"),))
    reasons = tuple(_wrong_types(found))
    if reasons:
        return Arrival(key, number, sha256, payload, None, reasons)
    cells = tuple(found.get(column.field) for column in COLUMNS)
    checked = check_rows([(0, cells)], _HEADINGS, now + AHEAD)
    row = checked.rows[0] if checked.rows else None
    return Arrival(key, number, sha256, payload, row, tuple(map(_reason, checked.problems)))


def _number(found: Any) -> str:
    """The request number, when it is one that can be kept and shown."""
    value = found.get("request_no") if isinstance(found, dict) else None
    number = value.strip() if isinstance(value, str) else ""
    return number if number.isprintable() and len(number) <= _NUMBER_CHARS and not number.startswith("#") else ""


def _wrong_types(found: Mapping[str, Any]) -> Iterable[Reason]:
    for field, value in found.items():
        if field in TITLES and value is not None and not isinstance(value, str):
            yield Reason(field, "", f"「{TITLES[field]}」的类型不对：应为文字")


def _reason(problem: Problem) -> Reason:
    return Reason(_FIELD_OF.get(problem.column, ""), problem.rule, _plain(problem.message))


def reread(payloads: Iterable[str], now: datetime) -> tuple[Arrival, ...]:
    """Applications that were kept, as they would come again."""
    return read_applications((json.loads(payload) for payload in payloads), now)
