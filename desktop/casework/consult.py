"""Online consultation and phone doctor (OC-01, PD-03)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.casework.acting import act
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome
from desktop.handbook.rulebook.consult import NOTICE


def answer(desk: Desk, case_id: int, entry: Entry, *, text: str = "") -> Outcome:
    """Answer the customer; the notice of OC-03 is always part of it."""
    return act(desk, case_id, entry, "answer", {"text": text, "notice": f"在线问诊{NOTICE}"})


def take_call(desk: Desk, case_id: int, entry: Entry, *, doctor: Mapping[str, Any]) -> Outcome:
    """A qualified doctor took the call (PD-03).

    Keys of `doctor`: name, title, years, hospital_grade, public, general_practitioner.
    """
    return act(desk, case_id, entry, "take_call", {"doctor": dict(doctor), "notice": f"电话咨询{NOTICE}"})
