"""Garbage is collected between events in the window's thread, and what was loaded at the start is left alone."""

import gc
import weakref

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.tidying import Tidying


class Ring:
    """Refers to itself, so that only the collector ends it."""

    def __init__(self):
        self.own = self


def test_what_is_there_is_set_aside_and_new_garbage_goes_at_the_next_look(window: QWidget):
    was = gc.isenabled()
    tidying = Tidying(QObject(window))
    tidying.start()
    try:
        assert (gc.isenabled(), gc.get_freeze_count() > 1000) == (False, True)
        ring = weakref.ref(Ring())
        tidying.look()
        assert ring() is not None
        kept = [[] for _ in range(6_000)]
        tidying.look()
        assert (ring(), len(kept)) == (None, 6_000)
    finally:
        tidying.stop()
        assert (gc.isenabled(), gc.get_freeze_count()) == (True, 0)
        if not was:
            gc.disable()
