"""The window fits the screen the first time, and stands where its person left it after that."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow

from desktop.ui import theme, window_memory


@pytest.fixture
def window(qtbot):
    """A window with the program's minimum."""
    made = QMainWindow()
    made.setMinimumSize(1206, 550)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("room", "size"),
    [((1920, 1080), (1440, 900)), ((1366, 728), (1366, 728)), ((1280, 680), (1280, 680)), ((1024, 500), (1206, 550))],
)
def test_the_first_window_fits_the_screen(window, room, size):
    window_memory.fit(window, QRect(0, 40, *room))
    assert (window.width(), window.height()) == size
    assert window.y() == 40


def test_each_person_finds_size_and_theme_again(window, tmp_path):
    path = tmp_path / "window.json"
    window.setMinimumSize(300, 200)
    window.setGeometry(20, 30, 560, 440)
    theme.SWITCH.turn("dark")
    window_memory.keep(path, "林悦", window)
    theme.SWITCH.turn("light")
    window.setGeometry(0, 0, 300, 200)
    assert window_memory.recall(path, "陈凯") == {}
    kept = window_memory.recall(path, "林悦")
    assert kept["theme"] == "dark"
    assert window_memory.restore(window, kept)
    assert (window.width(), window.height()) == (560, 440)


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"林悦": 1}', '{"林悦": {"geometry": "zz"}}'])
def test_a_spoilt_file_is_no_obstacle(window, tmp_path, text):
    path = tmp_path / "window.json"
    path.write_text(text, encoding="utf-8")
    assert not window_memory.restore(window, window_memory.recall(path, "林悦"))
    window_memory.keep(path, "林悦", window)
    assert window_memory.recall(path, "林悦")["geometry"]
    window_memory.keep(tmp_path / "none" / "window.json", "林悦", window)
