"""Fills the opinion's paper from its document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from desktop.casework.documents.filling_common import (
    client_of,
    coded,
    day_words,
    instead,
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
from desktop.casework.documents.filling_mdt_tables import diagnoses, examinations, labs, treatments
from desktop.casework.documents.kept_files import Pictures
from desktop.casework.documents.papers_common import KeyFact, Labelled, Signing, Station
from desktop.casework.documents.papers_mdt import Expert, FollowUp, MdtPaper, Opinion, Question
from desktop.casework.documents.rows import DocumentRow, Ticket
from desktop.casework.paperwork import PROVIDER
from desktop.handbook.documents.mdt import MDT
from desktop.handbook.documents.vocabulary import Content

SEAL_WORDS = "会诊专用章"
_HISTORY = ("complaint", "present", "past", "personal", "marital", "family", "allergy", "medication", "comorbidity")
_ADVICE = (
    ("首选方案", "preferred"), ("备选方案", "alternative"), ("不推荐", "not_advised"), ("补充检查", "more_tests"),
    ("临床试验", "trials"), ("转诊建议", "referral"), ("预期", "outlook"), ("风险说明", "risks"),
    ("客户意愿", "wishes"),
)  # fmt: skip


def mdt_paper(
    row: DocumentRow, made_at: datetime, pictures: Pictures, ticket: Ticket | None = None
) -> MdtPaper:
    """The opinion as it is printed: a draft, with a `ticket` the version that is about to be issued, or the issued one.

    `made_at` is aware. Section letters of the form become the paper's own order.
    """
    said = row.content
    days, lab_rows = labs(said)
    return coded(MdtPaper(
        provider=PROVIDER, issue=issue_of(row, made_at, ticket), client=client_of(said), subtitle=_subtitle(said),
        held=_held(said), mode=joined(text(said, "mode"), text(said, "place")), host=text(said, "host"),
        recorder=f"{text(said, 'recorder')}（健康管家）", diagnosed_on=text(said, "diagnosed_on"),
        conclusion=_conclusion(said), facts=tuple(_facts(said)), experts=tuple(_experts(said)),
        questions=tuple(_questions(said)), history=tuple(_labelled(said, _HISTORY)), state_facts=tuple(_state(said)),
        diagnoses=tuple(diagnoses(said)), examinations=tuple(examinations(said)), opinions=tuple(_opinions(said)),
        advice=tuple(Labelled(label, text(said, name)) for label, name in _ADVICE if text(said, name)),
        follow_up=tuple(_follow_up(said)), signing=_signing(said, pictures), materials=materials_of(said),
        lab_days=days, labs=lab_rows, images=key_images_of(said, pictures), treatments=tuple(treatments(said)),
        treatment_note=instead(said, "treatments"),
        dissents=paragraphs(text(said, "dissent")), path=tuple(_path(said)), basis=tuple(_basis(said)),
        emergency=text(said, "emergency"), limits=text(said, "statement"), experts_note=_experts_note(said),
        examinations_note=_not_provided(said), follow_up_note="日期可随治疗进度顺延",
    ))  # fmt: skip


def _subtitle(said: Content) -> str:
    illness = re.split(r"[（(；;，,]", text(said, "clinical"))[0]
    meeting = f"{spoken_count(len(rows(said, 'experts')))}位专家{text(said, 'mode')}会诊"
    return joined(illness, meeting, between=" · ")


def _held(said: Content) -> str:
    start = text(said, "held_at")
    if not start:
        return ""
    day, clock = start.split()
    until = text(said, "held_until")
    end = until.split()[1] if until.startswith(day) else until
    return joined(day_words(day), joined(clock, end, between="–"), between=" ")


def _conclusion(said: Content) -> str:
    return text(said, "lead") or joined(text(said, "consensus"), text(said, "preferred"), between="")


def _facts(said: Content) -> Iterator[KeyFact]:
    first = next(iter(rows(said, "path")), {})
    preferred = re.split(r"[；;。]", text(said, "preferred"))[0]
    yield KeyFact("首选方案", text(first, "title") or preferred, text(first, "note"))
    urgency = text(said, "urgency")
    yield KeyFact("紧急程度", urgency, text(said, "urgency_note"), urgent=urgency == "紧急")
    next_row = next(iter(rows(said, "follow_up")), {})
    yield KeyFact("下一步", text(said, "next_step") or text(next_row, "item"), text(next_row, "when"))


def _experts(said: Content) -> Iterator[Expert]:
    for row in rows(said, "experts"):
        names = ("name", "specialty", "title", "hospital", "grade", "taking_part")
        yield Expert(*(text(row, name) for name in names))


def _experts_note(said: Content) -> str:
    experts = rows(said, "experts")
    specialties, hospitals = ({text(row, name) for row in experts} for name in ("specialty", "hospital"))
    return f"{len(specialties)} 个专科 · {len(hospitals)} 家医院" if experts else ""


def _questions(said: Content) -> Iterator[Question]:
    answers = texts(said, "answers")
    for place, asked in enumerate(texts(said, "questions")):
        yield Question(asked, answers[place] if place < len(answers) else "")


def _labelled(said: Content, names: tuple[str, ...]) -> Iterator[Labelled]:
    for name in names:
        if text(said, name):
            yield Labelled(MDT.field(name).title, text(said, name))


def _state(said: Content) -> Iterator[Labelled]:
    figures = (("体力状态", "ecog", "ECOG {}"), ("KPS", "kps", "{} 分"), ("疼痛 NRS", "pain", "{} 分"),
               ("营养 NRS 2002", "nutrition", "{} 分"))  # fmt: skip
    for label, name, words in figures:
        if name in said:
            yield Labelled(label, words.format(text(said, name)))
    if "height" in said and "weight" in said:
        yield Labelled("身高 / 体重", f"{text(said, 'height')} cm / {text(said, 'weight')} kg")


def _opinions(said: Content) -> Iterator[Opinion]:
    for row in rows(said, "opinions"):
        if text(row, "opinion"):
            yield Opinion(text(row, "name"), text(row, "specialty"), text(row, "hospital"),
                          paragraphs(text(row, "opinion")), text(row, "basis"))  # fmt: skip


def _follow_up(said: Content) -> Iterator[FollowUp]:
    for row in rows(said, "follow_up"):
        yield FollowUp(*(text(row, name) for name in ("when", "item", "department", "purpose")))


def _path(said: Content) -> Iterator[Station]:
    for place, row in enumerate(rows(said, "path")):
        yield Station(text(row, "title"), text(row, "note"), state="later" if place else "done")


def _basis(said: Content) -> Iterator[Labelled]:
    guidelines = texts(said, "guidelines")
    if guidelines:
        yield Labelled("指南与共识", "；".join(guidelines) + "。")
    listed = rows(said, "materials")
    lacking = [text(row, "item") for row in listed if text(row, "quality") == "未提供"]
    words = f"共 {len(listed) - len(lacking)} 项，见附录"
    yield Labelled("资料", f"{words}；{'、'.join(lacking)}资料未提供。" if lacking else f"{words}。")


def _not_provided(said: Content) -> str:
    lacking = (MDT.field(name).title for name in ("imaging", "pathology", "labs") if instead(said, name))
    return "；".join(f"{title}：资料未提供" for title in lacking)


def _signing(said: Content, pictures: Pictures) -> Signing:
    signers = (signature_of(row, pictures, role=text(row, "specialty")) for row in rows(said, "signatures"))
    return signing_of(said, pictures, tuple(signers), words=SEAL_WORDS, manager=text(said, "recorder"))
