"""The viewer turns slices, sets windows, measures by mouse and by keys, compares, keeps key images, names nobody."""

import io

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui import theme
from desktop.ui.screens import settle
from desktop.ui.viewer.overlay import NOT_DIAGNOSTIC
from desktop.ui.viewer.pixels import NO_SPACING, PRESETS
from tests.ui.attachments.conftest import NEW, slices, whole
from tests.ui.picture import shown
from tests.ui.viewer.conftest import opened

Key, Held, Button = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton


def at(page, column: float, row: float) -> QPoint:
    """Where a place of the slice lies on the screen."""
    return page.viewport.pane.to_screen((column, row)).toPoint()


def draw(page, start: tuple[float, float], end: tuple[float, float], button=Button.LeftButton) -> None:
    """Press, move and let go."""
    QTest.mousePress(page.viewport, button, Held.NoModifier, at(page, *start))
    QTest.mouseMove(page.viewport, at(page, *end))
    QApplication.processEvents()
    QTest.mouseRelease(page.viewport, button, Held.NoModifier, at(page, *end))


def wheel(page, turn: int, held=Held.NoModifier) -> None:
    """Turn the wheel in the middle."""
    middle = QPointF(page.viewport.width() / 2, page.viewport.height() / 2)
    event = QWheelEvent(middle, middle, QPoint(), QPoint(0, turn), Button.NoButton, held,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(page.viewport, event)


def grey(page, column: float, row: float) -> int:
    """How bright the slice is at a place on the screen."""
    image, _ = shown(page.viewport)
    return image.pixelColor(at(page, column, row)).lightness()


def test_the_newest_examination_opens_at_its_middle_slice(page):
    assert page.isVisible()
    assert page.looking.current.day.isoformat() == "2026-09-15"
    assert (page.looking.slice, len(page.looking.current.places)) == (2, 5)
    assert page.viewport.pane.slide.size == (64, 64)


def test_keys_and_wheel_turn_slices(page, press):
    press(Key.Key_Down, Key.Key_J)
    assert page.looking.slice == 4
    press(Key.Key_Down)
    assert page.looking.slice == 4
    press(Key.Key_PageUp)
    assert page.looking.slice == 0
    wheel(page, -240)
    assert page.looking.slice == 2


def test_every_slice_comes_in_the_background_and_is_kept(page, shell, press):
    press(Key.Key_PageUp, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down)
    settle(shell, 1)
    assert all(page.frames.get(place) is not None for place in page.looking.current.places)


def test_digits_set_the_windows(page, press):
    press(Key.Key_1)
    assert page.viewport.pane.window == PRESETS["肺"]
    bright = grey(page, 30, 36)
    press(Key.Key_3)
    assert page.viewport.pane.window == PRESETS["骨"]
    assert grey(page, 30, 36) < bright
    press(Key.Key_2)
    assert page.viewport.pane.window == (350, 40)
    assert grey(page, 10, 10) < 20
    assert shown(page)[1].texts >= {"窗宽 350 窗位 40"}


def test_the_right_button_and_ctrl_arrows_set_the_window(page, press):
    before = page.viewport.pane.window
    draw(page, (20, 20), (30, 20), Button.RightButton)
    assert page.viewport.pane.window.width > before.width
    press(Key.Key_Up, held=Held.ControlModifier)
    assert page.viewport.pane.window.centre == before.centre - 25


def test_zoom_keeps_what_lies_in_the_middle_and_home_shows_the_whole(page, press):
    pane = page.viewport.pane
    whole_zoom, middle = pane.zoom, pane.middle
    wheel(page, 240, Held.ControlModifier)
    press(Key.Key_Plus)
    assert pane.zoom > 1.5 * whole_zoom
    assert pane.middle == pytest.approx(middle, abs=0.6)
    draw(page, (30, 30), (36, 33))
    assert pane.middle[0] == pytest.approx(middle[0] - 6, abs=0.6)
    press(Key.Key_Home)
    assert (pane.zoom, pane.middle) == (pytest.approx(whole_zoom), (32, 32))


def test_the_mouse_measures_the_long_axis_and_the_short_one_at_a_right_angle(page, press):
    press(Key.Key_D)
    draw(page, (20, 37), (40, 37))
    draw(page, (30, 30), (33, 44))
    found = page.looking.measurement
    assert (found.long, found.short) == (pytest.approx(10.0, abs=0.1), pytest.approx(7.0, abs=0.1))
    assert found.mean == pytest.approx(8.5, abs=0.1)
    (x1, _), (x2, _) = found.short_axis
    assert x1 == pytest.approx(x2, abs=0.2)
    assert (found.series, found.slice) == (page.looking.current.key, 3)
    assert page.viewport.measuring is None


def test_keys_alone_measure_to_the_pixel(page, press):
    press(Key.Key_D)
    tool = page.viewport.measuring
    assert tool.cursor == (32, 32)
    press(Key.Key_Left, held=Held.ShiftModifier)
    press(Key.Key_Return)
    press(Key.Key_Right, Key.Key_Right, held=Held.ShiftModifier)
    press(Key.Key_Return)
    press(Key.Key_Left, held=Held.ShiftModifier)
    press(*[Key.Key_Up] * 7)
    press(Key.Key_Return)
    press(*[Key.Key_Down] * 14)
    press(Key.Key_Return)
    found = page.looking.measurement
    assert (found.long, found.short, found.mean) == (10.0, 7.0, 8.5)


def test_escape_takes_places_back_then_the_tool_then_leaves(page, shell, press):
    press(Key.Key_D, Key.Key_Return)
    assert len(page.viewport.measuring.places) == 1
    press(Key.Key_Escape)
    assert page.viewport.measuring.places == []
    press(Key.Key_Escape)
    assert page.viewport.measuring is None
    press(Key.Key_Escape)
    settle(shell, 1)
    assert whole(shell).case_page.isVisible()


def measure(page, press) -> None:
    """Measure the square."""
    press(Key.Key_D)
    draw(page, (20, 37), (40, 37))
    draw(page, (30, 30), (30, 44))


def test_a_measurement_is_handed_to_the_reading_by_enter(page, shell, press):
    written = []
    measure(page, press)
    press(Key.Key_Return)
    assert written == []
    whole(shell).attachments.viewer.give_measurements_to(written.append)
    press(Key.Key_Return)
    assert written == [page.looking.measurement]


def test_a_measurement_is_shown_on_its_slice_alone_and_can_be_removed(page, press):
    measure(page, press)
    assert len(page.viewport.axes) == 2
    press(Key.Key_Down)
    assert page.viewport.axes == ()
    press(Key.Key_N)
    assert page.looking.slice == 2
    press(Key.Key_Delete)
    assert page.looking.measurements == []
    assert page.viewport.axes == ()


def test_without_the_size_of_a_pixel_measuring_is_off_and_says_why(open_window, hand, tmp_path, press):
    hand(slices(NEW, tmp_path / "new", spacing=0))
    shell = opened(open_window())
    page = whole(shell).attachments.viewer.page
    press(Key.Key_D)
    assert page.viewport.measuring is None
    assert shell.toast.accessibleName() == NO_SPACING
    assert not page.toolbar.tools["measure"].isEnabled()
    assert page.toolbar.tools["measure"].toolTip() == NO_SPACING


def test_comparing_follows_the_place_of_the_table(page, shell, press):
    press(Key.Key_O)
    settle(shell, 1)
    assert page.compared.isVisible()
    assert page.looking.beside.day.isoformat() == "2026-03-10"
    heights = [page.looking.beside.heights[page.looking.linked_slice()]]
    press(Key.Key_Down)
    settle(shell, 1)
    heights.append(page.looking.beside.heights[page.looking.linked_slice()])
    assert heights == [0.0, -2.5]
    assert page.looking.place.height == -2.5
    _, watch = shown(page)
    assert {"对比 2026-03-10", "已联动", "间隔 6.2 个月"} <= watch.texts
    press(Key.Key_O)
    assert not page.compared.isVisible()


def test_the_change_of_the_mean_is_told_once_both_are_measured(page, shell, press):
    press(Key.Key_O)
    measure(page, press)
    press(Key.Key_Right)
    settle(shell, 1)
    assert page.looking.current.day.isoformat() == "2026-03-10"
    press(Key.Key_D)
    draw(page, (22, 37), (38, 37))
    draw(page, (30, 32), (30, 42))
    assert any(words.startswith("平均径 6.5 → 8.5 mm，+2.0") for words in shown(page)[1].texts)


def test_a_key_image_is_kept_with_lines_and_slice_and_without_a_name(page, shell, press, window_desk):
    measure(page, press)
    press(Key.Key_G)
    settle(shell, 2)
    (entry,) = [one for one in window_desk.attachment_desk.listing(1) if one.rows[0].kind == "key_image"]
    details = entry.rows[0].details
    assert (details["slice"], details["mean"]) == (3, 8.5)
    assert details["series"] == page.looking.current.key
    image = Image.open(io.BytesIO(window_desk.attachment_desk.content(entry.rows[0])))
    assert image.size == (724, 724)
    pixels = np.asarray(image.convert("RGB")).reshape(-1, 3)
    line = theme.colour("measure_a")
    assert (pixels == (line.red(), line.green(), line.blue())).all(axis=1).sum() > 100
    assert page.looking.marks() == (2,)
    press(Key.Key_Down)
    page.go_to_key_image(page.looking.key_images[0])
    assert page.looking.slice == 2


def test_no_name_is_painted_but_the_masked_one(page, press):
    measure(page, press)
    _, watch = shown(page)
    assert any(words.startswith("王* 女") for words in watch.texts)
    assert not any("王芳" in words or "王^芳" in words for words in watch.texts)


def test_it_says_four_times_that_this_is_no_diagnosis(page, shell, press):
    press(Key.Key_O)
    settle(shell, 1)
    parts = (page.head, page.viewport, page.compared, page.key_card)
    assert all(NOT_DIAGNOSTIC in shown(part)[1].texts for part in parts)


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_ground_of_the_picture_is_dark_in_both_themes(page, name):
    theme.SWITCH.turn(name)
    image, _ = shown(page.viewport)
    assert image.pixelColor(image.width() // 2, 4).lightness() < 40
    theme.SWITCH.turn("light")


def test_a_slice_that_cannot_be_decoded_says_why_and_the_others_go_on(open_window, hand, tmp_path, press):
    folder = slices(NEW, tmp_path / "new")
    broken = folder / f"{NEW.day}-3-2"
    broken.write_bytes(broken.read_bytes()[:-3000])
    hand(folder)
    shell = opened(open_window())
    page = whole(shell).attachments.viewer.page
    press(Key.Key_Up)
    settle(shell, 1)
    assert "损坏" in page.viewport.trouble
    press(Key.Key_Down)
    assert page.viewport.pane.slide is not None


def test_turning_slices_never_keeps_the_window_waiting(shell, press):
    shell.watchdog.start()
    for _ in range(6):
        press(Key.Key_Down, Key.Key_Up, Key.Key_1, Key.Key_2)
    shell.watchdog.stop()
    assert shell.watchdog.longest < 200


def test_everything_that_has_the_keyboard_has_a_name(page):
    parts = (page, page.viewport, page.toolbar, page.list.rows, page.measurements.lines, page.compared.small)
    assert all(part.accessibleName() for part in parts)
    assert "层 3 / 5" in page.viewport.accessibleDescription()
