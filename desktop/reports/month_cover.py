"""The first and the last sheet of the month workbook: what the figures mean, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from desktop.casework.figures.reading import PeriodFigures
from desktop.casework.figures.totals import Totals
from desktop.casework.papers import ColumnKind, Provider
from desktop.handbook.workdays import SHANGHAI
from desktop.reports.book_house import House
from desktop.reports.counted_sheet import CountedSheet
from desktop.reports.month_summary import CHECK_COLUMN, NAME, column_of
from desktop.reports.styles import ACCENT, INK, MUTED

DEFINITIONS: Sequence[tuple[str, str]] = (
    ("期间", "自开始时刻起（含）至结束时刻止（不含），北京时间；按业务发生的时间归期，不按录入的时间。"),
    ("申请、受理", "申请：客户提出的时间。受理：本台对案件的第一次处理。"),
    ("审核通过、拒绝", "重疾绿通门诊、住院与多学科会诊的审核结论；其他服务不设审核。"),
    ("完成", "服务已经提供并且结案。未提供服务而结案的列为“未服务结案”，不计完成。"),
    ("在办", "期末既未结案、未取消、也未被拒绝的案件。"),
    ("承诺与内部目标", "承诺是服务手册对客户的约定；内部目标由本台自定，分开列示，不计入承诺达成率。"),
    ("时限到期", "到期时刻落在期间内的全部时限：含豁免的，不含因取消或拒绝而终止的。"),
    ("达成率", "按时完成 ÷（到期 − 豁免）。到期仍未完成的，在到期日计为超时；尚未到期的不计达成。"),
    ("豁免", "经主管批准的特殊情况豁免，到期日不变，单独列示，附豁免单号。"),
    ("用时", "按中国大陆工作日（含调休）计算，起算当日不计；工作小时按本台工作时间，电话与在线按自然分钟。"),
    ("超时原因", "到期那一刻由谁处理：本台、客户、医院、专家或快递。"),
    ("脱敏", "保单号、姓名默认脱敏；导出未脱敏的数据须写明用途，并留下记录。"),
    ("更正", "登记有误的记录作废后不再计入；因此补登与作废会改变以前期间的数字，出处页的封存号可以区分。"),
)  # fmt: skip


_DEFINED = 13
"""The row of the definitions' head, counted from 0."""


class Asked(NamedTuple):
    """Who asked for the workbook, for what, from which program."""

    person: str
    program: str
    provider: Provider
    purpose: str = ""


def secrecy(figures: PeriodFigures) -> str:
    """What a page says of personal data."""
    return "含未脱敏个人信息，导出已记录" if figures.unmasked else "个人信息已脱敏"


def fill_cover(
    sheet: Worksheet, house: House, figures: PeriodFigures, asked: Asked, contents: Mapping[str, str], differing: int,
    total_row: int,
) -> None:  # fmt: skip
    """Title, period, key figures, definitions and contents."""
    sheet.hide_gridlines(2)
    for column, width in enumerate((1, 19, 19, 19, 19, 19, 19)):
        sheet.set_column(column, column, width)
    provider = f"{asked.provider.name}  {asked.provider.department}".strip()
    sheet.write_string(1, 1, provider, house.note(font_size=11))
    sheet.set_row(2, 34)
    sheet.write_string(2, 1, "健康管理服务报告", house.style(font_size=24, bold=True))
    sheet.set_row(3, 22)
    sheet.write_string(3, 1, f"{figures.period.title}  ·  {figures.carrier}", house.style(font_size=13))
    _period_lines(sheet, house, figures, asked, differing)
    _key_figures(sheet, house, figures.totals, total_row)
    row = _definitions(sheet, house)
    _contents(sheet, house, contents, row)
    sheet.print_area(0, 0, row + 1 + (len(contents) + 2) // 3, 6)


def _period_lines(sheet: Worksheet, house: House, figures: PeriodFigures, asked: Asked, differing: int) -> None:
    moment = house.style(num_format="yyyy-mm-dd hh:mm", align="left")
    start, end = (one.astimezone(SHANGHAI).replace(tzinfo=None) for one in figures.period[:2])
    made = f"{asked.person}  {figures.read_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    for row, name, value, other, words in (
        (6, "期间开始", start, "制表", made), (7, "期间结束（不含）", end, "个人信息", secrecy(figures)),
    ):
        sheet.write_string(row, 1, name, house.note())
        sheet.write_datetime(row, 2, value, moment)
        sheet.write_string(row, 4, other, house.note())
        sheet.write_string(row, 5, words, house.style())
    sheet.write_string(8, 1, "表内核对", house.note())
    column = xl_col_to_name(CHECK_COLUMN)
    count = f"COUNTIF('{NAME}'!${column}:${column},\"不一致\")+COUNTIF('结算'!$K:$K,\"不一致\")"
    formula = f'=IF({count}=0,"全部一致",({count})&" 处不一致")'
    told = "全部一致" if not differing else f"{differing} 处不一致"
    sheet.write_formula(8, 2, formula, house.style(bold=True), told)
    sheet.write_string(8, 4, "汇总页的数字都是明细页上的公式，旁边是程序自己的计数。", house.note())


def _key_figures(sheet: Worksheet, house: House, totals: Totals, row: int) -> None:
    """The summary's own totals, by reference."""
    promised = totals.promised()
    applied, completed = (sum(one[name] for one in totals.flows.values()) for name in ("applied", "completed"))
    shown = (
        ("申请", "申请", applied, "#,##0"), ("完成", "完成", completed, "#,##0"),
        ("期末在办", "在办", totals.in_hand.total(), "#,##0"),
        ("承诺达成率", "达成率", "—" if promised.share is None else promised.share, "0.0%"),
        ("承诺超时", "超时", promised.missed, "#,##0"), ("豁免", "豁免", promised.exempt, "#,##0"),
    )  # fmt: skip
    for column, (name, _, _, _) in enumerate(shown, 1):
        sheet.write_string(10, column, name, house.note(top=1, top_color=f"#{INK}"))
    sheet.set_row(11, 32)
    for column, (_, head, value, form) in enumerate(shown, 1):
        style = house.style(font_size=20, bold=True, font_color=f"#{ACCENT}", bottom=1, bottom_color=f"#{INK}",
                            align="left", num_format=form)  # fmt: skip
        sheet.write_formula(11, column, f"='{NAME}'!{column_of(head)}{row + 1}", style, value)


def _definitions(sheet: Worksheet, house: House) -> int:
    sheet.write_string(_DEFINED, 1, "口径", house.section())
    for row, (name, words) in enumerate(DEFINITIONS, _DEFINED + 1):
        sheet.set_row(row, 18)
        sheet.write_string(row, 1, name, house.style(bold=True))
        sheet.merge_range(row, 2, row, 6, words, house.style(text_wrap=True))
    return _DEFINED + len(DEFINITIONS) + 2


def _contents(sheet: Worksheet, house: House, contents: Mapping[str, str], row: int) -> None:
    sheet.write_string(row, 1, "目录", house.section())
    link = house.style(font_color=f"#{ACCENT}", underline=1)
    for place, (name, words) in enumerate(contents.items()):
        line, column = row + 1 + place // 3, 1 + 2 * (place % 3)
        sheet.write_url(line, column, f"internal:'{name}'!A1", link, name)
        sheet.write_string(line, column + 1, words, house.note())


def fill_provenance(
    sheet: Worksheet, house: House, figures: PeriodFigures, asked: Asked, sheets: Sequence[CountedSheet]
) -> None:
    """Who made it, when, from which state of which database, and each sheet's rows with their fingerprint."""
    sheet.hide_gridlines(2)
    for column, width in enumerate((20, 12, 70)):
        sheet.set_column(column, column, width)
    made = figures.read_at.astimezone(SHANGHAI)
    sheet.write_string(0, 0, "出处", house.title())
    unseen = sum(one.unseen for one in sheets)
    lines = (
        ("内容", f"健康管理服务报告 {figures.period.title}"), ("保险公司", figures.carrier), ("导出人", asked.person),
        ("导出时间", f"{made:%Y-%m-%d %H:%M:%S} 北京时间"),
        ("筛选", f"{figures.period.first_day} 至 {figures.period.last_day}，全部服务"),
        ("个人信息", secrecy(figures)), ("用途", asked.purpose or "—"), ("程序版本", asked.program),
        ("数据库封存号", figures.seal or "—"),
        ("说明", "封存号是审计链上最后一条的摘要：封存号相同，数据库的记录相同。文件的 SHA-256 在导出记录里。"),
        *((("控制字符", f"{unseen} 处不可见控制字符已换成可见符号"),) if unseen else ()),
    )  # fmt: skip
    for row, (name, words) in enumerate(lines, 2):
        sheet.write_string(row, 0, name, house.note())
        sheet.write_string(row, 1, words, house.style())
    below = len(lines) + 3
    for column, head in enumerate(("工作表", "行数", "内容指纹（SHA-256）")):
        sheet.write_string(below, column, head, house.head(ColumnKind.WHOLE if column == 1 else ColumnKind.TEXT))
    for row, one in enumerate(sheets, below + 1):
        sheet.write_string(row, 0, one.plan.name, house.style())
        sheet.write_number(row, 1, one.rows, house.style(align="right", indent=1, num_format="0"))
        sheet.write_string(row, 2, one.digest, house.style(font_color=f"#{MUTED}"))
