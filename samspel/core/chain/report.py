"""What a verification found."""

from dataclasses import dataclass, field
from datetime import datetime

from samspel.core import clock


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was sealed, in words; `kind` is for machines."""

    kind: str
    text: str


@dataclass
class Report:
    """How much was looked through, and what is not as it was sealed. `young` rows are not sealed yet.

    `beyond` rows were sealed after the newest head that was given: nothing outside vouches for them, nor for others
    that may have stood there.
    """

    rows: int = 0
    seals: int = 0
    young: int = 0
    oldest_young: datetime | None = None
    heads: int = 0
    newest_head: datetime | None = None
    beyond: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sealed(self) -> int:
        """Rows that stand under a seal, right or wrong."""
        return self.rows - self.young

    @property
    def holds(self) -> bool:
        """Nothing was found."""
        return not self.findings

    def found(self, kind: str, text: str) -> None:
        """One more."""
        self.findings.append(Finding(kind, text))


def when(moment: datetime) -> str:
    """A moment as it is told: on the municipality's clock, to the second."""
    return f"{clock.local(moment):%Y-%m-%d %H:%M:%S}"
