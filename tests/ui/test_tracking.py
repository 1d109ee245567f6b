"""A parcel is followed on the courier's own page, and its state is said in a few words."""

from desktop.casework.consulting.rows import Parcel
from desktop.handbook.moments import parse_moment
from desktop.ui import tracking
from desktop.ui.tracking import address_of, open_tracking, road_words


def parcel(at, courier, number, state="", incoming=True):
    return Parcel(incoming, parse_moment(at), courier, number, (), state)


KNOWN = (
    parcel("2026-03-03 09:00", "圆通", "YT8817204953617", "在途"),
    parcel("2026-03-02 09:00", "顺丰", "SF1524837096382"), parcel("2026-03-04 09:00", "", ""),
)  # fmt: skip


def test_the_typed_number_comes_before_the_newest_on_record():
    assert address_of(KNOWN, "SF1524837096382").endswith("/SF1524837096382")
    assert address_of(KNOWN).endswith("nu=YT8817204953617")
    assert address_of(()) == ""


def test_the_newest_parcel_is_said_with_what_the_courier_says():
    assert road_words(KNOWN) == "寄来 圆通 在途"
    assert road_words((parcel("2026-03-05 09:00", "顺丰", "SF1524837096382", incoming=False), *KNOWN)) == "寄出 顺丰"
    assert road_words(()) == ""


def test_without_a_number_it_says_so_and_opens_nothing(monkeypatch):
    opened, told = [], []
    monkeypatch.setattr(tracking.QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    open_tracking((), "", told.append)
    assert (opened, told) == ([], ["没有可查的运单号，或看不出是哪家快递"])
    open_tracking((), "SF1524837096382", told.append)
    assert opened == ["https://www.sf-express.com/chn/sc/waybill/waybill-detail/SF1524837096382"]
