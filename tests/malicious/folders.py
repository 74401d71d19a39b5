"""Folders of a municipality that mean harm: 28 ways to spoil the file of areas, or what stands in its place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AREAS = "areas.yaml"


def _text(make: Callable[[], str | bytes]) -> Callable[[Path], None]:
    def spoilt(file: Path) -> None:
        content = make()
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    return spoilt


def _link(target: str) -> Callable[[Path], None]:
    def spoilt(file: Path) -> None:
        file.unlink()
        file.symlink_to(target)

    return spoilt


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _stranger(file: Path) -> None:
    (file.parent / "evil.yaml").write_text("!!python/object/apply:os.system ['id']\n")


def _laughs() -> str:
    steps = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10))
    return f"l0: &l0 ha\n{steps}\nareas: *l9\n"


def _area(**changed: str) -> Callable[[Path], None]:
    fields = {"code": "a", "name": "A", "level": "main", "confidence": "low", "assumption": "true"} | changed
    lines = "\n".join(f"    {name}: {value}" for name, value in fields.items())
    return _text(lambda: f"areas:\n  -\n{lines}\n")


FOLDERS: dict[str, Callable[[Path], None]] = {
    "references of references": _text(_laughs),
    "a reference to itself": _text(lambda: "areas: &a [*a]\n"),
    "an anchor": _text(lambda: "areas: &a []\n"),
    "a merged key": _text(lambda: "areas:\n  - <<: {code: a}\n    name: A\n"),
    "a tag that runs": _text(lambda: "areas: !!python/object/apply:os.system ['touch /tmp/evil']\n"),
    "a tag of bytes": _text(lambda: "areas: !!binary aGFoYQ==\n"),
    "a tag of its own": _text(lambda: "areas: !evil {a: b}\n"),
    "a directive of tags": _text(lambda: "%TAG ! tag:yaml.org,2002:python/\n---\nareas: !name:os.system\n"),
    "another YAML": _text(lambda: "%YAML 9.9\n---\nareas: []\n"),
    "two documents": _text(lambda: "areas: []\n---\nareas: [a]\n"),
    "a key that is a map": _text(lambda: "? {a: b}\n: c\nareas: []\n"),
    "a key twice": _text(lambda: "areas: []\nareas: [a]\n"),
    "ten thousand brackets": _text(lambda: "areas: " + "[" * 10_000 + "]" * 10_000),
    "a thousand steps in": _text(lambda: "areas:\n" + "\n".join(" " * n + "a:" for n in range(1, 900))),
    "a million bytes": _text(lambda: "areas:\n" + "  - {code: a}\n" * 80_000),
    "a key without end": _text(lambda: "a" * 100_000 + ": 1\nareas: []\n"),
    "a number without end": _area(latitude="9" * 5_000, longitude="1"),
    "numbers that are none": _area(latitude=".nan", longitude=".inf"),
    "numbers of other kinds": _area(latitude="0x1F", longitude="190:20:30"),
    "NUL": _text(lambda: b"areas: [a\x00b]\n"),
    "signs that steer a terminal": _text(lambda: "areas: ['a\x1b]0;evil\x07']\n"),
    "another encoding": _text(lambda: "areas: []\n".encode("utf-16")),
    "bytes of no encoding": _text(lambda: b"areas: [\xc0\xaf\xed\xa0\x80]\n"),
    "a code that leaves its folder": _area(code="../../etc/passwd"),
    "a link to a file of the system": _link("/etc/passwd"),
    "a link to itself": _link(AREAS),
    "a pipe that nobody writes to": _pipe,
    "a stranger beside the others": _stranger,
}


def spoil(folder: Path, how: str) -> None:
    """Spoil a sound folder."""
    FOLDERS[how](folder / AREAS)
