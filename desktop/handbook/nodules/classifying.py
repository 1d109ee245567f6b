"""The one way in: a system's table and the inputs of a nodule give one answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from desktop.handbook.nodules.borders import borders
from desktop.handbook.nodules.deciding import decide
from desktop.handbook.nodules.exploring import Explored, candidates, explore
from desktop.handbook.nodules.facts import Contradiction, Unknown
from desktop.handbook.nodules.inputs import read_inputs
from desktop.handbook.nodules.vocabulary import Answer, Border, Decision, Inputs, Status, Table, Value

Titled = tuple[tuple[str, str], ...]


def classify(table: Table, inputs: Mapping[str, object]) -> Answer:
    """The answer of one system; `InputFault` when a key or value is not one the system knows."""
    given = read_inputs(table, inputs)
    try:
        decision, assumed = decide(table, given)
    except Contradiction as fault:
        return _refused(table, fault)
    except Unknown:
        return _open(table, given)
    return _decided(table, given, decision, assumed)


def _decided(table: Table, given: Inputs, decision: Decision, assumed: tuple[str, ...]) -> Answer:
    close = borders(table, given, decision) if decision.applies else ()
    missing = _open_actions(table, decision)
    answer = _answer(table, decision, _status(decision, close))
    loud = (key for key in assumed if not table.fields[key].quiet)
    mattering = tuple(key for key in loud if _matters(table, given, decision, key))
    return replace(answer, missing=_titled(table, missing), assumed=_titled(table, mattering), borders=close)


def _status(decision: Decision, close: tuple[Border, ...]) -> Status:
    if not decision.applies:
        return Status.NOT_APPLICABLE
    return Status.BORDER if close else Status.COMPUTED


def _open_actions(table: Table, decision: Decision) -> tuple[str, ...]:
    """The size that an action still waits for."""
    points = table.points
    return (points.action_field,) if points and decision.outputs[points.action_output] is None else ()


def _matters(table: Table, given: Inputs, decision: Decision, key: str) -> bool:
    """Whether another value of a field left out would change the outputs."""
    for value in candidates(table, key):
        found = explore(table, {**given, key: value}).decisions
        if any(dict(one.outputs) != dict(decision.outputs) for one in found):
            return True
    return False


def _open(table: Table, given: Inputs) -> Answer:
    """What can be said although fields are unknown: an output on which all completions agree is known."""
    found = explore(table, given)
    if not found.decisions:
        return _refused(table, Contradiction("所填的内容互相矛盾，请核对"))
    outputs = _agreed(found)
    first = found.decisions[0]
    settled = outputs.get(table.decides) is not None and all(one.applies for one in found.decisions)
    answer = _answer(table, first._replace(outputs=outputs), Status.COMPUTED if settled else Status.INCOMPLETE)
    missing = _titled(table, found.missing)
    if settled:
        close = borders(table, given, first._replace(outputs=outputs))
        status = Status.BORDER if close else Status.COMPUTED
        return replace(answer, status=status, missing=missing, borders=close, reason="未填的字段取何值，结论都相同")
    return replace(
        answer, missing=missing, possible=_possible(table, found), advice=_ask(missing), reason="", risk="", plan=(),
        source=table.source,
    )  # fmt: skip


def _agreed(found: Explored) -> dict[str, Value]:
    outputs = found.decisions[0].outputs
    return {
        name: value if all(one.outputs.get(name) == value for one in found.decisions) else None
        for name, value in outputs.items()
    }


def _possible(table: Table, found: Explored) -> tuple[str, ...]:
    values = (one.outputs.get(table.decides) for one in found.decisions)
    return tuple(sorted({str(value) for value in values if value is not None}))


def _ask(missing: Titled) -> str:
    return f"无法计算，请补充：{'、'.join(f'{title}（{key}）' for key, title in missing)}"


def _refused(table: Table, fault: Contradiction) -> Answer:
    answer = _answer(table, Decision({table.decides: None, **fault.outputs}, str(fault), str(fault)), Status.REFUSED)
    return replace(answer, source="")


def _answer(table: Table, decision: Decision, status: Status) -> Answer:
    category = decision.outputs.get("category")
    return Answer(
        table.system, table.title, table.revision, status, None if category is None else str(category),
        decision.outputs, decision.advice, decision.text, decision.source or table.source, decision.risk,
        decision.plan,
    )  # fmt: skip


def _titled(table: Table, keys: Iterable[str]) -> Titled:
    return tuple((key, table.fields[key].title) for key in keys)
