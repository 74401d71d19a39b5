"""Checks on the sources: a row that refers to a document by its mark refers to one that is listed."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from pydantic import BaseModel

from samspel.municipality.files.checks.known import Known
from samspel.municipality.files.faults import Path
from samspel.municipality.files.shapes import SourcesFile

MARK = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]")
"""A reference to a listed source: its code within brackets."""


def sources(known: Known) -> None:
    """Each source has its own code. Where any are listed, the marks in rows' sources are among them."""
    listed = known.file(SourcesFile).sources
    known.once(SourcesFile, ((("sources", n, "code"), one.code) for n, one in enumerate(listed)))
    codes = {one.code for one in listed}
    if not codes:
        return
    for part in known.there():
        for path, source in _sources(part, ()):
            unknown = [mark for mark in MARK.findall(source) if mark not in codes]
            if unknown:
                message = _("The source “[%(mark)s]” is not among the listed sources.") % {"mark": unknown[0]}
                known.fault(type(part), path, message)


def _sources(part: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every `source` of a file, with where it stands."""
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            key = str(field.alias or name)
            value = getattr(part, name)
            if name == "source" and value:
                yield (*path, key), value
            else:
                yield from _sources(value, (*path, key))
    elif isinstance(part, list):
        for n, one in enumerate(part):
            yield from _sources(one, (*path, n))
    elif isinstance(part, dict):
        for key, one in part.items():
            yield from _sources(one, (*path, key))
