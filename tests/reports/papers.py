"""Invented papers beyond the product's samples: with every optional part empty, and twenty pages long."""

from dataclasses import replace

from desktop.casework.documents.papers_common import Client, Issue, Signature, Signing, Span
from desktop.casework.documents.papers_guidance import Contact, GuidancePaper
from desktop.casework.documents.papers_mdt import LabRow, LabValue, MdtPaper
from desktop.casework.documents.papers_nodule import Measured, NodulePaper, Organ
from desktop.casework.documents.papers_parcel import Address, ParcelPaper
from desktop.casework.documents.samples.after import sample_guidance, sample_parcel
from desktop.casework.documents.samples.house import as_draft
from desktop.casework.documents.samples.mdt import sample_mdt
from desktop.casework.documents.samples.nodule import sample_breast, sample_lung, sample_thyroid
from tests.reports.samples import PROGRAM, PROVIDER, at

DRAFT = Issue("MD-260911-004", 1, True, at("2026-09-20 09:30"), PROGRAM)
NOBODY = Client("欧阳㛃䶮", "欧**", "女", "33 岁", "3301**********0917")
SENTENCE = "肝内 3 处病灶边界清楚，最大者 32 mm，与肝右静脉最近距离 12 mm，未见门静脉侵犯；剩余肝体积约占 68%。"


def empty_mdt() -> MdtPaper:
    """A first draft: whom it is about, and nothing yet."""
    return MdtPaper(
        provider=PROVIDER, issue=DRAFT, client=NOBODY, subtitle="", held="", mode="", host="", recorder="",
        diagnosed_on="", conclusion="", facts=(), experts=(), questions=(), history=(), state_facts=(), diagnoses=(),
        examinations=(), opinions=(), advice=(), follow_up=(), signing=Signing(), materials=(),
    )  # fmt: skip


def long_mdt() -> MdtPaper:
    """Some twenty pages: eight experts at length, ninety laboratory lines, long questions, a long dissent."""
    paper = sample_mdt()
    names = [f"专家{letter}" for letter in "甲乙丙丁戊己庚辛"]
    labs = tuple(
        LabRow(f"化验 {number}", (LabValue("12.5", "high"), LabValue("阴性"), LabValue(f"{number}")), "mmol/L", "0–10")
        for number in range(90)
    )  # fmt: skip
    return replace(
        paper,
        history=tuple(item._replace(text=str(item.text) * 6) for item in paper.history),
        questions=tuple(one._replace(answer=SENTENCE * 9) for one in paper.questions * 2),
        opinions=tuple(
            paper.opinions[0]._replace(name=name, paragraphs=(SENTENCE * 24, SENTENCE * 20)) for name in names
        ),
        dissents=((Span("分歧。", True), Span(SENTENCE * 40)), "第二处分歧。" + SENTENCE * 3),
        labs=labs,
        lab_days=("2026-08-27", "2026-09-10", "2026-09-18"),
        examinations=paper.examinations * 8,
        advice=tuple(item._replace(text=SENTENCE * 7) for item in paper.advice),
        path=(*paper.path, *paper.path[1:]),
        follow_up=paper.follow_up * 5,
        materials=paper.materials * 6,
        signing=replace(paper.signing, signatures=tuple(Signature(name, "影像诊断") for name in names)),
    )  # fmt: skip


def empty_nodule(organ: Organ = Organ.LUNG) -> NodulePaper:
    """A first draft of a reading."""
    return NodulePaper(
        organ=organ, provider=PROVIDER, issue=DRAFT, client=NOBODY, subtitle="", fields=(), system="Lung-RADS v2022",
        conclusion="", facts=(), nodules=(), comparisons=(), opinion=(), plain_words=(), stations=(), care=(),
        materials=(), signing=Signing(),
    )  # fmt: skip


def long_lung() -> NodulePaper:
    """Seven nodules measured four times, eight images, long texts."""
    paper = sample_lung()
    first = paper.nodules[0]
    sizes = tuple(Measured(at(f"{year}-05-04 09:00").date(), year - 2018.5) for year in range(2022, 2026))
    nodules = tuple(first._replace(label=f"{number} 号", sizes=sizes) for number in range(1, 8))
    return replace(
        paper,
        nodules=nodules,
        comparisons=tuple(one._replace(values=(one.values[0],) * 7) for one in paper.comparisons),
        images=(*paper.images, *paper.images[1:] * 3),
        opinion=(SENTENCE * 30,),
        plain_words=(SENTENCE * 20,) * 3,
        stations=paper.stations * 2,
        if_then=paper.if_then * 4,
    )  # fmt: skip


def empty_guidance() -> GuidancePaper:
    """A first draft of a guidance."""
    return GuidancePaper(
        provider=PROVIDER, issue=DRAFT, day=at("2026-09-20 09:30").date(), to="王女士", addressed="写给王女士",
        three=(), explained=(), steps=(), costs="", illness=(), daily=(), red_flags=(), long_term=(), calendar=(),
        contact=Contact("林悦", "400-000-1234"),
    )  # fmt: skip


def long_guidance() -> GuidancePaper:
    """Long advice, many steps, more red flags than a page holds."""
    paper = sample_guidance()
    return replace(
        paper, explained=paper.explained * 4, steps=paper.steps * 5, illness=(SENTENCE * 12,), daily=paper.daily * 4,
        red_flags=tuple(f"警示 {number}：{SENTENCE}" for number in range(24)), calendar=paper.calendar * 3,
    )  # fmt: skip


def bare_parcel() -> ParcelPaper:
    """A parcel without tracking number, code, signature or note."""
    return replace(
        sample_parcel(), tracking="", online="", online_words="", signature=b"", items_note="", fragile=False,
        to=Address("王女士", "", ""),
    )  # fmt: skip


def long_parcel() -> ParcelPaper:
    """Sixty things in one parcel."""
    return replace(sample_parcel(), items=sample_parcel().items * 10)


SHORT = {
    "mdt": sample_mdt, "lung": sample_lung, "breast": sample_breast, "thyroid": sample_thyroid,
    "guidance": sample_guidance, "parcel": sample_parcel,
}  # fmt: skip
EMPTY = {"mdt": empty_mdt, "nodule": empty_nodule, "guidance": empty_guidance, "parcel": bare_parcel}
LONG = {"mdt": long_mdt, "lung": long_lung, "guidance": long_guidance, "parcel": long_parcel}
DRAFTS = {name: (lambda make=make: as_draft(make())) for name, make in SHORT.items() if name != "parcel"}
ALL = {
    f"{kind}-{name}": make
    for kind, makes in (("short", SHORT), ("empty", EMPTY), ("long", LONG), ("draft", DRAFTS))
    for name, make in makes.items()
}
