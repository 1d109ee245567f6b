"""Visits whose time has come without a result on record: no lane of the board holds them, so it lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from desktop.casework.board_cases import WAITS_FOR_NOTICE
from desktop.casework.board_rows import PassedVisit
from desktop.casework.masking import masked_name
from desktop.casework.reminder_cards import Booked


def is_past(row: Any, now: datetime) -> bool:
    """Whether a case's derived columns say that its visit's time has come."""
    return row.holder_until is not None and row.holder_until <= now


def passed_visits(rows: Sequence[Any], booked: Sequence[Booked], now: datetime) -> tuple[PassedVisit, ...]:
    """Those of `rows` by their derived columns, those of `booked` by their timeline; the longest past first."""
    return tuple(sorted((*_by_columns(rows), *_by_timeline(booked, now)), key=attrgetter("visit_at", "case_id")))


def _by_columns(rows: Sequence[Any]) -> Iterator[PassedVisit]:
    for row in rows:
        yield PassedVisit(row.id, row.number, masked_name(row.name), row.holder_until, row.stage == WAITS_FOR_NOTICE)


def _by_timeline(booked: Sequence[Booked], now: datetime) -> Iterator[PassedVisit]:
    for one in booked:
        facts = one.facts
        if facts.visit_at is not None and facts.visit_at <= now and facts.over_at is None and facts.attended_at is None:
            told = facts.notified_at is not None
            yield PassedVisit(one.case_id, one.number, masked_name(one.name), facts.visit_at, not told)
