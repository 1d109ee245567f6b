"""`caredesk rules [ID]`: the handbook's rules, what each decides, and where it stands in the handbook."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from typing import Any

from desktop.commands.failing import UsageFault
from desktop.handbook.rulebook import RULEBOOK, RULES
from desktop.handbook.verbs import VERBS
from desktop.handbook.vocabulary import ITEM_TITLES, Clock, Refuse, Rule, Unit, Warn

_UNITS = {Unit.DAYS: "个工作日", Unit.HOURS: "个工作小时", Unit.MINUTES: "分钟（7×24）"}
_KINDS = {"promise": "承诺", "target": "内部目标", "watched": "关注"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One rule or all."""
    parser.add_argument("id", nargs="?", default="", help="规则编号，如 GC-14；不写则列出全部")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    """Print the rules."""
    wanted = args.id.upper()
    if wanted and wanted not in RULES:
        raise UsageFault(f"没有规则「{args.id}」，编号如 T-02、GC-14、ND-08")
    rules = [RULES[wanted]] if wanted else list(RULEBOOK)
    if args.json:
        print(json.dumps([_answer(rule) for rule in rules], ensure_ascii=False))
    elif wanted:
        print("\n".join(_told(rules[0])))
    else:
        print("\n".join(f"{rule.id}  {rule.title}（{rule.section}）" for rule in rules))
    return 0


def _told(rule: Rule) -> Iterator[str]:
    yield f"{rule.id}  {rule.title}"
    yield f"手册：{rule.section}"
    yield rule.text
    for clock in rule.clocks:
        yield f"时限 {clock.name}：{clock.title}，{_limit(clock)}，{_KINDS[clock.kind.value]}"
    refused, warned = _verbs(rule.refuses), _verbs(rule.warns)
    if refused:
        yield f"可拒绝：{refused}"
    if warned:
        yield f"会提示：{warned}"


def _verbs(entries: Iterable[Refuse | Warn]) -> str:
    verbs = dict.fromkeys(verb for entry in entries for verb in entry.verbs)
    titles = dict.fromkeys(VERBS[verb].title for verb in verbs)
    return "、".join(titles) if len(titles) <= 8 else "各项登记操作"


def _limit(clock: Clock) -> str:
    if clock.before_visit:
        return f"就诊前 1 个工作日 {clock.until or '停止营业'} 前"
    return f"{clock.limit} {_UNITS[clock.unit]}"


def _answer(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id, "section": rule.section, "title": rule.title, "text": rule.text,
        "clocks": [
            {"name": clock.name, "title": clock.title, "limit": clock.limit, "unit": clock.unit.value,
             "kind": clock.kind.value, "items": [ITEM_TITLES[item] for item in clock.items]}
            for clock in rule.clocks
        ],
        "refuses": sorted({verb for entry in rule.refuses for verb in entry.verbs}),
        "warns": sorted({verb for entry in rule.warns for verb in entry.verbs}),
    }  # fmt: skip
