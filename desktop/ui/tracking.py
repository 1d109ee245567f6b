"""Follows a parcel on its courier's own page, in the browser, and says in words how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.casework.consulting.rows import Parcel
from desktop.handbook.couriers import tracking_page


def open_tracking(parcels: Sequence[Parcel], typed: str, tell: Callable[[str], object]) -> None:
    """The parcel whose number is being typed, else the newest known; says so when there is none."""
    address = address_of(parcels, typed)
    if address:
        QDesktopServices.openUrl(QUrl(address))
    else:
        tell("没有可查的运单号，或看不出是哪家快递")


def address_of(parcels: Sequence[Parcel], typed: str = "") -> str:
    """The courier's page; "" without a number that tells."""
    if typed:
        return tracking_page("", typed)
    newest = newest_of(parcels)
    return tracking_page(newest.courier, newest.number) if newest else ""


def newest_of(parcels: Sequence[Parcel]) -> Parcel | None:
    """The last parcel with a number."""
    return max((one for one in parcels if one.number), key=lambda one: one.at, default=None)


def road_words(parcels: Sequence[Parcel]) -> str:
    """`寄来 顺丰 在途`, `寄出 圆通 已签收`; without the state where nobody asked, '' without a parcel."""
    one = newest_of(parcels)
    parts = ("寄来" if one.incoming else "寄出", one.courier, one.state) if one else ()
    return " ".join(part for part in parts if part)
