"""Categories by points (ACR TI-RADS, C-TIRADS): count, find the level, and what the size asks for."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.handbook.nodules.facts import Contradiction, Facts, Unknown
from desktop.handbook.nodules.vocabulary import Decision, Level, Points, Step, Table, Value


def by_points(table: Table, facts: Facts) -> Decision:
    """Category, points and action; a total that cannot occur raises `Contradiction`."""
    points = table.points
    assert points is not None
    for level in points.first:
        if all(condition.holds(facts.ask(condition.key)) for condition in level.when):
            return _decision(table, level, None, level.text, "none")
    if points.short_circuit and points.short_circuit.holds(facts.ask(points.short_circuit.key)):
        return _decision(table, points.levels[0], 0, points.short_text, "none")
    total, words = _count(points, facts)
    if points.refused and total in points.refused:
        raise Contradiction(points.refused_text, {points.total: total, points.action_output: None})
    level = next(level for level in points.levels if level.total and total in level.total)
    return _decision(table, level, total, words, _action(points, level, facts))


def _count(points: Points, facts: Facts) -> tuple[int, str]:
    """The total and 实性 2 + 低回声 2 = 4; several values of one field count together."""
    total, terms = 0, []
    for key, values in points.values.items():
        field, value = facts.table.fields[key], facts.ask(key)
        for one in dict.fromkeys(value) if isinstance(value, tuple) else (value,):
            number = values[str(one)]
            total += number
            if number:
                terms.append(f"{field.values.get(str(one), field.title)} {number:+d}")
    return total, f"{'，'.join(terms) or '无计分特征'}，合计 {total} 分"


def _action(points: Points, level: Level, facts: Facts) -> str | None:
    """fna, follow_up or none by size; None when the size is unknown and would decide."""
    if not (level.fna or level.follow_up):
        return "none"
    try:
        size = facts.ask(points.action_field)
    except Unknown:
        return None
    if level.fna and size in level.fna:
        return "fna"
    return "follow_up" if level.follow_up and size in level.follow_up else "none"


def _decision(table: Table, level: Level, total: int | None, words: str, action: str | None) -> Decision:
    points = table.points
    assert points is not None
    outputs: Mapping[str, Value] = {
        "category": level.category, points.total: total, points.action_output: action,
    }  # fmt: skip
    plan = level.plan if action == "follow_up" or not level.follow_up else ()
    return Decision(
        outputs, words, _advice(points, level, action), level.risk, () if action == "fna" else plan,
        "；".join(part for part in (table.source, level.source) if part),
    )  # fmt: skip


def _advice(points: Points, level: Level, action: str | None) -> str:
    if level.advice:
        return level.advice
    fna = level.fna.spoken() if level.fna else ""
    follow_up = level.follow_up.spoken() if level.follow_up else ""
    if action is None:
        return f"最大径未知：{fna} mm 建议细针穿刺" + (f"，{follow_up} mm 建议随访" if follow_up else "")
    return points.action_advice[action].format(fna=fna, follow_up=follow_up, plan=_years(level.plan))


def _years(plan: tuple[Step, ...]) -> str:
    return f"第 {'、'.join(f'{step.first // 12}' for step in plan)} 年" if plan else ""
