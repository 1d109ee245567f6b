"""Plays a story on a scratch desk: each step is one verb or one expectation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

from desktop.casework import applying
from desktop.casework.acting import BadInput, user_id
from desktop.casework.desk import Desk, Entry, open_desk
from desktop.casework.plans import HANDBOOK_PLAN, extend, house_carrier, save_plan
from desktop.casework.rows import Done, Outcome
from desktop.casework.stories.arguments import CASE_VERBS, DESK_VERBS, ArgumentError, belongs, collect, convert
from desktop.casework.stories.script import Step, Story, StoryError
from desktop.casework.wording import ENTRANCES
from desktop.handbook.deskhours import DeskHours
from desktop.handbook.moments import day_start
from desktop.handbook.nodule_materials import NODULE_TITLES
from desktop.handbook.vocabulary import Item, Refusal
from desktop.handbook.workdays import WorkCalendar
from desktop.models.sessions import Store
from desktop.models.tables import Case, Person, Policy, User

USUAL_PERSON = "林管家"
_ENTRY = {"refused", "warns", "happened", "late_reason", "person", "id", "case"}
_APPLY = {"policy", "service", "item", "by", "entrance", "request_no", "nodule", "wish", "certificate", "stay",
          "illness"}  # fmt: skip

_CHOICES = {"by": ("insured", "other"), "entrance": tuple(ENTRANCES), "nodule": tuple(NODULE_TITLES)}
_NAMES = ("policy", "service", "item", "stay", "illness")


class Failure(NamedTuple):
    """A step that came out otherwise."""

    step: int
    wanted: str
    got: str


@dataclass(slots=True)
class Stage:
    """The scratch desk a story plays on, with the names its steps use."""

    story: Story
    desk: Desk
    policies: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    records: dict[str, tuple[str, int]] = field(default_factory=dict)
    now: datetime = field(default_factory=lambda: day_start("2026-01-01"))

    def fault(self, step: Step, sentence: str) -> StoryError:
        """An error of the file at a step."""
        return StoryError(f"{self.story.file}: 第 {step.number} 步：{sentence}")

    def case_id(self, step: Step, name: Any) -> int:
        """The case a step names."""
        if str(name) not in self.cases:
            raise self.fault(step, f"没有案件 {name}")
        return self.cases[str(name)]


def set_stage(story: Story, store: Store, calendar: WorkCalendar) -> Stage:
    """An empty desk with the story's plans, policies and people."""
    hours = _hours(story)
    with store.writing() as session:
        carrier = house_carrier(session)
        plans = {HANDBOOK_PLAN.name: HANDBOOK_PLAN}
        for name, terms in story.plans.items():
            base = plans.get(terms.get("extends", HANDBOOK_PLAN.name))
            if base is None:
                raise StoryError(f"{story.file}: plans.{name} 的 extends 没有这个计划")
            plans[name] = extend(base, name, _terms(story, name, terms))
            if name != HANDBOOK_PLAN.name:
                save_plan(session, carrier, plans[name])
        session.add_all(User(login=name, name=name, role="supervisor") for name in story.supervisors)
        policies = {name: _policy(story, name, terms, plans, carrier.id) for name, terms in story.policies.items()}
        session.add_all(policies.values())
        session.flush()
        ids = {name: policy.id for name, policy in policies.items()}
    stage = Stage(story, open_desk(store, lambda: stage.now, calendar, hours), ids)
    return stage


def _hours(story: Story) -> DeskHours:
    opening, closing = str(story.desk.get("open", "09:00")), str(story.desk.get("close", "18:00"))
    end = time(0) if closing == "24:00" else time.fromisoformat(closing)
    return DeskHours(windows=((time.fromisoformat(opening), end),))


def _terms(story: Story, name: str, terms: Mapping[str, Any]) -> dict[str, Any]:
    try:
        numbers = {key: {k: int(v) for k, v in (terms.get(key) or {}).items()} for key in ("quotas", "limits")}
    except ValueError as error:
        raise StoryError(f"{story.file}: plans.{name} 的次数和天数应为整数") from error
    return {**terms, **numbers}


def _policy(story: Story, name: str, terms: Mapping[str, Any], plans: Mapping[str, Any], carrier_id: int) -> Policy:
    plan = str(terms.get("plan", HANDBOOK_PLAN.name))
    if plan not in plans:
        raise StoryError(f"{story.file}: policies.{name} 的 plan 没有定义：{plan}")
    insured = Person(name=str(terms.get("insured", name)))
    return Policy(
        carrier_id=carrier_id, number=name, plan_name=plan, insured=insured,
        start=date.fromisoformat(str(terms.get("from", "2000-01-01"))[:10]),
        end=date.fromisoformat(str(terms.get("to", "2099-12-31"))[:10]),
        status=str(terms.get("status", "in_force")), relation="本人",
    )  # fmt: skip


def do(stage: Stage, step: Step) -> Failure | None:
    """Carry out a verb step; StoryError for an error of the file, Failure when it came out otherwise."""
    assert step.at is not None
    stage.now = step.at
    if step.verb == "wait":
        _only(stage, step, set())
        return None
    try:
        outcome = _perform(stage, step)
    except ArgumentError as error:
        raise stage.fault(step, str(error)) from error
    except BadInput as error:
        if step.verb == "publish_calendar":
            raise stage.fault(step, str(error)) from error
        return Failure(step.number, _wanted(step), str(error))
    return _judge(stage, step, outcome)


def _only(stage: Stage, step: Step, names: set[str]) -> None:
    unknown = [name for name in step.arguments if name not in names]
    if unknown:
        raise stage.fault(step, f"没有参数 {unknown[0]}")


def _perform(stage: Stage, step: Step) -> Outcome:
    entry = _entry(stage, step)
    own = {name: value for name, value in step.arguments.items() if name not in _ENTRY}
    if step.verb == "apply":
        return _apply(stage, step, entry, own)
    if step.verb in DESK_VERBS and "case" not in step.arguments:
        function = DESK_VERBS[step.verb]
        outcome: Outcome = function(stage.desk, entry, **collect(function, own, declared=True))
        return outcome
    if step.verb not in CASE_VERBS:
        raise stage.fault(step, f"没有动词 {step.verb}")
    case_id = _right_case(stage, step)
    if step.verb == "hand_over":
        _employ(stage, str(own.get("to") or "").strip())
    if step.verb == "void":
        own["record"] = _record(stage, step, own.get("record"))
    function = CASE_VERBS[step.verb]
    taken = {"record": own.pop("record")} if step.verb == "void" else {}
    done: Outcome = function(stage.desk, case_id, entry, **_collected(function, own, taken))
    return done


def _employ(stage: Stage, name: str) -> None:
    """Whoever a story hands a case to works at its desk."""
    if name:
        with stage.desk.store.writing() as session:
            user_id(session, name)


def _collected(function: Any, own: Mapping[str, Any], taken: Mapping[str, Any]) -> dict[str, Any]:
    if not taken:
        return collect(function, own)
    return {**collect(function, {**own, **dict.fromkeys(taken, "0")}), **taken}


def _right_case(stage: Stage, step: Step) -> int:
    if "case" not in step.arguments:
        raise stage.fault(step, "缺少 case")
    case_id = stage.case_id(step, step.arguments["case"])
    with stage.desk.reading() as session:
        item = Item(session.get_one(Case, case_id).item)
    if not belongs(step.verb, item, str(step.arguments.get("kind", ""))):
        raise stage.fault(step, f"{step.verb} 不用于 {item.value}")
    return case_id


def _record(stage: Stage, step: Step, name: Any) -> int:
    label, seq = stage.records.get(str(name), ("", 0))
    if label != str(step.arguments["case"]):
        raise stage.fault(step, f"案件 {step.arguments['case']} 没有记录 {name}")
    return seq


def _entry(_stage: Stage, step: Step) -> Entry:
    given = step.arguments
    happened = convert("visit_at", given["happened"]) if "happened" in given else None
    return Entry(str(given.get("person", USUAL_PERSON)), happened, str(given.get("late_reason", "")))


def _apply(stage: Stage, step: Step, entry: Entry, own: Mapping[str, Any]) -> Outcome:
    unknown = [name for name in own if name not in _APPLY]
    if unknown:
        raise ArgumentError(f"没有参数 {unknown[0]}")
    policy = str(own.get("policy"))
    if policy not in stage.policies:
        raise ArgumentError(f"没有保单 {policy}")
    for name, allowed in _CHOICES.items():
        if str(own.get(name, allowed[0])) not in allowed:
            raise ArgumentError(f"参数 {name} 不能是 {own[name]}，应为 {'、'.join(allowed)}")
    stay = stage.case_id(step, own["stay"]) if "stay" in own else None
    application = applying.Application(
        item=_item(own), stay_id=stay, illness=str(own.get("illness", "")),
        **{name: convert(name, own[name]) for name in own if name not in _NAMES},
    )  # fmt: skip
    return applying.apply(stage.desk, stage.policies[policy], application, entry)


def _item(own: Mapping[str, Any]) -> Item:
    service, item = str(own.get("service", "")), own.get("item")
    try:
        return Item(f"{service}.{item}" if service == "GC" else service)
    except ValueError:
        raise ArgumentError(f"没有服务 {service} {item or ''}".rstrip()) from None


def _wanted(step: Step) -> str:
    if "refused" in step.arguments:
        return f"refused: {step.arguments['refused']}"
    return f"warns: {step.arguments['warns']}" if "warns" in step.arguments else "done"


def _judge(stage: Stage, step: Step, outcome: Outcome) -> Failure | None:
    refused, warns = step.arguments.get("refused"), step.arguments.get("warns")
    if isinstance(outcome, Refusal):
        if refused is not None and str(refused) in outcome.rules:
            return None
        return Failure(step.number, _wanted(step), f"refused: {', '.join(outcome.rules)}（{outcome.sentence}）")
    _remember(stage, step, outcome)
    if refused is not None:
        return Failure(step.number, _wanted(step), "done")
    named = [finding.rule for finding in outcome.warnings]
    if warns is not None and str(warns) not in named:
        return Failure(step.number, _wanted(step), f"done, warnings: {', '.join(named) or 'none'}")
    return None


def _remember(stage: Stage, step: Step, done: Done) -> None:
    label = str(step.arguments.get("case", ""))
    if step.verb == "apply" and label:
        stage.cases[label] = done.case_id
    if "id" in step.arguments:
        stage.records[str(step.arguments["id"])] = (label, done.seq)
