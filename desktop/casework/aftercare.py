"""After the service: satisfaction call-backs and complaints, recorded on the case (D-08: they never block closing)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from desktop.casework.acting import Act, BadInput, Given, act
from desktop.casework.desk import Desk, Entry
from desktop.casework.numbering import next_number
from desktop.casework.rows import Outcome
from desktop.handbook.aftercare import CATEGORIES, LEVELS, NOT_REACHED, RESULTS, delivered_at
from desktop.models.tables import User


def survey(
    desk: Desk, case_id: int, entry: Entry, *, outcome: str, level: int | None = None, reason: str = "",
    words: str = "",
) -> Outcome:  # fmt: skip
    """A call about how content the customer was: `outcome` reached with a `level` 5 to 1, or not_reached with a reason.

    Possible once the service was done, also after closing. BadInput otherwise.
    """
    if outcome == "reached":
        if str(level) not in LEVELS:
            raise BadInput("请选满意度：5 非常满意 至 1 很不满意")
        given: dict[str, object] = {"level": int(str(level)), "words": words.strip()}
    elif outcome == "not_reached":
        if reason not in NOT_REACHED:
            raise BadInput(f"请选未回访的原因：{'、'.join(NOT_REACHED.values())}")
        given = {"reason": reason, "words": words.strip()}
    else:
        raise BadInput(f"回访结果「{outcome}」不存在，应为 reached、not_reached")

    def look(under_way: Act) -> Given:
        done = delivered_at(under_way.case.facts)
        if done is None:
            raise BadInput("服务还没有完成，完成后再做满意度回访")
        if under_way.happened < done:
            raise BadInput(f"回访时间早于服务完成的时间 {done:%m-%d %H:%M}，请核对")
        return {}

    return act(desk, case_id, entry, "survey", given, prepare=look)


def complain(
    desk: Desk, case_id: int, entry: Entry, *, category: str, words: str, responsible: str, due_on: date
) -> Outcome:
    """A complaint about the case, under a running number of its year; also possible when the case is over.

    `responsible` works at the desk; `due_on` is the day by which it is to be settled. BadInput otherwise.
    """
    if category not in CATEGORIES:
        raise BadInput(f"投诉类别「{category}」不存在，应为 {'、'.join(CATEGORIES.values())}")
    if not words.strip():
        raise BadInput("请写明客户投诉什么")
    given: dict[str, object] = {
        "category": category, "words": words.strip(), "responsible": responsible.strip(), "due_on": due_on,
    }  # fmt: skip

    def number(under_way: Act) -> Given:
        _check_colleague(under_way, responsible.strip())
        if due_on < under_way.happened.date():
            raise BadInput("处理期限早于投诉当天，请核对")
        year = under_way.happened.year
        given["number"] = f"TS-{year}-{next_number(under_way.session, f'TS-{year}'):04}"
        return {}

    return act(desk, case_id, entry, "complain", given, prepare=number)


def _check_colleague(under_way: Act, name: str) -> None:
    known = select(User.id).where(User.name == name, User.active)
    if not name or under_way.session.scalar(known) is None:
        raise BadInput(f"本台没有「{name}」这个人，请写明由谁处理" if name else "请写明由谁处理")


def settle_complaint(
    desk: Desk, case_id: int, entry: Entry, *, outcome: str, answer: str, number: str = ""
) -> Outcome:
    """What came of a complaint; `number` may be left out where one is open. BadInput for one that is not."""
    if outcome not in RESULTS:
        raise BadInput(f"处理结果「{outcome}」不存在，应为 {'、'.join(RESULTS.values())}")
    if not answer.strip():
        raise BadInput("请写明怎样处理、怎样答复客户")
    given: dict[str, object] = {"outcome": outcome, "answer": answer.strip()}

    def choose(under_way: Act) -> Given:
        waiting = {one.number: one for one in under_way.case.facts.open_complaints}
        chosen = number.strip() or (next(iter(waiting)) if len(waiting) == 1 else "")
        if chosen not in waiting:
            raise BadInput("请选要办结的投诉" if waiting and not number else "没有这件在办的投诉")
        if under_way.happened < waiting[chosen].filed_at:
            raise BadInput("办结时间早于投诉时间，请核对")
        given["number"] = chosen
        return {}

    return act(desk, case_id, entry, "settle_complaint", given, prepare=choose)
