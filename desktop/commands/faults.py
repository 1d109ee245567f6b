"""Turns whatever went wrong into one Chinese sentence and an exit code; a bug is logged, never printed."""

from __future__ import annotations

from contextlib import closing

from desktop.casework.acting import BadInput
from desktop.fault_log import FaultLog
from desktop.faults import OutsideFault
from desktop.handbook.workdays import CalendarInputError, CalendarRangeError
from desktop.models.errors import DeskError
from desktop.settings import SettingsError, data_folder


def sentence_of(fault: Exception) -> tuple[str, int]:
    """The sentence for stderr and the exit code: 2 bad input, 3 environment, 1 for a bug."""
    if isinstance(fault, DeskError):
        return fault.sentence, 3
    if isinstance(fault, OutsideFault):
        return str(fault), 3
    if isinstance(fault, (BadInput, CalendarRangeError, CalendarInputError, SettingsError)):
        return str(fault), 2
    if isinstance(fault, OSError):
        return f"读写文件失败：{fault.strerror or fault}（{fault.filename or ''}）", 3
    if isinstance(fault, ImportError):
        return f"缺少运行所需的部件：{fault}；请运行 caredesk doctor", 3
    return f"程序内部出错，{_kept(fault)}", 1


def _kept(fault: Exception) -> str:
    """Written to the log of the data folder: in the common temporary folder anybody could have put a link there."""
    with closing(FaultLog(data_folder())) as log:
        if log.take(fault):
            return f"已记入 {log.path}；请把它交给维护人员"
        return f"日志也写不进 {log.path}（{type(fault).__name__}）；请检查权限与磁盘"
