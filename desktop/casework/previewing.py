"""Parts of the live check: the policy card, each rule's line, and the clocks a case would carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from desktop.casework.desk import Desk
from desktop.casework.drafts import ApplicationDraft, CheckLine, ClockPreview, PolicyCard
from desktop.casework.masking import masked_document, masked_name, masked_phone, masked_policy, person_words
from desktop.handbook.deskhours import due
from desktop.handbook.identity import Phone, check_phone
from desktop.handbook.moments import spoken_date
from desktop.handbook.rulebook import CLOCKS, RULES
from desktop.handbook.vocabulary import GC_ITEMS, Clock, Finding, Item, Kind, Plan, Unit
from desktop.models.tables import Policy

REFUSED_TITLES = {
    "G-02": "不是被保险人本人", "G-03": "计划不含此服务", "G-04": "保单不在有效期内", "G-08": "权益已无剩余",
    "GC-04": "指定了医生", "GC-13": "住院凭证不全", "GC-15": "没有可随的住院", "ND-09": "指定了医院或专家",
    "D-03": "已登记过或正在办", "D-06": "补录还没有理由",
}  # fmt: skip
_STATUS = {"in_force": "有效", "lapsed": "已失效", "terminated": "已终止"}


def policy_card(policy: Policy, plan: Plan, now: datetime) -> PolicyCard:
    """A policy the desk knows, masked."""
    person = policy.insured
    return PolicyCard(
        policy.id, masked_policy(policy.number), masked_name(person.name), masked_document(person.id_number or ""),
        masked_phone(person.phone), person_words(person.sex, person.birth_date, now.date()), plan.title or plan.name,
        policy.start, policy.end, _STATUS.get(policy.status, policy.status),
    )  # fmt: skip


def check_lines(
    draft: ApplicationDraft, policy: Policy, plan: Plan, findings: Sequence[Finding]
) -> tuple[CheckLine, ...]:
    """Every rule looked at for the chosen item, in the rulebook's order."""
    return (*_judged(_looked_at(draft, policy, plan.title or plan.name), findings), *_warned(draft, policy, findings))


def unknown_lines(draft: ApplicationDraft, findings: Sequence[Finding]) -> tuple[CheckLine, ...]:
    """What can be said of an application under a policy the desk does not know yet: it is made as it is written."""
    if not draft.policy.strip() or draft.item is None:
        return ()
    lines = _judged(_looked_at_new(draft), findings)
    if draft.policy_from is None or draft.policy_to is None:
        waits = {"state": "open", "title": "保单未登记：将按填写的内容新建", "detail": "填了有效期才能核对"}
        lines = tuple(line._replace(**waits) if line.rule == "G-04" else line for line in lines)
    return (*lines, *_warned(draft, None, findings))


def _judged(looked_at: Iterable[tuple[str, str, str]], findings: Sequence[Finding]) -> tuple[CheckLine, ...]:
    """The rules in the rulebook's order; one that refuses says in its title what is against it."""
    refused = {finding.rule: finding.sentence for finding in reversed(findings)}
    lines = {rule: (title, detail) for rule, title, detail in looked_at}
    return tuple(
        CheckLine(rule, REFUSED_TITLES.get(rule, RULES[rule].title), refused[rule], "refused") if rule in refused
        else CheckLine(rule, *lines[rule], "ok")
        for rule in RULES
        if rule in lines or rule in refused
    )  # fmt: skip


def _term(start: date | None, end: date | None) -> str:
    """How long a policy runs; "" while one of its days is not known."""
    return f"{spoken_date(start)}至{spoken_date(end)}" if start and end else ""


def _looked_at_new(draft: ApplicationDraft) -> Iterator[tuple[str, str, str]]:
    yield "G-02", "申请人就是被保险人", masked_name(draft.insured.strip())
    yield "G-04", "保单未登记：将按填写的内容新建", _term(draft.policy_from, draft.policy_to)
    assert draft.item is not None
    if draft.item.limited:
        yield "G-08", "权益有剩余", "新保单，登记后预留"
    if draft.item is Item.INPATIENT:
        yield "GC-13", "住院凭证", draft.certificate_hospital.strip()


def _warned(draft: ApplicationDraft, policy: Policy | None, findings: Sequence[Finding]) -> Iterator[CheckLine]:
    """What may be entered all the same: a late entry with its reason (D-06), a telephone the file does not have."""
    if draft.late_reason.strip() and all(finding.rule != "D-06" for finding in findings):
        yield CheckLine("D-06", "补录：写明理由，可以登记", draft.late_reason.strip(), "warned")
    typed, known = check_phone(draft.phone), policy.insured.phone if policy else ""
    if isinstance(typed, Phone) and known and typed.number != known:
        kept = f"档案是 {masked_phone(known)}；登记不改档案，请向客户核对"
        yield CheckLine("", "手机与档案不同", kept, "warned")


def _looked_at(draft: ApplicationDraft, policy: Policy, plan: str) -> Iterator[tuple[str, str, str]]:
    yield "G-02", "申请人就是被保险人", masked_name(policy.insured.name)
    yield "G-04", "保单有效", f"{plan} · {_term(policy.start, policy.end)}"
    if draft.item is None:
        return
    yield "G-03", "计划包含此服务", plan
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
