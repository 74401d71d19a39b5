"""Pictures as they come and as they are kept: drawn anew, so that nothing but what they show is left of the file."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.utils.translation import gettext_lazy as _
from PIL import Image
from PIL.ExifTags import Base

from samspel.core.errors import Refused

MOST_BYTES: Final = 12_000_000
"""Of a picture as it comes: what a phone's camera makes."""
MOST_POINTS: Final = 50_000_000
"""Width times height: more is a file made to fill the memory."""
MOST_POINTS_WHOLE: Final = 25_000_000
"""The same of what is no JPEG, and so can't be read at a part of its size: four bytes a point."""
MOST_OF_A_SIDE: Final = 30_000
"""No camera makes more; each row costs memory too, however short it is."""
LONGEST_SIDE: Final = 1600
KIND: Final = "image/webp"
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY: Final = 78
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a camera says that it was held, and what turns the picture the right way up."""
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
        # What is odd in a file's notes is let go with them.
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(raw), formats=_FORMATS) as found:
            if _is_too_large(found):
                raise _refused()
            turn = _TURNS.get(found.getexif().get(Base.Orientation, 1))
            small = _made_small(found)
            upright = (small if turn is None else small.transpose(turn)).convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError, *_BOMBS) as fault:
        raise _refused() from fault
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = BytesIO()
    bare.save(out, "WEBP", quality=_QUALITY, method=4)
    return Drawn(out.getvalue(), bare.width, bare.height)


def _is_too_large(found: Image.Image) -> bool:
    most = MOST_POINTS if found.format == "JPEG" else MOST_POINTS_WHOLE
    return found.width * found.height > most or max(found.size) > MOST_OF_A_SIDE


def _made_small(found: Image.Image) -> Image.Image:
    """Before anything else is done to it: every step after the first would cost the whole picture once more."""
    found.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
    small = found.convert("RGB") if found.mode in {"1", "P"} else found
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return small


def too_large() -> Drawn:
    """What is said of a file that was cut off since it is too large. Raises Refused, always."""
    raise _refused()


def _refused() -> Refused:
    return Refused(
        _("This is no picture that can be read here. Choose a JPEG, PNG or WebP of at most 12 MB."), field="picture"
    )
