"""The pointer of the calendar's tests: where blocks and lanes are seen, and a drag in three steps."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def spot(view, name):
    """Where a customer's block is seen."""
    return view.seen_spot(next(spot for spot in view.spots if spot.block.name == name))


def drag(view, start, end, drop=True):
    """Press, go there in three steps, let go."""
    port = view.viewport()
    QTest.mousePress(port, LEFT, PLAIN, point(start))
    for share in (0.2, 0.6, 1.0):
        QTest.mouseMove(port, point(start + (end - start) * share))
    if drop:
        QTest.mouseRelease(port, LEFT, PLAIN, point(end))


def point(place):
    """To whole pixels."""
    return QPoint(round(place.x()), round(place.y()))


def lane_middle(view, escort_id):
    """The middle of a lane's row in the day or the week."""
    lanes = view.frame.bands if hasattr(view.frame, "bands") else view.frame.rows
    lane = next(lane for lane in lanes if lane.escort_id == escort_id)
    return view.head + lane.top + lane.height / 2 - view.verticalScrollBar().value()


def drag_by(view, name, hours=0.0, lane=None, grip="body"):
    """Drag a block along by hours, to a lane, or by its start or end."""
    box = spot(view, name)
    x = {"body": box.center().x(), "start": box.left() + 2, "end": box.right() - 2}[grip]
    start = QPointF(x, box.center().y())
    y = start.y() if lane is None else lane_middle(view, lane)
    drag(view, start, QPointF(x + hours * getattr(view.frame, "hour", 0), y))
