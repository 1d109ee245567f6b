"""The frozen rows of the consultation and reading desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from desktop.casework.documents.earlier_readings import EarlierNodule
from desktop.casework.roster_rows import DayHours, Leave


@dataclass(frozen=True, slots=True)
class ExpertCard:
    """Everything the directory shows of an expert.

    `cannot_read` says why nodules cannot be given to this expert (ND-02), '' when they can; `consulted` and `read`
    count the cases so far.
    """

    id: int
    version: int
    name: str
    hospital: str
    grade: str
    title: str
    specialty: str
    city: str
    phone: str
    hours: tuple[DayHours, ...]
    absences: tuple[Leave, ...]
    note: str
    active: bool
    cannot_read: str = ""
    consulted: int = 0
    read: int = 0


@dataclass(frozen=True, slots=True)
class ExpertDraft:
    """What is entered of an expert; `hours` are (from, to) as HH:MM by weekday "0" to "6" or for "every" day."""

    name: str
    hospital: str
    title: str
    specialty: str
    city: str = ""
    phone: str = ""
    hours: Mapping[str, tuple[str, str]] | None = None
    note: str = ""
    active: bool = True


class Choice(NamedTuple):
    """An expert who could be asked: reasons for, or what hinders; hindered ones come last."""

    card: ExpertCard
    reasons: tuple[str, ...]
    hindrance: str = ""


class MaterialLine(NamedTuple):
    """One entry of the checklist as it stands; `open` when something still has to be done about it.

    `note` is everything known of it in one line; `hospital`, `dated` (ISO) and `remark` are its parts as entered,
    `files` the number of attachments it has.
    """

    key: str
    title: str
    group: str
    need: str
    hint: str
    state: str
    problem: str
    form: str
    note: str
    back: bool
    returned: bool
    open: bool
    hospital: str = ""
    dated: str = ""
    remark: str = ""
    files: int = 0


class Invited(NamedTuple):
    """An invited expert; `number` counts different specialties and is 0 for the second of one (MD-05)."""

    number: int
    name: str
    hospital: str
    title: str
    specialty: str
    city: str
    confirmed: bool


class Proposal(NamedTuple):
    """The proposed time of a consultation, and who has not confirmed it yet (MD-04)."""

    at: datetime
    minutes: int
    mode: str
    place: str
    customer: bool
    host: bool
    waiting: tuple[str, ...]


class Parcel(NamedTuple):
    """A parcel in or out: when, by whom, its number, which originals were in it, and what the courier says of it.

    `state` is '' for a parcel that nobody asked about; one that is only expected is incoming without contents.
    """

    incoming: bool
    at: datetime
    courier: str
    number: str
    contents: tuple[str, ...]
    state: str = ""


@dataclass(frozen=True, slots=True)
class ConsultationSheet:
    """What the MDT workspace shows beside the case: checklist, plan, experts, times, parcels.

    `verdict` is MD-05 in words, `enough` whether it holds; `to_ask` are the titles a text asks the customer for.
    """

    case_id: int
    tumour: str
    tumour_title: str
    materials: tuple[MaterialLine, ...]
    received: int
    needed: int
    problems: int
    disciplines: tuple[str, ...]
    questions: tuple[str, ...]
    experts: tuple[Invited, ...]
    specialties: int
    enough: bool
    verdict: str
    proposal: Proposal | None
    held_at: datetime | None
    originals: tuple[str, ...]
    parcels: tuple[Parcel, ...]
    to_ask: tuple[str, ...]


class ReadingItem(NamedTuple):
    """One entry of a nodule's set: required ones make it complete (ND-10); `received` counts what fits."""

    key: str
    title: str
    required: bool
    received: bool
    files: int = 0


@dataclass(frozen=True, slots=True)
class ReadingSheet:
    """What the nodule workspace shows beside the case: the set, why it does not count, the lock, the reader.

    `misfit` says why the last parcel does not count (ND-10), `lacking` what is still missing; `lock` is the sentence
    of ND-08 once it holds, `earlier` are the nodules of the person's earlier issued readings.
    """

    case_id: int
    nodule: str
    nodule_title: str
    exams: tuple[tuple[str, str], ...]
    items: tuple[ReadingItem, ...]
    complete_at: datetime | None
    misfit: str
    lacking: tuple[str, ...]
    lock: str
    reader: Invited | None
    originals: tuple[str, ...]
    parcels: tuple[Parcel, ...]
    earlier: tuple[EarlierNodule, ...] = ()
