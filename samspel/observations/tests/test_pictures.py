"""Pictures: nothing but what they show is kept, and they are seen by who may read the observation whole."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageOps
from PIL.ExifTags import IFD, Base

from samspel.accounts.who import Who
from samspel.core.errors import Missing, Refused
from samspel.observations import pictures, queries
from samspel.observations.tests.given import photo, told

Whos = Callable[[str], Who]


def test_nothing_is_left_of_where_and_when_a_picture_was_taken() -> None:
    exif = Image.Exif()
    exif[Base.Make], exif[Base.DateTime] = "Kameran", "2026:11:22 21:00:00"
    exif.get_ifd(IFD.GPSInfo)[2] = (58.0, 23.0, 31.0)
    raw = photo(exif=exif, comment=b"hemligt")
    assert b"Kameran" in raw
    kept = pictures.drawn(raw).data
    found = Image.open(BytesIO(kept))
    assert (found.format, dict(found.getexif()), "exif" in found.info) == ("WEBP", {}, False)
    assert not [word for word in (b"Kameran", b"hemligt", b"2026", b"EXIF", b"XMP") if word in kept]


def test_a_picture_is_turned_upright_and_made_small() -> None:
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    kept = pictures.drawn(photo((4000, 1000), exif=exif))
    assert (kept.width, kept.height) == (400, 1600)


@pytest.mark.parametrize(
    "raw",
    [b"", b"not a picture", photo()[:200], b"<svg xmlns='http://www.w3.org/2000/svg'/>", photo(form="TIFF"), b"GIF89a"],
)
def test_what_is_no_picture_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused) as no:
        pictures.drawn(raw)
    assert no.value.field == "picture"


def test_a_picture_made_to_fill_the_memory_is_refused() -> None:
    with pytest.raises(Refused):
        pictures.drawn(photo((20_000, 20_000), "PNG"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_however_the_camera_was_held_the_picture_is_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    raw = photo((60, 40), exif=exif)
    upright = ImageOps.exif_transpose(Image.open(BytesIO(raw)))
    kept = pictures.drawn(raw)
    assert upright
    assert (kept.width, kept.height) == upright.size


@pytest.mark.django_db
def test_who_reads_without_persons_sees_no_picture(who: Whos) -> None:
    made = told(who("host.berga"), picture=pictures.drawn(photo()))
    assert queries.picture(who("bridge.berga"), made.pk).width == 60
    for username in ("evaluator", "partner.police", "admin"):
        with pytest.raises(Missing):
            queries.picture(who(username), made.pk)
