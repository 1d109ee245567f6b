"""The facts of a case under their headings, as inspector and case page list them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from desktop.casework.masking import age_on
from desktop.casework.names import COMPOUND
from desktop.casework.rows import Fact, FactGroup
from desktop.casework.wording import ENTRANCES, OUTCOMES
from desktop.handbook.moments import parse_moment, spoken_day, spoken_moment
from desktop.handbook.nodule_materials import MATERIAL_TITLES, NODULE_TITLES, lacking
from desktop.handbook.situation import Situation
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Case

ESCORT_WISH = "要求"
"""The label of the fact that says `女陪诊`."""

CERTIFICATE = "住院证"
"""The label of the fact whose note is the hospital that issued it."""


def fact_groups(row: Case, case: Situation) -> tuple[FactGroup, ...]:
    """Groups with at least one fact, the item's own group first."""
    own = {
        Item.OUTPATIENT: _visit_group, Item.INPATIENT: _stay_group, Item.VISIT: _hospital_visit_group,
        Item.MD: _consultation_group, Item.ND: _reading_group,
    }.get(case.item)  # fmt: skip
    groups = [own(case)] if own else []
    groups += [_illness_group(case), _request_group(row, case)]
    return tuple(group for group in groups if group.facts)


def _kept(*facts: Fact) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.value)


def _visit_group(case: Situation) -> FactGroup:
    return FactGroup("就诊", "通知已发，锁定" if case.facts.locked_at else "", _kept(*_arranged(case, "就诊")))


def _stay_group(case: Situation) -> FactGroup:
    facts = case.facts
    certificate = f"{spoken_day(facts.certificate_at.date())} 开具" if facts.certificate_at else ""
    rows = (
        *_arranged(case, "入院"), Fact(CERTIFICATE, certificate, facts.certificate_hospital),
        Fact("入院于", spoken_moment(facts.admitted_at) if facts.admitted_at else ""),
        Fact("出院于", spoken_moment(facts.discharged_at) if facts.discharged_at else ""),
    )  # fmt: skip
    return FactGroup("住院", "通知已发，锁定" if facts.locked_at else "", _kept(*rows))


def _arranged(case: Situation, label: str) -> Iterator[Fact]:
    facts, locked = case.facts, case.facts.locked_at is not None
    booking = facts.booking
    yield Fact(label, spoken_moment(facts.visit_at) if facts.visit_at else "", "", locked)
    wish = facts.wish.get("hospital") or ""
    yield Fact("医院", facts.hospital or wish, "" if facts.settled_at else "客户意愿" if wish else "", locked)
    yield Fact("科室", facts.department or facts.wish.get("department") or "",
               "与建议不同，以客户需求为主" if facts.department_flagged else "", locked)  # fmt: skip
    source = "·".join(str(part) for part in (booking.get("title"), booking.get("place")) if part)
    outpatient = case.item is Item.OUTPATIENT
    yield Fact("号源" if outpatient else "地点", source, "医生不可指定" if source and outpatient else "", locked)
    bring = list(booking.get("bring", ()))
    bring = [*(["身份证原件"] if booking.get("original_id") and "身份证原件" not in bring else []), *bring]
    yield Fact("携带", "、".join(bring))
    arrive = str(booking.get("arrive_at") or "")
    yield Fact("到院", spoken_moment(parse_moment(arrive)) if arrive else "", "须用身份证原件取号" if arrive else "")
    yield Fact("中断", facts.cut_short)
    yield _escort_wish(case)
    told = "" if facts.escort_told or not facts.notified_at else "还没告知客户"
    yield Fact("陪诊", facts.escort, told)


def _escort_wish(case: Situation) -> Fact:
    wished = case.facts.escort_sex
    return Fact(ESCORT_WISH, f"{wished}陪诊" if wished else "", "客户意愿")


def _hospital_visit_group(case: Situation) -> FactGroup:
    facts = case.facts
    have = "齐" if facts.visit_papers_complete else f"已有 {len(facts.visit_materials)}/4"
    planned = spoken_moment(facts.visit_at) if facts.visit_planned_at and facts.visit_at else ""
    rows = (Fact("资料", have), Fact("时间", planned), _escort_wish(case), Fact("陪诊", facts.escort))
    return FactGroup("探视", "随住院", _kept(*rows))


def _consultation_group(case: Situation) -> FactGroup:
    facts = case.facts
    specialties = dict.fromkeys(str(expert["specialty"]) for expert in facts.experts)
    experts = "、".join(f"{expert['name']}（{expert['specialty']}）" for expert in facts.experts)
    count = f"{len(specialties)}/3" if facts.planned_at or facts.experts else ""
    rows = (
        Fact("专科", count, "一般不少于 3 个" if count and len(specialties) < 3 else ""), Fact("专家", experts),
        Fact("会诊于", spoken_moment(facts.held_at) if facts.held_at else ""), _report(case),
    )  # fmt: skip
    return FactGroup("会诊", "", _kept(*rows))


def _reading_group(case: Situation) -> FactGroup:
    facts = case.facts
    missing = lacking(facts.item, facts.nodule, facts.received)
    state = "齐" if not missing else f"缺 {'、'.join(MATERIAL_TITLES.get(name, name) for name in missing)}"
    reader = " ".join(str(facts.reader[key]) for key in ("name", "title", "hospital") if facts.reader.get(key))
    rows = (
        Fact("类型", NODULE_TITLES.get(facts.nodule, "")), Fact("资料", state, "", facts.locked_at is not None),
        Fact("专家", reader), _report(case),
    )  # fmt: skip
    return FactGroup("解读", "医院与专家不可指定", _kept(*rows))


def _report(case: Situation) -> Fact:
    facts = case.facts
    issued = f"{spoken_moment(facts.issued_at)} 签发" if facts.issued_at else ""
    return Fact("报告", issued, f"第 {facts.versions} 版" if facts.versions > 1 else "")


def _illness_group(case: Situation) -> FactGroup:
    facts = case.facts
    named = " ".join(str(facts.illness[key]) for key in ("name", "icd10") if facts.illness.get(key))
    return FactGroup("病情", "", _kept(Fact("诊断", named), Fact("审核", OUTCOMES.get(facts.outcome, ""))))


def _request_group(row: Case, case: Situation) -> FactGroup:
    wish = case.facts.wish
    wished = " ".join(wish[key] for key in ("city", "hospital", "department") if wish.get(key))
    rows = (
        Fact("意愿", wished), Fact("病种", str(row.details.get("illness") or "")),
        Fact("入口", ENTRANCES.get(row.entrance, "")), Fact("申请号", row.request_no or ""),
        Fact("申请于", spoken_moment(row.opened_at)), Fact("备注", str(row.details.get("remark") or "")),
    )  # fmt: skip
    return FactGroup("申请", "", _kept(*rows))


def patient_words(row: Case, now: datetime) -> str:
    """A form of address for papers: `冯女士，52 岁`."""
    person = row.person
    address = {"女": "女士", "男": "先生"}.get(person.sex, "客户")
    age = age_on(person.birth_date, now.date())
    return f"{_surname(person.name)}{address}" + (f"，{age} 岁" if age is not None else "")


def _surname(name: str) -> str:
    return name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[:1]
