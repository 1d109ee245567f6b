"""What the customer is about to be told: the real words of the notice or reminder, and what the rules warn of first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.casework import messages
from desktop.casework.advising import OK, REFUSE, WARN
from desktop.casework.desk import Desk
from desktop.casework.green_rows import Advice
from desktop.casework.message_rows import Preview
from desktop.handbook.vocabulary import Refusal

_ESCORT = "陪诊人员"
PURPOSE_OF: Mapping[str, str] = {"notify": "notice", "remind": "reminder"}
"""The steps that tell the customer of a visit, and the text each of them goes with."""


def foretold(desk: Desk, verb: str, case_id: int, person: str, values: Mapping[str, Any]) -> tuple[Advice, ...]:
    """The missing escort (GC-08) and the text with real values, before it is recorded as sent.

    Too late and too early for the visit stand above the form already (performing.cautioned).
    """
    shown = messages.preview(desk, case_id, person, PURPOSE_OF[verb])
    if isinstance(shown, Refusal):
        return tuple(Advice(REFUSE, finding.sentence, finding.rule) for finding in shown.findings)
    return tuple(_lines(shown, by_phone=values.get("by") == "phone"))


def _lines(shown: Preview, *, by_phone: bool) -> Iterator[Advice]:
    for finding in shown.warnings:
        if _ESCORT not in finding.sentence:
            continue
        yield Advice(WARN, finding.sentence, finding.rule)
    if shown.problem and not by_phone:
        yield Advice(WARN, shown.problem, "")
    how = "电话里照此告知" if by_phone else f"短信原文（{shown.segments} 段，发往 {shown.phone}）"
    yield Advice(OK, f"{how}：{shown.body}", "")
