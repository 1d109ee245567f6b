"""The few facts and contradictions of a system that need a sentence of code: one small named function each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.handbook.nodules.facts import Derivation, Facts, Unknown
from desktop.handbook.nodules.vocabulary import Inputs, Value

_CYST_KEYS = ("cyst.wall", "cyst.locules", "cyst.change")
_C_TIRADS_FEATURES = ("solid", "microcalc", "marked_hypo", "margin_ill_irreg_ete", "vertical", "comet_tail")


def lung_change(facts: Facts) -> Value:
    """The nodule's change; months of stability mean stable, a follow-up without a change is unknown."""
    if facts.given("dyn") is None and facts.given("stable_months") is not None:
        return "stable"
    followed = facts.given("time") == "follow_up" or facts.given("prev") not in (None, "none")
    if facts.given("dyn") is None and not followed:
        facts.plain("time")
        return "baseline"
    return facts.plain("dyn")


def lung_cyst(facts: Facts) -> Value:
    """Whether the finding is an atypical cyst: any of its fields was given."""
    return any(facts.given(key) not in (None, "none") for key in _CYST_KEYS)


def lung_locules(facts: Facts) -> Value:
    """A thick wall whose locules nobody mentioned is read as one locule; else it must be known."""
    if facts.given("cyst.locules") is None and facts.given("cyst.wall") == "thick":
        return "uni"
    return facts.plain("cyst.locules")


def lung_kind(facts: Facts) -> Value:
    """A juxtapleural nodule in the table's sense is solid by definition."""
    return "solid" if facts.given("kind") is None and facts.given("jux") is True else facts.plain("kind")


def breast_described(facts: Facts) -> Value:
    """Whether shape, orientation or margin were described at all."""
    return any(facts.given(key) is not None for key in ("shape", "orientation", "margin"))


def breast_suspicious_count(facts: Facts) -> Value:
    """How many suspicious features were described."""
    suspicious = facts.table.flags.suspicious if facts.table.flags else {}
    return float(sum(facts.given(key) in values for key, values in suspicious.items()))


def c_tirads_solid(facts: Facts) -> Value:
    """Solid or not; when no feature was given at all, silence is not a benign nodule."""
    if all(facts.given(key) is None for key in _C_TIRADS_FEATURES):
        raise Unknown("solid")
    return facts.plain("solid")


DERIVATIONS: Mapping[str, Mapping[str, Derivation]] = {
    "lung_rads_v2022": {
        "change": lung_change, "cyst": lung_cyst, "cyst.locules": lung_locules, "kind": lung_kind,
    },
    "c_tirads_2020": {"solid": c_tirads_solid},
    "birads_us_consistency": {"described": breast_described, "suspicious_count": breast_suspicious_count},
}  # fmt: skip


def change_at_baseline(given: Inputs) -> str:
    """A first examination shows no change."""
    told = any(given.get(key) not in (None, "none") for key in ("dyn", "prev", "stable_months"))
    wrong = given.get("time") == "baseline" and told
    return "基线检查没有变化与前次类别，请核对检查时点（time）与变化（dyn）、前次类别（prev）" if wrong else ""


def foci_none_with_others(given: Inputs) -> str:
    """No echogenic foci, and some."""
    foci = given.get("foci")
    wrong = isinstance(foci, tuple) and "none" in foci and len(set(foci)) > 1
    return "强回声灶（foci）不能既是“无”又有其他" if wrong else ""


def features_without_nodule(given: Inputs) -> str:
    """No nodule, and features of one."""
    wrong = given.get("nodule") is False and any(given.get(key) == 1 for key in _C_TIRADS_FEATURES)
    return "写了没有结节（nodule），却又填了结节的特征" if wrong else ""


CONTRADICTIONS: Mapping[str, Callable[[Inputs], str]] = {
    "lung_rads_v2022": change_at_baseline,
    "acr_tirads_2017": foci_none_with_others,
    "c_tirads_2020": features_without_nodule,
}
