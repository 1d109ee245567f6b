"""The demo's main job without a display: a working day played on, two papers, a workbook and pictures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from desktop.casework.desk import Desk
from desktop.casework.escort_papers import escort_sheets
from desktop.casework.paperwork import case_sheet, queue_sheet
from desktop.casework.rehearsing import Rehearsal
from desktop.casework.rows import QueueQuery
from desktop.commands.demo import DemoClock
from desktop.commands.screens import paint
from desktop.commands.window_desk import WindowDesk
from desktop.handbook.deskhours import at_time
from desktop.handbook.moments import parse_moment
from desktop.settings import DEMO_PERSON

_DAY_END = parse_moment("2026-09-24 14:20")


def play_main_job(desk: Desk, clock: DemoClock, folder: Path) -> int:
    """Write everything into `folder` and print what was made."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    source = WindowDesk(desk, DEMO_PERSON, "演示台")
    counts = source.queue_counts(DEMO_PERSON, source.now())
    everything = counts["all"]
    print(f"没有显示器，改为写入 {folder}/ ：已导入样例清单，在办 {everything.open} 件，超时 {everything.overdue} 件")
    for path in _papers(desk, clock(), folder):
        print(f"  {path}")
    rehearsal = Rehearsal(desk, clock.set)
    rehearsal.join()
    rehearsal.play(_DAY_END)
    print(f"又演练了一个工作日：{rehearsal.played} 个操作，现在是 {clock():%Y-%m-%d %H:%M}")
    return paint(source, folder / "screens", ("light", "dark"), (1440, 900))


def _papers(desk: Desk, now: datetime, folder: Path) -> Iterator[Path]:
    from desktop.reports import outfile
    from desktop.reports.case_sheet import case_sheet as case_paper
    from desktop.reports.escort_sheet import escort_sheet
    from desktop.reports.queue_workbook import queue_workbook

    for sheet in escort_sheets(desk, now)[:1]:
        paper_of_day = partial(outfile.write_whole, content=escort_sheet(sheet))
        yield _kept(folder / f"陪诊日程单-{sheet.number}.pdf", paper_of_day)
    paper = case_sheet(desk, now)
    yield _kept(folder / f"案件时限单-{paper.number}.pdf", partial(outfile.write_whole, content=case_paper(paper)))
    queue = queue_sheet(desk, _everything(now), DEMO_PERSON)
    yield _kept(folder / "在办队列.xlsx", partial(queue_workbook, queue))


def _kept(path: Path, write: Callable[[Path], object]) -> Path:
    write(path)
    return path


def _everything(now: datetime) -> QueueQuery:
    midnight = at_time(now.date() + timedelta(days=1), time(0))
    return QueueQuery(now=now, today_end=midnight)
