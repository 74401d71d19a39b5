"""A municipality's files: read, checked, and handed on as one description."""

from samspel.municipality.files.check import Checked, check, examine
from samspel.municipality.files.faults import Fault
from samspel.municipality.files.shapes import Description

__all__ = ["Checked", "Description", "Fault", "check", "examine"]
