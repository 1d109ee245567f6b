"""What the keys of the viewer do; while something is measured the arrows move the next place of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from desktop.ui.viewer.page import ViewerPage
from desktop.ui.viewer.pixels import Window

_ARROWS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
_WIDER, _HIGHER, _SHIFT, _FAR, _PAGE, _ZOOM = 50, 25, 40, 10, 10, 1.25


def handlers(page: ViewerPage) -> Mapping[str, Callable[[], object]]:
    """The action of each name."""
    view, page_ = page.viewport, _PAGE
    return {
        **{f"viewer_{name}": partial(_arrow, page, name) for name in _ARROWS},
        **{f"viewer_shift_{name}": partial(_shift, page, name) for name in _ARROWS},
        "viewer_page_down": partial(page.turn, page_), "viewer_page_up": partial(page.turn, -page_),
        "viewer_lung": partial(page.set_preset, "肺"), "viewer_soft": partial(page.set_preset, "纵隔"),
        "viewer_bone": partial(page.set_preset, "骨"), "viewer_measure": page.measure,
        "viewer_put": partial(_put, page), "viewer_remove": page.remove, "viewer_following": page.follow,
        "viewer_key_image": page.keep_key_image, "viewer_compare": page.compare, "viewer_reset": view.reset,
        "viewer_zoom_in": partial(view.zoom_by, _ZOOM), "viewer_zoom_out": partial(view.zoom_by, 1 / _ZOOM),
        "viewer_wider": partial(_window, page, _WIDER, 0), "viewer_narrower": partial(_window, page, -_WIDER, 0),
        "viewer_brighter": partial(_window, page, 0, -_HIGHER), "viewer_darker": partial(_window, page, 0, _HIGHER),
    }  # fmt: skip


def _arrow(page: ViewerPage, name: str) -> None:
    dx, dy = _ARROWS[name]
    if page.viewport.measuring is not None:
        page.viewport.nudge(dx, dy)
    elif dy:
        page.turn(dy)
    else:
        page.step_series(dx)


def _shift(page: ViewerPage, name: str) -> None:
    dx, dy = _ARROWS[name]
    if page.viewport.measuring is not None:
        page.viewport.nudge(_FAR * dx, _FAR * dy)
    else:
        page.viewport.shift(_SHIFT * dx, _SHIFT * dy)


def _put(page: ViewerPage) -> None:
    if page.viewport.measuring is not None:
        page.viewport.fix()
    else:
        page.write()


def _window(page: ViewerPage, wider: float, higher: float) -> None:
    window = page.viewport.pane.window
    page.viewport.set_window(Window(window.width + wider, window.centre + higher))
