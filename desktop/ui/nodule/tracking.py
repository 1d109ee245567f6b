"""Follows the parcel of a reading on its courier's own page, in the browser."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.casework.consulting.rows import ReadingSheet
from desktop.handbook.couriers import tracking_page


def open_tracking(page: Any) -> None:
    """The parcel whose number is being typed, else the newest on record; says so when there is none."""
    address = address_of(page.sheet, page.parcel.receipt.number)
    if address:
        QDesktopServices.openUrl(QUrl(address))
    else:
        page.told.emit("没有可查的运单号，或看不出是哪家快递")


def address_of(sheet: ReadingSheet | None, typed: str) -> str:
    """The courier's page; "" without a number that tells."""
    if typed:
        return tracking_page("", typed)
    numbered = [one for one in sheet.parcels if one.number] if sheet else []
    newest = max(numbered, key=lambda one: one.at, default=None)
    return tracking_page(newest.courier, newest.number) if newest else ""
