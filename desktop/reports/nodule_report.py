"""The reading of a nodule 结节阅片解读报告: the expert's category first, then the comparison and the plan."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.casework.documents.papers_common import plain
from desktop.casework.documents.papers_nodule import NodulePaper, Organ
from desktop.reports.blocks import Column, Field, Look, Strip, gap, table
from desktop.reports.flow import Section, together
from desktop.reports.key_images import key_images
from desktop.reports.nodule_comparison import comparison, place_and_change
from desktop.reports.parts import (
    conclusion,
    evidence,
    label_values,
    material_table,
    missing,
    note_below,
)
from desktop.reports.report import Report, report_pdf
from desktop.reports.rich import paragraphs
from desktop.reports.slope import point_bars
from desktop.reports.stations import TIME_LOOK, stations
from desktop.reports.styles import BLOCK, PLAIN
from desktop.reports.watching import UNWATCHED, Watch

READERS = "接诊医生"
IF_THEN = (Column("复查结果", 40.0, style=BLOCK.but(size=9)), Column("怎么办", 86.0, style=BLOCK.but(size=9)))
CARE_WIDTH = 36.0


def nodule_report(paper: NodulePaper, watch: Watch = UNWATCHED) -> bytes:
    """The reading's PDF; what `report_pdf` raises."""
    front = conclusion("解读结论", paper.conclusion, paper.facts, f"以专家判定为准\n{paper.system}")
    parts = (part for part in _parts(paper) if part.strips)
    report = Report(f"{paper.organ.value}结节阅片解读报告", READERS, _fields(paper), front, parts)
    return report_pdf(paper, report, watch)


def _fields(paper: NodulePaper) -> list[list[Field]]:
    client = paper.client
    return [
        [Field("客户", client.name), Field("性别 / 年龄", f"{client.sex} / {client.age}"),
         Field("身份证号", client.document), Field("保单号", client.policy)],
        [Field(item.label, plain(item.text)) for item in paper.fields[:4]],
    ]  # fmt: skip


def _parts(paper: NodulePaper) -> Iterator[Section]:
    title = "结节与位置" if paper.organ is Organ.THYROID else "对比与分类"
    notes = [*note_below(paper.compared), *note_below(paper.border_note)]
    yield Section(title, [*comparison(paper), *notes], paper.comparison_note)
    if paper.images:
        images = key_images(paper.images, paper.images_note)
        yield Section("关键图像", images, paper.images_side_note, room=60.0)
    yield place_and_change(paper)
    if paper.scoring:
        scoring = paper.scoring
        strips = [*point_bars(scoring), *note_below(scoring.cross_note)]
        yield Section(scoring.title, strips, scoring.note, room=45.0)
    opinion = [*paragraphs(paper.opinion), *evidence(paper.evidence)] if paper.opinion else missing()
    yield Section("专家意见", opinion, "供接诊医生阅读")
    yield Section("给您的解读", paragraphs(paper.plain_words, PLAIN, between=3.2) or missing(), "不含专业术语的说明")
    yield Section("随访时间表", _follow_up(paper), paper.stations_note, room=36.0)
    care = label_values(paper.care, BLOCK, CARE_WIDTH, bold=True, whole=True)
    yield Section("何时就医", together(care), "不必等到复查", room=18.0)
    yield Section("所依据的资料", material_table(paper.materials), room=18.0)


def _follow_up(paper: NodulePaper) -> list[Strip]:
    strips = stations(paper.stations, TIME_LOOK)
    rows = [(one.result, one.action) for one in paper.if_then]
    below = table(IF_THEN, rows, look=Look(padding=1.6)) if rows else []
    if strips and below:
        return [*strips, gap(4.2), *below]
    return [*strips, *below] or missing()
