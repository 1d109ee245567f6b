"""The page 签章: the seal and the signatures that are printed on what is issued, with a look at each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.ui.buttons import Button
from desktop.ui.cards import Card
from desktop.ui.case.keys import Key
from desktop.ui.file_dialogs import file_dialog
from desktop.ui.import_tables import Heading
from desktop.ui.line_page import LinePage
from desktop.ui.signatures.picture_view import PictureView
from desktop.ui.signatures.source import Content, HouseSource, Mark, read_content, read_marks
from desktop.ui.worker import Worker

TITLE = "签章"
HEADINGS = (Heading("谁的", 150), Heading("医院", 0), Heading("说明", 190), Heading("图片", 84))
KINDS = "图片 (*.png *.jpg *.jpeg)"


class _Kept(NamedTuple):
    """What was replaced or taken away, for Ctrl+Z: whose, and its picture before."""

    mark: Mark
    words: str


class SignaturesPage(LinePage):
    """R takes a picture from a file for the current line, Delete takes it away; Ctrl+Z puts back what was there."""

    def __init__(self, source: HouseSource, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, HEADINGS, "印章与签名", worker, parent)
        self._source = source
        self._before: _Kept | None = None
        self._doing: _Kept | None = None
        self.list, self.look = Card("印章与签名"), Card("预览")
        self.picture = PictureView()
        self.replace = Button("选择图片…", "R", "primary", "upload")
        self.remove = Button("移去", "Delete", "normal", "trash-2")
        self._lay_out()
        self.replace.clicked.connect(self.choose)
        self.remove.clicked.connect(self.take_away)
        self.table.selectionModel().currentRowChanged.connect(self._turned)

    def _lay_out(self) -> None:
        self.list.body.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.remove)
        row.addWidget(self.replace)
        self.look.body.addWidget(self.picture, 1)
        self.look.body.addLayout(row)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(self.list, 3)
        columns.addWidget(self.look, 2)
        self.box.addLayout(columns, 1)

    def own_keys(self) -> Mapping[Key, Callable[[], None]]:
        """R, Delete."""
        return {Key.Key_R: self.choose, Key.Key_Delete: self.take_away}

    def load(self, _changed: tuple[int, ...] = ()) -> None:
        """Read what is kept."""
        self._worker.run(partial(read_marks, self._source), self.show_marks, self._failed, lane="signatures")

    @Slot(object)
    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show the lines."""
        there = sum(bool(one.sha256) for one in marks[1:])
        self.head.set_words("换过的图片从下一次签发起印上，已签发的不变")
        self.list.set_fact(f"签名 {there}/{len(marks) - 1}")
        self.show_lines(marks, [_line(one) for one in marks])

    def _turned(self, _now: QModelIndex, _before: QModelIndex) -> None:
        mark: Mark | None = self.current
        if mark is None:
            return
        self.look.title = mark.words
        self.look.update()
        self.remove.setVisible(bool(mark.sha256))
        if mark.sha256:
            self._worker.run(partial(read_content, self._source, mark), self._show, self._unseen, lane="signature")
        else:
            self.picture.show_picture(b"", "还没有图片")

    @Slot(object)
    def _show(self, read: Content) -> None:
        if read.mark == self.current:
            self.picture.show_picture(read.content, "图片打不开")

    @Slot(object)
    def _unseen(self, fault: BaseException) -> None:
        self.picture.show_picture(b"", "图片读不出来")
        self._failed(fault)

    def choose(self) -> None:
        """Choose a file for the current line; the window goes on meanwhile."""
        mark = self.current
        if mark is not None and not self._busy:
            dialog = file_dialog(self, f"{mark.words}：选择图片", QFileDialog.FileMode.ExistingFile, kinds=KINDS)
            dialog.fileSelected.connect(partial(self._take_chosen, mark))
            dialog.open()

    def _take_chosen(self, mark: Mark, path: str) -> None:
        self.take(mark, Path(path))

    def take(self, mark: Mark, path: Path) -> None:
        """Keep the picture in a file for a line; one that cannot be printed is refused in one sentence."""
        told = f"已{'更换' if mark.sha256 else '登记'}{mark.words}"
        self._do(partial(self._source.take, mark.name, mark.hospital, path), _Kept(mark, told))

    def take_away(self) -> None:
        """Print no picture for the current line from now on."""
        mark = self.current
        if mark is not None and mark.sha256:
            self._do(partial(self._source.use, mark.name, mark.hospital, ""), _Kept(mark, f"已移去{mark.words}"))

    def undo(self) -> None:
        """Ctrl+Z: what was there before."""
        kept, self._before = self._before, None
        if kept is not None:
            self.undo_offered.emit("")
            mark = kept.mark
            self._do(partial(self._source.use, mark.name, mark.hospital, mark.sha256), None)

    def _do(self, job: partial[None], kept: _Kept | None) -> None:
        if not self._busy:
            self._busy, self._doing = True, kept
            self._worker.run(job, self._done, self._failed, urgent=True, command=True)

    @Slot(object)
    def _done(self, _answer: object) -> None:
        self._busy, self._before, kept = False, self._doing, self._doing
        self.strip.clear()
        self.undo_offered.emit(kept.words.removeprefix("已") if kept is not None else "")
        self.told.emit(kept.words if kept is not None else "已放回原来的图片")
        self.load()

    def leave(self) -> None:
        """What was replaced can be taken back while the page is on."""
        self._before = None
        self.undo_offered.emit("")


def _line(mark: Mark) -> tuple[str, ...]:
    return mark.name or "服务商电子章", mark.hospital, mark.title, "已登记" if mark.sha256 else "没有"
