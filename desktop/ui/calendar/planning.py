"""The automatic plan on the page: asked for by G, looked at change by change, taken or dropped as a whole."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desktop.casework.schedule_rows import Change, Proposal
from desktop.ui.calendar.board import CalendarBoard
from desktop.ui.calendar.plan_panel import PlanPanel
from desktop.ui.strip import Strip


class Planning(QObject):
    """Leads a proposal from the desk to the panel and back."""

    def __init__(self, page: CalendarBoard) -> None:
        super().__init__(page)
        self._page = page
        self._asked = False
        self.panel = PlanPanel(page)
        self.panel.accepted.connect(self._accept)
        self.panel.dropped.connect(self.drop)
        self.panel.pointed.connect(self._point)
        page.deeds.proposed.connect(self._show)
        page.turning.connect(self.drop)

    @property
    def active(self) -> bool:
        """Whether a proposal is looked at."""
        return not self.panel.isHidden()

    def ask(self) -> None:
        """G: plan the open work of the days shown."""
        page = self._page
        if self._asked or page.agenda is None:
            return
        if not page.agenda.schedule.waiting and not page.agenda.schedule.troubles:
            page.told.emit("没有待指派也没有冲突，不用排班", False)
            return
        self._asked = True
        self._strip.tell("正在排班", "排好后逐条列出差异，采用之前什么都不会改", kind="info")
        page.deeds.ask_plan(*page.shown.span)

    @property
    def _strip(self) -> Strip:
        return self._page.strip

    @Slot(object)
    def _show(self, proposal: Proposal) -> None:
        wanted, self._asked = self._asked, False
        self._strip.clear()
        if not wanted or not self._page.isVisible():
            return
        if not proposal.changes:
            why = "；".join(dict.fromkeys(reason for _block, reason in proposal.left)) or "现在的安排已经最好"
            self._page.told.emit(f"没有可改的：{why}", False)
            return
        self.panel.show_proposal(proposal)
        self._page.set_mode("plan")
        self.panel.setFocus()

    def _point(self, change: Change | None) -> None:
        if change is not None and self._page.shown.scene in ("day", "week", "list"):
            self._page.pick(change.block)
        self._page.views.show_preview(self.panel.kept)

    @Slot(object, object)
    def _accept(self, proposal: Proposal, chosen: tuple[int, ...]) -> None:
        self.end()
        self._page.deeds.accept(proposal, chosen, f"自动排班：采用 {len(chosen)} 处")

    def end(self) -> None:
        """Put the panel away."""
        if self._asked:
            self._asked = False
            self._strip.clear()
        if self.active:
            self.panel.hide()
            self._page.views.show_preview(())
            self._page.views.setFocus()
            self._page.set_mode("")

    def drop(self) -> bool:
        """Drop the proposal, or the question for one; says whether there was any."""
        had = self.active or self._asked
        self.end()
        return had
