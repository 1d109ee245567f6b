"""Which text a case needs for a purpose, filled from its booking, its escort and its customer (GC-08, GC-09, GC-19)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.message_rows import Blank
from desktop.casework.suiting_texts import BOOKED, OCCASIONS, template_of
from desktop.casework.text_values import WORDED, values_of
from desktop.casework.texts import VARIABLE_TITLES, CustomerText, TextFault, fill, sketch, text_set
from desktop.handbook.facts import Facts
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case

LOCKING = {"notice": "notice", "reminder": "reminder", "courtesy": "reminder"}
"""Which event of GC-14 the sending of a purpose is; the plan says which of them locks."""

Given = Mapping[str, str]
_LOCKS = "发出即锁定：{item}权益记为已用，\n客户不能再取消或更改。三（七）6"
_MOBILE = re.compile(r"1[3-9]\d{9}")


def booking_of(records: Sequence[Any], voided: frozenset[int]) -> int | None:
    """The number of the record that made the present booking; None without one."""
    return max((one.seq for one in records if one.verb in BOOKED and one.seq not in voided), default=None)


def compose_text(
    session: Session, row: Case, case: Situation, purpose: str, given: Given | None = None
) -> CustomerText:
    """The text of that purpose with real values; `given` are a person's words for what may be worded.

    TextFault when a value is missing, too long or tells the illness.
    """
    code, values = _values(session, row, case, purpose, given or {})
    return fill(text_set(), code, values, case.facts.hospital)


def sketch_text(
    session: Session, row: Case, case: Situation, purpose: str, given: Given | None = None
) -> tuple[CustomerText, str, tuple[Blank, ...]]:
    """The same as far as it can be written, why it cannot go as it is, and what a person may word."""
    texts = text_set()
    code, values = _values(session, row, case, purpose, given or {})
    text, problem = sketch(texts, code, values, case.facts.hospital)
    blanks = tuple(
        Blank(name, VARIABLE_TITLES.get(name, name), values[name], texts.limits[name])
        for name in WORDED.get(purpose, ())
    )
    return text, problem, blanks


def _values(
    session: Session, row: Case, case: Situation, purpose: str, given: Given
) -> tuple[str, dict[str, str]]:
    if purpose not in OCCASIONS:
        raise TextFault(f"没有用途「{purpose}」的短信")
    texts = text_set()
    code = template_of(case.facts, purpose)
    known = values_of(session, texts, row, case, purpose, texts.templates[code].variables)
    worded = {name: words.strip() for name, words in given.items() if name in WORDED.get(purpose, ())}
    return code, {**known, **worded}


def mobile_of(row: Case) -> str:
    """The customer's mobile number; TextFault without one."""
    phone = row.policy.insured.phone.replace(" ", "").replace("-", "")
    if not _MOBILE.fullmatch(phone):
        raise TextFault("客户没有可收短信的手机号，请改用电话")
    return phone


def consequence_of(facts: Facts, purpose: str) -> str:
    """What cannot be undone once the text is recorded as sent (D-04, GC-14); "" for nothing."""
    locks = LOCKING.get(purpose) == facts.lock_on and facts.locked_at is None
    return _LOCKS.format(item="住院" if facts.item is Item.INPATIENT else "门诊") if locks else ""
