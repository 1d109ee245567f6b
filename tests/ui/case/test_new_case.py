"""登记新案件: recognised, checked while typed, refused with ways on, and saved by keys alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.casework.drafts import ApplicationDraft, CheckLine
from desktop.casework.rows import Done
from desktop.faults import InputFault
from desktop.handbook.vocabulary import Item
from desktop.ui import text
from desktop.ui.case.new_case_page import NewCasePage
from tests.ui.case.sample_parts import refused
from tests.ui.case.test_paste import ID

Key = Qt.Key
NONE, CTRL, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier
CLIP = f"姓名：罗思英 证件号 {ID} 手机 13712346402 保单号 660812349031 申请编号：W2609230417"


@pytest.fixture
def page(cases, worker, window, settle) -> NewCasePage:
    """The page, begun and at rest."""
    made = NewCasePage(cases, worker, None, window)
    made.setGeometry(0, 0, 1244, 900)
    made.show()
    made.begin(ApplicationDraft())
    settle()
    return made


@pytest.fixture
def hit(page, settle) -> Callable[..., None]:
    """Press a key on what has the keyboard, wait for the live check."""

    def _hit(key, held=NONE) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, held)
        page.look()
        settle()

    return _hit


@pytest.fixture
def fill(page, hit) -> Callable[[], None]:
    """Paste an application and choose entrance and item."""

    def _fill(digit=Key.Key_1) -> None:
        QApplication.clipboard().setText(CLIP)
        hit(Key.Key_V, CTRL)
        page.form.fields["entrance"].set_value("wechat")
        hit(digit, ALT)

    return _fill


@pytest.mark.parametrize(
    ("rule", "stop", "named"),
    [("G-04", "policy", "保单号"), ("D-03", "request_no", "申请编号"), ("G-08", "", "服务项目")],
)
def test_f8_goes_where_the_rule_refuses_and_the_foot_names_it(page, fill, cases, settle, rule, stop, named):
    fill()
    cases.answers.append(refused((rule, "不行")))
    page.submit()
    settle()
    there = page.form.fields[stop].control if stop else page.form.tiles
    assert QApplication.focusWidget() is there
    assert page.card.foot.words == f"1 条规则不允许登记：{named}"
    page.form.fields["city"].control.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_F8)
    assert QApplication.focusWidget() is there


def test_what_cannot_be_right_is_named_and_has_the_keyboard(page, fill, cases, settle):
    fill()
    cases.answers.append(InputFault("保单生效日晚于保单终止日，保单号也请看看"))
    page.submit()
    settle()
    assert page.strip.title == "请核对「保单号」"
    assert QApplication.focusWidget() is page.form.fields["policy"].control


def test_tab_goes_round_inside_the_form(page, window):
    outside = QLineEdit(window)
    outside.show()
    seen = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert all(page.isAncestorOf(one) for one in seen)
    assert {page.form.fields["phone"].control, page.card.foot.save} <= set(seen)


def test_one_paste_fills_five_fields_even_from_inside_a_field(page, fill):
    fill()
    draft = page.form.draft()
    assert (draft.insured, draft.phone, draft.policy) == ("罗思英", "13712346402", "660812349031")
    assert (draft.id_number, draft.request_no, draft.id_type) == (ID, "W2609230417", "身份证")
    assert len(page.form.paste.found) == 5


def test_a_paste_of_one_thing_stays_in_its_field(page, hit):
    QApplication.clipboard().setText("仁济医院")
    page.form.tiles.pick(0)
    page.form.fields["hospital"].edit.setFocus()
    hit(Key.Key_V, CTRL)
    assert page.form.fields["hospital"].value() == "仁济医院"


def test_ones_own_entry_can_be_read_over_while_the_form_is_open(page, fill):
    fill()
    page.form.tiles.setFocus()
    shown = [page.form.fields[name].edit.text() for name in ("insured", "id_number", "phone", "policy")]
    assert shown == ["罗思英", ID, "13712346402", "660812349031"]


def test_what_the_program_filled_in_is_masked_until_the_keyboard_comes(page):
    draft = ApplicationDraft(insured="罗思英", id_number=ID, phone="13712346402", policy="660812349031")
    page.begin(draft)
    page.form.tiles.setFocus()
    shown = {name: page.form.fields[name].edit.text() for name in ("insured", "id_number", "phone", "policy")}
    assert shown == {
        "insured": "罗*英", "id_number": f"3101**********{ID[-4:]}", "phone": "137****6402", "policy": "6608****9031",
    }  # fmt: skip
    page.form.fields["phone"].edit.setFocus()
    assert page.form.fields["phone"].edit.text() == "13712346402"


def test_a_known_policy_fills_in_what_is_missing(page, settle):
    page.form.fields["policy"].set_value("660812349031")
    page.look()
    settle()
    assert page.form.fields["insured"].edit.placeholderText() == "罗*英"
    assert "姓名" not in [gap.accessibleName() for gap in page.gaps()]
    assert page.form.draft().insured == ""


@pytest.mark.rule("G-03")
def test_an_unknown_policy_asks_for_plan_and_dates(page, settle, fill):
    fill()
    page.form.fields["policy"].set_value("660800001111")
    page.look()
    settle()
    assert [field.label for field in page.form.leaves()][7:10] == ["计划", "保单生效日", "保单终止日"]
    assert "计划" in [gap.label for gap in page.gaps()]


@pytest.mark.parametrize(
    ("digit", "item", "asked"),
    [
        (Key.Key_1, Item.OUTPATIENT, "希望科室"), (Key.Key_2, Item.INPATIENT, "住院证日期"),
        (Key.Key_3, Item.VISIT, "所属住院"),
        (Key.Key_4, Item.MD, "病种"), (Key.Key_5, Item.ND, "结节部位"), (Key.Key_6, Item.OC, "客户原话"),
        (Key.Key_7, Item.PD, "客户原话"),
    ],
)  # fmt: skip
def test_alt_and_a_digit_choose_the_item_which_asks_for_its_own(page, hit, digit, item, asked):
    hit(digit, ALT)
    assert page.form.draft().item is item
    assert asked in [field.label for field in page.form.leaves()]


@pytest.mark.parametrize("digit", [Key.Key_1, Key.Key_2, Key.Key_3])
def test_every_green_channel_item_asks_for_the_wish_about_the_escort_and_a_digit_answers(page, hit, digit):
    hit(digit, ALT)
    field = page.form.fields["escort_sex"]
    assert field in page.form.leaves()
    assert page.form.draft().escort_sex == ""
    field.setFocus()
    hit(Key.Key_2)
    assert page.form.draft().escort_sex == "女"
    hit(Key.Key_4, ALT)
    assert page.form.draft().escort_sex == ""


@pytest.mark.rule("ND-09")
def test_a_nodule_reading_cannot_name_a_hospital(page, hit):
    hit(Key.Key_5, ALT)
    assert "希望医院" not in [field.label for field in page.form.leaves()]


@pytest.mark.rule("GC-13")
def test_a_refusal_quotes_the_clause_and_offers_ways_on(page, fill):
    fill(Key.Key_2)
    card = page.form.refusal
    assert not card.isHidden()
    assert "如客户没有住院凭证" in card.accessibleName()
    assert "GC-13" in card.accessibleName()
    assert [button.text() for button in card.buttons()] == ["改为专家门诊", "补住院凭证"]
    card.buttons()[1].click()
    assert QApplication.focusWidget() is page.form.fields["certificate_on"].control
    card.buttons()[0].click()
    assert page.form.draft().item is Item.OUTPATIENT


@pytest.mark.rule("GC-13")
def test_what_the_rule_asks_for_counts_as_missing_until_it_is_there(page, fill, settle):
    fill(Key.Key_2)
    assert page.card.foot.words == "还差 2 项：住院证开具医院、住院证日期"
    assert not page.card.foot.submit.isEnabled()
    page.form.fields["certificate_hospital"].set_value("仁济医院")
    page.form.fields["certificate_on"].edit.setText("9-21")
    page.form.fields["certificate_on"].edited()
    page.look()
    settle()
    assert page.card.foot.words == ""
    assert page.card.foot.submit.isEnabled()


@pytest.mark.rule("D-03")
def test_an_item_under_way_leads_to_its_case(page, fill):
    opened = []
    page.open_wanted.connect(opened.append)
    fill(Key.Key_4)
    page.form.refusal.buttons()[0].click()
    assert opened == [31]


def test_alt_o_opens_the_likeliest_duplicate(page, fill, hit):
    opened = []
    page.open_wanted.connect(opened.append)
    fill()
    hit(Key.Key_O, ALT)
    assert opened == [31]


def test_f8_walks_what_is_missing(page, hit):
    page.form.fields["insured"].control.setFocus()
    names = []
    for _ in range(6):
        hit(Key.Key_F8)
        names.append(QApplication.focusWidget().accessibleName())
    assert names == ["证件号", "手机", "保单号", "入口", "服务项目", "姓名"]


def test_a_number_that_cannot_be_right_is_marked_when_the_keyboard_left_it(page, settle):
    page.form.fields["id_number"].set_value("31010119790823204")
    page.form.fields["phone"].set_value("137123")
    page.form.tiles.setFocus()
    page.look()
    settle()
    assert "18 位" in page.form.fields["id_number"].fault
    assert "11 位" in page.form.fields["phone"].fault
    assert page.form.fields["id_number"] in page.gaps()


def test_leaving_a_field_tells_what_cannot_be_right_in_a_whole_sentence(page):
    for name, wrong, said in (
        ("id_number", ID[:-1] + ("1" if ID[-1] != "1" else "2"), "证件号码的校验码不对，请对照证件逐位核对"),
        ("policy", "66-08!", "保单号应为 8 至 32 位字母或数字，请对照保单核对"),
    ):
        control = page.form.fields[name].control
        control.setFocus()
        QTest.keyClicks(control, wrong)
        page.form.tiles.setFocus()
        assert page.form.fields[name].fault == said
        assert said in page.strip.detail
        control.setFocus()
        control.selectAll()
        QTest.keyClicks(control, ID if name == "id_number" else "A6608-12349031")
        page.form.tiles.setFocus()
        assert page.strip.isHidden()


@pytest.mark.rule("D-06")
@pytest.mark.parametrize(("name", "item"), [("happened", Key.Key_1), ("certificate_on", Key.Key_2)])
def test_a_date_that_cannot_be_read_is_never_taken_for_none(page, cases, fill, hit, settle, name, item):
    fill(item)
    field = page.form.fields[name]
    field.control.setFocus()
    field.edit.clear()
    QTest.keyClicks(field.edit, "9/31 abc")
    hit(Key.Key_Return, CTRL)
    assert not cases.applied
    assert field.label in page.card.foot.words
    page.form.tiles.setFocus()
    page.look()
    settle()
    assert field.fault == f"{field.label}「9/31 abc」看不懂"
    assert field.fault in page.strip.detail
    assert page.form.draft().insured == "罗思英"
    assert field.edit.text() == "9/31 abc"
    field.control.setFocus()
    field.edit.selectAll()
    hit(Key.Key_Delete)
    hit(Key.Key_Return, CTRL)
    assert page.strip.isHidden()
    assert len(cases.applied) == (item == Key.Key_1)


def test_ctrl_enter_registers_once_and_says_so(page, cases, fill, hit):
    done, told = [], []
    page.registered.connect(lambda *what: done.append(what))
    page.told.connect(told.append)
    fill()
    hit(Key.Key_Return, CTRL)
    assert len(cases.applied) == 1
    assert cases.applied[0].entrance == "wechat"
    assert done == [(Done(50, 1, "GT-260923-021", (), (50,)), False)]
    assert told == ["已登记 GT-260923-021"]


def test_ctrl_shift_enter_registers_and_begins_the_next_with_the_same_entrance(page, cases, fill, hit):
    fill()
    hit(Key.Key_Return, BOTH)
    assert len(cases.applied) == 1
    assert page.form.draft() == ApplicationDraft(entrance="wechat")


def test_nothing_is_registered_while_something_is_missing(page, cases, hit):
    hit(Key.Key_Return, CTRL)
    assert not cases.applied
    assert page.card.foot.words.startswith("还差 6 项")


@pytest.mark.rule("D-06")
def test_a_late_application_is_asked_for_its_reason(page, cases, fill, hit):
    fill()
    cases.answers.append(refused(("D-06", "晚于次一工作日录入，须写明理由")))
    hit(Key.Key_Return, CTRL)
    assert "补录理由" in page.card.foot.words
    page.form.fields["late_reason"].set_value("昨日系统维护")
    page.form.fields["late_reason"].edited()
    hit(Key.Key_Return, CTRL)
    assert cases.applied[-1].late_reason == "昨日系统维护"


def test_bad_input_and_a_fault_leave_everything_typed(page, cases, fill, hit):
    fill()
    cases.answers += [InputFault("保单终止日早于生效日"), OSError("共享库没有回应")]
    hit(Key.Key_Return, CTRL)
    assert page.strip.detail == "保单终止日早于生效日"
    hit(Key.Key_Return, CTRL)
    assert page.strip.detail == "共享库没有回应；填好的都还在"
    assert page.form.draft().insured == "罗思英"


def test_a_repeated_registration_is_the_same_command(cases, fill, hit):
    ids = []
    apply = cases.apply
    cases.apply = lambda draft, command_id="": (ids.append(command_id), apply(draft, command_id))[1]
    fill()
    cases.answers.append(OSError("共享库没有回应"))
    hit(Key.Key_Return, CTRL)
    hit(Key.Key_Return, CTRL)
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_the_heads_time_moves_with_the_clock_and_keeps_what_it_says_of_the_draft(page, cases):
    page.say_title("14:20")
    cases.pass_time(minutes=7)
    page.tick(cases.now())
    assert f"{cases.now():%H:%M}" in page.title.accessibleName()
    assert "草稿已存 14:20" in page.title.accessibleName()


def test_a_draft_is_kept_and_comes_back(page, cases, fill, hit, settle):
    fill(Key.Key_2)
    hit(Key.Key_S, CTRL)
    assert cases.shelf.item is Item.INPATIENT
    page.begin()
    settle()
    assert page.form.draft().insured == "罗思英"
    assert page.form.draft().item is Item.INPATIENT


def test_registering_forgets_the_kept_draft(cases, fill, hit):
    fill()
    hit(Key.Key_S, CTRL)
    hit(Key.Key_Return, CTRL)
    assert cases.shelf is None


def test_the_live_check_waits_for_a_pause_in_typing_and_asks_once(page, cases, qtbot):
    page.form.fields["policy"].edit.setFocus()
    cases.calls.clear()
    qtbot.keyClicks(page.form.fields["policy"].edit, "66081234")
    assert not cases.calls["check_application"]
    qtbot.waitUntil(lambda: cases.calls["check_application"] == 1, timeout=2000)


@pytest.mark.rule("G-02")
def test_an_applicant_who_is_not_the_insured_is_told_apart(page):
    page.form.fields["by"].box.click()
    assert page.form.draft().by == "other"


def test_the_foot_names_remarks_and_still_registers(page, fill):
    fill()
    foot = page.card.foot
    page.registrar.checked.emit(
        replace(page.check, findings=(), lines=(CheckLine("", "手机与档案不同", "", "warned"),))
    )
    assert (foot.words, foot.ready(), foot.submit.isEnabled()) == ("", "可以登记 · 1 条提醒，请先核对", True)


def test_the_illness_is_picked_by_pinyin_and_pinyin_alone_is_a_gap(page, fill, settle):
    fill()
    field = page.form.fields["illness"]
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "exzl")
    QTest.keyClick(field.edit, Key.Key_Down)
    settle()
    QTest.keyClick(field.edit, Key.Key_Return)
    assert page.form.draft().illness == "恶性肿瘤——重度"
    field.set_value("feiai")
    page.form.fields["hospital"].edit.setFocus()
    page.look()
    settle()
    assert "拼音只用来查找" in field.fault
    assert "病种" in page.card.foot.words or page.form.fields["illness"] in page.gaps()
    field.set_value("肺癌")
    page.look()
    settle()
    assert (field.fault, page.form.draft().illness) == ("", "肺癌")


def test_a_day_is_read_back_with_make_up_and_holiday(page):
    field = page.form.fields["certificate_on"]
    QTest.keyClicks(field.edit, "2026-10-10")
    assert field.hint == "10月10日 周六·补班"
    field.edit.clear()
    QTest.keyClicks(field.edit, "2026-10-01")
    assert field.hint == "10月1日 周四·国庆节假期"


@pytest.mark.parametrize(("wide", "high"), [(1010, 700), (1170, 768), (1244, 900)])
def test_nothing_that_must_be_read_is_cut(page, fill, wide, high):
    fill(Key.Key_2)
    page.setGeometry(0, 0, wide, high)
    QApplication.processEvents()
    with text.watching() as watch:
        page.grab()
    assert not watch.broken
    assert not {words for words in watch.cut if words.startswith("还差")}


def test_every_input_has_an_accessible_name(page, hit):
    hit(Key.Key_2, ALT)
    inputs = page.findChildren(QLineEdit) + page.findChildren(QPlainTextEdit)
    focusable = [one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [one for one in (*inputs, *focusable) if not one.accessibleName() and one.isVisible()] == []
