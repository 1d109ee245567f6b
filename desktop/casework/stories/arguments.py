"""Turns a step's text arguments into what the verb functions take; anything unknown is named."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from desktop.casework import (
    aftercare,
    breaches,
    consult,
    consultation,
    exempting,
    files,
    green_channel,
    jobs,
    reviewing,
    visits,
)
from desktop.casework.calendars import enabling
from desktop.casework.documents.drafts import ITEMS
from desktop.casework.phone import calls
from desktop.casework.stories import papers
from desktop.handbook.moments import parse_moment
from desktop.handbook.verbs import applies
from desktop.handbook.vocabulary import Item

_ROOMS = (reviewing, green_channel, jobs, visits, consultation, consult, calls, files, papers, aftercare, breaches)
_CASE_VERBS = (
    "review", "triage", "settle", "certificate", "book", "notify", "rebook", "cancel", "assign_escort",
    "release_escort", "remind", "escort_call", "serve", "admit", "discharge_notice", "discharge", "visit_materials",
    "plan_visit", "visit_done", "call", "plan_mdt", "book_expert", "release_expert", "propose_time", "confirm_time",
    "confirm_visit", "check_material", "return_originals", "hold_consultation", "receive_materials", "assign_reader",
    "issue_report", "post_report", "delivered", "send_guidance", "answer", "take_call", "record_call", "turn_into",
    "take", "hand_over", "close", "reopen",
    "no_show", "void", "note", "send_text", "attach", "detach",
    "message", "ask_more", "refer", "settle_sign", "survey", "complain", "settle_complaint",
    "explain_breach",
)  # fmt: skip
_DOCUMENT_VERBS = {
    "write_document": ITEMS, "correct_document": ITEMS,
    "issue_document": {kind: item for kind, item in ITEMS.items() if kind != "guidance"},
    "deliver_document": {"": ITEMS["guidance"]},
}  # fmt: skip
"""Which documents, and of which case's item, a verb of documents is for."""


def _find(name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = next(getattr(room, name) for room in _ROOMS if hasattr(room, name))
    return found


CASE_VERBS: Mapping[str, Callable[..., Any]] = {
    **{name: _find(name) for name in (*_CASE_VERBS, *_DOCUMENT_VERBS)}, "exempt": exempting.exempt,
}  # fmt: skip
DESK_VERBS: Mapping[str, Callable[..., Any]] = {
    "exempt": exempting.declare_exemption, "publish_calendar": enabling.publish_calendar,
    "enable_calendar": enabling.enable_notice, "take_back_calendar": enabling.take_back_year,
}  # fmt: skip

_MOMENTS = {"visit_at", "from", "to", "meeting_at", "arrive_at", "discharge_at", "again_at", "meets_at"}
_DATES = {"issued_on", "dated", "due_on"}
_NUMBERS = {"year", "minutes", "seconds", "level"}
_FLAGS = {"original_id", "admission_ordered", "request_recorded", "notice_told", "told_120"}
_LISTS = {"missing", "have", "bring", "disciplines", "questions", "items", "who", "originals", "holidays", "workdays",
          "checked", "files", "lacking", "asked"}  # fmt: skip
_MAPPINGS = {"illness", "findings", "background", "doctor", "gaps", "wish", "certificate"}
_RENAMED = {"from": "from_"}
_KEYS_OF = {
    "illness": {"name", "icd10", "icdo3", "pathology", "stage", "tnm", "binet", "net_grade", "metastasis"},
    "doctor": {"name", "title", "years", "hospital_grade", "public", "general_practitioner"},
    "wish": {"city", "hospital", "department", "doctor", "escort_sex"},
    "certificate": {"hospital", "issued_on"},
}


def belongs(verb: str, item: Item, kind: str) -> bool:
    """Whether a verb exists for a case of this item; `kind` is the document it names."""
    documents = _DOCUMENT_VERBS.get(verb)
    return applies(verb, item) if documents is None else documents.get(kind) is item


class ArgumentError(ValueError):
    """An argument that the verb does not have, or that cannot be read."""


def collect(function: Callable[..., Any], arguments: Mapping[str, Any], *, declared: bool = False) -> dict[str, Any]:
    """Keyword arguments for a verb function; ArgumentError names what is unknown, missing or unreadable."""
    known = _keywords(function)
    taken: dict[str, Any] = {}
    for name, value in arguments.items():
        target = _target(name, declared)
        if target not in known:
            raise ArgumentError(f"没有参数 {name}")
        is_text = known[target].annotation == "str" and target not in _LISTS
        taken[target] = str(value) if is_text else convert(name, value, declared=declared)
    missing = [name for name, one in known.items() if one.default is one.empty and name not in taken]
    if missing:
        raise ArgumentError(f"缺少参数 {missing[0].rstrip('_')}")
    return taken


def _keywords(function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    parameters = inspect.signature(function).parameters.values()
    return {parameter.name: parameter for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY}


def _target(name: str, declared: bool) -> str:
    if declared and name in ("from", "to"):
        return {"from": "start", "to": "end"}[name]
    return _RENAMED.get(name, name)


def convert(name: str, value: Any, *, declared: bool = False) -> Any:
    """One argument's value as the verb functions take it."""
    try:
        return _converted(name, value, declared)
    except (TypeError, ValueError, AttributeError) as error:
        if isinstance(error, ArgumentError):
            raise
        raise ArgumentError(f"参数 {name} 的值「{value}」读不懂") from error


def _converted(name: str, value: Any, declared: bool) -> Any:
    if declared and name in ("from", "to"):
        return date.fromisoformat(str(value)[:10])
    if name in _MOMENTS:
        return parse_moment(str(value))
    if name in _DATES:
        return date.fromisoformat(str(value)[:10])
    if name in _NUMBERS:
        return int(value)
    if name in _FLAGS:
        return flag(value)
    if name in _LISTS:
        return _listed(name, value)
    return _mapped(name, value) if name in _MAPPINGS else str(value)


def flag(value: Any) -> bool:
    """A yes or no; ValueError for anything else."""
    if isinstance(value, bool):
        return value
    raise ValueError(value)


def _listed(name: str, value: Any) -> list[Any]:
    parts = value if isinstance(value, list) else [value]
    if name in ("holidays", "workdays"):
        return [date.fromisoformat(str(part)[:10]) for part in parts]
    return [str(part) for part in parts]


def _mapped(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(value)
    unknown = [key for key in value if name in _KEYS_OF and key not in _KEYS_OF[name]]
    if unknown:
        raise ArgumentError(f"{name} 没有 {unknown[0]} 这一项")
    return {key: _number(part) if key in ("icdo3", "years") else part for key, part in value.items()}


def _number(value: Any) -> Any:
    text = str(value).lstrip("/")
    return int(text) if text.isdigit() else float(text)
