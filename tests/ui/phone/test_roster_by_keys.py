"""The duty roster by keys: a gap is filled, a stretch changed and removed, the unfit refused, all taken back."""

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QDesktopServices

from desktop.casework.phone.lanes import caption_of, lanes_of, merged
from desktop.casework.phone.phone_desk import PhoneDesk
from desktop.handbook.duty import Gap
from desktop.handbook.moments import parse_moment
from desktop.ui.phone.duty_page import DutyPage
from tests.casework.desks import MANAGER
from tests.casework.phone.ward import doctor, hired, stretch
from tests.reports.reading import text_of
from tests.ui.mdt.conftest import write
from tests.ui.picture import count, shown

NOON = parse_moment("2026-03-02 12:00"), parse_moment("2026-03-03 12:00")


@pytest.fixture
def roster(window, page, keys, rest):
    """The week, opened by E from the page."""
    assert page.duty.warning() == "明天 02:00–12:00 全科只有 1 人，少于最低 2 人"
    keys("E")
    rest()
    assert isinstance(window.whole, DutyPage)
    return window.whole


def choose_doctor(roster, name):
    combo = roster.form.fields["doctor"].combo
    combo.setCurrentIndex(next(at for at in range(combo.count()) if combo.itemText(at).startswith(name)))


def stretches(desk):
    return [(one.doctor, f"{one.start:%d %H}", f"{one.end:%d %H}") for one in PhoneDesk(desk, "x").roster(*NOON).duties]


@pytest.mark.rule("PD-02")
def test_the_next_gap_is_filled_by_e_and_taken_back(window, roster, keys, rest, filled):
    keys("E")
    choose_doctor(roster, "韦清")
    keys("Ctrl+Return")
    rest()
    assert ("韦清", "03 02", "03 12") in stretches(filled[0])
    assert not roster.form.isVisible()
    window.desk.trigger("undo")
    rest()
    assert ("韦清", "03 02", "03 12") not in stretches(filled[0])


@pytest.mark.rule("PD-03")
def test_the_unfit_are_refused_in_the_form_with_what_they_lack(roster, keys, rest, filled):
    before = stretches(filled[0])
    keys("E")
    choose_doctor(roster, "毕宇")
    keys("Ctrl+Return")
    rest()
    assert roster.form.isVisible()
    assert roster.form.trouble == "毕宇不能接听：职称低于主治医师"
    assert stretches(filled[0]) == before
    _, watch = shown(roster.list)
    assert {"符合接听资格", "职称低于主治医师"} <= watch.texts


def test_nobody_is_put_in_two_places(roster, keys, rest):
    keys("E")
    choose_doctor(roster, "陆远")
    keys("Ctrl+Return")
    rest()
    assert "同一时间不能排两处" in roster.form.trouble
    keys("Esc")
    assert not roster.form.isVisible()


def test_a_stretch_is_changed_by_enter_and_removed_by_delete(roster, keys, rest, filled):
    place = next(at for at, one in enumerate(roster.grid.blocks) if not isinstance(one, Gap) and one.doctor == "韦清")
    roster.grid.step(place - roster.grid.at)
    keys("Return")
    roster.form.fields["end"].setFocus()
    roster.form.fields["end"].edit.selectAll()
    write("3-3 4:00")
    keys("Ctrl+Return")
    rest()
    assert ("韦清", "02 12", "03 04") in stretches(filled[0])
    keys("Delete")
    rest()
    assert [one[0] for one in stretches(filled[0])] == ["陆远"]


def test_arrows_walk_in_time_and_weeks_are_turned(roster, keys, rest):
    grid = roster.grid
    grid.step(-len(grid.blocks))
    assert isinstance(grid.current, Gap)
    keys("Right")
    assert grid.current.start.date().isoformat() == "2026-03-03"
    keys("Left", "Down")
    assert "到" in grid.accessibleName()
    keys("]")
    rest()
    assert f"{roster.start:%m-%d}" == "03-09"
    assert [type(one) for one in grid.blocks] == [Gap]
    keys("H")
    rest()
    assert f"{roster.start:%m-%d}" == "03-02"


def test_gaps_are_dashed_in_their_own_colour_and_said(roster):
    image, watch = shown(roster.grid)
    assert "缺 1 人" in watch.texts
    assert count(image, "soon_bg") > 2000
    assert "少于最低 2 人" in roster.head.words


def test_a_doctor_is_entered(roster, keys, rest):
    keys("N")
    fields = roster.staff.form.fields
    write("方哲")
    for name, value in (("title", "主治医师"), ("hospital_grade", "二级甲等"), ("departments", ["全科", "儿科"])):
        fields[name].set_value(value)
    fields["hospital"].setFocus()
    write("示例第二医院")
    fields["years"].setFocus()
    write("3")
    keys("Ctrl+Return")
    rest()
    card = next(one for one in roster.doctors if one.name == "方哲")
    assert (card.departments, card.unfit, card.active) == (("全科", "儿科"), "", True)


def enter_doctor(roster, keys, name):
    """F6 to the doctors, down to one, Enter."""
    roster.grid.setFocus()
    keys("F6")
    assert roster.list.hasFocus()
    place = next(at for at, one in enumerate(roster.doctors) if one.name == name)
    keys(*("J",) * (place - roster.list.at), "Return")
    assert roster.staff.form.isVisible()
    return roster.staff.form.fields


def test_a_doctor_is_changed_by_enter_and_taken_back(window, roster, keys, rest):
    fields = enter_doctor(roster, keys, "毕宇")
    assert (fields["years"].edit.text(), roster.staff.form.trouble) == ("6", "毕宇不能接听：职称低于主治医师")
    for name, value in (("title", "主治医师"), ("years", "2.5"), ("phone", "13800004409"), ("departments", ["内科"])):
        fields[name].set_value(value)
    keys("Ctrl+Return")
    rest()
    (card,) = (one for one in roster.doctors if one.name == "毕宇")
    assert (card.unfit, card.phone, card.departments, card.given["years"]) == ("", "13800004409", ("内科",), 2.5)
    window.desk.trigger("undo")
    rest()
    (card,) = (one for one in roster.doctors if one.name == "毕宇")
    assert (card.title, card.departments) == ("住院医师", ("全科",))


@pytest.mark.rule("PD-03")
def test_who_has_stretches_ahead_is_not_put_out_of_service(roster, keys, rest):
    fields = enter_doctor(roster, keys, "陆远")
    fields["active"].set_value(False)
    keys("Ctrl+Return")
    rest()
    assert roster.staff.form.trouble == "陆远停用后不能值班；还有 1 班没有值完（最早 3月2日 周一 12:00），先换人或移除"
    assert next(one for one in roster.doctors if one.name == "陆远").active


@pytest.mark.rule("PD-02")
def test_the_least_number_of_doctors_is_set_in_words_and_taken_back(window, roster, keys, rest):
    keys("M")
    rest()
    form = roster.staff.least_form
    assert form.fields["全科"].edit.text() == "2"
    form.fields["儿科"].set_value("8-20")
    keys("Ctrl+Return")
    assert "儿科写成 2（全天）或 8-20 2" in form.trouble
    form.fields["全科"].set_value("1")
    form.fields["儿科"].edit.selectAll()
    write("20-8 1")
    keys("Ctrl+Return")
    rest()
    assert not form.isVisible()
    lacking = [gap for gap in roster.grid.roster.gaps if f"{gap.start:%d %H}" == "02 20"]
    assert [gap.department for gap in lacking] == ["儿科"]
    keys("M")
    rest()
    assert form.fields["儿科"].edit.text() == "0-8 1，20-24 1"
    keys("Esc")
    window.desk.trigger("undo")
    rest()
    assert {gap.department for gap in roster.grid.roster.gaps} == {"全科"}


@pytest.mark.usefixtures("roster")
def test_the_week_is_a_workbook_with_its_gaps(keys, rest, tmp_path):
    keys("X")
    rest()
    (path,) = (tmp_path / "home").rglob("*.xlsx")
    sheet = load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[3] for row in rows if row[3]] == ["陆远", "韦清"]
    assert next(row[6] for row in rows if row[6]) == "只有 0 人，少于最低 2 人"


@pytest.mark.usefixtures("roster")
def test_ctrl_p_prints_the_week(keys, rest, tmp_path, monkeypatch):
    shown_files = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown_files.append(url.toLocalFile()))
    keys("Ctrl+P")
    rest()
    (path,) = (tmp_path / "home").rglob("*.pdf")
    assert shown_files == [str(path)]
    assert "陆远" in text_of(path.read_bytes())


def test_lanes_hold_no_two_blocks_at_once_and_departments_share_them(filled):
    phone = PhoneDesk(filled[0], MANAGER.person)
    three = hired(phone, doctor("温岚"), doctor("严诚"), doctor("苏宁"))
    spans = (("12", "22", "妇产科"), ("22", "23", "皮肤科"), ("12", "23", "儿科"))
    for card, (start, end, department) in zip(three, spans, strict=True):
        phone.save_duty(stretch(card, f"2026-03-02 {start}:00", f"2026-03-02 {end}:00", department))
    lanes = lanes_of(phone.roster(*NOON))
    assert [lane.department for lane in lanes] == ["全科", "全科", "皮肤科", "儿科", "妇产科"]
    assert [caption_of(one) for one in lanes[1].blocks] == ["韦清 12:00–02:00", "缺 1 人"]
    assert [lane.department for lane in merged(lanes, 4)] == ["全科", "全科", "皮肤科·妇产科", "儿科"]
