"""The deadline is never cut, whatever the width, the band and the tags."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop.handbook.countdown import Band, Face
from desktop.ui import queue_columns, sla_cell, text
from desktop.ui.queue_columns import MINE, MIXED
from desktop.ui.screens import settle

TAGS = ("补班", "跳 10 天假", "预估", "内部目标")
LONGEST = Face(Band.CALM, "剩 10 个工作日 8 小时", "12月28日 周一 18:00 前", TAGS, "", "球在客户 第 12 天")
WAITING = Face(Band.WAITING, "待计时", "等住院证（开证且医院科室确定后 10 个工作日）")


def paint(draw):
    """Paint on a picture and tell what was painted."""
    image = QImage(600, 80, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    with text.watching() as watch:
        draw(painter)
    painter.end()
    return watch


@pytest.mark.parametrize("band", list(Band))
def test_every_band_has_its_own_sign_and_look(band):
    assert sla_cell.LOOKS[band].glyph in sla_cell.glyphs.NAMES


@pytest.mark.parametrize("face", [LONGEST, WAITING], ids=["longest", "waiting"])
@pytest.mark.parametrize("room", [sla_cell.MINIMUM, sla_cell.WIDTH])
def test_the_longest_words_fit_without_cutting_the_deadline(face, room):
    watch = paint(lambda painter: sla_cell.draw_cell(painter, 0, 0, face, room))
    assert watch.broken == set()
    assert sla_cell.split_deadline(face.deadline)[0] in watch.texts


def test_a_tag_that_does_not_fit_moves_up_and_then_out():
    face = LONGEST._replace(holder="", headline="剩 5 个工作日 3 小时", tags=("跳 10 天假", "内部目标", "预估"))
    pieces = sla_cell.arrange(face)
    assert pieces.second_tags == ("跳 10 天假", "预估")
    assert pieces.first_tags == ("内部目标",)
    assert sla_cell.arrange(face._replace(holder="球在客户 第 12 天")).left_out == ("内部目标",)
    assert set(pieces.first_tags + pieces.second_tags + pieces.left_out) == set(face.tags)


@pytest.mark.parametrize("size", [(1206, 550), (1280, 720), (1366, 768), (1440, 900), (1920, 1080)])
@pytest.mark.parametrize("page", ["today", "all"])
def test_no_deadline_name_or_phone_is_cut_in_any_window(open_shell, desk, size, page):
    shell = open_shell(desk, size)
    shell.show_page(page)
    settle(shell, 2)
    with text.watching() as watch:
        shell.grab()
    assert watch.broken == set()
    assert "昨天 周二 18:00 已过" in watch.texts
    assert not [words for words in watch.cut if "周" in words and ":" in words]


@pytest.mark.parametrize("columns", [MINE, MIXED], ids=["mine", "mixed"])
@pytest.mark.parametrize("room", range(700, 1700, 37))
def test_the_columns_share_all_the_room_and_the_deadline_keeps_its_own(columns, room):
    shared = queue_columns.widths(columns, room)
    assert shared[-1] >= 272
    assert sum(shared) == room or room < sum(column.minimum for column in columns)


def test_the_banner_and_the_rail_show_the_same_words():
    box = QRectF(0, 0, 340, 60)
    watch = paint(lambda painter: sla_cell.draw_banner(painter, box, LONGEST, "发就诊时间通知", "内部目标"))
    assert LONGEST.headline in watch.texts
    line = QRectF(0, 0, 340, 24)
    watch = paint(lambda painter: sla_cell.draw_rail_line(painter, line, LONGEST, "预约", "剩 10 天", "承诺", True))
    assert {"预约", "承诺"} <= watch.texts
