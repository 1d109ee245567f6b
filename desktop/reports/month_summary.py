"""The summary of the month workbook: every figure a formula over the details, the program's own number beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from desktop.casework.figures.case_rows import IN_HAND
from desktop.casework.figures.clock_rows import EXEMPT, MET, MISSED, NOT_DUE
from desktop.casework.figures.exceptions import KINDS
from desktop.casework.figures.on_time import OnTime
from desktop.casework.figures.service_rows import DONE
from desktop.casework.figures.totals import CLOCK_ORDER, FLOWS, Totals
from desktop.casework.papers import ColumnKind
from desktop.handbook.progress import HOLDER_TITLES
from desktop.handbook.vocabulary import ITEM_TITLES, SERVICE_TITLES, Item, Kind
from desktop.reports.book_formulas import Figure, adding, check, counting, share
from desktop.reports.book_house import House
from desktop.reports.counted_sheet import IN_PERIOD, Condition, CountedSheet
from desktop.reports.month_details import CLAUSE, CLOCK, KIND_TITLES, UNIT_TITLES

NAME = "服务汇总"
CHECK_COLUMN, PROGRAM_COLUMN = 12, 14
_COLUMN_OF_FLOW: Mapping[str, str] = {
    "applied": "申请", "taken_up": "受理", "accepted": "审核通过", "refused": "审核未通过", "completed": "结案",
    "cancelled": "取消",
}  # fmt: skip
_SERVICES = (*FLOWS.values(), "在办", "到期承诺", "超时", "豁免", "达成率")
_CLOCKS = ("性质", "期限", "手册条款", "到期", "达成", "超时", "豁免", "未到期", "达成率")
Sheets = Mapping[str, CountedSheet]


def column_of(head: str) -> str:
    """The letter of a column of the services' table."""
    letter: str = xl_col_to_name(1 + _SERVICES.index(head))
    return letter



class Line(NamedTuple):
    """A line of a table: its words, then its figures from column `first` on."""

    label: str
    figures: tuple[Figure, ...]
    words: tuple[str, ...] = ()
    total: bool = False


class Table(NamedTuple):
    """A table of the summary with its heads; `note` stands below the section's name."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    note: str = ""


class Placed(NamedTuple):
    """Where a table ended up: the row of its first line, and how many there are."""

    first: int
    lines: int


def tables(sheets: Sheets, totals: Totals) -> tuple[Table, ...]:
    """Services, clocks, and the single figures."""
    return (
        Table("一、各项服务", ("服务项目", *_SERVICES), tuple(_services(sheets, totals)),
              "在办为期末仍在办理；到期、超时、豁免与达成率只计手册承诺，不含内部目标"),
        Table("二、时限达成", ("服务 · 时限", *_CLOCKS), tuple(_clocks(sheets, totals)),
              "达成率 = 按时完成 ÷（到期 − 豁免）；到期仍未完成的，在到期日计为超时；分母为 0 时记为“—”"),
        Table("三、承诺超时时球在谁", ("球在谁", "次数"), tuple(_causes(sheets, totals)),
              "到期那一刻由谁处理：本台、客户、医院、专家或快递"),
        *_others(sheets, totals),
    )  # fmt: skip


def _services(sheets: Sheets, totals: Totals) -> Iterator[Line]:
    cases, due = sheets["案件明细"], sheets["时效明细"]
    for item in ITEM_TITLES:
        flows = (_flow(cases, name, totals.flows[item][name], item) for name in FLOWS)
        in_hand = counting(cases, {"项目": ITEM_TITLES[item], "期末状态": IN_HAND}, totals.in_hand[item])
        promises = _promises(due, totals.promised(item), {"项目": ITEM_TITLES[item]})
        yield Line(ITEM_TITLES[item], (*flows, in_hand, *promises))
    flows = (_flow(cases, name, sum(one[name] for one in totals.flows.values())) for name in FLOWS)
    in_hand = counting(cases, {"期末状态": IN_HAND}, totals.in_hand.total())
    yield Line("合计", (*flows, in_hand, *_promises(due, totals.promised(), {})), total=True)


def _flow(cases: CountedSheet, name: str, program: int, item: Item | None = None) -> Figure:
    chosen: dict[str, Condition] = {"项目": ITEM_TITLES[item]} if item else {}
    return counting(cases, {**chosen, _COLUMN_OF_FLOW[name]: IN_PERIOD}, program)


def _promises(due: CountedSheet, known: OnTime, chosen: Mapping[str, Condition]) -> tuple[Figure, ...]:
    wanted = {**chosen, "性质": KIND_TITLES[Kind.PROMISE]}
    counted = _states(due, known, wanted)
    return (counted["due"], counted["missed"], counted["exempt"], _rate(counted, known))


def _states(due: CountedSheet, known: OnTime, wanted: Mapping[str, Condition]) -> dict[str, Figure]:
    states = (("met", MET, known.met), ("missed", MISSED, known.missed), ("exempt", EXEMPT, known.exempt),
              ("not_yet", NOT_DUE, known.not_yet_due))  # fmt: skip
    found = {name: counting(due, {**wanted, "结果": title}, program) for name, title, program in states}
    return {"due": counting(due, wanted, known.due), **found}


def _rate(counted: Mapping[str, Figure], known: OnTime) -> Figure:
    """met / (due - exempt), from the same counts."""
    met, every, exempt = (counted[name] for name in ("met", "due", "exempt"))
    below = float(every.value) - float(exempt.value)
    value = float(met.value) / below if below else None
    return share(met.formula[1:], f"{every.formula[1:]}-{exempt.formula[1:]}", value, known.share)


def _clocks(sheets: Sheets, totals: Totals) -> Iterator[Line]:
    due = sheets["时效明细"]
    for name in sorted(CLOCK_ORDER, key=lambda one: list(Kind).index(CLOCK[one].kind)):
        clock, known = CLOCK[name], totals.on_time(name)
        service = SERVICE_TITLES[clock.items[0].service]
        kind = KIND_TITLES[clock.kind]
        counted = _states(due, known, {"时限": clock.title, "手册条款": CLAUSE[name], "性质": kind})
        limit = f"{clock.limit} {UNIT_TITLES[clock.unit]}" if clock.limit else "就诊前 1 工作日"
        yield Line(f"{service} · {clock.title}", (*counted.values(), _rate(counted, known)),
                   (kind, limit, CLAUSE[name]))  # fmt: skip


def _causes(sheets: Sheets, totals: Totals) -> Iterator[Line]:
    for name in HOLDER_TITLES.values():
        wanted = {"性质": KIND_TITLES[Kind.PROMISE], "超时原因": f"球在{name}"}
        yield Line(name, (counting(sheets["时效明细"], wanted, totals.causes[f"球在{name}"]),))


def _others(sheets: Sheets, totals: Totals) -> Iterator[Table]:
    """Small tables of one line each."""
    visits, talks, rights = sheets["门诊住院"], sheets["电话与在线"], sheets["权益使用"]
    days = list(totals.days())
    yield _one_line("四、其他数据", {
        "已完成": counting(visits, {"结果": DONE}, totals.visits.done),
        "陪诊小时": adding(visits, "陪诊时长（小时）", totals.visits.hours, ColumnKind.NUMBER),
    }, "门诊、住院与探视")  # fmt: skip
    yield _one_line("", {
        **{title: counting(sheets["MDT会诊"], {column: IN_PERIOD}, totals.consults[name])
           for title, column, name in (("会诊", "会诊", "held"), ("会诊报告", "报告", "reported"))},
        **{title: counting(sheets["解结"], {column: IN_PERIOD}, totals.readings[name])
           for title, column, name in (("资料收齐", "资料收齐", "complete"), ("阅片报告", "报告", "reported"))},
    }, "会诊与解结")  # fmt: skip
    yield _one_line("", {title: adding(talks, title, sum(getattr(day, name) for day in days))
                         for title, name in _TALKS.items()}, "电话与在线")  # fmt: skip
    yield _one_line("", {title: adding(rights, title, totals.rights[name])
                         for title, name in (("总次数", "granted"), ("已使用", "used"), ("预留", "reserved"))},
                    "权益")  # fmt: skip
    yield _one_line("", {kind: counting(sheets["异常与改进"], {"类别": kind}, totals.exceptions[kind])
                         for kind in KINDS}, "异常")  # fmt: skip


def _one_line(title: str, figures: Mapping[str, Figure], label: str) -> Table:
    return Table(title, ("", *figures), (Line(label, tuple(figures.values())),))


_TALKS = {"来电": "calls", "已接听": "taken", "10 分钟内接听": "taken_in_time", "在线提问": "questions",
          "已解答": "answered", "30 分钟内解答": "answered_in_time"}  # fmt: skip


class SummarySheet:
    """Writes the tables one below the other."""

    def __init__(self, sheet: Worksheet, house: House, row: int) -> None:
        self._sheet, self._house, self.row = sheet, house, row
        self.placed: list[Placed] = []
        self.differing = 0

    def write(self, table: Table) -> None:
        """One table: name, note, heads, lines, and the program's numbers to the right."""
        sheet, house = self._sheet, self._house
        if table.title:
            sheet.write_string(self.row, 0, table.title, house.section())
            sheet.write_string(self.row, 2, table.note, house.note())
            self.row += 1
        sheet.set_row(self.row, 26)
        self._heads(table)
        self.row += 1
        self.placed.append(Placed(self.row, len(table.lines)))
        for line in table.lines:
            self._line(line)
            self.row += 1
        self.row += 1

    def _heads(self, table: Table) -> None:
        first = table.lines[0]
        numbers = 1 + len(first.words)
        for place, head in enumerate(table.heads):
            kind = ColumnKind.WHOLE if place >= numbers else ColumnKind.TEXT
            self._sheet.write_string(self.row, place, head, self._house.head(kind))
        for place in range(len(table.heads), CHECK_COLUMN):
            self._sheet.write_blank(self.row, place, None, self._house.head())
        self._sheet.write_string(self.row, CHECK_COLUMN, "核对", self._house.head(align="center"))
        quiet = self._house.note(text_wrap=True, align="right", italic=True)
        for place, head in enumerate(table.heads[numbers:]):
            self._sheet.write_string(self.row, PROGRAM_COLUMN + place, f"程序 {head}", quiet)

    def _line(self, line: Line) -> None:
        self._label(line)
        pairs = []
        for place, figure in enumerate(line.figures):
            own = (self.row, 1 + len(line.words) + place)
            other = (self.row, PROGRAM_COLUMN + place)
            form = self._house.total(figure.kind) if line.total else self._house.body(figure.kind)
            self._sheet.write_formula(*own, figure.formula, form, figure.value)
            self._put(*other, figure)
            pairs.append((xl_rowcol_to_cell(*own), xl_rowcol_to_cell(*other)))
        formula, value = check(pairs, line.figures)
        self.differing += value != "一致"
        form = self._house.total if line.total else self._house.body
        self._sheet.write_formula(self.row, CHECK_COLUMN, formula, form(ColumnKind.TEXT, align="center"), value)

    def _label(self, line: Line) -> None:
        text = self._house.total(ColumnKind.TEXT) if line.total else self._house.body(ColumnKind.TEXT)
        for place, word in enumerate((line.label, *line.words)):
            self._sheet.write_string(self.row, place, word, text)
        for place in range(1 + len(line.words) + len(line.figures), CHECK_COLUMN):
            self._sheet.write_blank(self.row, place, None, text)

    def _put(self, row: int, column: int, figure: Figure) -> None:
        form = self._house.note(num_format=_NUMBERS[figure.kind], align="right")
        if isinstance(figure.program, str):
            self._sheet.write_string(row, column, figure.program, form)
        else:
            self._sheet.write_number(row, column, figure.program, form)


_NUMBERS = {ColumnKind.WHOLE: "0", ColumnKind.NUMBER: "0.00", ColumnKind.SHARE: "0.0%"}


def widths() -> Sequence[float]:
    """The widths of the summary's columns up to the check."""
    return (20, 8.5, 14, 18, 8, 8, 8, 8, 8, 8, 8, 8, 8)
