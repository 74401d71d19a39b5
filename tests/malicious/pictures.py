"""Pictures that mean harm: 12, by what they are, and what becomes of each."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (80, 60)


@dataclass(frozen=True)
class Picture:
    """A file's name, how its bytes are made, and whether what it shows can be drawn anew and kept."""

    name: str
    made: Callable[[], bytes]
    kept: bool = False


def _saved(picture: Image.Image, form: str, **more: Any) -> bytes:
    held = BytesIO()
    picture.save(held, form, **more)
    return held.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *more: bytes) -> bytes:
    """Black, of any size, for a few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = _packed((width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + b"".join([_chunk(b"IHDR", head), *more, _chunk(b"IDAT", rows), _chunk(b"IEND", b"")])


def _packed(size: int) -> bytes:
    packing = zlib.compressobj(9)
    block = bytes(1 << 20)
    return b"".join([*(packing.compress(block[: size - at]) for at in range(0, size, 1 << 20)), packing.flush()])


def _plain(form: str, mode: str = "RGB", size: tuple[int, int] = SIZE, **more: Any) -> bytes:
    return _saved(Image.new(mode, size), form, **more)


def _moving() -> bytes:
    others = [Image.new("RGB", SIZE, (number % 255, 0, 0)) for number in range(1000)]
    return _plain("GIF", save_all=True, append_images=others)


PICTURES: dict[str, Picture] = {
    "a picture that unpacks to 3 600 million points": Picture("a.png", lambda: _png(60_000, 60_000)),
    "a note that unpacks to 300 MB": Picture(
        "a.png", lambda: _png(8, 8, _chunk(b"zTXt", b"a\0\0" + _packed(300_000_000)))
    ),
    "a picture, an archive and a script": Picture(
        "a.jpg", lambda: _plain("JPEG") + b"PK\x03\x04<script>alert(1)</script>", kept=True
    ),
    "a script that calls itself a picture": Picture(
        "a.jpg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    ),
    "notes of a camera without end": Picture(
        "a.jpg", lambda: _plain("JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 60_000), kept=True
    ),
    "cut off": Picture("a.jpg", lambda: _plain("JPEG")[:-40]),
    "a thousand pictures in one": Picture("a.gif", _moving, kept=True),
    "colours of a printer": Picture("a.jpg", lambda: _plain("JPEG", "CMYK", (7000, 7000)), kept=True),
    "a single column of forty million points": Picture("a.png", lambda: _png(1, 40_000_000)),
    "another kind than its name says": Picture("a.jpg.exe", lambda: _plain("WEBP"), kept=True),
    "a kind that is not read": Picture("a.heic", lambda: b"\0\0\0\x20ftypheic\0\0\0\0mif1heic" + bytes(2000)),
    "as large as is taken": Picture("a.png", lambda: _plain("PNG", "RGBA", (5000, 5000)), kept=True),
}
