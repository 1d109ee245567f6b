"""What tests of the case screens share: invented cases, a window to stand in, and a runner with a short outbox."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.case.runner import StepRunner
from desktop.ui.worker import Worker
from tests.ui.case.sample_source import SampleCases

SHORT = 400
"""The outbox's time in these tests, in milliseconds."""


@pytest.fixture
def cases() -> SampleCases:
    """Three invented cases and a desk that remembers what it was asked."""
    return SampleCases()


@pytest.fixture
def window() -> Iterator[QWidget]:
    """A shown window of 1440 x 900 to put screens into."""
    made = QWidget()
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def runner(cases: SampleCases, worker: Worker, window: QWidget) -> StepRunner:
    """A runner whose outbox waits a moment instead of ten seconds."""
    return StepRunner(cases, worker, window, SHORT)


@pytest.fixture
def settle(worker: Worker) -> Callable[[], None]:
    """Let worker and window come to rest."""

    def _settle() -> None:
        for _ in range(4):
            worker.wait_idle()
            QApplication.processEvents()

    return _settle


@pytest.fixture
def press() -> Callable[..., None]:
    """Press a key on what has the keyboard."""

    def _press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, held)
        QApplication.processEvents()

    return _press
