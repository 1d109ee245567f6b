"""Puts the reading's workspace into the window, and says when a case opens on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from desktop.casework.rows import CaseView
from desktop.handbook.vocabulary import Item
from desktop.ui.action import Where
from desktop.ui.nodule.page import NodulePage
from desktop.ui.shell import Shell
from desktop.ui.tracking import open_tracking
from desktop.ui.workspace.room import WorkspaceRoom, has_documents


class NoduleRoom(WorkspaceRoom):
    """Opens a reading on its workspace.

    `open_images(case_id)` is whoever shows images; what is measured there comes back by `page.deeds.take_measurement`.
    """

    page: NodulePage

    def __init__(self, whole: Any) -> None:
        shell: Shell = whole.shell
        super().__init__(whole, NodulePage(whole.source, shell.worker, shell.desk, whole.runner, shell.body))
        self.open_images: Callable[[int], None] | None = None
        self._take_images(getattr(whole, "attachments", None))
        self._bind(shell.desk)
        self.page.images_wanted.connect(self._show_images)

    def _take_images(self, attachments: Any) -> None:
        """What is measured on the case's images comes back into the current nodule."""
        if attachments is not None:
            attachments.viewer.give_measurements_to(self.page.deeds.take_measurement)

    def _bind(self, desk: Any) -> None:
        """Letters live in the lanes of findings and parcel, the rest wherever one types."""
        page = self.page
        for lane in (page.findings, page.follow, page.parcel):
            desk.bind(lane, Where.NODULE)
        for pane in (page.editor, page.preview, page.bar, page.tabs):
            desk.bind(pane, Where.NODULE_TEXT)
        for name, handler in handlers(page).items():
            desk.handle(name, handler)
        self._bind_case("nodule")

    def takes(self, view: CaseView) -> bool:
        """Whether a case opens here."""
        if view.item is not Item.ND or view.state in ("cancelled", "refused"):
            return False
        self.page.open(view)
        self._whole.shell.show_over(self.page)
        return True

    def _show_images(self, case_id: int) -> None:
        if self.open_images is not None:
            self.open_images(case_id)
        else:
            self._whole.shell.toast.tell("这一件还没有可看的影像", undoable=False)


def handlers(page: NodulePage) -> Mapping[str, Callable[[], None]]:
    """What each action of the place does."""
    view, deeds = page.findings, page.deeds
    return {
        "nodule_gap": page.gaps.go_on, "nodule_edit": view.edit, "nodule_act": view.act, "nodule_add": view.add,
        "nodule_remove": view.remove, "nodule_down": partial(view.step, 1), "nodule_up": partial(view.step, -1),
        "nodule_images": lambda: page.images_wanted.emit(page.case_id), "nodule_reader": deeds.assign,
        "nodule_parcel": page.parcel.items.setFocus, "nodule_post": deeds.post, "nodule_issue": deeds.issue,
        "nodule_parcel_paper": lambda: page.issuing.write_parcel(page.case_id),
        "nodule_track": lambda: open_tracking(page.sheet.parcels if page.sheet else (), page.parcel.receipt.number,
                                              page.told.emit),
        "nodule_correct": deeds.correct, "nodule_versions": page.editor.show_versions,
        "nodule_findings": partial(page.turn_to, "findings"), "nodule_follow": partial(page.turn_to, "follow"),
        "nodule_report": partial(page.turn_to, "report"),
    }  # fmt: skip


def join_reading(whole: Any) -> NoduleRoom | None:
    """Add the workspace where the desk has one."""
    return NoduleRoom(whole) if has_documents(whole.source) else None
