"""The nodule classification tables that this copy of the program carries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from desktop.handbook.nodules.cross_check import Rules
from desktop.handbook.nodules.growth import load_growth_rules
from desktop.handbook.nodules.loading import load_tables
from desktop.handbook.nodules.vocabulary import Table
from desktop.paths import resource_path


@cache
def nodule_tables() -> Mapping[str, Table]:
    """All classification systems by name, read once; `NoduleTableError` when a file is damaged."""
    return load_tables(resource_path("nodules"))


@cache
def nodule_rules() -> Rules:
    """The tables with the limits of growth, as the cross-check asks for them."""
    return Rules(nodule_tables(), load_growth_rules(resource_path("nodules", "growth.json")))
