"""After a refusal the keyboard goes into the field that it is about, and the sentence names that field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.faults import InputFault
from desktop.handbook.vocabulary import Refusal
from desktop.ui.case.composite_fields import leaves
from desktop.ui.inputs import Field

CHECK = "请核对"


def named_in(sentences: Iterable[str], fields: Sequence[Field]) -> Field | None:
    """The field whose label the sentences name first."""
    words = "；".join(sentences)
    named = [field for field in fields if field.label and field.label in words]
    return min(named, key=lambda field: words.find(field.label), default=None)


def say_wrong(sheet: Any, fault: InputFault) -> None:
    """Tell in a verb's sheet what cannot be right, and go there."""
    field = _argument(sheet, fault.field) or named_in((str(fault),), _shown(sheet))
    sheet.say_fault(titled(field), str(fault), "warning")
    if field is not None:
        field.set_fault(CHECK)
    go_to(sheet, field)


def say_refused(sheet: Any, refusal: Refusal) -> None:
    """Show in a verb's sheet every refusing rule, and go to the field they name; a late entry's reason goes first."""
    sheet.say_refused(refusal)
    if sheet.panel is None or not sheet.panel.late_reason.isAncestorOf(QApplication.focusWidget() or sheet):
        go_to(sheet, named_in((finding.sentence for finding in refusal.findings), _shown(sheet)))


def titled(field: Field | None) -> str:
    """`请核对「结束」`."""
    return f"{CHECK}「{field.label}」" if field is not None else CHECK


def go_to(sheet: Any, field: Field | None) -> None:
    """Put the keyboard into the field; without one it stays, and goes to the first when nothing of the form has it."""
    focus = QApplication.focusWidget()
    if field is not None:
        enter(field.control)
    elif sheet.panel is not None and (focus is None or not sheet.panel.isAncestorOf(focus)):
        sheet.panel.go_to_first()


def enter(control: QWidget) -> None:
    """Put the keyboard into a control, its text ready to be typed over."""
    control.setFocus()
    if isinstance(control, QLineEdit):
        control.selectAll()


def _shown(sheet: Any) -> Sequence[Field]:
    return sheet.panel.shown_leaves() if sheet.panel is not None else ()


def _argument(sheet: Any, name: str) -> Field | None:
    field = sheet.panel.fields.get(name) if sheet.panel is not None else None
    return next(iter(leaves(field)), None) if field is not None else None
