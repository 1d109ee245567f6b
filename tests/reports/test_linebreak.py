"""The rules of Chinese line breaking, by example and for any text."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from desktop.reports.clusters import CLOSING, NOT_FIRST, NOT_LAST, Kind, Run, clusters, kind_of
from desktop.reports.fonts import Font, glyph
from desktop.reports.linebreak import SPREAD, set_runs, set_text
from desktop.reports.styles import BODY, CELL

EM = BODY.size
STRONG = BODY.but(font=Font.SANS_SEMI)


def lines(text, ems, justify=False):
    return [line.text for line in set_text(text, BODY, ems * EM, justify)]


def gaps(text):
    return [round(atom.gap / EM, 3) for atom in clusters([Run(text, BODY)])[1:]]


@pytest.mark.parametrize("mark", "、，。；：！？）》」』】”…%")
def test_no_line_begins_with_a_closing_mark(mark):
    assert not any(line.startswith(mark) for width in range(3, 12) for line in lines(f"一二三四{mark}五六七", width))


@pytest.mark.parametrize("mark", "（《「『【“第￥")
def test_no_line_ends_with_an_opening_mark(mark):
    assert not any(line.endswith(mark) for width in range(3, 12) for line in lines(f"一二三{mark}四五六七", width))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("长到了 7.7 mm 左右大小", "7.7 mm"),
        ("血红蛋白为 108 g/L 偏低", "108 g/L"),
        ("风险大约是 30% 上下吧", "30%"),
        ("一共做了 3 个周期治疗", "3个"),
        ("建议在 4 周后再来复查", "4周"),
        ("就诊定在 9 月 28 日周一", "9月28日"),
        ("出生于 1968 年 3 月 9 日早", "1968年3月9日"),
        ("检查日期 2026-09-18 完成", "2026-09-18"),
        ("时间是 14:00–15:10 在场", "14:00–15:10"),
        ("大小 8.4 × 7.0 左右吧", "8.4 × 7.0"),
        ("已经到了第 12 次了吗", "第12次"),
        ("大于或等于 ≥ 8 的时候", "≥ 8"),
        ("现在量得均值 7.7 mm 了", "均值7.7 mm"),
        ("肿块的最大径 12 mm 上下", "最大径12 mm"),
    ],
)
def test_figures_units_counters_and_dates_stay_together(text, whole):
    for width in range(9, 13):
        assert any(whole in line for line in lines(text, width)), width


def test_a_gap_stands_between_ideographs_and_latin_and_the_typed_space_is_dropped():
    assert gaps("在CT上") == gaps("在 CT 上") == [0.18, 0.18]
    assert lines("在 CT 上", 20) == ["在CT上"]


def test_a_space_between_latin_words_stays():
    assert lines("PD-L1 CPS", 20) == ["PD-L1 CPS"]


def test_no_gap_stands_beside_full_width_marks():
    assert gaps("，CT。") == [0.0, 0.0]
    assert gaps("（ CT ）") == [0.0, 0.0]


def test_neighbouring_full_width_marks_are_squeezed():
    assert gaps("（“好”），") == [-0.5, 0.0, 0.0, -0.5, -0.5]


def test_half_of_a_mark_is_trimmed_at_both_ends_of_a_line():
    (line,) = set_text("（一二三）", BODY)
    assert line.width == pytest.approx(4 * EM)
    assert line.pieces[0].x == pytest.approx(-0.5 * EM)


def test_a_closing_mark_may_hang_its_blank_half_over_the_end():
    assert lines("一二三四五，六七八九十。", 5.5) == ["一二三四五，", "六七八九十。"]


def test_a_mask_is_taken_literally_and_stays_whole():
    assert lines("证件号 3301**********0917 在", 40) == ["证件号3301**********0917在"]
    assert lines("**不是标记** <b>也不是</b>", 40) == ["**不是标记** <b>也不是</b>"]
    assert all("陈*华" in "".join(lines("会诊客户陈*华", width)) for width in range(3, 9))
    assert any("陈*华" in line for line in lines("会诊客户陈*华女士", 4))


def test_a_full_width_blank_separates_by_one_em():
    assert gaps("女\u3000男") == [1.0]


def test_typed_line_ends_are_kept():
    assert lines("一\n二\r\n三\r四", 10) == ["一", "二", "三", "四"]


def test_an_empty_text_is_one_empty_line():
    assert lines("", 10) == [""]


def test_a_last_line_is_not_left_with_one_character():
    set_lines = set_text("一二三四五六七八九十一二三四五六七八九十一", BODY, 10 * EM)
    assert len(set_lines[-1].text) >= 3


def test_breaks_are_balanced_over_the_paragraph_and_not_greedy():
    assert lines("一二三四五abcdefghijkl六", 8) == ["一二三四五", "abcdefghijkl六"]


def test_a_word_wider_than_the_column_is_taken_apart_rather_than_overflowing():
    address = "https://example.org/a/very/long/address?with=parts&and=more"
    broken = set_text(address, BODY, 10 * EM)
    assert "".join(line.text for line in broken) == address
    assert all(line.width <= 10 * EM + 1e-6 for line in broken)


def test_justified_lines_reach_the_measure_and_the_last_does_not():
    text = "现病史 2026 年 7 月起大便表面带鲜血，每日 1–2 次，伴里急后重，未就诊。8 月 26 日在当地医院行肠镜检查。"
    set_lines = set_text(text, BODY, 20 * EM, True)
    assert len(set_lines) > 2
    assert all(line.width == pytest.approx(20 * EM) for line in set_lines[:-1])
    assert set_lines[-1].width < 20 * EM


def test_a_line_that_would_have_to_be_stretched_too_far_stays_short():
    first = set_text("一二三abcdefghijklmnopqrstuvwxyz", BODY, 14 * EM, True)[0]
    assert first.width <= (3 + 2 * SPREAD) * EM + 1e-6


def test_a_latin_word_is_never_spread():
    for line in set_text("会诊意见 mFOLFOX6 化疗四个周期以后再复评一次疗效", BODY, 11 * EM, True):
        assert not any(piece.spread for piece in line.pieces if "mFOLFOX6" in piece.text)


def test_runs_of_different_styles_make_one_paragraph():
    (line,) = set_runs([Run("判为 ", BODY), Run("4A 类", STRONG), Run("，建议", BODY)])
    assert line.text == "判为4A类，建议"
    assert {piece.font for piece in line.pieces} == {Font.SANS, Font.SANS_SEMI}


def test_a_word_that_changes_its_style_is_not_broken():
    runs = [Run("检查提示 KRAS", BODY), Run("G12D", STRONG), Run(" 突变", BODY)]
    assert any("KRASG12D" in line.text for line in set_runs(runs, 6.5 * EM))


def test_a_raised_figure_is_small_and_high_but_still_itself():
    (line,) = set_text("×10⁹/L", BODY)
    raised = next(piece for piece in line.pieces if piece.text == "⁹")
    assert raised.size < BODY.size
    assert raised.rise > 0


def test_equal_gaps_are_drawn_in_one_go():
    (line,) = set_text("一二三四五六七八", BODY)
    assert len(line.pieces) == 1


@pytest.mark.parametrize(
    ("char", "kind"),
    [("中", Kind.WIDE), ("（", Kind.OPEN), ("。", Kind.CLOSE), ("7", Kind.LATIN), ("·", Kind.SIGN), ("*", Kind.BARE)],
)
def test_characters_are_told_apart(char, kind):
    assert kind_of(char) is kind


ALPHABET = "中文字会诊年月日个第，。（）“”、：abcXYZ0123456789.,-/%*·→× \n"


@given(st.text(ALPHABET, max_size=80), st.integers(1, 30), st.booleans())
@example("（" * 30, 3, True)
@example("。" * 30, 3, True)
@example("1" * 60 + "%", 4, True)
def test_no_text_is_lost_and_no_line_overflows(text, ems, justify):
    measure = ems * EM
    set_lines = set_text(text, BODY, measure, justify)
    assert "".join("".join(line.text.split()) for line in set_lines) == "".join(text.split())
    widest = max((glyph(Font.SANS, char).width for char in text if not char.isspace()), default=0) * EM / 1000
    assert all(line.width <= max(measure, widest) + 1e-6 for line in set_lines)


@given(st.text("中文字会诊第，。（）“”、：abc019% ", max_size=80))
def test_forbidden_ends_are_kept_wherever_the_column_is_wide_enough(text):
    measure = 25 * CELL.size
    atoms = clusters([Run(text, CELL)])
    assume(all(sum(atom.width for atom in group) <= measure for group in _tied(atoms)))
    set_lines = set_text(text, CELL, measure)
    assert not [line for line in set_lines[1:] if line.text[0] in NOT_FIRST]
    assert not [line for line in set_lines[:-1] if line.text[-1] in NOT_LAST]


def _tied(atoms):
    """The clusters in groups that no line break may cut."""
    group = []
    for atom in atoms:
        if group and not atom.stop:
            yield group
            group = []
        group.append(atom)
    yield group


def test_every_closing_mark_is_barred_from_a_line_start():
    assert CLOSING <= NOT_FIRST


@pytest.mark.parametrize("text", ["8.4 × 7.0 mm，均值 7.7 mm", "21.4 × 17.0 mm，均值 19.2 mm"])
@pytest.mark.parametrize("millimetres", range(24, 40))
def test_a_mean_goes_to_the_next_line_with_its_figure(text, millimetres):
    found = [line.text for line in set_text(text, CELL, millimetres * 72 / 25.4)]
    assert found[-1].endswith(f"均值{text.split('均值 ')[1]}")
