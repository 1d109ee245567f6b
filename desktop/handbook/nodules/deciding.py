"""What a table decides on the facts of one nodule: by rows, by points, by a formula or by consistency flags."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from desktop.handbook.nodules.derived import CONTRADICTIONS, DERIVATIONS
from desktop.handbook.nodules.facts import Contradiction, Facts
from desktop.handbook.nodules.points import by_points
from desktop.handbook.nodules.vocabulary import Condition, Decision, Inputs, Outcome, Row, Table, Value

NO_ROW = Decision({}, "表中没有这一情形", "表中没有这一情形，请专家判断", applies=False)


def decide(table: Table, given: Inputs) -> tuple[Decision, tuple[str, ...]]:
    """The decision on these inputs, and the keys whose silence was taken for "not seen".

    Raises `Unknown` for a field that the table asks for in vain, `Contradiction` for what cannot be true together.
    """
    check_contradictions(table, given)
    facts = Facts(table, given, DERIVATIONS.get(table.system, {}))
    return _METHODS[table.method](table, facts), tuple(dict.fromkeys(facts.assumed))


def check_contradictions(table: Table, given: Inputs) -> None:
    """Raises `Contradiction` when a part is larger than its whole or the system's own check speaks."""
    for part, whole in table.within.items():
        small, large = given.get(part), given.get(whole)
        if isinstance(small, int | float) and isinstance(large, int | float) and small > large:
            titles = (table.fields[part].title, part, table.fields[whole].title, whole)
            raise Contradiction("{}（{}）不能大于{}（{}）".format(*titles))
    check = CONTRADICTIONS.get(table.system)
    if check and (sentence := check(given)):
        raise Contradiction(sentence)


def _holds(when: Sequence[Condition], facts: Facts) -> bool:
    return all(condition.holds(facts.ask(condition.key)) for condition in when)


def _by_rows(table: Table, facts: Facts) -> Decision:
    """The first row that holds, then the upgrades that its outcome allows."""
    row = next((row for row in table.rows if _holds(row.when, facts)), None)
    if row is None:
        return NO_ROW
    for upgrade in table.upgrades:
        if row.outcome in upgrade.of and _holds(upgrade.when, facts):
            words = f"{row.text}；{upgrade.text}"
            row = upgrade._replace(text=words, source=upgrade.source or row.source)
    return _decision(table, table.outcomes[row.outcome], row)


def _decision(table: Table, outcome: Outcome, row: Row) -> Decision:
    return Decision(
        outcome.outputs, row.text, outcome.advice, outcome.risk, outcome.plan, row.source or table.source,
        outcome.applies,
    )  # fmt: skip


def _by_formula(table: Table, facts: Facts) -> Decision:
    """x to 3 decimals, probability in per cent to 1 decimal, and the band it lies in."""
    assert table.formula is not None
    values = {key: facts.ask(key) for key in table.formula.coefficients}
    terms = (number * float(values[key] or 0) for key, number in table.formula.coefficients.items())  # type: ignore[arg-type]
    x = table.formula.constant + sum(terms)
    probability = 100 / (1 + math.exp(-x))
    band = next(band for band in table.formula.bands if probability in band.range)
    outputs = {"x": round(x, 3), "probability_pct": round(probability, 1)}
    return Decision(outputs, f"恶性概率 {probability:.1f}%", band.advice, f"{probability:.1f}%", source=band.source)


def _by_flags(table: Table, facts: Facts) -> Decision:
    """Every flag whose row holds, with the expert's own category as the category of value."""
    assert table.flags is not None
    raised = [row for row in table.flags.rows if _holds(row.when, facts)]
    outcome = table.outcomes[str(facts.ask("expert"))]
    words = "；".join(row.text for row in raised) or "没有不一致的特征"
    flags: Mapping[str, Value] = MappingProxyType({"flags": tuple(row.outcome for row in raised)})
    return Decision(flags, words, outcome.advice, outcome.risk, outcome.plan, table.source)


_METHODS: Mapping[str, Callable[[Table, Facts], Decision]] = {
    "rows": _by_rows, "points": by_points, "formula": _by_formula, "flags": _by_flags,
}  # fmt: skip
