"""Strips on pages: nothing is cut, heads and titles are repeated, tables stay whole where they can."""

import pytest

from desktop.reports.blocks import (
    ROW_LINES,
    UNKNOWN,
    Cell,
    Column,
    Field,
    Strip,
    fields,
    gap,
    paragraph,
    stacked,
    table,
)
from desktop.reports.flow import PAGE_ROOM, PaperOverflow, Section, compose
from desktop.reports.linebreak import Line
from desktop.reports.styles import BODY, CELL, MAIN, TEXT_BOTTOM, TEXT_TOP

COLUMNS = (Column("项目", 60.0), Column("数", 66.0, "right"))


class Recorder:
    """A pen that writes down what it is asked to draw."""

    def __init__(self):
        self.texts = []

    def line(self, line: Line, x, baseline, align="left"):
        self.texts.append((line.text, x, baseline, align))

    def words(self, text, *_):
        self.texts.append((text,))

    def rule(self, *_):
        pass


def filled(height):
    """So much of the first page is taken."""
    return [gap(height / 2), gap(height / 2)]


def drawn(page):
    pen = Recorder()
    for strip, y in page:
        strip.draw(pen, y)
    return [text for text, *_ in pen.texts]


def rows(count):
    return [(f"第{number}行", str(number)) for number in range(count)]


def test_every_row_is_drawn_once_and_none_below_the_text():
    pages = compose([], [Section("表", table(COLUMNS, rows(120)))])
    texts = [text for page in pages for text in drawn(page)]
    assert [text for text in texts if text.startswith("第")] == [f"第{number}行" for number in range(120)]
    assert all(y + strip.height <= TEXT_BOTTOM + 1e-6 for page in pages for strip, y in page)


def test_the_head_of_a_table_and_the_title_are_repeated_on_each_page():
    first, *others = compose([], [Section("表", table(COLUMNS, rows(120)))])
    assert drawn(first)[:2] == ["表", "项目"]
    assert others
    assert all(drawn(page)[:2] == ["表（续）", "项目"] for page in others)


def test_a_table_that_fits_on_one_page_but_not_here_moves():
    first, second = compose(filled(PAGE_ROOM - 30), [Section("表", table(COLUMNS, rows(12)))])
    assert "项目" not in drawn(first)
    assert drawn(second)[0] == "表"


def test_a_table_is_split_rather_than_leaving_a_third_of_the_page_empty():
    first, second = compose([gap(PAGE_ROOM - 120)], [Section("表", table(COLUMNS, rows(20)))])
    assert "第0行" in drawn(first)
    assert "第19行" in drawn(second)


def test_a_section_needs_room_below_its_title():
    first, second = compose(filled(TEXT_BOTTOM - 20), [Section("正文", paragraph("字" * 500))])
    assert drawn(first) == []
    assert drawn(second)[0] == "正文"


def test_a_short_section_may_stand_at_the_foot():
    (page,) = compose(filled(TEXT_BOTTOM - 20), [Section("注", paragraph("一行"))])
    assert "一行" in drawn(page)


def test_two_lines_of_a_paragraph_stay_together_at_its_ends():
    for taken in range(40):
        pages = compose([gap(200 + taken)], [Section("正文", paragraph("字" * 36 * 5, justify=False), room=0)])
        counts = [sum(text.startswith("字") for text in drawn(page)) for page in pages]
        assert 1 not in counts


def test_the_next_section_starts_below_the_longer_column():
    note = Section("题", [gap(2.0)], note="很长的旁注" * 20, room=0)
    (page,) = compose([gap(30.0)], [note, Section("后", [gap(2.0)], room=0)])
    starts = [y for _, y in page]
    side = page[1].strip
    assert starts[3] >= starts[1] + side.height


def test_a_pinned_strip_stands_at_the_foot_of_the_last_page():
    pages = compose([gap(40.0)], [], pinned=Strip(14.0, lambda *_: None))
    assert pages[0][-1].y == pytest.approx(TEXT_BOTTOM - 14.0)
    full = compose(filled(TEXT_BOTTOM - 5), [], pinned=Strip(14.0, lambda *_: None))
    assert len(full) == 2


def test_a_section_with_nothing_in_it_is_left_out():
    (page,) = compose([gap(40.0)], [Section("空", [])])
    assert drawn(page) == []


def test_a_piece_taller_than_a_page_is_refused_and_not_cut_off():
    with pytest.raises(PaperOverflow):
        compose([gap(TEXT_TOP)], [Section("高", [gap(PAGE_ROOM + 1)])])


def test_a_very_long_cell_goes_on_over_several_strips_without_losing_a_line():
    long = "\n".join(f"甲{number}" for number in range(100))
    strips = table(COLUMNS, [(Cell("左", long), "1")])
    assert len(strips) == 1 + -(-101 // ROW_LINES)
    pages = compose([], [Section("表", strips)])
    texts = [text for page in pages for text in drawn(page)]
    assert [text for text in texts if text.startswith("甲")] == [f"甲{number}" for number in range(100)]


def test_an_empty_cell_and_an_empty_field_show_a_dash():
    texts = drawn([(strip, 0.0) for strip in (*table(COLUMNS, [("", "1")]), *fields([[Field("医院", "")]])[:1])])
    assert texts.count(UNKNOWN) == 2


def test_text_stands_left_and_figures_right_in_their_columns():
    pen = Recorder()
    table(COLUMNS, [("甲", "7")])[1].draw(pen, 0.0)
    (_, left, _, first), (_, right, _, second) = pen.texts
    assert (left, first, second) == (MAIN, "left", "right")
    assert right == pytest.approx(MAIN + 60 + 63)


def test_stacked_strips_are_one_piece():
    whole = stacked(paragraph("一\n二\n三"))
    assert whole.height == pytest.approx(3 * BODY.pitch)
    assert CELL.pitch < BODY.pitch
