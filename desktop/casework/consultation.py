"""MDT consultation and nodule reading: plan, experts, materials, reports, posting, guidance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from desktop.casework.acting import Act, BadInput, Given, act
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome
from desktop.casework.wording import MODES
from desktop.handbook.consultation_materials import EVERY, FORMS, PROBLEMS, STATES
from desktop.handbook.nodule_materials import EXAM_TITLES
from desktop.handbook.rulebook.green_channel import COSTS

LONGEST = 480
OWN = "own:"
GUIDANCE_NOTICE = f"{COSTS}。"
"""What the guidance says of costs (G-06)."""


def plan_mdt(
    desk: Desk, case_id: int, entry: Entry, *, disciplines: Sequence[str], questions: Sequence[str]
) -> Outcome:
    """The consultation's plan: which disciplines answer which numbered questions (MD-03)."""
    if not disciplines or not questions:
        raise BadInput("会诊方案至少要有一个学科和一个问题")
    return act(desk, case_id, entry, "plan_mdt", {"disciplines": list(disciplines), "questions": list(questions)})


def book_expert(
    desk: Desk, case_id: int, entry: Entry, *, name: str, hospital: str, grade: str, title: str, specialty: str,
    city: str,
) -> Outcome:  # fmt: skip
    """Invite one expert; across hospitals is fine (MD-04)."""
    given = {"name": name, "hospital": hospital, "grade": grade, "title": title, "specialty": specialty, "city": city}
    return act(desk, case_id, entry, "book_expert", given)


def release_expert(
    desk: Desk, case_id: int, entry: Entry, *, name: str, hospital: str = "", reason: str = ""
) -> Outcome:
    """Take back an invitation: the expert cannot come, or another is wanted."""

    def invited(under_way: Act) -> Given:
        experts = under_way.case.facts.experts
        if not any(one["name"] == name and hospital in ("", one.get("hospital", "")) for one in experts):
            raise BadInput(f"没有邀请过专家「{name}」")
        return {}

    given = {"name": name, "hospital": hospital, "reason": reason}
    return act(desk, case_id, entry, "release_expert", given, prepare=invited)


def propose_time(
    desk: Desk, case_id: int, entry: Entry, *, meets_at: datetime, minutes: int = 60, mode: str = "video",
    place: str = "",
) -> Outcome:  # fmt: skip
    """Propose when, how (`mode` of MODES) and where the consultation is held; all have to confirm it anew (MD-04)."""
    if mode not in MODES:
        raise BadInput(f"会诊方式「{mode}」不存在，应为 {'、'.join(MODES.values())}")
    if not 10 <= minutes <= LONGEST:
        raise BadInput(f"会诊时长 {minutes} 分钟不对，应为 10 到 {LONGEST} 分钟")
    given = {"meets_at": meets_at, "minutes": minutes, "mode": mode, "place": place.strip()}
    return act(desk, case_id, entry, "propose_time", given)


def confirm_time(desk: Desk, case_id: int, entry: Entry, *, who: Sequence[str]) -> Outcome:
    """The customer (`customer`), the place (`host`) or experts by name confirm the proposed time (MD-04)."""
    if not who:
        raise BadInput("请选择谁确认了时间")
    return act(desk, case_id, entry, "confirm_time", {"who": list(dict.fromkeys(who))})


def check_material(
    desk: Desk, case_id: int, entry: Entry, *, item: str, state: str = "received", problem: str = "", form: str = "",
    hospital: str = "", dated: date | None = None, title: str = "", note: str = "",
) -> Outcome:  # fmt: skip
    """Say how one entry of the checklist stands (MD-02); an empty `state` clears it.

    `item` is a key of the checklist, or `own:` and a name for one that the list lacks. `problem`, `form` and `state`
    are keys of PROBLEMS, FORMS and STATES; an original is kept track of until it is posted back (MD-10).
    """
    for value, known, label in ((state, STATES, "资料状态"), (problem, PROBLEMS, "问题"), (form, FORMS, "形式")):
        if value and value not in known:
            raise BadInput(f"{label}「{value}」不存在，应为 {'、'.join(known.values())}")
    listed = EVERY.get(item)
    if listed is None and not item.removeprefix(OWN).strip():
        raise BadInput("请写明资料的名称")
    if listed is None and not item.startswith(OWN):
        raise BadInput(f"资料清单没有「{item}」这一项")
    given = {
        "item": item, "title": listed.title if listed else title or item.removeprefix(OWN).strip(), "state": state,
        "problem": problem, "form": form, "hospital": hospital.strip(), "dated": dated, "note": note.strip(),
    }  # fmt: skip
    return act(desk, case_id, entry, "check_material", given)


def hold_consultation(desk: Desk, case_id: int, entry: Entry, *, reason: str = "") -> Outcome:
    """The consultation was held: the right is used; fewer than three specialties need a reason (MD-05)."""
    return act(desk, case_id, entry, "hold_consultation", {"reason": reason})


def receive_materials(
    desk: Desk, case_id: int, entry: Entry, *, items: Sequence[str], exam: str = "", hospital_grade: str = "",
    originals: Sequence[str] = (), courier: str = "", number: str = "",
) -> Outcome:  # fmt: skip
    """A parcel or upload arrived; a misfit examination does not count (ND-10), ID and images lock (ND-08).

    `originals` name what has to go back to the customer (ND-07); `courier` and `number` are the parcel's.
    """
    if not items:
        raise BadInput("请写明收到了哪些资料")
    if exam and exam not in EXAM_TITLES:
        raise BadInput(f"检查类型「{exam}」不存在，应为 {'、'.join(EXAM_TITLES)}")
    given = {
        "items": list(items), "exam": exam, "hospital_grade": hospital_grade, "originals": list(originals),
        "courier": courier.strip(), "number": number.strip(),
    }  # fmt: skip
    return act(desk, case_id, entry, "receive_materials", given)


def assign_reader(
    desk: Desk, case_id: int, entry: Entry, *, name: str, hospital: str, city: str, grade: str, title: str
) -> Outcome:
    """Give the reading to an expert whom ND-02 allows."""
    given = {"name": name, "hospital": hospital, "city": city, "grade": grade, "title": title}
    return act(desk, case_id, entry, "assign_reader", given)


def issue_report(desk: Desk, case_id: int, entry: Entry) -> Outcome:
    """Issue the written report; again means a new version that names the one it replaces (D-07)."""
    given: dict[str, object] = {}

    def number(under_way: Act) -> Given:
        given.clear()
        given.update(numbered(under_way))
        return given

    return act(desk, case_id, entry, "issue_report", given, prepare=number)


def numbered(under_way: Act, at_least: int = 1) -> dict[str, object]:
    """The version that is issued next, and the one it replaces (D-07); `at_least` after versions that were voided."""
    version = max(under_way.case.facts.versions + 1, at_least)
    return {"version": version, "replaces": version - 1} if version > 1 else {"version": version}


def post_report(
    desk: Desk, case_id: int, entry: Entry, *, courier: str, number: str, originals: Sequence[str] | None = None,
    address: str = "",
) -> Outcome:  # fmt: skip
    """Report and originals were posted to the customer (ND-05, MD-10); None: every original that is here.

    `address` is where to, whole: letter and label are printed from it, and no list shows it.
    """
    return act(desk, case_id, entry, "post_report", _parcel(courier, number, originals, address))


def return_originals(
    desk: Desk, case_id: int, entry: Entry, *, courier: str, number: str, originals: Sequence[str] | None = None,
    address: str = "",
) -> Outcome:  # fmt: skip
    """Originals went back without a report, also after closing (MD-10, ND-07); None: every one that is here."""
    if originals is not None and not originals:
        raise BadInput("请选择退回的原件")

    def known(under_way: Act) -> Given:
        here = under_way.case.facts.originals - under_way.case.facts.returned
        strangers = [name for name in originals or () if name not in here]
        if strangers or not here:
            raise BadInput(f"本台没有待退的原件{'：' + '、'.join(strangers) if strangers else ''}")
        return {}

    return act(desk, case_id, entry, "return_originals", _parcel(courier, number, originals, address), prepare=known)


def _parcel(courier: str, number: str, originals: Sequence[str] | None, address: str) -> Given:
    if not courier.strip() or not number.strip():
        raise BadInput("请填写快递公司和运单号")
    kept = True if originals is not None and not originals else None
    return {"courier": courier.strip(), "number": number.strip(), "originals": originals, "originals_kept": kept,
            "address": address.strip() or None}  # fmt: skip


def delivered(desk: Desk, case_id: int, entry: Entry) -> Outcome:
    """The customer received the parcel: the ball leaves the courier."""
    return act(desk, case_id, entry, "delivered", {})


def send_guidance(desk: Desk, case_id: int, entry: Entry) -> Outcome:
    """The guidance after the consultation went to the customer; it says whose the costs are (MD-08, G-06)."""
    return act(desk, case_id, entry, "send_guidance", {"notice": GUIDANCE_NOTICE})
