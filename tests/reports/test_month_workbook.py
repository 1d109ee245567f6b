"""The month workbook: formulas that come to the program's numbers, data that never become formulas, whole or not."""

import re
import shutil
import subprocess
from datetime import date
from hashlib import sha256
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from desktop.casework import audit
from desktop.casework.acting import BadInput
from desktop.casework.exporting import exports
from desktop.casework.figures.period import month, own_range
from desktop.casework.figures.reading import figures_of
from desktop.casework.paperwork import PROVIDER
from desktop.handbook.vocabulary import ITEM_TITLES, Item
from desktop.models.tables import Person, Policy
from desktop.reports import exporting
from desktop.reports.exporting import export_month
from desktop.reports.month_cover import Asked
from desktop.reports.month_details import CLOCK
from desktop.reports.month_workbook import month_workbook, sheet_names
from desktop.reports.watching import Cancelled, Watch
from tests.casework.desks import HandClock
from tests.casework.figures.busy import busy_march
from tests.casework.figures.raw import raw_clocks, raw_services
from tests.counts import tries
from tests.moulds import poured
from tests.reports.test_queue_workbook import NASTY

MARCH = month("2026-03")
STREAMED = {"案件明细", "时效明细", "门诊住院", "MDT会诊", "解结", "电话与在线", "满意度", "投诉", "权益使用", "结算",
            "异常与改进"}  # fmt: skip


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory):
    """The busy March and its workbook, for tests that only look."""
    folder = tmp_path_factory.mktemp("march")
    desk, _ = poured(folder / "desk", HandClock(), busy_march)
    path = folder / "三月.xlsx"
    export_month(desk, "林悦", MARCH, path)
    yield desk, path
    desk.store.engine.dispose()


@pytest.fixture
def desk(pour):
    """The busy March to change, on SQLite and on PostgreSQL."""
    return pour(busy_march, HandClock())[0]


def rows_of(path, name):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def formulas(path):
    """{(sheet, cell): formula}."""
    book = load_workbook(path)
    return {(sheet.title, cell.coordinate): cell.value for sheet in book.worksheets for row in sheet.iter_rows()
            for cell in row if cell.data_type == "f"}  # fmt: skip


def table(path, label):
    """The summary's table whose first head is `label`, as {line: {head: value}}."""
    rows = rows_of(path, "服务汇总")
    top = next(number for number, row in enumerate(rows) if row[0] == label)
    lines = {}
    for row in rows[top + 1 :]:
        if not row[0]:
            break
        lines[row[0]] = dict(zip(rows[top][:13], row[:13], strict=True))
    return lines


def test_every_figure_of_the_summary_is_what_the_raw_rows_say(desk, tmp_path):
    path = tmp_path / "三月.xlsx"
    export_month(desk, "林悦", MARCH, path)
    flows, clocks = raw_services(desk, *MARCH[:2]), raw_clocks(desk, *MARCH[:2])
    services = table(path, "服务项目")
    for item, title in ITEM_TITLES.items():
        line = services[title]
        for head in ("申请", "审核通过", "拒绝", "完成", "取消", "在办"):
            assert (title, head, line[head]) == (title, head, flows[title, head])
        states = {state: clocks[item.value, "promise", state] for state in ("met", "missed", "exempt")}
        due = sum(number for key, number in clocks.items() if key[:2] == (item.value, "promise"))
        assert [line["到期承诺"], line["超时"], line["豁免"]] == [due, states["missed"], states["exempt"]]
        below = due - states["exempt"]
        assert line["达成率"] == (pytest.approx(states["met"] / below) if below else "—")
    lines = table(path, "服务 · 时限")
    assert len(lines) == len(CLOCK)
    for name, clock in CLOCK.items():
        (line,) = [one for label, one in lines.items() if label.endswith(f"· {clock.title}")
                   and one["手册条款"] == _clause(name)]  # fmt: skip
        wanted = [clocks[name, "met"], clocks[name, "missed"], clocks[name, "exempt"]]
        assert [line["达成"], line["超时"], line["豁免"]] == wanted
        assert line["到期"] == sum(number for key, number in clocks.items() if key[0] == name)


def _clause(name):
    from desktop.reports.month_details import CLAUSE

    return CLAUSE[name]


def test_every_figure_is_a_formula_and_every_check_agrees(looked_at):
    _, path = looked_at
    found = formulas(path)
    book = load_workbook(path)["服务汇总"]
    kept = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("服务汇总").to_python(skip_empty_area=False)
    numbers = [(row, column) for row, line in enumerate(kept) for column, value in enumerate(line[1:12], 1)
               if isinstance(value, float)]  # fmt: skip
    assert len(numbers) > 150
    assert all(book.cell(row + 1, column + 1).data_type == "f" for row, column in numbers)
    checks = [line[12] for line in kept if line[12] not in ("", "核对")]
    assert len(checks) > 30
    assert set(checks) == {"一致"}
    assert rows_of(path, "封面")[8][2] == "全部一致"
    assert all("COUNTIFS" in formula or "SUM(" in formula for (sheet, cell), formula in found.items()
               if sheet == "服务汇总" and cell[0] in "BC" and "IF(" not in formula[:4])  # fmt: skip


def test_the_covers_key_figures_are_the_summarys(looked_at):
    _, path = looked_at
    cover, summary = (load_workbook(path, data_only=True)[name] for name in ("封面", "服务汇总"))
    found = {cell: formula for (sheet, cell), formula in formulas(path).items() if sheet == "封面" and cell[1:] == "12"}
    assert len(found) == 6
    for cell, formula in found.items():
        assert summary[formula.rpartition("!")[2]].value == cover[cell].value


def test_a_number_that_differs_from_the_details_is_shown(looked_at, tmp_path):
    desk, _ = looked_at
    path = tmp_path / "错.xlsx"
    with figures_of(desk, MARCH) as figures:
        figures.totals.flows[Item.OC]["applied"] = 1
        month_workbook(figures, Asked("林悦", "", PROVIDER), path)
    lines = table(path, "服务项目")
    assert {name for name, line in lines.items() if line["核对"] == "不一致"} == {"在线问诊", "合计"}
    assert rows_of(path, "封面")[8][2] == "2 处不一致"


def test_the_twelve_sheets_are_there_each_a_document(looked_at):
    _, path = looked_at
    book = load_workbook(path)
    assert book.sheetnames == list(sheet_names())
    assert len(book.sheetnames) == 14
    for name in STREAMED:
        sheet = book[name]
        assert sheet.freeze_panes == "B5"
        assert sheet.auto_filter.ref
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_area
    for name in book.sheetnames:
        assert "第 &P 页" in book[name].oddFooter.right.text
        assert "2026 年 3 月" in book[name].oddHeader.left.text
    assert {name for name in book.sheetnames if book[name].conditional_formatting} == {
        "服务汇总", "时效明细", "门诊住院", "案件明细", "结算",
    }  # fmt: skip
    with ZipFile(path) as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 4


def test_dates_are_dates_numbers_numbers_and_identities_text(looked_at):
    _, path = looked_at
    sheet = load_workbook(path)["时效明细"]
    heads = [cell.value for cell in sheet[4]]
    line = {head: cell for head, cell in zip(heads, sheet[5], strict=True)}
    assert line["到期"].is_date
    assert line["到期"].number_format == "yyyy-mm-dd hh:mm"
    assert line["用时"].data_type == "n"
    assert [line[head].number_format for head in ("案件号", "保单号")] == ["@", "@"]
    assert re.fullmatch(r".{4}\*{4}.{4}", line["保单号"].value)


def test_what_nobody_has_registered_is_said_honestly(looked_at):
    _, path = looked_at
    assert rows_of(path, "满意度")[4][0].startswith("本期没有登记")
    assert rows_of(path, "投诉")[4][0].startswith("本期没有登记")
    assert {row[5] for row in rows_of(path, "结算")[4:] if row[2] == "可结算"} == {"单价未设"}


def test_the_provenance_names_rows_and_fingerprints(looked_at):
    desk, path = looked_at
    lines = {row[0]: row[1:] for row in rows_of(path, "出处") if row[0]}
    assert lines["导出人"][0] == "林悦"
    assert lines["个人信息"][0] == "个人信息已脱敏"
    assert lines["数据库封存号"][0] == exports(desk)[-1].seal
    for name in STREAMED:
        shown = [row for row in rows_of(path, name)[4:] if any(row) and not str(row[0]).startswith("本期没有登记")]
        assert lines[name][0] == len(shown)
        assert len(lines[name][1]) == 64


def test_the_same_records_give_the_same_fingerprints(looked_at, tmp_path):
    desk, path = looked_at
    again = tmp_path / "again.xlsx"
    with figures_of(desk, MARCH) as figures:
        month_workbook(figures, Asked("林悦", "", PROVIDER), again)
    prints = [{row[0]: row[2] for row in rows_of(one, "出处") if row[0] in STREAMED} for one in (path, again)]
    assert prints[0] == prints[1]


@pytest.mark.rule("D-04")
def test_nothing_unmasked_leaves_without_a_purpose(looked_at, tmp_path):
    desk, _ = looked_at
    before = exports(desk)
    with pytest.raises(BadInput, match="须写明用途"):
        export_month(desk, "林悦", MARCH, tmp_path / "明.xlsx", unmasked=True, purpose="  ")
    assert exports(desk) == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.rule("D-04")
def test_every_export_is_on_the_list_with_the_rows_and_the_fingerprint_of_its_file(desk, tmp_path):
    chance = Random(26)
    for number in range(tries(3, 200)):
        first = date(2026, 3, chance.randint(1, 28))
        period, unmasked = own_range(first, date(2026, 4, chance.randint(1, 8))), chance.random() < 0.5
        path = tmp_path / f"{number}.xlsx"
        export_month(desk, "林悦", period, path, unmasked=unmasked, purpose="对账" if unmasked else "")
        entry = exports(desk)[0]
        shown = sum(len([row for row in rows_of(path, name)[4:] if any(row)]) for name in STREAMED)
        shown -= sum(str(rows_of(path, name)[4][0]).startswith("本期没有登记")
                     for name in STREAMED if len(rows_of(path, name)) > 4)  # fmt: skip
        assert (entry.rows, entry.sha256) == (shown, sha256(path.read_bytes()).hexdigest())
        assert (entry.file_name, entry.export.unmasked, entry.export.person) == (path.name, unmasked, "林悦")
    assert len(exports(desk)) == tries(3, 200)
    with desk.reading() as session:
        assert audit.first_break(session) is None


def test_nasty_texts_are_data_and_never_formulas(pour, tmp_path):
    desk, _ = pour(busy_march, HandClock())
    nasty = [text for text in NASTY if len(text) < 100]
    with desk.store.writing() as session:
        people = session.query(Person).order_by(Person.id).limit(len(nasty)).all()
        for person, text in zip(people, nasty, strict=False):
            person.name = text
            for policy in session.query(Policy).filter(Policy.insured_id == person.id):
                policy.number = f"{text}{policy.id}"[:60]
    path = tmp_path / "怪.xlsx"
    export_month(desk, "=林悦", MARCH, path, unmasked=True, purpose="=1+1")
    named = {row[2] for row in rows_of(path, "案件明细")[4:]}
    known = {text for person, text in zip(people, nasty, strict=False)}
    assert len(named & known) > 10
    assert len({unescape(str(cell.value)) for cell in load_workbook(path)["案件明细"]["C"]} & known) > 10
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        count = sum(archive.read(name).count(b"<f>") for name in names)
    plain = tmp_path / "平.xlsx"
    export_month(desk, "林悦", MARCH, plain)
    assert count == len(formulas(plain))
    assert {sheet for sheet, _ in formulas(path)} == {"封面", "服务汇总", "电话与在线", "权益使用", "结算"}


@pytest.mark.parametrize("after", [0, 1])
def test_a_cancelled_export_leaves_neither_file_nor_entry(looked_at, tmp_path, after):
    desk, _ = looked_at
    before, asked = exports(desk), iter([False] * after + [True] * 9)
    kept = tmp_path / "旧.xlsx"
    kept.write_bytes(b"before")
    with pytest.raises(Cancelled):
        export_month(desk, "林悦", MARCH, kept, watch=Watch(cancelled=lambda: next(asked)))
    assert list(tmp_path.iterdir()) == [kept]
    assert kept.read_bytes() == b"before"
    assert exports(desk) == before


def test_an_export_that_cannot_be_listed_leaves_no_file(looked_at, tmp_path, monkeypatch):
    desk, _ = looked_at

    def fail(*_words, **_more):
        raise OSError("disk full")

    monkeypatch.setattr(exporting, "record_export", fail)
    with pytest.raises(OSError, match="disk full"):
        export_month(desk, "林悦", MARCH, tmp_path / "无.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_maker_is_told_how_far_it_is(looked_at, tmp_path):
    desk, _ = looked_at
    told = []
    with figures_of(desk, MARCH) as figures:
        month_workbook(figures, Asked("林悦", "", PROVIDER), tmp_path / "一.xlsx",
                       Watch(lambda done, total: told.append((done, total))))  # fmt: skip
        assert told[-1] == (figures.expected(),) * 2


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_calculates_the_same(looked_at, tmp_path):
    """LibreOffice reckons every formula anew: what the file says they come to is taken out first."""
    _, path = looked_at
    emptied = tmp_path / "emptied.xlsx"
    with ZipFile(path) as source, ZipFile(emptied, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f>", content)
            target.writestr(name, content)
    out = tmp_path / "out"
    home = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    subprocess.run(["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(emptied)],
                   check=True, capture_output=True, timeout=300)  # fmt: skip
    reckoned, kept = out / "emptied.xlsx", 0
    for name in CalamineWorkbook.from_path(str(path)).sheet_names:
        for row, (ours, theirs) in enumerate(zip(rows_of(path, name), rows_of(reckoned, name), strict=False)):
            for column, value in enumerate(ours):
                other = theirs[column] if column < len(theirs) else ""
                same = other == pytest.approx(value, abs=1e-9) if isinstance(value, float) else other == value
                assert same, (name, row, column, value, other)
                kept += value == "一致"
    assert kept > 40
