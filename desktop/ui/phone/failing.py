"""What the pages say when the desk could not do something."""

from __future__ import annotations

from desktop.faults import InputFault
from desktop.ui.read_page import ReadPage


def tell_fault(page: ReadPage, fault: BaseException) -> None:
    """An entry that cannot be right is said in the strip; anything else as for every page."""
    if isinstance(fault, InputFault):
        page.strip.tell("还不能这样做", str(fault), kind="refusal")
    else:
        page.lose(fault)
