"""What 登记新案件 offers when a rule refuses: never only no. And the page's keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.casework.drafts import ApplicationCheck
from desktop.handbook.vocabulary import ITEM_TITLES, Finding, Item
from desktop.ui.case import keys
from desktop.ui.case.composite_fields import is_away
from desktop.ui.case.keys import Key
from desktop.ui.case.new_case_form import NewCaseForm
from desktop.ui.case.service_tiles import ORDER
from desktop.ui.date_inputs import DateField
from desktop.ui.inputs import Field
from desktop.ui.strip import Offer

_FIELDS = {"GC-13": "certificate_on", "D-06": "late_reason", "GC-15": "stay", "G-04": "policy", "G-03": "policy",
           "G-02": "by", "GC-04": "remark", "ND-09": "hospital", "D-03": "request_no"}  # fmt: skip
_MAKE_UP = frozenset(("GC-13", "D-06", "GC-15"))
_WAYS: dict[str, tuple[Offer, ...]] = {
    "G-02": (Offer("set:by=true", "改为本人申请"),),
    "G-03": (Offer("field:policy", "核对保单号"),),
    "G-04": (Offer("field:policy", "核对保单号"),),
    "GC-04": (Offer("field:department", "改为只指定科室"),),
    "GC-13": (Offer("item:0", "改为专家门诊", "Alt+1"), Offer("field:certificate_on", "补住院凭证", "F8")),
    "GC-15": (Offer("item:1", "改为住院安排", "Alt+2"), Offer("field:stay", "选所属住院", "F8")),
    "ND-09": (Offer("set:hospital=", "去掉指定医院"),),
    "D-03": (Offer("field:request_no", "核对申请编号"),),
    "D-06": (Offer("field:late_reason", "写补录理由", "F8"),),
}


def told(
    findings: Sequence[Finding], item: Item | None, check: ApplicationCheck
) -> tuple[str, Sequence[Finding], Sequence[Offer]]:
    """Title, rules and ways on of a refusal."""
    title = f"暂不能登记{ITEM_TITLES[item]}" if item else "暂不能登记"
    offers = {offer.name: offer for finding in findings for offer in _ways(finding.rule, check)}
    return title, findings, list(offers.values())[:3]


def _ways(rule: str, check: ApplicationCheck) -> Iterator[Offer]:
    twin = next((row for row in check.duplicates if row.same_item), None)
    if rule in ("D-03", "G-08") and twin is not None:
        yield Offer(f"open:{twin.case_id}", f"打开 {twin.number}", "Alt+O")
        return
    if rule == "G-04" and check.policy is None:
        yield Offer("field:policy_to", "改保单有效期")
    if rule == "G-08":
        free = next((offer for offer in check.offers if offer.available and offer.item.limited), None)
        if free is not None:
            place = ORDER.index(free.item)
            yield Offer(f"item:{place}", f"改为{ITEM_TITLES[free.item]}", f"Alt+{place + 1}")
        return
    yield from _WAYS.get(rule, ())


def take_way(form: NewCaseForm, name: str) -> int:
    """Go a way that was offered, on the form; answers the id of a case to open instead, or 0."""
    kind, _, what = name.partition(":")
    if kind == "open":
        return int(what)
    if kind == "item":
        form.tiles.pick(int(what))
    elif kind == "field":
        form.fields[what].control.setFocus()
    else:
        field, _, value = what.partition("=")
        form.fields[field].set_value(value)
        form.fields[field].edited()
    return 0


def fields_of(findings: Sequence[Finding]) -> list[str]:
    """The fields by which a refusal could be made good."""
    return [_FIELDS[finding.rule] for finding in findings if finding.rule in _MAKE_UP]


def gaps_of(form: NewCaseForm, findings: Sequence[Finding]) -> list[QWidget]:
    """What is still to be filled in, in the order of the page: empty fields, the item, what a rule asks for."""
    asked = [form.fields[name] for name in fields_of(findings)]
    return [stop for stop in form.stations() if _is_gap(stop, form, asked)]


def stops_of(form: NewCaseForm, findings: Sequence[Finding]) -> list[QWidget]:
    """Where what a rule refuses is entered, in the rules' order; the item when no field is to blame (G-08)."""
    named = (form.fields.get(_FIELDS.get(finding.rule, "")) for finding in findings)
    stops = [form.tiles if field is None or is_away(field) else field for field in named]
    return list(dict.fromkeys(stops))


def spell_stops(form: NewCaseForm, findings: Sequence[Finding]) -> str:
    """`1 条规则不允许登记：保单号`; empty when no rule refuses."""
    names = "、".join(_name(stop) for stop in stops_of(form, findings)[:2])
    return f"{len(findings)} 条规则不允许登记：{names}" if findings else ""


def _name(stop: QWidget) -> str:
    return stop.label if isinstance(stop, Field) else stop.accessibleName()


def _is_gap(stop: QWidget, form: NewCaseForm, asked: Sequence[Field]) -> bool:
    if not isinstance(stop, Field):
        return form.tiles.item is None
    if isinstance(stop, DateField) and stop.unreadable:
        return True
    return bool(stop.fault) or (stop.is_empty() and (stop.required or stop in asked))


def focus_next(gaps: Sequence[QWidget], focused: QWidget) -> bool:
    """Put the keyboard into the gap after the present place, wrapping; says whether there is one."""
    at = next((place for place, gap in enumerate(gaps) if gap is focused or gap.isAncestorOf(focused)), -1)
    if gaps:
        gap = gaps[(at + 1) % len(gaps)]
        (gap.control if isinstance(gap, Field) else gap).setFocus()
    return bool(gaps)


def spell_gaps(gaps: Sequence[QWidget]) -> str:
    """`还差 2 项：姓名、服务项目`; empty when nothing is missing."""
    names = "、".join(_name(gap) for gap in gaps[:2])
    return f"还差 {len(gaps)} 项：{names}{'…' if len(gaps) > 2 else ''}" if gaps else ""


def name_of(event: QKeyEvent) -> str:
    """What a key means on the page, "" for nothing; `item:N` for Alt and a digit."""
    key, held = Key(event.key()), keys.modifiers(event)
    if held == keys.ALT and Key.Key_1 <= key <= Key.Key_7:
        return f"item:{key.value - Key.Key_1.value}"
    return _KEYS.get((key, held), "")


_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_KEYS = {
    (Key.Key_F8, keys.NO_MODIFIER): "gap",
    **{(enter, keys.CTRL): "submit" for enter in keys.RETURNS},
    **{(enter, _BOTH): "submit_next" for enter in keys.RETURNS},
    (Key.Key_S, keys.CTRL): "save",
    (Key.Key_V, keys.CTRL): "paste",
    (Key.Key_O, keys.ALT): "duplicate",
}
