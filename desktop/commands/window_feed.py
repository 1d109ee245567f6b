"""The carrier's feed as the window sees it: looked after in a thread of its own, shown and decided in the worker's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.casework.desk import Desk
from desktop.casework.feed.deciding import dismiss, try_again
from desktop.casework.feed.keeping import rejected, state_of
from desktop.casework.feed.rows import Arrival, FeedState, FeedTurn, RejectedRow
from desktop.casework.feed.settings import FeedSettings, feed_settings

if TYPE_CHECKING:
    from desktop.commands.carrier_feed import Feed


class WindowFeed:
    """`turn` and nothing else runs in the feed's own thread; `stop` may be called from any."""

    def __init__(self, desk: Desk, person: str) -> None:
        self._desk, self._person = desk, person
        self._feed: Feed | None = None

    def possible(self) -> bool:
        """A desk in memory has one connection, which a second thread must not use."""
        return self._desk.store.engine.url.database not in (None, "", ":memory:")

    def turn(self) -> FeedTurn:
        """Do what is due: speak with the carrier, look into the folder. Raises DeskError and InputFault."""
        settings = feed_settings(self._desk)
        if not settings.active:
            return FeedTurn(None)
        feed = self._feed_of(settings)
        result, failure = feed.speak(), ""
        opened, refused = result.opened, result.refused
        try:
            for each in feed.look():
                opened, refused = opened + each.opened, refused + len({fault.row for fault in each.faults})
        except OSError as fault:
            failure = f"读不了文件夹「{settings.folder}」：{fault.strerror or fault}"
        return FeedTurn(state_of(self._desk, settings.carrier, whole=False), opened, refused, failure)

    def _feed_of(self, settings: FeedSettings) -> Feed:
        if self._feed is None or self._feed.settings != settings:
            from desktop.commands.carrier_feed import Feed
            from desktop.exchange.http_door import Limits

            # Shorter than from the command line: a window that closes waits for the exchange under way.
            self._feed = Feed(self._desk, settings, Limits(connect=4, silence=6, whole=30))
        return self._feed

    def stop(self) -> None:
        """The window closes."""
        if self._feed is not None:
            self._feed.stop()

    def settings(self) -> FeedSettings:
        """How it is set up."""
        return feed_settings(self._desk)

    def state(self) -> FeedState:
        """How the feed stands."""
        return state_of(self._desk, feed_settings(self._desk).carrier)

    def rejected(self) -> tuple[RejectedRow, ...]:
        """What a person has to look at."""
        return rejected(self._desk, feed_settings(self._desk).carrier)

    def try_again(self, row: RejectedRow) -> bool:
        """Judge it anew; whether it went through."""

        def reread(payloads: Sequence[str]) -> tuple[Arrival, ...]:
            from desktop.exchange.carrier.contract import reread as read

            return read(payloads, self._desk.clock())

        return try_again(self._desk, row.kind, row.id, reread)

    def dismiss(self, row: RejectedRow, note: str) -> None:
        """Say how it was dealt with; BadInput without words."""
        dismiss(self._desk, row.kind, row.id, self._person, note)
