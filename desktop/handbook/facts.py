"""What is known of a case once its timeline is folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop.handbook.aftercare_facts import AftercareFacts
from desktop.handbook.consultation_facts import Details
from desktop.handbook.vocabulary import Record


@dataclass(slots=True)
class Facts(AftercareFacts):
    """What a timeline says; every `…_at` is the aware business time of the event, or None."""

    applied_at: datetime | None = None
    nodule: str = ""
    complaint: str = ""
    wish: Details = field(default_factory=dict)
    entered_by: dict[int, str] = field(default_factory=dict)
    verbs: dict[int, str] = field(default_factory=dict)
    voided: frozenset[int] = frozenset()
    # review and triage
    outcome: str = ""
    decided_at: datetime | None = None
    accepted_at: datetime | None = None
    refused: bool = False
    refused_at: datetime | None = None
    asked_material: bool = False
    asked_at: datetime | None = None
    illness: Details = field(default_factory=dict)
    triaged_at: datetime | None = None
    department_flagged: bool = False
    # hospital, certificate, booking
    settled_at: datetime | None = None
    hospital: str = ""
    department: str = ""
    city: str = ""
    certificate_at: datetime | None = None
    certificate_hospital: str = ""
    booked_at: datetime | None = None
    last_booked_at: datetime | None = None
    visit_at: datetime | None = None
    booking: Details = field(default_factory=dict)
    notified_at: datetime | None = None
    reminded_at: datetime | None = None
    reminders: tuple[datetime, ...] = ()
    escort_calls: tuple[datetime, ...] = ()
    escort_called_at: datetime | None = None
    locked_at: datetime | None = None
    locked_by: int = 0
    escort: str = ""
    escort_told: bool = False
    told_escort: str = ""
    meeting_at: datetime | None = None
    meeting_place: str = ""
    served_at: datetime | None = None
    cut_short: str = ""
    ordered_admission: bool = False
    admitted_at: datetime | None = None
    leaves_at: datetime | None = None
    discharge_escort: str = ""
    discharged_at: datetime | None = None
    no_show_at: datetime | None = None
    visit_checked_at: datetime | None = None
    # hospital visit
    visit_materials: frozenset[str] = frozenset()
    visit_planned_at: datetime | None = None
    visit_done_at: datetime | None = None
    # calls
    reached_at: datetime | None = None
    called_at: datetime | None = None
    missed_calls: tuple[datetime, ...] = ()
    last_reached_at: datetime | None = None
    call_back_at: datetime | None = None
    texted: Mapping[str, datetime] = field(default_factory=dict)
    # the conversation
    answered_at: datetime | None = None
    last_answered_at: datetime | None = None
    wrote_at: datetime | None = None
    doctor: str = ""
    taken_at: datetime | None = None
    recorded_at: datetime | None = None
    invalid_call: bool = False
    # the case as a file
    owner: str = ""
    owned_since: datetime | None = None
    exempt_reason: str = ""
    exemption_asked: Details = field(default_factory=dict)
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None
    released: bool = False

    def lock(self, record: Record) -> None:
        """The earliest locking record counts (GC-14, ND-08)."""
        if self.locked_at is None or record.happened < self.locked_at:
            self.locked_at, self.locked_by = record.happened, record.seq

    @property
    def accepted(self) -> bool:
        """Accepted in review and not refused since (GC-02, MD-01)."""
        return self.accepted_at is not None and not self.refused

    @property
    def over_at(self) -> datetime | None:
        """When the case stopped: cancelled, closed, or refused in review."""
        return self.cancelled_at or self.closed_at or (self.refused_at if self.refused else None)

    @property
    def holds_place(self) -> bool:
        """Whether the case holds its item's place under the policy (D-03): open, and not refused in review."""
        return self.over_at is None

    @property
    def is_open(self) -> bool:
        """Whether the case is still worked on: neither closed nor cancelled (D-08)."""
        return self.cancelled_at is None and self.closed_at is None

    @property
    def inpatient_ready_at(self) -> datetime | None:
        """GC-06: the later of certificate issued, and hospital and department settled."""
        if self.certificate_at is None or self.settled_at is None:
            return None
        return max(self.certificate_at, self.settled_at)

    @property
    def rendered(self) -> bool:
        """Whether the service counts as rendered and can no longer be cancelled (GC-14, ND-08)."""
        return self.locked_at is not None or self.served_at is not None or self.admitted_at is not None

    @property
    def lost_at(self) -> datetime | None:
        """When the last of the desk's attempts to reach the customer was not answered either."""
        return self.missed_calls[self.attempts - 1] if len(self.missed_calls) >= self.attempts else None

    @property
    def lost_texted(self) -> bool:
        """Whether a customer out of reach was asked by text to call back."""
        asked = self.texted.get("lost_contact")
        return self.lost_at is not None and asked is not None and asked >= self.lost_at

    @property
    def stay_ended_at(self) -> datetime | None:
        """When the stay ended: discharged, or never begun (D-10)."""
        return self.discharged_at or (self.no_show_at if self.admitted_at is None else None)

    @property
    def visit_settled_at(self) -> datetime | None:
        """When the hospital visit was settled: done or not attended."""
        return self.visit_done_at or self.no_show_at

    @property
    def to_answer_since(self) -> datetime | None:
        """OC-01: since when the customer waits for words of the desk; None when it is the customer's turn."""
        if self.answered_at is None or self.last_answered_at is None:
            return self.applied_at
        return self.wrote_at if self.wrote_at is not None and self.wrote_at > self.last_answered_at else None

    @property
    def visit_papers_complete(self) -> bool:
        """GC-16: identity, personal, policy and stay papers are there."""
        return self.visit_materials >= {"id", "personal", "policy", "stay"}

    @property
    def escort_sex(self) -> str:
        """女 or 男 when the customer wishes an escort of that sex, "" for any."""
        wished = str(self.wish.get("escort_sex") or "")
        return wished if wished in ("女", "男") else ""

    @property
    def attended_at(self) -> datetime | None:
        """When the visit was settled one way or the other: done, admitted, or not attended (D-10)."""
        return self.served_at or self.admitted_at or self.no_show_at
