"""The whole handbook as one frozen table, in handbook order, and the look-ups made from it."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.handbook.rulebook.consult import ONLINE, PHONE
from desktop.handbook.rulebook.consultation import CONSULTATION
from desktop.handbook.rulebook.desk import DESK
from desktop.handbook.rulebook.general import GENERAL, TIME
from desktop.handbook.rulebook.green_channel import GREEN_CHANNEL
from desktop.handbook.rulebook.nodule import NODULE
from desktop.handbook.verbs import VERBS
from desktop.handbook.vocabulary import Clock, Item, Refuse, Rule, Warn

RULEBOOK: tuple[Rule, ...] = (*TIME, *GENERAL, *ONLINE, *PHONE, *GREEN_CHANNEL, *CONSULTATION, *NODULE, *DESK)
RULES: Mapping[str, Rule] = {rule.id: rule for rule in RULEBOOK}

_CLOCK_ORDER = (
    "gc.review", "gc.outpatient", "gc.inpatient", "gc.visit", "gc.notice", "gc.reminder", "gc.escort_call",
    "gc.outpatient_visit", "gc.inpatient_admission", "md.review", "md.call", "md.report", "md.guidance",
    "nd.call", "nd.report", "nd.posting", "oc.answer", "pd.answer",
)


def _clocks() -> dict[Item, tuple[tuple[str, Clock], ...]]:
    every = sorted(
        ((rule.id, clock) for rule in RULEBOOK for clock in rule.clocks),
        key=lambda pair: _CLOCK_ORDER.index(pair[1].name),
    )
    return {item: tuple((rule, clock) for rule, clock in every if item in clock.items) for item in Item}


def _refuses() -> dict[tuple[str, Item], tuple[tuple[str, Refuse], ...]]:
    return {
        (verb, item): tuple(
            (rule.id, entry)
            for rule in RULEBOOK
            for entry in rule.refuses
            if verb in entry.verbs and item in entry.items
        )
        for verb in VERBS
        for item in Item
    }


def _warns() -> dict[tuple[str, Item], tuple[tuple[str, Warn], ...]]:
    return {
        (verb, item): tuple(
            (rule.id, entry)
            for rule in RULEBOOK
            for entry in rule.warns
            if verb in entry.verbs and item in entry.items
        )
        for verb in VERBS
        for item in Item
    }


CLOCKS: Mapping[Item, tuple[tuple[str, Clock], ...]] = _clocks()
CLOCK_NAMES: frozenset[str] = frozenset(clock.name for clocks in CLOCKS.values() for _, clock in clocks)
REFUSES: Mapping[tuple[str, Item], tuple[tuple[str, Refuse], ...]] = _refuses()
WARNS: Mapping[tuple[str, Item], tuple[tuple[str, Warn], ...]] = _warns()
