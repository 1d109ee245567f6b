"""Online consultation and phone doctor (OC-01, OC-03, PD-03): what customer and desk write to one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.casework.acting import Act, BadInput, Given, act
from desktop.casework.attachment_rows import Arrival
from desktop.casework.attachments import hang, spoken
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome
from desktop.casework.wording import SIGN_WAYS
from desktop.handbook.rulebook.consult import NOTICE

RECEIPT = "收到，医生尽快答复"
"""What the program says by itself at once; it is no answer and stops no clock (OC-01)."""
ONLINE_NOTICE = f"在线问诊{NOTICE}"


def message(
    desk: Desk, case_id: int, entry: Entry, *, text: str = "", arrivals: Sequence[Arrival] = ()
) -> Outcome:
    """What the customer wrote, with pictures (OC-01); the first of a turn gets the automatic receipt.

    BadInput when there is neither text nor picture.
    """
    given = _words(text, arrivals)
    if not given:
        raise BadInput("请写下客户来信的内容，或添加客户发来的图片")

    def receipt(under_way: Act) -> Given:
        facts = under_way.case.facts
        if facts.wrote_at is None or (facts.answered_at is not None and facts.to_answer_since is None):
            given["receipt"] = RECEIPT
        return {}

    def hang_them(under_way: Act) -> None:
        hang(under_way, arrivals)

    return act(desk, case_id, entry, "message", given, prepare=receipt, effect=hang_them)


def answer(desk: Desk, case_id: int, entry: Entry, *, text: str = "", arrivals: Sequence[Arrival] = ()) -> Outcome:
    """Answer the customer in words and pictures; the notice of OC-03 is always part of it."""

    def hang_them(under_way: Act) -> None:
        hang(under_way, arrivals)

    given = {**_words(text, arrivals), "notice": ONLINE_NOTICE}
    return act(desk, case_id, entry, "answer", given, effect=hang_them)


def _words(text: str, arrivals: Sequence[Arrival]) -> dict[str, Any]:
    files = {"files": spoken(arrivals), "count": len(arrivals)} if arrivals else {}
    return {**({"text": text.strip()} if text.strip() else {}), **files}


def ask_more(desk: Desk, case_id: int, entry: Entry, *, asked: Sequence[str], text: str = "") -> Outcome:
    """Ask the customer to add something: the ball is theirs until they write; the clock of the answer goes on.

    BadInput when nothing is named.
    """
    wanted = [one.strip() for one in asked if one.strip()]
    if not wanted:
        raise BadInput("请写明请客户补充什么")
    return act(desk, case_id, entry, "ask_more", {"asked": wanted, "text": text.strip()})


def refer(desk: Desk, case_id: int, entry: Entry, *, doctor: str, question: str = "") -> Outcome:
    """Hand the question over to a doctor by name; the case stays with its owner, the clock goes on."""
    if not doctor.strip():
        raise BadInput("请写明转给哪位医生")
    return act(desk, case_id, entry, "refer", {"doctor": doctor.strip(), "question": question.strip()})


def settle_sign(desk: Desk, case_id: int, entry: Entry, *, way: str, reason: str = "") -> Outcome:
    """What was done about words of an emergency: told to call 120, or no emergency for a stated reason."""
    if way not in SIGN_WAYS:
        raise BadInput(f"处置「{way}」不存在，应为 {'、'.join(SIGN_WAYS)}")
    if way == "no_emergency" and not reason.strip():
        raise BadInput("请写明为什么不是急症")
    return act(desk, case_id, entry, "settle_sign", {"way": way, "reason": reason.strip()})


def take_call(desk: Desk, case_id: int, entry: Entry, *, doctor: Mapping[str, Any]) -> Outcome:
    """A qualified doctor took the call (PD-03).

    Keys of `doctor`: name, title, years, hospital_grade, public, general_practitioner.
    """
    return act(desk, case_id, entry, "take_call", {"doctor": dict(doctor), "notice": f"电话咨询{NOTICE}"})
