"""The small painters keep to their boxes, sizes and tokens in both themes."""

import pytest
from PySide6.QtCore import QRectF

from desktop.handbook.vocabulary import Service
from desktop.ui import cards, chips, fonts, glyphs, icons, keycap, strip, theme
from tests.ui.picture import at, count, ink, name, painted

TONES = {
    "plain": "bg_subtle", "ok": "ok_bg", "soon": "soon_bg", "crit": "crit_bg", "breach": "breach_bg",
    "pause": "pause_bg", "info": "info_bg", "chosen": "bg_selected",
}  # fmt: skip


@pytest.fixture(params=theme.THEMES)
def dress(request):
    """Each theme in turn; the light one again at the end."""
    theme.SWITCH.turn(request.param)
    yield request.param
    theme.SWITCH.turn("light")


@pytest.mark.parametrize("size", [12, 14, 24])
@pytest.mark.parametrize("sign", glyphs.NAMES)
def test_a_sign_keeps_inside_its_box_at_every_size(sign, size):
    image, _ = painted(lambda p: glyphs.draw(p, 10, 10, sign, theme.colour("text"), size), 48, 48)
    box = ink(image)
    assert QRectF(9.5, 9.5, size + 1, size + 1).contains(QRectF(box))
    assert max(box.width(), box.height()) >= size * 0.6


def test_no_two_signs_look_alike():
    pictures = [painted(lambda p, s=sign: glyphs.draw(p, 2, 2, s, theme.colour("text")), 16, 16)[0]
                for sign in glyphs.NAMES]  # fmt: skip
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


def test_a_sign_leaves_the_painter_as_it_was():
    def draw(painter):
        glyphs.draw(painter, 30, 30, "calm", theme.colour("text"), 24)
        painter.fillRect(0, 0, 2, 2, theme.colour("accent"))

    assert at(painted(draw)[0], 1, 1) == name("accent")


@pytest.mark.parametrize("size", [20, 24, 32])
@pytest.mark.parametrize("service", list(Service))
@pytest.mark.usefixtures("dress")
def test_a_tile_has_its_hue_round_corners_and_its_character(service, size):
    image, watch = painted(lambda p: chips.draw_tile(p, 4, 4, service, size), 40, 40)
    character, hue = chips.TILES[service]
    assert at(image, 4 + size / 2, 5) == name(hue)
    assert at(image, 4, 4) == ""
    assert watch.texts == {character}
    assert ink(image).size().toTuple() == (size, size)
    assert count(image, hue) < size * size


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.usefixtures("dress")
def test_a_tag_is_as_wide_as_it_says_and_on_its_tones_ground(tone):
    image, watch = painted(lambda p: chips.draw_tag(p, 2, 2, "内部目标", tone), 120, 24)
    assert ink(image).width() == chips.tag_width("内部目标")
    assert at(image, 4, 10) == name(TONES[tone])
    assert watch.texts == {"内部目标"}


@pytest.mark.parametrize(("number", "words"), [(1, "1"), (99, "99"), (100, "99+"), (2500, "99+")])
def test_a_badge_counts_to_ninety_nine(number, words):
    image, watch = painted(lambda p: chips.draw_badge(p, 0, 0, number), 60, 20)
    assert watch.texts == {words}
    assert ink(image).height() == 18
    assert ink(image).width() >= 18


@pytest.mark.parametrize("key", ["J", "Return", "Ctrl+K", "Alt+Right", "Esc", "↵", "+"])
def test_a_cap_is_drawn_as_wide_as_it_measures(key):
    image, watch = painted(lambda p: keycap.draw(p, 3, 3, key), 160, 30)
    assert ink(image).width() == keycap.width(key) >= keycap.HEIGHT
    assert ink(image).height() == keycap.HEIGHT
    assert watch.texts == (set() if key in ("Return", "↵") else {keycap.shown(key)})


@pytest.mark.parametrize(
    ("ground", "plate"), [("app", "bg_surface"), ("surface", "bg_subtle"), ("subtle", "bg_surface"), ("quiet", "")]
)
@pytest.mark.usefixtures("dress")
def test_a_cap_stands_out_from_what_it_lies_on(ground, plate):
    image, _ = painted(lambda p: keycap.draw(p, 0, 0, "J", ground), 30, 20)
    assert at(image, 9, 2) == (name(plate) if plate else "")


@pytest.mark.parametrize("place", [0, 7, 19])
def test_a_hairline_is_one_row_of_pixels(place):
    image, _ = painted(lambda p: cards.hairline(p, 5, 55, place), 60, 20)
    assert ink(image).getRect() == (5, place, 50, 1)
    assert count(image, "border") == 50


def test_an_upright_is_one_column_of_pixels():
    image, _ = painted(lambda p: cards.upright(p, 7, 2, 18), 20, 20)
    assert ink(image).getRect() == (7, 2, 1, 16)


def test_a_border_is_drawn_inside_its_box():
    image, _ = painted(lambda p: cards.rounded(p, QRectF(4, 4, 40, 20), 6, "bg_surface", "border_strong"), 60, 40)
    assert ink(image).getRect() == (4, 4, 40, 20)
    assert (at(image, 4, 14), at(image, 24, 4)) == (name("border_strong"), name("border_strong"))
    assert at(image, 24, 14) == name("bg_surface")


def test_a_dashed_border_has_gaps_and_a_box_without_border_has_none():
    def along(dashed):
        box = QRectF(0, 0, 60, 20)
        image, _ = painted(lambda p: cards.rounded(p, box, 0, None, "accent", 2, dashed), 60, 20)
        return sum(at(image, x, 0) != "" for x in range(60))

    assert along(False) >= 58
    assert 20 < along(True) < 56
    bare, _ = painted(lambda p: cards.rounded(p, QRectF(0, 0, 60, 20), 0, "accent"), 60, 20)
    assert count(bare, "accent") == 60 * 20


@pytest.mark.usefixtures("dress")
def test_the_focus_ring_is_two_pixels_of_the_focus_colour():
    image, _ = painted(lambda p: cards.focus_ring(p, QRectF(0, 0, 40, 30)), 40, 30)
    assert [at(image, x, 15) for x in range(3)] == [name("focus"), name("focus"), ""]


@pytest.mark.usefixtures("dress")
def test_hatching_stays_inside_its_rounded_box():
    image, _ = painted(lambda p: cards.hatched(p, QRectF(10, 10, 60, 40), 6), 80, 60)
    assert ink(image).getRect() == (10, 10, 60, 40)
    assert at(image, 10, 10) == ""
    assert count(image, "bg_subtle") > 600


@pytest.mark.parametrize("dark", [False, True])
def test_a_shadow_grows_fainter_outwards_and_lies_lower(dark):
    theme.SWITCH.turn("dark" if dark else "light")
    image, _ = painted(lambda p: cards.soft_shadow(p, QRectF(40, 40, 60, 30)), 140, 120)
    theme.SWITCH.turn("light")
    below = [image.pixelColor(70, y).alpha() for y in range(71, 90)]
    assert below == sorted(below, reverse=True)
    assert below[0] > 0
    assert ink(image).bottom() - 70 >= 40 - ink(image).top()


def test_an_icon_is_of_its_tint_alone_and_a_missing_one_is_blank_and_told_once(caplog):
    def draw(icon, tint="text2"):
        return painted(lambda p: icons.draw(p, 0, 0, icon, tint), 20, 20)[0]

    assert ink(draw("phone")).isEmpty() is False
    assert draw("phone", "accent") != draw("phone", "text2")
    assert ink(draw("no-such-icon")).isEmpty()
    draw("no-such-icon", "accent")
    assert [record.message for record in caplog.records] == ["icon no-such-icon is missing"]
    assert not icons.exists("no-such-icon")


def test_an_icon_is_sharp_on_a_dense_screen():
    assert icons.pixmap("phone", "text", 16, 2.0).size().toTuple() == (32, 32)
    assert icons.pixmap("phone", "text", 16, 2.0).deviceIndependentSize().toTuple() == (16.0, 16.0)


def test_the_window_icon_has_every_size_and_the_accent():
    made = icons.application_icon()
    sizes = sorted(size.width() for size in made.availableSizes())
    assert sizes == [16, 24, 32, 48, 64, 128, 256]
    picture = made.pixmap(64, 64).toImage()
    assert at(picture, 32, 3) == name("accent")
    assert at(picture, 0, 0) == ""


@pytest.mark.parametrize(("share", "wide"), [(0, 0), (0.25, 50), (1, 200)])
def test_the_line_of_progress_is_two_pixels_high_and_as_long_as_its_share(share, wide):
    image, _ = painted(lambda p: strip.progress_line(p, 200, share, 6), 200, 20)
    assert count(image, "accent") == wide * 2
    assert ink(image).y() == (6 if wide else 0)


@pytest.mark.parametrize("keys", [("J",), ("Up", "Down"), ("Ctrl+Return",)])
def test_a_hint_is_as_wide_as_it_measures(keys):
    wide = []
    _, watch = painted(lambda p: wide.append(chips.draw_hint(p, 10, 0, keys, "选择")))
    assert wide == [chips.hint_width(keys, "选择")]
    assert "选择" in watch.texts


@pytest.mark.parametrize("role", ["caption", "dense", "body", "section", "title"])
def test_a_bolder_word_is_never_narrower(role):
    assert fonts.width("剩 1 小时 10 分", role, 600) >= fonts.width("剩 1 小时 10 分", role)
