"""The roster's page: the escorts' files."""

from __future__ import annotations

from desktop.ui.action_desk import ActionDesk
from desktop.ui.roster.escort_list import ESCORTS
from desktop.ui.roster.facts import EscortFacts
from desktop.ui.roster.files_frame import Files
from desktop.ui.roster.files_page import FilesPage
from desktop.ui.roster.form import EscortForm
from desktop.ui.roster.source import RosterSource
from desktop.ui.roster.wording import summary
from desktop.ui.source import Source
from desktop.ui.worker import Worker


class RosterPage(FilesPage):
    """The escorts; `changed` says that lanes of the calendar are different now."""

    def __init__(self, desk: Source, source: RosterSource, worker: Worker, actions: ActionDesk) -> None:
        first = ("users", "还没有陪诊人员", "登记之后就能在日历上派单")
        files = Files("陪诊人员", "陪诊人员", first, ESCORTS, EscortFacts(desk.now), EscortForm(desk.now), summary)
        super().__init__(files, desk, source, worker, actions)
