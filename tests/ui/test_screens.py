"""The pictures of the screens are whole: not blank, nothing cut that must not be, no boxes for characters."""

import pytest
from PySide6.QtGui import QImage, qRgb

from desktop.ui import screens, theme
from desktop.ui.screens import SCREENS, Screen, faults_of, is_blank, render, render_all
from desktop.ui.shell import Shell
from desktop.ui.text import Watch
from tests.ui.sample_desk import ME, SampleDesk


def make_shell():
    """A window on the sample desk."""
    return Shell(SampleDesk(), ME)


@pytest.fixture(autouse=True)
def light_again():
    """Leave the light theme on."""
    yield
    theme.SWITCH.turn("light")


@pytest.mark.parametrize("theme_name", theme.THEMES)
def test_every_screen_is_rendered_without_fault(tmp_path, theme_name):
    some = [screen for screen in SCREENS if screen.name in ("today", "today-why", "all", "palette")]
    pictures = list(render_all(make_shell, tmp_path, theme_name, (1366, 768), some))
    assert [picture.name for picture in pictures] == ["today", "today-why", "all", "palette"]
    assert [picture.faults for picture in pictures] == [()] * 4
    assert QImage(str(pictures[0].path)).width() == 1366


@pytest.mark.parametrize("name", ["today-nothing-found", "keys"])
def test_one_screen_can_be_rendered_alone(tmp_path, name):
    picture = render(make_shell, name, "light", (1206, 550), tmp_path)
    assert picture.path.exists()
    assert picture.faults == ()


def test_the_two_themes_differ(tmp_path):
    pictures = [render(make_shell, "today", name, (1206, 550), tmp_path) for name in theme.THEMES]
    grounds = [QImage(str(picture.path)).pixelColor(600, 540).lightness() for picture in pictures]
    assert grounds[0] > 200
    assert grounds[1] < 60


def test_the_same_desk_gives_the_same_picture(tmp_path):
    first = render(make_shell, "today", "light", (1206, 550), tmp_path / "a").path.read_bytes()
    assert render(make_shell, "today", "light", (1206, 550), tmp_path / "b").path.read_bytes() == first


def test_a_screen_whose_action_does_not_exist_is_left_out(tmp_path):
    assert list(render_all(make_shell, tmp_path, screens=(Screen("x", "导出", ("export",)),))) == []


def test_an_unknown_name_is_an_error(tmp_path):
    with pytest.raises(KeyError):
        render(make_shell, "nowhere", "light", (1206, 550), tmp_path)


def test_a_blank_picture_is_found():
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(qRgb(244, 246, 248))
    assert is_blank(image)
    assert "整页空白" in list(faults_of(image, Watch()))


def test_cut_deadlines_and_missing_characters_are_named():
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    watch = Watch(texts={"好", "\U0001f600"}, broken={"10月8日 周四 18:00 前"})
    found = list(faults_of(image, watch))
    assert "被截断：10月8日 周四 18:00 前" in found
    assert "缺字：\U0001f600" in found


def test_names_of_screens_are_unique():
    assert len({screen.name for screen in screens.SCREENS}) == len(screens.SCREENS)
