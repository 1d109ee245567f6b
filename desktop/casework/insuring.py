"""The people and policies that a list names: what is registered already wins over the list, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.casework.acting import Refused
from desktop.casework.intake_rows import InsuredRow, PolicyRow, RowFinding
from desktop.casework.names import name_key, plain_name
from desktop.handbook.vocabulary import Finding, PolicyTerms, Refusal, Sibling
from desktop.models.tables import Person, Policy


class RowRefused(Refused):
    """A row that cannot be admitted whatever the rules say; `finding` names the row's field."""

    def __init__(self, rule: str, sentence: str, field: str) -> None:
        super().__init__(Refusal((Finding(rule, sentence),)))
        self.finding = RowFinding(rule, sentence, field)


@dataclass(slots=True)
class Cover:
    """A policy as a list meets it, registered or new (without id): its insured, holder, cases and uses of rights."""

    policy: Policy
    insured: Person
    holder: Person | None = None
    siblings: list[Sibling] = field(default_factory=list)
    uses: dict[str, set[int]] = field(default_factory=dict)

    @property
    def terms(self) -> PolicyTerms:
        """The policy as rules see it."""
        row = self.policy
        return PolicyTerms(row.number, row.start, row.end, row.status, self.insured.name)

    def free_use(self, quota: str) -> int:
        """The lowest use number of a right that no case reserves or uses; taken by asking."""
        taken = self.uses.setdefault(quota, set())
        number = next(number for number in range(1, len(taken) + 2) if number not in taken)
        taken.add(number)
        return number


def check_person(person: Person, row: InsuredRow) -> None:
    """Raise RowRefused when the document is registered under another name."""
    if plain_name(person.name) != plain_name(row.name):
        raise RowRefused("", f"这个{row.id_type}号码已登记在另一个姓名下，请核对姓名和证件号码", "insured")


def check_cover(cover: Cover, person: Person) -> None:
    """Raise RowRefused when the policy insures somebody else (G-02)."""
    if cover.insured is not person:
        number = cover.policy.number
        raise RowRefused("G-02", f"保单 {number} 登记的被保险人不是表中这位，请核对保单号和被保险人", "insured")


def new_person(row: InsuredRow) -> Person:
    """The row's insured, not stored yet."""
    return Person(
        name=row.name, name_key=name_key(row.name), sex=row.sex, birth_date=row.birth_date, id_type=row.id_type,
        id_number=row.id_number, id_last4=row.id_number[-4:], phone=row.phone, phone_last4=row.phone[-4:],
    )  # fmt: skip


def new_cover(carrier_id: int, row: PolicyRow, plan: str, person: Person) -> Cover:
    """The row's policy, not stored yet; a holder other than the insured is kept by name."""
    policy = Policy(
        carrier_id=carrier_id, number=row.number, plan_name=plan, start=row.start, end=row.end,
        status="in_force", relation=row.relation,
    )  # fmt: skip
    same = not row.holder or plain_name(row.holder) == plain_name(person.name)
    return Cover(policy, person, person if same else Person(name=row.holder, name_key=name_key(row.holder)))


def differences(cover: Cover, row: PolicyRow, plan: str) -> Iterator[RowFinding]:
    """What the list says otherwise than the registered policy; the registered terms hold."""
    policy = cover.policy
    if (policy.start, policy.end) != (row.start, row.end):
        span = f"{policy.start} 至 {policy.end}"
        yield RowFinding("G-04", f"保单登记的有效期是 {span}，与表中不同，以登记的为准", "policy_end")
    if policy.plan_name != plan:
        yield RowFinding("G-03", f"保单登记的计划是「{policy.plan_name}」，与表中不同，以登记的为准", "plan")


def update_phone(person: Person, phone: str) -> Iterator[RowFinding]:
    """Keep the telephone number of the newest application; says so when it changes."""
    if not phone or person.phone == phone:
        return
    if person.phone:
        yield RowFinding("", f"登记的手机号由尾号 {person.phone_last4} 改为尾号 {phone[-4:]}", "phone")
    person.phone, person.phone_last4 = phone, phone[-4:]
