"""The service report of a period as a workbook: twelve sheets whose summary is formulas over their own details."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook

from desktop.casework.figures.clock_rows import EXEMPT, MISSED, NOT_DUE
from desktop.casework.figures.reading import PeriodFigures
from desktop.casework.figures.rows import ExceptionRow
from desktop.casework.figures.service_rows import LONGEST_ESCORT
from desktop.handbook.vocabulary import ITEM_TITLES
from desktop.handbook.workdays import SHANGHAI
from desktop.reports import month_details as details
from desktop.reports import month_summary as summary
from desktop.reports.book_formulas import check, counting
from desktop.reports.book_house import FIRST_ROW, HEAD_ROW, House, set_up_page
from desktop.reports.cells import Written
from desktop.reports.counted_sheet import IN_PERIOD, CountedSheet, Plan
from desktop.reports.month_charts import cause_chart, flow_chart, on_time_chart, talk_chart
from desktop.reports.month_cover import Asked, fill_cover, fill_provenance, secrecy
from desktop.reports.outfile import whole_file
from desktop.reports.watching import UNWATCHED, Watch

COVER, PROVENANCE = "封面", "出处"
_PLANS = (details.CASES, details.CLOCKS_DUE, details.VISITS, details.CONSULTS, details.READINGS, details.TALKS,
          details.SATISFACTION, details.COMPLAINTS, details.RIGHTS, details.SETTLEMENT, details.EXCEPTIONS)  # fmt: skip
_CONTENTS = {
    summary.NAME: "各服务与各时限的数字", "案件明细": "每件案件的节点时间", "时效明细": "每个到期的时限",
    "门诊住院": "就诊、入院与探视", "MDT会诊": "会诊与报告", "解结": "阅片与报告", "电话与在线": "每日的量",
    "满意度": "回访结果", "投诉": "投诉与处理", "权益使用": "总次数、已用、剩余", "结算": "可结算的数量",
    "异常与改进": "没有照常进行的事", PROVENANCE: "谁、何时、从何而来",
}  # fmt: skip
_ASK_EVERY = 100
_SUMMARY_SCALE = 74
"""Per cent at which services and clocks fill the first page; page breaks do not count where a sheet is made to fit."""

Landing = Callable[[Written], None]


def month_workbook(
    figures: PeriodFigures, asked: Asked, path: Path, watch: Watch = UNWATCHED,
    landing: Landing = lambda _written: None,
) -> Written:  # fmt: skip
    """Write the workbook, whole or not at all; `landing` is told what was written just before the file has its name.

    Raises Cancelled, TextTooLong, TooManyRows, OSError, or what `landing` raises; then no file is left.
    """
    with whole_file(path) as temporary, TemporaryDirectory(prefix="caredesk-book-") as scratch:
        rows = _fill(temporary, scratch, figures, asked, watch)
        with temporary.open("rb") as file:
            written = Written(rows, file_digest(file, "sha256").hexdigest())
        landing(written)
    return written


def _fill(path: Path, scratch: str, figures: PeriodFigures, asked: Asked, watch: Watch) -> int:
    book = Workbook(str(path), {"constant_memory": True, "tmpdir": scratch, "in_memory": False})
    done = _Book(book, figures, asked)
    done.stream(watch)
    done.rest()
    watch.ask()
    done.finish()
    book.close()
    return sum(sheet.rows for sheet in done.sheets.values())


class _Book:
    """The workbook under way."""

    def __init__(self, book: Workbook, figures: PeriodFigures, asked: Asked) -> None:
        self._book, self._figures, self._asked = book, figures, asked
        self._house = House(book)
        book.set_size(2400, 1500)
        made = figures.read_at.astimezone(SHANGHAI).replace(tzinfo=None)
        book.set_properties({"title": f"健康管理服务报告 {figures.period.title}", "author": asked.person,
                             "company": asked.provider.name, "created": made})  # fmt: skip
        self._cover, self._summary = book.add_worksheet(COVER), book.add_worksheet(summary.NAME)
        self.sheets = {plan.name: self._begin(plan) for plan in _PLANS}
        self._provenance = book.add_worksheet(PROVENANCE)
        self._unusual: list[ExceptionRow] = []
        self._differing = self._total_row = 0

    def _begin(self, plan: Plan) -> CountedSheet:
        sheet, house = self._book.add_worksheet(plan.name), self._house
        sheet.hide_gridlines(2)
        for place, column in enumerate(plan.columns):
            sheet.set_column(place, place, column.width)
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, plan.name, house.title())
        sheet.write_string(1, 0, f"{self._figures.period.title}  ·  {self._figures.carrier}", house.note())
        sheet.set_row(HEAD_ROW, 30)
        for place, column in enumerate(plan.columns):
            sheet.write_string(HEAD_ROW, place, column.title, house.head(column.kind))
        sheet.freeze_panes(FIRST_ROW, plan.frozen)
        return CountedSheet(sheet, plan, house, self._figures.period)

    def stream(self, watch: Watch) -> None:
        """The sheets that fill while the cases go by."""
        total, done = self._figures.expected(), 0
        cases = self._figures.cases()
        while chunk := list(islice(cases, _ASK_EVERY)):
            watch.ask()
            for one in chunk:
                if one is None:
                    continue
                for name, lines in details.streamed_lines(one).items():
                    for line in lines:
                        self.sheets[name].add(*line)
                self._unusual.extend(one.exceptions)
            done += len(chunk)
            watch.tell(done, max(total, done))

    def rest(self) -> None:
        """Days, rights, settlement and exceptions."""
        self._days()
        for row in self._figures.rights():
            sheet = self.sheets["权益使用"]
            sheet.add(*details.right_line(row))
            granted, used, kept = (sheet.last(title) for title in ("总次数", "已使用", "预留"))
            sheet.formula("剩余", f"={granted}-{used}-{kept}", row.granted - row.used - row.reserved)
        self._settle()
        self._unusual.extend(self._figures.exemptions())
        for unusual in sorted(self._unusual, key=lambda row: row.at):
            self.sheets["异常与改进"].add(*details.exception_line(unusual))

    def _days(self) -> None:
        sheet = self.sheets["电话与在线"]
        for row in self._figures.totals.days():
            sheet.add(*details.day_line(row))
            for title, top, below, some, every in (
                ("接通率", "已接听", "来电", row.taken, row.calls),
                ("及时率", "30 分钟内解答", "在线提问", row.answered_in_time, row.questions),
            ):
                many = sheet.last(below)
                sheet.formula(title, f'=IF({many}=0,"—",{sheet.last(top)}/{many})', some / every if every else "—")

    def _settle(self) -> None:
        sheet, cases = self.sheets["结算"], self.sheets["案件明细"]
        for row in self._figures.totals.settlement():
            event = _REASONS[row.reason]
            figure = counting(cases, {"项目": ITEM_TITLES[row.item], event: IN_PERIOD}, row.quantity)
            sheet.add(*details.settlement_line(row))
            sheet.formula("数量", figure.formula, figure.value)
            if row.billable:
                price, amount, rate = (sheet.last(one) for one in ("单价（元）", "金额（元）", "税率"))
                sheet.formula("金额（元）", f'=IF(ISNUMBER({price}),{sheet.last("数量")}*{price},"—")', "—")
                sheet.formula("税额（元）", f'=IF(AND(ISNUMBER({amount}),ISNUMBER({rate})),{amount}*{rate},"—")', "—")
            formula, value = check([(sheet.last("数量"), sheet.last("程序计数"))], [figure])
            sheet.formula("核对", formula, value)
            self._differing += value != "一致"

    def finish(self) -> None:
        """Summary, charts, cover, provenance, and what makes every sheet a document."""
        self._summarise()
        fill_cover(self._cover, self._house, self._figures, self._asked, _CONTENTS, self._differing,
                   self._total_row)  # fmt: skip
        fill_provenance(self._provenance, self._house, self._figures, self._asked, list(self.sheets.values()))
        for sheet in self.sheets.values():
            self._dress(sheet)
        for name in (COVER, summary.NAME, PROVENANCE):
            self._page(name)

    def _summarise(self) -> None:
        sheet, house, totals = self._summary, self._house, self._figures.totals
        sheet.hide_gridlines(2)
        for column, width in enumerate(summary.widths()):
            sheet.set_column(column, column, width)
        sheet.set_column(summary.PROGRAM_COLUMN - 1, summary.PROGRAM_COLUMN - 1, 3)
        sheet.set_column(summary.PROGRAM_COLUMN, summary.PROGRAM_COLUMN + 11, 8)
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, summary.NAME, house.title())
        sheet.write_string(1, 0, f"{self._figures.period.title}  ·  {self._figures.carrier}", house.note())
        sheet.write_string(1, summary.PROGRAM_COLUMN, "程序自己的计数（不打印）", house.note(italic=True))
        written = summary.SummarySheet(sheet, house, HEAD_ROW)
        for table in summary.tables(self.sheets, totals):
            written.write(table)
        self._differing += written.differing
        services, clocks, causes = written.placed[:3]
        self._total_row = services.first + services.lines - 1
        charts = (flow_chart(self._book, services, totals), on_time_chart(self._book, clocks, totals),
                  cause_chart(self._book, causes, totals))  # fmt: skip
        row = written.row
        for chart, (column, width) in zip(charts, ((0, 430), (4, 300), (9, 245)), strict=True):
            chart.set_size({"width": width, "height": 280})
            sheet.insert_chart(row, column, chart)
        sheet.set_h_pagebreaks([causes.first - 2])
        sheet.freeze_panes(HEAD_ROW, 1)
        sheet.print_area(0, 0, row + 15, summary.CHECK_COLUMN)
        wrong = house.told("missed")
        sheet.conditional_format(0, summary.CHECK_COLUMN, row, summary.CHECK_COLUMN,
                                 {"type": "cell", "criteria": "==", "value": '"不一致"', "format": wrong})  # fmt: skip

    def _dress(self, counted: CountedSheet) -> None:
        sheet, plan = counted.sheet, counted.plan
        if not counted.rows:
            sheet.write_string(FIRST_ROW, 0, plan.empty, self._house.note())
        first_row, first, last_row, last = counted.area()
        sheet.autofilter(first_row, first, last_row, last)
        sheet.repeat_rows(HEAD_ROW)
        if plan is details.TALKS:
            chart = talk_chart(self._book, counted, self._figures.totals)
            chart.set_size({"width": 560, "height": 320})
            sheet.insert_chart(HEAD_ROW, last + 2, chart)
            last += 10
        sheet.print_area(0, 0, last_row, last)
        self._page(plan.name)
        for title, value, tone in _COLOURED.get(plan.name, ()):
            column = counted.place(title)
            criteria = {"type": "cell", "criteria": ">" if isinstance(value, float) else "==",
                        "value": value if isinstance(value, float) else f'"{value}"'}  # fmt: skip
            sheet.conditional_format(FIRST_ROW, column, last_row, column,
                                     {**criteria, "format": self._house.told(tone)})  # fmt: skip

    def _page(self, name: str) -> None:
        made = self._figures.read_at.astimezone(SHANGHAI)
        left = f"健康管理服务报告  {self._figures.period.title}  {'' if name == COVER else name}".rstrip()
        sheet = self._book.get_worksheet_by_name(name)
        set_up_page(sheet, left, f"{self._asked.person}  {made:%Y-%m-%d %H:%M}", secrecy(self._figures),
                    pages=1 if name == COVER else 0, scale=_SUMMARY_SCALE if name == summary.NAME else 0)  # fmt: skip


_REASONS = {"": "服务完成", "审核未通过": "审核未通过", "已取消": "取消", "未服务结案": "未服务结案"}
_COLOURED = {
    "时效明细": (("结果", MISSED, "missed"), ("结果", EXEMPT, "exempt"), ("结果", NOT_DUE, "quiet")),
    "门诊住院": (("陪诊时长（小时）", LONGEST_ESCORT, "warn"), ("结果", "客户未到", "warn"), ("结果", "中断", "warn")),
    "案件明细": (("期末状态", "审核未通过", "warn"), ("期末状态", "未服务结案", "warn"),
                 ("期末状态", "已取消", "quiet")),
    "结算": (("是否结算", "不可结算", "quiet"), ("核对", "不一致", "missed")),
}  # fmt: skip


def sheet_names() -> Iterator[str]:
    """The workbook's sheets in their order."""
    yield from (COVER, *_CONTENTS)
