"""Densities become the right greys, lengths the right millimetres, and heights find their slices."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.viewer.measuring import Measuring, measured
from desktop.ui.viewer.pixels import (
    PRESETS,
    Slide,
    Window,
    crop,
    density_at,
    length,
    mean_of,
    nearest,
    shades,
    slide_of,
    spacing_of,
    tenth,
    upright_end,
    usual_window,
)

SPACING = (0.7, 0.5)


def grey(slide: Slide, window: Window) -> list[int]:
    """The greys of the first row."""
    columns, rows = slide.size
    return [int(value) for value in crop(slide, shades(slide, window), (0, 0, columns, rows), 1)[0]]


def ct(*densities: int) -> Slide:
    """A row of densities as a tomograph stores them."""
    return Slide(np.array([[density + 2048 for density in densities]], np.uint16), 1.0, -2048.0)


def test_the_lung_window_is_black_below_and_white_above():
    assert grey(ct(-1350, -600, 150), PRESETS["肺"]) == [0, 128, 255]


@pytest.mark.parametrize(("name", "width", "centre"), [("肺", 1500, -600), ("纵隔", 350, 40), ("骨", 1800, 400)])
def test_the_presets_are_those_of_the_desk(name, width, centre):
    assert PRESETS[name] == (width, centre)


def test_values_below_nought_are_shown_as_they_are():
    slide = Slide(np.array([[-1000, 0, 1000]], np.int16))
    assert grey(slide, Window(2001, 0)) == [0, 128, 255]


def test_the_slope_counts_and_an_inverted_picture_is_turned():
    slide = Slide(np.array([[0, 50, 100]], np.uint16), slope=2.0)
    assert grey(slide, Window(201, 100)) == [1, 128, 255]
    assert grey(slide._replace(inverted=True), Window(201, 100)) == [254, 127, 0]


@given(st.integers(-2000, 3000), st.integers(-2000, 3000), st.integers(2, 4000), st.integers(-1000, 1000))
def test_denser_is_never_darker(one, other, width, centre):
    first, second = grey(Slide(np.array([[one, other]], np.int16)), Window(width, centre))
    assert (first <= second) if one <= other else (first >= second)


def test_only_what_is_in_sight_is_computed():
    slide = Slide(np.arange(100, dtype=np.uint16).reshape(10, 10))
    part = crop(slide, np.arange(65_536, dtype=np.uint32).astype(np.uint8), (2, 4, 8, 10), 2)
    assert part.tolist() == [[42, 44, 46], [62, 64, 66], [82, 84, 86]]


def test_colours_have_no_window():
    slide = Slide(np.full((4, 4, 3), 7, np.uint8))
    assert slide.colour
    assert crop(slide, None, (0, 0, 4, 4), 1).tolist() == slide.values.tolist()
    assert density_at(slide, (1, 1)) is None


def test_the_file_s_own_window_comes_first_and_else_the_span_of_its_values():
    assert usual_window(Slide(np.array([[10, 30]], np.uint16), 1, -10)) == Window(20, 10)
    assert usual_window(slide_of("u2", 2, 1, bytes(4), {"WindowWidth": 400, "WindowCenter": 50})) == Window(400, 50)


def test_too_few_bytes_are_an_error():
    with pytest.raises(ValueError, match="reshape"):
        slide_of("u2", 10, 10, bytes(10), {})


@pytest.mark.parametrize(
    "facts", [{}, {"PixelSpacing": [0.7]}, {"PixelSpacing": [0, 0]}, {"ImagerPixelSpacing": [1, 1]}]
)
def test_without_the_size_of_a_pixel_in_the_body_there_is_none(facts):
    assert spacing_of(facts) is None


def test_a_length_takes_rows_and_columns_apart():
    assert length((0, 0), (6, 0), SPACING) == pytest.approx(3.0)
    assert length((0, 0), (0, 10), SPACING) == pytest.approx(7.0)
    assert length((0, 0), (8, 6), (0.5, 0.5)) == pytest.approx(5.0)


@given(*[st.floats(-200, 200) for _ in range(6)])
def test_the_short_axis_stands_upright_on_the_long_one_in_millimetres(ax, ay, bx, by, wx, wy):
    axis = ((ax, ay), (ax + 10 + abs(bx), ay + by))
    end = upright_end(axis, (0.0, 0.0), (wx, wy), SPACING)
    along = ((axis[1][0] - axis[0][0]) * SPACING[1], (axis[1][1] - axis[0][1]) * SPACING[0])
    assert along[0] * end[0] * SPACING[1] + along[1] * end[1] * SPACING[0] == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize(
    ("long", "short", "mean"), [(8.2, 7.0, 7.6), (8.24, 7.04, 7.6), (8.25, 7.05, 7.7), (9.6, 8.0, 8.8), (5.8, 5.1, 5.5)]
)
def test_the_mean_is_made_of_what_is_read_out_and_halves_go_up(long, short, mean):
    assert mean_of(long, short) == mean


def test_halves_of_a_tenth_go_up_whatever_the_computer_thinks_of_them():
    assert [tenth(value) for value in (0.05, 0.15, 0.25, 1.005, 2.675)] == [0.1, 0.2, 0.3, 1.0, 2.7]


def test_measuring_takes_four_places_and_snaps_the_last():
    tool = Measuring((1.0, 1.0), (0, 0))
    for spot in ((10, 10), (20, 10), (15, 6)):
        tool.move(spot)
        assert not tool.put()
    tool.move((18, 13))
    assert tool.snapped == pytest.approx((15, 13))
    assert tool.put()
    found = tool.result("1.2.3", 87)
    assert (found.long, found.short, found.mean, found.slice) == (10.0, 7.0, 8.5, 87)


def test_an_axis_without_length_is_begun_anew_and_places_can_be_taken_back():
    tool = Measuring((1.0, 1.0), (5, 5))
    tool.put()
    tool.put()
    assert tool.places == []
    tool.put()
    assert tool.take_back()
    assert not tool.take_back()


def test_the_longer_axis_is_the_long_one_whichever_was_drawn_first():
    found = measured("s", 1, (((0, 0), (4, 0)), ((2, -5), (2, 5))), (1.0, 1.0))
    assert (found.long, found.short) == (10.0, 4.0)
    assert found.as_details()["mean"] == 7.0


def test_the_slice_at_the_same_height_is_found_and_else_the_one_at_the_same_share():
    assert nearest([30.0, 20.0, 10.0, 0.0], 12.0, 0, 5) == 2
    assert nearest([None] * 9, 12.0, 2, 5) == 4
    assert nearest([1.0, 2.0], None, 4, 5) == 1
    assert math.isclose(nearest([5.0], 100.0, 0, 1), 0)
