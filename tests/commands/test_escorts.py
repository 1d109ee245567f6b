"""`escorts`: the day sheets of a day as files, a wrong day or an unknown escort in one line."""

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from desktop.__main__ import main
from desktop.casework import jobs
from desktop.commands import escorts
from desktop.commands.day_sheets import DaySheets
from desktop.handbook.moments import parse_moment
from tests.casework.desks import MANAGER, HandClock, scratch_desk
from tests.casework.escort_desks import CHEST, HUASHAN, add_escort, add_hospitals, booked


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A data folder of the test's own."""
    monkeypatch.delenv("CAREDESK_DB", raising=False)
    monkeypatch.setenv("CAREDESK_HOME", str(tmp_path / "home"))


@pytest.fixture
def desk(desk_url):
    """Two visits of 何敏 and one of 刘思远 on 25 September, on SQLite and on PostgreSQL."""
    clock = HandClock("2026-09-23 09:30")
    desk = scratch_desk(desk_url, clock)
    add_hospitals(desk)
    for name in ("何敏", "刘思远", "待命者"):
        add_escort(desk, name)
    for number, (escort, hour, hospital) in enumerate(
        (("何敏", "08", CHEST), ("何敏", "13", HUASHAN), ("刘思远", "09", HUASHAN)), 1
    ):
        assign(desk, booked(desk, f"P{number}", f"2026-09-28 {hour}:30", hospital), escort, hour)
    yield desk
    desk.store.engine.dispose()


def assign(desk, case, escort, hour):
    start = parse_moment(f"2026-09-28 {hour}:00")
    end = start.replace(hour=start.hour + 2)
    jobs.assign_escort(desk, case, MANAGER, escort=escort, from_=start, to=end)


def run(desk, capsys, folder, *words):
    parser = __import__("argparse").ArgumentParser()
    escorts.add_arguments(parser)
    code = escorts.run(parser.parse_args(["--day", "2026-09-28", "--out", str(folder), *words]), desk)
    assert code == 0
    return capsys.readouterr().out.splitlines()


def test_every_escort_of_the_day_gets_one_pdf_with_all_jobs_and_one_calendar_file(desk, capsys, tmp_path):
    told = run(desk, capsys, tmp_path / "out")
    names = [f"陪诊日程单-2026-09-28-{name}{kind}" for name in ("何敏", "刘思远") for kind in (".pdf", ".ics")]
    assert told == [str(tmp_path / "out" / name) for name in names]
    reader = PdfReader(told[0])
    assert len(reader.pages) == 2
    assert len(reader.outline) == 2
    calendar = Calendar.from_ical((tmp_path / "out" / names[1]).read_bytes())
    assert len(calendar.walk("VEVENT")) == 2


def test_one_escort_can_be_asked_for(desk, capsys, tmp_path):
    told = run(desk, capsys, tmp_path, "--escort", "刘思远")
    assert [line.rpartition("-")[2] for line in told] == ["刘思远.pdf", "刘思远.ics"]


def test_an_escort_without_work_that_day_is_told_of_and_nothing_is_written(desk, capsys, tmp_path):
    assert run(desk, capsys, tmp_path / "none", "--escort", "待命者") == ["2026-09-28 待命者没有陪诊安排"]
    assert not (tmp_path / "none").exists()


def test_an_unknown_escort_is_one_line(desk, capsys, tmp_path):
    with pytest.raises(escorts.UsageFault, match="没有陪诊人员「张三」"):
        run(desk, capsys, tmp_path, "--escort", "张三")


def test_a_day_that_is_none_is_one_line_and_exit_code_2(capsys, tmp_path):
    assert main(["escorts", "--day", "2026-9-31", "--out", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "日期「2026-9-31」应写成 2026-09-25\n"


@pytest.mark.rule("GC-08")
def test_a_change_of_escort_makes_a_new_edition_of_the_sheet(desk, tmp_path):
    sheets = DaySheets(desk)
    day = parse_moment("2026-09-28 00:00").date()
    assert [(one.escort, one.jobs) for one in sheets.offered(day)] == [("何敏", 2), ("刘思远", 1)]
    (pdf, _), folder = sheets.write(day, "刘思远", tmp_path), tmp_path
    assert "第1版" in text(pdf)
    from_other = [one for one in desk_jobs(desk) if one[1] == "刘思远"]
    assign(desk, from_other[0][0], "待命者", "09")
    assert sheets.write(day, "刘思远", folder) == ()
    assert "第2版" in text(sheets.write(day, "待命者", folder)[0])


def desk_jobs(desk):
    from desktop.casework.day_results import day_jobs

    return [(job.case_id, job.escort) for job in day_jobs(desk, parse_moment("2026-09-28 00:00").date())]


def text(path):
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)
