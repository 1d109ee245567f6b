"""What the opinion of a multidisciplinary consultation 多学科会诊意见书 says (MD-07)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from desktop.casework.documents.papers_common import (
    Client,
    Issue,
    KeyFact,
    KeyImage,
    Labelled,
    Material,
    Rich,
    Signing,
    Station,
)
from desktop.casework.papers import Provider

MDT_LIMITS = (
    "本意见依据客户提供的资料作出，专家未当面体检。意见供客户及主治医生参考，不替代医疗机构的诊断和治疗；"
    "具体方案以接诊医院为准。资料有遗漏或病情变化时，结论可能改变。"
)


class Expert(NamedTuple):
    """A consulted expert; `grade` is the hospital's, `三甲`; `mode` how they took part: 视频, 现场, 书面."""

    name: str
    specialty: str
    title: str
    hospital: str
    grade: str = ""
    mode: str = ""


class Question(NamedTuple):
    """A question put to the consultation and its answer; section 6 repeats `short`, or `asked` without one."""

    asked: str
    answer: Rich = ""
    short: str = ""


class Diagnosis(NamedTuple):
    """A row of the diagnosis table: `分期`, `cT3N1bM1a，IVA 期`, `AJCC 第 8 版`."""

    item: str
    finding: str
    code: str = ""


class Examination(NamedTuple):
    """An imaging or pathology row; `place` is the hospital or a second line such as `2026-09-11 会诊复核`."""

    day: str
    title: str
    place: str
    finding: str


class LabValue(NamedTuple):
    """A measured value as the laboratory wrote it and where it lies: `high`, `low` or empty for within range."""

    text: str
    flag: str = ""


class LabRow(NamedTuple):
    """A laboratory line: one value for each date of the table; an empty value prints as a dash."""

    title: str
    values: tuple[LabValue, ...]
    unit: str = ""
    reference: str = ""


class Treatment(NamedTuple):
    """A past treatment: when, what kind (手术, 放疗, 系统治疗), the plan, response and side effects."""

    period: str
    kind: str
    plan: str
    outcome: str = ""


class Opinion(NamedTuple):
    """What one expert says, and on what evidence; paragraphs in order."""

    name: str
    specialty: str
    hospital: str
    paragraphs: tuple[Rich, ...]
    evidence: str = ""


class FollowUp(NamedTuple):
    """A line of the follow-up plan; `about` is the approximate date below the point in time."""

    when: str
    item: str
    department: str
    purpose: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class MdtPaper:
    """The consultation's opinion in the order it is printed; every note stands in grey in the side column.

    `held` as it is read, `2026-09-18 周五 14:00–15:10`. `facts` are 首选方案, 紧急程度, 下一步. `state_facts` are the
    labelled figures of section 3 (ECOG, NRS). `lab_days` has one entry for each value of a `LabRow`, at most three.
    `treatment_note` says 未治疗 or 资料未提供 where `treatments` is empty. `dissents` empty means there was none.
    """

    provider: Provider
    issue: Issue
    client: Client
    subtitle: str
    held: str
    mode: str
    host: str
    recorder: str
    diagnosed_on: str
    conclusion: Rich
    facts: tuple[KeyFact, ...]
    experts: tuple[Expert, ...]
    questions: tuple[Question, ...]
    history: tuple[Labelled, ...]
    state_facts: tuple[Labelled, ...]
    diagnoses: tuple[Diagnosis, ...]
    examinations: tuple[Examination, ...]
    opinions: tuple[Opinion, ...]
    advice: tuple[Labelled, ...]
    follow_up: tuple[FollowUp, ...]
    signing: Signing
    materials: tuple[Material, ...]
    lab_days: tuple[str, ...] = ()
    labs: tuple[LabRow, ...] = ()
    images: tuple[KeyImage, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    treatment_note: str = ""
    dissents: tuple[Rich, ...] = ()
    path: tuple[Station, ...] = ()
    basis: tuple[Labelled, ...] = ()
    emergency: str = ""
    limits: str = MDT_LIMITS
    conclusion_note: str = ""
    experts_note: str = ""
    questions_note: str = ""
    history_note: str = ""
    examinations_note: str = ""
    opinions_note: str = ""
    advice_note: str = ""
    follow_up_note: str = ""
    basis_note: str = ""
