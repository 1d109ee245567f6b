"""Text is laid out once, never cut unnoticed, and never shown as boxes."""

import pytest
from PySide6.QtGui import QFontMetrics, QImage, QPainter

from desktop.ui import fonts, text


@pytest.fixture
def painter():
    """A painter on a picture."""
    image = QImage(300, 60, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    yield painter
    painter.end()


@pytest.mark.parametrize(("role", "box"), [("caption", 17), ("dense", 19), ("body", 20), ("title", 26)])
def test_the_line_boxes_are_those_of_noto(role, box):
    assert fonts.metrics(role).height() == box


def test_digits_have_equal_width_so_that_countdowns_do_not_jitter():
    measure = QFontMetrics(fonts.font("dense", 600))
    assert len({measure.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_middle_dot_stands_without_spaces_where_it_is_full_width():
    assert fonts.full_width_dot()
    assert fonts.dotted("甲 · 乙 · 丙") == "甲·乙·丙"
    assert fonts.dotted("· 球在客户") == "·球在客户"
    assert fonts.dotted("没有点") == "没有点"


def test_the_faces_lack_nothing_the_screens_say_and_a_lack_is_noticed():
    assert fonts.missing("健管台 ①②③ – … · ≈ → 𨱇") <= {"𨱇"}
    assert fonts.missing("\U0001f600") == {"\U0001f600"}


def test_cut_text_is_noticed_and_text_to_keep_is_a_fault(painter):
    with text.watching() as watch:
        text.draw(painter, 0, 0, 20, "复旦大学附属肿瘤医院", room=60)
        text.draw(painter, 0, 0, 20, "10月8日 周四 18:00 前", room=60, keep=True)
        text.draw(painter, 0, 0, 20, "短", room=60, keep=True)
    assert watch.cut == {"复旦大学附属肿瘤医院"}
    assert watch.broken == {"10月8日 周四 18:00 前"}
    assert "短" in watch.texts


def test_nothing_is_noted_outside_a_watch(painter):
    with text.watching() as watch:
        pass
    text.draw(painter, 0, 0, 20, "之后")
    assert watch.texts == set()


def test_a_line_is_laid_out_once(painter):
    text.draw(painter, 0, 0, 20, "同一行")
    before = text.lay_out.cache_info().hits
    text.draw(painter, 0, 0, 20, "同一行")
    assert text.lay_out.cache_info().hits == before + 1


def test_wrapping_keeps_every_character_and_no_stop_at_the_start():
    words = "重疾绿通服务预约成功后，客户会收到就诊时间提醒短信或电话，此时视同服务已发生。"
    lines = text.wrap(words, 120, "caption")
    assert "".join(lines) == words
    assert not [line for line in lines if line[0] in "，。"]


def test_a_time_a_range_a_date_and_a_code_are_never_broken_and_no_bracket_is_left_open_at_the_end():
    words = "今天 14:20 起还剩 3 小时（工作时间 09:00–18:00）；10月10日 周六补班，编码 ICD-O-3 与 C50.9，「甲状腺」除外"
    for room in range(90, 330, 7):
        lines = text.wrap(words, room, "caption")
        for whole in ("14:20", "09:00–18:00", "10月10日", "ICD-O-3", "C50.9"):
            assert any(whole in line for line in lines), (room, whole)
        assert not [line for line in lines if line[-1] in "（「"]


def test_a_word_longer_than_the_line_is_broken_after_all():
    assert "".join(text.wrap("A" * 60, 100, "caption")) == "A" * 60
    assert len(text.wrap("A" * 60, 100, "caption")) > 1


def test_a_clause_of_the_handbook_is_never_broken():
    for room in range(40, 200, 7):
        lines = text.wrap("权益记为已用，不能取消。三（七）6，10 秒内可撤回；三（四）1（2）", room, "caption")
        assert any("三（七）6" in line for line in lines)
        assert any("三（四）1（2）" in line for line in lines)
