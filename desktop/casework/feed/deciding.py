"""What a person does about what was rejected: try it again, or say how it was dealt with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.feed.outbox import let_go, payloads, send_again
from desktop.casework.feed.rows import Arrival, Page
from desktop.casework.feed.settings import feed_settings
from desktop.casework.feed.taking import settle, take_page

Reread = Callable[[Sequence[str]], tuple[Arrival, ...]]


def try_again(desk: Desk, kind: str, row_id: int, reread: Reread) -> bool:
    """Judge an application anew, as after its plan was added, or let a message wait anew; whether it went through.

    Raises BadInput when somebody has dealt with it already.
    """
    if kind == "message":
        send_again(desk, row_id)
        return True
    settings = feed_settings(desk)
    kept = payloads(desk, settings.carrier, row_id)
    if not kept:
        raise BadInput("这份申请已经处理过了")
    taken = take_page(desk, Page(settings.carrier, reread(kept), answers=bool(settings.url), again=True))
    return bool(taken.opened or taken.present)


def dismiss(desk: Desk, kind: str, row_id: int, person: str, note: str) -> None:
    """Say how it was dealt with; BadInput without words, or when somebody has done so already."""
    if kind == "message":
        let_go(desk, row_id)
    else:
        settle(desk, row_id, person, note)
