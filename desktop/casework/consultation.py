"""MDT consultation and nodule reading: plan, experts, materials, reports, posting, guidance."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.casework.acting import Act, BadInput, Given, act
from desktop.casework.desk import Desk, Entry
from desktop.casework.rows import Outcome
from desktop.handbook.nodule_materials import EXAM_TITLES
from desktop.handbook.rulebook.green_channel import COSTS


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


def hold_consultation(desk: Desk, case_id: int, entry: Entry, *, reason: str = "") -> Outcome:
    """The consultation was held: the right is used; fewer than three specialties need a reason (MD-05)."""
    return act(desk, case_id, entry, "hold_consultation", {"reason": reason})


def receive_materials(
    desk: Desk, case_id: int, entry: Entry, *, items: Sequence[str], exam: str = "", hospital_grade: str = ""
) -> Outcome:
    """A parcel or upload arrived; a misfit examination does not count (ND-10), ID and images lock (ND-08)."""
    if not items:
        raise BadInput("请写明收到了哪些资料")
    if exam and exam not in EXAM_TITLES:
        raise BadInput(f"检查类型「{exam}」不存在，应为 {'、'.join(EXAM_TITLES)}")
    given = {"items": list(items), "exam": exam, "hospital_grade": hospital_grade}
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
        given["version"] = under_way.case.facts.versions + 1
        if under_way.case.facts.versions:
            given["replaces"] = under_way.case.facts.versions
        return given

    return act(desk, case_id, entry, "issue_report", given, prepare=number)


def post_report(desk: Desk, case_id: int, entry: Entry, *, courier: str, number: str) -> Outcome:
    """Report and originals were posted to the customer (ND-05, MD-10)."""
    return act(desk, case_id, entry, "post_report", {"courier": courier, "number": number})


def delivered(desk: Desk, case_id: int, entry: Entry) -> Outcome:
    """The customer received the parcel: the ball leaves the courier."""
    return act(desk, case_id, entry, "delivered", {})


def send_guidance(desk: Desk, case_id: int, entry: Entry) -> Outcome:
    """The guidance after the consultation went to the customer; it says whose the costs are (MD-08, G-06)."""
    return act(desk, case_id, entry, "send_guidance", {"notice": f"{COSTS}。"})
