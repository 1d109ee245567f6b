"""Checks an expectation of a story against what the desk says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from desktop.casework.attachments import kept
from desktop.casework.documents import reading
from desktop.casework.dossier import load_case, situation
from desktop.casework.figures.on_time import on_time
from desktop.casework.figures.period import month
from desktop.casework.rights import ledger
from desktop.casework.stories.player import Failure, Stage
from desktop.casework.stories.script import Step
from desktop.handbook import progress
from desktop.handbook.documents import FORMS
from desktop.handbook.moments import parse_moment, write_moment
from desktop.handbook.rulebook import CLOCK_NAMES
from desktop.handbook.situation import Situation
from desktop.handbook.verbs import VERBS, applies
from desktop.handbook.vocabulary import LIMITED

Wanted = Mapping[str, Any]


class Check(NamedTuple):
    """One compared value as text."""

    name: str
    wanted: str
    got: str


_CASE_KEYS = {
    "clock": {"due", "state", "provisional", "started"}, "locked": set(), "holder": set(),
    "task": {"day", "before", "done", "gone"}, "may": {"may_not"}, "may_not": {"may"}, "timeline_has": set(),
    "document": {"state", "version", "number", "replaces", "gaps"}, "attachments": set(),
}  # fmt: skip


def check(stage: Stage, step: Step) -> Failure | None:
    """Failure with every value that differs; StoryError for an unknown key."""
    if step.at is not None:
        stage.now = step.at
    wrong = [one for one in _checks(stage, step) if one.wanted != one.got]
    if not wrong:
        return None
    return Failure(
        step.number,
        "; ".join(f"{one.name} {one.wanted}" for one in wrong), "; ".join(f"{one.name} {one.got}" for one in wrong),
    )  # fmt: skip


def _checks(stage: Stage, step: Step) -> Iterator[Check]:
    wanted = step.expect
    if "on_time" in wanted:
        _only(stage, step, set(wanted) - {"on_time"})
        yield from _on_time(stage, step, wanted["on_time"])
    elif "policy" in wanted:
        _only(stage, step, set(wanted) - {"policy", "quota", "left", "reserved", "used"})
        yield from _quota(stage, step, wanted)
    elif "case" in wanted:
        yield from _case(stage, step, wanted)
    else:
        raise stage.fault(step, "expect 须有 case、policy 或 on_time")


def _only(stage: Stage, step: Step, unknown: set[str]) -> None:
    if unknown:
        raise stage.fault(step, f"expect 有未知的键 {sorted(unknown)[0]}")


def _case(stage: Stage, step: Step, wanted: Wanted) -> Iterator[Check]:
    subjects = [key for key in _CASE_KEYS if key in wanted]
    allowed = {"case", *subjects}.union(*(_CASE_KEYS[key] for key in subjects))
    _only(stage, step, set(wanted) - allowed)
    if not subjects:
        raise stage.fault(step, "expect 没有说要看什么")
    with stage.desk.reading() as session:
        row = load_case(session, stage.case_id(step, wanted["case"]))
        case = situation(session, stage.desk, row, stage.now)
        texts = [f"{r.verb} {r.person} {r.text} {r.rules} {r.details}" for r in row.records]
    for subject in subjects:
        if subject == "timeline_has":
            word = str(wanted["timeline_has"])
            yield Check("timeline_has", word, word if any(word in text for text in texts) else "没有")
        else:
            yield from _CHECKS[subject](stage, step, case, wanted)


def _clock(stage: Stage, step: Step, case: Situation, wanted: Wanted) -> Iterator[Check]:
    name = str(wanted["clock"])
    if name not in CLOCK_NAMES:
        raise stage.fault(step, f"没有时限 {name}")
    reading = next((r for r in progress.clocks_of(case) if r.name == name), None)
    if reading is None:
        raise stage.fault(step, f"{case.item.value} 没有时限 {name}")
    for key, moment in (("due", reading.due), ("started", reading.started)):
        if key in wanted:
            yield _moment(stage, step, key, wanted[key], moment)
    if "state" in wanted:
        yield Check("state", str(wanted["state"]), reading.state)
    if "provisional" in wanted:
        yield Check("provisional", _yes(wanted["provisional"]), _yes(reading.provisional))


def _moment(stage: Stage, step: Step, name: str, wanted: Any, got: datetime | None) -> Check:
    text = str(wanted).replace("T", " ")
    if got is None:
        return Check(name, text, "none")
    if " " not in text:
        return Check(name, text, write_moment(got)[:10])
    try:
        return Check(name, write_moment(parse_moment(text)), write_moment(got))
    except ValueError:
        raise stage.fault(step, f"{name} 的时间「{text}」读不懂") from None


def _locked(_stage: Stage, _step: Step, case: Situation, wanted: Wanted) -> Iterator[Check]:
    yield Check("locked", _yes(wanted["locked"]), _yes(case.facts.rendered))


def _holder(stage: Stage, _step: Step, case: Situation, wanted: Wanted) -> Iterator[Check]:
    yield Check("holder", str(wanted["holder"]), progress.holder(case.facts).at(stage.now))


def _may(stage: Stage, step: Step, case: Situation, wanted: Wanted) -> Iterator[Check]:
    for key, answer in (("may", True), ("may_not", False)):
        for verb in _verbs(wanted.get(key, ())):
            if verb not in VERBS or verb == "apply":
                raise stage.fault(step, f"没有动词 {verb}")
            allowed = applies(verb, case.item) and progress.may(case, verb)
            yield Check(f"{key} {verb}", _yes(answer), _yes(allowed))


def _verbs(value: Any) -> list[str]:
    return [str(verb) for verb in value] if isinstance(value, (list, tuple)) else [str(value)]


def _task(stage: Stage, step: Step, case: Situation, wanted: Wanted) -> Iterator[Check]:
    name = str(wanted["task"])
    task = next((t for t in progress.tasks(case, progress.clocks_of(case)) if t.name == name), None)
    if "gone" in wanted:
        yield Check(f"{name} gone", _yes(wanted["gone"]), _yes(task is None or task.done))
        return
    yield Check("task", name, name if task else "没有")
    if task is None:
        return
    if "day" in wanted:
        yield Check("day", str(wanted["day"])[:10], str(task.day))
    if "before" in wanted:
        yield _moment(stage, step, "before", wanted["before"], task.before)
    if "done" in wanted:
        yield Check("done", _yes(wanted["done"]), _yes(task.done))


def _document(stage: Stage, step: Step, _case: Situation, wanted: Wanted) -> Iterator[Check]:
    kind = str(wanted["document"])
    if kind not in FORMS:
        raise stage.fault(step, f"没有文书 {kind}")
    row = reading.current(stage.desk, stage.case_id(step, wanted["case"]), kind)
    if row is None:
        yield Check("document", kind, "没有")
        return
    got = {"state": row.state, "version": row.version, "number": row.number, "replaces": row.replaces,
           "gaps": len(row.gaps)}  # fmt: skip
    for key in wanted.keys() & got.keys():
        yield Check(key, str(wanted[key]), str(got[key]))


def _attachments(stage: Stage, step: Step, _case: Situation, wanted: Wanted) -> Iterator[Check]:
    with stage.desk.reading() as session:
        hung = kept(session, stage.case_id(step, wanted["case"]))
    yield Check("attachments", str(wanted["attachments"]), str(len(hung)))


def _quota(stage: Stage, step: Step, wanted: Wanted) -> Iterator[Check]:
    name, policy = str(wanted.get("quota", "")), str(wanted["policy"])
    if name not in [item.value for item in LIMITED]:
        raise stage.fault(step, f"没有权益 {name}")
    if policy not in stage.policies:
        raise stage.fault(step, f"没有保单 {policy}")
    with stage.desk.reading() as session:
        line = next(entry for entry in ledger(session, stage.policies[policy], stage.now.date()) if entry.name == name)
    for key in ("left", "reserved", "used"):
        if key in wanted:
            yield Check(key, str(wanted[key]), str(getattr(line, key)))


def _on_time(stage: Stage, step: Step, wanted: Any) -> Iterator[Check]:
    if not isinstance(wanted, Mapping) or "period" not in wanted or "clock" not in wanted:
        raise stage.fault(step, "on_time 须有 period 和 clock")
    _only(stage, step, set(wanted) - {"period", "clock", "due", "met", "missed", "exempt", "not_yet_due", "rate"})
    if str(wanted["clock"]) not in CLOCK_NAMES:
        raise stage.fault(step, f"没有时限 {wanted['clock']}")
    figure = on_time(stage.desk, str(wanted["clock"]), month(str(wanted["period"])[:7]))
    for key in ("due", "met", "missed", "exempt", "not_yet_due", "rate"):
        if key in wanted:
            yield Check(key, str(wanted[key]), str(getattr(figure, key)))


def _yes(value: Any) -> str:
    return str(value).lower()


_CHECKS: Mapping[str, Callable[[Stage, Step, Situation, Wanted], Iterator[Check]]] = {
    "clock": _clock, "locked": _locked, "holder": _holder, "task": _task, "may": _may,
    "document": _document, "attachments": _attachments,
    "may_not": lambda stage, step, case, wanted: iter(()) if "may" in wanted else _may(stage, step, case, wanted),
}  # fmt: skip
