"""Parts of the live check: the policy card, each rule's line, and the clocks a case would carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from desktop.casework.desk import Desk
from desktop.casework.drafts import ApplicationDraft, CheckLine, ClockPreview, PolicyCard
from desktop.casework.masking import masked_document, masked_name, masked_phone, masked_policy, person_words
from desktop.handbook.deskhours import due
from desktop.handbook.rulebook import CLOCKS, RULES
from desktop.handbook.vocabulary import GC_ITEMS, Clock, Finding, Item, Kind, Plan, Unit
from desktop.models.tables import Policy

_STATUS = {"in_force": "有效", "lapsed": "已失效", "terminated": "已终止"}


def policy_card(policy: Policy, plan: Plan, now: datetime) -> PolicyCard:
    """A policy the desk knows, masked."""
    person = policy.insured
    return PolicyCard(
        policy.id, masked_policy(policy.number), masked_name(person.name), masked_document(person.id_number or ""),
        masked_phone(person.phone), person_words(person.sex, person.birth_date, now.date()), plan.title or plan.name,
        policy.start, policy.end, _STATUS.get(policy.status, policy.status),
    )  # fmt: skip


def check_lines(draft: ApplicationDraft, policy: Policy, findings: Sequence[Finding]) -> tuple[CheckLine, ...]:
    """Every rule looked at for the chosen item, in the rulebook's order."""
    refused = {finding.rule: finding.sentence for finding in findings}
    lines = {rule: (title, detail) for rule, title, detail in _looked_at(draft, policy)}
    return tuple(
        CheckLine(rule, lines.get(rule, (RULES[rule].title, ""))[0], refused.get(rule, lines.get(rule, ("", ""))[1]),
                  "refused" if rule in refused else "ok")
        for rule in RULES
        if rule in lines or rule in refused
    )  # fmt: skip


def unknown_lines(draft: ApplicationDraft, now: datetime) -> tuple[CheckLine, ...]:
    """What can be said of an application under a policy the desk does not know yet: it is made as it is written."""
    if not draft.policy.strip() or draft.item is None:
        return ()
    return tuple(_judged_new(draft, (draft.happened or now).date()))


def _judged_new(draft: ApplicationDraft, day: date) -> Iterator[CheckLine]:
    own = draft.by == "insured"
    yield CheckLine("G-02", "申请人就是被保险人", "" if own else "只服务被保险人本人", "ok" if own else "refused")
    yield CheckLine("G-04", "保单未登记：将按填写的内容新建", *_in_force(draft, day))
    assert draft.item is not None
    if draft.item.limited:
        yield CheckLine("G-08", "权益有剩余", "新保单，登记后预留", "ok")
    if draft.item is Item.INPATIENT:
        proof = bool(draft.certificate_hospital.strip() and draft.certificate_on)
        words = draft.certificate_hospital.strip() if proof else "须有住院证：请填开具医院和日期"
        yield CheckLine("GC-13", "住院凭证", words, "ok" if proof else "refused")
    if draft.item is Item.VISIT:
        yield CheckLine("GC-15", "随当次住院", "这张保单在本台没有住院", "refused")


def _in_force(draft: ApplicationDraft, day: date) -> tuple[str, str]:
    if draft.policy_from is None or draft.policy_to is None:
        return "填了有效期才能核对", "open"
    term = f"{draft.policy_from} 至 {draft.policy_to}"
    return (term, "ok") if draft.policy_from <= day <= draft.policy_to else (f"{day} 不在有效期 {term} 内", "refused")


def _looked_at(draft: ApplicationDraft, policy: Policy) -> Iterator[tuple[str, str, str]]:
    yield "G-02", "申请人就是被保险人", masked_name(policy.insured.name)
    yield "G-04", "保单有效", f"{policy.plan_name}·{policy.start} 至 {policy.end}"
    if draft.item is None:
        return
    yield "G-03", "计划包含此服务", policy.plan_name
    if draft.item.limited:
        yield "G-08", "权益有剩余", "登记后预留"
    if draft.item in GC_ITEMS:
        yield "GC-04", "未指定医生", "医院、科室可指定"
    if draft.item is Item.INPATIENT:
        yield "GC-13", "住院凭证", draft.certificate_hospital or "由门诊专家开出入院通知"
    if draft.item is Item.VISIT:
        yield "GC-15", "随当次住院", ""
    if draft.item is Item.ND:
        yield "ND-09", "未指定医院和专家", ""
    yield "D-03", "申请编号未重复", draft.request_no or "未填申请编号"


def clock_previews(desk: Desk, draft: ApplicationDraft, plan: Plan, now: datetime) -> tuple[ClockPreview, ...]:
    """The clocks the case would carry, promises and targets apart."""
    if draft.item is None:
        return ()
    start = draft.happened or now
    return tuple(
        _preview(desk, clock, plan, start) for _, clock in CLOCKS[draft.item] if clock.kind is not Kind.WATCHED
    )


def _preview(desk: Desk, clock: Clock, plan: Plan, start: datetime) -> ClockPreview:
    limit = plan.limits.get(clock.name, clock.limit)
    if clock.starts != "applied_at":
        return ClockPreview(clock.title, clock.kind, None, f"待计时·{clock.waits_for}")
    if clock.unit is Unit.MINUTES:
        return ClockPreview(clock.title, clock.kind, start + timedelta(minutes=limit), f"{limit} 分钟")
    until = due(start, limit, desk.office.calendar, desk.office.hours)
    return ClockPreview(clock.title, clock.kind, until, f"{limit} 个工作日")
