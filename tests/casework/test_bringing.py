"""Texts and papers follow the booking: what to bring, and an admission is an admission (GC-08, GC-09, GC-13)."""

import pytest

from desktop.casework import green_channel
from desktop.casework.board_desk import BoardDesk
from desktop.casework.bringing import bring_words, things_to_bring
from desktop.casework.text_desk import TextDesk
from desktop.handbook.facts import Facts
from desktop.handbook.moments import parse_moment
from desktop.handbook.sms import illness_word
from desktop.handbook.vocabulary import Item
from tests.casework.booked import add_customer, add_escort
from tests.casework.desks import MANAGER, HandClock, open_case
from tests.casework.escort_desks import CHEST, _decided

CERTIFICATE = {"hospital": CHEST, "issued_on": "2026-09-21"}


@pytest.fixture
def clock():
    """Monday morning."""
    return HandClock("2026-09-21 09:30")


@pytest.fixture
def texts(desk):
    """The texts as a person's screen asks for them."""
    add_escort(desk)
    return TextDesk(BoardDesk(desk, "林管家", lambda _desk, _ids: None))


def arranged(desk, item, visit, **booking):
    """A case booked for that hour."""
    policy = add_customer(desk, f"P-{item.value}", "王芳")
    case = open_case(desk, policy, item, **({"certificate": CERTIFICATE} if item is Item.INPATIENT else {}))
    _decided(desk, case, CHEST)
    green_channel.book(desk, case, MANAGER, visit_at=parse_moment(visit), title="主任医师", **booking)
    return case


def body(texts, case, purpose):
    return texts.preview(case, purpose, {}).body


@pytest.mark.rule("GC-08")
def test_the_notice_names_what_the_booking_names(desk, texts):
    plain = arranged(desk, Item.OUTPATIENT, "2026-09-24 09:00")
    assert "请带身份证、医保卡、病历。" in body(texts, plain, "notice")
    stay = arranged(desk, Item.INPATIENT, "2026-09-24 09:00", bring=["影像片子", "病理报告"], original_id=True)
    told = body(texts, stay, "notice")
    assert "请带住院证、身份证原件、影像片子、诊断所依据的检查报告。" in told
    assert illness_word(told, CHEST) == ""


@pytest.mark.rule("GC-09", "GC-13")
def test_the_reminder_of_an_admission_speaks_of_the_admission_and_its_certificate(desk, texts, clock):
    case = arranged(desk, Item.INPATIENT, "2026-09-24 09:00", bring=["医保卡", "用药清单"])
    green_channel.notify(desk, case, MANAGER, by="phone")
    clock.to("2026-09-23 10:00")
    for purpose in ("reminder", "courtesy"):
        told = body(texts, case, purpose)
        assert "办理入院，请带住院证、医保卡、用药清单。" in told
        assert "就诊" not in told
    visit = arranged(desk, Item.OUTPATIENT, "2026-09-24 14:00", bring=["既往病历"])
    green_channel.notify(desk, visit, MANAGER, by="phone")
    assert "就诊，请带既往病历。" in body(texts, visit, "reminder")


def test_what_does_not_fit_is_counted_as_more():
    facts = Facts(Item.OUTPATIENT)
    facts.booking = {"bring": ["既往病历", "影像片子", "检查报告", "用药清单"], "original_id": True}
    assert bring_words(facts, 15) == "身份证原件、既往病历等"
    assert bring_words(facts, 40).endswith("用药清单")


@pytest.mark.parametrize(("item", "first"), [(Item.OUTPATIENT, "身份证原件"), (Item.INPATIENT, "住院证")])
def test_an_original_alone_takes_the_place_of_the_usual_card(item, first):
    facts = Facts(item)
    facts.booking = {"original_id": True}
    things = things_to_bring(facts, "admission" if item is Item.INPATIENT else "outpatient")
    assert things[0] == first
    assert "身份证原件" in things
    assert "身份证" not in things
