"""What was held back in the evening goes as soon as texts may be sent again."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from desktop.casework.board_rows import Board
from desktop.casework.texts import text_set
from desktop.ui.reminders.source import BoardSource
from desktop.ui.worker import Worker


class Morning(QObject):
    """`told` carries a line for the toast; `released` says that the board has changed."""

    told = Signal(str)
    released = Signal()

    def __init__(self, board: BoardSource, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._board, self._worker = board, worker

    def look(self, board: Board, now: datetime) -> None:
        """Release the waiting texts when their hour has come."""
        waits = any(card.state == "queued" for card in board.lanes["sent"])
        if waits and text_set().may_send(now):
            self._worker.run(self._board.release, self._tell, None, lane="release", command=True)

    @Slot(object)
    def _tell(self, count: int) -> None:
        if count:
            self.told.emit(f"昨晚暂存的 {count} 条短信已提交")
            self.released.emit()
