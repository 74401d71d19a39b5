"""Pictures as they come and as they are kept: drawn anew, so that nothing but what they show is left of the file."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from samspel.core.errors import Refused

MOST_BYTES: Final = 12_000_000
"""Of a picture as it comes: what a phone's camera makes."""
MOST_POINTS: Final = 50_000_000
"""Width times height: more is a file made to fill the memory."""
LONGEST_SIDE: Final = 1600
KIND: Final = "image/webp"
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY: Final = 78
_BOMBS: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)


@dataclass(frozen=True)
class Drawn:
    """A picture as it is kept: bytes of WebP, and its size in points."""

    data: bytes
    width: int
    height: int


def drawn(raw: bytes) -> Drawn:
    """The picture in the bytes, drawn anew, the right way up and no side longer than LONGEST_SIDE.

    Nothing but what it shows is kept. Raises Refused (field `picture`) for what is no picture, or too large a one.
    """
    if len(raw) > MOST_BYTES:
        raise _refused()
    try:
        with Image.open(BytesIO(raw), formats=_FORMATS) as found:
            if found.width * found.height > MOST_POINTS:
                raise _refused()
            found.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
            upright = ImageOps.exif_transpose(found).convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError, *_BOMBS) as fault:
        raise _refused() from fault
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = BytesIO()
    bare.save(out, "WEBP", quality=_QUALITY, method=4)
    return Drawn(out.getvalue(), bare.width, bare.height)


def too_large() -> Drawn:
    """What is said of a file that was cut off since it is too large. Raises Refused, always."""
    raise _refused()


def _refused() -> Refused:
    return Refused(
        _("This is no picture that can be read here. Choose a JPEG, PNG or WebP of at most 12 MB."), field="picture"
    )
