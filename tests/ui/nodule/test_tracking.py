"""The parcel of a reading is followed on the courier's own page."""

from types import SimpleNamespace

from desktop.casework.consulting.rows import Parcel
from desktop.handbook.moments import parse_moment
from desktop.ui.nodule import tracking
from desktop.ui.nodule.tracking import address_of, open_tracking


def parcel(at, courier, number):
    return Parcel(True, parse_moment(at), courier, number, ())


def test_the_typed_number_comes_before_the_newest_on_record():
    sheet = SimpleNamespace(parcels=(
        parcel("2026-03-03 09:00", "圆通", "YT8817204953617"), parcel("2026-03-02 09:00", "顺丰", "SF1524837096382"),
        parcel("2026-03-04 09:00", "", ""),
    ))  # fmt: skip
    assert address_of(sheet, "SF1524837096382").endswith("/SF1524837096382")
    assert address_of(sheet, "").endswith("nu=YT8817204953617")
    assert address_of(None, "") == ""


def test_without_a_number_it_says_so_and_opens_nothing(monkeypatch):
    opened, told = [], []
    monkeypatch.setattr(tracking.QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    page = SimpleNamespace(sheet=None, parcel=SimpleNamespace(receipt=SimpleNamespace(number="")),
                           told=SimpleNamespace(emit=told.append))  # fmt: skip
    open_tracking(page)
    assert (opened, told) == ([], ["没有可查的运单号，或看不出是哪家快递"])
    page.parcel.receipt.number = "SF1524837096382"
    open_tracking(page)
    assert opened == ["https://www.sf-express.com/chn/sc/waybill/waybill-detail/SF1524837096382"]
