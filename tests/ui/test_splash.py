"""What stands there while the program loads: at once, in the window's place, and without what is heavy."""

import subprocess
import sys

from desktop.commands.window import open_splash
from desktop.ui.window_memory import WISHED
from tests.ui.picture import shown

_HEAVY = ("sqlalchemy", "openpyxl", "desktop.casework.desk", "desktop.ui.composing")


def test_the_splash_shows_the_name_and_what_is_being_done_where_the_window_will_be(tmp_path, clothes):
    splash = open_splash("正在打开数据库…", "林悦", "light", tmp_path / "window.json")
    assert splash.isVisible()
    room = clothes.primaryScreen().availableGeometry()
    assert splash.width() >= min(WISHED[0], room.width()) - 2
    assert {"健管台 CareDesk", "正在打开数据库…"} <= shown(splash)[1].texts
    splash.say("正在准备窗口…")
    assert "正在准备窗口…" in shown(splash)[1].texts
    splash.close()
    splash.deleteLater()


def test_nothing_heavy_is_loaded_before_the_splash_is_there():
    words = (
        "import sys; from desktop.commands.window import open_splash; "
        "assert open_splash('…', '林悦', 'light') is not None; "
        f"print([name for name in {_HEAVY!r} if name in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True, timeout=60)
    assert made.stdout.strip() == "[]"
