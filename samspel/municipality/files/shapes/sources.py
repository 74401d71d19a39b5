"""The form of sources.yaml: the documents that rows refer to by a short mark such as [2]."""

from typing import Annotated

from pydantic import Field

from samspel.municipality.files import values as v
from samspel.municipality.files.shapes.base import Part


class SourceDocument(Part):
    code: v.Code
    name: v.Name
    number: Annotated[str, Field(max_length=60)] = ""
    day: v.Day | None = None
    url: v.Url = ""


class SourcesFile(Part):
    sources: list[SourceDocument]
