"""What the user wants to see of a queue: view, filters, search and order, turned into a query."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import NamedTuple

from desktop.casework.rows import QueueQuery
from desktop.handbook.deskhours import at_time
from desktop.handbook.progress import HOLDER_TITLES
from desktop.ui.pages import QueueSpec
from desktop.ui.source import Source

_PARTS = {"promise": "承诺", "target": "内部目标", "waiting": "待计时", "none": "无时限"}
FILTERS: Mapping[str, str] = {"stage": "阶段", "hospital": "医院", "owner": "负责人", "holder": "球在谁"}


@dataclass(frozen=True)
class Wish:
    """One page's present choice; `filters` holds the set ones by name."""

    view: str = "todo"
    search: str = ""
    sort: str = "due"
    descending: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)

    def sorted_by(self, sort: str) -> Wish:
        """Sort by another column, or turn the order of the same one."""
        return replace(self, sort=sort, descending=not self.descending if sort == self.sort else False)

    def filtered(self, name: str, value: str) -> Wish:
        """Set a filter, or take it off with an empty value."""
        kept = {key: word for key, word in self.filters.items() if key != name}
        return replace(self, filters={**kept, name: value} if value else kept)

    def cleared(self) -> Wish:
        """Without filters and search."""
        return replace(self, filters={}, search="")

    @property
    def narrowed(self) -> int:
        """How many filters and searches are in force."""
        return len(self.filters) + bool(self.search)

    def query(self, spec: QueueSpec, me: str, now: datetime) -> QueueQuery:
        """The query of this wish at an aware moment."""
        mine = me if spec.mine else ""
        return QueueQuery(
            now=now,
            today_end=at_time(now.date() + timedelta(days=1), time(0)),
            tab=self.view,
            service=spec.service,
            owner=self.filters.get("owner", mine),
            stage=self.filters.get("stage", ""),
            hospital=self.filters.get("hospital", ""),
            holder=self.filters.get("holder", ""),
            search=self.search,
            sort=self.sort,
            descending=self.descending,
        )


class Answer(NamedTuple):
    """What came back: the ids, the counts of the views, and the moment the desk was asked.

    `elsewhere`, for an empty list, counts what all queues hold of the same search, by view.
    """

    ids: array
    counts: Mapping[str, int]
    asked: datetime
    elsewhere: Mapping[str, int] = {}


def ask(source: Source, query: QueueQuery) -> Answer:
    """Read ids and counts; runs in the worker."""
    ids, counts = source.queue_ids(query), source.tab_counts(query)
    everywhere = replace(query, tab="all", service="", owner="", stage="", hospital="", holder="")
    return Answer(ids, counts, query.now, {} if ids else source.tab_counts(everywhere))


def spell_filter(name: str, value: str) -> str:
    """A filter as it stands on its chip: `阶段 待预约`."""
    return f"{FILTERS[name]} {HOLDER_TITLES.get(value, value) if name == 'holder' else value}"


def spell_total(total: int, counts: Mapping[str, int], narrowed: bool) -> str:
    """The line under the list; its parts are only shown when they add up to the total."""
    if not total:
        return ""
    parts = [(word, counts.get(name, 0)) for name, word in _PARTS.items()]
    words = f"共 {total:,} 件"
    if narrowed or sum(number for _word, number in parts) != total:
        return words
    return " · ".join([words, *(f"{word} {number}" for word, number in parts if number)])
