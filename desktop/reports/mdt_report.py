"""The opinion of a multidisciplinary consultation 多学科会诊意见书: the conclusion first, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop.casework.documents.papers_common import plain
from desktop.casework.documents.papers_mdt import MdtPaper
from desktop.reports.blocks import Cell, Column, Field, Strip, fields, gap, paragraph, table
from desktop.reports.flow import Section
from desktop.reports.key_images import key_images
from desktop.reports.lab_table import lab_table
from desktop.reports.mdt_opinions import answers, opinions, questions
from desktop.reports.parts import (
    conclusion,
    label_values,
    material_table,
    missing,
    note_below,
)
from desktop.reports.report import Report, report_pdf
from desktop.reports.rich import labelled, run_in
from desktop.reports.stations import PATH_LOOK, stations
from desktop.reports.styles import (
    BLOCK,
    BODY,
    CELL_STRONG,
    MAIN,
    MAIN_WIDTH,
    NAME,
)
from desktop.reports.watching import UNWATCHED, Watch

TITLE = "多学科会诊意见书"
READERS = "主治医生"
EXPERTS = (
    Column("专家", 18.0, style=CELL_STRONG), Column("专科", 24.0), Column("职称", 22.0), Column("医院", 48.0),
    Column("方式", 14.0),
)  # fmt: skip
DIAGNOSES = (Column("诊断项目", 30.0), Column("结论", 68.0), Column("编码 / 版本", 28.0))
EXAMINATIONS = (Column("日期", 20.0), Column("检查 / 医院", 34.0), Column("所见与结论", 72.0))
TREATMENTS = (Column("时间", 28.0), Column("治疗", 20.0), Column("方案", 44.0), Column("疗效与不良反应", 34.0))
FOLLOW_UP = (Column("时间", 30.0), Column("项目", 42.0), Column("科室", 22.0), Column("目的与判断", 32.0))
SUBHEAD_GAP = 4.6
PART_GAP = 3.2


def mdt_report(paper: MdtPaper, watch: Watch = UNWATCHED) -> bytes:
    """The opinion's PDF; what `report_pdf` raises."""
    front = conclusion("会诊结论", paper.conclusion, paper.facts, paper.conclusion_note)
    materials = Section("附录\u3000资料清单", material_table(paper.materials), "意见以下列资料为限", listed=True)
    report = Report(TITLE, READERS, _fields(paper), front, _parts(paper), paper.emergency, (materials,))
    return report_pdf(paper, report, watch)


def _fields(paper: MdtPaper) -> list[list[Field]]:
    client = paper.client
    return [
        [Field("客户", client.name), Field("性别 / 年龄", f"{client.sex} / {client.age}"),
         Field("出生日期", client.born), Field("身份证号", client.document)],
        [Field("会诊时间", paper.held, 2), Field("会诊方式", paper.mode), Field("保单号", client.policy)],
        [Field("联系电话", client.phone), Field("确诊日期", paper.diagnosed_on), Field("主持", paper.host),
         Field("记录", paper.recorder)],
    ]  # fmt: skip


def _parts(paper: MdtPaper) -> Iterator[Section]:
    """The numbered sections; a required one that is empty says so and keeps its number."""
    yield Section("会诊专家", _experts(paper), paper.experts_note)
    yield Section("提请会诊的问题", questions(paper.questions) or missing(), paper.questions_note, room=18.0)
    yield Section("病史与诊断", _history(paper), paper.history_note, room=30.0)
    yield Section("检查与治疗", _examinations(paper), paper.examinations_note, room=45.0)
    yield Section("各专科意见", opinions(paper), room=38.0)
    yield Section("对问题的答复", answers(paper.questions) or missing(), "逐条对应第 2 节")
    yield Section("综合会诊意见", _advice(paper), paper.advice_note, room=45.0)
    yield Section("随访计划", _follow_up(paper), paper.follow_up_note)
    if paper.basis:
        basis = label_values(paper.basis, BLOCK.but(size=8.8))
        yield Section("依据", basis, paper.basis_note, room=18.0)


def _experts(paper: MdtPaper) -> list[Strip]:
    rows = [
        (one.name, one.specialty, one.title, f"{one.hospital}（{one.grade}）" if one.grade else one.hospital, one.mode)
        for one in paper.experts
    ]  # fmt: skip
    return table(EXPERTS, rows) if rows else missing()


def _history(paper: MdtPaper) -> list[Strip]:
    strips: list[Strip] = []
    for item in paper.history:
        strips += run_in(labelled(item.label, item.text, BODY), BODY, before=PART_GAP if strips else 0.0)
    if paper.state_facts:
        per_row = 5 if len(paper.state_facts) == 5 else 4
        rows = [paper.state_facts[start : start + per_row] for start in range(0, len(paper.state_facts), per_row)]
        named = [[Field(item.label, plain(item.text)) for item in row] for row in rows]
        grid = fields(named, MAIN, MAIN_WIDTH, per_row)
        strips += _after(grid, strips, PART_GAP)
    if paper.diagnoses:
        findings = [(Cell(one.item), Cell(one.finding), Cell(one.code)) for one in paper.diagnoses]
        strips += _after(table(DIAGNOSES, findings), strips, PART_GAP)
    return strips or missing()


def _after(strips: list[Strip], before: list[Strip], space: float) -> list[Strip]:
    """Strips a little below those before them."""
    return [replace(strips[0], before=space if before else 0.0), *strips[1:]]


def _examinations(paper: MdtPaper) -> list[Strip]:
    rows = [(one.day, Cell(one.title, one.place), one.finding) for one in paper.examinations]
    strips = _headed("影像与病理", [], table(EXAMINATIONS, rows) if rows else missing())
    if paper.images:
        strips = _headed("关键图像", strips, key_images(paper.images, ""))
    if paper.labs:
        strips = _headed("化验", strips, lab_table(paper.lab_days[:3], paper.labs))
    treatments = [(one.period, one.kind, one.plan, one.outcome) for one in paper.treatments]
    if treatments:
        strips = _headed("既往治疗", strips, table(TREATMENTS, treatments))
    return [*strips, *note_below(_treated(paper.treatment_note))]


def _treated(note: str) -> str:
    """The note on past treatment, which says itself what it is about."""
    return note if not note or note.startswith("既往治疗") else f"既往治疗：{note}"


def _headed(title: str, before: list[Strip], strips: list[Strip]) -> list[Strip]:
    """A part with its bold heading, which stays with what follows."""
    (heading,) = paragraph(title, NAME.but(size=9.2), before=SUBHEAD_GAP if before else 0.0)
    air = replace(gap(0.7), keep=True)
    room = strips[0].room + heading.height + air.height if strips and strips[0].room else 0.0
    return [*before, replace(heading, keep=True, room=room), air, *strips]


def _advice(paper: MdtPaper) -> list[Strip]:
    path = stations(paper.path, PATH_LOOK)
    values = label_values(paper.advice)
    if not path and not values:
        return missing()
    return [*path, gap(4.2), *values] if path else values


def _follow_up(paper: MdtPaper) -> list[Strip]:
    rows = [(Cell(one.when, one.about), one.item, one.department, one.purpose) for one in paper.follow_up]
    return table(FOLLOW_UP, rows) if rows else missing()
