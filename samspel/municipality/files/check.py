"""Reads a municipality's folder and finds every fault in it, each with its file and line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from samspel.municipality import starting
from samspel.municipality.files import text, words
from samspel.municipality.files.checks import CHECKS
from samspel.municipality.files.checks.known import Known, Unsound, shapes
from samspel.municipality.files.faults import Fault, Unreadable
from samspel.municipality.files.shapes import FILES, OPTIONAL, Description, Part


@dataclass(frozen=True)
class Checked:
    """What the check found. The description is there when no fault is; `own`: other modules' files, by name."""

    faults: tuple[Fault, ...]
    description: Description | None
    own: Mapping[str, Part] = field(default_factory=dict)


def check(folder: Path) -> Checked:
    """Check all files of a folder; faults come by file and line, in the language of the moment."""
    if not folder.is_dir():
        return Checked((Fault(str(folder), 0, _("There is no such folder.")),), None)
    faults = _strangers(folder)
    contents: dict[str, text.Content] = {}
    parts: dict[str, Part] = {}
    for name in FILES:
        faults += _read(folder, name, contents) + _shaped(name, contents, parts)
    own = {name: one for name, one in starting.registered().items() if (folder / f"{name}.yaml").exists()}
    for name in own:
        faults += _read(folder, name, contents) + _shaped(name, contents, parts)
    return _whole(faults, contents, parts)


def examine(document: Mapping[str, Any]) -> Checked:
    """The same check of a municipality that stands in no files: each file's content by its name without `.yaml`.

    The faults have paths, and no lines that mean anything.
    """
    contents = {name: text.Content(data=document.get(name, OPTIONAL.get(name))) for name in FILES}
    parts: dict[str, Part] = {}
    faults = [fault for name in FILES for fault in _shaped(name, contents, parts)]
    return _whole(faults, contents, parts)


def _whole(faults: list[Fault], contents: dict[str, text.Content], parts: dict[str, Part]) -> Checked:
    faults = [*faults, *_across(contents, parts)]
    if faults:
        return Checked(tuple(sorted(faults)), None)
    described = {name: parts.pop(name) for name in FILES}
    return Checked((), Description(**described), parts)  # type: ignore[arg-type]


def _strangers(folder: Path) -> list[Fault]:
    """YAML files with other names: nobody reads them, which their author should know."""
    known = {f"{name}.yaml" for name in (*FILES, *starting.registered())}
    return [
        Fault(path.name, 0, _("The file is unknown. There are: %(names)s.") % {"names": ", ".join(sorted(known))})
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in {".yaml", ".yml"} and path.name not in known
    ]


def _read(folder: Path, name: str, contents: dict[str, text.Content]) -> list[Fault]:
    """Read one file, keep what it holds, and return why it cannot be read. An optional one may be missing."""
    file = f"{name}.yaml"
    if name in OPTIONAL and not (folder / file).exists():
        contents[name] = text.Content(data=OPTIONAL[name])
        return []
    try:
        contents[name] = text.read(folder / file)
    except Unreadable as stop:
        return [Fault(file, stop.line, stop.message)]
    except OSError:
        return [Fault(file, 0, _("The file cannot be opened."))]
    return contents[name].faults(file)


def _shaped(name: str, contents: dict[str, text.Content], parts: dict[str, Part]) -> list[Fault]:
    """Keep a file's sound content, and return its own faults."""
    if name not in contents:
        return []
    content = contents[name]
    try:
        parts[name] = shapes()[name].model_validate(content.data)
    except ValidationError as error:
        return [Fault(f"{name}.yaml", content.line(one["loc"]), words.said(one), one["loc"]) for one in error.errors()]
    return []


def _across(contents: dict[str, text.Content], parts: dict[str, Part]) -> list[Fault]:
    known = Known(contents, parts)
    for one in CHECKS:
        try:
            one(known)
        except Unsound:
            continue
    return known.faults
