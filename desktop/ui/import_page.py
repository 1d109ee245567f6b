"""What became of a list dropped onto the window: counts, every faulty row by name, and the workbook to correct."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from desktop.exchange.hospital_list import HospitalReport
from desktop.exchange.import_report import ImportReport
from desktop.exchange.row_reader import Problem
from desktop.ui import fonts
from desktop.ui.cards import Card
from desktop.ui.errors import is_environment
from desktop.ui.strip import Offer, Strip
from desktop.ui.worker import Worker

_ROW = 36
_COLUMNS = (("行", 64), ("", 160), ("列", 140), ("要改什么", 0), ("规则", 84))
_WRAPPED = 300
"""So many rows are as high as their advice; measuring more would keep the window waiting."""

_DISPLAY, _HORIZONTAL = Qt.ItemDataRole.DisplayRole, Qt.Orientation.Horizontal
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
OPEN_FIXED, BACK = "open_fixed", "back"

Index = QModelIndex | QPersistentModelIndex
Report = ImportReport | HospitalReport


class ListImporter(Protocol):
    """Takes a list in, whichever kind it is; runs in the database worker."""

    def import_list(self, path: Path) -> Report:
        """What became of the list; raises ListUnreadable with one Chinese sentence."""


class ProblemModel(QAbstractTableModel):
    """The faulty rows, one line each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._problems: list[Problem] = []
        self._name_heading = ""

    def show_problems(self, problems: list[Problem], name_heading: str = "") -> None:
        """Show other rows, and what names a row of this list: 申请编号 or 医院名称."""
        self.beginResetModel()
        self._problems, self._name_heading = problems, name_heading
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One line a faulty row."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Five columns."""
        return len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' titles."""
        wanted = orientation == _HORIZONTAL and role == _DISPLAY
        return (_COLUMNS[section][0] or self._name_heading) if wanted else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The row's words; the whole of them as a tool tip."""
        if role not in (_DISPLAY, _TOOLTIP):
            return None
        found = self._problems[index.row()]
        return (str(found.row), found.request_no, found.column, found.message, found.rule)[index.column()]


class ImportPage(QWidget):
    """A page over the queues; `finished` carries how many cases came in, `left` asks to go back.

    One list at a time: one that comes while another is taken in is not begun, and named until the report is there.
    """

    finished = Signal(int)
    left = Signal()

    def __init__(self, importer: ListImporter, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._importer, self._worker = importer, worker
        self._fixed: Path | None = None
        self._running = ""
        self._put_off: list[str] = []
        self.setAccessibleName("导入清单")
        self._title = QLabel("导入清单")
        self._title.setFont(fonts.font("display"))
        self.strip = Strip("info")
        self.strip.acted.connect(self._act)
        self.model = ProblemModel(self)
        self.table = _table(self.model)
        self.card = Card("没有通过的行")
        self.card.body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(12)
        for widget in (self._title, self.strip, self.card):
            layout.addWidget(widget)
        layout.setStretchFactor(self.card, 1)

    def take(self, path: Path) -> None:
        """Read and admit a list in the worker, and show what became of it."""
        if self._running:
            self._put_off = [*(name for name in self._put_off if name != path.name), path.name]
            self.strip.tell(f"正在导入「{self._running}」", self._reminder(), kind="warning")
            return
        self._running, self._fixed = path.name, None
        self.model.show_problems([])
        self.card.hide()
        self.strip.tell(f"正在导入「{path.name}」", "可以继续做别的事，完成后在这里列出结果", kind="info")
        self._worker.run(partial(self._importer.import_list, path), self.show_report, self._failed, command=True)

    @Slot(object)
    def show_report(self, report: Report) -> None:
        """Show the counts and every faulty row."""
        reminder = self._end()
        applications = isinstance(report, ImportReport)
        self._fixed = report.fixed if isinstance(report, ImportReport) else None
        problems = report.errors()
        self._title.setText("导入申请清单" if applications else "导入医院名录")
        self.model.show_problems(problems, report.name_heading)
        self._wrap(len(problems) <= _WRAPPED)
        self.card.set_fact(f"{len(problems)} 行")
        self.card.setVisible(bool(problems))
        back = Offer(BACK, "回到队列", "Esc")
        offers = (Offer(OPEN_FIXED, "打开待修复清单", primary=True), back) if self._fixed else (back,)
        kind = "warning" if problems else "info"
        self.strip.tell(f"「{report.name}」：{report.counts}", reminder + report.advice, offers, kind=kind)
        self.finished.emit(report.opened if isinstance(report, ImportReport) else 0)

    def _wrap(self, wrapped: bool) -> None:
        """Show advice whole, on as many lines as it needs, or one line a row."""
        mode = QHeaderView.ResizeMode.ResizeToContents if wrapped else QHeaderView.ResizeMode.Fixed
        self.table.verticalHeader().setSectionResizeMode(mode)

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        reminder = self._end()
        sentence = getattr(fault, "sentence", "") or str(fault)
        if not getattr(fault, "sentence", "") and not is_environment(fault):
            self._worker.faulted.emit(fault)
            sentence = "程序内部出错，清单没有导入"
        self.strip.tell("清单没有导入", reminder + sentence, (Offer(BACK, "回到队列", "Esc"),), kind="error")

    def _reminder(self) -> str:
        """Which lists were dropped meanwhile and are not begun."""
        names = "、".join(f"「{name}」" for name in self._put_off)
        return f"{names}没有开始，先完成前一份，再拖一次；" if names else ""

    def _end(self) -> str:
        reminder = self._reminder()
        self._running, self._put_off = "", []
        return reminder

    @Slot(str)
    def _act(self, name: str) -> None:
        if name == OPEN_FIXED and self._fixed is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._fixed)))
        elif name == BACK:
            self.left.emit()


def _table(model: ProblemModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW)
    table.verticalHeader().setMinimumSectionSize(_ROW)
    table.setWordWrap(True)
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setAccessibleName("没有通过的行")
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for place, (_, width) in enumerate(_COLUMNS):
        if width:
            table.setColumnWidth(place, width)
        else:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
    return table


def dropped_list(urls: list[QUrl]) -> Path | None:
    """The one list among dropped files, or None."""
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    lists = [path for path in paths if path.suffix.lower() in (".xlsx", ".csv")]
    return lists[0] if len(lists) == 1 else None
