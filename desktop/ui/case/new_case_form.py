"""The left card of 登记新案件: what was pasted, the insured, the item, and what the customer asks for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.drafts import ApplicationCheck, ApplicationDraft, PolicyCard
from desktop.casework.suggestions import Suggestion
from desktop.handbook.identity import CITIZEN, Identity, Phone, check_phone, check_policy_number
from desktop.handbook.illness_list import letters_only
from desktop.handbook.vocabulary import Item
from desktop.ui.case.composite_fields import is_away
from desktop.ui.case.fields import Clock
from desktop.ui.case.new_case_parts import FieldGrid, Heading, PasteStrip, make_fields, spell_identity
from desktop.ui.case.paste import Pasted, read_document
from desktop.ui.case.pick_field import PINYIN, PickField
from desktop.ui.case.picking import Ask, Neighbours
from desktop.ui.case.refusal_card import RefusalCard
from desktop.ui.case.secret_field import SecretField
from desktop.ui.case.service_tiles import ServiceTiles
from desktop.ui.date_inputs import DateField
from desktop.ui.inputs import ChoiceField, Field

_PERSON = ("insured", "id_number", "phone", "policy", "request_no", "entrance", "plan", "policy_from",
           "policy_to")  # fmt: skip
_WISH = ("city", "hospital", "department", "escort_sex", "illness", "certificate_hospital", "certificate_on",
         "nodule", "stay", "happened", "late_reason")
_SPOKEN = ("id_number", "phone", "policy", "illness", "hospital", "certificate_hospital")
_NO_POLICY = "保单号应为 8 至 32 位字母或数字，请对照保单核对"
_PINYIN = "拼音只用来查找，请从候选中选病种，或写客户说的中文"
_NEW_POLICY = frozenset(("plan", "policy_from", "policy_to"))
_BY_ITEM: dict[Item | None, frozenset[str]] = {
    Item.OUTPATIENT: frozenset(("city", "hospital", "department", "escort_sex", "illness")),
    Item.INPATIENT: frozenset(
        ("hospital", "department", "escort_sex", "illness", "certificate_hospital", "certificate_on")
    ),
    Item.VISIT: frozenset(("stay", "escort_sex")),
    Item.MD: frozenset(("illness", "hospital", "department")),
    Item.ND: frozenset(("nodule",)),
}


class NewCaseForm(QWidget):
    """The fields of an application; `changed` follows every edit, `wanted` carries the Ask of a picked field."""

    changed = Signal()
    wanted = Signal(object)
    judged = Signal(str)

    def __init__(self, now: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._new_policy = self._late = False
        self.paste = PasteStrip()
        self.fields = make_fields(now)
        self._neighbours = Neighbours(self.fields)
        self.tiles = ServiceTiles()
        self.refusal = RefusalCard()
        self._own = [self.fields[name] for name in ("by", *_PERSON)]
        self._person = FieldGrid([self.fields[name] for name in _PERSON])
        self._wish = FieldGrid([self.fields[name] for name in _WISH])
        self._lay_out()
        for field in self.fields.values():
            field.changed.connect(self._edited)
            if isinstance(field, PickField):
                field.wanted.connect(self._ask)
            elif isinstance(field, SecretField):
                field.left.connect(self.judge_left)
        cast(PickField, self.fields["hospital"]).picked.connect(self._fill)
        self.tiles.chosen.connect(self._edited)
        self.arrange()
        self._order_tabs()

    def _order_tabs(self) -> None:
        stops = [field.control for field in self._own]
        stops += [self.tiles, *(field.control for field in self.fields.values() if field not in self._own)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 20)
        box.setSpacing(0)
        parts = (
            (self.paste, 14), (self._insured_head(), 10), (self._person, 18),
            (Heading("服务项目", "Alt + 数字 选择", True), 10), (self.tiles, 12), (self.refusal, 14),
            (Heading("诉求"), 10), (self._wish, 16), (self.fields["remark"], 0),
        )  # fmt: skip
        for part, gap in parts:
            box.addWidget(part)
            box.addSpacing(gap)
        box.addStretch(1)

    def _insured_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Heading("被保险人"), 1)
        row.addWidget(self.fields["by"])
        return head

    def _ask(self, words: str) -> None:
        field = cast(PickField, self.sender())
        city = self._neighbours.city() if field is self.fields["hospital"] else ""
        self.wanted.emit(Ask(field.kind, words, city, field))

    def _fill(self, one: Suggestion) -> None:
        if not is_away(self.fields["city"]):
            self._neighbours.fill(one.sets)

    def offer_plans(self, plans: Sequence[tuple[str, str]]) -> None:
        """Give the plan field its list; what was chosen stays."""
        field = cast(ChoiceField, self.fields["plan"])
        chosen = field.value()
        field.set_choices(tuple(plans))
        if chosen:
            field.set_value(chosen)

    def _edited(self, *_values: Any) -> None:
        self._judge()
        self.arrange()
        self.changed.emit()

    def arrange(self) -> None:
        """Show what this item and this policy ask for."""
        hidden = frozenset() if self._new_policy else _NEW_POLICY
        self._person.show_only(self.fields[name] for name in _PERSON if name not in hidden)
        wanted = _BY_ITEM.get(self.tiles.item, frozenset()) | {"happened"} | ({"late_reason"} if self._late else set())
        self._wish.show_only(self.fields[name] for name in _WISH if name in wanted)

    def ask_late_reason(self) -> None:
        """D-06 refused: ask why it is entered late."""
        self._late = True
        self.arrange()

    def _judge(self) -> None:
        """Tick what is in order, and say what a number says."""
        today = self._now().date()
        found = read_document(self.fields["id_number"].value(), today)
        self.fields["id_number"].set_hint(spell_identity(found, today) if isinstance(found, Identity) else "")
        right = {
            "id_number": isinstance(found, Identity),
            "phone": isinstance(check_phone(self.fields["phone"].value()), Phone),
            "policy": check_policy_number(self.fields["policy"].value()) is not None,
            **{name: bool(self.fields[name].value()) for name in ("insured", "request_no")},
        }
        for name, ticked in right.items():
            self._secret(name).tick(ticked)

    def _secret(self, name: str) -> SecretField:
        return cast(SecretField, self.fields[name])

    def judge_left(self) -> None:
        """Mark numbers that cannot be right, once the keyboard has left them."""
        self._complain("id_number", read_document(self.fields["id_number"].value(), self._now().date()))
        self._complain("phone", check_phone(self.fields["phone"].value()))
        self._complain("illness", _PINYIN if letters_only(self.fields["illness"].value()) else None)
        self._complain("policy", None if check_policy_number(self.fields["policy"].value()) else _NO_POLICY)
        for name in ("hospital", "certificate_hospital"):
            self._complain(name, PINYIN if cast(PickField, self.fields[name]).is_pinyin() else None)
        for field in self._dates():
            self._complain_of(field, f"{field.label}「{field.edit.text().strip()}」看不懂" if field.unreadable else "")
        self.judged.emit("；".join(field.fault for field in self._judged() if field.fault))

    def _judged(self) -> list[Field]:
        return [*(self.fields[name] for name in _SPOKEN), *self._dates()]

    def _dates(self) -> list[DateField]:
        return [field for field in self.leaves() if isinstance(field, DateField)]

    def _complain(self, name: str, verdict: object) -> None:
        field = self.fields[name]
        self._complain_of(field, verdict if isinstance(verdict, str) and field.value() else "")

    def _complain_of(self, field: Field, sentence: str) -> None:
        focused = QApplication.focusWidget() is field.control
        field.set_fault("" if focused else sentence)

    def take(self, pasted: Pasted) -> None:
        """Fill in what was recognised."""
        for name in pasted.found:
            self.fields[name].set_value(getattr(pasted, name))
            self._secret(name).reveal()
        self.paste.say(pasted.found)
        self._edited()
        self.judge_left()

    def show_check(self, check: ApplicationCheck) -> None:
        """Show what the desk knows: the policy's person, what is left of each right, the stays."""
        policy = check.policy
        self._know(policy)
        self._new_policy = policy is None and len(self.fields["policy"].value()) >= 8
        self.tiles.offer(check.offers)
        for name in ("certificate_hospital", "certificate_on"):
            self.fields[name].required = not check.ordered
            self.fields[name].update()
        stay = cast(ChoiceField, self.fields["stay"])
        chosen = stay.value()
        stay.set_choices(tuple((str(one.case_id), f"{one.number} {one.words}") for one in check.stays))
        if chosen:
            stay.set_value(chosen)
        self.arrange()

    def _know(self, policy: PolicyCard | None) -> None:
        for name in ("insured", "id_number", "phone"):
            self._secret(name).know(getattr(policy, name) if policy else "")
        if policy is not None and not self.fields["id_number"].value():
            self.fields["id_number"].set_hint(policy.person)
        self.fields["policy"].set_hint(policy.status if policy else "新保单" if self._new_policy else "")

    def leaves(self) -> list[Field]:
        """The fields in use, in the order of the page."""
        return [field for field in self.fields.values() if not is_away(field)]

    def stations(self) -> list[QWidget]:
        """Where Tab stops: the insured's fields, the tiles, the wish's fields."""
        used = self.leaves()
        person = [field for field in used if field in self._own]
        return [*person, self.tiles, *(field for field in used if field not in person)]

    def draft(self) -> ApplicationDraft:
        """The form as the desk reads it."""
        found = read_document(self.fields["id_number"].value(), self._now().date())
        values = {field_name: field.value() for field_name, field in self.fields.items() if not is_away(field)}
        stay, own = values.pop("stay", ""), values.pop("by")
        return ApplicationDraft(
            **values, item=self.tiles.item, by="insured" if own else "other", stay_id=int(stay) if stay else None,
            id_type=found.kind if isinstance(found, Identity) else CITIZEN,
        )  # fmt: skip

    def fill(self, draft: ApplicationDraft) -> None:
        """Put a kept draft in place."""
        self.tiles.choose(draft.item)
        for name, field in self.fields.items():
            field.set_value(value_of(draft, name))
            field.set_fault("")
        self._new_policy, self._late = bool(draft.plan), bool(draft.late_reason)
        self.paste.say(())
        self._judge()
        self.arrange()


def value_of(draft: ApplicationDraft, name: str) -> Any:
    """What a draft says for a field of the form."""
    if name == "stay":
        return str(draft.stay_id or "")
    return draft.by == "insured" if name == "by" else getattr(draft, name)
