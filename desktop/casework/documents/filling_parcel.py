"""Fills the parcel's letter and label from the posting on record; neither names an illness (GC-19, MD-10, ND-07)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework import audit
from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk, Entry
from desktop.casework.documents.case_values import (
    CaseFile,
    case_file,
    contact_values,
    latest_issued,
    records_of,
)
from desktop.casework.documents.house_pictures import house_address
from desktop.casework.documents.papers_guidance import Contact
from desktop.casework.documents.papers_parcel import Address, ParcelItem, ParcelPaper
from desktop.casework.paperwork import PROGRAM, PROVIDER
from desktop.casework.texts import text_set
from desktop.handbook.moments import spoken_day
from desktop.handbook.open_words import words_of_illness
from desktop.models.tables import Record

POSTINGS = ("post_report", "return_originals")
_TITLES = {
    "影像 DICOM 光盘或云影像": "影像光盘", "影像资料": "影像光盘", "病理切片、蜡块或白片": "切片、蜡块或白片",
    "病理报告（含免疫组化）": "检查报告",
}  # fmt: skip
_FRAGILE = "玻片易碎，请平放保存；若治疗医院需要借片，可直接交给对方。"


def parcel_paper(desk: Desk, case_id: int, entry: Entry) -> ParcelPaper:
    """The last posting's letter and label with the whole address, which is why its printing is recorded.

    BadInput while nothing was posted, or the posting has no address.
    """
    with desk.store.writing() as session:
        file = case_file(session, desk, case_id, entry)
        posting = _posting(file)
        paper = _paper(session, desk, file, posting)
        audit.record(session, at=file.now, person=entry.person, action="print_parcel", case_id=case_id,
                     subject=file.row.number, after={"parcel": paper.number})  # fmt: skip
        return paper


def _posting(file: CaseFile) -> Record:
    posted = sorted((one for verb in POSTINGS for one in records_of(file, verb)), key=lambda one: one.seq)
    if not posted:
        raise BadInput("还没有登记寄出：先登记寄送报告或退回原件，并写上收件地址")
    if not posted[-1].details.get("address"):
        raise BadInput("这次寄出没有写收件地址：请撤销后重新登记，写上地址")
    return posted[-1]


def _paper(session: Session, desk: Desk, file: CaseFile, posting: Record) -> ParcelPaper:
    person, details = file.row.policy.insured, posting.details
    titled = {"女": "女士", "男": "先生"}.get(person.sex, "客户")
    items = (*_new(session, file, posting), *_returned(file, posting))
    slides = any("切片" in item.title for item in items)
    contact = contact_values(desk, file)
    day = posting.happened_at.date()
    return ParcelPaper(
        provider=PROVIDER, number=f"PX-{day:%y%m%d}-{posting.id:03d}", program=PROGRAM, made_at_day=day,
        to=Address(f"{person.name}\u3000{titled}", str(details["address"]), person.phone),
        sender=Address(f"{PROVIDER.name}\u3000{PROVIDER.department}", house_address(session),
                       text_set().service_phone),
        greeting=_greeting(person.name[:1] + titled, items, contact["manager"]), items=items,
        tracking=f"{details['courier']} {details['number']}",
        next_steps=_next_steps(posting, contact["call_back"]),
        contact=Contact(contact["manager"], contact["manager_phone"], contact["hours"]),
        heading="随信寄上您的报告与资料原件" if posting.verb == POSTINGS[0] and len(items) > 1 else
        "随信寄上您的报告" if posting.verb == POSTINGS[0] else "随信退回您的资料原件",
        items_note=_FRAGILE if slides else "", fragile=slides,
    )  # fmt: skip


def _new(session: Session, file: CaseFile, posting: Record) -> Iterator[ParcelItem]:
    """The papers that were issued before the posting."""
    if posting.verb != POSTINGS[0]:
        return
    yield ParcelItem("报告（签章原件）", "纸质", 1, "新出具")
    if latest_issued(session, file.row.id, "guidance") is not None:
        yield ParcelItem("诊后指导", "纸质", 1, "新出具")


def _returned(file: CaseFile, posting: Record) -> Iterator[ParcelItem]:
    """The originals in this parcel: those it names, else all that had not gone back before."""
    details: dict[str, Any] = posting.details
    if details.get("originals_kept"):
        return
    earlier = {name for verb in POSTINGS for one in records_of(file, verb) if one.seq < posting.seq
               for name in one.details.get("originals") or ()}  # fmt: skip
    names = details.get("originals") or [one for one in sorted(file.facts.originals) if one not in earlier]
    for name in names:
        title = _TITLES.get(name, name)
        yield ParcelItem("资料原件" if words_of_illness((title,)) else title, "原件", 1, "退回")


def _greeting(addressed: str, items: tuple[ParcelItem, ...], manager: str) -> str:
    new, back = (any(item.nature == nature for item in items) for nature in ("新出具", "退回"))
    told = "本次服务的报告已经完成。随信寄上报告" if new else "随信退回您此前寄来的资料原件"
    told += "，并退回您此前寄来的资料原件" if new and back else ""
    return f"{addressed}，您好。{told}。请当面点清，缺少或有疑问，请在 3 天内打给健康管家{manager}。"


def _next_steps(posting: Record, call_back: str) -> str:
    advice = "请把报告交给接诊医生一份，自己留一份。" if posting.verb == POSTINGS[0] else "请妥善保存退回的原件。"
    day = spoken_day(date.fromisoformat(call_back))
    warning = "报告供您和医生参考，不替代医疗机构的诊断与治疗；身体不适请及时就医。"
    return f"{advice}{day}前后我们会给您打一次回访电话。{warning}"
