"""Which of the desk's templates a gateway knows, under which number, and whether it lets them pass."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.gateways.rows import TEMPLATE_STATES, TemplateRow
from desktop.casework.texts import Template, text_set
from desktop.models.tables import GatewayTemplate


class Approval(NamedTuple):
    """What a gateway says of a template: its state, and why it was refused."""

    state: str
    reason: str = ""


def register(desk: Desk, gateway: str, code: str, provider_id: str, person: str) -> None:
    """Keep under which number the gateway knows the words as they are now; it counts as pending until it is asked."""
    template, provider_id = _template(code), provider_id.strip()
    if not provider_id:
        raise BadInput("请写明网关给这个模板的编号")

    def work(session: Session) -> None:
        row = _row(session, gateway, code) or GatewayTemplate(gateway=gateway, code=code)
        row.provider_id, row.words_sha256 = provider_id, _print_of(template)
        row.state, row.reason, row.checked_at = "pending", "", None
        session.add(row)
        audit.record(session, at=desk.clock(), person=person, action="register_template", subject=f"{gateway} {code}",
                     after={"provider_id": provider_id})  # fmt: skip

    desk.store.run(work)


def keep_approvals(desk: Desk, gateway: str, found: Mapping[str, Approval]) -> None:
    """Keep what the gateway says, by its own numbers; those it says nothing of stay as they were."""

    def work(session: Session) -> None:
        for row in session.scalars(select(GatewayTemplate).where(GatewayTemplate.gateway == gateway)):
            told = found.get(row.provider_id)
            if told is not None:
                row.state, row.reason, row.checked_at = told.state, told.reason[:200], desk.clock()

    desk.store.run(work)


def refuse_template(desk: Desk, gateway: str, code: str, reason: str) -> None:
    """The gateway refused a text because of its template: no other text of it is tried before it is asked again."""

    def work(session: Session) -> None:
        row = _row(session, gateway, code)
        if row is not None:
            row.state, row.reason, row.checked_at = "rejected", reason[:200], desk.clock()

    desk.store.run(work)


def provider_ids(desk: Desk, gateway: str) -> tuple[str, ...]:
    """The gateway's numbers that are registered."""
    with desk.reading() as session:
        wanted = select(GatewayTemplate.provider_id).where(GatewayTemplate.gateway == gateway)
        return tuple(session.scalars(wanted.order_by(GatewayTemplate.id)))


def templates(desk: Desk, gateway: str) -> tuple[TemplateRow, ...]:
    """Every template of the desk, in its order."""
    with desk.reading() as session:
        kept = {row.code: row for row in session.scalars(
            select(GatewayTemplate).where(GatewayTemplate.gateway == gateway))}  # fmt: skip
    return tuple(_told(template, kept.get(code)) for code, template in text_set().templates.items())


def template_of(desk: Desk, gateway: str, code: str) -> TemplateRow:
    """One template; its `problem` says why no text of it can go by this gateway."""
    template = _template(code)
    with desk.reading() as session:
        return _told(template, _row(session, gateway, code))


def _told(template: Template, row: GatewayTemplate | None) -> TemplateRow:
    if row is None:
        return TemplateRow(template.code, template.name, "", "", f"模板「{template.name}」还没有在网关登记")
    problem = ""
    if row.words_sha256 != _print_of(template):
        problem = f"模板「{template.name}」的文字改过，须重新报备"
    elif row.state != "approved":
        why = f"：{row.reason}" if row.reason else ""
        problem = f"模板「{template.name}」{TEMPLATE_STATES[row.state]}{why}"
    return TemplateRow(template.code, template.name, row.provider_id, row.state, problem)


def _template(code: str) -> Template:
    found = text_set().templates.get(code)
    if found is None:
        raise BadInput(f"没有短信模板「{code}」")
    return found


def _print_of(template: Template) -> str:
    return hashlib.sha256(template.words.encode()).hexdigest()


def _row(session: Session, gateway: str, code: str) -> GatewayTemplate | None:
    wanted = select(GatewayTemplate).where(GatewayTemplate.gateway == gateway, GatewayTemplate.code == code)
    return session.scalars(wanted).first()
