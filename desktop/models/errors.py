"""The faults that the program knows, each with a plain sentence, and how drivers' errors become them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import DBAPIError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.faults import OutsideFault
from desktop.models.tables import Base


class DeskError(OutsideFault):
    """A known fault: `sentence` is shown to the user, `code` is for logs and tests."""

    code = "desk"
    sentence = "出现故障，请稍后再试。"

    def __init__(self, sentence: str = "", code: str = "") -> None:
        self.sentence = sentence or self.sentence
        self.code = code or self.code
        super().__init__(self.sentence)


class Busy(DeskError):
    """Somebody else holds the database for too long."""

    code = "busy"
    sentence = "数据库正被其他操作占用，没有保存；请稍等几秒再试。"


class TryAgain(Busy):
    """Two transactions got in each other's way; repeating this one is safe."""

    code = "try_again"
    sentence = "与另一台电脑的操作撞在一起，没有保存；请再试一次。"


class DiskFull(DeskError):
    """No room left."""

    code = "disk_full"
    sentence = "磁盘已满，没有保存；请清出空间后再试。"


class DiskFault(DeskError):
    """The disk or its driver failed."""

    code = "disk_fault"
    sentence = "磁盘读写出错，没有保存；请检查磁盘或存放位置。"


class ReadOnly(DeskError):
    """The database may be read only."""

    code = "read_only"
    sentence = "数据库是只读的，没有保存；请检查文件权限或服务器状态。"


class Unreachable(DeskError):
    """The server is gone, or the file cannot be opened."""

    code = "unreachable"
    sentence = "连不上数据库；请检查网络和服务器后再试。"


class WrongKey(DeskError):
    """The passphrase, key or password does not fit."""

    code = "wrong_key"
    sentence = "口令不对，或者这不是健管台的数据库文件。"


class EngineRefused(DeskError):
    """The SQLite library has a defect that can damage data."""

    code = "engine_refused"
    sentence = "这个版本的数据库引擎有会损坏数据的缺陷，程序不使用它；请更新程序。"


class NewerSchema(DeskError):
    """A newer program has written this database."""

    code = "newer_schema"
    sentence = "这个数据库已被更新版本的健管台使用；请先更新本机的程序。"


class OlderSchema(DeskError):
    """A command that only reads was given a database of an older program."""

    code = "older_schema"
    sentence = "这个数据库的结构比本机程序旧，这个命令只读、不更新它；请先用 caredesk --db 打开一次窗口完成更新。"


class Damaged(DeskError):
    """The database is damaged or lacks its safeguards."""

    code = "damaged"
    sentence = "数据库文件已损坏；请从最近一次通过检查的备份恢复。"


class CopyFailed(DeskError):
    """A copy of the database did not pass its check, so nothing was changed."""

    code = "copy_failed"
    sentence = "升级前的备份没有通过检查，数据库没有改动；请检查磁盘空间和文件夹权限。"


class Stale(DeskError):
    """Somebody else changed the row after it was read."""

    code = "stale"
    sentence = "这条记录刚被别人改过，没有保存；请刷新后再改。"


class Conflict(DeskError):
    """The database refused to break a rule: `constraint` names the guard, `rule` is the rulebook's id or empty."""

    code = "conflict"
    sentence = "与数据库里已有的内容冲突，没有保存。"

    def __init__(self, constraint: str) -> None:
        self.constraint = constraint
        self.rule, sentence = CONFLICTS.get(constraint, ("", ""))
        super().__init__(sentence)


CONFLICTS: Mapping[str, tuple[str, str]] = {
    "uq_case_file_open_item": ("D-03", "同一保单的这个项目已有在办案件。"),
    "uq_case_file_request": ("D-03", "这个申请单号已经开过案件。"),
    "uq_entitlement_use_live": ("G-08", "这项权益已被占用或用掉。"),
    "uq_message_purpose": ("GC-08", "同一次就诊的这条短信已在发送，不会重发。"),
    "ex_job_overlap": ("D-01", "陪诊人员在这段时间已有安排。"),
    "ck_job_forced_reason": ("D-01", "强制安排要写明原因。"),
    "ck_record_cancel_after_lock": ("GC-14", "服务已生效，不能取消。"),
    "ck_document_issued": ("D-07", "已签发的文书不能改、不能删；更正请出新版本。"),
    "uq_document_draft": ("D-07", "这件案件的这份文书已有一份草稿。"),
    "ck_export_log_purpose": ("D-04", "导出未脱敏的数据须写明用途。"),
    "append_only": ("D-09", "已保存的记录不能改、不能删；请用作废并写明原因。"),
    "ck_exemption_two_people": ("D-05", "豁免的申请人和批准人不能是同一个人。"),
}

_SQLITE: Mapping[int, type[DeskError]] = {
    5: Busy,
    6: Busy,
    8: ReadOnly,
    10: DiskFault,
    11: Damaged,
    13: DiskFull,
    14: Unreachable,
    26: WrongKey,
}
_CONSTRAINT = 19

_POSTGRES: Mapping[str, type[DeskError]] = {
    "25006": ReadOnly,
    "28000": WrongKey,
    "28P01": WrongKey,
    "3D000": Unreachable,
    "40001": TryAgain,
    "40P01": TryAgain,
    "53100": DiskFull,
    "53200": Busy,
    "53300": Busy,
    "55P03": Busy,
    "57014": Busy,
    "57P01": Unreachable,
    "57P02": Unreachable,
    "57P03": Unreachable,
    "XX001": Damaged,
    "XX002": Damaged,
}
_POSTGRES_CONFLICTS = ("23001", "23505", "23514", "23P01")


def translate(error: BaseException) -> DeskError | None:
    """The known fault behind an error of SQLAlchemy or a driver; None when it is a bug or no database error."""
    if isinstance(error, DeskError):
        return error
    if isinstance(error, StaleDataError):
        return Stale()
    if isinstance(error, TimeoutError):
        return Busy()
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlcipher.Error):
        return _from_sqlite(cause)
    return _from_postgres(cause) if hasattr(cause, "sqlstate") else None


def _from_sqlite(error: Any) -> DeskError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == _CONSTRAINT:
        return _sqlite_conflict(str(error))
    fault = _SQLITE.get(code)
    if fault is Unreachable:
        return Unreachable("打不开数据库文件；请检查文件夹是否存在、是否有权限。", "cannot_open")
    return fault() if fault else None


def _sqlite_conflict(message: str) -> Conflict | None:
    if named := re.match(r"(?:CHECK constraint failed: )?((?:ck|ex)_\w+|append_only)", message):
        return Conflict(named[1])
    if unique := re.match(r"UNIQUE constraint failed: (.+)", message):
        return Conflict(_UNIQUE.get(frozenset(unique[1].split(", ")), ""))
    return None


def _unique_names() -> dict[frozenset[str], str]:
    """SQLite names the columns of a broken unique constraint; this finds the constraint they belong to."""
    names = {}
    for table in Base.metadata.tables.values():
        constraints = [each for each in table.constraints if isinstance(each, (UniqueConstraint, PrimaryKeyConstraint))]
        for unique in (*constraints, *(index for index in table.indexes if index.unique)):
            names[frozenset(f"{table.name}.{column.name}" for column in unique.columns)] = str(unique.name)
    return names


_UNIQUE = _unique_names()


def _from_postgres(error: Any) -> DeskError | None:
    """By its SQL state; psycopg itself is not imported, so that a desk with a local file starts without it."""
    state = error.sqlstate or ""
    if state in _POSTGRES_CONFLICTS:
        return Conflict(error.diag.constraint_name or "")
    if state.startswith("08"):
        return Unreachable()
    if not state and "OperationalError" in (kind.__name__ for kind in type(error).__mro__):
        return _without_answer(str(error))
    fault = _POSTGRES.get(state)
    return fault() if fault else None


def _without_answer(message: str) -> DeskError:
    """A connection that failed carries no state, only libpq's words."""
    if "password" in message or "authentication" in message:
        return WrongKey("服务器不接受这个用户名或口令。")
    return Unreachable()
