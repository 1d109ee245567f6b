"""Review and triage: is the illness one of the plan's (GC-02, MD-01), which department fits it (GC-03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.casework.acting import Act, BadInput, Given, act
from desktop.casework.desk import Desk, Entry
from desktop.casework.prepared import names_illness
from desktop.casework.rows import Outcome
from desktop.casework.wording import OUTCOMES


def review(
    desk: Desk, case_id: int, entry: Entry, *, outcome: str, illness: Mapping[str, Any] | None = None,
    missing: Sequence[str] = (), reason: str = "", findings: Mapping[str, Any] | None = None, proposed: str = "",
    told: str = "",
) -> Outcome:  # fmt: skip
    """Decide on an application: confirmed, suspected, more_material (named in `missing`) or refused (with reason).

    `findings` are the checklist's other fields (see `judgement.propose`), `proposed` what the checklist proposed;
    both are kept beside the decision. `reason` stays at the desk; `told` is what the customer reads of a refusal
    (GC-02): BadInput when it tells the illness.
    """
    if outcome not in OUTCOMES:
        raise BadInput(f"审核结论「{outcome}」不存在，应为 {'、'.join(OUTCOMES)}")
    if names_illness(told):
        raise BadInput("给客户的说明里有病情字样：短信不写病情，请换一种说法")
    given = {
        "outcome": outcome, "illness": illness or {}, "missing": list(missing), "reason": reason,
        "findings": findings or {}, "proposed": proposed, "told": told.strip() if outcome == "refused" else "",
    }  # fmt: skip
    return act(desk, case_id, entry, "review", given)


def triage(desk: Desk, case_id: int, entry: Entry, *, advised: str, decided: str = "") -> Outcome:
    """Record the talk before booking; a department that differs is flagged, the customer's wish stands (GC-03)."""
    given: dict[str, Any] = {"advised": advised, "decided": decided}

    def settle_wish(under_way: Act) -> Given:
        wish = under_way.case.facts.wish.get("department") or ""
        given["decided"] = decided or wish or advised
        given["flagged"] = given["decided"] != advised
        return given

    return act(desk, case_id, entry, "triage", given, prepare=settle_wish)
