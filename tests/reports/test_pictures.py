"""Pictures on the paper: upright, in their box, no finer than the printer, refused when broken."""

from io import BytesIO

import pytest
from PIL import Image

from desktop.reports.pictures import FINEST, UnreadablePicture, fitted


def picture(size, kind="PNG", mode="RGB", colour=None, **options):
    file = BytesIO()
    Image.new(mode, size, colour or 0).save(file, kind, **options)
    return file.getvalue()


def test_a_picture_keeps_its_proportions_in_its_box():
    ready = fitted(picture((400, 100)), 60.0, 60.0)
    assert (ready.width, ready.height) == pytest.approx((60.0, 15.0))
    tall = fitted(picture((100, 400)), 60.0, 40.0)
    assert (tall.width, tall.height) == pytest.approx((10.0, 40.0))


def test_what_is_finer_than_the_printer_is_brought_down():
    ready = fitted(picture((2400, 1200)), 25.4, 25.4)
    assert (ready.columns, ready.rows) == (FINEST, FINEST // 2)


def test_what_is_coarser_is_left_as_it_is():
    ready = fitted(picture((120, 60)), 25.4, 25.4)
    assert (ready.columns, ready.rows) == (120, 60)


def test_a_jpeg_is_taken_as_it_is_unless_it_is_far_too_fine():
    own = picture((400, 300), "JPEG")
    assert fitted(own, 60.0, 60.0).coded == own
    fine = fitted(picture((3000, 2000), "JPEG"), 25.4, 25.4)
    assert not fine.jpeg
    assert fine.columns == FINEST


def test_a_turned_photograph_is_set_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    ready = fitted(picture((400, 200), "JPEG", exif=exif), 40.0, 40.0)
    assert (ready.width, ready.height) == pytest.approx((20.0, 40.0))
    assert not ready.jpeg
    assert ready.rows > ready.columns


def test_transparency_becomes_a_mask():
    ready = fitted(picture((10, 10), mode="RGBA", colour=(1, 2, 3, 128)), 10.0, 10.0)
    assert ready.mask
    assert ready.colours == 3
    assert not fitted(picture((10, 10)), 10.0, 10.0).mask


def test_a_grey_picture_stays_grey():
    assert fitted(picture((10, 10), mode="L"), 10.0, 10.0).colours == 1


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no picture", picture((300, 300))[:200], picture((300, 300), "JPEG")[:300],
        b"\x89PNG\r\n\x1a\n" + bytes(60),
    ],
)  # fmt: skip
def test_a_broken_picture_is_refused_plainly(content):
    with pytest.raises(UnreadablePicture, match="无法打开"):
        fitted(content, 10.0, 10.0)


def test_a_picture_of_unreasonable_size_is_refused(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(UnreadablePicture, match="过大"):
        fitted(picture((100, 100)), 10.0, 10.0)
