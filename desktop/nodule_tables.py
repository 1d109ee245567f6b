"""The nodule classification tables that this copy of the program carries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from desktop.handbook.nodules.loading import load_tables
from desktop.handbook.nodules.vocabulary import Table
from desktop.paths import resource_path


@cache
def nodule_tables() -> Mapping[str, Table]:
    """All classification systems by name, read once; `NoduleTableError` when a file is damaged."""
    return load_tables(resource_path("nodules"))
