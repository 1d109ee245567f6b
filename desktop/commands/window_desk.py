"""The desk as the window sees it, with the doors to lists, hospitals and text gateways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.casework.board_desk import BoardDesk
from desktop.casework.desk import Desk
from desktop.casework.gateways.settings import text_settings
from desktop.casework.handing_over import Collected
from desktop.casework.screen_desk import ScreenDesk
from desktop.commands.day_sheets import DaySheets
from desktop.commands.document_papers import DocumentPapers
from desktop.commands.phone_papers import WindowPhone
from desktop.commands.window_calendars import WindowCalendars
from desktop.commands.window_feed import WindowFeed
from desktop.commands.window_gateways import WindowGateways
from desktop.commands.window_house import WindowHouse
from desktop.commands.window_partners import WindowPartners
from desktop.exchange.attachment_door import AttachmentDoor
from desktop.exchange.import_list import fixed_path
from desktop.exchange.list_preview import ListPreview, Report, preview_list, take_in
from desktop.exchange.reading import Sheet
from desktop.exchange.sms.batch import Exported, export_batch, take_receipts
from desktop.exchange.sms.gateway import ManualGateway, dispatch
from desktop.settings import data_folder


def dispatch_or_leave(desk: Desk, ids: Sequence[int]) -> None:
    """Without a gateway texts go to the people at the desk; with one they wait for its next round, in any window."""
    if not text_settings(desk).active:
        dispatch(ManualGateway(), desk, ids)


class WindowBoard(BoardDesk):
    """The reminders board with the gateway of this desk, and the workbooks for a platform."""

    def __init__(self, desk: Desk, person: str, folder: Path) -> None:
        super().__init__(desk, person, dispatch_or_leave)
        self.folder = folder

    def export(self) -> Exported | None:
        """Write the texts that wait into a workbook of the desk's own folder."""
        return export_batch(self.desk, self.folder, self.person)

    def take_receipts(self, path: Path) -> Collected:
        """Take a platform's receipts in."""
        return take_receipts(self.desk, path, self.person)


class WindowDesk(ScreenDesk):
    """A screen desk that also takes lists in, as when a file is dropped onto the window, and writes day sheets."""

    @property
    def sheet_desk(self) -> DaySheets:
        """The day sheets of the escorts."""
        return DaySheets(self.desk)

    def __init__(self, desk: Desk, person: str, connection: str = "本机加密文件") -> None:
        super().__init__(desk, person, connection)
        self.papers = DocumentPapers(desk, self.documents)
        self.gateways = WindowGateways(desk)
        self.attachment_desk = AttachmentDoor(desk, person)
        self.feed_desk = WindowFeed(desk, person)
        self.house_desk = WindowHouse(desk, person)
        self.partner_desk = WindowPartners(desk, person)
        self.phone_desk = WindowPhone(desk, person, data_folder() / "值班表")
        self.calendars = WindowCalendars(desk, person)
        self.board_desk: BoardDesk = WindowBoard(desk, person, data_folder() / "短信批次")

    def preview_list(
        self, path: Path, mapping: Mapping[str, str], sheets: Sequence[Sheet] = (),
        same: Mapping[str, str] | None = None,
    ) -> ListPreview:  # fmt: skip
        """What a list of applications, policies, hospitals or experts would do; nothing is written."""
        return preview_list(self.desk, path, person=self.person, mapping=mapping, sheets=sheets, same=same)

    def import_list(self, preview: ListPreview) -> Report:
        """Take in the list that was shown; an application list's corrections are written beside it."""
        return take_in(self.desk, preview, person=self.person, out=fixed_path(preview.path))
