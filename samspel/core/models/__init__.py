"""The ground's own tables."""

from samspel.core.models.ground import (
    Beat,
    Counter,
    Disposal,
    LegalHold,
    LogRow,
    LogSeal,
    OutboxMessage,
    Receipt,
    Versioned,
)
from samspel.core.models.imports import Import, ImportFault, ImportFile, ImportSource

__all__ = [
    "Beat",
    "Counter",
    "Disposal",
    "Import",
    "ImportFault",
    "ImportFile",
    "ImportSource",
    "LegalHold",
    "LogRow",
    "LogSeal",
    "OutboxMessage",
    "Receipt",
    "Versioned",
]
