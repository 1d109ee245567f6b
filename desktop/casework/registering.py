"""登记: what the desk answers to a half-filled application, and the opening of its case with policy and person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from desktop.casework.acting import BadInput, Refused, answered, attempt, check_dates
from desktop.casework.applying import Application, check_application, check_new_policy, open_case
from desktop.casework.desk import Desk, Entry
from desktop.casework.dossier import siblings
from desktop.casework.drafts import ApplicationCheck, ApplicationDraft, DuplicateRow, ItemOffer, StayChoice
from desktop.casework.hospital_choice import meant_hospital
from desktop.casework.masking import masked_name
from desktop.casework.names import name_key, plain_name
from desktop.casework.plans import HANDBOOK_PLAN, house_carrier, plan_on, read_plan
from desktop.casework.previewing import check_lines, clock_previews, policy_card, unknown_lines
from desktop.casework.rights import LedgerLine, ledger
from desktop.casework.rows import Outcome
from desktop.casework.views import quota_tiles
from desktop.handbook.identity import CITIZEN, Identity, check_identity, check_phone, check_policy_number, normalise
from desktop.handbook.illness_list import letters_only
from desktop.handbook.vocabulary import ITEM_TITLES, LIMITED, Finding, Item, Plan, PolicyTerms, Refusal
from desktop.models.tables import Case, Person, Policy


def check(session: Session, desk: Desk, draft: ApplicationDraft) -> ApplicationCheck:
    """The live check: nothing is written and no right is touched."""
    try:
        check_dates(draft.happened, draft.certificate_on)
    except BadInput as beyond:
        told = check(session, desk, replace(draft, happened=None, certificate_on=None))
        return replace(told, findings=(Finding("T-01", str(beyond)), *told.findings))
    now = desk.clock()
    policy = find_policy(session, draft.policy)
    if policy is None:
        found = tuple(_findings_unknown(session, desk, draft, now))
        return ApplicationCheck(
            findings=found, lines=unknown_lines(draft, found), offers=_offers_unknown(),
            clocks=clock_previews(desk, draft, HANDBOOK_PLAN, now),
        )  # fmt: skip
    version = plan_on(session, policy.carrier_id, policy.plan_name, now.date())
    plan = read_plan(version) if version else HANDBOOK_PLAN
    rights = ledger(session, policy.id, now.date())
    stays = tuple(_stays(session, desk, policy))
    findings = tuple(_findings(session, desk, policy, draft, now))
    return ApplicationCheck(
        findings=findings, lines=check_lines(draft, policy, plan, findings), policy=policy_card(policy, plan, now),
        offers=tuple(_offers(plan, rights, stays)), quotas=quota_tiles(rights),
        duplicates=tuple(_duplicates(session, policy, draft)), clocks=clock_previews(desk, draft, plan, now),
        stays=stays, ordered=any(other.ordered_hospital for other in siblings(session, desk, policy.id)),
    )  # fmt: skip


def _findings(
    session: Session, desk: Desk, policy: Policy, draft: ApplicationDraft, now: datetime
) -> Iterator[Finding]:
    yield from _not_the_insured(policy, draft)
    if draft.item is not None:
        entry = Entry("", draft.happened, draft.late_reason)
        refusal = check_application(session, desk, policy, application_of(draft), draft.happened or now, entry)
        yield from refusal.findings if refusal else ()


def _findings_unknown(session: Session, desk: Desk, draft: ApplicationDraft, now: datetime) -> Iterator[Finding]:
    """The same rules over the policy as it is written; one without its term yet is taken as in force."""
    if not draft.policy.strip() or draft.item is None:
        return
    day = (draft.happened or now).date()
    terms = PolicyTerms(draft.policy.strip(), draft.policy_from or day, draft.policy_to or day, "in_force",
                        draft.insured.strip())  # fmt: skip
    other = _registered_name(session, draft)
    if other:
        yield Finding("G-02", f"这个证件号码已登记在另一个姓名下（{masked_name(other)}），请核对姓名和证件号")
    entry = Entry("", draft.happened, draft.late_reason)
    name = draft.plan or HANDBOOK_PLAN.name
    refusal = check_new_policy(session, desk, terms, name, application_of(draft), draft.happened or now, entry)
    yield from refusal.findings if refusal else ()


def _registered_name(session: Session, draft: ApplicationDraft) -> str:
    """The name under which the desk knows the typed document, when it is another one; '' otherwise."""
    typed = normalise(draft.id_number)
    if not typed or not draft.insured.strip():
        return ""
    kind = draft.id_type or CITIZEN
    known = session.scalar(select(Person.name).where(Person.id_type == kind, Person.id_number == typed)) or ""
    return known if plain_name(known) != plain_name(draft.insured) else ""


def _with_hospitals(session: Session, draft: ApplicationDraft) -> ApplicationDraft:
    wished, issued = (meant_hospital(session, words) for words in (draft.hospital, draft.certificate_hospital))
    return replace(draft, hospital=wished, certificate_hospital=issued)


def register(desk: Desk, given: ApplicationDraft, entry: Entry) -> Outcome:
    """Open the draft's case; BadInput for what cannot be right before any rule is asked."""
    if given.item is None:
        raise BadInput("请选择服务项目")
    if given.item is Item.ND and not given.nodule:
        raise BadInput("解结服务须选择结节类型：肺、乳腺或甲状腺")
    if letters_only(given.illness):
        raise BadInput(f"病种「{given.illness.strip()}」是拼音，不会存为客户的说法：请从候选中选，或写中文")

    def work(session: Session) -> Outcome:
        known = answered(session, entry)
        if known is not None:
            return known
        draft = _with_hospitals(session, given)
        policy = find_policy(session, draft.policy) or _new_policy(session, desk, draft)
        stranger = tuple(_not_the_insured(policy, draft))
        if stranger:
            raise Refused(Refusal(stranger))
        return open_case(session, desk, policy.id, application_of(draft), entry)

    return attempt(desk, work)


def find_policy(session: Session, number: str) -> Policy | None:
    """The policy of that number, with its insured."""
    written = check_policy_number(number)
    wanted = select(Policy).where(Policy.number.in_((written, number.strip()))).options(joinedload(Policy.insured))
    return session.scalars(wanted).first() if number.strip() else None


def _not_the_insured(policy: Policy, draft: ApplicationDraft) -> Iterator[Finding]:
    """G-02: what was typed of the person is that of the policy's insured; what was left empty is taken from it."""
    person = policy.insured
    typed = normalise(draft.id_number)
    if draft.insured.strip() and plain_name(draft.insured) != plain_name(person.name):
        yield Finding("G-02", f"保单的被保险人是{masked_name(person.name)}，与填写的姓名不符")
    elif typed and person.id_number and typed != person.id_number:
        yield Finding("G-02", f"证件号码与保单的被保险人{masked_name(person.name)}不符")


def application_of(draft: ApplicationDraft) -> Application:
    """The draft as an application."""
    assert draft.item is not None
    wish = {name: getattr(draft, name) for name in ("city", "hospital", "department", "escort_sex")}
    certificate = {"hospital": draft.certificate_hospital.strip(), "issued_on": draft.certificate_on}
    return Application(
        item=draft.item, by=draft.by, entrance=draft.entrance, request_no=draft.request_no.strip(),
        nodule=draft.nodule if draft.item is Item.ND else "", wish={key: text for key, text in wish.items() if text},
        certificate={key: str(part) for key, part in certificate.items() if part},
        stay_id=draft.stay_id, illness=draft.illness, remark=draft.remark,
    )  # fmt: skip


def _new_policy(session: Session, desk: Desk, draft: ApplicationDraft) -> Policy:
    if not draft.policy.strip() or draft.policy_from is None or draft.policy_to is None:
        raise BadInput("保单尚未登记：请填写保单号、计划和有效期")
    number = check_policy_number(draft.policy)
    if number is None:
        raise BadInput("保单号应为 8 至 32 位字母或数字，请核对")
    if draft.policy_from > draft.policy_to:
        raise BadInput("保单有效期的开始晚于结束")
    carrier = house_carrier(session)
    policy = Policy(
        carrier_id=carrier.id, number=number, plan_name=draft.plan or HANDBOOK_PLAN.name,
        start=draft.policy_from, end=draft.policy_to, insured=_insured(session, desk, draft), relation="本人",
    )  # fmt: skip
    session.add(policy)
    session.flush()
    return policy


def _insured(session: Session, desk: Desk, draft: ApplicationDraft) -> Person:
    if not draft.insured.strip():
        raise BadInput("请填写被保险人姓名")
    phone = check_phone(draft.phone)
    if isinstance(phone, str):
        raise BadInput(phone)
    document = _document(desk, draft)
    wanted = select(Person).where(Person.id_type == document.kind, Person.id_number == document.number)
    known = session.scalars(wanted).first()
    if known is not None:
        if known.name != draft.insured.strip():
            raise BadInput("这个证件号码已登记在另一个姓名下，请核对")
        return known
    return Person(
        name=draft.insured.strip(), name_key=name_key(draft.insured), sex=document.sex, birth_date=document.birth,
        id_type=document.kind, id_number=document.number, id_last4=document.number[-4:], phone=phone.number,
        phone_last4=phone.number[-4:],
    )  # fmt: skip


def _document(desk: Desk, draft: ApplicationDraft) -> Identity:
    found = check_identity(draft.id_type or CITIZEN, normalise(draft.id_number), desk.clock().date())
    if isinstance(found, str):
        raise BadInput(found)
    return found


def _offers_unknown() -> tuple[ItemOffer, ...]:
    return tuple(ItemOffer(item, "不限" if not item.limited else "", True) for item in _TILES)


_TILES = (Item.OUTPATIENT, Item.INPATIENT, Item.VISIT, Item.MD, Item.ND, Item.OC, Item.PD)


def _offers(plan: Plan, rights: tuple[LedgerLine, ...], stays: tuple[StayChoice, ...]) -> Iterator[ItemOffer]:
    lines = {line.name: line for line in rights}
    for item in _TILES:
        if item.service not in plan.offers:
            yield ItemOffer(item, "计划不含", False)
        elif item not in LIMITED:
            yield ItemOffer(item, "不限", True)
        else:
            yield _limited_offer(item, lines[item.value], stays)


def _limited_offer(item: Item, line: LedgerLine, stays: tuple[StayChoice, ...]) -> ItemOffer:
    if line.reserved:
        return ItemOffer(item, f"在办 {line.reserved} 件", False)
    if item is Item.VISIT and not stays:
        return ItemOffer(item, "随住院", line.left > 0)
    return ItemOffer(item, f"剩 {line.left}", line.left > 0)


def _duplicates(session: Session, policy: Policy, draft: ApplicationDraft) -> Iterator[DuplicateRow]:
    wanted = select(Case).where(Case.person_id == policy.insured_id).order_by(Case.is_open.desc(), Case.id.desc())
    for row in session.scalars(wanted.options(joinedload(Case.owner)).limit(6)):
        item = Item(row.item)
        words = "·".join((ITEM_TITLES[item], row.owner.name if row.owner else "未分派", row.stage))
        same = row.is_open and row.policy_id == policy.id and item is draft.item and item.limited
        yield DuplicateRow(row.id, row.number, item, words, row.is_open, same)


def _stays(session: Session, desk: Desk, policy: Policy) -> Iterator[StayChoice]:
    wanted = select(Case).where(Case.policy_id == policy.id, Case.item == Item.INPATIENT.value, Case.is_open)
    running = {other.case_id for other in siblings(session, desk, policy.id) if other.admitted and not other.discharged}
    for row in session.scalars(wanted.where(Case.id.in_(running)).order_by(Case.id)):
        yield StayChoice(row.id, row.number, f"{row.hospital} {row.department}".strip())
