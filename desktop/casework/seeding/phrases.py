"""What records of a seeded desk say: details made once, with the text and the JSON they are stored as."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from desktop.casework import wording
from desktop.casework.seeding.places import SPECIALTIES, Physician, Trouble
from desktop.handbook.rulebook.consult import NOTICE
from desktop.handbook.rulebook.green_channel import COSTS
from desktop.models.jsontext import to_json


class Phrase(dict[str, Any]):
    """Details that many records share, never changed, with their line of the timeline and their JSON."""

    __slots__ = ("json", "line")

    def __init__(self, verb: str, details: Mapping[str, Any]) -> None:
        super().__init__(details)
        self.line = wording.line(verb, details)
        self.json = to_json(details)


@cache
def said(verb: str, **details: Any) -> Phrase:
    """A phrase of plain texts, numbers and truths."""
    return Phrase(verb, details)


@cache
def listed(verb: str, key: str, *parts: str) -> Phrase:
    """A phrase that is one list."""
    return Phrase(verb, {key: list(parts)})


_REVIEWS: dict[tuple[str, str], Phrase] = {}


def reviewed(trouble: Trouble, outcome: str) -> Phrase:
    """The review of an illness: confirmed with everything shown, or suspected."""
    key = (trouble.illness, outcome)
    if key not in _REVIEWS:
        illness = dict(trouble.diagnosis)
        if outcome == "suspected":
            illness = {"name": illness["name"], "icd10": illness["icd10"]}
        _REVIEWS[key] = Phrase("review", {"outcome": outcome, "illness": illness})
    return _REVIEWS[key]


MATERIAL_WANTED = Phrase("review", {"outcome": "more_material", "missing": ["病理报告", "影像报告"]})
NOT_COVERED = Phrase("review", {"outcome": "refused", "reason": "所患疾病不在条款约定的范围内"})


@cache
def planned(department: str, questions: tuple[str, ...]) -> Phrase:
    """The plan of a consultation."""
    disciplines = [department, *SPECIALTIES[:3]]
    return Phrase("plan_mdt", {"disciplines": disciplines, "questions": list(questions)})


@cache
def invited(physician: Physician) -> Phrase:
    """An expert's invitation to a consultation."""
    return Phrase("book_expert", physician.invitation())


@cache
def reader(physician: Physician) -> Phrase:
    """An expert's reading of a nodule."""
    return Phrase("assign_reader", physician.reading())


@cache
def received(items: tuple[str, ...], exam: str = "") -> Phrase:
    """A parcel."""
    seen = {"exam": exam, "hospital_grade": "三甲"} if exam else {}
    return Phrase("receive_materials", {"items": list(items), **seen})


@cache
def answered(text: str) -> Phrase:
    """An answer with its notice (OC-03)."""
    return Phrase("answer", {"text": text, "notice": f"在线问诊{NOTICE}"})


_DOCTORS: dict[str, Phrase] = {}


def taken(doctor: Mapping[str, Any]) -> Phrase:
    """A call taken by a doctor, with its notice (PD-05)."""
    name = str(doctor["name"])
    if name not in _DOCTORS:
        _DOCTORS[name] = Phrase("take_call", {"doctor": dict(doctor), "notice": f"电话咨询{NOTICE}"})
    return _DOCTORS[name]


CALLED = said("call", outcome="reached", request_recorded=False)
CALLED_WITH_REQUEST = said("call", outcome="reached", request_recorded=True)
NOT_ANSWERED = said("call", outcome="no_answer", request_recorded=False)
GUIDED = said("send_guidance", notice=f"{COSTS}。")
NOTHING: Mapping[str, Phrase] = {
    verb: Phrase(verb, {})
    for verb in ("take", "admit", "discharge", "visit_done", "hold_consultation", "delivered", "close")
}
