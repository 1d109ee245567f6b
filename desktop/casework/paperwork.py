"""Fills the papers from the database: the case's deadlines, and the queue as a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import __version__
from desktop.casework.desk import Desk
from desktop.casework.dossier import load_case
from desktop.casework.masking import masked_document, masked_name, masked_phone, masked_policy, person_words
from desktop.casework.papers import CaseSheet, ColumnKind, Provider, QueueSheet, SheetColumn
from desktop.casework.queues import queue_ids, queue_rows
from desktop.casework.rows import QueueQuery, QueueRow
from desktop.casework.views import case_view
from desktop.handbook.daytrace import Trace, explain
from desktop.handbook.moments import closing_day
from desktop.handbook.progress import HOLDER_TITLES
from desktop.handbook.vocabulary import ITEM_TITLES, ClockReading, Item, Unit
from desktop.models.tables import Case

PROVIDER = Provider("健管台示例机构", "健康管理服务部")
PROGRAM = f"健管台 {__version__}"
_PAGE = 500


def case_sheet(desk: Desk, now: datetime, case_id: int | None = None, *, person: str = "") -> CaseSheet:
    """The deadlines of a case, by default of the one whose promise is nearest; personal data masked."""
    with desk.reading() as session:
        row = load_case(session, case_id if case_id is not None else _nearest(session, now))
        view = case_view(session, desk, row.id, now, person)
        client, policy = row.person, row.policy
        running = _longest_promise(view.readings)
        return CaseSheet(
            provider=PROVIDER, number=row.number, item=view.item, printed_at=now, printed_by=person, program=PROGRAM,
            name=masked_name(client.name), person=person_words(client.sex, client.birth_date, now.date()),
            document=masked_document(client.id_number or ""), phone=masked_phone(client.phone),
            policy=masked_policy(policy.number), relation=policy.relation, plan=row.plan_version.title,
            hospital=row.hospital, owner=view.owner, stage=view.stage, state=view.state,
            holder=HOLDER_TITLES[view.holder], lock=view.lock, lock_rule=view.lock_rule, readings=view.readings,
            timeline=view.timeline, quotas=view.quotas,
            current=view.readings.index(running) if running else -1, trace=_trace(desk, running),
        )  # fmt: skip


def _longest_promise(readings: Sequence[ClockReading]) -> ClockReading | None:
    """The running promise in working days that ends last: the one whose days are worth explaining."""
    found = [r for r in readings if r.state == "running" and r.unit is Unit.DAYS and r.kind == "promise" and r.due]
    return max(found, key=lambda reading: str(reading.due), default=None)


def _trace(desk: Desk, reading: ClockReading | None) -> Trace | None:
    if reading is None or reading.started is None or reading.due is None:
        return None
    calendar = desk.office.calendar
    return explain(reading.started, calendar.between(reading.started.date(), closing_day(reading.due)), calendar,
                   desk.office.hours)  # fmt: skip


def _nearest(session: Session, now: datetime) -> int:
    wanted = select(Case.id).where(Case.is_open, Case.next_kind == "promise", Case.due_key >= now)
    found = session.scalars(wanted.order_by(Case.due_key).limit(1)).first()
    return found if found is not None else session.scalars(select(Case.id).order_by(Case.id).limit(1)).one()


TAB_TITLES: Mapping[str, str] = {
    "todo": "在办", "today": "今日到期", "overdue": "已超时", "customer": "等客户", "unassigned": "未分派",
    "follow": "待跟进", "all": "全部", "done": "已办结",
}  # fmt: skip


def queue_sheet(desk: Desk, query: QueueQuery, made_by: str, title: str = "在办队列") -> QueueSheet:
    """A queue as it is shown, one line a case, personal data masked."""
    with desk.reading() as session:
        ids = list(queue_ids(session, query))
        pages = (queue_rows(session, ids[start : start + _PAGE]) for start in range(0, len(ids), _PAGE))
        rows = {row.id: row for page in pages for row in page}
    return QueueSheet(
        title=title, columns=_COLUMNS, rows=tuple(_line(rows[one]) for one in ids if one in rows),
        filters=(("视图", TAB_TITLES[query.tab]), ("服务", query.service or "全部"), ("负责人", query.owner or "全部"),
                 *((("搜索", query.search),) if query.search else ())),
        made_by=made_by, made_at=query.now, program=PROGRAM,
    )  # fmt: skip


_COLUMNS = (
    SheetColumn("案件号", width=16), SheetColumn("项目"), SheetColumn("客户", width=10), SheetColumn("诉求", width=36),
    SheetColumn("阶段", width=12), SheetColumn("下一步", width=18), SheetColumn("时限", width=12),
    SheetColumn("截止", ColumnKind.MOMENT, 18), SheetColumn("承诺或目标", width=12), SheetColumn("球在谁", width=10),
    SheetColumn("负责人", width=10), SheetColumn("已锁定", width=8),
)  # fmt: skip
_KINDS = {"promise": "承诺", "target": "内部目标", "watched": "关注"}


def _line(row: QueueRow) -> tuple[str | datetime | None, ...]:
    reading = row.reading
    return (
        row.number, ITEM_TITLES[Item(row.item)], row.name, row.request, row.stage, row.next_step, reading.title,
        reading.due, _KINDS[reading.kind] if reading.name else "", HOLDER_TITLES[row.holder], row.owner,
        "是" if row.locked else "",
    )  # fmt: skip
