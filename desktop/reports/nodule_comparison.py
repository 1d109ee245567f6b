"""The comparison of a reading: nodules as columns, the expert's category with the software's check below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from desktop.casework.documents.papers_common import Rich
from desktop.casework.documents.papers_nodule import Agreement, Nodule, NodulePaper, Organ
from desktop.reports.blocks import GUTTER, Cell, Column, Strip, gap, side_by_side, stacked, table
from desktop.reports.clusters import Run
from desktop.reports.flow import PAGE_ROOM, Section
from desktop.reports.organs import HEIGHT, WIDTH, diagram
from desktop.reports.parts import missing
from desktop.reports.rich import runs_of
from desktop.reports.slope import slope
from desktop.reports.styles import AMBER, CELL, CELL_STRONG, MAIN, MAIN_WIDTH, MUTED, RED

PER_TABLE = 3
DIAGRAM_GAP = 8.0
LABEL_WIDTH = {1: 36.0, 2: 32.0, 3: 27.0}
CHECK_COLOURS = {Agreement.AGREES: CELL.colour, Agreement.DIFFERS: AMBER, Agreement.IMPOSSIBLE: MUTED}


def comparison(paper: NodulePaper) -> list[Strip]:
    """The tables of three nodules at most; for the thyroid, the gland with its nodules stands to their left."""
    if not paper.nodules:
        return missing()
    if paper.organ is not Organ.THYROID or len(paper.nodules) > PER_TABLE:
        return _tables(paper, MAIN, MAIN_WIDTH)
    x = MAIN + WIDTH + DIAGRAM_GAP
    own = _tables(paper, x, MAIN_WIDTH - WIDTH - DIAGRAM_GAP)
    drawing = diagram(paper.organ, paper.nodules, MAIN)
    whole = side_by_side(drawing, stacked(own))
    return [whole] if whole.height < PAGE_ROOM / 2 else [drawing, gap(2.0), *_tables(paper, MAIN, MAIN_WIDTH)]


def _tables(paper: NodulePaper, x: float, width: float) -> list[Strip]:
    strips: list[Strip] = []
    for start in range(0, len(paper.nodules), PER_TABLE):
        own = _table(paper, slice(start, start + PER_TABLE), x, width)
        strips += [replace(own[0], before=4.0 if strips else 0.0), *own[1:]]
    return strips


def _table(paper: NodulePaper, shown: slice, x: float, width: float) -> list[Strip]:
    nodules = paper.nodules[shown]
    label = LABEL_WIDTH[len(nodules)] * min(1.0, 0.75 if width < MAIN_WIDTH else 1.0)
    each = (width - label + GUTTER) / len(nodules)
    columns = [Column("", label), *(Column(_head(nodule), each) for nodule in nodules)]
    columns[-1] = columns[-1]._replace(width=each - GUTTER, gutter=0.0)
    rows: list[list[Cell | str]] = []
    for one in paper.comparisons:
        cells = zip_longest(one.values, one.grown, one.notes, fillvalue="")
        rows.append(
            [one.label, *(_value(text, bool(red), note) for text, red, note in islice(cells, shown.start, shown.stop))]
        )
    rows.append(["专家判定", *(Cell(nodule.category, style=CELL_STRONG) for nodule in nodules)])
    rows.append(["软件核对", *(_check(nodule) for nodule in nodules)])
    return table(columns, [[*row, *("" for _ in range(len(columns) - len(row)))] for row in rows], x)


def _head(nodule: Nodule) -> str:
    return "\u3000".join(part for part in (nodule.label, nodule.place) if part)


def _value(text: Rich, red: bool, note: str) -> Cell:
    """A value; where it has grown the emphasised part is red, or all of it when nothing is emphasised."""
    runs = runs_of(text, CELL)
    if not red:
        return Cell(runs, note)
    plain = all(run.style == CELL for run in runs)
    return Cell(
        [Run(run.text, CELL_STRONG.but(colour=RED)) if plain or run.style != CELL else run for run in runs], note
    )


def _check(nodule: Nodule) -> Cell:
    words = f"{nodule.check.value}（{nodule.check_detail}）" if nodule.check_detail else nodule.check.value
    style = CELL if nodule.check is Agreement.AGREES else CELL_STRONG
    return Cell(words, style=style.but(colour=CHECK_COLOURS[nodule.check]))


def place_and_change(paper: NodulePaper) -> Section:
    """Diagram and slope: where no image shows the place, and where more than two examinations show a course."""
    course = any(len(nodule.sizes) > 2 for nodule in paper.nodules)
    measured = _measured(paper.nodules)
    placed = paper.organ is not Organ.THYROID and not paper.images and any(one.spot for one in paper.nodules)
    if not (placed or (course and measured)):
        return Section("位置与变化", [])
    parts = [diagram(paper.organ, paper.nodules, MAIN)] if placed else []
    if measured:
        x = MAIN + WIDTH + DIAGRAM_GAP if placed else MAIN
        line = slope(paper.nodules, x, MAIN + MAIN_WIDTH - x)
        parts.append(stacked([gap(HEIGHT - line.height - 4.0), line]) if placed else line)
    title = "位置与变化" if placed else "大小变化"
    return Section(title, [side_by_side(*parts)], "侧别以客户自身左右为准；图为示意" if placed else "径线随检查日期")


def _measured(nodules: Sequence[Nodule]) -> bool:
    return any(len(nodule.sizes) > 1 for nodule in nodules)
