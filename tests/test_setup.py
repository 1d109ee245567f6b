"""The set-up itself: locked packages, a sound Qt, fonts, icons and a real PostgreSQL."""

import re
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import psycopg
import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QPainter, QRawFont
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from sqlalchemy.engine import make_url

import desktop
from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ["requirements.lock", "requirements-uv.txt"]
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))
ICONS = sorted((ROOT / "resources" / "icons").glob("*.svg"))
ROUNDS = 20_000
# What pytest, Qt and the collector hold on the side; the fault that this guards against lost one per call.
NOISE = ROUNDS // 100


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_with_hashes_and_names_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = [entry for entry in text.replace("\\\n", " ").splitlines() if entry.strip()]
    assert entries
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9.-]+==\S+( ; [^#]*?)?\s+(--hash=sha256:[0-9a-f]{64}\s*)+", entry), entry
    assert not re.search(r"://|index-url|find-links| @ |file:", text)


def test_the_lock_satisfies_every_requirement_of_the_project():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {name: Version(number) for name, number in re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.MULTILINE)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in project["dependencies"] + project["optional-dependencies"]["dev"]:
        wanted = Requirement(line)
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        assert name in locked, f"{name}: run `make lock`"
        assert wanted.specifier.contains(locked[name]), f"{name}: run `make lock`"


def test_the_installed_project_carries_the_version_of_the_package():
    assert version("caredesk") == desktop.__version__


def test_qt_stays_below_the_release_that_loses_references():
    assert Version("6.11.1") <= Version(version("PySide6-Essentials")) < Version("6.12")
    assert version("PySide6-Essentials") == version("PySide6-Addons")


class Bell(QObject):
    """Rings with each kind of value that a faulty binding loses a reference to."""

    rang = Signal(object, bool)


class Listener(QWidget):
    """Hears the bell and paints."""

    heard = 0
    painted = 0

    @Slot(object, bool)
    def hear(self, value: object, loud: bool) -> None:
        self.heard += 1
        assert value is None or loud

    def paintEvent(self, _event: object) -> None:
        self.painted += 1
        painter = QPainter(self)
        painter.drawText(4, 16, "剩 2 小时")
        painter.end()


def references() -> list[int]:
    return [sys.getrefcount(value) for value in (None, True, False)]


def test_twenty_thousand_signals_and_repaints_lose_no_reference(qtbot):
    bell, listener = Bell(), Listener()
    qtbot.addWidget(listener)
    bell.rang.connect(listener.hear)
    listener.resize(80, 24)
    with qtbot.waitExposed(listener):
        listener.show()
    before = references()
    for number in range(ROUNDS):
        bell.rang.emit(None, number % 2 == 0)
        listener.repaint()
    drift = [after - start for after, start in zip(references(), before, strict=True)]
    assert (listener.heard, listener.painted >= ROUNDS) == (ROUNDS, True)
    assert all(abs(count) < NOISE for count in drift), drift


def test_the_fonts_are_there_in_their_weights_and_small_enough():
    names = {path.name for path in FONTS}
    sans = {f"NotoSansSC-{weight}.ttf" for weight in ("Regular", "Medium", "SemiBold")}
    serif = {f"NotoSerifSC-{weight}.ttf" for weight in ("Medium", "SemiBold", "Bold")}
    assert names == sans | serif
    assert sum(path.stat().st_size for path in FONTS) < 45_000_000
    assert {path.name for path in FONTS[0].parent.glob("OFL-*.txt")} == {"OFL-NotoSansSC.txt", "OFL-NotoSerifSC.txt"}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_font_has_common_and_rare_characters(path):
    font = QRawFont(str(path), 14)
    assert font.isValid()
    common = "健管台重疾绿色通道就诊时间通知，。：；（）《》「」·—…℃①⑳ABC0123456789"
    missing = [letter for letter in common + "䶮㛃𨱇" if not font.supportsCharacter(ord(letter))]
    assert not missing


@pytest.mark.usefixtures("qapp")
def test_qt_finds_each_weight_by_family():
    for path in FONTS:
        assert QFontDatabase.addApplicationFont(str(path)) >= 0
    styles = {family: set(QFontDatabase.styles(family)) for family in ("Noto Sans SC", "Noto Serif SC")}
    assert {"Regular", "Medium", "SemiBold"} <= styles["Noto Sans SC"]
    assert {"Medium", "SemiBold"} <= styles["Noto Serif SC"]
    assert QFontDatabase.font("Noto Sans SC", "SemiBold", 12).weight() == QFont.Weight.DemiBold


@pytest.mark.usefixtures("qapp")
def test_every_icon_is_drawn_in_the_colour_of_the_text():
    assert len(ICONS) > 70
    for path in ICONS:
        assert QSvgRenderer(str(path)).isValid(), path.name
        if path.stem != "caredesk":
            assert 'stroke="currentColor"' in path.read_text(encoding="utf-8"), path.name
    assert (ICONS[0].parent / "LICENSE").exists()
    assert (ICONS[0].parent / "caredesk.png").exists()


def ask(url: str, question: str) -> str:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        return str(connection.execute(question).fetchone()[0])


def test_a_real_postgresql_answers(postgres_url):
    number = int(ask(postgres_url, "SHOW server_version_num"))
    assert "PostgreSQL" in ask(postgres_url, "SELECT version()")
    assert number >= 150000


def test_each_test_has_a_database_of_its_own(postgres_server, postgres_url):
    with postgres_server.fresh() as other:
        assert ask(other, "SELECT current_database()") != ask(postgres_url, "SELECT current_database()")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        ask(other, "SELECT 1")


def test_a_filled_template_is_made_once_and_copied(postgres_server):
    filled = []

    def fill(url: str) -> None:
        filled.append(url)
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain) as connection:
            connection.execute("CREATE TABLE desk AS SELECT 7 AS seats")

    for _ in range(2):
        name = postgres_server.template("template_of_test_setup", fill)
        with postgres_server.fresh(name) as url:
            assert ask(url, "SELECT seats FROM desk") == "7"
    assert len(filled) == 1


def test_both_engines_are_offered_to_database_tests(database_url):
    assert make_url(database_url).get_backend_name() in {"sqlite", "postgresql"}


def test_the_orphan_of_a_killed_run_is_stopped_and_a_living_one_is_left_alone():
    home, owner = postgres.open_home()
    server = postgres.shared_server(home)
    assert home not in postgres.sweep_orphans()
    assert ask(server.url("postgres"), "SELECT 1") == "1"
    owner.release()
    assert home in postgres.sweep_orphans()
    assert not home.exists()
    with pytest.raises(psycopg.OperationalError):
        ask(server.url("postgres"), "SELECT 1")


def test_without_any_server_the_reason_is_told_to_every_worker(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "installations", lambda: iter([tmp_path / "nowhere"]))
    with pytest.raises(postgres.PostgresUnavailable, match="nowhere"):
        postgres.shared_server(tmp_path)
    monkeypatch.undo()
    with pytest.raises(postgres.PostgresUnavailable, match="没有一个能启动"):
        postgres.shared_server(tmp_path)


@pytest.mark.parametrize("folder", list(postgres.installations()), ids=lambda folder: folder.parent.name)
def test_every_server_of_this_machine_can_be_used(folder, monkeypatch):
    monkeypatch.setattr(postgres, "installations", lambda: iter([folder]))
    home, owner = postgres.open_home()
    try:
        assert ask(postgres.shared_server(home).url("postgres"), "SELECT 1") == "1"
    finally:
        postgres.close_home(home)
        owner.release()


SETUP_SCRIPTS = ["Makefile", ".ci/run", "scripts/set_up.sh", "scripts/system_libraries.sh", "pyproject.toml"]


@pytest.mark.parametrize("name", SETUP_SCRIPTS)
def test_the_set_up_names_no_registry_and_no_folder_of_one_machine(name):
    assert not re.search(r"https?://|/root/|/work/|/home/|pyenv", (ROOT / name).read_text(encoding="utf-8"))
