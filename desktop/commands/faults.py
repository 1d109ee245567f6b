"""Turns whatever went wrong into one Chinese sentence and an exit code; a bug is logged, never printed raw."""

from __future__ import annotations

import logging
import tempfile
import traceback
from pathlib import Path

from desktop.casework.acting import BadInput
from desktop.handbook.workdays import CalendarInputError, CalendarRangeError
from desktop.models.errors import DeskError
from desktop.settings import SettingsError

_LOG = logging.getLogger(__name__)


def sentence_of(fault: Exception) -> tuple[str, int]:
    """The sentence for stderr and the exit code: 2 bad input, 3 environment, 1 for a bug."""
    if isinstance(fault, DeskError):
        return fault.sentence, 3
    if isinstance(fault, (BadInput, CalendarRangeError, CalendarInputError, SettingsError)):
        return str(fault), 2
    if isinstance(fault, OSError):
        return f"读写文件失败：{fault.strerror or fault}（{fault.filename or ''}）", 3
    if isinstance(fault, ImportError):
        return f"缺少运行所需的部件：{fault}；请运行 caredesk doctor", 3
    return f"程序内部出错，已记入 {_keep(fault)}；请把它交给维护人员", 1


def _keep(fault: Exception) -> Path:
    _LOG.error("unexpected fault: %s", type(fault).__name__)
    path = Path(tempfile.gettempdir()) / "caredesk-fault.log"
    trace = "".join(traceback.format_tb(fault.__traceback__)) + type(fault).__name__
    path.write_text(trace, encoding="utf-8")
    return path
