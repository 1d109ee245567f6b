"""The Qt binding loses no references to None and True: releases that do abort after some thousand calls."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel


class Emitter(QObject):
    """Sends and listens."""

    sent = Signal(object)

    def hear(self, _what):
        """Nothing."""


def test_twenty_thousand_signals_and_repaints_lose_no_reference(qtbot):
    emitter, label = Emitter(), QLabel("x")
    emitter.sent.connect(emitter.hear)
    qtbot.addWidget(label)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(20_000):
        emitter.sent.emit(None)
        label.setEnabled(bool(number % 2))
        if number % 100 == 0:
            label.repaint()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(abs(now - then) < 200 for now, then in zip(after, before, strict=True))
