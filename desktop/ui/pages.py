"""The one table of the window's pages: name, title, icon, which queue and which views they show."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.handbook.vocabulary import SERVICE_TITLES, Service
from desktop.ui.queue_columns import MINE, MIXED, Column

TODAY_VIEWS = (
    ("todo", "我的待办"), ("today", "今日到期"), ("overdue", "已超时"), ("customer", "等客户"),
    ("unassigned", "未分派"), ("follow", "待跟进"),
)
QUEUE_VIEWS = (
    ("todo", "在办"), ("today", "今日到期"), ("overdue", "已超时"), ("customer", "等客户"), ("unassigned", "未分派"),
    ("follow", "待跟进"), ("done", "已办结"),
)


@dataclass(frozen=True)
class QueueSpec:
    """One queue page: its views, the service it is limited to ("" for all), and whether it is only my own."""

    name: str
    title: str
    icon: str
    service: str = ""
    mine: bool = False
    views: tuple[tuple[str, str], ...] = QUEUE_VIEWS
    columns: tuple[Column, ...] = MIXED


QUEUES: tuple[QueueSpec, ...] = (
    QueueSpec("today", "今日工作台", "layout-dashboard", mine=True, views=TODAY_VIEWS, columns=MINE),
    QueueSpec("all", "全部队列", "list"),
    QueueSpec("GC", SERVICE_TITLES[Service.GC], "hospital", Service.GC),
    QueueSpec("MD", SERVICE_TITLES[Service.MD], "users", Service.MD),
    QueueSpec("ND", SERVICE_TITLES[Service.ND], "microscope", Service.ND),
    QueueSpec("OC", SERVICE_TITLES[Service.OC], "message-circle", Service.OC),
    QueueSpec("PD", SERVICE_TITLES[Service.PD], "phone", Service.PD),
)
QUEUE_NAMES = tuple(spec.name for spec in QUEUES)
