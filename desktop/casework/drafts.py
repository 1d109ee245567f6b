"""What the 登记 form holds while it is filled in, and what the desk answers to it before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from desktop.casework.rows import QuotaTile
from desktop.handbook.vocabulary import Finding, Item, Kind


@dataclass(frozen=True, slots=True)
class ApplicationDraft:
    """The form as it stands; "" or None where nothing is entered.

    `policy` is the policy's full number. `insured`, `id_number` and `phone` are what was typed: for a policy the
    desk knows they are compared with it, empty ones are taken from it. `id_type` is the document's kind as
    `exchange.identity` names it. `plan` (its name), `policy_from` and
    `policy_to` count only for a policy the desk does not know. `by` is insured or other, `entrance` wechat, app or
    phone, `escort_sex` 女, 男 or "" for any, `nodule` lung, breast or thyroid. `happened` (aware) is when the
    customer applied, None for now.
    """

    item: Item | None = None
    policy: str = ""
    insured: str = ""
    id_type: str = "身份证"
    id_number: str = ""
    phone: str = ""
    plan: str = ""
    policy_from: date | None = None
    policy_to: date | None = None
    request_no: str = ""
    by: str = "insured"
    entrance: str = ""
    city: str = ""
    hospital: str = ""
    department: str = ""
    escort_sex: str = ""
    illness: str = ""
    certificate_hospital: str = ""
    certificate_on: date | None = None
    nodule: str = ""
    stay_id: int | None = None
    remark: str = ""
    happened: datetime | None = None
    late_reason: str = ""


class PolicyCard(NamedTuple):
    """A policy the desk knows, personal data masked: `person` is `女 47 岁`, `plan` its title, `status` in Chinese."""

    id: int
    number: str
    insured: str
    id_number: str
    phone: str
    person: str
    plan: str
    start: date
    end: date
    status: str


class CheckLine(NamedTuple):
    """One rule of the live check; state: ok, refused, warned, or open (cannot be said yet)."""

    rule: str
    title: str
    detail: str
    state: str


class ItemOffer(NamedTuple):
    """A service tile: caption is `剩 1`, `在办 1 件`, `随住院`, `不限`, `计划不含`; `available` False greys it."""

    item: Item
    caption: str
    available: bool


class DuplicateRow(NamedTuple):
    """Another case of the same person; `same_item` marks the one D-03 leads to."""

    case_id: int
    number: str
    item: Item
    words: str
    open: bool
    same_item: bool


class ClockPreview(NamedTuple):
    """A clock the case would carry: `due` when it starts with the application, else `words` say what it waits for."""

    title: str
    kind: Kind
    due: datetime | None
    words: str


class StayChoice(NamedTuple):
    """A stay under the policy to which a hospital visit can belong (GC-15)."""

    case_id: int
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class ApplicationCheck:
    """What the desk would say to a draft now; nothing is written and no right is touched.

    `findings` are the rules that would refuse it, in the rulebook's order (empty while no item is chosen);
    `lines` all rules looked at, in the same order; `policy` None when the number is unknown to the desk; `ordered`
    when an expert of an outpatient visit ordered the admission, so that no certificate is needed (GC-13).
    """

    findings: tuple[Finding, ...] = ()
    lines: tuple[CheckLine, ...] = ()
    policy: PolicyCard | None = None
    offers: tuple[ItemOffer, ...] = ()
    quotas: tuple[QuotaTile, ...] = ()
    duplicates: tuple[DuplicateRow, ...] = ()
    clocks: tuple[ClockPreview, ...] = ()
    stays: tuple[StayChoice, ...] = ()
    ordered: bool = False
