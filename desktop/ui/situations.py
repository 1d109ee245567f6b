"""What the screen stands on, and why an action is not possible on it, as short sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.casework.rows import QueueRow, Step
from desktop.casework.schedule_rows import Block


@dataclass(frozen=True)
class Situation:
    """What the screen stands on when it asks which actions are possible.

    On the calendar `block` has the cursor, and `scene` is day, week, month or list; `mode` is "", move or plan. While a
    list is imported `mode` holds the names of what can be done with it.
    """

    row: QueueRow | None = None
    steps: tuple[Step, ...] = ()
    stage: str = ""
    marked: int = 0
    undoable: str = ""
    redoable: str = ""
    block: Block | None = None
    scene: str = ""
    mode: str = ""


Reason = Callable[[Situation], str]


def always(_now: Situation) -> str:
    """Possible at any time."""
    return ""


def needs_row(now: Situation) -> str:
    """Needs a current case."""
    return "" if now.row else "先选一件"


def needs_clock(now: Situation) -> str:
    """Needs a case whose clock has started."""
    if now.row is None:
        return "先选一件"
    return "" if now.row.reading.due else "这一件的时限还没有起算"


def offered(name: str) -> Reason:
    """Needs a list with which this can be done now."""

    def reason(now: Situation) -> str:
        return "" if name in now.mode.split() else "这份清单现在用不到"

    return reason


def needs_undo(now: Situation) -> str:
    """Needs something that can be taken back."""
    return "" if now.undoable else "没有可撤回的"


def needs_redo(now: Situation) -> str:
    """Needs something that was taken back."""
    return "" if now.redoable else "没有可重做的"


def needs_block(now: Situation) -> str:
    """Needs a job or waiting work on the calendar."""
    return "" if now.block else "先选一件陪诊"


def needs_free_block(now: Situation) -> str:
    """Needs a block that has not begun."""
    if now.block is not None and now.block.state in ("running", "done", "missed"):
        return "已经开始或做完的陪诊不能改"
    return needs_block(now)


def needs_given_block(now: Situation) -> str:
    """Needs a block that an escort has and has not begun."""
    if now.block is not None and not now.block.job_id:
        return "这一件还没有指派"
    return needs_free_block(now)


def needs_block_or_day(now: Situation) -> str:
    """Needs something Enter can open."""
    return "" if now.scene == "month" else needs_block(now)


def needs_move(now: Situation) -> str:
    """Needs a block under way."""
    return "" if now.mode == "move" else "先按 V 拿起一件"


def needs_plan(now: Situation) -> str:
    """Needs a proposal on the screen."""
    return "" if now.mode == "plan" else "先按 G 排班"


def needs_editing(now: Situation) -> str:
    """Needs an escort's file being written in."""
    return "" if now.mode == "edit" else "先按 F2 修改或 N 新建"


def needs_no_editing(now: Situation) -> str:
    """Needs the roster at rest."""
    return "先保存 Ctrl+Enter 或放弃 Esc" if now.mode == "edit" else ""


def not_in(scene: str) -> Reason:
    """Needs another view of the calendar than this one."""
    return lambda now: "已经在这个视图" if now.scene == scene else ""
