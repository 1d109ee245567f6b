"""Puts the consultation's workspace into the window, and says when a case opens on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRect

from desktop.casework.rows import CaseView
from desktop.handbook.consultation_materials import PROBLEMS
from desktop.handbook.vocabulary import Item
from desktop.ui.action import Where
from desktop.ui.mdt.head_card import now_of, report_clock
from desktop.ui.mdt.page import MdtPage
from desktop.ui.trace_words import why
from desktop.ui.tracking import open_tracking


class MdtRoom(QObject):
    """Opens a consultation on its workspace once its review is done; before that it leads to the review.

    `open_attachment(case_id, material)` is whoever shows files; without one the key says that there is none.
    """

    def __init__(self, whole: Any) -> None:
        super().__init__(whole)
        self._whole = whole
        shell = whole.shell
        self.page = MdtPage(whole.source, shell.worker, shell.desk, whole.runner, shell.body)
        self.open_attachment: Callable[[int, Any], None] | None = None
        shell.body.keep(self.page)
        self._bind(shell.desk)
        page = self.page
        page.undo_offered.connect(shell.desk.offer_undo)
        page.told.connect(partial(shell.toast.tell, undoable=False))
        page.faulted.connect(shell.errors.take)
        page.changed.connect(shell.look_again)
        page.attachment_wanted.connect(self._open_attachment)
        shell.closing.connect(page.close_down)

    def _bind(self, desk: Any) -> None:
        """Letters and digits live in the lanes of materials and plan, the rest wherever one types."""
        page = self.page
        for lane in (page.materials, page.plan):
            desk.bind(lane, Where.MDT)
        for pane in (page.editor, page.preview, page.bar):
            desk.bind(pane, Where.MDT_TEXT)
        for name, handler in handlers(page).items():
            desk.handle(name, handler)
        desk.handle("mdt_case", self.show_case)
        desk.handle("mdt_next", partial(self._whole.shell.step_case, 1))
        desk.handle("mdt_previous", partial(self._whole.shell.step_case, -1))
        desk.handle("mdt_why", self._explain)

    def takes(self, view: CaseView) -> bool:
        """Whether a case opens here: a consultation, reviewed and not refused; an unreviewed one opens its review."""
        if view.item is not Item.MD or view.state in ("cancelled", "refused"):
            return False
        if any(step.verb == "review" for step in view.steps):
            return bool(self._whole.green.takes("review", view))
        self.page.open(view)
        self._whole.shell.show_over(self.page)
        return True

    def show_case(self) -> None:
        """Alt+Enter: the case's own page, with timeline, facts and clocks."""
        if self.page.view is not None:
            self._whole.renew_case(self.page.view)
            self._whole.shell.show_over(self._whole.case_page)

    def _explain(self) -> None:
        """W: why the report is due when it is."""
        page, trace = self.page, self._whole.shell.trace
        clock = report_clock(page.view, now_of(self._whole.source)) if page.view is not None else None
        answer = why(clock[0], *now_of(self._whole.source)) if clock is not None else None
        if trace.isVisible() or answer is None:
            trace.dismiss()
            return
        card = page.card
        beside = QRect(card.mapTo(self._whole.shell, card.rect().topLeft()), card.size())
        trace.tell(answer, self._whole.source.now().date(), beside, beside.right())

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
    if not all(hasattr(whole.source, name) for name in ("consulting", "documents", "papers")):
        return None
    return MdtRoom(whole)


def join_print(shell: Any, calendar: Any) -> None:
    """Ctrl+P belongs to the page in sight; from elsewhere it makes the day sheets, where there is a calendar."""
    shell.desk.handle("print", partial(_print, shell, calendar))


def _print(shell: Any, calendar: Any) -> None:
    page = shell.whole if shell.whole is not None else calendar
    if page is not None:
        page.print_sheets()
