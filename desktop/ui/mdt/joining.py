"""Puts the consultation's workspace into the window, and says when a case opens on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from desktop.casework.rows import CaseView
from desktop.handbook.consultation_materials import PROBLEMS
from desktop.handbook.vocabulary import Item
from desktop.ui.action import Where
from desktop.ui.mdt.page import MdtPage
from desktop.ui.tracking import open_tracking
from desktop.ui.workspace.room import WorkspaceRoom, has_documents


class MdtRoom(WorkspaceRoom):
    """Opens a consultation on its workspace once its review is done; before that it leads to the review.

    `open_attachment(case_id, material)` is whoever shows files; without one the key says that there is none.
    """

    page: MdtPage

    def __init__(self, whole: Any) -> None:
        shell = whole.shell
        super().__init__(whole, MdtPage(whole.source, shell.worker, shell.desk, whole.runner, shell.body))
        self.open_attachment: Callable[[int, Any], None] | None = None
        self._bind(shell.desk)
        self.page.attachment_wanted.connect(self._open_attachment)

    def _bind(self, desk: Any) -> None:
        """Letters and digits live in the lanes of materials and plan, the rest wherever one types."""
        page = self.page
        for lane in (page.materials, page.plan):
            desk.bind(lane, Where.MDT)
        for pane in (page.editor, page.preview, page.bar):
            desk.bind(pane, Where.MDT_TEXT)
        for name, handler in handlers(page).items():
            desk.handle(name, handler)
        self._bind_case("mdt")

    def takes(self, view: CaseView) -> bool:
        """Whether a case opens here: a consultation, reviewed and not refused; an unreviewed one opens its review."""
        if view.item is not Item.MD or view.state in ("cancelled", "refused"):
            return False
        if any(step.verb == "review" for step in view.steps):
            return bool(self._whole.green.takes("review", view))
        self.page.open(view)
        self._whole.shell.show_over(self.page)
        return True

    def _open_attachment(self, line: Any) -> None:
        if self.open_attachment is not None:
            self.open_attachment(self.page.case_id, line)
        else:
            self._whole.shell.toast.tell("这一项还没有可看的附件", undoable=False)


def handlers(page: MdtPage) -> Mapping[str, Callable[[], None]]:
    """What each action of the place does."""
    lane, deeds = page.materials, page.deeds
    marks = {f"mdt_problem_{place}": partial(lane.mark, key) for place, key in enumerate(PROBLEMS, 1)}
    return {
        **marks, "mdt_gap": page.next_gap, "mdt_tick": deeds.tick_off, "mdt_original": lane.turn_original,
        "mdt_lacking": lane.turn_not_provided, "mdt_ask": deeds.ask, "mdt_invite": deeds.invite,
        "mdt_release": deeds.release, "mdt_time": partial(deeds.begin, "propose_time"), "mdt_plan": deeds.plan,
        "mdt_held": partial(deeds.begin, "hold_consultation"), "mdt_post": deeds.post, "mdt_open": deeds.open_material,
        "mdt_group": lane.open_groups,
        "mdt_track": lambda: open_tracking(lane.sheet.parcels if lane.sheet else (), "", page.told.emit),
        "mdt_parcel": lambda: page.issuing.write_parcel(page.case_id),
        "mdt_issue": deeds.issue, "mdt_correct": deeds.correct,
        "mdt_versions": page.editor.show_versions, "mdt_report": partial(page.turn_to, "mdt"),
        "mdt_guidance": partial(page.turn_to, "guidance"),
    }  # fmt: skip


def join_consultation(whole: Any) -> MdtRoom | None:
    """Add the workspace where the desk has one."""
    return MdtRoom(whole) if has_documents(whole.source) else None


def join_print(shell: Any, calendar: Any) -> None:
    """Ctrl+P belongs to the page in sight; from elsewhere it makes the day sheets, where there is a calendar."""
    shell.desk.handle("print", partial(_print, shell, calendar))


def _print(shell: Any, calendar: Any) -> None:
    page = shell.whole if shell.whole is not None else calendar
    if page is not None:
        page.print_sheets()
