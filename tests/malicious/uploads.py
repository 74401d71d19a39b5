"""Files that somebody sends where boundaries are taken: 32, by what they are."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Upload:
    """A file's name and how its bytes are made."""

    name: str
    made: Callable[[], bytes]


def _zip(*files: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return held.getvalue()


def _zips() -> bytes:
    return _zip(*[(f"{number}.zip", _zip(("a", b"0" * 100_000))) for number in range(50)])


def _zip_with_a_link() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        link = zipfile.ZipInfo("areas.geojson")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return held.getvalue()


def _tar_with_a_link() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        link = tarfile.TarInfo("../../areas.geojson")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return held.getvalue()


def collection(*features: object) -> bytes:
    """GeoJSON with these features."""
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _shape(ring: str) -> bytes:
    return collection(
        {"type": "Feature", "properties": {"name": "A"}, "geometry": {"type": "Polygon", "coordinates": ["RING"]}}
    ).replace(b'"RING"', ring.encode())


def _laughs() -> bytes:
    steps = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{steps}]><a>&l9;</a>'.encode()


class _Run:
    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return eval, ("__import__('os').getpid()",)


EVIL = b"<script>alert(document.cookie)</script>"
XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml>&x;</kml>'
UPLOADS: dict[str, Upload] = {
    "nothing": Upload("a.geojson", lambda: b""),
    "an archive": Upload("a.zip", lambda: _zip(("a.geojson", b"{}"))),
    "an archive that unpacks to 100 MB": Upload("a.zip", lambda: _zip(("a.geojson", b"0" * 100_000_000))),
    "an archive of archives": Upload(
        "a.zip", lambda: _zip(*[(f"{n}.zip", _zip(("a", b"0" * 100_000))) for n in range(50)])
    ),
    "an archive that leaves its folder": Upload("a.zip", lambda: _zip(("../../../tmp/evil.geojson", b"{}"))),
    "an archive with a link": Upload("a.zip", _zip_with_a_link),
    "a tape with a link": Upload("a.tar", _tar_with_a_link),
    "gzip that unpacks to 100 MB": Upload("a.geojson.gz", lambda: gzip.compress(b"0" * 100_000_000)),
    "entities of entities": Upload("a.kml", _laughs),
    "an entity that reads a file": Upload("a.geojson", lambda: XXE),
    "a picture that is a script": Upload("a.svg", lambda: b"<svg onload='alert(1)'>" + EVIL + b"</svg>"),
    "a page": Upload("a.html", lambda: b"<!doctype html>" + EVIL),
    "a picture and a script": Upload("a.gif", lambda: b"GIF89a/*" + b"\x00" * 40 + b"*/=1;alert(1)"),
    "a document and a script": Upload("a.pdf", lambda: b"%PDF-1.7\n" + EVIL),
    "a program": Upload("a.geojson", lambda: b"\x7fELF\x02\x01\x01" + b"\x00" * 200),
    "a pickle that runs": Upload("a.geojson", lambda: pickle.dumps(_Run())),
    "server code": Upload("a.php.geojson", lambda: b"<?php system($_GET['c']); ?>"),
    "a tag that runs": Upload("a.geojson", lambda: b"!!python/object/apply:os.system ['id']"),
    "more than is taken": Upload(
        "a.geojson", lambda: b'{"type": "FeatureCollection", "features": []}' + b" " * 5_000_000
    ),
    "a hundred thousand brackets": Upload("a.geojson", lambda: b"[" * 100_000 + b"]" * 100_000),
    "a hundred thousand braces": Upload("a.geojson", lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "a million numbers": Upload("a.geojson", lambda: b"[" + b"0," * 1_500_000 + b"0]"),
    "a million points": Upload("a.geojson", lambda: _shape("[" + "[1,2]," * 800_000 + "[1,2]]")),
    "fifty thousand shapes": Upload("a.geojson", lambda: collection(*[{"type": "Feature"}] * 50_000)),
    "a number of a million digits": Upload("a.geojson", lambda: _shape(f"[[{'9' * 1_000_000}, 1]]")),
    "no numbers": Upload("a.geojson", lambda: _shape("[[NaN, Infinity], [-Infinity, NaN], [1, 1]]")),
    "numbers beyond all": Upload("a.geojson", lambda: _shape("[[1e999, 1], [1e-999, 1], [1e308, 1e308]]")),
    "another encoding": Upload("a.geojson", lambda: collection().decode().encode("utf-16")),
    "bytes of no encoding": Upload("a.geojson", lambda: collection().replace(b"type", b"\xc0\xaf\xed\xa0\x80")),
    "NUL": Upload("a.geojson", lambda: collection().replace(b"Feature", b"\x00")),
    "cut off": Upload("../../../etc/passwd\u202enosjoeg.exe", lambda: collection(1, 2, 3)[:60]),
    "a name without end": Upload("a" * 4000 + ".geojson", lambda: b"not a map"),
}
