"""Where files come from and what was learnt of them, the imports, their files while they are needed, and the faults."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samspel.core.imports import states

if TYPE_CHECKING:
    _Bytes = models.BinaryField[bytes, bytes]
else:
    _Bytes = models.BinaryField


class ImportSource(models.Model):
    """Where files of one shape come from, and what was learnt of them: headings, words, which sheet.

    `columns` holds for each of our columns the heading in their files, or "=value" for what holds for every row.
    `words` holds for each column what their words mean.
    """

    importable = models.CharField(max_length=40)
    code = models.SlugField(max_length=60)
    name = models.CharField(_("source"), max_length=100)
    columns = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    sheet = models.CharField(max_length=200, blank=True)
    masked = models.BooleanField(default=False)
    """Whether what looks like personal data is masked, and not refused."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["importable", "code"], name="import_source_once"),)

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """How an import stands."""

    MATCHING = states.State.MATCHING, pgettext_lazy("import", "the columns are to be matched")
    CHECKING = states.State.CHECKING, pgettext_lazy("import", "is being checked")
    CHECKED = states.State.CHECKED, pgettext_lazy("import", "checked, not imported yet")
    TAKING = states.State.TAKING, pgettext_lazy("import", "is being imported")
    DONE = states.State.DONE, pgettext_lazy("import", "imported")
    STOPPED = states.State.STOPPED, pgettext_lazy("import", "stopped half-way")
    CANCELLED = states.State.CANCELLED, pgettext_lazy("import", "cancelled")
    FAILED = states.State.FAILED, pgettext_lazy("import", "could not be read")


class Import(models.Model):
    """A file on its way in. `columns` holds for each of our columns its place in the file ("0": the first) or "=value".

    `read` and `rows` are how far a job has come and how far there is to go, in rows; `taken_to` is the last row that
    has been dealt with for good. `run` is raised when a job begins, so that one thought dead does nothing more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(ImportSource, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    shape = models.CharField(max_length=60)
    """The kind of file, and for text its encoding."""
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.MATCHING)
    sheet = models.CharField(max_length=200, blank=True)
    header_row = models.PositiveIntegerField(default=1)
    columns = models.JSONField(default=dict)
    masked = models.BooleanField(default=False)
    run = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    taken_to = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    fault = models.JSONField(null=True)
    by_kind = models.CharField(max_length=20)
    by_id = models.CharField(max_length=64)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()
    touched_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = (
            models.Index(fields=["by_kind", "by_id", "-at"], name="import_own"),
            models.Index(fields=["digest"], name="import_digest"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.at:%Y-%m-%d %H:%M}"

    @property
    def stands(self) -> states.State:
        """The status as a rule's value."""
        return states.State(self.state)


class ImportFile(models.Model):
    """The file itself, for as long as it is needed; when all is done, only the rows that had faults (`rest`)."""

    of = models.OneToOneField(Import, models.CASCADE, related_name="file")
    content = _Bytes()
    rest = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.of_id)


class ImportFault(models.Model):
    """What is wrong in a row, until the import is over: which column of ours ("": the row), and the sentence."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="faults", db_index=False)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    says = models.JSONField()

    class Meta:
        indexes = (models.Index(fields=["of", "row"], name="import_fault_row"),)

    def __str__(self) -> str:
        return f"{self.row} {self.column}"
