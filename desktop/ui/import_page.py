"""A list on its way into the desk: what it would do, which column is what, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from desktop.exchange.hospital_list import HospitalReport
from desktop.exchange.import_report import ImportReport
from desktop.exchange.list_preview import ListPreview, Report
from desktop.exchange.policy_list import PolicyReport
from desktop.exchange.reading import Sheet
from desktop.ui.action import Where
from desktop.ui.action_desk import ActionDesk
from desktop.ui.cards import Card
from desktop.ui.case.scroller import Scroller
from desktop.ui.errors import is_environment
from desktop.ui.import_columns import ColumnsForm
from desktop.ui.import_hints import ImportHints
from desktop.ui.import_tables import FIRST_HEADINGS, PROBLEM_HEADINGS, LineModel, first_line, make_table, problem_line
from desktop.ui.page_head import PageHead
from desktop.ui.strip import Offer, Strip
from desktop.ui.whole_page import WholePage
from desktop.ui.worker import Worker

_WRAPPED = 300
"""So many rows are as high as their advice; measuring more would keep the window waiting."""

GO, COLUMNS, FIXED, BACK = "import_go", "import_columns", "import_fixed", "back"
NOTHING = "没有可写入的行：每一行都已有、没有变化或没有通过，下面逐行写明；改好再导入，Esc 回到队列"
_BACK = Offer(BACK, "回到队列", "Esc")
_DROP = Offer(BACK, "不导入", "Esc")


class ListImporter(Protocol):
    """Looks at a list and takes it in, whichever kind it is; runs in the database worker.

    Both raise ListUnreadable with one Chinese sentence.
    """

    def preview_list(
        self, path: Path, mapping: Mapping[str, str], sheets: Sequence[Sheet] = (),
        same: Mapping[str, str] | None = None,
    ) -> ListPreview:  # fmt: skip
        """What the list would do; nothing is written. `sheets` are those that were read of it before.

        `same` is what was said once for every row of a column that the list lacks.
        """

    def import_list(self, preview: ListPreview) -> Report:
        """What became of the list that was shown."""


class ImportPage(WholePage):
    """A page over the queues; `finished` carries how many cases came in, `left` asks to go back.

    A list is shown first and taken in at the second word. One at a time: one that comes while another is read or taken
    in is not begun, and named until that is done.
    """

    where = Where.IMPORT
    finished = Signal(int)
    left = Signal()

    def __init__(self, importer: ListImporter, worker: Worker, actions: ActionDesk) -> None:
        super().__init__()
        self._importer, self._worker, self._actions = importer, worker, actions
        self.preview: ListPreview | None = None
        self._fixed: Path | None = None
        self._running = self._offered = ""
        self._put_off: list[str] = []
        self.setAccessibleName("导入清单")
        self.head, self.strip = PageHead("导入清单", self), Strip("info", self)
        self.columns = ColumnsForm()
        self.first, self.problems = LineModel(FIRST_HEADINGS, self), LineModel(PROBLEM_HEADINGS, self)
        self.table = make_table(self.problems, PROBLEM_HEADINGS, "没有通过的行")
        self._top = make_table(self.first, FIRST_HEADINGS, "前几行")
        titles = {"columns": "清单的列", "first": "前几行", "problems": "没有通过的行"}
        self.cards: Mapping[str, Card] = {name: Card(title) for name, title in titles.items()}
        self._lay_out(ImportHints(actions, GO, self, self))
        self.strip.acted.connect(self._act)
        for name, deed in ((GO, self.go), (COLUMNS, self.ask_columns), (FIXED, self.open_fixed)):
            actions.handle(name, deed)

    def _lay_out(self, keys: QWidget) -> None:
        parts = {"columns": Scroller(self.columns), "first": self._top, "problems": self.table}
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 8)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addWidget(self.strip)
        for name, card in self.cards.items():
            card.body.addWidget(parts[name])
            box.addWidget(card, 300 if name == "problems" else 200)
            card.hide()
        box.addStretch(1)
        box.addWidget(keys)

    def _say(self, title: str, detail: str, offers: Sequence[Offer] = (), kind: str = "info") -> None:
        """Tell it in the strip; the keys of the page are those of its offers."""
        self.strip.tell(title, detail, tuple(offers), kind=kind)
        self._offered = " ".join((*(offer.name for offer in offers), *((GO,) if _judged(self.preview) else ())))
        self._stand()

    def _stand(self) -> None:
        if self.isVisible():
            self._actions.stand(mode=self._offered)

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Turned to: the keys are those of what is shown."""
        self._stand()

    def leave(self) -> None:
        """Another page comes: the keys are its own."""
        self._actions.stand(mode="")

    def _show_only(self, *names: str) -> None:
        for name, card in self.cards.items():
            card.setVisible(name in names)

    def take(self, path: Path) -> None:
        """Read a list in the worker and show what it would do; nothing is written yet."""
        if self._running:
            self._put_off = [*(name for name in self._put_off if name != path.name), path.name]
            self._say(f"正在处理「{self._running}」", _reminder(self._put_off), kind="warning")
            return
        self._look(path, {}, ())

    def _look(
        self, path: Path, mapping: Mapping[str, str], sheets: Sequence[Sheet], same: Mapping[str, str] | None = None
    ) -> None:
        self._running, self._fixed, self.preview = path.name, None, None
        self._show_only()
        self._say(f"正在检查「{path.name}」", "先预览，确认之前什么都不写入", kind="info")
        look = partial(self._importer.preview_list, path, mapping, sheets, **({"same": same} if same else {}))
        self._worker.run(look, self.show_preview, self._failed)

    @Slot(object)
    def show_preview(self, preview: ListPreview) -> None:
        """Show what the list would do, or ask which column is what."""
        reminder = self._end()
        self.preview = preview
        if preview.report is None:
            self._ask_columns(preview, reminder)
            return
        report = preview.report
        self._show_problems(report)
        self._show_first(preview)
        self._show_only(*(["first"] if preview.first else []), *(["problems"] if report.errors() else []))
        kind = "warning" if report.errors() else "info"
        title = f"预览「{report.name}」：{_would(report)}"
        self._say(title, reminder + _preview_advice(preview), _offers(preview), kind=kind)
        self.setFocus()

    def _show_first(self, preview: ListPreview) -> None:
        """The first rows of a list; of a list of policies every open case it touches (G-04)."""
        touched = isinstance(preview.report, PolicyReport)
        heading = PolicyReport.touched_heading if touched else FIRST_HEADINGS[1].title
        self.first.show_lines([first_line(row) for row in preview.first], heading)
        self.cards["first"].title = "涉及的在办案件" if touched else "前几行"
        _wrap(self._top, touched and len(preview.first) <= _WRAPPED)

    def ask_columns(self) -> None:
        """Ask which column is what, also when the headings fit."""
        if self.preview is not None and self.preview.columns and not self._running:
            self._ask_columns(self.preview, "")

    def _ask_columns(self, preview: ListPreview, reminder: str) -> None:
        self.columns.fill(preview)
        known = bool(self.columns.choices)
        self._show_only(*(["columns"] if known else []))
        lacks = f"还缺：{'、'.join(preview.missing)}。" if preview.missing else preview.sentence
        detail = f"{lacks}{'在下面选出每一列是什么，会按保险公司记住' if known else '请在清单里补上，再导入'}"
        offers = (Offer(GO, "按这样再检查", "Ctrl+Enter", True), _DROP) if known else (_BACK,)
        title = f"「{preview.path.name}」的表头要指认" if preview.report is None else "指定清单的列"
        self._say(title, reminder + detail, offers, kind="warning")
        self.columns.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self) -> None:
        """Go on: check anew with the columns that were said, or take in what was shown."""
        preview = self.preview
        if preview is None or self._running:
            return
        if self.cards["columns"].isVisible():
            mapping = self.columns.mapping()
            if mapping is not None:
                self._look(preview.path, mapping, preview.sheets, self.columns.same())
        elif preview.admissible:
            self._take_in(preview)
        elif preview.report is not None:
            self._say(f"没有写入「{preview.path.name}」", NOTHING, _offers(preview), kind="warning")

    def _take_in(self, preview: ListPreview) -> None:
        self._running, self.preview = preview.path.name, None
        self._show_only()
        self._say(f"正在导入「{self._running}」", "可以继续做别的事，完成后在这里列出结果", kind="info")
        self._worker.run(partial(self._importer.import_list, preview), self.show_report, self._failed, command=True)

    @Slot(object)
    def show_report(self, report: Report) -> None:
        """Show the counts and every faulty row."""
        reminder = self._end()
        self._fixed = report.fixed if isinstance(report, ImportReport) else None
        self._show_problems(report)
        self._show_only(*(["problems"] if report.errors() else []))
        offers = (Offer(FIXED, "打开待修复清单", "F4", primary=True), _BACK) if self._fixed else (_BACK,)
        kind = "warning" if report.errors() else "info"
        self._say(f"「{report.name}」：{report.counts}", reminder + report.advice, offers, kind=kind)
        self.finished.emit(report.opened if isinstance(report, ImportReport) else 0)

    def _show_problems(self, report: Report) -> None:
        found = report.errors()
        self.problems.show_lines([problem_line(one) for one in found], report.name_heading)
        _wrap(self.table, len(found) <= _WRAPPED)
        self.cards["problems"].set_fact(f"{len(found)} 行")

    @Slot(object)
    def _failed(self, fault: BaseException) -> None:
        reminder = self._end()
        sentence = getattr(fault, "sentence", "") or str(fault)
        if not getattr(fault, "sentence", "") and not is_environment(fault):
            self._worker.faulted.emit(fault)
            sentence = "程序内部出错，清单没有导入"
        self._show_only()
        self._say("清单没有导入", reminder + sentence, (_BACK,), kind="error")

    def _end(self) -> str:
        reminder = _reminder(self._put_off)
        self._running, self._put_off = "", []
        return reminder

    def open_fixed(self) -> None:
        """Open the workbook to correct."""
        if self._fixed is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._fixed)))

    def retreat(self) -> bool:
        """From the columns back to the preview, where there is one."""
        if self.preview is None or self.preview.report is None or not self.cards["columns"].isVisible():
            return False
        self.show_preview(self.preview)
        return True

    @Slot(str)
    def _act(self, name: str) -> None:
        deeds = {GO: self.go, COLUMNS: self.ask_columns, FIXED: self.open_fixed}
        if name in deeds:
            deeds[name]()
        elif name == BACK and not self.retreat():
            self.left.emit()


def _offers(preview: ListPreview) -> list[Offer]:
    first = [Offer(GO, "确认导入", "Ctrl+Enter", True)] if preview.admissible else []
    return [*first, *([Offer(COLUMNS, "指定列", "F2")] if preview.columns else []), _DROP]


def _reminder(put_off: Sequence[str]) -> str:
    """Which lists were dropped meanwhile and are not begun."""
    return f"{'、'.join(f'「{name}」' for name in put_off)}没有开始，先完成前一份，再拖一次；" if put_off else ""


def _judged(preview: ListPreview | None) -> bool:
    """Whether a list is shown of which every row was judged: then Ctrl+Enter is answered in any case."""
    return preview is not None and preview.report is not None


def _would(report: Report) -> str:
    return report.counts.replace("新登记", "可登记") if isinstance(report, ImportReport) else report.counts


def _preview_advice(preview: ListPreview) -> str:
    """What to do with a list that was shown."""
    report = preview.report
    if isinstance(report, HospitalReport | PolicyReport) and preview.admissible:
        return f"还没有写入，按 Ctrl+Enter 写入；{report.advice}"
    ignored = f"没有认出的列：{'、'.join(report.ignored)}；" if report and report.ignored else ""
    if not preview.admissible:
        return f"{ignored}没有可写入的行"
    rest = "未通过的行不登记，导入后写进待修复清单；" if isinstance(report, ImportReport) and report.refused else ""
    return f"还没有写入。{ignored}{rest}按 Ctrl+Enter 写入"


def _wrap(table: QTableView, wrapped: bool) -> None:
    """Show advice whole, on as many lines as it needs, or one line a row."""
    mode = QHeaderView.ResizeMode.ResizeToContents if wrapped else QHeaderView.ResizeMode.Fixed
    table.verticalHeader().setSectionResizeMode(mode)


def dropped_list(urls: list[QUrl]) -> Path | None:
    """The one list among dropped files, or None."""
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    lists = [path for path in paths if path.suffix.lower() in (".xlsx", ".csv")]
    return lists[0] if len(lists) == 1 else None
