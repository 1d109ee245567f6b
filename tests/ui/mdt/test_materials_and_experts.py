"""Materials, times and experts are taken care of by single keys, each of them one record of the case."""

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.casework import consultation
from desktop.casework.consulting.experts import add_expert
from desktop.casework.consulting.rows import ExpertDraft
from desktop.casework.rows import Done
from desktop.handbook.moments import parse_moment
from desktop.handbook.vocabulary import Item
from desktop.models.tables import Hospital, Record
from desktop.ui.screens import settle
from tests.casework.booked import add_customer
from tests.casework.desks import MANAGER, open_case
from tests.casework.journeys import consulted, done
from tests.ui.calendar.conftest import Keyboard
from tests.ui.mdt.conftest import write


def last(desk, case, verb):
    """The details of the last record of a verb."""
    with desk.reading() as session:
        wanted = select(Record).where(Record.case_id == case, Record.verb == verb).order_by(Record.seq.desc())
        return session.scalars(wanted).first().details


def enter(window):
    """Open the first consultation of the list."""
    window.desk.trigger("down")
    window.desk.trigger("open")
    settle(window, 2)
    return window.whole


def pick(page, key):
    """Put the cursor on a material."""
    page.materials.setFocus()
    page.materials.list.go(next(place for place, one in enumerate(page.sheet.materials) if one.key == key))


@pytest.mark.rule("MD-02")
def test_digits_say_what_is_wrong_and_the_same_digit_takes_it_back(keys, page, rest, real_desk, case):
    pick(page, "id")
    keys("2")
    rest()
    assert last(real_desk, case, "check_material")["problem"] == "missing_pages"
    assert page.sheet.problems == 1
    keys("2")
    rest()
    assert last(real_desk, case, "check_material").get("problem", "") == ""
    assert page.sheet.problems == 0
    assert page.materials.list.line.state == "received"


def test_a_digit_keeps_what_was_known_of_the_material(keys, page, rest, real_desk, case):
    done(consultation.check_material(real_desk, case, MANAGER, item="summary", form="copy", hospital="北京协和医院",
                                     dated=parse_moment("2026-02-11 00:00").date(), note="传真件"))  # fmt: skip
    page.load()
    rest()
    pick(page, "summary")
    keys("1")
    rest()
    kept = last(real_desk, case, "check_material")
    assert (kept["hospital"], kept["dated"]) == ("北京协和医院", "2026-02-11")
    assert (kept["note"], kept["form"]) == ("传真件", "copy")
    assert kept["problem"] == "blurred"


@pytest.mark.rule("MD-10")
def test_space_ticks_and_zero_makes_an_original_that_has_to_go_back(keys, page, rest, real_desk, case):
    pick(page, "pathology")
    keys("Space")
    rest()
    assert last(real_desk, case, "check_material")["state"] == "received"
    keys("0")
    rest()
    assert last(real_desk, case, "check_material")["form"] == "original"
    assert page.sheet.originals == ("病理报告（含免疫组化）",)
    keys("R")
    rest()
    assert page.runner.sheet.errand.form.verb == "return_originals"


def test_m_asks_for_everything_that_is_missing_in_one_text(keys, page):
    pick(page, "id")
    keys("M")
    box = page.deeds.ask_box
    assert box.isVisible()
    assert box.edit.toPlainText().count("；") == len(page.sheet.to_ask) - 1
    keys("Ctrl+Return")
    assert QApplication.clipboard().text().startswith("您好，您的服务资料还需补充：1 身份证正反面")


def test_letters_and_digits_stay_letters_in_the_report(keys, page, rest):
    keys("F8")
    write("2my0")
    rest()
    assert page.editor.views["J"].fields["not_advised"].value() == "2my0"
    assert page.sheet.problems == 0
    assert page.deeds.ask_box is None


def directory(desk):
    """Three experts in two houses."""
    with desk.store.writing() as session:
        session.add_all([Hospital(name=name, city="上海", grade="三级甲等") for name in ("申江肿瘤医院", "华亭医院")])
    for name, specialty, hospital in (("梁启", "介入科", "申江肿瘤医院"), ("顾平", "肿瘤科", "华亭医院"),
                                      ("蒋岚", "影像科", "华亭医院")):  # fmt: skip
        assert isinstance(add_expert(desk, MANAGER, ExpertDraft(name, hospital, "主任医师", specialty, "上海")), Done)


@pytest.mark.rule("MD-04")
@pytest.mark.rule("MD-05")
def test_y_offers_the_best_expert_first_and_enter_invites(keys, page, rest, real_desk, case):
    directory(real_desk)
    page.plan.setFocus()
    keys("Y")
    rest()
    box = page.deeds.invite_box
    assert box.rows[0].card.name == "顾平"
    assert "方案所需专科" in box.rows[0].reasons
    write("jrk")
    assert [one.card.name for one in box.rows] == ["梁启"]
    keys("Return")
    rest()
    assert last(real_desk, case, "book_expert")["name"] == "梁启"
    assert [one.number for one in page.sheet.experts] == [1, 2, 3, 4]
    assert "opinions" in page.editor.writing.content
    assert [row["name"] for row in page.editor.writing.content["opinions"]][-1] == "梁启"


@pytest.mark.rule("MD-04")
def test_space_on_a_party_confirms_the_proposed_time(open_window, real_desk):
    case = consulted(real_desk, add_customer(real_desk, "P-2", "何建华"))
    done(consultation.propose_time(real_desk, case, MANAGER, meets_at=parse_moment("2026-03-05 14:00")))
    window = open_window()
    keys, page = Keyboard(window), enter(window)
    page.plan.setFocus()
    keys("Space", "Right", "Down")
    settle(window, 2)
    assert page.sheet.proposal.customer is True
    keys("Space")
    settle(window, 2)
    assert last(real_desk, case, "confirm_time")["who"] == ["专家0"]
    assert page.sheet.experts[0].confirmed
    keys("U")
    settle(window, 2)
    assert [one.name for one in page.sheet.experts] == ["专家1", "专家2"]
    assert not page.sheet.enough
    assert page.sheet.verdict == "专科 2，一般不少于 3·写明理由"


@pytest.mark.rule("MD-01")
def test_before_its_review_a_consultation_opens_the_review_with_the_exclusions(open_window, real_desk):
    open_case(real_desk, add_customer(real_desk, "P-1", "何建华"), Item.MD)
    window = open_window()
    window.desk.trigger("down")
    window.desk.trigger("open")
    settle(window, 2)
    review = window.body.page()
    assert review.sheet.view.item is Item.MD
    assert review.isVisible()
    form = review.findings.form
    proof = {"diagnosed_on": parse_moment("2026-02-01 00:00").date(), "hospital_grade": "三级甲等", "public": True}
    tumour = {"name": "恶性肿瘤——重度", "icdo3": 3, "pathology": True}
    form.fill({**tumour, "icd10": "C73"}, proof)
    form.changed.emit()
    assert [leaf.label for leaf in form.gaps()] == ["分期"]
    assert review.proposed == "more_material"
    form.fill({**tumour, "icd10": "C22.0"}, proof)
    form.changed.emit()
    assert form.gaps() == []
    assert review.proposed == "confirmed"


def test_the_preview_is_a_tab_at_1366_and_f6_opens_it(open_window, case):
    assert case
    window = open_window(size=(1366, 768))
    page = enter(window)
    assert page.preview.folded
    assert page.preview.width() == 40
    page.editor.setFocus()
    window.desk.trigger("next_pane")
    settle(window, 2)
    assert not page.preview.folded
    assert page.preview.view.sheets.pages.images
    assert page.retreat()
    assert page.preview.folded


def test_the_preview_shows_a_gap_where_the_paper_has_it(keys, page, rest):
    rest()
    pages = page.preview.view.sheets.pages
    assert len(pages.marks) == 2
    keys("F8")
    assert page.preview.view.page == pages.marks[0].page
    write("有了")
    rest()
    assert len(page.preview.view.sheets.pages.marks) == 1
