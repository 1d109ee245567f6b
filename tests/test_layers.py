"""Holds the architecture: who may import whom, where the clock is read, how long things may be."""

from pathlib import Path

import pytest

from tests import architecture
from tests.architecture import Module

ROOT = Path(__file__).resolve().parents[1]
MODULES = architecture.read_modules(ROOT)
CHECKS = [
    architecture.wrong_directions,
    architecture.misplaced_libraries,
    architecture.imports_in_functions,
    architecture.clock_reads,
    architecture.oversized,
    architecture.missing_docstring,
    architecture.forbidden_calls,
    architecture.unfinished,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_module_keeps_the_house_rules(check):
    complaints = [complaint for module in MODULES for complaint in check(module)]
    assert not complaints, "\n".join(complaints)


def test_no_modules_import_each_other_in_a_circle():
    assert not architecture.import_cycles(MODULES)


def test_functions_are_short_on_the_whole():
    assert not architecture.unusual_lengths(architecture.function_lengths(MODULES))


def test_the_check_sees_the_whole_package():
    assert {"desktop", "desktop.handbook.vocabulary"} <= {module.name for module in MODULES}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("desktop.ui.queue_page", "from desktop.models import tables"),
        ("desktop.ui.queue_page", "import desktop.models.tables as t"),
        ("desktop.ui.queue_page", "from desktop import models"),
        ("desktop.reports.monthly", "from ..models.tables import Case"),
        ("desktop.reports.monthly", "from desktop.exchange import carrier"),
        ("desktop.models.tables", "from desktop.casework import claim"),
        ("desktop.casework.claim", "from desktop.ui import shell"),
        ("desktop.handbook.progress", "from desktop.settings import Settings"),
        ("desktop.settings", "from desktop.casework import rows"),
        ("desktop.ui.shell", "from desktop.app import start"),
    ],
)
def test_an_import_against_the_direction_is_found(name, text):
    assert architecture.wrong_directions(Module(name, text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("desktop.app", "from desktop import models, ui"),
        ("desktop.commands.due", "from desktop.models import engines"),
        ("desktop.ui.queue_page", "from desktop.casework import rows\nfrom . import theme"),
        ("desktop.casework.claim", "from desktop.models import tables"),
        ("desktop.exchange.carrier", "from desktop import __version__"),
    ],
)
def test_an_import_along_the_direction_is_allowed(name, text):
    assert not architecture.wrong_directions(Module(name, text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("desktop.casework.claim", "from PySide6.QtCore import QObject"),
        ("desktop.ui.queue_page", "import sqlalchemy as sa"),
        ("desktop.casework.claim", "import sqlite3"),
        ("desktop.casework.claim", "from openpyxl import Workbook"),
        ("desktop.ui.report_page", "import reportlab.pdfgen.canvas"),
        ("desktop.handbook.workdays", "import dateutil"),
        ("desktop.ui.chart", "from PySide6.QtCharts import QChart"),
        ("desktop.ui.chart", "from PySide6 import QtGraphs"),
    ],
)
def test_a_library_outside_its_room_is_found(name, text):
    assert architecture.misplaced_libraries(Module(name, text))


def test_libraries_in_their_own_room_are_allowed():
    assert not architecture.misplaced_libraries(Module("desktop.ui.shell", "from PySide6.QtWidgets import QWidget"))
    assert not architecture.misplaced_libraries(Module("desktop.handbook.workdays", "import zoneinfo"))


def test_an_import_inside_a_function_is_found_except_at_the_top():
    text = "def late():\n    if True:\n        import json\n"
    assert architecture.imports_in_functions(Module("desktop.reports.monthly", text))
    assert not architecture.imports_in_functions(Module("desktop.__main__", text))


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\nnow = datetime.datetime.now()",
        "import datetime as dt\ndt.date.today()",
        "from datetime import datetime\ndatetime.utcnow()",
        "from datetime import datetime as moment\nfield(default_factory=moment.now)",
        "from time import time\ntime()",
        "from PySide6.QtCore import QDateTime\nQDateTime.currentDateTime()",
    ],
)
def test_reading_the_clock_is_found_except_at_the_top(text):
    assert architecture.clock_reads(Module("desktop.casework.claim", text))
    assert not architecture.clock_reads(Module("desktop.app", text))


def test_a_passed_in_clock_is_allowed():
    text = "import time\n\ndef act(clock):\n    time.monotonic()\n    return clock.now()\n"
    assert not architecture.clock_reads(Module("desktop.casework.claim", text))


def test_a_circle_of_imports_is_found_once():
    circle = [
        Module("desktop.casework.a", "from desktop.casework import b"),
        Module("desktop.casework.b", "from .c import thing"),
        Module("desktop.casework.c", "import desktop.casework.a"),
        Module("desktop.casework.d", "from desktop.casework import a"),
    ]
    assert len(architecture.import_cycles(circle)) == 1
    assert not architecture.import_cycles([*circle[:2], circle[3]])


def test_a_name_for_the_type_checker_alone_closes_a_circle_too():
    guarded = "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from desktop.casework import b\n"
    pair = [Module("desktop.casework.a", guarded), Module("desktop.casework.b", "from desktop.casework import a")]
    assert len(architecture.import_cycles(pair)) == 1


def test_what_is_too_long_is_found():
    function = "def long():\n" + "    pass\n" * architecture.FUNCTION_LINES
    method = "    def short(self):\n        pass\n" * (architecture.CLASS_LINES // 2)
    assert architecture.oversized(Module("desktop.ui.shell", function))
    assert architecture.oversized(Module("desktop.ui.shell", "class Long:\n" + method))
    assert architecture.oversized(Module("desktop.ui.shell", "\n" * (architecture.FILE_LINES + 1)))
    assert not architecture.oversized(Module("desktop.models.migrations.versions.first", function))


def test_the_lengths_of_all_functions_count_together():
    assert architecture.unusual_lengths([9] * 10)
    assert architecture.unusual_lengths([3] * 8 + [21] * 2)
    assert not architecture.unusual_lengths([3] * 9 + [21])
    assert not architecture.unusual_lengths([])


def test_a_docstring_does_not_make_a_function_long():
    text = 'def told():\n    """One.\n\n    Two.\n    """\n    return 1\n'
    assert architecture.function_lengths([Module("desktop.ui.shell", text)]) == [2]


def test_a_module_without_an_opening_sentence_is_found():
    assert architecture.missing_docstring(Module("desktop.ui.shell", "import os\n"))
    assert architecture.missing_docstring(Module("desktop.ui.shell", '"""  """\n'))


@pytest.mark.parametrize(
    "text",
    [
        'widget.setStyleSheet("color: red")',
        'QMessageBox.question(None, "a", "b")',
        'QtWidgets.QMessageBox.warning(None, "a", "b")',
    ],
)
def test_forbidden_calls_are_found(text):
    assert architecture.forbidden_calls(Module("desktop.ui.shell", text))


def test_the_theme_may_set_the_style_sheet_and_a_logger_may_warn():
    assert not architecture.forbidden_calls(Module("desktop.ui.theme", "application.setStyleSheet(sheet)"))
    assert not architecture.forbidden_calls(Module("desktop.ui.shell", 'log.warning("late")'))


@pytest.mark.parametrize("text", ["x = 1  # TODO later", "# FIXME\n", "def f():\n    raise NotImplementedError\n"])
def test_unfinished_work_is_found(text):
    assert architecture.unfinished(Module("desktop.ui.shell", text))
