"""The panel of Ctrl+P on the calendar: whose day sheets, into which folder, how far it is, and the folder to open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.escort_papers import EscortsJobs
from desktop.ui import cards, chips, errors, glyphs, text, theme
from desktop.ui.buttons import Button
from desktop.ui.case.scroller import Scroller
from desktop.ui.date_inputs import spell_day
from desktop.ui.file_dialogs import file_dialog
from desktop.ui.inputs import TextField
from desktop.ui.popover import SHADOW, Popover
from desktop.ui.sheets.source import SheetSource
from desktop.ui.sheets.writing import Writing
from desktop.ui.text_label import Caption
from desktop.ui.worker import Worker

WIDTH, _ROW, _MOST = 480, 36, 8
_KEYS = ((("Up", "Down"), "上下"), (("X",), "选"), (("Return",), "生成"), (("O",), "打开文件夹"), (("Esc",), "关闭"))
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}


class _Escorts(QWidget):
    """The escorts of the day, each with a box, the number of jobs, and what became of the sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[EscortsJobs, ...] = ()
        self.chosen: set[str] = set()
        self.ends: dict[str, str] = {}
        self.at = 0

    def show_lines(self, lines: Sequence[EscortsJobs]) -> None:
        """Show other escorts, all chosen."""
        self.lines, self.ends, self.at = tuple(lines), {}, 0
        self.chosen = {line.escort for line in lines}
        self.setFixedHeight(max(1, len(self.lines)) * _ROW)
        self._say()

    def _say(self) -> None:
        line = self.lines[self.at] if self.lines else None
        on = "已选" if line and line.escort in self.chosen else "未选"
        self.setAccessibleName(f"{line.escort} {line.jobs} 单，{on}" if line else "这一天没有陪诊安排")
        self.update()

    def step(self, places: int) -> None:
        """Move the cursor."""
        self.at = min(max(self.at + places, 0), max(0, len(self.lines) - 1))
        self._say()

    def toggle(self) -> None:
        """Choose the escort at the cursor, or not."""
        if self.lines:
            self.chosen ^= {self.lines[self.at].escort}
            self._say()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        self.at = min(int(event.position().y()) // _ROW, max(0, len(self.lines) - 1))
        self.toggle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        if not self.lines:
            text.draw(painter, 12, 0, _ROW, "这一天没有陪诊安排，换一天再按 Ctrl+P", "dense", "text2")
        for place, line in enumerate(self.lines):
            self._paint_line(painter, place, line)

    def _paint_line(self, painter: QPainter, place: int, line: EscortsJobs) -> None:
        y, on = place * _ROW, line.escort in self.chosen
        if place == self.at:
            cards.rounded(painter, QRectF(0, y, self.width(), _ROW), 6, "bg_selected")
        fill, edge = ("accent", "accent") if on else ("bg_surface", "border_strong")
        cards.rounded(painter, QRectF(12, y + 10, 16, 16), 4, fill, edge)
        if on:
            glyphs.draw(painter, 14, y + 12, "ok", theme.colour("on_accent"))
        x = 40 + text.draw(painter, 40, y, _ROW, line.escort, "body", "text", 500, keep=True) + 8
        x += text.draw(painter, x, y, _ROW, f"{line.jobs} 单", "dense", "text2") + 16
        if line.escort in self.ends:
            trouble = self.ends[line.escort]
            words, tint = (trouble, "breach_bar") if trouble else ("已生成", "ok_fg")
            text.draw(painter, x, y, _ROW, words, "dense", tint, room=round(self.width() - x - 12))


class SheetsPanel(Popover):
    """↑↓ and X choose escorts, Enter writes, O opens the folder, Esc closes; writing goes on when it is closed.

    `told` carries a line for the toast.
    """

    told = Signal(str)
    faulted = Signal(object)

    def __init__(self, host: QWidget, source: SheetSource, worker: Worker) -> None:
        super().__init__(host, WIDTH, 300)
        self._source, self._worker = source, worker
        self.day = date.min
        self._total = self._done = 0
        self.writing = Writing(source, worker, self)
        self.escorts = _Escorts(self)
        self.folder = TextField("写入文件夹", "可以改")
        self.say = Caption("", self, "dense", "text2")
        self._browse = Button("浏览…", height=36, role="dense", parent=self)
        self.write_button = Button("生成 PDF 与日历文件", "Return", "primary", parent=self)
        self.open_button = Button("打开文件夹", "O", parent=self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._scroller = Scroller(self.escorts)
        where, foot = QHBoxLayout(), QHBoxLayout()
        where.addWidget(self.folder, 1)
        where.addWidget(self._browse, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.write_button)
        foot.addWidget(self.open_button)
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(SHADOW + 16, SHADOW + 48, SHADOW + 16, SHADOW + 40)
        box.setSpacing(8)
        box.addWidget(self._scroller)
        box.addLayout(where)
        box.addWidget(self.say)
        box.addLayout(foot)

    def _connect(self) -> None:
        self._browse.clicked.connect(self._pick_folder)
        self.write_button.clicked.connect(self.write)
        self.open_button.clicked.connect(self.open_folder)
        self.folder.edit.returnPressed.connect(self.write)
        self.writing.stepped.connect(self._step)
        self.writing.ended.connect(self._end)
        self.writing.faulted.connect(self.faulted)

    @Slot(object)
    def open_for(self, day: date) -> None:
        """Open for a day and ask who works then; while sheets are written it shows how far they are."""
        if not self.writing.busy:
            self.day = day
            self.folder.set_value(str(self._source.folder(day)))
            self.escorts.show_lines(())
            self.say.set_words("正在读取当天的安排")
            self.open_button.set_reason("还没有生成")
            job = partial(self._source.offered, day)
            self._worker.run(job, self._offer, self._fail, lane="sheets", urgent=True)
        self._fit()
        self.open_at(QPoint((self.host.width() - WIDTH) // 2, 96), take_focus=True)

    def _fit(self) -> None:
        high = min(len(self.escorts.lines) or 1, _MOST) * _ROW
        self._scroller.setFixedHeight(high)
        self.set_card_size(WIDTH, 48 + high + 8 + 60 + 8 + 20 + 8 + 36 + 44)

    @Slot(object)
    def _offer(self, lines: Sequence[EscortsJobs]) -> None:
        self.escorts.show_lines(lines)
        self._say_choice()
        self._fit()

    def _say_choice(self) -> None:
        chosen = [line for line in self.escorts.lines if line.escort in self.escorts.chosen]
        jobs = sum(line.jobs for line in chosen)
        made = f"已选 {len(chosen)} 人 {jobs} 单，每人一份 PDF（含客户电话）和手机日历文件"
        self.say.set_words(made if chosen else "没有选人")
        self.write_button.set_reason("" if chosen else "先选一位陪诊人员")
        self.update()

    @Slot(object)
    def _fail(self, fault: BaseException) -> None:
        self.say.set_words(f"没有读到当天的安排：{errors.sentence_of(fault)}")
        if not errors.is_environment(fault):
            self.faulted.emit(fault)

    def write(self) -> None:
        """Write the sheets of the chosen escorts."""
        chosen = [line.escort for line in self.escorts.lines if line.escort in self.escorts.chosen]
        if not chosen or self.writing.busy:
            return
        if not self.folder.check():
            self.folder.setFocus()
            return
        self.escorts.ends, self._total, self._done = {}, len(chosen), 0
        self.write_button.set_reason("正在生成")
        self.say.set_words(f"正在生成 0 / {self._total}")
        self.writing.begin(self.day, chosen, self.path())

    def path(self) -> Path:
        """The folder to write into."""
        return Path(self.folder.value()).expanduser()

    @Slot(str, str)
    def _step(self, escort: str, trouble: str) -> None:
        self._done += 1
        self.escorts.ends[escort] = trouble
        self.say.set_words(f"正在生成 {self._done} / {self._total}")
        self.escorts.update()
        self.update()

    @Slot(int)
    def _end(self, files: int) -> None:
        failed = sum(bool(trouble) for trouble in self.escorts.ends.values())
        words = f"已生成 {files} 个文件" + (f"，{failed} 人没有生成" if failed else "")
        self.say.set_words(words)
        self.write_button.set_reason("")
        self.open_button.set_reason("" if files else "还没有生成")
        if self.isHidden():
            self.told.emit(f"{spell_day(self.day)} 陪诊日程单：{words}")

    def open_folder(self) -> None:
        """Show the folder in the system's own window."""
        if self.open_button.isEnabled():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path())))

    def _pick_folder(self) -> None:
        folder = str(self.path().parent)
        dialog = file_dialog(self.host, "写入文件夹", QFileDialog.FileMode.Directory, folder)
        dialog.fileSelected.connect(self.folder.set_value)
        dialog.setModal(False)
        dialog.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list; Enter writes."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.escorts.step(_STEPS[key])
            self._scroller.ensureVisible(0, self.escorts.at * _ROW + _ROW // 2, 0, _ROW)
        elif key == Qt.Key.Key_X:
            self.escorts.toggle()
            self._say_choice()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write()
        elif key == Qt.Key.Key_O:
            self.open_folder()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, title, progress and keys."""
        super().paintEvent(event)
        painter, card = QPainter(self), self.card()
        title = f"{spell_day(self.day)} 陪诊日程单"
        text.draw(painter, card.x() + 16, card.y() + 8, 32, title, "section")
        if self.writing.busy:
            painter.fillRect(QRectF(card.x(), card.y() + 44, card.width() * self._done / max(1, self._total), 2),
                             theme.colour("accent"))  # fmt: skip
        x = card.x() + 16
        for keys, words in _KEYS:
            x += chips.draw_hint(painter, x, card.bottom() - 30, keys, words, "surface") + 12
