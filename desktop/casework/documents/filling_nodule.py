"""Fills the reading's paper from its document; the expert's category is what it says, the cross-check stands beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from desktop.casework.documents.filling_common import (
    Row,
    client_of,
    coded,
    issue_of,
    joined,
    key_images_of,
    materials_of,
    paragraphs,
    rows,
    signature_of,
    signing_of,
    spoken_count,
    text,
    texts,
)
from desktop.casework.documents.kept_files import Pictures
from desktop.casework.documents.nodule_words import finding_of, finding_rows, size_words, sizes_of, spot_of
from desktop.casework.documents.papers_common import KeyFact, Labelled, Signing, Station
from desktop.casework.documents.papers_nodule import Agreement, Comparison, IfThen, Nodule, NodulePaper, Organ
from desktop.casework.documents.rows import DocumentRow, Ticket
from desktop.casework.paperwork import PROVIDER
from desktop.handbook.documents.vocabulary import Content

SEAL_WORDS = "阅片专用章"
_ORGANS = {"lung": Organ.LUNG, "breast": Organ.BREAST, "thyroid": Organ.THYROID}


def nodule_paper(
    row: DocumentRow, made_at: datetime, pictures: Pictures, ticket: Ticket | None = None
) -> NodulePaper:
    """The reading as it is printed: a draft, with a `ticket` the version about to be issued, or the issued one."""
    said, found = row.content, rows(row.content, "nodules")
    return coded(NodulePaper(
        organ=_ORGANS[text(said, "kind") or "lung"], provider=PROVIDER, issue=issue_of(row, made_at, ticket),
        client=client_of(said), subtitle=_subtitle(said, len(found)), fields=tuple(_fields(said)),
        system=_system(found), conclusion=text(said, "conclusion"), facts=tuple(_facts(said)),
        nodules=tuple(_nodule(one, said) for one in found), comparisons=tuple(_comparisons(said, found)),
        opinion=paragraphs(text(said, "for_doctors")), plain_words=paragraphs(text(said, "for_customer")),
        stations=tuple(_stations(said)), care=tuple(_care(said)), materials=materials_of(said),
        signing=_signing(said, pictures), images=key_images_of(said, pictures),
        border_note=_border_note(found), evidence=text(said, "evidence"),
        if_then=tuple(IfThen(text(one, "result"), text(one, "action")) for one in rows(said, "if_then")),
        limits=text(said, "statement"),
    ))  # fmt: skip


def _subtitle(said: Content, count: int) -> str:
    prior = text(said, "prior_on")
    compared = f"与 {prior[:4]} 年检查对比" if prior else "首次检查"
    return joined(text(said, "exam"), compared, f"{spoken_count(count)}处结节", between=" · ")


def _fields(said: Content) -> Iterator[Labelled]:
    slice_words = f"层厚 {text(said, 'slice')} mm" if "slice" in said else ""
    yield Labelled("本次检查", text(said, "examined_on"))
    yield Labelled("对比检查", text(said, "prior_on") or "无")
    yield Labelled("图像质量", joined(text(said, "quality"), slice_words))
    laboratory = text(said, "laboratory")
    yield Labelled("相关化验", laboratory) if laboratory else Labelled("资料收齐", text(said, "complete_on"))


def _system(found: Sequence[Row]) -> str:
    return "；".join(dict.fromkeys(filter(None, map(_system_of, found))))


def _system_of(one: Row) -> str:
    """Lung-RADS v2022（规则表 r1）: another system's category of the same name means something else."""
    revision = text(one, "revision")
    name = joined(text(one, "system"), text(one, "version"), between=" ")
    return f"{name}（规则表 {revision}）" if name and revision else name


def _facts(said: Content) -> Iterator[KeyFact]:
    yield KeyFact("总体类别", text(said, "overall"), text(said, "overall_note"))
    yield KeyFact("下一次检查", text(said, "next_exam"), text(said, "next_note"))
    urgency = text(said, "urgency")
    yield KeyFact("是否紧急", urgency, text(said, "urgency_note"), urgent=urgency == "立即就诊")


def _nodule(one: Row, said: Content) -> Nodule:
    days = [text(said, name) for name in ("prior_on", "examined_on")]
    return Nodule(
        f"{text(one, 'number')} 号", text(one, "place"), text(one, "category"), _check(one), text(one, "computed"),
        sizes_of(one, *(date.fromisoformat(day) if day else None for day in days)), spot_of(one),
    )  # fmt: skip


def _check(one: Row) -> Agreement:
    """On paper a border is an agreement; the note below the comparison says how near it is."""
    known = {"一致": Agreement.AGREES, "边界": Agreement.AGREES, "不一致": Agreement.DIFFERS}
    return known.get(text(one, "verdict"), Agreement.IMPOSSIBLE)


def _comparisons(said: Content, found: Sequence[Row]) -> Iterator[Comparison]:
    for name, day in (("previous", text(said, "prior_on")), ("findings", text(said, "examined_on"))):
        sizes = tuple(size_words(finding_of(one, name)) for one in found)
        if day and any(sizes):
            yield Comparison(day, tuple(size or "—" for size in sizes))
    for label, values in finding_rows(found):
        yield Comparison(label, values, tuple("增大" in value for value in values))


def _border_note(found: Sequence[Row]) -> str:
    """Why a value is near a limit, and the expert's word where the cross-check differs."""
    notes = (joined(f"{text(one, 'number')} 号结节", text(one, "border"), text(one, "word"), between="：")
             for one in found if text(one, "border") or text(one, "word"))  # fmt: skip
    return "；".join(notes)


def _stations(said: Content) -> Iterator[Station]:
    prior, now = text(said, "prior_on"), text(said, "examined_on")
    if prior:
        yield Station("对比检查", when=prior[:7], state="done")
    if now:
        yield Station("本次检查", text(said, "overall"), now[:7], state="now")
    for place, row in enumerate(rows(said, "schedule")):
        state = "later" if place else "next"
        yield Station(text(row, "item"), text(row, "note"), text(row, "when"), state=state)


def _care(said: Content) -> Iterator[Labelled]:
    soon, emergency = "，".join(texts(said, "soon")), "，".join(texts(said, "emergency"))
    if soon:
        yield Labelled("尽快门诊（1 周内）", f"{soon}。")
    if emergency:
        yield Labelled("立即急诊", f"{emergency}。", urgent=True)


def _signing(said: Content, pictures: Pictures) -> Signing:
    place = f"{text(said, 'reader_hospital')}（{joined(text(said, 'reader_grade'), text(said, 'reader_city'))}）"
    reader = signature_of(said, pictures, role=text(said, "reader_title"), place=place, name="reader")
    return signing_of(said, pictures, (reader,), words=SEAL_WORDS)
