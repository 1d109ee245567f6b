"""Which carriers speak with this desk, and how: kept in the database without any secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.acting import BadInput
from desktop.casework.desk import Desk
from desktop.casework.plans import HOUSE_CARRIER
from desktop.models.tables import Setting

KEY = "carrier_feed"
SHORTEST, LONGEST = 5, 86_400


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """A carrier's door: `url` of its interface ('' for none), own CA file, watched folder ('' for none), seconds."""

    carrier: str = HOUSE_CARRIER
    url: str = ""
    ca_file: str = ""
    folder: str = ""
    interval: int = 60

    @property
    def active(self) -> bool:
        """Whether anything is to be asked or watched; otherwise lists come in by hand."""
        return bool(self.url or self.folder)


def feed_settings(desk: Desk) -> FeedSettings:
    """The settings as they are; inactive when nobody has made any."""
    with desk.reading() as session:
        kept = session.get(Setting, KEY)
        return _read(kept.value) if kept else FeedSettings()


def keep_settings(desk: Desk, settings: FeedSettings) -> None:
    """Keep them for every desk of this database; BadInput for an interval that is none."""
    if not SHORTEST <= settings.interval <= LONGEST:
        raise BadInput(f"间隔应为 {SHORTEST} 至 {LONGEST} 秒")

    def work(session: Session) -> None:
        value = {"carrier": settings.carrier, "url": settings.url, "ca_file": settings.ca_file,
                 "folder": settings.folder, "interval": settings.interval}  # fmt: skip
        kept = session.get(Setting, KEY)
        if kept is None:
            session.add(Setting(key=KEY, value=value))
        else:
            kept.value = value

    desk.store.run(work)


def _read(value: Mapping[str, Any]) -> FeedSettings:
    return FeedSettings(
        str(value.get("carrier") or HOUSE_CARRIER), str(value.get("url") or ""), str(value.get("ca_file") or ""),
        str(value.get("folder") or ""), int(value.get("interval") or 60),
    )  # fmt: skip
