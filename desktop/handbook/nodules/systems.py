"""The classification systems an expert can choose, as a report names them, and what their tables' questions mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from desktop.handbook.nodules.vocabulary import Table


class System(NamedTuple):
    """One system: its table's key, the kind of nodule, and the name and version that the report says."""

    key: str
    kind: str
    name: str
    version: str

    @property
    def title(self) -> str:
        """Lung-RADS v2022."""
        return f"{self.name} {self.version}"


SYSTEMS: tuple[System, ...] = (
    System("lung_rads_v2022", "lung", "Lung-RADS", "v2022"),
    System("fleischner_2017", "lung", "Fleischner", "2017"),
    System("c_lung_rads_2024", "lung", "C-Lung-RADS", "2024"),
    System("birads_us_consistency", "breast", "BI-RADS 超声", "第 5 版"),
    System("acr_tirads_2017", "thyroid", "ACR TI-RADS", "2017"),
    System("c_tirads_2020", "thyroid", "C-TIRADS", "2020"),
)
_MORE: Mapping[str, tuple[str, ...]] = {
    "lung_rads_v2022": ("4X",), "acr_tirads_2017": ("TR1", "TR2", "TR3", "TR4", "TR5"),
}  # fmt: skip
_BIRADS = ("0", "1", "2", "3", "4A", "4B", "4C", "5", "6")

ASKED: Mapping[str, str] = {
    "kind": "density", "mean": "long_mm", "mm": "long_mm", "solid": "solid_long_mm", "solid_mm": "solid_long_mm",
    "dyn": "change", "time": "change", "benign": "calcification", "calc": "calcification", "jux": "place",
    "airway": "airway", "cyst.wall": "cyst_wall", "cyst.locules": "cyst_locules", "cyst.change": "cyst_change",
    "prev": "previous_category", "stable_months": "stable_months", "suspicious": "margin", "high": "risk_factors",
    "max_mm": "width_mm", "microcalc": "foci", "comet_tail": "foci", "marked_hypo": "echogenicity",
    "margin_ill_irreg_ete": "margin", "vertical": "shape", "biopsy_malignant": "bethesda",
    "expert": "category", "growth_pct_6m": "previous",
}  # fmt: skip
"""Which field of the description answers a table's question, where both do not bear the same name."""


def systems_of(kind: str) -> tuple[System, ...]:
    """The systems for a kind of nodule, the usual one first."""
    return tuple(system for system in SYSTEMS if system.kind == kind)


def system_named(name: str, version: str) -> System | None:
    """The system that a report means; None for one the program does not know."""
    return next((one for one in SYSTEMS if (one.name, one.version) == (name, version)), None)


def categories(table: Table) -> tuple[str, ...]:
    """What an expert can say in a system, mildest first: categories, or the recommendations of one without them."""
    if table.flags is not None:
        return _BIRADS
    levels = (*table.points.first, *table.points.levels) if table.points is not None else ()
    said = [level.category for level in levels]
    said += [_said(one.outputs, one.advice) for one in table.outcomes.values() if one.applies]
    return tuple(dict.fromkeys([*(word for word in said if word), *_MORE.get(table.system, ())]))


def _said(outputs: Mapping[str, object], advice: str) -> str:
    category = outputs.get("category")
    return str(category) if category is not None else advice if "recommendation" in outputs else ""
