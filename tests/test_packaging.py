"""A wheel carries everything the program needs, and its metadata no more than what the program uses."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.architecture import imports, read_modules

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("desktop", "resources", "scripts", "pyproject.toml", "README.md", "LICENSE")
MODULES = {
    "PySide6-Essentials": "PySide6", "PyYAML": "yaml", "SQLAlchemy": "sqlalchemy", "argon2-cffi": "argon2",
    "python-calamine": "python_calamine", "pillow": "PIL",
}  # fmt: skip
UNSEEN = {"tzdata", "psycopg", "PySide6-Addons", "XlsxWriter"}
"""Data and drivers that others load, parts of Qt that come by another name, and the writer of large workbooks."""

BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel of this checkout, unpacked into a folder of its own."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    for name in PARTS:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, source / name)
    subprocess.run([sys.executable, "-c", BUILD, str(source / "dist")], cwd=source, check=True, capture_output=True)
    (wheel,) = (source / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(out)
    return out


def caredesk(installed, *words):
    """The installed program's answer, started far from any checkout."""
    environment = {**os.environ, "CAREDESK_HOME": str(installed / "home"), "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, "-P", "-m", "desktop", *words],
        cwd=installed, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_installed_package_is_the_one_that_answers(installed):
    where = "import desktop.paths as p; print(p.resource_path('x').parent)"
    told = subprocess.run(
        [sys.executable, "-P", "-c", where], cwd=installed, env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(told.stdout.strip()) == installed / "desktop" / "resources"


def test_every_requirement_is_imported_somewhere_in_the_program():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\[<>=;]", line)[0].strip() for line in project["dependencies"]}
    used = {name.split(".")[0] for module in read_modules(ROOT) for _, name in imports(module)}
    assert [name for name in sorted(declared - UNSEEN) if MODULES.get(name, name.lower()) not in used] == []


@pytest.mark.rule("T-05")
def test_an_installed_wheel_answers_from_its_own_calendars(installed):
    told = caredesk(installed, "due", "gc.inpatient", "--from", "2026-12-18 10:00")
    assert told.returncode == 0, told.stderr
    assert "预估" in told.stdout


def test_an_installed_wheel_has_fonts_icons_samples_and_migrations(installed):
    resources = installed / "desktop" / "resources"
    sample = Path(shutil.copy(resources / "samples" / "carrier-list.xlsx", installed))
    told = caredesk(installed, "import", str(sample))
    assert told.returncode == 1, told.stderr
    assert "新登记 51 件" in told.stdout
    assert {path.relative_to(resources) for path in resources.rglob("*")} == {
        path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*")
    }
